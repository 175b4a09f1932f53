"""Days told beside a naming, a signing or an entry into force, against the instrument's row."""

import re
from collections.abc import Iterator
from datetime import date

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Mention, Time
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.beside import SURE, YEAR
from servanda.reasoning.check.beside import held_beside as _held
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.cues import CUES, REACH, cue_before, cue_near
from servanda.reasoning.check.lines import Line
from servanda.reasoning.check.parts import Span, clauses
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.shown import dated, in_words

IN_FORCE = re.compile(r"\bin(?:to)? force\s+(?:since|from|as of|on|in)\s+(?:the\s+)?$", re.I)


def days(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    """Yield whether the days told in a stretch are days that the record has of its row."""
    words, days = text.words(stretch), dated(row)
    for time in text.between(text.times, stretch.start, stretch.end):
        if not isinstance(time, Time) or days is None or not (time.earliest and time.latest):
            continue
        if time.timex_type != "DATE" or time.granularity not in ("day", "month"):
            continue
        at = time.anchors[0]
        own = isinstance(stretch.by, Mention) and at.within(
            stretch.by.anchors[0].start, stretch.by.anchors[-1].end)  # fmt: skip
        sort = cue_near(words, at.start - stretch.start, at.end - stretch.start)
        if sort and _taken(text, words, stretch, time):
            continue
        if IN_FORCE.search(words[: at.start - stretch.start]):
            sort = "entry"
        elif sort == "entry" and CUES["other"].search(words[: at.start - stretch.start]):
            sort = "other"
        entered = _entered(row) if sort == "entry" else ()
        if entered and not any(_fits(time.earliest, time.latest, k, True) for k in entered):
            yield _held(False, "date", row, f"{case.name(row.id)}, entry into force: "
                        f"{in_words(entered[0])}", time)  # fmt: skip
            continue
        if one := _on_record(row, days, time):
            yield _held(True, "date", row, f"{case.name(row.id)}, {one}: {in_words(_span(time))}",
                        time)  # fmt: skip
            continue
        made = sort in ("", "agreed", "signature")
        if not own and made and _of_month(days, time, text, stretch):
            yield _held(True, "date", row, f"{case.name(row.id)}, signature: {in_words(days)}",
                        time)  # fmt: skip
            continue
        if _named_by(text, stretch, time) and stretch.strong and not _met(row, days, time):
            yield _held(False, "date", row, f"{case.name(row.id)} is of {in_words(days)}",
                        time, rule="own-date")  # fmt: skip
            continue
        if not own and (slipped := _slipped(case, text, stretch, row, time)):
            yield _held(False, "date", row, f"{case.name(row.id)}, {slipped}", time,
                        rule="slipped-date")  # fmt: skip
            continue
        if own or sort not in SURE:
            continue
        known = [days] if sort == "signature" else []
        kind = "signature" if sort == "signature" else "entry_into_force"
        for act in (a for a in row.acts if a.act == kind and a.date and a.verified != "unverified"):
            when = parse_date(act.date)
            known.append((when.earliest, when.latest))
        whole = YEAR.search(at.quote) is not None or time.relative_to not in ("", "published")
        dated_so = YEAR.search(at.quote) is not None  # a year worked out may be another
        fits = [k for k in known if _fits(time.earliest, time.latest, k, dated_so)]
        if fits or (known and whole):
            says = in_words(fits[0] if fits else known[0])
            yield _held(bool(fits), "date", row, f"{case.name(row.id)}, {kind.replace('_', ' ')}: "
                        f"{says}", time)  # fmt: skip


def _slipped(case: Case, text: Text, stretch: Stretch, row: Row, time: Time) -> str:
    """Return the act whose day is the one told but for its month or its year, if one alone is.

    Of the signing, and of acts of all parties or of one that is named; no other agreement and no
    other act may be of the very day that is told.
    """
    told = time.earliest
    exact = time.granularity == "day" and told and told == time.latest
    if not (exact and told and YEAR.search(time.anchors[0].quote) and stretch.strong):
        return ""
    telling = text.telling_at(time.anchors[0].start, time.anchors[-1].end)
    if telling is not None and (telling.mood != "fact" or telling.negated):
        return ""
    if any((d := dated(r)) and d[0] <= told <= d[1] for r in case.registry.instruments
           if r.dispute == row.dispute or r.id in text.spoken):  # fmt: skip
        return ""
    place = time.anchors[0].start
    span = next((s for s in clauses(text.document.text, stretch.start, stretch.end)
                 if s[0] <= place < s[1]), (stretch.start, stretch.end))  # fmt: skip
    named = {text.id_of(m) for m in text.between(text.mentions, *span)}
    alone = [t for t in text.between(text.times, *span) if t.granularity == "day"]
    signing = dated(row)
    days = [("signature", *signing)] if signing else []
    for act in row.acts:
        when = parse_date(act.date) if act.date and act.verified != "unverified" else None
        whose = act.actor == "all" or act.actor in named
        if when and when.earliest and when.latest and whose:
            days.append((act.act.replace("_", " "), when.earliest, when.latest))
    if len(alone) > 1 or any(a <= told <= b for _, a, b in days):
        return ""
    like = [(act, a) for act, a, b in days if a == b and a.day == told.day and (
        (a.year == told.year) != (a.month == told.month))]  # fmt: skip
    return f"{like[0][0]}: {in_words((like[0][1], like[0][1]))}" if len(like) == 1 else ""


def _taken(text: Text, words: str, stretch: Stretch, time: Time) -> bool:
    """Say whether another day stands between a day and its cue, which tells that one."""
    start = time.anchors[0].start
    _, far = cue_before(words, start - stretch.start)
    if far > REACH:
        return False
    between = text.between(text.times, start - far, start)
    return any(t.timex_type == "DATE" and t.granularity == "day" for t in between)


def sisters(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    """Yield days of another agreement of the dispute told by noun: "the ceasefire that June"."""
    for span in clauses(text.document.text, stretch.start, stretch.end):
        said = sense(text.document.text[slice(*span)])
        for time in text.between(text.times, *span):
            if time.granularity not in ("day", "month") or not (time.earliest and time.latest):
                continue
            if _on_record(row, dated(row) or (date.max, date.max), time):
                continue
            like = [r for r in case.registry.instruments
                    if r.dispute == row.dispute and r.id != row.id and r.verified != "unverified"
                    and (d := dated(r)) and time.earliest <= d[1] and d[0] <= time.latest
                    and d[1].toordinal() - d[0].toordinal() < 32 and said & _form(r)]  # fmt: skip
            if len(like) == 1:
                yield _held(True, "date", like[0], f"{case.name(like[0].id)}, signature: "
                            f"{in_words(dated(like[0]) or (None, None))}", time)  # fmt: skip


def _form(row: Row) -> frozenset[str]:
    """Return the senses of the noun that an instrument is called by."""
    return sense(row.kind) | {n for name in row.names for n in sense(name.split()[-1])}


def _entered(row: Row) -> tuple[tuple[date, date], ...]:
    """Return the days on which an instrument entered into force, for all or for one."""
    found = [parse_date(a.date) for a in row.acts
             if a.act == "entry_into_force" and a.date and a.verified != "unverified"]  # fmt: skip
    return tuple((d.earliest, d.latest) for d in found if d.earliest and d.latest)


def _span(time: Time) -> tuple[date | None, date | None]:
    return time.earliest, time.latest


def _on_record(row: Row, days: tuple[date, date], time: Time) -> str:
    """Return the act that the record has on the very day told, whatever words tell of it."""
    sure = YEAR.search(time.anchors[0].quote) or time.relative_to not in ("", "published")
    if time.granularity != "day" or not time.earliest or not sure:
        return ""
    if days[0] <= time.earliest <= days[1]:
        return "signature"
    for act in row.acts:
        when = parse_date(act.date) if act.date and act.verified != "unverified" else None
        if when and when.earliest == when.latest == time.earliest:
            return act.act.replace("_", " ")
    return ""


def _met(row: Row, days: tuple[date, date], time: Time) -> bool:
    """Say whether a day told falls together with the signing or another act of a row."""
    whens = [days]
    for act in row.acts:
        when = parse_date(act.date)
        whens.append((when.earliest, when.latest))
    return any(a and b and time.earliest and time.latest and a <= time.latest and time.earliest <= b
               for a, b in whens)  # fmt: skip


def _named_by(text: Text, stretch: Stretch, time: Time) -> bool:
    """Say whether a day stands in, or right after, the naming of an agreement by its own name."""
    at, body = time.anchors[0], text.document.text
    if not YEAR.search(at.quote) or not isinstance(stretch.by, Mention) or not stretch.told:
        return False
    named = stretch.by.anchors[0]
    gap = body[named.end : at.start] if at.start >= named.end else ""
    inside = at.within(named.start, named.end)
    title = body[named.start : at.start if inside else named.end]
    proper = sum(w[:1].isupper() for w in title.split()) > 1
    return proper and (inside or bool(gap and OF_DAY.fullmatch(gap)))


OF_DAY = re.compile(r"\s*(?:of|from|dated|,)?\s*(?:the\s+)?", re.IGNORECASE)


def _of_month(days: tuple[date, date], time: Time, text: Text, stretch: Stretch) -> bool:
    """Say whether a month told beside a naming is that of the signing, and of no other deed."""
    if not (stretch.told and time.earliest and time.latest) or time.granularity != "month":
        return False
    whole = YEAR.search(time.anchors[0].quote) or time.relative_to not in ("", "published")
    telling = text.telling_at(time.anchors[0].start, time.anchors[-1].end)
    plain = telling is None or (telling.mood == "fact" and not telling.negated and not (
        telling.senses & OTHER_DEEDS))  # fmt: skip
    return bool(whole) and plain and time.earliest <= days[1] and days[0] <= time.latest


# Senses of deeds that are no making of an agreement: their day is another's.
OTHER_DEEDS = frozenset((
    "leave", "suspend", "resume", "end", "lapse", "extend", "amend", "enter", "apply", "ratify",
    "join", "violate", "reject", "withdraw", "attack", "deploy", "kill", "notify", "accuse",
))  # fmt: skip


def _fits(first: date, last: date, known: tuple[date, date], whole: bool) -> bool:
    """Say whether a told day is a known one; where no year is told, by day and month."""
    if whole:
        return first <= known[1] and known[0] <= last
    day, month = known[0].day, known[0].month
    return first.month == month and (first != last or first.day == day)


def sooner(text: Text, row: Row, span: Span, line: Line) -> bool:
    """Say whether a clause tells of a year before an agreement, which its line does not tell of."""
    signing = dated(row)
    for time in text.between(text.times, *span):
        first, last = time.earliest, time.latest
        if not (signing and first and last) or not YEAR.search(time.anchors[0].quote):
            continue
        if last < signing[0] and not any(a <= last and first <= b for a, b in line.days):
            return True
    return False

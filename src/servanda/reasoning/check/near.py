"""What stands near a naming: day, place, parties and signatories, against the instrument's row."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Mention, Record, Time
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.cues import ANOTHER_ONE, CUES, REACH, cue_before, cue_near
from servanda.reasoning.check.facts import facts_told
from servanda.reasoning.check.namings import cities, towns_of
from servanda.reasoning.check.parts import VERB, clauses
from servanda.reasoning.check.rows import Rows, folded
from servanda.reasoning.check.spots import words_at
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.parties import state_of
from servanda.reasoning.shown import dated, in_words

NEAR_DAY = 60  # characters between a day and the place of what was done on it
SURE = ("signature", "entry")  # cues after which another day, place or name is a difference
AT = re.compile(r"\b(?:in|at)\s+((?:[A-Z][\w’'-]+)(?:\s+(?:el-)?[A-Z][\w’'-]+){0,2})")
SIGNED_FOR = re.compile(r"\bsign\w*\s+(?:for|on behalf of)\b", re.I)
IN_FORCE = re.compile(r"\bin(?:to)? force\s+(?:since|from|as of|on|in)\s+(?:the\s+)?$", re.I)
# What is denied, signed besides, or told of the day that returns, is no telling of the signing.
UNSURE = re.compile(
    r"\b(?:not|never)\s+(?:\w+\s+)?(?:signed|concluded|agreed|made|in)\b|\banniversar|\bcommemorat|"
    r"\b(?:once more|again|anew|first|re-?sign\w*)\b|"
    r"\bsign\w*\s+(?:an?|the|his|her|its|their|another)\s+(?:\w+\s+)?(?:decree|law|bill|order|letter|"
    r"book|contract|petition|instrument|register)\b",
    re.IGNORECASE,
)
STOOD_BY = re.compile(
    r"\b(?:with|before|presence of|witness\w*|hosted|broker\w*|mediat\w*|chaired|watched|alongside|"
    r"flanked|overseen|guided|drafted|negotiated)\b[^,;]*$",
    re.IGNORECASE,
)
WATCHED = re.compile(
    r"\W*(?:as (?:a )?(?:witness|host|guarantor)|look\w+ on|watch\w*|present)\b", re.IGNORECASE
)
HELPED = re.compile(
    r"\b(?:broker|mediat|guarant|witness|host|support|endors|welcom|back|observ)\w*\s+by\b", re.I
)
PLAIN = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?")
YEAR = re.compile(r"\d{4}")
JOINTS = re.compile(r"\s*(?:,|,?\s+and|,?\s+as well as)?\s*(?:the\s+|then\s+)?")
BEFORE_LIST = re.compile(r"\b(?:between|by|among|of|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$")
ANOTHER = "it is told of something else"


def hold(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield what the record holds of the days, places and names told of an instrument."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    for rule in (_days, _places, _people, _parties, _sisters):
        for held in rule(case, text, stretch, row):
            known = (stretch.named or stretch.strong) and stretch.told
            if held.verdict == "differs" and not known and held.aspect == "place":
                held = replace(held, pinned=_pinned(case, text, stretch, row))
            sure = (known or held.pinned) and not UNSURE.search(text.words(stretch))
            if held.verdict == "agrees" or (sure and not _another(text, stretch, held)):
                yield held


def _pinned(case: Case, text: Text, stretch: Stretch, row: Row) -> bool:
    """Say whether the persons, days and words told in a sentence are of one row of the registry."""
    rows = Rows.of(case)
    facts = facts_told(text, (stretch.sentence.start, stretch.sentence.end), frozenset())

    def weight(one: Row) -> tuple[int, int]:
        fit = rows.fit(one, facts)
        day = fit.day if fit.day > 1 else 0
        return day + fit.people + fit.words, sum(map(bool, (day, fit.people, fit.words)))

    points, sorts = weight(row)
    return sorts > 1 and points > PINNED and all(
        weight(r)[0] + 1 < points for r in rows.all if r.id != row.id)  # fmt: skip


PINNED = 3  # points of facts of two sorts


def _another(text: Text, stretch: Stretch, held: Held) -> bool:
    """Say whether another agreement is spoken of between a naming and what is told."""
    if held.at is None:
        return False
    if not stretch.named and ANOTHER_ONE.search(
        text.document.text, stretch.sentence.start, held.at.anchors[0].start):  # fmt: skip
        return True
    parts = {start for start, _ in stretch.sentence.parts}
    if stretch.start not in parts and held.at.anchors[0].start < stretch.by.anchors[0].start:
        return True  # it stands with the naming before
    first, last = stretch.by.anchors[-1].end, held.at.anchors[0].start
    if last < stretch.by.anchors[0].start:
        first = stretch.start
    return ANOTHER_ONE.search(text.document.text, first, max(first, last)) is not None


def _days(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
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


def _taken(text: Text, words: str, stretch: Stretch, time: Time) -> bool:
    """Say whether another day stands between a day and its cue, which tells that one."""
    start = time.anchors[0].start
    _, far = cue_before(words, start - stretch.start)
    if far > REACH:
        return False
    between = text.between(text.times, start - far, start)
    return any(t.timex_type == "DATE" and t.granularity == "day" for t in between)


def _sisters(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
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


def _places(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    words = text.words(stretch)
    known = towns_of(case, row)
    days = dated(row)
    on_the_day = days is not None and any(
        t.earliest and t.latest and t.granularity in ("day", "month") and t.timex_type == "DATE"
        and t.earliest <= days[1] and days[0] <= t.latest
        for t in text.between(text.times, stretch.start, stretch.end))  # fmt: skip
    for match in AT.finditer(words) if row.place else ():
        told = cities(case, match[1])
        sort, far = cue_before(words, match.start())
        if not told or ((sort not in ("signature", "agreed") or far > REACH / 2) and not (
            on_the_day)):  # fmt: skip
            continue
        far_off = on_the_day and sort not in ("signature", "agreed") and not any(
            abs(t.anchors[0].start - stretch.start - match.start()) < NEAR_DAY
            for t in text.between(text.times, stretch.start, stretch.end))  # fmt: skip
        fits = bool(told & known) or match[1] in row.place
        if far_off and not fits:
            continue
        if not fits and not known and not PLAIN.fullmatch(row.place):
            continue
        if fits or sort in SURE or (on_the_day and not stretch_ends(sort)):
            start = stretch.start + match.start(1)
            at = text.between(text.mentions, start, start + 1) or [
                words_at(text, stretch, start, stretch.start + match.end(1))]  # fmt: skip
            yield _held(fits, "place", row, f"{case.name(row.id)} was signed at {row.place}",
                        at[0])  # fmt: skip


def stretch_ends(sort: str) -> bool:
    """Say whether a sort of cue tells of another deed than the making of an agreement."""
    return sort in ("entry", "other")


def _people(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    """Yield whether those told as signatories are those of the row; one is exchanged at most."""
    days, words = dated(row), text.words(stretch)
    people = [m for m in text.between(text.mentions, stretch.start, stretch.end)
              if isinstance(m, Mention) and text.id_of(m).startswith("person:")
              and not m.rule.startswith("anaphor")]  # fmt: skip
    if not row.signed_by or not people or days is None:
        return
    sorts = {sort for sort, p in CUES.items() if p.search(words)}
    each = len(people) > 1 and any(_stands_for(text, stretch, m) for m in people)
    cued = bool(sorts & {"signature", "agreed"}) or each or not VERB.search(words)
    signers = {folded(case.name(p)): p for p in row.signed_by}
    mine = {m.id: signers.get(folded(m.anchors[0].quote)) or signers.get(
        folded(case.name(text.id_of(m)))) or _alike(m.anchors[0].quote, signers)
        for m in people}  # fmt: skip
    strange = [m for m in people if mine[m.id] is None and not _beside(text, stretch, m)]
    fitting = {p for p in mine.values() if p}
    says = f"{case.name(row.id)} was signed by {', '.join(_name(case, p) for p in row.signed_by)}"
    if fitting and not strange and (cued or len(fitting) > 1):
        yield _held(True, "who signed", row, says, people[0])
        return
    if not cued:
        return
    missing = [p for p in row.signed_by if p not in fitting]
    states = {state_of(p, days[0], case.entities) for p in missing} - {None}
    replaced = [m for m in strange if state_of(text.id_of(m), days[0], case.entities) in states]
    one_for_one = len(people) == len(row.signed_by) > 1 and len(strange) == 1
    chained = len(people) > 1 and (_chained(text, people) or SIGNED_FOR.search(words) or each)
    if (each or "signature" in sorts | _listed(sorts, words)) and fitting and chained and (
        replaced or one_for_one
    ):  # fmt: skip
        yield _held(False, "who signed", row, says, (replaced or strange)[0])


FOR = re.compile(r"\W*(?:(?:\w+ )?for|on behalf of)\b|\s*\(", re.IGNORECASE)
LED_BY = re.compile(r"\b(?:for|on behalf of)\s+(?:[\w’'-]+,?\s+){1,5}(?:by\s+)?$", re.I)


def _stands_for(text: Text, stretch: Stretch, person: Mention) -> bool:
    """Say whether somebody is told to stand for a side: "X for the one side, Y for the other"."""
    at, body = person.anchors[0], text.document.text
    lead = body[max(stretch.start, at.start - 60) : at.start]
    return bool(FOR.match(body[at.end : at.end + 12]) or LED_BY.search(lead))


def _beside(text: Text, stretch: Stretch, person: Mention) -> bool:
    """Say whether somebody stood by and did not sign: a witness, mediator or host."""
    at, body = person.anchors[0], text.document.text
    lead = body[max(stretch.start, at.start - 40) : at.start]
    return bool(STOOD_BY.search(lead) or WATCHED.match(body[at.end : at.end + 30]))


def _name(case: Case, person: str) -> str:
    """Return a name as it is written; who has no row has only the words of the id."""
    name = case.name(person)
    return name.title() if name.islower() else name


def _alike(quote: str, signers: dict[str, str]) -> str | None:
    """Return the signatory whose family name ends a naming, where one alone has it."""
    last = folded(quote).split()[-1:]
    found = [p for name, p in signers.items() if name.split()[-1:] == last]
    first = folded(quote).split()[:1]
    if len(found) == 1 and (len(quote.split()) == 1 or any(
            n.startswith(first[0][:1]) for n, p in signers.items() if p == found[0])):  # fmt: skip
        return found[0]
    near = [p for name, p in signers.items()
            if name.split()[:1] == first and name.split()[-1][:4] == last[0][:4]]  # fmt: skip
    return near[0] if len(near) == 1 else None


def _listed(sorts: set[str], words: str) -> set[str]:
    """Return the cue of signing where an agreement is told to be one between persons."""
    between = re.search(r"\b(?:agreed|issued|made|adopted) (?:between|by)\b", words)
    return {"signature"} if "agreed" in sorts and between else set()


def _parties(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    """Yield whether the parties that are listed are those of the row."""
    if not 2 <= len(row.parties) <= 8:
        return
    actors = [m for m in text.between(text.mentions, stretch.start, stretch.end)
              if isinstance(m, Mention)
              and text.id_of(m).startswith(("state:", "polity:", "org:", "group:"))]  # fmt: skip
    if (held := _among(case, text, stretch, row, actors)) is not None:
        yield held
    for chain in chains(text, actors):
        start = chain[0].anchors[0].start
        lead = text.document.text[max(stretch.start, start - 40) : start]
        if len(chain) < 2 or not BEFORE_LIST.search(lead) or HELPED.search(lead):
            continue
        told = {text.id_of(m) for m in chain}
        mine = told & set(row.parties)
        cued = CUES["signature"].search(text.words(stretch)) or "between" in lead
        if not mine or not cued:
            continue
        strange = [p for p in told - mine if not noted(case.name(p), row.parties_note)]
        if not strange and any(absent(case.name(p), row.parties_note) for p in told - mine):
            strange = [p for p in told - mine if absent(case.name(p), row.parties_note)]
            yield _held(False, "party", row, f"{case.name(row.id)}: {row.parties_note}",
                        next(m for m in chain if text.id_of(m) == strange[0]))  # fmt: skip
            continue
        says = f"{case.name(row.id)} is between {', '.join(case.name(p) for p in row.parties)}"
        if not strange or (len(strange) < len(told) and not row.parties_note):
            yield _held(not strange, "party", row, says)


def _among(
    case: Case, text: Text, stretch: Stretch, row: Row, actors: list[Mention]
) -> Held | None:
    """Return whether those named with an agreement are its parties: all of them, some, or one more.

    "Alone" leaves no other party; who is told to have made it "with" the others is one of them.
    """
    names = list(dict.fromkeys(text.id_of(m) for m in actors if not m.rule.startswith("anaphor")))
    mine = [n for n in names if n in row.parties]
    says = f"{case.name(row.id)} is between {', '.join(case.name(p) for p in row.parties)}"
    words = text.words(stretch)
    made = [t for t in text.tellings if stretch.start <= t.head < stretch.end
            and t.senses & MADE and t.mood == "fact" and not t.negated]  # fmt: skip
    cued = bool(made) or "between" in words or BOUND.search(words) is not None
    if not cued or not actors:
        return None
    if ALONE.search(words) and len(mine) == len(names) > 1 and len(mine) < len(row.parties):
        return _held(False, "party", row, says, actors[0])
    if len(mine) == len(names) > 1:
        return _held(True, "party", row, says, actors[0])
    strange = [
        m
        for m in actors
        for t in made
        for x in t.around
        if x.preposition == "with"
        and x.start <= m.anchors[0].start < x.end
        and text.id_of(m) not in row.parties
    ]
    whole = len(row.parties) < 5 and not any(
        noted(case.name(text.id_of(m)), row.parties_note) for m in strange)  # fmt: skip
    if strange and whole and not STOOD_WITH.search(words):
        return _held(False, "party", row, says, strange[0])
    return None


MADE = frozenset(("sign", "conclude", "adopt", "=agree", "=make", "=strike", "=reach", "=draw"))
ALONE = re.compile(r"\b(?:alone|only|nobody else|no one else)\b", re.IGNORECASE)
BOUND = re.compile(r"\b(?:bound|part(?:y|ies|ners?)|signator(?:y|ies)|sides?)\b", re.IGNORECASE)
STOOD_WITH = re.compile(r"\b(?:help|mediat\w+|support|presence|witness\w*|consent|guarant\w+|"
                        r"observ\w+|blessing|backing)\b", re.IGNORECASE)  # fmt: skip


def noted(name: str, note: str) -> bool:
    return bool(note) and (name in note or name.split()[-1] in note)


def absent(name: str, note: str) -> bool:
    """Say whether a note says of somebody that they are no party."""
    said = [p for p in re.split(r"[.;]", note) if noted(name, p)]
    return any(re.search(r"\b(?:not|never|no|refus\w+|declin\w+)\b", p) for p in said)


def chains(text: Text, mentions: list[Mention]) -> Iterator[list[Mention]]:
    """Yield runs of namings that only commas and "and" stand between."""
    run: list[Mention] = []
    for one in mentions:
        if run and one.anchors[0].start < run[-1].anchors[-1].end:
            continue
        gap = text.document.text[run[-1].anchors[-1].end : one.anchors[0].start] if run else ""
        if run and not (gap and JOINTS.fullmatch(gap)):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _chained(text: Text, people: list[Mention]) -> bool:
    return any(len(run) == len(people) for run in chains(text, people))


def _held(
    fits: bool, aspect: str, row: Row, says: str, at: Record | None = None, rule: str = ""
) -> Held:
    return Held(
        verdict="agrees" if fits else "differs", aspect=aspect,
        rule=f"check/{rule or 'near-' + aspect}",
        says=says, registry=row.id, source=row.source, otherwise="" if fits else ANOTHER, at=at,
    )  # fmt: skip

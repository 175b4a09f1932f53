"""What stands near a naming: day, place, parties and signatories, against the instrument's row."""

import re
from collections.abc import Iterator
from datetime import date

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Mention, Time
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.namings import cities
from servanda.reasoning.check.shown import dated, in_words
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.parties import state_of

CUES = {
    "entry": re.compile(r"\b(?:in|into) force\b|\b(?:took|takes?) effect\b|\beffective\b", re.I),
    "signature": re.compile(
        r"\bsign(?:ed|s|ing)\b|\bconclu\w+|\bseal\w*\b|"
        r"\b(?:their|his|her) (?:names?|signatures?)\b|\badopted\b|"
        r"\bdated\b|\bsignator\w+|\bnames? of\b|\bsignatures? of\b|\bgiven by\b", re.I),
    "agreed": re.compile(
        r"\bagreed\b|\bmade\b|\bstruck\b|\bdrawn\b|\bheld\b|\bceremony\b|\breached\b|"
        r"\bnegotiated\b|\bworked out\b|\bissued\b", re.I),
    "other": re.compile(
        r"\bratif\w+|\bdeposit\w*|\bacced\w+|\bapprov\w+|\bwithdr\w+|\bdenounc\w+|\bleft\b|\bquit\b|"
        r"\bpulled out\b|\bnotice\b|\bsuspend\w*|\bterminat\w+|\babrogat\w+|\bscrapp\w+|\blaps\w+|"
        r"\bexpir\w+|\bextend\w*|\brenew\w*|\bendors\w+|\binitial\w+|\bannounc\w+|\bresum\w+|"
        r"\buntil\b|\bsince\b|\bbefore\b|\bafter\b|\bby the end\b|\bdeadline\b", re.I),
}  # fmt: skip
SURE = ("signature", "entry")  # cues after which another day, place or name is a difference
AT = re.compile(r"\b(?:in|at)\s+((?:[A-Z][\w’'-]+)(?:\s+(?:el-)?[A-Z][\w’'-]+){0,2})")
YEAR = re.compile(r"\d{4}")
JOINTS = re.compile(r"\s*(?:,|,?\s+and|,?\s+as well as)?\s*(?:the\s+|then\s+)?")
BEFORE_LIST = re.compile(r"\b(?:between|by|among|of|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$")
REACH = 90  # characters from a cue to what it tells of
ANOTHER = "it is told of something else"


def hold(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield what the record holds of the days, places and names told of an instrument."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    for rule in (_days, _places, _people, _parties):
        for held in rule(case, text, stretch, row):
            if stretch.told or held.verdict == "agrees":
                yield held


def cue_before(words: str, place: int) -> tuple[str, int]:
    """Return the sort of the nearest cue before a place of a text, and how far it stands."""
    best = ("", REACH + 1)
    for sort, pattern in CUES.items():
        for match in pattern.finditer(words, max(0, place - REACH), place):
            if place - match.end() < best[1]:
                best = (sort, place - match.end())
    return best


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
        sort, _ = cue_before(words, at.start - stretch.start)
        if one := _on_record(row, days, time):
            yield _held(True, "date", row, f"{case.name(row.id)}, {one}: {in_words(_span(time))}")
            continue
        if own or sort not in SURE:
            continue
        known = [days] if sort == "signature" else []
        kind = "signature" if sort == "signature" else "entry_into_force"
        for act in (a for a in row.acts if a.act == kind and a.date and a.verified != "unverified"):
            when = parse_date(act.date)
            known.append((when.earliest, when.latest))
        whole = YEAR.search(at.quote) is not None
        fits = [k for k in known if _fits(time.earliest, time.latest, k, whole)]
        if fits or (known and whole):
            says = in_words(fits[0] if fits else known[0])
            yield _held(bool(fits), "date", row, f"{case.name(row.id)}, {kind.replace('_', ' ')}: "
                        f"{says}")  # fmt: skip


def _span(time: Time) -> tuple[date | None, date | None]:
    return time.earliest, time.latest


def _on_record(row: Row, days: tuple[date, date], time: Time) -> str:
    """Return the act that the record has on the very day told, whatever words tell of it."""
    if time.granularity != "day" or not time.earliest or not YEAR.search(time.anchors[0].quote):
        return ""
    if days[0] <= time.earliest <= days[1]:
        return "signature"
    for act in row.acts:
        when = parse_date(act.date) if act.date and act.verified != "unverified" else None
        if when and when.earliest == when.latest == time.earliest:
            return act.act.replace("_", " ")
    return ""


def _fits(first: date, last: date, known: tuple[date, date], whole: bool) -> bool:
    """Say whether a told day is a known one; where no year is told, by day and month."""
    if whole:
        return first <= known[1] and known[0] <= last
    day, month = known[0].day, known[0].month
    return first.month == month and (first != last or first.day == day)


def _places(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    words = text.words(stretch)
    known = {i for part in re.split(r"[,/()]| and | at ", row.place) for i in cities(case, part)}
    for match in AT.finditer(words) if known else ():
        told = cities(case, match[1])
        sort, far = cue_before(words, match.start())
        if not told or sort not in ("signature", "agreed") or far > REACH / 2:
            continue
        fits = bool(told & known)
        if fits or sort in SURE:
            yield _held(fits, "place", row, f"{case.name(row.id)} was signed at {row.place}")


def _people(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    days, words = dated(row), text.words(stretch)
    people = [m for m in text.between(text.mentions, stretch.start, stretch.end)
              if isinstance(m, Mention) and text.id_of(m).startswith("person:")]  # fmt: skip
    if not row.signed_by or not people or days is None:
        return
    sorts = {sort for sort, p in CUES.items() if p.search(words)}
    if not sorts & {"signature", "agreed"}:
        return
    told = list(dict.fromkeys(text.id_of(m) for m in people))
    names = ", ".join(case.name(p) for p in row.signed_by)
    strange = [p for p in told if p not in row.signed_by]
    some = len(strange) < len(told)
    says = f"{case.name(row.id)} was signed by {names}"
    if some and not strange:
        yield _held(True, "who signed", row, says)
        return
    states = {state_of(p, days[0], case.entities) for p in row.signed_by if p not in told}
    replaced = [p for p in strange if state_of(p, days[0], case.entities) in states - {None}]
    one_for_one = len(told) == len(row.signed_by) > 1 and some
    chained = len(people) > 1 and _chained(text, people)
    if "signature" in sorts and (replaced or one_for_one) and (chained or len(told) == 1):
        yield _held(False, "who signed", row, says)


def _parties(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    """Yield whether the parties that are listed are those of the row."""
    if not 2 <= len(row.parties) <= 8:
        return
    actors = [m for m in text.between(text.mentions, stretch.start, stretch.end)
              if isinstance(m, Mention)
              and text.id_of(m).startswith(("state:", "polity:", "org:", "group:"))]  # fmt: skip
    for chain in _chains(text, actors):
        start = chain[0].anchors[0].start
        lead = text.document.text[max(stretch.start, start - 40) : start]
        if len(chain) < 2 or not BEFORE_LIST.search(lead):
            continue
        told = {text.id_of(m) for m in chain}
        mine = told & set(row.parties)
        cued = CUES["signature"].search(text.words(stretch)) or "between" in lead
        if not mine or not cued:
            continue
        strange = [p for p in told - mine if case.name(p) not in row.parties_note]
        says = f"{case.name(row.id)} is between {', '.join(case.name(p) for p in row.parties)}"
        if not strange or (len(strange) < len(told) and not row.parties_note):
            yield _held(not strange, "party", row, says)


def _chains(text: Text, mentions: list[Mention]) -> Iterator[list[Mention]]:
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
    return any(len(run) == len(people) for run in _chains(text, people))


def _held(fits: bool, aspect: str, row: Row, says: str) -> Held:
    return Held(
        verdict="agrees" if fits else "differs", aspect=aspect, rule=f"check/near-{aspect}",
        says=says, registry=row.id, source=row.source, otherwise="" if fits else ANOTHER,
    )  # fmt: skip

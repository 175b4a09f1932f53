"""quantity: two numbers for one thing in one unit, told of one agreement."""

import re
from collections.abc import Iterator

from msgspec import Struct

from servanda.model import Finding, Record
from servanda.model.spelt import count_of
from servanda.reasoning.amounts import NUMBER, SCALES, STOP
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.lone import Lone, lone_sentences
from servanda.reasoning.clashes.pair import clash, tellers
from servanda.reasoning.deeds import deeds, proper
from servanda.reasoning.wording import WORD

ALIKE = 0.6  # share of the words of both that both must have, unless one says all of the other's
WORDS = 2  # words besides number and unit that both must have, names counted
# Words for that an agreement says something, which tell nothing of what it says.
SAYING = deeds("sets provides requires calls foresees obliges allows stipulates contains has lays "
               "down must shall agreed agree lasts runs mentions speaks puts says demands under "
               "orders prescribes fixes commits commitment promised undertook")  # fmt: skip
# Numbers that are not the whole, or not exact, may differ.
LOOSE = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|circa|at least|at most|up to|"
    r"more than|less than|fewer than|over|under|no more than|not more than|no fewer than|between|"
    r"further|additional|another|other|remaining|first|last|out of|every|each|per|within|and|to)"
    r"\s+(?:the\s+|a\s+)?$", re.IGNORECASE,
)  # fmt: skip
MORE = re.compile(
    r"\s*(?:more|further|additional|other|remaining|out\s+of|of\s+the|of\s+(?:its|their|these)|"
    r"to\s+\d|or\b|per\s*cent|%|-\d|–)",
    re.IGNORECASE,
)
# Of another time, another draft, or not told as what is agreed.
APART = re.compile(
    r"\b(?:initial\w*|original\w*|later|then|now|rais\w+|reduc\w+|increas\w+|cut|amend\w+|"
    r"extend\w*|renew\w*|new|old|instead|rather|not|never|nobody|if|would|should|could|might|"
    r"demand\w*|propos\w+|draft\w*|want\w*|ask\w*|so far|already|still|only|phase|stage|"
    r"expect\w*|wrong\w*|deni\w+|actually|in fact)\b", re.IGNORECASE,
)  # fmt: skip
NOT_A_THING = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "of", "and", "or", "in", "on", "at", "to", "the", "times",
    "time", "sides", "parties", "side", "party", "points", "point", "articles", "article",
})  # fmt: skip
ORDINAL = re.compile(
    r"(?:\b(?:article|articles|paragraph|point|clause|section|no|number|resolution|page|chapter|"
    r"annex|protocol|part|item)\s*|[\d$€£]|\b(?:usd|eur)\s*)$", re.IGNORECASE,
)  # fmt: skip
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")


class Counted(Struct, frozen=True):
    """A number with its unit, told of an agreement: by which record, in which words."""

    record: Record
    value: float
    unit: str
    words: frozenset[str]
    names: frozenset[str]
    years: frozenset[str]
    by: str


def find(case: Case) -> Iterator[Finding]:
    """Yield pairs of tellings that give one thing under one agreement two numbers."""
    groups: dict[tuple[str, str, str], list[Counted]] = {}
    for name, locator, one in counted_in(case):
        groups.setdefault((name, locator, one.unit), []).append(one)
    for (name, _, unit), counted in groups.items():
        by_value: dict[float, dict[str, Counted]] = {}
        for one in counted:  # saying a number again adds nothing
            by_value.setdefault(one.value, {}).setdefault(one.by, one)
        yield from _differing(case, name, unit, by_value)


def _differing(
    case: Case, name: str, unit: str, by_value: dict[float, dict[str, Counted]]
) -> Iterator[Finding]:
    """Yield, for each two numbers, the first tellings that are of one thing."""
    values = sorted(by_value)
    for n, low in enumerate(values):
        for high in values[n + 1 :]:
            pairs = ((a, b) for a in by_value[low].values() for b in by_value[high].values())
            found = next((p for p in pairs if _one_thing(*p)), None)
            if found is not None:
                yield _finding(case, name, unit, *found)


def counted_in(case: Case) -> Iterator[tuple[str, str, Counted]]:
    """Yield what sentences count that name one agreement, by agreement and provision."""
    for lone in lone_sentences(case):
        text = case.evidence.documents[lone.document].text[lone.start : lone.end]
        for one in _counted(case, text, lone):
            yield lone.instrument, lone.place, one


def _counted(case: Case, text: str, lone: Lone) -> Iterator[Counted]:
    """Yield the numbers with units of a sentence, where nothing makes them loose."""
    words, by = " ".join(text.split()), lone.by
    named = {" ".join(a.quote.split()) for r in lone.records for a in r.anchors}
    for quote in sorted(named, key=len, reverse=True):
        words = words.replace(quote, " ; ")
    if APART.search(words) or "?" in words:
        return
    title = deeds(case.name(lone.instrument)) | deeds(" ".join(named))
    for found in NUMBER.finditer(words):
        unit = _unit(words, found.end())
        if not unit or ORDINAL.search(words, 0, found.start()) or YEAR.fullmatch(found["n"]):
            continue
        value = _value(found)
        if value is None or LOOSE.search(words[: found.start()]) or MORE.match(words, found.end()):
            continue
        rest = words[: found.start()] + words[found.end() :]
        yield Counted(
            record=by, value=value, unit=unit,
            words=deeds(NUMBER.sub(" ", rest)) - title - {unit},
            names=proper(rest) - title,
            years=frozenset(YEAR.findall(words)), by=tellers(case, by)[0],
        )  # fmt: skip


def _value(found: "re.Match[str]") -> float | None:
    word = re.sub(r"[,\u202f ]", "", found["n"])
    number = float(word) if word[:1].isdigit() else count_of(found["n"])
    return None if number is None else float(number) * SCALES.get((found["scale"] or "").lower(), 1)


def _unit(text: str, at: int) -> str:
    """Return the sense of the noun that a number counts: the last word of its phrase in a row."""
    stop = STOP.search(text, at)
    end = stop.start() if stop else len(text)
    found = WORD.findall(text[at:end])[:3]
    words = [w for w in found if w.islower()]
    if not words or words != found[: len(words)] or not text[at:].startswith((" ", "-")):
        return ""
    plural = next((w for w in words if w.endswith("s") or w in ("troops", "men", "people")), "")
    word = plural or (words[0] if len(words) == 1 or text[at] == "-" else "")
    if word in NOT_A_THING:
        return ""
    return next(iter(sorted(deeds(word))), "")


def _one_thing(a: Counted, b: Counted) -> bool:
    """Say whether two tellings are of one thing: the same words, the same names, one time."""
    if a.names != b.names or (a.years and b.years and a.years != b.years):
        return False
    x, y = a.words - SAYING, b.words - SAYING
    if len(x & y) < WORDS or not (x & y) - a.names:
        return False
    return x <= y or y <= x or len(x & y) >= ALIKE * len(x | y)


def _finding(case: Case, name: str, unit: str, a: Counted, b: Counted) -> Finding:
    return clash(
        case, "quantity", "quantity/two-numbers", a.record, b.record,
        explanation=(
            f"{case.name(name)}: one thing is counted as {a.value:g} in one place and as "
            f"{b.value:g} in another ({unit.lstrip('=')})"
        ),
        dissolved_by="the two count different things, or at different times, or one is a slip",
    )  # fmt: skip

"""Numbers foretold and told: at least 200 prisoners, fewer than ten incidents, fourteen."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from servanda.model.spelt import COUNT, count_of
from servanda.reasoning.foretold.tables import pattern, things
from servanda.reasoning.wording import WORD

FIGURE = rf"(?:\d{{1,3}}(?:[,\u202f ]\d{{3}})+|\d+(?:\.\d+)?|(?!an?\b){COUNT})"
SCALE = r"(?:\s+(?P<scale>hundred|thousand|million|billion|per cent|percent)\b|(?P<sign>\s*%))?"
NUMBER = re.compile(rf"(?<![\w.,/-])(?P<n>{FIGURE}){SCALE}(?![\w/-])", re.IGNORECASE)
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
STRICT = re.compile(r"(?:more than|over|above|exceed\w*|past|beyond)\s*$", re.IGNORECASE)
STOP = re.compile(r"[,;:()]|\b(?:and|or|on|in|at|by|from|to|with|for|near|after|before|had|have|"
                  r"has|were|was|are|is|will)\b", re.IGNORECASE)  # fmt: skip
DEFINITE = re.compile(r"\b(?:the|its|their|his|her|these|those|all)\s+(?:other\s+)?$", re.I)
ODDS = re.compile(r"\s*(?:chance|probability|risk|likelihood)")
# "Fewer than half of those entitled to vote" is said of turnout.
PART = re.compile(
    r"\b(?P<n>half|a third|one third|two thirds|a quarter|three quarters|a fifth|a tenth)\s+"
    r"(?:of\s+)?(?:those|the|all|its|registered|eligible)\b(?P<who>[^.,;]{0,40})", re.IGNORECASE,
)  # fmt: skip
PARTS = {"half": 50, "a third": 33.3, "one third": 33.3, "two thirds": 66.7, "a quarter": 25,
         "three quarters": 75, "a fifth": 20, "a tenth": 10}  # fmt: skip
VOTERS = re.compile(
    r"\b(?:vot\w+|electorate|entitled|eligible|registered|electors)\b", re.IGNORECASE
)
TURNOUT = frozenset({"%", "=turnout"})
# "Three seats out of fifty-one": the whole of which a part is counted.
WHOLE_OF = re.compile(
    r"\b(?:out of|of)\s+(?:(?:its|their|his|her|the|all|some)\s+)?$", re.IGNORECASE
)
PART_FAR = 30  # letters between the number of a part and of its whole
SMALLEST = 4  # "the two", "one more" tell who and which, not how many
BETWEEN = 4


class Amount(Struct, frozen=True):
    """A number of something: its value, what its words tell, and how it is bounded.

    `bound` is -1 for "fewer than", 1 for "at least" and 0 for a plain number; `strict` leaves the
    number itself out. `total` says that nothing more came to it.
    """

    value: float
    unit: frozenset[str]
    bound: int = 0
    strict: bool = False
    total: bool = False


def amounts(text: str, aside: Iterable[tuple[int, int]] = ()) -> list[Amount]:
    """Return the numbers of a text with what they count; those at the offsets aside are dates."""
    skipped = list(aside)
    out = []
    for found in NUMBER.finditer(text):
        if any(s < found.end() and found.start() < e for s, e in skipped):
            continue
        value = _value(found)
        before = text[: found.start()]
        least, fewer = pattern("at_least").search(before), pattern("at_most").search(before)
        if found["n"][:1].isupper() or DEFINITE.search(before):
            continue  # "the Twenty-Seven", "the sixteen seats" are known and not counted
        if out_of(text, found.start()):
            continue
        if ODDS.match(text, found.end()):
            continue
        if value is None or (value < SMALLEST and not (least or fewer)):
            continue
        if re.match(r"\s*(?:January|February|March|April|May|June|July|August|September|October|"
                    r"November|December)\b", text[found.end() :]):  # fmt: skip
            continue
        unit = _unit(text, found.end())
        if found["sign"] or (found["scale"] or "").lower() in ("per cent", "percent"):
            unit = frozenset({"%"})
        elif (number_of := re.search(r"\bnumber of\s+((?:\w+\s+){1,3})", before)) and not unit:
            unit = things(number_of[1])
        bound = -1 if fewer else 1 if least else 0
        strict = bool((fewer and fewer["strict"]) or STRICT.search(before))
        whole = pattern("total").search(text) is not None or (
            "%" in unit and pattern("reckoned").search(before) is not None
        )
        out.append(Amount(value, unit, bound, strict, whole))
    return out or list(_turnout(text))


def out_of(text: str, at: int) -> bool:
    """Say whether a number is the whole of which another before it counts a part."""
    before = WHOLE_OF.search(text[:at])
    return (
        before is not None
        and NUMBER.search(text[max(0, at - PART_FAR) : before.start()]) is not None
    )


def _turnout(text: str) -> Iterator[Amount]:
    """Yield a part of those who may vote as a share of a hundred."""
    for found in PART.finditer(text):
        if VOTERS.search(found[0]):
            before = text[: found.start()]
            least, fewer = pattern("at_least").search(before), pattern("at_most").search(before)
            bound = -1 if fewer else 1 if least else 0
            yield Amount(PARTS[found["n"].lower()], TURNOUT, bound, strict=True)


def _unit(text: str, at: int) -> frozenset[str]:
    stop = STOP.search(text, at)
    number = NUMBER.search(text, at)
    end = min((x.start() for x in (stop, number) if x), default=len(text))
    words = [m.group() for m in WORD.finditer(text, at, end)][:BETWEEN]
    return frozenset().union(*(things(w) for w in words)) if words else frozenset()


def _value(found: "re.Match[str]") -> float | None:
    word = found["n"]
    number = float(re.sub(r"[,\u202f ]", "", word)) if word[:1].isdigit() else count_of(word)
    scale = (found["scale"] or "").lower()
    if re.fullmatch(r"(?:1[89]|20)\d\d", word) and not scale and not found["sign"]:
        return None  # a year
    return None if number is None else float(number) * SCALES.get(scale, 1.0)


def fits(wanted: Amount, told: list[Amount]) -> bool | None:
    """Say whether numbers told are what was foretold: yes, surely not, or (None) not to be told.

    A smaller number than foretold decides only where it is the whole of it.
    """
    same = [a for a in told if _alike(wanted.unit, a.unit)]
    if not same:
        return None
    one = max(same, key=lambda a: a.value)
    over = one.value > wanted.value or (one.value == wanted.value and not wanted.strict)
    if wanted.bound >= 0:
        if over and one.bound >= 0:
            return True
        return False if one.total and one.bound <= 0 and not over else None
    if one.bound < 0 and one.value <= wanted.value:
        return True
    under = one.value < wanted.value or (one.value == wanted.value and not wanted.strict)
    if not under:
        return False if one.bound >= 0 else None
    return True if one.total and one.bound <= 0 else None


def _alike(wanted: frozenset[str], told: frozenset[str]) -> bool:
    """Say whether two numbers count like things; one without a thing counts what was spoken of."""
    return not wanted or not told or bool(wanted & told)

"""Whether a passage tells a deed as done: not planned, urged, asked, denied or supposed."""

import re

from servanda.model import Act, Event, Position, Record
from servanda.reasoning.foretold.passages import Passage
from servanda.reasoning.foretold.tables import Hit, pattern
from servanda.reasoning.log import MODALITY

CUT = re.compile(
    r"[;:—–]\s|,\s+(?=(?:and|but|or|while|whereas|which|who|whose|after|although|though|so|citing|"
    r"saying|with|when|as)\b)|\b(?:after|before|while|but|although|though|because|when|which|who|"
    r"whose|unless|if|whereas|should)\s|\b(?:and)\s(?=\w+(?:ed|s|d)\b)|,\s", re.IGNORECASE,
)  # fmt: skip
TO = re.compile(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
BEGUN = re.compile(r"\b(?:beg[aiu]n|start(?:s|ed)?|went on|goes on|continu\w+|came|manag(?:es|ed)|"
                   r"proceeded)\s+to\s+$", re.IGNORECASE)  # fmt: skip
BY_RESOLVING = frozenset({"lift", "extend", "impose", "suspend", "recognise", "ratify", "accept",
                          "appoint", "expel", "rejoin"})  # fmt: skip
NOUN = re.compile(
    r"(?:\b(?i:the|a|an|its|their|his|her|any|no|this|that|of|for|another|such|our)\s+"
    r"|\b[A-Z]\w*(?:an|ese|ish|i|['’]s|s['’])\s+|\w+['’]s?\s+)(?:[a-z-]+\s+)?$"
)


def is_real(left: str, right: str) -> bool:
    """Say whether a noun of a deed is told of as done: "the withdrawal was completed"."""
    if pattern("kept_from").search(left):
        return False
    beside = f"{left} {right}"
    return pattern("not_so").search(right) is None and pattern("real").search(beside) is not None


def is_nominal(left: str, told: str) -> bool:
    """Say whether a deed is told by a noun: "the American withdrawal", "its release"."""
    form = pattern("nounish").fullmatch(told.split()[0])
    return form is not None and NOUN.search(left) is not None


def is_unreal(passage: Passage, left: str, records: list[Record], axis: str = "") -> bool:
    """Say whether a deed is only planned, threatened, urged, asked or supposed."""
    resolved = pattern("resolved").search(left)
    if resolved and axis in BY_RESOLVING:
        return pattern("unreal").search(left[: resolved.start()]) is not None
    if any(MODALITY[r.modality] not in ("done", "negated") for r in records):
        return True
    if passage.text.rstrip().endswith("?"):
        return True
    if TO.search(left) and not BEGUN.search(left) and not pattern("yet").search(left):
        return True
    found = pattern("negation").search(left)
    # "Without the promised vote": what was promised did not come.
    return pattern("unreal").search(left[: found.start()] if found else left) is not None


def negations(left: str, right: str, records: list[Record]) -> int:
    """Return how often a deed is negated: by words before it, or by "no" right after it."""
    count = len(pattern("negation").findall(left))
    after = re.match(
        r"\s+(?:(?!(?:and|or|but)\b)\w+\s+){0,2}?(?:no|neither|nothing|nobody|none)\b", right
    )
    count += after is not None
    if not count and any(isinstance(r, (Act, Event)) and r.polarity == "negated" for r in records):
        return 0  # the wording of the table has its sign already
    return count


def clause_at(text: str, hit: Hit) -> tuple[int, int]:
    """Return the offsets of the clause around a deed."""
    low = max((m.end() for m in CUT.finditer(text, 0, hit.start)), default=0)
    # "Canada, one of the depositaries, remains": a clause begins with whom it is of.
    after = CUT.search(text, hit.end)
    return low, after.start() if after else len(text)


def records_at(passage: Passage, hit: Hit) -> list[Record]:
    """Return the records that stand on the words of a deed."""
    start, end = passage.start + hit.start, passage.start + hit.end
    return [
        r for r in passage.records
        if isinstance(r, (Act, Event, Position))
        and any(a.start < end and start < a.end for a in r.anchors)
    ]  # fmt: skip

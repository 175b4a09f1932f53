"""Sentences, their parts and the clauses of these, as punctuation and joining words show them."""

import re
from collections.abc import Iterator

from msgspec import Struct

from servanda.model import Document
from servanda.reasoning.wording import END

Span = tuple[int, int]
# Where a sentence goes on to something else; lists are kept whole by LIST.
CUT = re.compile(
    r"\s*(?:;|\s[–—-]\s|\s\(|\)(?=\s)|,\s+(?=(?:and|but|while|whereas|though|yet|which|where|who|whose)\b)|"
    r"\s(?=(?:but|while|whereas|though|(?:was |were )?followed by)\s))"
)
VERB = re.compile(
    r"\b(?:is|are|was|were|has|had|have|did|does|do|been|being|became|came|gave|took|made|put|"
    r"set|left|went|may|must|shall|can|will|would|[a-z]{3,}ed|[a-z]{3,}s)\b"
)
COMMA = re.compile(r"\s*(?:[,;:](?=\s)|\s\(|\)(?=\s)|\s[–—-]\s|"
                   r"(?<!hundred)(?<!thousand)\s(?=and\s))")  # fmt: skip
SAME_SUBJECT = re.compile(r"and\s+(?:[a-z]+(?:s|ed)|was|were|is|are|has|had|may|must)\b")
SHORT = 4  # words; a shorter clause goes with the next
# What a sentence supposes an agreement may provide for; what is contrary to fact is said aside.
SUPPOSED = re.compile(r"^\W*(?:if|should|unless)\b", re.IGNORECASE)
ASIDE = re.compile(
    r"\?[\"”’')*_]*\s*$|^\W*(?:had|were|suppose|imagine|what if)\b|"
    r"^\W*if\b.*\b(?:would|might|could) (?:\w+ )?(?:have|be)\b|"
    r"\bfalse(?:ly)? (?:that|claim)|\bden(?:y|ied|ies)\b|\bwrongly\b|\bmyth\b|"
    r"\bit is not true\b|\bnobody (?:claims|says)\b|"
    r"\bcontrary to\b|\bas (?:is|it is|some|many|people)\s+(?:often\s+)?(?:say|said|claim\w*)\b|"
    r"\b(?:misread|mistake|confus)\w*",
    re.IGNORECASE,
)  # fmt: skip


# Of a part alone: what would be, is planned or meant.
AHEAD = re.compile(
    r"\b(?:would(?! (?:never|not|no longer))|might have|could have)\b|"
    r"\bis expected to\b|\bplans? to\b|\bintends? to\b", re.IGNORECASE)  # fmt: skip
# What the next sentence calls wrong is not what the author says.
DENIED_AFTER = re.compile(
    r"\W*(?:(?:that|this|it|which) (?:is|was) (?:not (?:so|true|right)|wrong|false|untrue|a myth)|"
    r"not so\b|wrong\b|untrue\b|(?:it|they|he|she) (?:did|does|was|has) not[.;,]|not at all\b)",
    re.IGNORECASE)  # fmt: skip
INITIAL = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Sen|Art|No|vs))\.$")


class Sentence(Struct, frozen=True):
    """A sentence with its parts; `aside`: it asks or denies; `supposed`: it supposes."""

    start: int
    end: int
    parts: tuple[Span, ...]
    aside: bool = False
    supposed: bool = False


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document in order."""
    text = document.text
    for start, end, following in _spans(text):
        words = text[start:end] + text[end : end + 1]
        after = text[following : following + 40]
        aside = ASIDE.search(words) is not None or DENIED_AFTER.match(after) is not None
        supposed = SUPPOSED.search(words) is not None
        yield Sentence(start, end, tuple(_parts(text, start, end)), aside, supposed)


def spans(document: Document) -> Iterator[Span]:
    """Yield where the sentences of a document stand, in order."""
    yield from ((start, end) for start, end, _ in _spans(document.text))


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where sentences begin and end, and where what follows begins."""
    start = 0
    ends = [(m.start(), m.end()) for m in END.finditer(text)] + [(len(text), len(text))]
    for end, following in ends:
        if INITIAL.search(text, max(start, end - 8), end) and following < len(text):
            continue
        if text[start:end].strip():
            yield start, end, following
        start = following


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a sentence: where a cut leaves a verb on both sides."""
    left = start
    for cut in CUT.finditer(text, start, end):
        if VERB.search(text, left, cut.start()) and VERB.search(text, cut.end(), end):
            yield left, cut.start()
            left = cut.end()
    yield left, end


def clauses(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the clauses between two places; one of few words goes with the next."""
    left = start
    said = [m.span() for m in SAID.finditer(text, start, end)]
    for cut in COMMA.finditer(text, start, end):
        long = len(text[left : cut.start()].split()) >= SHORT and VERB.search(
            text, left, cut.start()) is not None  # fmt: skip
        long = long and _goes_on(text, cut.end(), end)
        if not cut.group().strip() and not DID.search(text, left, cut.start()):
            continue  # "and" between two names
        if not cut.group().strip() and BETWEEN.search(text, left, cut.start()):
            continue  # "between the one and the other"
        if any(a <= cut.start() < b for a, b in said):
            continue
        if (
            not cut.group().strip()
            and NAMES.search(text, left, cut.start())
            and (
                TWO.match(text, cut.end(), end)
                and not DID.search(text, cut.end(), _comma(text, cut.end(), end))
            )
        ):
            continue  # "of Namibia and Rwanda among its guests"
        joined = text[cut.end() : cut.end() + 4] == "and " and (
            SAME_SUBJECT.match(text, cut.end()) is not None
            or not VERB.search(text, left, cut.start())
            or not VERB.search(text, cut.end(), _comma(text, cut.end(), end))
        )
        if long and not joined:
            yield left, cut.start()
            left = cut.end()
    if left < end:
        yield left, end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Say whether what follows a cut tells something of its own, and is no part of a list."""
    stop = _comma(text, start, end)
    return VERB.search(text, start, stop) is not None or LEADS.match(text, start, stop) is not None


NAMES, TWO = re.compile(r"\b[A-Z][\w’-]*$"), re.compile(r"and (?:the )?[A-Z]")
BETWEEN = re.compile(r"\bbetween\b(?:(?!\sand\s)[^,;:])*$", re.IGNORECASE)
# Who says it, put into the clause that is said: "the commission, she added, was to meet".
SAID = re.compile(
    r",\s+(?:he|she|they|it|[A-Z]\w+(?: [A-Z]\w+)?|the [a-z]+)\s+(?:says?|said|adds?|added|"
    r"recalls?|recalled|notes?|noted|reminds?|reminded|told|argues?|argued|insists?|insisted|"
    r"observed|explained)(?:\s+[a-z]+){0,2},"
)
DID = re.compile(
    r"\b(?:is|are|was|were|has|had|have|did|does|do|been|became|came|gave|took|made|"
    r"put|set|left|went|may|must|shall|can|will|would|met|[a-z]{3,}ed|(?:obliges|"
    r"allows|lets|keeps|says|provides|requires|gives|binds|makes|takes|sets|leaves))\b"
)
LEADS = re.compile(r"\s*(?:with|without|by|under|for|in|on|at|after|before|until|while|when|where|"
                   r"which|who|whose|to|as|from|of)\b", re.IGNORECASE)  # fmt: skip


def _comma(text: str, start: int, end: int) -> int:
    """Return the place of the next comma, or the end."""
    found = text.find(",", start, end)
    return found if found >= 0 else end

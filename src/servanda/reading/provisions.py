"""Reader of `provision`: each article, paragraph, point or clause that is cited or set out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from servanda.lexicon.nouns import load_nouns
from servanda.model import Block, Provision, Record, Ref
from servanda.model.terms import Role
from servanda.reading.agreements import Cited
from servanda.reading.context import Context
from servanda.reading.dates.words import vocabulary
from servanda.reading.mentions import cited_ref
from servanda.reading.namings import namings

NAME = "provisions"
NUMBER = (
    r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}\b|[A-Z]\b)(?:\s?\((?:\d{1,2}|[a-z]|[ivx]{1,4})\))*"
)
ONE = re.compile(NUMBER)
ORDINAL_NOUNS = frozenset({"article", "paragraph", "point", "clause", "articles", "paragraphs"})
LABEL = re.compile(r"\s*[*#_>\s-]*((?:[A-Za-z]+\s+)?\(?[\w.]{1,6}\)?[.)]?)")
AFTER = re.compile(
    r"(?:\s*\([^)]{0,30}\))?,?\s+(?:of|in|under|to|from)\s+(?:(?:the|that|this|its|their|his|our|a|an)\b)?"
    r"\s*(?:same\s+|said\s+|[\w-]+-\w+\s+)?[#\"“]?"
)
BEFORE = re.compile(r"['’]?s?[,:]?\s+(?:in\s+)?(?:its|the)?\s*$")
OF_NAME = re.compile(r"\s+of\s+(?:the\s+)?[#“\"]?[A-Z]")
REACH = 60
SOME = "?"  # "this provision", of which no number is told


@lru_cache(maxsize=1)
def patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the regexes of numbered, ordinal and repeated provisions, compiled once a process."""
    nouns = sorted((n for n in load_nouns().of("provision") if n != "§"), key=len, reverse=True)
    noun = "|".join(map(re.escape, nouns))
    joiner = r"(?:\s*(?:,|and|,\s*and|or|to|[-–])\s*)"
    numbered = re.compile(
        rf"(?:\b(?P<noun>{noun})\b\.?\s+|(?P<sign>§{{1,2}})\s?)(?P<list>{NUMBER}(?:{joiner}{NUMBER})*)"
        r"(?![\w%])",
        re.IGNORECASE,
    )
    words = sorted((w for cls, w in vocabulary().values if cls == "ORD"), key=len, reverse=True)
    ordinal = re.compile(
        rf"\b(?P<n>\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(words)})\s+"
        rf"(?P<noun>{'|'.join(sorted(ORDINAL_NOUNS))})\b",
        re.IGNORECASE,
    )
    repeated = re.compile(
        r"\b(?:the\s+same|same|this|that|the\s+said)\s+"
        r"(?P<noun>article|paragraph|point|clause|provision)\b(?!\s+(?:\d|[IVX]))", re.IGNORECASE,
    )  # fmt: skip
    return numbered, ordinal, repeated


def read(context: Context) -> Iterator[Record]:
    """Yield a Provision for each one cited, then for each one that the document itself sets out."""
    cited = namings(context).cited
    found = sorted(_cited_provisions(context.text, bool(cited)), key=lambda p: p[0])
    taken: set[int] = set()  # positions
    last = ""
    for start, end, locator in found:
        if not taken.isdisjoint(range(start, end)):
            continue
        taken.update(range(start, end))
        pointing = locator.startswith("this ")
        locator = _complete(context.text, end, locator, last)
        if not locator:
            continue
        last = locator if locator != SOME else last
        ref, next_to = instrument_at(context, start, end, cited)
        locator = locator.removeprefix(SOME)
        how = "back" if pointing else "next" if next_to else "last"
        yield _record(context, (start, end), locator, ref, how)
    for block in context.document.blocks:
        place = _label(context, block)
        if place and taken.isdisjoint(range(*place)):
            taken.update(range(*place))
            ref = cited_ref(context, cited[0]) if cited else None
            yield _record(context, place, block.locator, ref, "own", role_of(block))


def _cited_provisions(text: str, any_cited: bool) -> Iterator[tuple[int, int, str]]:
    numbered, ordinal, repeated = patterns()
    nouns = load_nouns()
    for match in numbered.finditer(text):
        raw = match.group("noun") or "paragraph"
        kind = nouns.value("provision", raw.lower())
        if not _numeric(raw, match.group("list")):
            continue
        first = True
        for one in ONE.finditer(text, match.start("list"), match.end("list")):
            start = match.start() if first else one.start()
            yield start, one.end(), f"{kind} {normal(one.group())}"
            first = False
    for match in spelt().finditer(text) if any_cited else ():
        kind = nouns.value("provision", match.group("noun").lower())
        yield match.start(), match.end(), f"{kind} {CARDINALS.index(match.group('n').lower()) + 1}"
    for match in ordinal.finditer(text):
        if not any_cited and not OF_NAME.match(text, match.end()):
            continue
        number = re.match(r"\d+", match.group("n"))
        n = number.group() if number else vocabulary().value("ORD", match.group("n").lower())
        kind = nouns.value("provision", match.group("noun").lower())
        yield match.start(), match.end(), f"{kind} {n}"
    for match in repeated.finditer(text) if any_cited else ():
        near = "same" if "same" in match.group().lower() else "this"
        if near == "this" and text.endswith("of ", 0, match.start()):
            continue  # "the third clause of that article": a part of what is told before
        yield match.start(), match.end(), f"{near} {match.group('noun').lower()}"


CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
             "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
             "eighteen", "nineteen", "twenty")  # fmt: skip


@lru_cache(maxsize=1)
def spelt() -> re.Pattern[str]:
    """Return the regex of "point nine", compiled once a process."""
    words = "|".join(sorted(CARDINALS, key=len, reverse=True))
    return re.compile(rf"\b(?P<noun>article|paragraph|point|clause)\s+(?P<n>{words})\b", re.I)


def _numeric(noun: str, listed: str) -> bool:
    """Say whether a noun and what follows are a provision: "Point A" is, "part I" of a play not."""
    low = noun.lower()
    if listed[:1].isdecimal():
        return low not in ("part", "item", "art") or noun[:1].isupper()
    if low in ("article", "annex", "chapter") and re.match(r"[IVXLC]{2,6}\b", listed):
        return True
    return noun[:1].isupper() and listed[:1].isupper() and low not in ("point", "art", "item")


def normal(number: str) -> str:
    """Return a number in normal form: arabic digits, letters and sub-numbers in brackets."""
    head, _, rest = number.replace(" ", "").partition("(")
    if re.fullmatch(r"[IVXLC]+", head):
        head = str(roman(head))
    return head + (f"({rest}" if rest else "")


def roman(text: str) -> int:
    """Return the value of a Roman number."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[c] for c in text]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _complete(text: str, end: int, locator: str, last: str) -> str:
    """Return the locator with what it points back to: "the same point", "clause of it"."""
    if locator.startswith(("same ", "this ")):
        kind = locator[len("same ") :]
        fits = last.startswith(kind) or kind in ("clause", "provision")
        return last if fits and last else SOME if kind in ("clause", "provision") else ""
    within = re.match(r"\s+of (?:that|this|the same) (article|paragraph|point)\b", text[end:])
    if within and last.startswith(within.group(1)):
        return f"{last}({locator.split()[-1]})"
    return locator


def instrument_at(context: Context, start: int, end: int,
                  cited: tuple[Cited, ...]) -> tuple[Ref | None, bool]:  # fmt: skip
    """Return the agreement of a provision at a place, and whether it is named next to it.

    "Point 9 of the statement" and "the statement's point 9" come before what was named last.
    """
    after = AFTER.match(context.text, end, min(len(context.text), end + REACH))
    for one in cited:
        if after and one.start <= after.end() <= one.end and one.start >= end:
            return cited_ref(context, one), True
    for one in cited:
        if one.end <= start and BEFORE.fullmatch(context.text, one.end, start):
            return cited_ref(context, one), True
    told = [one for one in cited if one.end <= start]
    return (cited_ref(context, told[-1]) if told else None), False


def role_of(block: Block) -> Role:
    """Return the role of a block of an agreement: preamble, operative part or annex."""
    if block.type == "preamble":
        return "preamble"
    outer, _, inner = block.locator.partition(", ")
    own = outer.startswith(("article", "section", "part", "chapter"))
    return "annex" if inner and not own else "operative"


def _label(context: Context, block: Block) -> tuple[int, int] | None:
    """Return where a block of an agreement has its own number, or None where it has none."""
    if not block.locator or block.type not in ("article", "clause", "list_item", "paragraph"):
        return None
    match = LABEL.match(context.text, block.start, block.end)
    return match.span(1) if match and match.group(1).strip() else None


def _record(context: Context, place: tuple[int, int], locator: str, instrument: Ref | None,
            how: str, role: Role = "operative") -> Record:  # fmt: skip
    return context.record(
        Provision, reader=NAME, at=(context.span(*place),), locator=locator,
        instrument=instrument, role=role, confidence=CONFIDENCE[how], rule=f"provision.{how}",
    )  # fmt: skip


CONFIDENCE = {"next": 0.9, "last": 0.8, "own": 0.85, "back": 0.6}

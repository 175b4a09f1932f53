"""Contents: what a clause says of an instrument's provisions, by number or by what it tells."""

import re
from collections.abc import Iterator

from servanda.lexicon.registry import Instrument
from servanda.lexicon.registry_rows import Commitment as Owed
from servanda.lexicon.registry_rows import Provision as Row
from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.claim import Held, Verdict
from servanda.reasoning.check.counts import (
    counted,
    number_at,
    other_number,
    same_numbers,
    spans,
)
from servanda.reasoning.check.details import details_of
from servanda.reasoning.check.lines import line_of, names_in
from servanda.reasoning.check.near_days import sooner
from servanda.reasoning.check.parts import Span, clauses
from servanda.reasoning.check.provisions import SAME, Likeness, actions, at_place, likeness
from servanda.reasoning.check.spots import spot, words_at
from servanda.reasoning.check.text import INSTRUMENT, Stretch, Text
from servanda.reasoning.locators import place

CLEAR, LOW = 0.6, 0.4  # shares of words from which few are enough; where both count, fewer
# What a text says outright that one must, may or may not do; "right" of one is a duty of another
# and tells nothing.
FORCE = (
    ("prohibition", re.compile(
        r"\bno\b[^.;]*\b(?:is|was|were|are|be) (?:permitted|allowed)\b|"
        r"\b(?:(?-i:may)|shall|must|can) (?:not|never)\b|\bforbid\w*|\bprohibit\w*|"
        r"\bban(?:s|ned)\b|\bbars?\b|\brules? out\b|\bnot (?:allowed|permitted)\b", re.I)),
    ("permission", re.compile(
        r"(?-i:\bmay\b)|\bpermit(?:s|ted)?\b|\ballow\w*|\bfree to\b|\bentitled to\b|"
        r"\blets?\b", re.I)),
    ("obligation", re.compile(
        r"\bmust\b|\bshall\b|\bobliged?\b|\bobliges\b|\bha(?:s|ve) to\b|\brequire[sd]?\b", re.I)),
)  # fmt: skip
UNLIKE = {
    ("permission", "prohibition"),
    ("permission", "obligation"),
    ("obligation", "permission"),
    ("prohibition", "permission"),
    ("obligation", "power"),
}
CLEFT = re.compile(r"\bit (?:is|was) (?:the )?$", re.I)
DUTY = re.compile(r"\s*(?:that|who|which)?\s*(?:has to|have to|must|shall|undertakes?|is to|"
                  r"guarantees?|is (?:obliged|bound) to|promise[sd]?)\b", re.I)  # fmt: skip
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
            "tenth")  # fmt: skip
ORDINAL = re.compile(rf"\W*(?:and |but |while )?the ({'|'.join(ORDINALS)})\s+(?:one\s+)?"
                     r"(?:[a-z]+s|ha[ds]|provided|said)\b", re.I)  # fmt: skip
LAST = re.compile(rf"\bthe ({'|'.join(ORDINALS)})\W*$", re.I)  # "no aid to rebels the fifth"
LOCATOR = re.compile(
    r"\b((?:Article|Point|Paragraph|Annex|Section|Chapter|Clause|Protocol|Attachment|article|"
    r"point|paragraph|annex|section|clause|protocol|attachment))\s+(\d+(?:\.\d+)*(?:\(\w+\))*|[IVXLC]+)\b"
)
BEFORE = 200  # characters back to the provision cited before
OTHERWISE = "another sentence of the provision is meant"
Found = tuple[Likeness, str]


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield what the record holds of what the clauses of a stretch say of a content."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    for span in clauses(text.document.text, stretch.start, stretch.end):
        yield from _clause(case, text, stretch, row, span)


def _clause(
    case: Case, text: Text, stretch: Stretch, row: Instrument, span: Span
) -> Iterator[Held]:
    words = text.document.text[slice(*span)]
    cited = text.between(text.provisions, *span)
    at: Record = cited[0] if cited else _teller(text, span) or spot(text, stretch, *span)
    locator = cited[0].locator if cited else _locator(text, span)
    words = _bare(text, span, words)
    known = _known(case, row, words)
    if not known:
        return
    found, other = _meant(known, locator, words, told=stretch.told)
    if found is not None and other:
        yield _held("differs", "paragraph", row.id, found,
                    f"{locator} says something of the kind as well", at)  # fmt: skip
        return
    if found is None:
        return
    if text.wide and not (locator or text.says_so(stretch.instrument, *span)):
        return  # much of a speech is worded like some agreement
    aspect = (
        other_number(words, (found.row.text, *actions(found.row)), cited=bool(locator),
                     words_shared=found.words)
        or _other_force(words, found) or _other_bearer(case, text, span, found)
    )  # fmt: skip
    if not aspect and _other_detail(case, words, found.row):
        return  # what differs there is said of the line that it is in
    if not aspect and sooner(text, row, span, line_of(case, found.row)):
        return  # it is told of a time before there was an agreement
    if stretch.told or not aspect or found.words > 1 or (locator and found.share >= SAME):
        number = number_at(text.document.text[slice(*span)])
        if aspect in ("quantity", "term") and number:
            at = words_at(text, stretch, span[0] + number[0], span[0] + number[1])
        yield _held("differs" if aspect else "agrees", aspect or "content", row.id, found,
                    OTHERWISE if aspect else "", at)  # fmt: skip


def _other_detail(case: Case, words: str, row: Row) -> bool:
    """Say whether a provision has another number, name, place or force than some words."""
    known = line_of(case, row)
    found = details_of(words, known, names_in(case.entities, words))
    return any(d.state == "other" for d in found)


def _locator(text: Text, span: Span) -> str:
    """Return a locator that no reader saw; of "the sixth says", of the kind cited before."""
    words = text.document.text[slice(*span)]
    if cited := LOCATOR.search(words):
        return f"{cited[1].lower()} {cited[2]}"
    found = ORDINAL.match(words) or LAST.search(words)
    before = text.between(text.provisions, 0, span[0])[-1:]
    if found is None or not before or span[0] - before[0].anchors[0].start > BEFORE:
        return ""
    return f"{before[0].locator.partition(' ')[0]} {ORDINALS.index(found[1].lower()) + 1}"


def _bare(text: Text, span: Span, words: str) -> str:
    """Return the words of a clause without the names of instruments in it."""
    for m in reversed(text.between(text.mentions, *span)):
        if text.id_of(m).startswith(INSTRUMENT) and not m.rule.startswith("anaphor"):
            first, last = m.anchors[0].start - span[0], m.anchors[-1].end - span[0]
            words = words[:first] + " " + words[last:]
    return words


def _known(case: Case, row: Instrument, words: str) -> list[Likeness]:
    """Return how like the words are to each provision, names of parties and titles left out."""
    names = frozenset(w for p in row.parties for w in sense(case.name(p)))
    named = frozenset(w for n in (row.title, *row.names) for w in sense(n))
    said = sense(words) - names
    mine = {p.locator: sense(" ".join((p.text, *actions(p)))) for p in row.provisions}
    often = {w for w in named if sum(w in m for m in mine.values()) != 1}
    return [likeness(said - often, p, names | often)
            for p in row.provisions if p.verified != "unverified"] if said else []  # fmt: skip


def _meant(
    known: list[Likeness], locator: str, words: str, *, told: bool
) -> tuple[Likeness | None, bool]:
    """Return the provision that is told of, and whether it is another than the one cited."""
    ranked = sorted(known, key=lambda k: (k.words, k.share), reverse=True)
    best, clear = ranked[0], len(ranked) == 1 or ranked[0].words > ranked[1].words
    if not locator:
        enough = (best.words > 2 and best.share >= SAME) or (
            told and best.words > 1 and best.share >= CLEAR)  # fmt: skip
        return (best if enough and clear else None), False
    here = [k for k in known if at_place(k.row.locator, locator)]
    own = max(here, key=lambda k: k.words, default=None)
    if own is not None:
        counts = same_numbers(words, (own.row.text, *actions(own.row)))
        if own.words > 1 or own.words + counts >= max(1, 0 if own is best else best.words):
            return own, False
    same_kind = place(locator).partition(" ")[0] == place(best.row.locator).partition(" ")[0]
    few = best.words > 1 and best.share >= CLEAR and own is not None and own.words == 0
    many = best.words > 2 and best.share >= SAME and (own is None or own.words < 2)
    free = own is None or own.words == 0 or best.words > own.words + 2
    lone = best.words > 1 and best.share >= CLEAR and told
    if same_kind and clear and free and (few or many or lone):
        return best, True
    return None, False


def _both_count(words: str, known: Likeness) -> bool:
    """Say whether some words and a provision count in the same unit, or both tell a time."""
    has = " ".join((known.row.text, *actions(known.row)))
    same = any(u & v for _, u in counted(words) for _, v in counted(has))
    return bool((spans(words) and spans(has)) or same)


def _teller(text: Text, span: Span) -> Record | None:
    """Return the first record in a clause, for it to stand by: a day, name or act."""
    acts, times = text.between(text.acts, *span), text.between(text.times, *span)
    own: list[Record] = [*acts, *times, *text.between(text.mentions, *span)]
    return own[0] if own else None


def _held(
    verdict: Verdict, aspect: str, registry: str, found: Likeness, otherwise: str, at: Record
) -> Held:
    return Held(
        verdict=verdict, aspect=aspect, rule=f"check/{aspect}", registry=registry,
        source=found.row.source, says=f"{found.row.locator}: {found.row.text}",
        otherwise=otherwise, at=at,
    )  # fmt: skip


def _other_force(words: str, found: Likeness) -> str:
    """Return `force` where what is told as a duty, ban or freedom is surely another of these."""
    forces: set[str] = {c.force for c in _likest(words, found.row)}
    if not found.row.commitments:  # an agreement's own text, or one told by its content alone
        forces = {f for f, p in FORCE if p.search(found.row.text)}
    told = next((f for f, p in FORCE if p.search(words)), "")
    own = {f for f, p in FORCE if p.search(found.row.text)}
    sure = told and forces and found.words > 1 and told not in own
    return "force" if sure and all((told, f) in UNLIKE for f in forces) else ""


def _likest(words: str, row: Row) -> list[Owed]:
    """Return the commitments of a provision whose actions share the most with some words."""
    said = sense(words)
    scored = [(len(said & sense(c.action)), c) for c in row.commitments]
    best = max((n for n, _ in scored), default=0)
    return [c for n, c in scored if n == best]


def _other_bearer(case: Case, text: Text, span: Span, found: Likeness) -> str:
    """Return `bearer` where a duty is told of one party outright that another has."""
    likest = _likest(text.document.text[slice(*span)], found.row)
    owed = [c for c in likest if c.force in ("obligation", "prohibition")]
    bearers = {b for c in owed for b in c.bearers}
    parties = bearers | {p for c in owed for p in c.counterparties}
    for m in text.between(text.mentions, *span):
        name = text.id_of(m)
        if not name.startswith(("state:", "polity:", "group:")) or name in bearers:
            continue
        before = text.document.text[span[0] : m.anchors[0].start]
        after = text.document.text[m.anchors[-1].end : span[1]]
        if bearers and CLEFT.search(before) and DUTY.match(after) and found.words > 1:
            return "bearer" if name in parties or len(bearers) < 3 else ""
    return ""

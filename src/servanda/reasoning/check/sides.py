"""Sides: between whom an agreement is told to be, and who helped, against its row."""

import re
from collections.abc import Iterator

from msgspec import Struct

from servanda.lexicon.registry import Instrument as Row
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.cues import ANOTHER_ONE
from servanda.reasoning.check.lines import names_in
from servanda.reasoning.check.near import UNSURE
from servanda.reasoning.check.near_names import HELPED, absent, noted
from servanda.reasoning.check.parts import clauses
from servanda.reasoning.check.rows import folded
from servanda.reasoning.check.spots import words_at
from servanda.reasoning.check.text import Stretch, Text

FORM = (
    r"(?:agreement|accords?|treaty|pact|deal|memorandum|protocol|ceasefire|truce|declaration|"
    r"statement|convention|armistice|compact|settlement|communiqu[eé]|understanding|one|paper)"
)
MADE = r"(?:signed|concluded|made|struck|agreed|reached|sealed|drawn up|negotiated|initialled)"
# "between A and B", "made by A and B", "the pact with B", "the partners being A and B".
ROLES = (
    ("between", re.compile(r"\bbetween\s+(?P<list>[^.;:()]+)", re.I)),
    ("with", re.compile(rf"\b(?:{FORM}|{MADE})\s+(?:(?:it|this|that|then|at \w+|in \w+)\s+)?"
                        rf"(?:by\s+[\w’' -]{{3,30}}?\s+)?with\s+(?P<list>[^.;:()]+)", re.I)),
    ("by", re.compile(rf"\b{MADE}\s+(?:only\s+)?by\s+(?P<list>[^.;:()]+)", re.I)),
    ("bound", re.compile(r"\b(?:(?:the )?(?:partners|parties|sides) (?:being|were|are)|bound|binds)"
                         r"\s+(?P<list>[^.;:()]+)", re.I)),
)  # fmt: skip
STOP = re.compile(
    r"\s+(?:in|on|at|of|for|under|that|which|who|whose|to|from|by|with|after|before|during|since|"
    r"was|were|is|are|had|has|have|when|while|as|about|over|through|without|signed|concluded|not|"
    r"would|will|may|must|put|ended|promised|says?|said)\b|,\s+(?:which|who|with|under|and\s+\w+ed)\b|"
    r"\s+[–—-]\s", re.IGNORECASE)  # fmt: skip
ITEM = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+as well as\s+")
LEAD = re.compile(r"^(?:the|both|then|what was then|a|an|its)\s+", re.IGNORECASE)
ALONE = re.compile(r"\s+(?:alone|only)$", re.IGNORECASE)
NAMES = ("state:", "polity:", "org:", "group:")
FEW = 6  # parties up to which a list of them is held to be whole
PROPER = re.compile(r"^(?:[A-Z][\w’'-]*)(?:\s+(?:of|for|the|and|[A-Z][\w’'-]*))*$")
# Who helped is no side: by what words notes and texts tell of it.
HELPERS = (
    re.compile(r"\bwith\s+(?=(?:the\s+)?[A-Z][^,.;]{0,60}\s(?:as|in)\s+(?:the\s|a\s)?"
               r"(?:facilitator|mediator|broker|sponsor))|\b(?:mediators?|facilitators?):?\s+(?=(?:the\s)?[A-Z])|"
               r"\b(?:broker|mediat|facilitat|sponsor)\w*\s+by\s+|\bunder the (?:auspices|"
               r"patronage|sponsorship|mediation) of\s+|\b(?:mediation|good offices) of\s+", re.I),
    re.compile(r"\bguaranteed by\s+|\bguarantors?\s+(?:were|are|being|:)?\s*", re.I),
    re.compile(r"\bwitnessed by\s+|\bin the presence of\s+|\bwitness(?:es)?\s+(?:were|being|:)\s*",
               re.I),
)  # fmt: skip
ANOTHER = "it is told of something else"


class Side(Struct, frozen=True):
    """One who is told to be a side: the party of the row that is meant, and whether it is none."""

    start: int
    end: int
    party: str = ""
    strange: bool = False


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield whether those told as sides of an agreement, or its helpers, are those of its row."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified" or not (stretch.told and stretch.strong):
        return
    if UNSURE.search(text.words(stretch)):
        return
    for span in clauses(text.document.text, stretch.start, stretch.end):
        yield from _helped(case, text, stretch, row, span)
        yield from _kept(case, text, stretch, row, span)
        if 2 <= len(row.parties) <= FEW and "listed" not in row.parties_note:
            yield from _sides(case, text, stretch, row, span)


def _sides(
    case: Case, text: Text, stretch: Stretch, row: Row, span: tuple[int, int]
) -> Iterator[Held]:
    body = text.document.text
    says = f"{case.name(row.id)} is between {', '.join(case.name(p) for p in row.parties)}"
    for role, pattern in ROLES:
        for found in pattern.finditer(body, *span):
            if HELPED.search(body[max(span[0], found.start() - 20) : found.start("list")]):
                continue
            if role != "with" and not _of_agreement(text, stretch, span, found.start()):
                continue
            sides, alone = _told(case, text, row, found.start("list"), found.end("list"))
            strange = [s for s in sides if s.strange]
            parties = {s.party for s in sides if s.party}
            short = alone and len(parties) == len(sides) and parties < set(row.parties)
            if short or (len(strange) == 1 and (len(sides) > 1 or role == "with")):
                at = strange[0] if strange else sides[0]
                yield Held(
                    verdict="differs", aspect="party", rule="check/side", registry=row.id,
                    source=row.source, says=says, otherwise=ANOTHER,
                    at=words_at(text, stretch, at.start, at.end),
                )  # fmt: skip
            elif parties and len(parties) == len(sides) and (len(parties) > 1 or role == "with"):
                yield Held(
                    verdict="agrees", aspect="party", rule="check/side", registry=row.id,
                    source=row.source, says=says,
                    at=words_at(text, stretch, sides[0].start, sides[-1].end),
                )  # fmt: skip


def _of_agreement(text: Text, stretch: Stretch, span: tuple[int, int], place: int) -> bool:
    """Say whether what is told to be between some, or made by them, is the agreement itself."""
    body = text.document.text
    named = stretch.by.anchors[-1].end
    if stretch.named and stretch.by.anchors[0].start <= place:
        gap = body[named:place] if named <= place else ""
        plain = all(w in PLAIN or not w[0].islower() or re.fullmatch(MADE, w, re.I)
                    for w in re.findall(r"[\w’'-]+", gap))  # fmt: skip
        return len(gap) < REACH and plain and ANOTHER_ONE.search(gap) is None
    lead = body[span[0] : place]
    return re.search(rf"\b(?:it|which|this|that|{FORM})\b[^,]*$", lead, re.I) is not None


# Words that may stand between the name of an agreement and its sides.
PLAIN = frozenset((
    "of", "from", "in", "on", "at", "was", "were", "is", "been", "being", "had", "has", "dated",
    "the", "which", "that", "and", "only", "then", "up", "drawn",
))  # fmt: skip
REACH = 60  # characters between the name of an agreement and its sides


def _told(case: Case, text: Text, row: Row, start: int, end: int) -> tuple[list[Side], bool]:
    """Return those listed between two places, and whether they alone are told."""
    body = text.document.text
    stop = STOP.search(body, start, end)
    end = stop.start() if stop else end
    words = body[start:end].rstrip()
    alone = ALONE.search(words) is not None
    words = ALONE.sub("", words)
    out: list[Side] = []
    last = 0
    for cut in (*ITEM.finditer(words), None):
        item = words[last : cut.start() if cut else len(words)]
        lead = LEAD.match(item)
        first = start + last + (lead.end() if lead else 0)
        name = item[lead.end() :] if lead else item
        if name.strip():
            out.append(_side(case, text, row, first, first + len(name.rstrip()), name.strip()))
        last = cut.end() if cut else last
    return out, alone


def _side(case: Case, text: Text, row: Row, start: int, end: int, name: str) -> Side:
    """Return whom an item of a list means: a party, somebody that is surely none, or unknown."""
    found = [text.id_of(m) for m in text.between(text.mentions, start, end)
             if text.id_of(m).startswith(NAMES)]  # fmt: skip
    whole = [text.id_of(m) for m in text.between(text.mentions, start, end)
             if m.anchors[-1].end >= end - 1 and text.id_of(m).startswith(NAMES)]  # fmt: skip
    mine = next((n for n in (*whole, *found) if n in row.parties), "")
    if mine:
        return Side(start, end, mine)
    likest = _alike(case, row, name)
    if len(likest) == 1 and not whole:
        return Side(start, end, likest[0])
    others = [c.id for c in case.entities.lookup(name) if c.id.startswith(NAMES)]
    strange = (*whole, *others)
    if any(n in row.parties for n in strange):
        return Side(start, end, next(n for n in strange if n in row.parties))
    if strange and all(_stranger(case, row, n) for n in strange):
        return Side(start, end, strange=True)
    return Side(start, end, strange=not strange and _confused(case, row, name))


def _stranger(case: Case, row: Row, name: str) -> bool:
    """Say whether somebody is no party, and no note tells that they took part."""
    note = row.parties_note
    said = " ".join(p for p in re.split(r"[.;]", note) if not HOLDS.search(p))
    return not noted(case.name(name), said) or absent(case.name(name), note)


HOLDS = re.compile(r"\b(?:holds?|contests?|reject\w*|object\w*|null|void|protest\w*)\b", re.I)


def _alike(case: Case, row: Row, name: str) -> list[str]:
    """Return the parties whose names have all telling words of an item: "the local Serbs"."""
    mine = _stems(name)
    if not mine:
        return []
    exact = [p for p in row.parties if mine <= _stems(case.name(p))]
    if exact or PROPER.match(name):
        return exact
    return [p for p in row.parties if mine & _stems(case.name(p))]


def _confused(case: Case, row: Row, name: str) -> bool:
    """Say whether a proper name is so like a party's that another body of its kind is meant."""
    if not PROPER.match(name) or len(name.split()) < 3:
        return False
    mine = _stems(name)
    like = [p for p in row.parties if 2 * len(mine & _stems(case.name(p))) > len(mine)]
    return len(like) == 1 and bool(mine - _stems(case.name(like[0])))


def _stems(name: str) -> frozenset[str]:
    words = (w for w in re.findall(r"[^\W\d_]{3,}", folded(name)))
    return frozenset(w[:5].rstrip("s") for w in words if w not in IDLE)


IDLE = frozenset((
    "the", "and", "for", "government", "republic", "people", "local", "former", "state", "royal",
    "military", "leader", "leaders", "side", "kingdom", "rebels",
))  # fmt: skip


def _helped(
    case: Case, text: Text, stretch: Stretch, row: Row, span: tuple[int, int]
) -> Iterator[Held]:
    """Yield whether those told to have brokered, guaranteed or witnessed it did, by a note."""
    body = text.document.text
    for pattern in HELPERS:
        notes = (pattern.search(p) for p in re.split(r"[.;]\s*", row.parties_note))
        known = [m for m in notes if m]
        told = pattern.search(body, *span)
        if told is None or not known:
            continue
        rest = known[0].string[known[0].end() :]
        stop = STOP.search(body, told.end(), span[1])
        end = stop.start() if stop else span[1]
        names = [m for m in text.between(text.mentions, told.end(), end)
                 if text.id_of(m).startswith(NAMES)]  # fmt: skip
        strange = [m for m in names if not noted(case.name(text.id_of(m)), row.parties_note)
                   and m.anchors[0].quote not in row.parties_note]  # fmt: skip
        if not names or (strange and len(known) > 1):
            continue
        one = strange[0] if strange else names[0]
        if strange and not (PROPERS.search(rest) and stretch.named):
            continue
        yield Held(
            verdict="differs" if strange else "agrees", aspect="party", rule="check/helper",
            registry=row.id, source=row.source, says=f"{case.name(row.id)}: {row.parties_note}",
            otherwise=ANOTHER if strange else "",
            at=words_at(text, stretch, one.anchors[0].start, one.anchors[-1].end),
        )  # fmt: skip


def _kept(
    case: Case, text: Text, stretch: Stretch, row: Row, span: tuple[int, int]
) -> Iterator[Held]:
    """Yield whether the one told to be the depositary of an agreement is its depositary."""
    if not row.depositary or DEPOSITARY.search(text.document.text, *span) is None:
        return
    named = [m for m in text.between(text.mentions, *span)
             if text.id_of(m).startswith(NAMES)]  # fmt: skip
    if len(named) != 1:
        return
    known = names_in(case.entities, row.depositary)
    fits = text.id_of(named[0]) in known
    states = all(i.startswith("state:") for i in (*known, text.id_of(named[0])))
    if fits or (known and states):
        yield Held(
            verdict="agrees" if fits else "differs", aspect="party", rule="check/depositary",
            registry=row.id, source=row.source, otherwise="" if fits else ANOTHER, at=named[0],
            says=f"{case.name(row.id)}: the depositary is {row.depositary}",
        )  # fmt: skip


DEPOSITARY = re.compile(r"\b(?:is|was|as|acts? as|remains)\s+(?:its |the |a )?(?:sole )?"
                        r"depositary\b|\bdepositary is\b", re.IGNORECASE)  # fmt: skip
PROPERS = re.compile(r"\b[A-Z]")

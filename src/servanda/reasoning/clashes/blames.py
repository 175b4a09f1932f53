"""reversal of plain sentences: blaming another for what one's own side is told to have done."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clauses import Clause
from servanda.reasoning.clashes.holders import Holder, holder_at, of_words
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.tellings.pages import Line, Page

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

BLAMED = re.compile(
    r"\b(?P<cue>blam(?:e[sd]?|ing)|accus(?:e[sd]?|ing)|charg(?:e[sd]?|ing)|reproach\w*|"
    r"denounce[sd]?|condemn(?:s|ed)?|holds?|held)\s(?P<whom>[^,;.]{2,60}?)\s"
    r"(?:responsible\s|to blame\s)?(?:for|of|with)\s(?:having\s)?$",
    re.IGNORECASE,
)  # fmt: skip
TOLD_OF = re.compile(
    r"\b(?P<cue>regret(?:s|ted)|complain(?:s|ed)|protest(?:s|ed)|alleg(?:es|ed)|claim(?:s|ed)|"
    r"sa(?:ys|id)|insist(?:s|ed)|deplore[sd]?|declare[sd]?|maintain(?:s|ed))\s(?:that\s)?"
    r"(?P<whom>[^,;.]{2,60}?)\s*$", re.IGNORECASE,
)  # fmt: skip
PUT = re.compile(
    r"\b(?P<cue>put|puts|lay|lays|laid|pin|pins|pinned)\s(?:all\s)?the\sblame\s(?:for\s(?:it|this|that)\s)?on\s"
    r"(?P<whom>[^,;.]{2,60})", re.IGNORECASE,
)  # fmt: skip
OWN = re.compile(
    r"\b(?:our|its|their|his) own\b|\b\w+['’]s own\b|\b(?:itself|themselves|himself|ourselves)\b",
    re.IGNORECASE,
)  # fmt: skip
OWNED = re.compile(r"\b(?:belong\w* to|those of|men of|in the pay of)\s(?P<who>[^,;.]{2,50})", re.I)
STATE = frozenset({"government", "cabinet", "ministry", "department", "army", "navy", "police",
                   "force", "presidency", "staff"})  # fmt: skip


def find(case: "Case") -> Iterator[Finding]:
    """Yield who is blamed for a deed with each place that tells it of the one who blames."""
    for clause in case.clauses.every:
        page = case.pages[clause.document]
        line = page.line_at(clause.verb)
        if line is None:
            continue
        for blame, start, deed in _blames(case, page, line, clause):
            yield from _own_deeds(case, page, line, start, blame["whom"], deed)
        teller = _teller(case, page, line, clause)
        whom = page.text[clause.start : clause.verb]
        if teller is not None and clause.mood == "fact" and not (clause.negated or clause.force):
            yield from _own_deeds(case, page, line, clause.start, whom, clause, teller)


ACCORDING = re.compile(
    r"\s*(?:According to|In the (?:words|view|account) of)\s(?P<who>[^,;.]{2,60}),"
)


def _teller(case: "Case", page: Page, line: Line, clause: Clause) -> Holder | None:
    """Return who is quoted with a deed of another, None where nobody named is."""
    told = ACCORDING.match(page.text, line.start, clause.verb)
    if told:
        return of_words(page, told["who"])
    if clause.passive or clause.voice in ("A", "Q", page.document.source):
        return None
    who = of_words(page, case.name(clause.voice))
    return who if who.names or who.bodies else None


def _blames(
    case: "Case", page: Page, line: Line, clause: Clause
) -> Iterator[tuple[re.Match[str], int, Clause]]:
    """Yield a blame, where its cue stands, and the deed that it is for."""
    head = page.text[line.start : clause.verb]
    said = BLAMED.search(head)
    told = None if said or clause.negated or clause.mood != "fact" else TOLD_OF.search(
        page.text[line.start : clause.verb].removesuffix("had ")
    )  # fmt: skip
    found = said or told
    if found and not re.search(r"\b(?:not|never|n['’]t)\s+$", head[: found.start()]):
        yield found, line.start + found.start("cue"), clause
    n = page.lines.index(line)
    after = page.lines[n + 1] if n + 1 < len(page.lines) else None
    put = PUT.search(page.text, after.start, after.end) if after is not None else None
    if put and clause.mood == "fact" and not clause.force:
        yield put, put.start("cue"), clause


def _own_deeds(
    case: "Case", page: Page, line: Line, start: int, whom: str, deed: Clause,
    teller: Holder | None = None,
) -> Iterator[Finding]:  # fmt: skip
    if deed.sense in NO_BLAME:
        return
    at = page.line_at(start) or line
    blamer = teller or holder_at(page, at, start)
    blamed = of_words(page, whom)
    if blamer is None or not (blamed.names or blamed.bodies):
        return
    for own in case.clauses.near(deed, alike.kin(deed.sense)):
        other = case.pages[own.document]
        there = other.line_at(own.verb)
        if there is None or own.negated or own.force or own.mood != "fact" or there in (line, at):
            continue
        if not alike.same_object(deed, own) or not alike.one_time(deed, own):
            continue
        who = _doer(other, there, own)
        if who is None or _one(who, blamed):
            continue
        if _one(who, blamer) or _one_state(who, blamer) or (
            OWN.search(other.text[there.start : own.end]) and not blamer.names & blamed.names
            and own.document == deed.document
        ):  # fmt: skip
            yield between(
                case, "reversal", "reversal/told-own-deed",
                Place(page.document.id, at.start if at != line else start,
                      at.end if at != line else deed.end, page.voice(start)),
                Place(own.document, own.start, own.end, own.voice),
                explanation="another is blamed for a deed that is told of the one who blames",
                dissolved_by="the two deeds differ, or the blame is for its manner or time",
            )  # fmt: skip


# What nobody is blamed for in itself: to have, to be somewhere, to meet, to speak.
NO_BLAME = frozenset({"have", "present", "meet", "speak", "happen", "continue"})


def _doer(page: Page, line: Line, own: Clause) -> Holder | None:
    """Return who did it: the owner of what did it, who stands after "by", or the subject."""
    owned = OWNED.search(page.text, own.verb, line.end)
    if owned:
        return of_words(page, owned["who"])
    if own.passive:
        by = re.search(r"\bby\s([^,;.]{2,60})", page.text[own.verb : line.end])
        return of_words(page, by[1]) if by else None
    return holder_at(page, line, own.verb)


def _one(a: Holder, b: Holder) -> bool:
    """Say whether two sides share a name, or, where one has none, a body."""
    if a.names and b.names:
        return bool(a.names & b.names)
    return bool(a.bodies & b.bodies)


def _one_state(a: Holder, b: Holder) -> bool:
    """Say whether two are organs of a state, and nothing tells that it is not one state."""
    organs = bool(a.bodies) and bool(b.bodies) and a.bodies <= STATE and b.bodies <= STATE
    return organs and not (a.names and b.names)

"""Details: each number, name, place, office, denial and force of a clause against a line of a row.

A claim is read into details. The line that tells most like it has each of them so (`same`), has
another in its place (`other`), or has nothing of the kind (`silent`).
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.counts import EVERY, rhythm
from servanda.reasoning.check.figures import State, figures, state_of
from servanda.reasoning.check.lines import Line
from servanda.reasoning.wording import WORD

PIECE = re.compile(r"\s*[;:.,](?=\s|$)\s*|\s+(?=(?:and|but|while|whereas)\s)")
TYPES = (("state", "polity"), ("org",), ("place",), ("group",))
ONLY = re.compile(r"\b(?:only|alone|solely|exclusively|nobody else|no one else)\b", re.I)
NO = re.compile(r"\b(?:not|no|never|neither|nor|none|cannot|nobody|nothing)\b(?!-)|n['’]t\b",
                re.IGNORECASE)  # fmt: skip
TURNED = re.compile(r"\b(?:until|unless|except|but|only|just|merely|yet|longer|doubt|less than|"
                    r"more than|later than|than|save|if|whether|rather)\b", re.I)  # fmt: skip
# Offices and bodies that may stand in each other's place in one sentence.
OFFICES = re.compile(
    r"\b(vice[- ]president|deputy president|deputy prime minister|prime minister|first minister|"
    r"president|chancellor|king|queen|emperor|sultan|emir|foreign minister|minister of defence|"
    r"defence minister|interior minister|secretary[- ]general|high representative|special envoy|"
    r"special representative|ambassador|parliament|supreme court|constitutional court|senate|"
    r"congress|general assembly|security council|"
    r"ministers? (?:of|for) (?:the )?[A-Za-z]+|"
    r"(?:defence|finance|transport|justice|trade|interior|health) minister)s?\b(?!\s+[A-Z])",
    re.IGNORECASE)  # fmt: skip
AFTER_NO = 4  # words after a denial that it is of
# What binds, and what is left to the will of those that agree.
BINDING = re.compile(r"\b(?:legal(?:ly)? (?:bind\w*|bound|dut(?:y|ies)|oblig\w+)|binding|"
                     r"obligatory|mandatory|compulsory|legal obligation)\b", re.I)  # fmt: skip
FREE = re.compile(r"\b(?:voluntar\w+|of (?:its|their|his) own (?:free )?will|advisory|optional|"
                  r"non-binding|not (?:\w+ )?(?:binding|obligatory|compulsory)|"
                  r"no legal(?:ly)? (?:obligation|binding|force|duty))\b", re.I)  # fmt: skip
BY = re.compile(r"\b(\w{3,}(?:ed|en|t|d))\s+by\s+(?:(?:the|a|an|its|their)\s+)?([a-z][a-z-]{3,})")
AT = re.compile(r"\b(?:in|at)\s+((?:[A-Z][\w’'-]+)(?:\s+(?:(?:el|esh|al|de|la)-?\s?)?[A-Z][\w’'-]+)"
                r"{0,2})")  # fmt: skip
MONTHS = frozenset(("January", "February", "March", "April", "May", "June", "July", "August",
                    "September", "October", "November", "December"))  # fmt: skip
FORMAL = frozenset(("Article", "Annex", "Point", "Paragraph", "Section", "Chapter", "Protocol",
                    "Clause", "Treaty", "Agreement", "Part"))  # fmt: skip
# Stems of which one set tells the contrary of the other.
CONTRARY = (
    (frozenset(("accep", "agree", "appro", "endor")),
     frozenset(("rejec", "refus", "oppos", "decli"))),
    (frozenset(("suppo", "favou", "backe")), frozenset(("oppos", "rejec", "again", "refus"))),
    (frozenset(("rose", "incre", "raise")), frozenset(("fell", "decre", "reduc", "lower"))),
    (frozenset(("elimi", "destr", "aboli")),
     frozenset(("halve", "reduc", "keep", "keeps", "retai"))),
    (frozenset(("inclu", "among")), frozenset(("exclu", "excep"))),
    (frozenset(("north",)), frozenset(("south",))),
    (frozenset(("easte", "east")), frozenset(("weste", "west"))),
    (frozenset(("perma", "irrev", "indef")), frozenset(("tempo", "provi", "inter"))),
    (frozenset(("disap", "abrog", "cease", "ends")), frozenset(("stay", "stays", "remai"))),
)  # fmt: skip


class Detail(Struct, frozen=True):
    """One detail of a clause: its sort, how a line has it, and where it stands in the clause."""

    sort: str
    state: State
    start: int = -1
    end: int = -1
    told: str = ""


def details_of(
    words: str, line: Line, names: frozenset[str], row_names: frozenset[str] = frozenset()
) -> tuple[Detail, ...]:
    """Return the details of a clause as a line has them.

    `names` are the ids of those that the clause names; `row_names` those that any line of the row
    has: another name is one that the row has nowhere in its stead.
    """
    piece = piece_of(words, line)
    return (
        *_figures(words, line), *_names(words, names, line, row_names), *_places(words, line),
        *_offices(words, line, piece), *_force(words, line), *_denials(words, line, piece),
        *_by(words, line), *_rhythm(words, line), *_sides(words, line),
    )  # fmt: skip


def piece_of(words: str, line: Line) -> str:
    """Return the part of a line that shares the most words with a clause; the longer of two."""
    said = sense(words)
    pieces = [p for p in PIECE.split(line.told) if p.strip()] or [line.told]
    return max(pieces, key=lambda p: (len(said & sense(p)), len(p)))


def own_piece(words: str, place: int) -> str:
    """Return the part of a clause between marks in which a place stands."""
    start = max((m.end() for m in PIECE.finditer(words, 0, place)), default=0)
    end = next((m.start() for m in PIECE.finditer(words, place)), len(words))
    return words[start:end]


def _figures(words: str, line: Line) -> Iterator[Detail]:
    known = figures(line.text, passed=True)
    for told in figures(words):
        state = state_of(told, words, known, line.text)
        sort = "term" if told.sort == "days" else "quantity"
        yield Detail(sort, state, told.start, told.end, words[told.start : told.end])


def _rhythm(words: str, line: Line) -> Iterator[Detail]:
    mine, theirs = rhythm(words), rhythm(line.text)
    if mine and theirs:
        found = next(m for pattern, _ in EVERY if (m := pattern.search(words)))
        state: State = "same" if mine == theirs else "other"
        yield Detail("term", state, found.start(), found.end(), found[0])


def _names(
    words: str, names: frozenset[str], line: Line, row_names: frozenset[str]
) -> Iterator[Detail]:
    """Yield whether those named are named in the line; one alone may stand in another's place."""
    for name in sorted(names & line.names):
        yield Detail("name", "same", told=name)
    if ONLY.search(words) and names and names < line.names:
        yield Detail("party", "other", told=min(names))
    for kinds in TYPES:
        mine = {n for n in names if n.partition(":")[0] in kinds}
        theirs = {n for n in line.names if n.partition(":")[0] in kinds}
        strange = mine - theirs
        beside = {n for part in line.parts if part & mine and len(part) > 1 for n in part - mine
                  if n.partition(":")[0] in kinds}  # fmt: skip
        in_list = len(strange) == 1 == len(beside) and len(mine) > 1 and not strange & row_names
        if in_list or (
            len(strange) == 1 == len(theirs - mine) and len(mine) == len(theirs)):  # fmt: skip
            yield Detail("party", "other", told=next(iter(strange)))
        else:
            yield from (Detail("name", "silent", told=n) for n in sorted(strange - row_names))


def _sides(words: str, line: Line) -> Iterator[Detail]:
    """Yield a party that the lexicon does not know, told where the line has the other one.

    Of a line that has both with numbers, the one that stands nearest to the number told is meant.
    """
    mine = [(s, words.find(s)) for s in line.sides if s in words]
    if len(mine) != 1:
        return
    side, at = mine[0]
    theirs = {s for s in line.sides if s in line.told}
    numbers = [f for f in figures(words) if f.sort == "%" or f.unit]
    if len(theirs) > 1 and len(numbers) == 1:
        same = [f for f in figures(line.told) if f.alike(numbers[0]) and f.meets(numbers[0])]
        rival = [f for f in figures(line.told) if f.alike(numbers[0]) and f not in same]
        if len(same) == 1 and rival:
            theirs = {min(theirs, key=lambda s: min(
                abs(m.start() - same[0].end) for m in re.finditer(s, line.told)))}  # fmt: skip
    if len(theirs) == 1:
        state: State = "same" if side in theirs else "other"
        yield Detail("party", state, at, at + len(side), side)


def _places(words: str, line: Line) -> Iterator[Detail]:
    """Yield the places told after "in" and "at", bound to the part of the line that is told of."""
    for m in AT.finditer(words):
        place = m[1]
        if place.split()[0] in MONTHS | FORMAL:
            continue
        piece = piece_of(own_piece(words, m.start()), line)
        own = set(_at(piece))
        if place in piece or any(place.split()[-1] == o.split()[-1] for o in own):
            yield Detail("place", "same", m.start(1), m.end(1), place)
        elif own:
            yield Detail("place", "other", m.start(1), m.end(1), place)


def _at(text: str) -> Iterator[str]:
    for m in AT.finditer(text):
        if m[1].split()[0] not in MONTHS | FORMAL:
            yield m[1]


def _offices(words: str, line: Line, piece: str) -> Iterator[Detail]:
    mine = {_office(m[1]): m for m in OFFICES.finditer(words)}
    has = {_office(m[1]) for m in OFFICES.finditer(line.told)}
    for office, m in mine.items():
        if office in has:
            yield Detail("office", "same", m.start(1), m.end(1), m[1])
        elif len(mine) == 1 == len(has):
            yield Detail("office", "other", m.start(1), m.end(1), m[1])


def _office(told: str) -> str:
    """Return an office by one of its names: a minister of defence is a defence minister."""
    plain = told.lower().replace("-", " ").replace(" the ", " ").replace("ministers", "minister")
    first, _, field = plain.replace(" for ", " of ").partition("minister of ")
    field = {"foreign affairs": "foreign", "foreign": "foreign"}.get(field, field)
    return f"{field} minister" if field and not first else plain


def _force(words: str, line: Line) -> Iterator[Detail]:
    """Yield whether what is told to bind does, and what is told to be free is left free."""
    free, bound = FREE.search(words), BINDING.search(words)
    theirs = ("free" if FREE.search(line.told) else
              "bound" if BINDING.search(line.told) else "")  # fmt: skip
    found = free or bound
    if found is None or not theirs or NO.search(words[: found.start()][-12:]):
        return
    mine = "free" if free else "bound"
    yield Detail(
        "force", "same" if mine == theirs else "other", found.start(), found.end(), found[0]
    )


def _denials(words: str, line: Line, piece: str) -> Iterator[Detail]:
    """Yield whether one of a clause and the part of a line denies what the other tells."""
    pairs = [(len(sense(own) & sense(p)), own, p) for own in PIECE.split(words)
             for p in PIECE.split(line.told)]  # fmt: skip
    most = max(n for n, _, _ in pairs)
    best = [(own, p) for n, own, p in pairs if n == most]
    if not most or len(best) > 1:
        return
    words, piece = best[0]
    said, has = sense(words), sense(piece)
    if TURNED.search(words) or TURNED.search(piece):
        return
    shared = said & has
    mine, theirs = _stems(words), _stems(piece)
    contrary = any((mine & a and theirs & b and not mine & b and not theirs & a)
                   or (mine & b and theirs & a and not mine & a and not theirs & b)
                   for a, b in CONTRARY)  # fmt: skip
    if len(shared) < 1 + (not contrary) or 2 * len(shared) < len(has):
        return
    if line.registry.startswith("act:") and not contrary:
        return  # its note tells how it was done
    denies = [NO.search(words), NO.search(piece)]
    unlike = (denies[0] is None) != (denies[1] is None)
    if unlike and not any(m and shared & _next(m) for m in denies):
        return  # something else is denied
    if unlike != contrary:
        yield Detail("contrary" if contrary else "denial", "other")


def _next(denial: re.Match[str]) -> frozenset[str]:
    """Return the senses of the words that a denial leads."""
    words = WORD.findall(denial.string[denial.end() :])[:AFTER_NO]
    return sense(" ".join(words))


def _stems(text: str) -> frozenset[str]:
    return frozenset(w.lower()[:5] for w in WORD.findall(text))


def _by(words: str, line: Line) -> Iterator[Detail]:
    """Yield by what something is done, where the line does it by something else."""
    for m in BY.finditer(words):
        verb = sense(m[1])
        for other in BY.finditer(line.told):
            if verb and verb & sense(other[1]):
                alike = bool(sense(m[2]) & sense(line.told)) or m[2] == other[2]
                known = sense(m[2]) and sense(other[2])
                if alike or known:
                    yield Detail(
                        "content", "same" if alike else "other", m.start(2), m.end(2), m[2]
                    )

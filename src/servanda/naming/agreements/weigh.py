"""How well a row of the registry fits what a naming of an agreement tells."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.registry import Instrument as Row
from servanda.lexicon.registry import load_registry
from servanda.lexicon.registry_names import normal
from servanda.naming.agreements.clues import COUNTED, NUMBERS, SIDES, WORD, Clues, word_key
from servanda.naming.phrases import stripped
from servanda.naming.world import World

EDGE = timedelta(days=1)
# Up to so many parties each should be spoken of in a text that means their agreement.
FEW, ALONE = 4, 4.0
PASSING = 0.12  # of how often the most named is named


def weigh(row: Row, clues: Clues, world: World, spoken: frozenset[str], named: bool) -> float:
    """Return how well a row fits the clues; below zero where something speaks against it."""
    days = days_of(row)
    if days is None or (world.document.published and days[0] > world.document.published):
        return -9.0
    dated = _dates(days, clues)
    placed = _placed(row, clues)
    # What was named before, or is told by place, may have parties that the text does not name.
    expected = named or (placed > 0 and dated > 0) or _titled(row, clues)
    score = dated + placed + kind_fits(row, clues) + _parties(row, clues, spoken, expected)
    score += _words(row, clues) + _signers(row, clues) + _told(days, world)
    again = AGAIN_DATED if dated > 0 else AGAIN
    return score + _count(row, clues) + (again if named else 0.0)


AGAIN, AGAIN_DATED = 0.5, 2.0


def _placed(row: Row, clues: Clues) -> float:
    """Return the weight of the place of signature told in a naming: "the Tashkent text"."""
    place = {word_key(w) for w in WORD.findall(row.place.partition(",")[0])}
    return 1.0 if place & clues.words and not _exact(row, clues) else 0.0


def _told(days: tuple[date, date], world: World) -> float:
    """Return the weight of a row whose very day the text tells somewhere."""
    full = ((t.earliest, t.latest) for t in world.times if t.granularity in ("day", "range"))
    return 1.25 if any(a and b and a <= days[1] and days[0] <= b for a, b in full) else 0.0


def _signers(row: Row, clues: Clues) -> float:
    if not clues.people or not row.signed_by:
        return 0.0
    return 2.0 if clues.people <= frozenset(row.signed_by) else -1.0


def _count(row: Row, clues: Clues) -> float:
    """Return the weight of what is told of size: "trilateral", "of nine points"."""
    words = clues.text.lower()
    sides = next((n for w, n in SIDES.items() if w in words), 0)
    score = 0.0 if not sides or not row.parties else (1.0 if len(row.parties) == sides else -1.0)
    told = COUNTED.search(words)
    if told and row.provisions:
        word = told.group(1)
        number = NUMBERS.get(word) or (int(word) if word.isdecimal() else 0)
        score += 2.25 if len(row.provisions) == number else -1.0
    return score


def _dates(days: tuple[date, date], clues: Clues) -> float:
    first, last = days
    if clues.dates:
        near = any(a <= last + EDGE and first - EDGE <= b for a, b in clues.dates)
        return 4.0 if near else -6.0
    if clues.months:
        fits = any(m == first.month and y in (0, first.year) for y, m in clues.months)
        return 2.5 if fits else -5.0
    if clues.years:
        return 1.75 if first.year in clues.years or last.year in clues.years else -5.0
    return 0.0


def kind_fits(row: Row, clues: Clues) -> float:
    """Return how well the noun of a naming fits what the row is; below zero where it does not."""
    nouns = load_nouns()
    head, kind = clues.head.rstrip("s"), row.kind.lower().split()[-1].rstrip("s")
    if "ceasefire" in clues.text.lower() and row.form == "treaty":
        return -3.0
    if not head or head == kind:
        return 1.0
    mine, theirs = nouns.value("instrument", clues.head), nouns.value("instrument", kind)
    if "resolution" in (mine, theirs) and mine != theirs:
        return -5.0
    if mine == "treaty" and theirs in ("declaration", "ceasefire", "memorandum", "agreement"):
        return -0.5 if theirs == "agreement" else -3.0
    if mine == theirs or mine in ("agreement", "document"):
        return 0.5
    return -1.0 if theirs else 0.0


def _parties(row: Row, clues: Clues, spoken: frozenset[str], expected: bool) -> float:
    parties, told = _heirs(row.parties), _heirs(clues.parties)
    if not parties:
        return -1.0 if told else 0.0
    strange = parties - _heirs(spoken) - told if not expected else frozenset()
    penalty = -ALONE * len(strange) / len(parties) if len(parties) <= FEW else 0.0
    if told:
        if told - parties:
            return -4.0
        if len(parties) > FEW:
            return 0.5
        return 2.5 if told == parties else 1.75 + penalty
    return 1.0 * len(parties & _heirs(spoken)) / min(len(parties), FEW) + penalty


def _heirs(parties: Iterable[str]) -> frozenset[str]:
    """Return parties with a state that goes on under another name as that one."""
    return frozenset(CONTINUED.get(p, p) for p in parties)


# Continuation that nobody disputes: the seat in the UN and the treaties went on.
CONTINUED = {"state:SUN": "state:RUS"}


def _words(row: Row, clues: Clues) -> float:
    known = title_words(row.id)
    if _exact(row, clues) or _initials(row, clues.text):
        return 2.5
    hits = len(clues.words & known)
    misses = len(clues.words - known)
    return min(hits, 3) * 1.0 - min(misses, 3) * 0.6


def _exact(row: Row, clues: Clues) -> bool:
    return normal(stripped(clues.text)) in {normal(n) for n in (row.title, *row.names)}


def _initials(row: Row, text: str) -> bool:
    """Say whether a text is an acronym of the row's title or of one of its names."""
    short = stripped(text).strip(" .")
    if not 2 < len(short) <= 6 or not short.isupper():
        return False
    return any(short == "".join(w[0] for w in n.split() if w[:1].isupper())
               for n in (row.title.partition(",")[0], *row.names))  # fmt: skip


def _titled(row: Row, clues: Clues) -> bool:
    """Say whether a naming is a name of the row with a word of its own: "Belfast Agreement"."""
    nouns = load_nouns()
    words = (w.lower() for w in WORD.findall(clues.text))
    common = ("instrument", "instrument_adjective", "no_modifier", "topic")
    return _exact(row, clues) and any(not any(nouns.has(c, w) for c in common) for w in words)


@lru_cache(maxsize=2048)
def title_words(row_id: str) -> frozenset[str]:
    """Return the telling words of a row's title, names and place, as keys."""
    row = load_registry().get(row_id)
    if row is None:
        return frozenset()
    text = " ".join((row.title, *row.names, row.place))
    return frozenset(word_key(w) for w in WORD.findall(text))


@lru_cache(maxsize=2048)
def days_of(row: Row) -> tuple[date, date] | None:
    """Return the first and last day on which a row may have been signed, or None."""
    ends = [e for e in row.date.split("/") if e]
    if not ends:
        return None
    return _first(ends[0]), _last(ends[-1])


def _first(edtf: str) -> date:
    parts = [int(p) for p in re.findall(r"\d+", edtf)[:3]]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _last(edtf: str) -> date:
    parts = [int(p) for p in re.findall(r"\d+", edtf)[:3]]
    if len(parts) > 2:
        return date(*parts)
    if len(parts) == 2:
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return following - timedelta(days=1)
    return date(parts[0], 12, 31)


def prominent(world: World) -> frozenset[str]:
    """Return the identities that a text speaks of more than in passing."""
    counted = Counter(m.ref.id for m in world.mentions if m.ref.id)
    floor = PASSING * max(counted.values(), default=0)
    return frozenset(i for i, n in counted.items() if n >= floor)

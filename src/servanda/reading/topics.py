"""Which instrument a sentence means without naming it: the one that the text is speaking of."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import rows
from servanda.lexicon.entities import load_entities
from servanda.reading.agreements import Cited
from servanda.reading.context import Sentence
from servanda.reading.names import Named
from servanda.reading.namings import Namings

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 1500  # characters back to the instrument that a sentence speaks of


@dataclass(frozen=True)
class Spoken:
    """A naming of an instrument, or of an organisation that one leaves and joins, and its key."""

    start: int
    end: int
    key: str
    naming: Cited | Named

    @property
    def full(self) -> bool:
        """Say whether it names and does not point back."""
        return not isinstance(self.naming, Cited) or self.naming.how != "back"


class Topics:
    """The instruments that a document speaks of, in the order in which it names them."""

    def __init__(self, found: Namings) -> None:
        told = [*_of_instruments(found.cited), *_of_bodies(found.names)]
        self.spoken: tuple[Spoken, ...] = tuple(sorted(told, key=lambda s: s.start))
        self.starts = [s.start for s in self.spoken]

    def at(
        self, sentence: Sentence, token: "Token", clubs: Counter[str] | None = None
    ) -> Spoken | None:
        """Return what is spoken of at a word that tells of an instrument and names none.

        What its own sentence names before the word; else what the sentence right before it names
        last; else what most acts so far were upon (`clubs`); else what was named most often.
        """
        place = token.idx + sentence.offset
        i = bisect_left(self.starts, place)
        before = [s for s in self.spoken[:i] if s.end <= place]
        earlier = [s for s in before if place - s.end <= REACH]
        if clubs:
            acted = [s for s in before if s.key in clubs]
            here = [s for s in acted if s.start >= sentence.start - NEAR]
            if acted:
                best = max(clubs.values())
                often = [s for s in acted if clubs[s.key] == best]
                return here[-1] if here else (often or acted)[-1]
        if not earlier:
            after = self.spoken[i] if i < len(self.spoken) else None
            return after if after is not None and after.start < sentence.end else None
        last = earlier[-1]
        if last.start >= sentence.start - NEAR:
            return last
        counts = Counter(s.key for s in earlier)
        most = max(counts.values())
        if counts[last.key] == most:
            return last
        return next(s for s in reversed(earlier) if counts[s.key] == most)

    def key_at(self, start: int, end: int) -> str:
        """Return the key of the instrument named last within a stretch of text, else empty."""
        i = bisect_left(self.starts, end)
        found = [s for s in self.spoken[max(0, i - 3) : i] if start < s.end]
        return found[-1].key if found else ""

    def named(self, spoken: Spoken) -> Spoken:
        """Return the first naming of an instrument in full, else the one given."""
        return next((s for s in self.spoken if s.key == spoken.key and s.full), spoken)


NEAR = 60  # characters between an instrument and the sentence right after it


def _of_instruments(cited: tuple[Cited, ...]) -> list[Spoken]:
    """Return the namings of agreements; one that points back has the key of the one it means."""
    out: list[Spoken] = []
    keys: dict[str, str] = {}
    for one in cited:
        head = one.head.rstrip("s")
        if one.how == "back":
            key = keys.get(head) or (out[-1].key if out else head)
        else:
            key = "|".join(one.ids) or f"{one.start}"
            keys[head] = key
        out.append(Spoken(one.start, one.end, key, one))
    return out


def _of_bodies(names: tuple[Named, ...]) -> list[Spoken]:
    return [
        Spoken(n.start, n.end, founding()[n.ids[0]], n)
        for n in names
        if len(n.ids) == 1 and n.ids[0] in founding()
    ]


@lru_cache
def founding() -> dict[str, str]:
    """Return the founding agreements of organisations by the id of the organisation."""
    return {row["lemma"]: row["instrument"] for row in rows("founding")}


@lru_cache
def with_members() -> frozenset[str]:
    """Return the ids of the organisations that have members."""
    return frozenset(m.org for m in load_entities().memberships)

"""A trie of names over words: every name of the lexicon, found in one pass over a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from servanda.lexicon.keys import name_key

P = TypeVar("P")

WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|[^\W_]+")
# What may stand between two words of one name: a blank or one line break, hyphens, an apostrophe.
GAP = re.compile(r"(?:[^\S\n]{0,2}\n?[^\S\n]*|[^\S\n]?[-–—‑/&,.]?[^\S\n]{0,2}|['’.])")


class Word(NamedTuple):
    """A word of a text: its offsets and its key, which has neither case nor accents."""

    start: int
    end: int
    key: str


@dataclass
class Node(Generic[P]):
    """A node of the trie: the words that may follow, and what ends here."""

    following: dict[str, "Node[P]"] = field(default_factory=dict)
    ends: list[P] = field(default_factory=list)


class Trie(Generic[P]):
    """Names as sequences of words with a payload each."""

    def __init__(self, names: Iterable[tuple[str, P]]) -> None:
        self.root: Node[P] = Node()
        for name, payload in names:
            node = self.root
            for word in words(name):
                node = node.following.setdefault(word.key, Node())
            if node is not self.root:
                node.ends.append(payload)

    def begins(self, word: Word) -> bool:
        """Say whether some name begins with a word: most words of a text begin none."""
        return word.key in self.root.following

    def matches_at(self, text: str, found: list[Word], at: int) -> list[tuple[int, list[P]]]:
        """Return (index after the last word, payloads) of the names that begin at a word.

        The longest comes first.
        """
        node, out, i = self.root, list[tuple[int, list[P]]](), at
        while i < len(found):
            if i > at and not GAP.fullmatch(text, found[i - 1].end, found[i].start):
                break
            following = node.following.get(found[i].key)
            if following is None:
                break
            node, i = following, i + 1
            if node.ends:
                out.append((i, node.ends))
        out.reverse()
        return out


@lru_cache(maxsize=4)
def words(text: str) -> list[Word]:
    """Return the words of a text with their keys; an acronym with stops is one word.

    Several ask the same of one text, one after the other; the list is not to be changed.
    """
    return [Word(m.start(), m.end(), word_key(m.group())) for m in WORD.finditer(text)]


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """Return the form under which a word is compared."""
    return name_key(word)

"""Places within a page: short names for records, numbers for the registry's sources."""

import re
import string
import unicodedata
from collections.abc import Iterable

from markupsafe import Markup, escape

from servanda.dossier.cite import safe_url
from servanda.dossier.pages import Cite, Pages
from servanda.dossier.plain import slug
from servanda.dossier.segments import stacked

LEAST = 2  # letters of a record's id that name its place, more where these are not unique
LETTERS = string.digits + string.ascii_letters
HEX = re.compile(r"[0-9a-f]{16}")
RIGHT_TO_LEFT = ("R", "AL", "AN", "RLE", "RLO", "RLI")


class Places:
    """Names places of one page: the start of a record's id that no other record on it shares.

    Records on the very same words (`stacks` of ids) have one place, by the name of the first.
    """

    def __init__(self, ids: Iterable[str], stacks: Iterable[tuple[str, ...]] = ()) -> None:
        first = {i: stack[0] for stack in stacks for i in stack}
        self._first = {i: letters(first.get(i, i)) for i in (*ids, *first)}
        self._short = shortened(self._first.values())
        self._sources: dict[str, int] = {}

    @classmethod
    def of(cls, pages: Pages) -> "Places":
        """Return the places of a dossier's cards."""
        return cls((), (tuple(k.id for k in stack)
                        for s in pages.sources for stack in stacked(s.cards)))  # fmt: skip

    def record(self, id_: str) -> str:
        """Return the short name of a record's place: "3fA"; the whole one where it has no card."""
        return self._short[self._first[id_]] if id_ in self._first else slug(id_)

    def records(self, ids: Iterable[str]) -> list[str]:
        """Return the short names of the places of records, each once."""
        return list(dict.fromkeys(map(self.record, ids)))

    def source(self, cite: Cite) -> int:
        """Return the number of a registry's source in the list at the end of the page, from 1."""
        return self._sources.setdefault(cite.source, len(self._sources) + 1)

    @property
    def sources(self) -> list[tuple[int, str, bool]]:
        """Return the numbered sources so far, and whether each is an address on the web."""
        return [(n, source, bool(safe_url(source))) for source, n in self._sources.items()]


def letters(id_: str) -> str:
    """Return an id in fewer characters: its hash in letters and digits, else its slug."""
    name = slug(id_)
    if not HEX.fullmatch(name):
        return name
    number, said = int(name, 16), ""
    for _ in range(11):  # as many as a hash of 64 bits may need
        number, digit = divmod(number, len(LETTERS))
        said += LETTERS[digit]
    return said


def shortened(names: Iterable[str]) -> dict[str, str]:
    """Return for each name its shortest start, of `LEAST` characters or more, that is its alone."""
    ordered = sorted(set(names))
    out = {}
    for before, name, after in zip(["", *ordered], ordered, [*ordered[1:], ""], strict=False):
        common = max(_common(before, name), _common(name, after))
        out[name] = name[: max(LEAST, common + 1)]
    return out


def _common(a: str, b: str) -> int:
    """Return how many characters two words begin with together."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y),
                min(len(a), len(b)))  # fmt: skip


def runs_right_to_left(text: str) -> bool:
    """Say whether a text has characters that run from the right."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in text)


def auto(*texts: str) -> Markup:
    """Return the attribute that lets an element find its direction, where its texts need it."""
    return Markup(" dir=auto" if any(map(runs_right_to_left, texts)) else "")


def isolated(text: str) -> Markup:
    """Return words that may stand in a sentence of the other direction, set apart if they do."""
    said = escape(text)
    return Markup("<bdi>{}</bdi>").format(text) if runs_right_to_left(text) else said

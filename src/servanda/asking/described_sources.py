"""Documents that a question describes: "the Baku column on transport", "the report of 2021"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from servanda.asking.words import lemmas, table
from servanda.model import Document
from servanda.reasoning.case import Case
from servanda.reasoning.wording import senses

WORD = re.compile(r"\w[\w'’-]*\w|\w")
MOST = 5  # words of a description before its noun
LONG = 12  # letters of a title that is looked for as it stands
AFTER = re.compile(r"\s+(?:on|about|from|in|of)\s+(?:the\s+)?((?:[\w'’-]+\s?){1,3})")


class Source(Struct, frozen=True):
    """A description at `text[start:end]` and the documents that fit it, none where none does."""

    start: int
    end: int
    documents: tuple[str, ...]


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    """Return for each noun of a source the genres of documents that it may mean."""
    return {w: frozenset(r["genres"].split()) for r in table("sources.tsv")
            for w in r["words"].split()}  # fmt: skip


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    return frozenset(w for r in table("sources.tsv") for w in r["plain"].split())


def sources_in(case: Case, text: str) -> tuple[Source, ...]:
    """Return the sources that a question describes, from the left."""
    return tuple(_titles(case, text)) or tuple(_described(case, text))


def _titles(case: Case, text: str) -> Iterator[Source]:
    low = text.casefold()
    for d in case.evidence.documents.values():
        title = (d.title or "").casefold()
        if len(title) >= LONG and (at := low.find(title)) >= 0:
            yield Source(at, at + len(title), (d.id,))


def _described(case: Case, text: str) -> Iterator[Source]:
    words = [(m.group(), *m.span()) for m in WORD.finditer(text)]
    for n, (word, _, end) in enumerate(words):
        genres = next((_kinds()[x] for x in sorted(lemmas(word)) if x in _kinds()), None)
        before = words[n - 1][0].lower() if n else ""
        if genres is None or before in ("same", "different", "two", "other"):
            continue
        if word.lower().startswith("article") and text[end:].lstrip()[:3] == "of ":
            continue  # of a treaty
        first = n
        while first and n - first < MOST and words[first - 1][0].lower() not in _plain():
            if text[words[first - 1][2] : words[first][1]].strip(" '’s-–\"“”"):
                break
            first -= 1
        marks = [w.removesuffix("'s").removesuffix("’s") for w, _, _ in words[first:n]]
        more, last = [], end
        if m := AFTER.match(text, end):
            for w in m.group(1).split():
                if w.lower() in _plain():
                    break
                more.append(w)
                last = text.find(w, last) + len(w)
        if not marks and not more:
            continue
        found = _fitting(case, genres, marks, more)
        if found is None:
            continue
        yield Source(words[first][1] if marks else words[n][1], last if more else end, found)


def _fitting(
    case: Case, genres: frozenset[str], marks: list[str], more: list[str]
) -> tuple[str, ...] | None:
    """Return the documents of these genres that fit all marks; what follows the noun may fail.

    None where the words tell of no document, as in "the annual report of the bank".
    """
    kind = [d for d in case.evidence.documents.values() if d.genre in genres]
    if not kind:
        return None
    for some in ([*marks, *more], marks):
        for where in (_front, _whole):
            found = [d.id for d in kind if some and all(_holds(case, where(d), w) for w in some)]
            if (found and len(found) < len(kind)) or len(found) == 1:
                return tuple(found)
    return () if marks and all(w[:1].isupper() for w in marks) else None


def _front(d: Document) -> str:
    return f"{d.title or ''} {' '.join(d.authors)} {d.publisher or ''} {d.published or ''}"


def _whole(d: Document) -> str:
    return f"{_front(d)} {d.text}"


def _holds(case: Case, text: str, mark: str) -> bool:
    if mark.isdigit():
        return mark in text
    stems = senses(mark)
    if not stems:
        return mark.lower() in text.lower()
    names = {x for c in case.entities.lookup(mark) if c.id.startswith(("state:", "polity:"))
             for x in senses(case.name(c.id))}  # fmt: skip
    held = senses(text)
    return stems <= held or bool(names & held)

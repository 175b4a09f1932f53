"""The parser's table of attributes, looked up instead of matched anew for each word.

spaCy's attribute ruler gives a word its part of speech from its tag, its form and its place in the
parse, by some hundred and eighty patterns that are tried on every word: a seventh of a parse. What
the patterns ask of a word is little, so words that look alike to all of them get the same. Here the
ruler's own answer for each such look is kept; a look not seen before is given to the ruler.
"""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

ASKED = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
Word = tuple[int, int, int, int]  # tag, dependency, form that is asked for, whether it is a blank
Look = Word | tuple[Word | None, Word, Word | None]  # alone, or between its neighbours
OTHER = "\u0001"  # a word that no pattern asks for


class Ruler:
    """An attribute ruler with a memory; the same results, on any document."""

    def __init__(self, ruler: Any) -> None:
        patterns = [p for row in ruler.patterns for p in row["patterns"]]
        self._ruler = ruler
        self._known: dict[Look, tuple[int, ...]] = {}
        self._forms: dict[int, int] = {}
        self._strings = ruler.vocab.strings
        parts = [part for pattern in patterns for part in pattern]
        self.fits = all(set(part) <= ASKED for part in parts) and max(map(len, patterns)) <= 2
        self._words, self._regexes = _forms_asked(parts)
        firsts = [pattern[0] for pattern in patterns if len(pattern) == 2]
        self._first_words, self._first_regexes = _forms_asked(firsts)
        self._openers: dict[tuple[int, int], bool] = {}
        self._first_deps = {part.get("DEP") for part in firsts if "LOWER" not in part}

    def __call__(self, doc: "Doc") -> "Doc":
        """Set what the ruler sets on a document, and return it."""
        from numpy import array
        from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG

        if not self.fits:
            return self._ruler(doc)
        looks = self._looks(doc.to_array([TAG, DEP, LOWER, IS_SPACE]).tolist())
        known = self._known
        found = [known.get(look) or self._learn(look) for look in looks]
        if found:
            doc.from_array([POS, MORPH, LEMMA, TAG, DEP], array(found, dtype="uint64"))
        return doc

    def _learn(self, look: Look) -> tuple[int, ...]:
        """Return what the ruler gives to a word of a look, and keep it: asked on a text like it."""
        from spacy.tokens import Doc

        before, own, after = look if len(look) == 3 else (None, look, None)
        words = [word for word in (before, own, after) if word is not None]
        text = self._strings
        doc = Doc(
            self._ruler.vocab,
            words=[" " if space else text[form] if form else OTHER for _, _, form, space in words],
            tags=[text[tag] for tag, _, _, _ in words],
            deps=[text[dep] for _, dep, _, _ in words],
            heads=list(range(len(words))),
        )
        word = self._ruler(doc)[0 if before is None else 1]
        known = (word.pos, word.morph.key, word.lemma, word.tag, word.dep)
        self._known[look] = known
        return known

    def _looks(self, rows: list[list[int]]) -> list[Look]:
        """Return for each word all that a pattern could ask of it and of its neighbours.

        Where a word may open a pattern of two, it and the one after it are looked at together.
        """
        forms, new = self._forms, self._form
        words: list[Word] = [
            (tag, dep, forms[lower] if lower in forms else new(lower), space)
            for tag, dep, lower, space in rows
        ]
        opens = self._openers
        first = [opens[w[1:3]] if w[1:3] in opens else self._opens(w) for w in words]
        looks: list[Look] = list(words)
        for i in (i for i, opener in enumerate(first) if opener):
            for n in (i, i + 1):
                if n < len(words):
                    looks[n] = (
                        words[n - 1] if n and first[n - 1] else None,
                        words[n],
                        words[n + 1] if first[n] and n + 1 < len(words) else None,
                    )
        return looks

    def _form(self, lower: int) -> int:
        """Return a form that some pattern asks for; 0 for all others, which look alike."""
        text = self._strings[lower]
        asked = text in self._words or any(r.search(text) for r in self._regexes)
        form = self._forms[lower] = lower if asked else 0
        return form

    def _opens(self, word: "Word") -> bool:
        """Say whether a word may be the first of a pattern of two; too often does no harm."""
        _, dep, form, _ = word
        text = self._strings[form] if form else ""
        asked = text in self._first_words or any(r.search(text) for r in self._first_regexes)
        found = (bool(form) and asked) or self._strings[dep] in self._first_deps
        self._openers[dep, form] = found
        return found


def _forms_asked(parts: list[dict[str, Any]]) -> tuple[frozenset[str], list["re.Pattern[str]"]]:
    """Return the forms that patterns ask for, and the expressions that they ask with."""
    words: set[str] = set()
    regexes = []
    for part in parts:
        asked = part.get("LOWER", ())
        if isinstance(asked, str):
            words.add(asked)
            continue
        for key, value in dict(asked).items():
            if key == "REGEX":
                regexes.append(re.compile(value))
            else:
                words.update(value)
    return frozenset(words), regexes

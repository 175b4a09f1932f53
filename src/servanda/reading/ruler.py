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
Look = tuple[int, ...]
NONE = -1  # before the look of the word before, where a pattern could begin with that
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
        self._openers: dict[Look, bool] = {}
        self._first_deps = {part.get("DEP") for part in firsts if "LOWER" not in part}

    def __call__(self, doc: "Doc") -> "Doc":
        """Set what the ruler sets on a document, and return it."""
        from numpy import array
        from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG

        if not self.fits:
            return self._ruler(doc)
        looks = self._looks(doc.to_array([TAG, DEP, LOWER, IS_SPACE]).tolist())
        found = [self._known.get(look) or self._learn(look) for look in looks]
        if found:
            doc.from_array([POS, MORPH, LEMMA, TAG, DEP], array(found, dtype="uint64"))
        return doc

    def _learn(self, look: Look) -> tuple[int, ...]:
        """Return what the ruler gives to a word of a look, and keep it: asked on a text like it."""
        from spacy.tokens import Doc

        own, rest = look[:4], look[4:]
        after = [rest[:4]] if rest and rest[0] != NONE else []
        rest = rest[4:] if after else rest
        words = [*([rest[1:]] if rest else []), own, *after]
        text = self._strings
        doc = Doc(
            self._ruler.vocab,
            words=[" " if space else text[form] if form else OTHER for _, _, form, space in words],
            tags=[text[tag] for tag, _, _, _ in words],
            deps=[text[dep] for _, dep, _, _ in words],
            heads=list(range(len(words))),
        )
        word = self._ruler(doc)[1 if rest else 0]
        known = (word.pos, word.morph.key, word.lemma, word.tag, word.dep)
        self._known[look] = known
        return known

    def _looks(self, rows: list[list[int]]) -> list[Look]:
        """Return for each word all that a pattern could ask of it and of a neighbour."""
        words = [(tag, dep, self._form(lower), space) for tag, dep, lower, space in rows]
        looks: list[Look] = list(words)
        for i in range(len(words) - 1):
            if self._opens(words[i]):
                looks[i] = (*words[i], *words[i + 1], *looks[i][4:])
                looks[i + 1] = (*looks[i + 1], NONE, *words[i])
        return looks

    def _form(self, lower: int) -> int:
        """Return a form that some pattern asks for; 0 for all others, which look alike."""
        form = self._forms.get(lower)
        if form is None:
            text = self._strings[lower]
            asked = text in self._words or any(r.search(text) for r in self._regexes)
            form = self._forms[lower] = lower if asked else 0
        return form

    def _opens(self, word: Look) -> bool:
        """Say whether a word may be the first of a pattern of two; too often does no harm."""
        _, dep, form, _ = word
        found = self._openers.get((dep, form))
        if found is None:
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

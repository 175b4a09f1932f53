"""Matching cue words to tokens: which row of a table a token begins, which words it takes in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import Cue, cues, rows
from servanda.reading.syntax import mistagged

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

POS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a", "ADV": "a"}
REACH = 8  # words between the first word of a cue and its rest, as in "put the agreement on ice"


@dataclass(frozen=True)
class Hit:
    """A cue found in a text: the token that carries it and the further words of the cue."""

    cue: Cue
    head: "Token"
    rest: tuple["Token", ...] = ()

    @property
    def tokens(self) -> tuple["Token", ...]:
        """Return all tokens of the cue in text order."""
        return tuple(sorted((self.head, *self.rest), key=lambda t: t.i))


def hits(token: "Token", family: str) -> Iterator[Hit]:
    """Return the cues of a family that a token carries, longest first.

    After a cue of several words has matched, shorter ones of the same first word are left out.
    """
    return _hits(token, family) if begins(token, family) else iter(())


def _hits(token: "Token", family: str) -> Iterator[Hit]:
    size = 0
    for cue in candidates(token, family):
        words = _split(cue.lemma)
        if size and len(words) < size:
            break
        rest = _rest(token, words[1:])
        if rest is not None:
            size = len(words)
            yield Hit(cue, token, rest)


@lru_cache(maxsize=1 << 14)
def _split(lemma: str) -> tuple[str, ...]:
    return tuple(lemma.split(" "))


def begins(token: "Token", family: str) -> bool:
    """Say whether some cue of a family begins with a token's form or lemma: most begin none."""
    return token.i in _words_of(token.doc).begun(family)


def beginning(tokens: "Sequence[Token]", family: str) -> "list[Token]":
    """Return those of a run of neighbours with which some cue of a family may begin, in order."""
    if not tokens:
        return []
    begun, first = _words_of(tokens[0].doc).begun(family), tokens[0].i
    return [tokens[i] for i in range(len(tokens)) if first + i in begun]


def candidates(token: "Token", family: str) -> tuple[Cue, ...]:
    """Return the cues whose first word and part of speech are the token's."""
    if not begins(token, family):
        return ()
    table, base = _table(family), lemma(token)
    pos = POS.get(token.pos_) or ("a" if token.dep_ == "acomp" else None)  # "is about to"
    if token.tag_ in PARTICIPLES:
        # The tagger takes many participles for adjectives: "is expired", "is committed".
        pos = "v" if token.pos_ != "ADJ" else "a"
    if pos == "n" and mistagged(token):
        pos = "v"
    found = table.get((base, pos or ""), ())
    if not found and token.pos_ == "PROPN":
        found = table.get((token.lower_, "n"), ())
    if not found and token.pos_ in ("NOUN", "PROPN") and token.i and token.nbor(-1).lower_ == "not":
        found = table.get((token.lower_, "v"), ())
    if pos != "v" and heads_clause(token):
        found = table.get((base, "v"), ()) or found
    return found


def heads_clause(token: "Token") -> bool:
    """Say whether a word tagged as noun or adjective stands as a verb: "some whisper that ..."."""
    if token.pos_ not in ("NOUN", "ADJ"):
        return False
    parts = {c.dep_ for c in token.children}
    return "nsubj" in parts and "ccomp" in parts and not parts & {"det", "cop", "aux", "poss"}


PARTICIPLES = frozenset({"VBN", "VBG"})


@lru_cache
def _table(family: str) -> Mapping[tuple[str, str], tuple[Cue, ...]]:
    return cues(family)


class _Words:
    """What is asked of every word of a parse, made once: its strings, and where cues may begin."""

    def __init__(self, doc: "Doc") -> None:
        from spacy.attrs import LEMMA, LOWER, POS, SENT_START

        rows = doc.to_array([LOWER, LEMMA, POS, SENT_START]).tolist()
        vocab, verb = doc.vocab, doc.vocab.strings["VERB"]
        self.lower = [_lower(vocab, low) for low, _, _, _ in rows]
        self.lemmas = [_lower(vocab, lemma) for _, lemma, _, _ in rows]
        self.verbs = [pos == verb for _, _, pos, _ in rows]
        self.starts = [start == 1 for _, _, _, start in rows]
        self._begun: dict[str, frozenset[int]] = {}

    def begun(self, family: str) -> frozenset[int]:
        """Return the places of the words whose form or lemma is the first of a cue of a family."""
        found = self._begun.get(family)
        if found is None:
            firsts, forms = _firsts(family), _forms()
            found = self._begun[family] = frozenset(
                i
                for i, (form, lemma) in enumerate(zip(self.lower, self.lemmas, strict=True))
                if form in firsts or (forms.get(form) or lemma) in firsts
            )
        return found


def _words_of(doc: "Doc") -> _Words:
    found: _Words | None = doc.user_data.get(__name__)
    if found is None:
        found = doc.user_data[__name__] = _Words(doc)
    return found


@lru_cache(maxsize=1 << 16)
def _lower(vocab: "Vocab", code: int) -> str:
    return str(vocab.strings[code]).lower()


@lru_cache
def _firsts(family: str) -> frozenset[str]:
    return frozenset(word for word, _ in _table(family))


def runs(hit: Hit) -> "tuple[tuple[Token, ...], ...]":
    """Return the words of a cue in runs of neighbours, without what stands between."""
    found: list[list[Token]] = []
    for token in hit.tokens:
        if found and found[-1][-1].i + 1 == token.i:
            found[-1].append(token)
        else:
            found.append([token])
    return tuple(tuple(run) for run in found)


def lemma(token: "Token") -> str:
    """Return the lemma of a token in lower case, the parser's mistakes put right."""
    return _forms().get(token.lower_) or str(token.lemma_.lower())


@lru_cache
def _forms() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in rows("lemmas")}


def _reaches(verb: "Token", word: "Token") -> bool:
    """Say whether a word after a gap belongs to the verb, with no other preposition between."""
    if word.head.i != verb.i:
        return False
    between = verb.doc[verb.i + 1 : word.i]
    return not any(t.pos_ == "ADP" and t.head.i == verb.i for t in between)


def _dates(word: "Token") -> bool:
    """Say whether a preposition only brings a date: "called the king on Friday"."""
    return word.pos_ == "ADP" and any(
        c.dep_ == "pobj" and c.ent_type_ in ("DATE", "TIME") for c in word.children
    )


def _rest(token: "Token", words: tuple[str, ...]) -> tuple["Token", ...] | None:
    """Return the tokens of the further words of a cue, or None where they do not follow."""
    if not words:
        return ()
    doc, first = token.doc, token.i
    told = _words_of(doc)
    lower, lemmas, starts, verbs = told.lower, told.lemmas, told.starts, told.verbs
    position, found = first + 1, []
    for number, word in enumerate(words):
        limit = min(len(lower), position + (REACH if number == 0 else 1))
        for i in range(position, limit):
            if starts[i]:
                return None
            if lower[i] == word or lemmas[i] == word:
                t = doc[i]
                if number == 0 and i > first + 1 and not _reaches(token, t):
                    return None
                if number == 0 and _dates(t):
                    return None
                found.append(t)
                position = i + 1
                break
            if number == 0 and verbs[i]:
                return None
        else:
            return None
    return tuple(found)

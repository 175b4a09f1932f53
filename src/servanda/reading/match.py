"""Matching cue words to tokens: which row of a table a token begins, which words it takes in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import Cue, cues, rows
from servanda.reading.syntax import mistagged

if TYPE_CHECKING:
    from spacy.tokens import Token
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
    """Yield the cues of a family that a token carries, longest first.

    After a cue of several words has matched, shorter ones of the same first word are left out.
    """
    size = 0
    for cue in candidates(token, family):
        if size and len(cue.words) < size:
            break
        rest = _rest(token, cue.words[1:])
        if rest is not None:
            size = len(cue.words)
            yield Hit(cue, token, rest)


def candidates(token: "Token", family: str) -> tuple[Cue, ...]:
    """Return the cues whose first word and part of speech are the token's."""
    if not _begins(token.vocab, family, token.lower, token.lemma):
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


@lru_cache(maxsize=1 << 16)
def _begins(vocab: "Vocab", family: str, lower: int, lemma: int) -> bool:
    """Say whether a form or its lemma is the first word of a cue: most words of a text are not."""
    form, words = vocab.strings[lower], _words(family)
    return form in words or (_forms().get(form) or vocab.strings[lemma].lower()) in words


@lru_cache
def _words(family: str) -> frozenset[str]:
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
    position, found = token.i + 1, []
    doc = token.doc
    for number, word in enumerate(words):
        limit = min(len(doc), position + (REACH if number == 0 else 1))
        for i in range(position, limit):
            t = doc[i]
            if t.is_sent_start:
                return None
            if t.lower_ == word or t.lemma_.lower() == word:
                if number == 0 and i > token.i + 1 and not _reaches(token, t):
                    return None
                if number == 0 and _dates(t):
                    return None
                found.append(t)
                position = i + 1
                break
            if number == 0 and t.pos_ == "VERB":
                return None
        else:
            return None
    return tuple(found)

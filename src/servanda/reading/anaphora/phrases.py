"""The noun phrases of a document: where each stands, what sort it is, its role in its clause."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from servanda.lexicon.nouns import load_nouns
from servanda.reading.agreements import Cited
from servanda.reading.context import Context, Sentence
from servanda.reading.names import Named
from servanda.reading.namings import namings
from servanda.reading.syntax import clause_head, preposition_object, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

N = TypeVar("N", Named, Cited)
NOT_HEADS = frozenset({"compound", "nmod", "flat", "amod", "nummod", "quantmod", "npadvmod"})
MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
LEFT = frozenset({"det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "predet"})
PRONOUNS = ("pronoun_person", "pronoun_thing", "pronoun_many", "pronoun_speaker",
            "pronoun_speaker_many")  # fmt: skip
SUBJECT, OBJECT = ("nsubj", "nsubjpass", "csubj"), ("dobj", "obj", "dative", "attr")
OF_PREFIX = {"state": "state", "polity": "state", "person": "person", "org": "org",
             "group": "people", "place": "place"}  # fmt: skip
OF_ENTITY = {"PERSON": "person", "GPE": "place", "LOC": "place", "ORG": "org", "NORP": "people"}


@dataclass(frozen=True)
class Noun:
    """A noun phrase: offsets in the document, its head, and what tells whether it may be meant.

    `sort` is person, people, state, org, place, instrument, name (of what is not known) or thing;
    `form` is the class of a pronoun, empty for others; `parts` are the members of
    a joined phrase ("A and B"), which is plural.
    """

    start: int
    end: int
    head: "Token" = field(compare=False)
    sentence: Sentence = field(compare=False)
    sort: str
    plural: bool
    role: str
    form: str = ""
    named: bool = False
    parts: tuple["Noun", ...] = ()
    text: str = field(default="", compare=False)

    # What many phrases that point back ask of one is found once.

    @cached_property
    def joined(self) -> bool:
        """Say whether it is one of several joined by "and"."""
        children = (c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN") for c in self.head.children)
        return self.head.dep_ == "conj" or any(children)

    @cached_property
    def verb(self) -> "Token":
        """Return the verb of its clause."""
        return clause_head(self.head)

    @cached_property
    def clause(self) -> int:
        """Return the place of the verb of its clause in the sentence's parse."""
        return int(self.verb.i)

    @cached_property
    def doer(self) -> "Token | None":
        """Return the subject of the verb of its clause."""
        return subject(self.verb)

    @cached_property
    def lemma(self) -> str:
        """Return the lemma of its head in lower case."""
        return str(self.head.lemma_.lower())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return its words in lower case, as blanks part them."""
        return tuple(self.text.lower().split())


class Phrases:
    """All noun phrases of a document in text order, and where each sentence's begin."""

    def __init__(self, context: Context) -> None:
        found = namings(context)
        self.context = context
        self._names = _Covering(found.names)
        self._cited = _Covering(found.cited)
        self.nouns: list[Noun] = []
        for sentence in context.sentences:
            self.nouns += sorted(self._of(sentence), key=lambda n: (n.head.i, len(n.parts)))
        self._starts = [n.sentence.index for n in self.nouns]

    def before(self, noun: Noun, sentences: int) -> list[Noun]:
        """Return the phrases before one, in its sentence and some before that, nearest last."""
        first = bisect_right(self._starts, noun.sentence.index - sentences - 1)
        here = bisect_left(self._starts, noun.sentence.index)
        last = bisect_right(self._starts, noun.sentence.index)
        own = [n for n in self.nouns[here:last] if n.head.i < noun.head.i]
        return self.nouns[first:here] + own

    def _of(self, sentence: Sentence) -> Iterator[Noun]:
        made: dict[int, Noun] = {}
        for token in sentence:
            noun = self._noun(sentence, token)
            if noun is not None:
                made[token.i] = noun
        for noun in made.values():
            yield noun
            if noun.head.dep_ == "conj" and noun.head.head.i in made:
                continue
            members = [made[t] for t in _joined(noun.head) if t in made]
            if len(members) > 1:
                yield Noun(
                    noun.start, members[-1].end, noun.head, sentence,
                    noun.sort, True, noun.role, "", noun.named, tuple(members),
                    self.context.text[noun.start : members[-1].end],
                )  # fmt: skip

    def _noun(self, sentence: Sentence, token: "Token") -> Noun | None:
        """Return the phrase of a head, or None where a word heads none."""
        form = _forms().get(token.lower_, "")
        if token.tag_ in ("PRP", "PRP$") or form:
            if not form:
                return None
            start = token.idx + sentence.offset
            many = form in ("pronoun_many", "pronoun_speaker_many")
            return Noun(start, start + len(token), token, sentence, "", many, role(token), form)
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in NOT_HEADS:
            return None
        start, end = _core(token)
        place = token.idx + sentence.offset
        name, cited = self._names.at(place), self._cited.at(place)
        if cited is None and name is None and token.ent_type_ in MEASURES:
            return None
        plural = token.tag_ in ("NNS", "NNPS")
        sort = self._sort(token, name, cited, plural)
        start, end = start + sentence.offset, end + sentence.offset
        return Noun(start, end, token, sentence, sort, plural, role(token), "",
                    bool(name or cited), (), self.context.text[start:end])  # fmt: skip

    def _sort(self, token: "Token", name: Named | None, cited: Cited | None,
              plural: bool) -> str:  # fmt: skip
        if cited is not None:
            return "instrument"
        if name is not None:
            return _sort_of_name(name, plural)
        nouns, word, lemma = load_nouns(), token.lower_, token.lemma_.lower()
        if token.ent_type_ in OF_ENTITY and token.pos_ == "PROPN":
            return OF_ENTITY[token.ent_type_]
        if any(nouns.has(c, lemma) for c in ("title", "honorific", "human", "official")):
            return "people" if plural else "person"
        if any(nouns.has(c, w) for c in ("group", "people") for w in (word, lemma)):
            return "people"
        if nouns.has("instrument", word):
            return "instrument"
        if any(nouns.has(c, lemma) for c in ("government", "organ", "force", "ministry")):
            return "org"
        return "name" if token.pos_ == "PROPN" and not plural else "thing"


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Return the class of each pronoun; of two the first counts."""
    return {word: name for name in reversed(PRONOUNS) for word in load_nouns().of(name)}


def _sort_of_name(name: Named, plural: bool) -> str:
    if name.sort in ("title", "person") or name.how in ("surname", "official"):
        return "people" if plural and name.how == "official" else "person"
    if name.sort == "group":
        return "people"
    if name.sort == "organ" or not name.ids:
        return "org"
    return OF_PREFIX.get(name.ids[0].partition(":")[0], "thing")


class _Covering(Generic[N]):
    """Stretches that do not overlap much, asked by a place."""

    def __init__(self, found: Sequence[N]) -> None:
        self.found: list[N] = sorted(found, key=lambda n: n.start)
        self.starts: list[int] = [n.start for n in self.found]

    def at(self, place: int) -> N | None:
        """Return the widest stretch that covers a place."""
        i = bisect_right(self.starts, place)
        near = [n for n in self.found[max(0, i - 3) : i] if n.start <= place < n.end]
        return max(near, key=lambda n: n.end - n.start, default=None)


def _core(head: "Token") -> tuple[int, int]:
    """Return the offsets of a head with what modifies it on the left, and an "of" that names."""
    doc, first = head.doc, head.i
    below = {t.i for c in head.children if c.i < head.i and c.dep_ in LEFT for t in c.subtree}
    while first - 1 in below or (first - 2 in below and doc[first - 1].text in "-'"):
        first -= 1
    last = head
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == head.i + 1:
            inner = preposition_object(child)
            last = inner if inner is not None and 0 < inner.i - head.i < 7 else last
    return doc[first].idx, last.idx + len(last)


def _joined(head: "Token") -> list[int]:
    """Return the places of the heads joined to one, itself first."""
    out, at = [head.i], head
    while True:
        found = next((c for c in at.children if c.dep_ == "conj"
                      and c.pos_ in ("NOUN", "PROPN")), None)  # fmt: skip
        if found is None:
            return out
        out.append(found.i)
        at = found


def role(token: "Token") -> str:
    """Return subject, object, owner or other: what a phrase is in its clause."""
    top = token
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN", "PRON"):
        top = top.head
    if top.dep_ in SUBJECT:
        return "subject"
    if top.dep_ in OBJECT:
        return "object"
    return "owner" if top.dep_ == "poss" else "other"

"""What the parser sees of names: one stand-in for each sort of name.

A statistical parser knows some names and not others, so it reads two sentences that differ in a
name alone in two ways. Here the names of states, peoples, capitals and persons that the lexicon
knows are shown to it under one name a sort, and the text's own words are put back into the parse.
So permuting two parties does not change a parse, and no known name is taken for another word.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Candidate
from servanda.reading import light_names
from servanda.reading.names.find import is_word
from servanda.reading.names.lexical import Hit, hits
from servanda.reading.names.trie import Word, words
from servanda.reading.parser import annotated

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

STATE, PEOPLE, PLURAL, CITY, FIRST, LAST = "Germany", "German", "Germans", "Paris", "John", "Smith"
NAMED = frozenset({"name", "other_name"})
OF_PEOPLES = frozenset({"adjective", "demonym"})
OPENERS = ".!?\n:\"“”‘’'([«-–—"


def parsed(
    language: "Language", groups: list[list[str]], *, light: bool = False
) -> "Iterator[Doc]":
    """Yield the parses of texts, made with stand-ins for names, with the texts' own words.

    The texts of one group, a document's, tell together what is a name; all are parsed together.
    `light` leaves out the tagger of names: entity types come from `light_names` instead.
    """
    from spacy.tokens import Doc

    read = [_read(texts) for texts in groups]
    instead = [names for some in read for names in _stand_ins(some)]
    own = [language.make_doc(text) for texts in groups for text in texts]
    shown = [
        Doc(
            language.vocab,
            words=[names.get(t.idx, t.text) for t in doc] if names else [t.text for t in doc],
            spaces=[bool(t.whitespace_) for t in doc],
        )
        for doc, names in zip(own, instead, strict=True)
    ]
    found = annotated(language, shown, left_out=("ner",) if light else ())
    every = (one for some in read for one in some)
    for mine, theirs, (text, words_of, listed) in zip(own, found, every, strict=True):
        _with_words(mine, theirs)
        if light:
            _label(mine, text, {w.key for w in words_of}, listed)
        yield mine


def _with_words(own: "Doc", doc: "Doc") -> None:
    """Put the parse of a document on the tokens of another with as many."""
    from numpy import nonzero
    from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, SENT_START, TAG

    layers = [DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, SENT_START, TAG]
    own.from_array(layers, doc.to_array(layers))
    for n in nonzero(own.to_array([ORTH]) != doc.to_array([ORTH]))[0].tolist():
        own[n].lemma_ = own[n].text


def _label(doc: "Doc", text: str, found: set[str], listed: list[Hit]) -> None:
    from numpy import array
    from spacy.attrs import ENT_IOB, ENT_TYPE

    labels = [*light_names.of_measures(text, found), *light_names.of_hits(text, listed)]
    iob, kinds = light_names.layers(doc, labels)
    doc.from_array([ENT_IOB, ENT_TYPE], array([iob, kinds], dtype="uint64").T)


Read = tuple[str, list[Word], list[Hit]]


def _read(texts: list[str]) -> list[Read]:
    return [(text, found := words(text), list(hits(text, found, ""))) for text in texts]


def stand_ins(texts: list[str]) -> list[dict[int, str]]:
    """Return, for each text, the stand-in of each word of a name by the offset where it begins."""
    return _stand_ins(_read(texts))


def _stand_ins(read: list[Read]) -> list[dict[int, str]]:
    """Return the stand-ins of texts read.

    A surname that opens a sentence may be an ordinary word ("Major powers", "Rice is scarce"): it
    counts where one of the texts has it elsewhere too.
    """
    sure = {found[n].key for text, found, listed in read for hit in listed
            for n in range(hit.first, hit.last)
            if hit.last - hit.first > 1 or not _opens(text, hit.start)}  # fmt: skip
    return [dict(_of_text(text, found, listed, sure)) for text, found, listed in read]


def _of_text(
    text: str, found: list[Word], listed: list[Hit], sure: set[str]
) -> Iterator[tuple[int, str]]:
    for hit in listed:
        for n in range(hit.first, hit.last):
            word = found[n]
            written = text[word.start : word.end]
            instead = _sort(hit, n, word.key) if written[:1].isupper() else ""
            if not instead or (instead == LAST and word.key not in sure):
                continue
            yield word.start, instead.upper() if written.isupper() else instead


def _sort(hit: Hit, n: int, key: str) -> str:
    """Return the stand-in for a word of a name, empty where it is to stay."""
    if is_word(key):
        return ""
    if hit.last - hit.first == 1:
        return _of(hit.candidates, key)
    if any(c.id.startswith("person:") and c.kind in NAMED for c in hit.candidates):
        return LAST if n == hit.last - 1 else FIRST
    return _of(load_entities().names.get(key, ()), key, surnames=False)


def _of(candidates: Iterable[Candidate], key: str, *, surnames: bool = True) -> str:
    """Return the stand-in for a name of one word: of a state before a people, city or person."""
    some = tuple(candidates)
    if any(c.kind in NAMED and c.id.startswith(("state:", "polity:")) for c in some):
        return STATE
    kinds = {c.kind for c in some}
    if kinds & OF_PEOPLES:
        return PLURAL if "adjective" not in kinds and key.endswith("s") else PEOPLE
    if "capital" in kinds:
        return CITY
    return LAST if surnames and "surname" in kinds else ""


def _opens(text: str, start: int) -> bool:
    """Say whether a word may be written large only since a sentence or line begins with it."""
    before = text[:start].rstrip(" \t")
    return not before or before[-1] in OPENERS

"""Statements by the frames of their cue words: clause, infinitive, object, preposition, noun."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.lexicon.cues import cues
from servanda.reading.contents import (
    TELLING,
    content_of,
    is_infinitive,
    noun_content,
    preposition_content,
    subtree,
    without,
)
from servanda.reading.context import Context, Sentence
from servanda.reading.drafts import Draft, token_spans
from servanda.reading.match import Hit, beginning, hits
from servanda.reading.quotes import Quote, quote_at
from servanda.reading.refs import actorlike
from servanda.reading.sources import holder, media, neighbour, teller
from servanda.reading.syntax import clause_head, is_passive, patient, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

# Families of inner states: "I think", "you know" mark a way of speaking, not a report.
INNER = frozenset({"think", "know", "want", "hope", "fear", "intend", "agree", "feel", "boast"})
SELF = frozenset({"you", "one"})
NOUN_PLACES = frozenset({"nsubj", "dobj", "pobj", "nsubjpass", "attr", "conj", "ROOT", "appos"})
# What "per" counts by: "per year" reports nobody's words.
UNITS = frozenset({"cent", "day", "week", "month", "year", "hour", "capita", "person", "head",
                   "se", "annum", "night"})  # fmt: skip
LEAST = 0.4  # drafts less sure than this are not kept


def frame_drafts(context: Context, quotes: tuple[Quote, ...]) -> Iterator[Draft]:
    """Yield a draft for every cue word that stands in one of its constructions."""
    for sentence in context.sentences:
        for token in beginning(sentence.tokens, "statements"):
            if token.pos_ in ("VERB", "AUX"):
                draft = _first(_verb(sentence, h) for h in hits(token, "statements"))
            elif token.pos_ in ("NOUN", "PROPN"):
                draft = _first(_noun(sentence, h) for h in hits(token, "statements"))
            elif token.pos_ == "ADJ":
                draft = _first(_adjective(sentence, h) for h in hits(token, "statements"))
            elif token.pos_ == "ADV":
                draft = _adverb(sentence, token)
            else:
                draft = None
            if draft is None:
                draft = _first(_according(sentence, h) for h in _prepositions(token))
            if draft is None or draft.confidence < LEAST:
                continue
            if not _manner_of_speaking(draft, quotes):
                yield draft


def _manner_of_speaking(draft: Draft, quotes: tuple[Quote, ...]) -> bool:
    """Say whether a cue only colours the speaker's own words: "as you know", "we think"."""
    if draft.hit.cue.family not in INNER or draft.source is None:
        return False
    who = draft.source.lower_
    return who in SELF or (who in ("i", "we") and quote_at(quotes, draft.place) is not None)


def _first(drafts: Iterator[Draft | None]) -> Draft | None:
    """Return the draft with the most confidence; the first of equals."""
    return max((d for d in drafts if d), key=lambda d: d.confidence, default=None)


def _prepositions(token: "Token") -> Iterator[Hit]:
    for cue in cues("statements").get((token.lower_, "p"), ()):
        rest = [token.doc[token.i + k] for k in range(1, len(cue.words))
                if token.i + k < len(token.doc)]  # fmt: skip
        if [t.lower_ for t in rest] == list(cue.words[1:]):
            yield Hit(cue, token, tuple(rest))
            return


def _verb(sentence: Sentence, hit: Hit) -> Draft | None:
    verb, frames = hit.head, hit.cue.frames
    if verb.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    source = teller(verb)
    addressees: tuple[Token, ...] = ()
    passive = is_passive(verb)
    found, score, frame = content_of(sentence, hit)
    if not found:
        return None
    if frame == "raise":
        source, passive = None, True
    if "obj-to" in frames or hit.cue.lemma in TELLING:
        target = patient(verb)
        addressees = (target,) if target is not None and target != source else ()
    if source is None and verb.tag_ == "VB" and verb.dep_ == "ROOT":
        return None  # "Note that", "tell us": asked of the reader
    if source is None and not passive and hit.cue.family == "say" and frame in ("that", "around"):
        source = neighbour(verb)
    if source is None and not passive:
        score -= 0.25
    return Draft(sentence, hit, found, source, addressees=addressees,
                 confidence=score, rule=f"{hit.cue.id}/{frame}")  # fmt: skip


def _noun(sentence: Sentence, hit: Hit) -> Draft | None:
    noun = hit.head
    if noun.dep_ in ("compound", "nmod"):
        return None
    if _in_a_paper(noun) is not None:
        return None  # "said in a statement that": the verb says it
    source = holder(noun)
    score, tokens, frame = 0.55, noun_content(hit), "that"
    if tokens and tokens[0].lower_ == "to":
        frame = "to"
    elif not tokens:
        score, tokens, frame = 0.45, preposition_content(hit), "prep"
        if not tokens or source is None or noun.dep_ not in NOUN_PLACES:
            return None
    if source is not None and source.i in {t.i for t in tokens}:
        source = None
    if source is None:
        score -= 0.15
    return Draft(sentence, hit, token_spans(sentence, tokens), source,
                 confidence=score, rule=f"{hit.cue.id}/{frame}")  # fmt: skip


def _in_a_paper(noun: "Token") -> "Token | None":
    """Return the verb of saying that tells in what its words were issued: "said in a letter"."""
    verb = noun.head.head
    if (
        noun.dep_ != "pobj"
        or noun.head.lower_ not in ("in", "on", "at")
        or not any("that" in h.cue.frames for h in hits(verb, "statements"))
    ):
        return None
    return verb


def _adjective(sentence: Sentence, hit: Hit) -> Draft | None:
    word, frames = hit.head, hit.cue.frames
    if word.dep_ not in ("acomp", "conj", "oprd"):
        return None
    source = subject(word.head)
    if source is None or source.lower_ in ("it", "there", "this", "that"):
        return None
    for child in (*word.children, *word.head.children):
        fits = (child.dep_ == "ccomp" and "that" in frames) or (
            child.dep_ == "xcomp" and is_infinitive(child) and "to" in frames
        )
        if fits and child != word:
            return Draft(sentence, hit, token_spans(sentence, subtree(child)), source,
                         confidence=0.6, rule=f"{hit.cue.id}/{_frame(child)}")  # fmt: skip
    tokens = preposition_content(hit)
    if not tokens:
        return None
    return Draft(sentence, hit, token_spans(sentence, tokens), source,
                 confidence=0.45, rule=f"{hit.cue.id}/prep")  # fmt: skip


def _frame(clause: "Token") -> str:
    return "to" if is_infinitive(clause) else "that"


def _adverb(sentence: Sentence, token: "Token") -> Draft | None:
    """Content of "reportedly": the clause that it stands in; nobody is named."""
    cue = next(iter(cues("statements").get((token.lower_, "r"), ())), None)
    if cue is None:
        return None
    head = clause_head(token)
    if any(content_of(sentence, h)[0] for h in hits(head, "statements")):
        return None  # "reportedly said": the saying is the report
    return Draft(sentence, Hit(cue, token), token_spans(sentence, without(subtree(head), token)),
                 confidence=0.5, rule=f"{cue.id}/adverb")  # fmt: skip


def _according(sentence: Sentence, hit: Hit) -> Draft | None:
    """Content of "according to X, ...": the clause that the phrase hangs on."""
    first, last = hit.tokens[0], hit.tokens[-1]
    source = next((c for c in last.children if c.dep_ in ("pobj", "dobj")), None)
    if source is None:
        source = next((c for c in first.children if c.dep_ in ("pobj", "dobj")), None)
    if source is None or first.head == first or first.head == source:
        return None
    if first.lower_ == "per" and (source.lower_ in UNITS or not (actorlike(source)
                                  or source.lemma_.lower() in media())):  # fmt: skip
        return None
    head = first.head
    while head.pos_ not in ("VERB", "AUX") and head.head != head:
        head = head.head
    tokens = without(list(head.subtree), first)
    return Draft(sentence, hit, token_spans(sentence, tokens), source,
                 confidence=0.8 if len(hit.rest) else 0.5, rule=hit.cue.id)  # fmt: skip

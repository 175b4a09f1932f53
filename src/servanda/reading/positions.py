"""Reader of positions: who supports, opposes, recognises, rejects, demands ... what."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Phrase, Position, Record, Ref, phrase
from servanda.reading.contents import content_of, noun_phrase_content
from servanda.reading.context import Context, Sentence
from servanda.reading.drafts import Spans
from servanda.reading.match import Hit, hits, runs
from servanda.reading.mood import Mood, mood
from servanda.reading.refs import actorlike, marks, refs
from servanda.reading.syntax import (
    doer,
    is_passive,
    preposition,
    spread,
    subject,
    subject_of_noun,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "positions"
# Words of wishing: not to want something is to be against it.
WISHES = frozenset({"want", "seek", "support", "accept"})
EMPTY = frozenset({"DET", "PRON", "ADP", "PUNCT", "PART", "AUX", "CCONJ", "SCONJ", "SPACE"})


def read(context: Context) -> Iterator[Record]:
    """Yield one position for each holder of a stance."""
    for sentence in context.sentences:
        for token in sentence:
            for hit in hits(token, "stances"):
                found = _found(sentence, hit)
                if found is not None and not _only_asked(token):
                    yield from _records(context, sentence, hit, *found)
                    break


def _found(sentence: Sentence, hit: Hit) -> "tuple[Token, Spans] | None":
    word = hit.head
    if hit.cue.pos == "n":
        holder = _owner(word)
        content = noun_phrase_content(sentence, hit)
    elif word.pos_ == "ADJ":
        holder = subject(word.head) if word.dep_ == "acomp" else None
        content = noun_phrase_content(sentence, hit)
    else:
        if word.dep_ in ("aux", "auxpass", "amod", "compound"):
            return None
        holder, content = doer(word), content_of(sentence, hit)[0] or ()
        turned = is_passive(word) and preposition(word, {"to", "against"})
        if holder is None and turned and hit.cue.family == "opposes":
            holder, content = subject(word), noun_phrase_content(sentence, hit)  # "is opposed to"
    if holder is None or not content or not any(actorlike(t) for t in spread(holder)):
        return None
    return holder, content


def _owner(noun: "Token") -> "Token | None":
    """Return who has a stance told by a noun: "its support" is that of whoever expresses it."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head.lemma_ == "be":
        return subject(noun.head.head)  # "is in favour of"
    found = subject_of_noun(noun)
    if found is None or found.tag_ != "PRP$" or noun.dep_ != "dobj":
        return found
    doing = doer(noun.head) if noun.head.pos_ == "VERB" else None
    return doing if doing is not None and actorlike(doing) else found


def _only_asked(word: "Token") -> bool:
    """Say whether a stance is only refused, asked about or demanded: "should condemn"."""
    first = word
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    auxiliaries = [c for c in first.children if c.dep_ == "aux"]
    who = subject(first)
    if who is not None and any(c.i < who.i for c in auxiliaries if c.lower_ != "to"):
        return mood(first).modality == "questioned"  # "Do we want that world?"
    past = any(c.lemma_ == "have" for c in auxiliaries)
    if not past and any(c.lower_ in ("should", "must", "ought") for c in auxiliaries):
        return True
    if first.dep_ not in ("xcomp", "ccomp", "advcl"):
        return False
    above = {h.cue.family for h in hits(first.head, "stances")}
    return bool(above & {"refuses", "denies"}) or (
        "demands" in above and any(c.lower_ == "to" for c in auxiliaries)
    )


def _records(
    context: Context, sentence: Sentence, hit: Hit, holder: "Token", content: Spans
) -> Iterator[Position]:
    found = mood(hit.head)
    stance = hit.cue.family
    if hit.cue.lemma == "want" and found.polarity == "negated":
        stance, found = "opposes", Mood("affirmed", found.modality, found.negators, found.modals)
    issue = phrase(context.text, _trimmed(context, content))
    for ref in refs(context, sentence, holder):
        yield context.record(
            Position,
            reader=NAME,
            at=tuple(context.anchor(sentence, t) for t in runs(hit)),
            holder=ref,
            stance=stance,
            issue=issue,
            issue_key=issue_key(sentence, issue),
            about=_about(context, sentence, issue),
            polarity=found.polarity,
            modality=found.modality,
            marks=marks(context, sentence, found),
            confidence=0.7 if hit.head.pos_ == "VERB" else 0.55,
            rule=hit.cue.id,
        )


def _trimmed(context: Context, content: Spans) -> Spans:
    anchors = [context.span(s, e) for s, e in content if context.text[s:e].strip()]
    return tuple((a.start, a.end) for a in anchors)


def issue_key(sentence: Sentence, issue: Phrase) -> str:
    """Return the normal form of an issue: its content words' lemmas, sorted.

    "Chad's territorial integrity" and "the territorial integrity of Chad" give the same.
    """
    words = {t.lemma_.lower() for t in _tokens(sentence, issue) if t.pos_ not in EMPTY}
    return " ".join(sorted(w for w in words if w.isalnum() or "-" in w))


def _about(context: Context, sentence: Sentence, issue: Phrase) -> tuple[Ref, ...]:
    names = [t for t in _tokens(sentence, issue) if t.pos_ == "PROPN" and t.dep_ != "compound"]
    return tuple(context.ref(sentence, t) for t in names)


def _tokens(sentence: Sentence, issue: Phrase) -> "list[Token]":
    return [
        t for t in sentence
        if any(a.start <= t.idx + sentence.offset < a.end for a in issue.anchors)
    ]  # fmt: skip

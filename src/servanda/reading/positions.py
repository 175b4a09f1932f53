"""Reader of positions: who supports, opposes, recognises, rejects, demands ... what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from servanda.lexicon.cues import cues, rows
from servanda.model import Phrase, Position, Record, Ref, phrase
from servanda.model.terms import Stance
from servanda.reading.act_places import instruments_of
from servanda.reading.acts import meant as act_meant
from servanda.reading.contents import content_of, noun_phrase_content, preposition_content
from servanda.reading.context import Context, Sentence
from servanda.reading.drafts import Spans, token_spans
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit, beginning, hits, runs
from servanda.reading.mood import Mood, mood
from servanda.reading.refs import actorlike, marks, refs
from servanda.reading.refusals import WILLING, refusal
from servanda.reading.syntax import (
    SUBJECTS,
    doer,
    is_passive,
    preposition,
    preposition_object,
    spread,
    subject,
    subject_of_noun,
)
from servanda.reading.understood import REPEATING, repeats
from servanda.reading.verdicts import verdict

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "positions"
EMPTY = frozenset({"DET", "PRON", "ADP", "PUNCT", "PART", "AUX", "CCONJ", "SCONJ", "SPACE"})


def read(context: Context) -> Iterator[Record]:
    """Yield one position for each holder of a stance."""
    instruments = Instruments(context)
    last: Stand | None = None
    for sentence in context.sentences:
        taken: set[int] = set()
        for token in _telling(sentence):
            if token.i in taken:
                continue
            found = _stand(instruments, sentence, token, last)
            if found is not None:
                taken |= {t.i for run in found.anchors for t in run}
                yield from _records(context, sentence, found)
                last = found


def _telling(sentence: Sentence) -> "Sequence[Token]":
    """Return the tokens of a sentence that may tell a stance, by its words alone."""
    tokens, words = sentence.tokens, sentence.words
    if not words.isdisjoint(REPEATING):
        return tokens
    found = {*beginning(tokens, "stances"), *beginning(tokens, "verdicts")}
    if not words.isdisjoint(WILLING):
        found.update(t for t in tokens if t.dep_ == "ccomp")
    return sorted(found, key=lambda t: t.i)


@dataclass(frozen=True)
class Stand:
    """A stance that a word tells: its cue, who holds it, on what, and how it is meant."""

    sentence: int
    hit: Hit
    stance: Stance
    holder: "Token"
    content: Spans
    mood: Mood
    anchors: "tuple[tuple[Token, ...], ...]"


def _stand(
    instruments: Instruments, sentence: Sentence, token: "Token", last: Stand | None
) -> Stand | None:
    for hit in hits(token, "stances"):
        found = _found(sentence, hit)
        if found is None or _only_asked(token) or _is_deed(instruments, sentence, token):
            continue
        paper = instruments.cited_at(sentence, found[0]) is not None
        if paper and hit.cue.family not in PAPER_STANCES:
            continue
        meant = _meant(hit)
        if hit.cue.effect == "deed" and not _on_instrument(instruments, sentence, token):
            continue
        if meant is not None:
            return Stand(sentence.index, hit, meant[0], *found, meant[1], runs(hit))
    judged = verdict(sentence, token)
    on_text = judged is not None and _on_instrument(instruments, sentence, token)
    if judged is not None and _may_hold(judged.holder) and not on_text:
        return Stand(sentence.index, judged.hit, cast(Stance, judged.hit.cue.family),
                     judged.holder, judged.issue, mood(token), ((token,),))  # fmt: skip
    refused = refusal(sentence, token)
    if refused is not None and any(_may_hold(t) for t in spread(refused.holder)):
        plain = replace(mood(token), polarity="affirmed", modality="actual")
        return Stand(sentence.index, refused.hit, "refuses", refused.holder, refused.issue,
                     plain, ((*refused.words,),))  # fmt: skip
    return _repeated(sentence, token, last) if last is not None else None


# What an agreement or resolution may say of itself.
PAPER_STANCES = frozenset({"demands", "recognises", "condemns", "refuses"})


def _repeated(sentence: Sentence, word: "Token", last: Stand) -> Stand | None:
    """Return the stance told before that a clause repeats: "so has Moscow"."""
    if last.sentence < sentence.index - 1 or not repeats(word):
        return None
    holder = subject(word)
    if holder is None or not any(_may_hold(t) for t in spread(holder)):
        return None
    opening = [c for c in word.children if c.lower_ in ("so", "nor", "neither") and c.i < word.i]
    turned = any(c.lower_ != "so" for c in opening)
    found = Mood("negated" if turned else last.mood.polarity, mood(word).modality,
                 tuple(opening) if turned else last.mood.negators)  # fmt: skip
    words = (*opening, word) if opening and opening[0].i == word.i - 1 else (word,)
    return Stand(sentence.index, last.hit, last.stance, holder, last.content, found, (words,))


def _meant(hit: Hit) -> tuple[Stance, Mood] | None:
    """Return the stance that a cue stands for and its mood; None where it tells of none."""
    found = mood(hit.head)
    stance = cast(Stance, hit.cue.family)
    plain = Mood("affirmed", found.modality, found.negators, found.modals)
    if hit.cue.effect == "not":
        return ("opposes", plain) if found.polarity == "negated" else None
    if hit.cue.lemma == "want" and found.polarity == "negated":
        return "opposes", plain
    if hit.cue.effect == "now" and found.modality in ("future", "conditional"):
        return None  # "we would regret it"
    return stance, found


def _is_deed(instruments: Instruments, sentence: Sentence, word: "Token") -> bool:
    """Say whether a verb tells of an act upon an instrument more than of a stance.

    A state that denounces or renounces a treaty leaves it; a parliament that approves one
    ratifies it.
    """
    for hit in hits(word, "acts"):
        if hit.cue.family in ("withdrawal", "termination", "ratification"):
            return act_meant(hit) is not None and bool(instruments_of(instruments, sentence, hit))
    return False


def _on_instrument(instruments: Instruments, sentence: Sentence, word: "Token") -> bool:
    """Say whether a word, or the verb that it wants done, tells of an act upon an instrument."""
    places = (word, *(c for c in word.children if c.dep_ == "xcomp"))
    return any(
        instruments_of(instruments, sentence, hit) for w in places for hit in hits(w, "acts")
    )


def _found(sentence: Sentence, hit: Hit) -> "tuple[Token, Spans] | None":
    word = hit.head
    alone = "alone" in hit.cue.frames
    if "role" in hit.cue.frames:
        return _role(sentence, hit)
    if hit.cue.pos == "n":
        holder = _owner(word)
        content = noun_phrase_content(sentence, hit)
    elif word.pos_ == "ADJ":
        holder = subject(word.head) if word.dep_ == "acomp" else None
        content = noun_phrase_content(sentence, hit)
    else:
        if word.dep_ in ("aux", "auxpass", "amod", "compound"):
            return None
        if _is_other(word):
            return None
        holder, content = doer(word), content_of(sentence, hit)[0] or ()
        if not content and hit.rest:
            content = token_spans(sentence, preposition_content(hit))  # "come out strongly for it"
        turned = is_passive(word) and preposition(word, {"to", "against"})
        if holder is None and turned and hit.cue.family == "opposes":
            holder, content = subject(word), noun_phrase_content(sentence, hit)  # "is opposed to"
        if not content and alone and _has_object(hit):
            return None
    if holder is None or not (content or alone) or _is_supposed(word):
        return None
    if not any(_may_hold(t) for t in spread(holder)):
        return None
    return holder, content


def _is_supposed(word: "Token") -> bool:
    """Say whether a stance is supposed or kept from: "if both ask for it", "from objecting"."""
    if any(c.lower_ in ("if", "unless", "until") and c.dep_ == "mark" for c in word.children):
        return True
    kept = word.head.lower_ in ("from", "without", "instead")
    return word.dep_ == "pcomp" and (kept)


def _has_object(hit: Hit) -> bool:
    """Say whether a verb that may stand alone has something that is no issue."""
    return any(
        (c.dep_ in ("dobj", "xcomp") and c not in hit.rest)
        or (c.dep_ == "ccomp" and any(x.lower_ == "that" for x in c.children))
        for c in hit.head.children
    )


def _role(sentence: Sentence, hit: Hit) -> "tuple[Token, Spans] | None":
    """Return the stance of a role: "the opponents of Paris", "never a friend of the deal"."""
    noun = hit.head
    content = noun_phrase_content(sentence, hit)
    if not content or noun.dep_ in ("compound", "nmod"):
        return None
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        holder = subject(noun.head)
        return (holder, content) if holder is not None and _may_hold(holder) else None
    what = preposition_object(of) if (of := preposition(noun, {"of"})) is not None else None
    public = what is not None and (
        what.pos_ == "PROPN" or (what.lemma_.lower(), "n") in cues("instrument_nouns")
    )
    several = noun.tag_ == "NNS" and noun.dep_ in SUBJECTS and public
    return (noun, content) if several and "single" not in hit.cue.frames else None


def _is_other(verb: "Token") -> bool:
    """Say whether a verb only looks like a stance: "declined to comment", "slammed the door"."""
    if verb.lemma_ == "ask" and any(c.dep_ in ("dobj", "dative") for c in verb.children):
        return not any(c.dep_ in ("xcomp", "ccomp") for c in verb.children)  # "asked him for help"
    if verb.lemma_ == "slam":
        return any(c.lemma_ == "door" for c in verb.children)
    return verb.lemma_ in ("decline", "refuse") and any(
        c.dep_ == "xcomp" and c.lemma_ in ("comment", "say", "answer", "speak", "give", "elaborate")
        for c in verb.children
    )


def _may_hold(noun: "Token") -> bool:
    """Say whether a noun may be for somebody who holds a view."""
    if actorlike(noun) or noun.lower_ in (
        "nobody",
        "none",
        "neither",
        "both",
        "others",
        "those",
        "my",
    ):
        return True
    return noun.lemma_.lower() in _holder_nouns() and noun.pos_ in ("NOUN", "PROPN")


@lru_cache
def _holder_nouns() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("holder_nouns"))


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


def _records(context: Context, sentence: Sentence, stand: Stand) -> Iterator[Position]:
    trimmed = _trimmed(context, stand.content)
    issue = phrase(context.text, trimmed) if trimmed else None
    for ref in refs(context, sentence, stand.holder):
        yield context.record(
            Position,
            reader=NAME,
            at=tuple(context.anchor(sentence, t) for t in stand.anchors),
            holder=ref,
            stance=stand.stance,
            issue=issue,
            issue_key=issue_key(sentence, issue) if issue else "",
            about=_about(context, sentence, issue) if issue else (),
            polarity=stand.mood.polarity,
            modality=stand.mood.modality,
            marks=marks(context, sentence, stand.mood),
            confidence=0.7 if stand.hit.head.pos_ == "VERB" and issue else 0.55,
            rule=stand.hit.cue.id,
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

"""What a verb or noun says of itself: its auxiliaries, adverbs, conditions and adjectives."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from servanda.lexicon.cues import cues
from servanda.model.terms import Modality
from servanda.reading.mood_condition import (
    as_long_as,
    condition_of,
    had_they,
    inverted,
    whoever,
)
from servanda.reading.mood_front import (
    hearsay_of,
    is_imperative,
    moment_of,
    opened_condition,
    setting_of,
    supposing,
)
from servanda.reading.mood_heading import coming, likely_in_heading
from servanda.reading.mood_no import negators_of, without_below
from servanda.reading.mood_noun import described
from servanda.reading.mood_tense import (
    day_ahead,
    is_perfect,
    is_reported,
    is_unreal,
    is_wont,
    later,
    of_own_subject,
    purpose_now,
)
from servanda.reading.syntax import OBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

Found = Iterator[tuple[Modality, "Token"]]


def own_modals(word: "Token") -> Found:
    """Yield the modalities that a word has by itself, each with the word that gives it."""
    carrier = word
    if word.dep_ in ("acomp", "attr") and word.head.pos_ in ("AUX", "VERB"):
        carrier = word.head
    turned, clause = inverted(carrier), condition_of(carrier)
    for child in carrier.children:
        if child.dep_ not in ("aux", "auxpass") or child == turned:
            continue
        effect = _auxiliary(word, carrier, child, clause is not None)
        if effect is not None:
            yield effect, child
            if clause is not None and effect == "future":
                yield "conditional", child
        elif child.lower_ == "to" and word.dep_ == "xcomp":
            yield from _infinitive(word, child)
    if clause is not None and carrier.tag_ in ("VBZ", "VBP", "VB"):
        yield "conditional", clause
    yield from (("future", t) for t in (later(carrier), day_ahead(carrier)) if t is not None)
    yield from (("possible", c) for c in carrier.children
                if c.dep_ == "advmod" and _modals().get(c.lower_) == "possible")  # fmt: skip
    yield from described(word)
    if turned is not None:
        yield ("conditional" if turned.lower_ == "should" else "hypothetical"), turned
    if (to := coming(carrier)) is not None:
        yield "future", to
    elif is_imperative(carrier) and not likely_in_heading(word):
        yield "demanded", carrier
    yield from _placed(word, carrier)


def _auxiliary(word: "Token", carrier: "Token", modal: "Token", has_if: bool) -> Modality | None:
    """Return what a modal auxiliary makes of its verb; None where it makes nothing of it."""
    effect = _modals().get(modal.lower_)
    if effect is None:
        return None
    if is_unreal(carrier, modal):
        return "hypothetical"
    if modal.lower_ == "must" and is_perfect(carrier):
        return "possible"  # "must have left": it is inferred
    if modal.lower_ == "could":
        too_late = any(c.lower_ == "before" for c in carrier.children)
        if any(c.dep_ == "neg" for c in carrier.children) or (carrier.dep_ == "advcl" and too_late):
            return None  # "could not agree", "before they could seize it": they did not
    if modal.lower_ in ("would", "'d") and not has_if:
        if is_reported(word):
            return "intended" if of_own_subject(word) else "future"
        if is_wont(carrier):
            return None  # "two years later it would annex more": it did
    if modal.lower_ in ("can", "may") and modal.i == carrier.sent.start:
        # "may they never fight again": a wish
        return None if modal.lower_ == "can" or carrier.sent[-1].text == "?" else "demanded"
    return effect


def _infinitive(word: "Token", to: "Token") -> Found:
    """Yield what the verb above says of an infinitive: "has to leave", "is to leave"."""
    above = word.head
    if above.lower_ in ("has", "have", "had", "need", "needs") and above.pos_ in ("VERB", "AUX"):
        if any(c.dep_ in OBJECTS for c in above.children):
            return
        if to.nbor(-1).lower_ == "yet" or any(
            c.lower_ == "yet" for c in (*above.children, *word.children)
        ):
            return  # "has yet to ratify": it has not
        yield "demanded", above
    elif (above.lemma_ == "go" and above.tag_ == "VBG") or (
        _is_to(above) and above.tag_ in ("VBZ", "VBP")
    ):
        yield "future", above
    elif above.lower_ == "ought":
        yield ("hypothetical" if is_perfect(word) else "demanded"), above
    elif _is_to(above) and above.tag_ == "VBD":
        yield "intended", above


def _placed(word: "Token", carrier: "Token") -> Found:
    """Yield what the place in the sentence says: an opening "in case", a scenario, a moment."""
    conditions = (opened_condition(word), as_long_as(carrier), moment_of(carrier), whoever(carrier))
    yield from (("conditional", t) for t in conditions if t is not None)
    unreal = (setting_of(carrier), supposing(word))
    yield from (("hypothetical", t) for t in unreal if t is not None)
    without = without_below(word)
    if without is not None and next(negators_of(without.head), None) is not None:
        aux = (c for c in without.head.children if c.dep_ == "aux" and not is_perfect(c.head))
        # "cannot leave without signing": signing is what leaving needs
        yield from (("conditional", c) for c in aux if c.lower_ in _modals() or c.lower_ == "ca")
    if (report := hearsay_of(carrier)) is not None:
        yield "possible", report
    if (above := purpose_now(carrier)) is not None:
        yield "intended", above
    were = carrier.head
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in carrier.children)
    if to and were.lower_ == "were" and were.i == were.sent.start and carrier != were:
        yield "hypothetical", were  # "were Warsaw to leave", parsed as a clause of its own
    if had_they(carrier) is not None:
        yield "hypothetical", were
    if likely_in_heading(word):
        yield "possible", word.nbor()


def _is_to(verb: "Token") -> bool:
    """Say whether "be" stands right before an infinitive: "is to leave", not "is up to him to"."""
    return verb.lemma_ == "be" and not any(
        c.dep_ in ("acomp", "attr") or (c.dep_ == "prep" and c.i > verb.i and c.i < verb.i + 3)
        for c in verb.children
    )


@lru_cache
def _modals() -> dict[str, Modality]:
    table = cues("mood").items()
    return {w: cast(Modality, found[0].effect) for (w, pos), found in table if pos == "m"}

"""Commitments told second-hand: "undertake to suppress ...", "its obligations under ..."."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.lexicon.cues import Cue
from servanda.model import Commitment, Phrase, phrase
from servanda.reading.chains import holds
from servanda.reading.context import Context, Sentence
from servanda.reading.drafts import token_spans
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit, hits, runs
from servanda.reading.mood import mood
from servanda.reading.refs import actorlike, marks, refs
from servanda.reading.syntax import (
    clause_head,
    clause_of,
    doer,
    is_passive,
    patient,
    possessor,
    preposition,
    preposition_object,
    spread,
    subject,
    subject_of_noun,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "commitments"
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
UNIT = r"(?:article|paragraph|point|clause|section|provision)"
PROVISION = re.compile(
    rf"\b(?:(?P<unit>{UNIT})s?\s+(?P<number>\d+(?:\(\w+\))*|[IVXLC]+\b)"
    rf"|(?P<ordinal>\d+(?:st|nd|rd|th)|{'|'.join(ORDINALS)})\s+(?P<unit2>{UNIT}))\b",
    re.IGNORECASE,
)


def told_commitments(
    context: Context, instruments: Instruments, sentence: Sentence
) -> Iterator[Commitment]:
    """Yield the commitments that a sentence of commentary or news tells."""
    for token in sentence:
        for hit in hits(token, "forces"):
            record = (
                _noun(context, instruments, sentence, hit)
                if token.pos_ in ("NOUN", "PROPN")
                else _verb(context, instruments, sentence, hit)
            )
            if record is not None:
                yield record
                break
        else:
            record = _modal(context, instruments, sentence, token)
            if record is not None:
                yield record


MODALS: dict[str, str] = {
    "must": "obligation", "shall": "obligation", "may": "permission",
    "will": "obligation", "would": "obligation", "'ll": "obligation",
}  # fmt: skip
LEAVING = frozenset(
    ["leave", "withdraw", "terminate", "denounce", "suspend", "cancel", "extend", "end", "quit"]
)
SPEAKERS = frozenset(["i", "we", "it", "they", "he", "she"])
STATES = frozenset(
    [
        "be",
        "have",
        "become",
        "need",
        "seem",
        "remain",
        "know",
        "see",
        "find",
        "get",
        "happen",
        "lose",
        "win",
    ]
)


def _modal(
    context: Context, instruments: Instruments, sentence: Sentence, verb: "Token"
) -> Commitment | None:
    """A modal that binds: "must", "shall" under an instrument, "will" in one's own name."""
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass"):
        return None
    modal = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in MODALS), None)
    if modal is None and verb.dep_ == "xcomp" and verb.head.lemma_ == "have":
        modal = verb.head  # "had to withdraw"
    if modal is None or list(sentence.span)[-1].text == "?":
        return None
    bearer = doer(verb)
    if bearer is None or not actorlike(bearer) or any(c.dep_ == "expl" for c in verb.children):
        return None
    if any(c.dep_ in ("mark", "advmod") and c.lower_ in ("if", "unless", "when", "until")
           for c in verb.children):  # fmt: skip
        return None
    force = MODALS.get(modal.lower_, "obligation")
    confidence = _modal_confidence(context, instruments, sentence, verb, modal, bearer)
    if confidence == 0:
        return None
    if force == "permission" and verb.lemma_ in LEAVING:
        force = "power"
    if verb.lemma_ == "have" and (owned := patient(verb)) is not None and owned.lemma_ == "right":
        force = "permission"
    if any(c.dep_ == "neg" for c in verb.children):
        force = "prohibition"
    tokens = [t for t in verb.subtree if t.i > modal.i and t.dep_ != "neg"]
    hit = Hit(Cue(f"forces.{modal.lower_}.m", modal.lower_, "m", force), modal)
    return _record(context, instruments, sentence, hit, bearer, force, tokens, confidence)


def _modal_confidence(
    context: Context, instruments: Instruments, sentence: Sentence, verb: "Token", modal: "Token",
    bearer: "Token",
) -> float:  # fmt: skip
    """Return how sure a modal binds its subject here; 0 where it only wishes or foretells."""
    near = instruments.near(sentence, verb)
    under = (near is not None and near.start >= sentence.start) or bool(provision_in(sentence))
    statement = next(
        iter(s for s in context.statements_near(context.anchor(sentence, verb).start)
             if holds(s, context.anchor(sentence, verb))), None,
    )  # fmt: skip
    word = modal.lower_
    if modal.lemma_ == "have":
        return 0.5 if under and bearer.pos_ == "PROPN" else 0.0
    if word in ("must", "shall"):
        if bearer.lower_ in ("i", "we", "you"):
            return 0.0
        return 0.6 if under or statement is not None else (0.45 if near is not None else 0.0)
    if word == "may":
        return 0.5 if under else 0.0
    if verb.lemma_ in STATES or is_passive(verb):
        return 0.0
    if (
        context.document.genre == "official statement"
        and word == "will"
        and (verb.head == verb or verb.dep_ == "conj")
    ):
        return 0.6 if bearer.pos_ == "PROPN" or bearer.lower_ in ("it", "we") else 0.0
    if statement is None or bearer.lower_ not in SPEAKERS or verb.dep_ == "relcl":
        return 0.0
    direct = statement.manner == "direct"
    if direct != (bearer.lower_ in ("i", "we")):
        return 0.0
    return 0.5 if verb.dep_ in ("ccomp", "ROOT", "conj") else 0.0


def _verb(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit
) -> Commitment | None:
    word, frames = hit.head, hit.cue.frames
    if word.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    if hit.cue.effect == "official" and context.document.genre != "official statement":
        return None  # a plan binds where a government announces it in its own name
    bearer: Token | None
    if word.pos_ == "ADJ":
        bearer = subject(word.head) if word.dep_ in ("acomp", "oprd") else None
    elif "obj-to" in frames and "to" not in frames:
        bearer = patient(word) or _told_to(word)
    elif is_passive(word) and "obj-to" in frames:
        bearer = subject(word)
    else:
        bearer = doer(word)
    if bearer is None or not any(actorlike(t) for t in spread(bearer)):
        return None
    if hit.cue.family == "recognition":
        return _recognition(context, instruments, sentence, hit, bearer)
    below = _action(hit)
    if below is None:
        if word.lemma_ not in BOUND:
            return None
        return _record(context, instruments, sentence, hit, bearer, hit.cue.family, None, 0.55)
    force = hit.cue.family
    negated = any(c.dep_ == "neg" for c in below.children)
    if negated and force == "obligation":
        force = "prohibition"
    return _record(context, instruments, sentence, hit, bearer, force, list(below.subtree), 0.7)


BOUND = frozenset({"bind", "bound", "committed"})  # these bind without saying to what deed


def _told_to(verb: "Token") -> "Token | None":
    """Return who is to do it where the parse makes it the subject of the deed: "obliges X to"."""
    for child in verb.children:
        if child.dep_ == "ccomp":
            return next((c for c in child.children if c.dep_ == "nsubj"), None)
    return None


def _action(hit: Hit) -> "Token | None":
    """Return the verb or noun of what is promised."""
    word, frames = hit.head, hit.cue.frames
    for child in word.children:
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        if child.dep_ in ("xcomp", "ccomp", "advcl") and infinitive:
            if frames & {"to", "obj-to"}:
                return child
        elif (child.dep_ == "ccomp" and "that" in frames and _promises(child)) or (
            child.dep_ == "xcomp" and "ing" in frames
        ):
            return child
    prep = preposition(word, hit.cue.prepositions)
    if prep is None and (target := patient(word)) is not None:
        prep = preposition(target, hit.cue.prepositions)
    if prep is not None and prep.lower_ not in ("by", "under"):
        found = clause_of(prep) or preposition_object(prep)
        if found is not None and found.ent_type_ not in ("GPE", "PERSON", "ORG"):
            return found
    if "obj" in frames and word.pos_ == "VERB" and not is_passive(word):
        target = patient(word)
        if target is not None and not actorlike(target) and target.pos_ == "NOUN":
            return target
    return None


def _promises(clause: "Token") -> bool:
    """Say whether a that-clause tells what is to be done, not what is so."""
    return any(c.lower_ in ("will", "would", "shall", "should", "'ll") for c in clause.children)


def _recognition(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit, bearer: "Token"
) -> Commitment | None:
    """A recognition binds where an instrument holds it; else it is only a position."""
    near = instruments.near(sentence, hit.head)
    target = patient(hit.head)
    official = context.document.genre == "official statement"
    if near is None or target is None or is_passive(hit.head):
        return None
    if near.start < sentence.start and not official:
        return None
    found = mood(hit.head)
    if found.polarity == "negated" or found.modality != "actual" or hit.head.dep_ == "xcomp":
        return None
    if instruments.cited_at(sentence, target) is not None:
        return None
    tokens = [t for t in target.subtree if t != hit.head]
    return _record(context, instruments, sentence, hit, bearer, "recognition", tokens,
                   0.6)  # fmt: skip


def _noun(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit
) -> Commitment | None:
    """A noun of duty with its owner: "Russia's security obligations", "the duty of X to ..."."""
    noun = hit.head
    if noun.dep_ in ("compound", "nmod"):
        return None
    bearer = _of(noun) or possessor(noun) or subject_of_noun(noun)
    if bearer is not None and bearer.tag_ == "PRP$":
        # "refused to perform their duties": the owner is whoever does it
        doing = subject_of_clause(noun)
        bearer = doing if doing is not None and doing.pos_ != "PRON" else bearer
    if bearer is None or not any(actorlike(t) for t in spread(bearer)):
        return None
    action = next((list(c.subtree) for c in noun.children if c.dep_ == "acl"), None)
    if action is None:
        prep = preposition(noun, {"of", "to", "for", "on"})
        below = prep and (clause_of(prep) or preposition_object(prep))
        if below is not None and below != bearer and not actorlike(below):
            action = list(below.subtree)
    if action is None:
        named = [c for c in noun.children if c.dep_ in ("compound", "amod") and c.pos_ != "PROPN"]
        action = named or None
    if action is None and hit.cue.family in ("permission", "power"):
        return None
    force = hit.cue.family
    if force == "permission" and any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children):
        force = "prohibition"
    return _record(context, instruments, sentence, hit, bearer, force, action, 0.5)


def subject_of_clause(noun: "Token") -> "Token | None":
    """Return the subject of the clause in which a noun stands, where it comes before the noun."""
    verb = clause_head(noun)
    found = subject(verb) if verb.pos_ in ("VERB", "AUX") else None
    return found if found is not None and found.i < noun.i and actorlike(found) else None


def _of(noun: "Token") -> "Token | None":
    prep = preposition(noun, {"of"})
    below = preposition_object(prep) if prep is not None else None
    return below if below is not None and actorlike(below) else None


def _counterparty(hit: Hit, bearer: "Token") -> "Token | None":
    for name in (("to", "towards", "toward", "with"),):
        prep = preposition(hit.head, name)
        below = preposition_object(prep) if prep is not None else None
        if below is not None and actorlike(below) and below != bearer:
            return below
    if hit.head.pos_ == "VERB" and hit.cue.lemma in ("promise", "assure", "guarantee", "pledge"):
        target = patient(hit.head)
        if target is not None and actorlike(target) and target != bearer:
            return target
    return None


def _record(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit, bearer: "Token",
    force: str,
    action: "list[Token] | None", confidence: float,
) -> Commitment:  # fmt: skip
    found = mood(hit.head)
    near = instruments.near(sentence, hit.head)
    spans = token_spans(sentence, action) if action else ()
    return context.record(
        Commitment,
        reader=NAME,
        at=tuple(context.anchor(sentence, t) for t in runs(hit)),
        bearers=refs(context, sentence, bearer),
        counterparties=refs(context, sentence, _counterparty(hit, bearer)),
        force=force,
        action=_action_phrase(context, spans),
        instrument=instruments.cited_ref(near) if near is not None else None,
        provision=provision_in(sentence),
        polarity=found.polarity,
        modality=found.modality,
        marks=marks(context, sentence, found),
        confidence=confidence,
        rule=hit.cue.id,
    )


def _action_phrase(context: Context, spans: tuple[tuple[int, int], ...]) -> Phrase | None:
    """Return the action without its opening "to" or "not to"."""
    cut: list[tuple[int, int]] = []
    for start, end in spans:
        lead = re.match(r"(?:(?:not|never)\s+)?to\s+|that\s+", context.text[start:end])
        cut.append((start + (lead.end() if lead and not cut else 0), end))
    cut = [(s, e) for s, e in cut if context.text[s:e].strip()]
    return phrase(context.text, cut) if cut else None


def provision_in(sentence: Sentence) -> str:
    """Return the locator of the provision that a sentence cites, in its normal form, or ""."""
    found = PROVISION.search(sentence.span.text)
    if found is None:
        return ""
    if found["unit"]:
        return f"{found['unit'].lower()} {found['number']}"
    word = found["ordinal"].lower()
    number = ORDINALS.get(word) or int(re.match(r"\d+", word)[0])  # type: ignore[index]
    return f"{found['unit2'].lower()} {number}"

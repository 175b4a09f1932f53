"""Sources: who says something, and which words of the text name them."""

from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import rows
from servanda.model import Anchor, Ref
from servanda.reading.context import Context
from servanda.reading.drafts import Draft
from servanda.reading.match import hits
from servanda.reading.syntax import (
    SUBJECTS,
    ancestors,
    doer,
    full_phrase,
    is_passive,
    name_tokens,
    named,
    spread,
    subject,
    subject_of_noun,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVES = frozenset({"who", "which", "that"})
OWN = {"his": "s", "her": "s", "its": "s", "their": "p", "my": "i", "our": "we"}
# Whoever does this to words does it to the words of others: "rejected their claim".
OTHERS = frozenset({"deny", "accuse", "praise", "respond", "oppose", "ask"})

NAME_WORDS = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
# Whoever does this to words did not say them: "faced questions about", "drew criticism for".
RECEIVING = frozenset({
    "face", "answer", "dodge", "skirt", "draw", "receive", "get", "ignore", "hear", "win", "find",
    "generate", "spark", "prompt", "provoke", "trigger", "attract", "deflect", "escape", "avoid",
    "gain", "build", "need", "seek", "meet", "reject", "deny", "take", "bring", "fuel", "stir",
})  # fmt: skip


def source_of(context: Context, draft: Draft) -> tuple[tuple[Anchor, ...], Ref | None]:
    """Return the words of a source and whom they name: "who" names what its clause describes."""
    head = draft.source
    if head is None:
        return (), draft.speaker
    sentence = draft.source_sentence or draft.sentence
    if draft.words:
        return (context.anchor(sentence, draft.words),), context.ref(sentence, draft.words)
    names = [name_tokens(named(t)) for t in spread(head)]
    speaker = context.ref(sentence, [t for n in names for t in n])
    clause = _describing(draft.hit.head, head)
    pronoun = clause and next((c for c in clause.children if c.dep_ in SUBJECTS
                               and c.lower_ in RELATIVES), None)  # fmt: skip
    if pronoun is not None:
        return (context.anchor(sentence, pronoun),), speaker
    cut = {t.i for t in draft.hit.tokens} | {t.i for t in (clause.subtree if clause else ())}
    phrase = _run([t for t in full_phrase(head) if t.i not in cut], head)
    return (context.anchor(sentence, phrase),), speaker


def _describing(cue: "Token", source: "Token") -> "Token | None":
    """Return the clause that describes a source and holds its cue: "voters who say so"."""
    for token in (cue, *ancestors(cue)):
        if token.head == source:
            return token if token.dep_ in ("relcl", "acl", "advcl") else None
    return None


def _run(phrase: "list[Token]", head: "Token") -> "list[Token]":
    """Cut a source to the run of words around its head that stands on one side of the cue."""
    index = next(i for i, t in enumerate(phrase) if t.i == head.i)
    low = high = index
    while low and phrase[low - 1].i == phrase[low].i - 1:
        low -= 1
    while high + 1 < len(phrase) and phrase[high + 1].i == phrase[high].i + 1:
        high += 1
    run = phrase[low : high + 1]
    while len(run) > 1 and run[-1].is_punct:
        run = run[:-1]
    while len(run) > 1 and run[0].is_punct:
        run = run[1:]
    return run


def teller(verb: "Token") -> "Token | None":
    """Return who says what a verb says; of a paper somebody issues, who issues it.

    "the Council issued a statement calling for calm": the Council calls.
    """
    who = doer(verb)
    if who is None or is_passive(verb) or who.dep_ != "dobj" or who.lemma_.lower() not in media():
        return who
    return (subject(who.head) if not is_passive(who.head) else None) or who


def neighbour(verb: "Token") -> "Token | None":
    """Return the name beside a verb of saying that the parse hung elsewhere: "said Issa"."""
    doc, sentence = verb.doc, verb.sent
    if is_passive(verb) or verb.tag_ in ("VB", "VBG"):
        return None
    head = None
    for token in doc[verb.i + 1 : sentence.end]:
        if token.pos_ not in NAME_WORDS:
            break
        head = token
    if head is not None and head.pos_ == "PROPN":
        return head
    if verb.i == sentence.start or doc[verb.i - 1].pos_ not in ("PROPN", "PRON"):
        return None
    return doc[verb.i - 1]


def holder(noun: "Token") -> "Token | None":
    """Return whose a noun of saying is; for "repeated his claim", whoever repeats it."""
    owner = subject_of_noun(noun)
    verb = noun.head
    if owner is not None and owner.head == verb and verb.lemma_ in RECEIVING:
        return None
    if owner is None or owner.lower_ not in OWN or owner.head != noun or noun.dep_ != "dobj":
        return owner
    if is_passive(verb) or any(h.cue.family in OTHERS for h in hits(verb, "statements")):
        return owner
    other = subject(verb)
    return other if other is not None and _agrees(owner, other) else owner


def _agrees(owner: "Token", other: "Token") -> bool:
    """Say whether a possessive pronoun may mean a subject, by number and person."""
    kind = OWN[owner.lower_]
    if kind in ("i", "we") or other.lower_ in ("i", "we"):
        return bool(other.lower_ == kind)
    plural = other.tag_ in ("NNS", "NNPS") or other.lower_ == "they" or len(spread(other)) > 1
    return plural == (kind == "p")


@lru_cache
def media() -> frozenset[str]:
    """Return the nouns for what words are issued in: "statement", "letter", "poll"."""
    return frozenset(row["lemma"] for row in rows("media"))

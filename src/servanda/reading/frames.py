"""Statements by the frames of their cue words: clause, infinitive, object, preposition, noun."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from servanda.lexicon.cues import cues
from servanda.reading.context import Context, Sentence
from servanda.reading.drafts import Draft, Spans, token_spans
from servanda.reading.match import Hit, hits
from servanda.reading.quotes import Quote, quote_at
from servanda.reading.sources import holder, teller
from servanda.reading.syntax import (
    OBJECTS,
    SUBJECTS,
    agent,
    clause_of,
    is_passive,
    patient,
    preposition,
    preposition_object,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

# Families of inner states: "I think", "you know" mark a way of speaking, not a report.
INNER = frozenset({"think", "know", "want", "hope", "fear", "intend", "agree", "feel", "boast"})
SELF = frozenset({"you", "one"})
REASONS = frozenset({"for", "over", "as"})
LEAST = 0.4  # drafts less sure than this are not kept


def frame_drafts(context: Context, quotes: tuple[Quote, ...]) -> Iterator[Draft]:
    """Yield a draft for every cue word that stands in one of its constructions."""
    for sentence in context.sentences:
        for token in sentence:
            if token.pos_ in ("VERB", "AUX"):
                draft = _first(_verb(sentence, h) for h in hits(token, "statements"))
            elif token.pos_ in ("NOUN", "PROPN"):
                draft = _first(_noun(sentence, h) for h in hits(token, "statements"))
            elif token.pos_ == "ADJ":
                draft = _first(_adjective(sentence, h) for h in hits(token, "statements"))
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


def content_of(sentence: Sentence, hit: Hit) -> Spans | None:
    """Return what a verb governs in one of its constructions, or None."""
    return _content(sentence, hit)[0]


def noun_content(sentence: Sentence, hit: Hit) -> Spans | None:
    """Return what a noun or adjective governs: "the demand for ...", "the refusal to ..."."""
    word = hit.head
    child = next((c for c in word.children if c.dep_ in ("acl", "ccomp", "xcomp")
                  and _noun_clause(c, hit.cue.frames)), None)  # fmt: skip
    if child is not None:
        return token_spans(sentence, _subtree(child))
    prep = preposition(word, hit.cue.prepositions)
    below = prep and (clause_of(prep) or preposition_object(prep))
    return token_spans(sentence, list(below.subtree)) if below is not None else None


def _content(sentence: Sentence, hit: Hit) -> tuple[Spans | None, float, str]:
    """Return the content of a verb, how sure its construction is, and the construction's name."""
    frames = hit.cue.frames
    tries: tuple[tuple[bool, Callable[[Sentence, Hit], Spans | None], float, str], ...] = (
        (True, _clause, 0.8, "that"),
        (True, _infinitive, 0.75, "to"),
        ("as" in frames, _as, 0.7, "as"),
        ("oprd" in frames, _oprd, 0.7, "oprd"),
        (bool(hit.cue.prepositions), _prep, 0.6, "prep"),
        ("obj" in frames, _object, 0.5, "obj"),
        ("that" in frames, _surrounding, 0.7, "around"),
    )
    for allowed, find, score, name in tries:
        found = find(sentence, hit) if allowed else None
        if found:
            return found, score, name
    return None, 0.0, ""


def _verb(sentence: Sentence, hit: Hit) -> Draft | None:
    verb, frames = hit.head, hit.cue.frames
    if verb.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    source = teller(verb)
    addressees: tuple[Token, ...] = ()
    passive = is_passive(verb)
    found, score, frame = _content(sentence, hit)
    if not found:
        return None
    if "obj-to" in frames or hit.cue.lemma in ("tell", "inform", "warn", "remind", "assure"):
        target = patient(verb)
        addressees = (target,) if target is not None and target != source else ()
    if source is None and not passive:
        score -= 0.25
    return Draft(sentence, hit, found, source, addressees=addressees,
                 confidence=score, rule=f"{hit.cue.id}/{frame}")  # fmt: skip


def _without(tokens: "list[Token]", *drop: "Token | None") -> "list[Token]":
    """Return tokens without the subtrees of others."""
    gone = {t.i for d in drop if d is not None for t in d.subtree}
    return [t for t in tokens if t.i not in gone]


def _subtree(head: "Token") -> "list[Token]":
    """Return a clause without its opening "that"."""
    tokens = sorted(head.subtree, key=lambda t: t.i)
    while tokens and (
        tokens[0].is_punct or (tokens[0].lower_ == "that" and tokens[0].pos_ == "SCONJ")
    ):
        tokens = tokens[1:]
    return tokens


def _clause(sentence: Sentence, hit: Hit) -> Spans | None:
    """Content as a finite clause: "said (that) ...", "..., X said", "explained why ..."."""
    if not hit.cue.frames & {"that", "q"}:
        return None
    verb = hit.head
    child = next(
        (c for c in verb.children if c.dep_ in ("ccomp", "csubjpass") and not _is_infinitive(c)),
        None,
    )
    if child is None and is_passive(verb):
        child = next((c for c in verb.children if c.dep_ == "csubj"), None)
    if child is None:
        return None
    mine = {t.i for t in hit.tokens}
    tokens = [t for t in _subtree(child) if t.i not in mine]
    return token_spans(sentence, tokens)


def _is_infinitive(verb: "Token") -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _infinitive(sentence: Sentence, hit: Hit) -> Spans | None:
    """Content as an infinitive or gerund: "promised to", "told X to", "denied doing"."""
    verb, frames = hit.head, hit.cue.frames
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep_ not in ("xcomp", "ccomp") and not (
            child.dep_ == "advcl" and "obj-to" in frames
        ):
            continue
        infinitive = _is_infinitive(child)
        has_object = any(c.dep_ in OBJECTS for c in verb.children) or child.dep_ == "ccomp"
        raising = passive and "that" in frames and agent(verb) is None  # "is said to have left"
        if infinitive and not frames & {"to", "obj-to"} and not raising:
            continue
        if infinitive and "to" not in frames and not (has_object or passive):
            continue
        if infinitive and "obj-to" not in frames and has_object and child.dep_ == "advcl":
            continue
        if not infinitive and not (child.tag_ == "VBG" and "ing" in frames):
            continue
        if hit.cue.family == "refuse" and not any(hits(child, "statements")):
            continue  # "refused to say" tells of words, "refused to leave" does not
        tokens = _subtree(child)
        if passive and (raising or "to" in frames) and agent(verb) is None:
            raised = subject(verb)  # "X is expected to win": X belongs to what is expected
            if raised is not None:
                tokens = [*raised.subtree, *tokens]
        elif child.dep_ == "xcomp" and infinitive and hit.cue.family in ("want", "think", "call"):
            target = patient(verb)
            tokens = [*(target.subtree if target is not None else ()), *tokens]
        return token_spans(sentence, tokens)
    return None


def _as(sentence: Sentence, hit: Hit) -> Spans | None:
    verb = hit.head
    prep = next((c for c in verb.children if c.lower_ == "as" and c.dep_ in ("prep", "mark")), None)
    if prep is None:
        return None
    target = patient(verb)
    tokens = list(prep.subtree)
    if target is not None:
        tokens += list(_without(list(target.subtree), verb if verb in target.subtree else None))
    return token_spans(sentence, tokens)


def _oprd(sentence: Sentence, hit: Hit) -> Spans | None:
    verb = hit.head
    named = next((c for c in verb.children if c.dep_ in ("oprd", "ccomp")), None)
    if named is None:
        return None
    tokens = list(named.subtree)
    if (target := patient(verb)) is not None and verb not in target.subtree:
        tokens += list(target.subtree)
    return token_spans(sentence, tokens)


def _prep(sentence: Sentence, hit: Hit) -> Spans | None:
    verb = hit.head
    words = hit.cue.prepositions
    if hit.rest and hit.rest[-1].lower_ in words | {
        "for",
        "on",
        "to",
        "with",
        "of",
        "against",
        "at",
    }:
        prep: Token | None = hit.rest[-1]
    else:
        prep = preposition(verb, words)
        target = patient(verb)
        if prep is None and target is not None and target.i > verb.i:
            prep = preposition(target, words)  # "accused him of lying" may hang on "him"
    if prep is None:
        return None
    below = clause_of(prep) or preposition_object(prep)
    if below is None:
        return None
    return token_spans(
        sentence, _without(list(below.subtree), verb if verb in below.subtree else None)
    )


def _object(sentence: Sentence, hit: Hit) -> Spans | None:
    verb = hit.head
    target = patient(verb)
    if hit.rest:
        below = preposition_object(hit.rest[-1])
        target = below or target
    if target is None or (target == subject(verb) and not is_passive(verb)):
        return None
    if target.lower_ in ("themselves", "himself", "herself", "itself", "who", "which", "that"):
        return None
    drop = verb if verb.i in {t.i for t in target.subtree} else None
    tokens = _without(list(target.subtree), drop)
    if hit.cue.family in ("accuse", "praise"):
        reasons = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in REASONS)
        tokens += [t for c in reasons for t in c.subtree]
    return token_spans(sentence, tokens)


def _surrounding(sentence: Sentence, hit: Hit) -> Spans | None:
    """Content around a parenthetical cue: "The plan, he said, is dead."."""
    verb = hit.head
    if verb.dep_ not in ("parataxis", "ccomp", "advcl", "conj", "dep") or verb.head == verb:
        return None
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None) or agent(verb)
    marked = any(c.dep_ == "mark" for c in verb.children)
    if own is None or (marked and verb.dep_ != "advcl") or verb.head.pos_ not in ("VERB", "AUX"):
        return None
    if verb.dep_ == "advcl" and not any(c.lower_ == "as" for c in verb.children):
        return None
    if verb.dep_ in ("ccomp", "conj") and not _set_off(verb):
        return None
    return token_spans(sentence, _without(list(verb.head.subtree), verb)) or None


def _set_off(verb: "Token") -> bool:
    """Say whether a short clause stands between commas or quotation marks."""
    tokens = sorted(verb.subtree, key=lambda t: t.i)
    doc = verb.doc
    before = doc[tokens[0].i - 1] if tokens[0].i else None
    opens = before is not None and before.text in (",", '"', "-", "?", "!")
    return len(tokens) < 16 and (opens or tokens[0].text in (",", '"'))


def _noun(sentence: Sentence, hit: Hit) -> Draft | None:
    noun, frames = hit.head, hit.cue.frames
    if noun.dep_ in ("compound", "nmod"):
        return None
    source = holder(noun)
    score = 0.55
    child = next(
        (c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl", "appos")
         and _noun_clause(c, frames)), None,
    )  # fmt: skip
    if child is not None:
        tokens = _subtree(child)
    else:
        prep = preposition(noun, hit.cue.prepositions)
        below = prep and (clause_of(prep) or preposition_object(prep))
        if below is None or source is None:
            return None
        if noun.dep_ not in ("nsubj", "dobj", "pobj", "nsubjpass", "attr", "conj", "ROOT", "appos"):
            return None
        tokens, score = list(below.subtree), 0.45
    if source is not None and source.i in {t.i for t in tokens}:
        source = None
    if source is None:
        score -= 0.15
    if score < 0.4:
        return None
    return Draft(sentence, hit, token_spans(sentence, tokens), source,
                 confidence=score, rule=hit.cue.id)  # fmt: skip


def _noun_clause(clause: "Token", frames: frozenset[str]) -> bool:
    if _is_infinitive(clause):
        return "to" in frames
    return "that" in frames and any(
        c.lower_ == "that" and c.pos_ == "SCONJ" for c in clause.children
    )


def _adjective(sentence: Sentence, hit: Hit) -> Draft | None:
    word, frames = hit.head, hit.cue.frames
    if word.dep_ not in ("acomp", "conj", "oprd"):
        return None
    source = subject(word.head)
    if source is None or source.lower_ in ("it", "there", "this", "that"):
        return None
    for child in (*word.children, *word.head.children):
        fits = (child.dep_ == "ccomp" and "that" in frames) or (
            child.dep_ == "xcomp" and _is_infinitive(child) and "to" in frames
        )
        if fits and child != word:
            return Draft(sentence, hit, token_spans(sentence, _subtree(child)), source,
                         confidence=0.6, rule=hit.cue.id)  # fmt: skip
    prep = preposition(word, hit.cue.prepositions)
    below = prep and (clause_of(prep) or preposition_object(prep))
    if below is None:
        return None
    return Draft(sentence, hit, token_spans(sentence, list(below.subtree)), source,
                 confidence=0.45, rule=hit.cue.id)  # fmt: skip


def _according(sentence: Sentence, hit: Hit) -> Draft | None:
    """Content of "according to X, ...": the clause that the phrase hangs on."""
    first, last = hit.tokens[0], hit.tokens[-1]
    source = next((c for c in last.children if c.dep_ in ("pobj", "dobj")), None)
    if source is None:
        source = next((c for c in first.children if c.dep_ in ("pobj", "dobj")), None)
    if source is None or first.head == first or first.head == source:
        return None
    if source.pos_ in ("NUM", "NOUN") and source.lower_ in UNITS:
        return None
    head = first.head
    while head.pos_ not in ("VERB", "AUX") and head.head != head:
        head = head.head
    tokens = _without(list(head.subtree), first)
    return Draft(sentence, hit, token_spans(sentence, tokens), source,
                 confidence=0.8 if len(hit.rest) else 0.5, rule=hit.cue.id)  # fmt: skip


UNITS = frozenset(
    [
        "cent",
        "day",
        "week",
        "month",
        "year",
        "hour",
        "capita",
        "person",
        "head",
        "se",
        "annum",
        "night",
    ]
)

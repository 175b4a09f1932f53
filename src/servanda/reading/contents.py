"""Contents: which words a cue governs, in each construction that its row in the lexicon allows.

What a verb of saying has beside it belongs to what is said ("accused Chad of lying": Chad and the
lying), but for those who are told ("told reporters that ...").
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from servanda.reading.context import Sentence
from servanda.reading.drafts import Spans, token_spans
from servanda.reading.match import Hit, hits
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

REASONS = frozenset({"for", "over", "as"})
REFLEXIVE = frozenset({"themselves", "himself", "herself", "itself"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
# What hangs on a verb right after its object may belong to the object: "a link to the raid".
CLINGING = frozenset({"of", "to", "for", "about", "with", "against", "between", "over", "from",
                      "toward", "towards", "among", "by"})  # fmt: skip
CONTRAST = frozenset({"while", "whereas", "though", "although"})
TAIL = 14  # words that may stand after a cue that closes its sentence
BARE = frozenset({"VB", "VBP"})
TIMES = frozenset({"DATE", "TIME"})
# Verbs whose object hears the words.
TELLING = frozenset({"tell", "inform", "notify", "brief", "alert", "warn", "remind", "assure",
                     "caution", "advise", "update"})  # fmt: skip
# What "seems" only colours where it stands above: "seemed to mock him" tells of mockery.
WORDED = frozenset({
    "say", "respond", "accuse", "ask", "deny", "call", "discuss", "praise", "complain", "demand",
    "apologise", "boast", "joke", "know", "agree",
})  # fmt: skip
Finder = Callable[[Hit], "list[Token]"]


def content_of(sentence: Sentence, hit: Hit) -> tuple[Spans | None, float, str]:
    """Return the content of a verb, how sure its construction is, and the construction's name."""
    frames = hit.cue.frames
    tries: tuple[tuple[bool, Finder, float, str], ...] = (
        (bool(frames & {"that", "q"}), _clause, 0.8, "that"),
        (True, _infinitive, 0.75, "to"),
        ("as" in frames, _as, 0.7, "as"),
        ("oprd" in frames, _oprd, 0.7, "oprd"),
        (bool(hit.cue.prepositions), _prep, 0.6, "prep"),
        ("obj" in frames, _object, 0.5, "obj"),
        ("that" in frames, _before, 0.6, "around"),
        ("that" in frames, _surrounding, 0.7, "around"),
        ("raise" in frames, _raised, 0.45, "raise"),
    )
    for allowed, find, score, name in tries:
        found = token_spans(sentence, _without_rivals(hit, find(hit))) if allowed else ()
        if found:
            return found, score, name
    return None, 0.0, ""


def noun_phrase_content(sentence: Sentence, hit: Hit) -> Spans:
    """Return what a noun or adjective governs, as a clause or after its preposition."""
    return token_spans(sentence, noun_content(hit) or preposition_content(hit))


def noun_content(hit: Hit) -> "list[Token]":
    """Return what a noun or adjective governs: "the demand for ...", "the refusal to ..."."""
    word, frames = hit.head, hit.cue.frames
    for child in word.children:
        if child.dep_ in ("acl", "ccomp", "xcomp", "relcl", "appos") and noun_clause(child, frames):
            return subtree(child)
    return []


def preposition_content(hit: Hit) -> "list[Token]":
    """Return what stands after the preposition of a noun or adjective: "critical of ..."."""
    prep = preposition(hit.head, hit.cue.prepositions)
    below = (clause_of(prep) or preposition_object(prep)) if prep is not None else None
    return list(below.subtree) if below is not None else []


def noun_clause(clause: "Token", frames: frozenset[str]) -> bool:
    """Say whether a clause tells what a noun is about: "the claim that", "the vow to"."""
    if is_infinitive(clause):
        return "to" in frames
    return "that" in frames and any(
        c.lower_ == "that" and c.pos_ == "SCONJ" for c in clause.children
    )


def is_infinitive(verb: "Token") -> bool:
    """Say whether a verb stands with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def subtree(head: "Token") -> "list[Token]":
    """Return a clause without its opening "that"."""
    tokens = sorted(head.subtree, key=lambda t: t.i)
    while tokens and (
        tokens[0].is_punct or (tokens[0].lower_ == "that" and tokens[0].pos_ == "SCONJ")
    ):
        tokens = tokens[1:]
    return tokens


def without(tokens: "list[Token]", *drop: "Token | None") -> "list[Token]":
    """Return tokens without the subtrees of others."""
    gone = {t.i for d in drop if d is not None for t in d.subtree}
    return [t for t in tokens if t.i not in gone]


def _phrase(head: "Token | None", verb: "Token") -> "list[Token]":
    """Return a noun phrase beside a verb; a clause of it that holds the verb is cut."""
    if head is None or head.lower_ in REFLEXIVE:
        return []
    if verb.dep_ == "relcl" and verb.head == head:
        pronoun = next((c for c in verb.children if c.lower_ in RELATIVES
                        and c.dep_ in (*OBJECTS, *SUBJECTS)), None)  # fmt: skip
        if pronoun is not None:
            return [pronoun]
    tokens = list(head.subtree)
    if verb.i in {t.i for t in tokens}:
        low = min((t.i for t in verb.subtree), default=verb.i)
        tokens = [t for t in without(tokens, verb) if t.i < low or t.i == head.i]
    return tokens


def _beside(hit: Hit) -> "list[Token]":
    """Return the object of a verb where it belongs to the content."""
    if hit.cue.lemma in TELLING:
        return []
    target = preposition_object(hit.rest[-1]) if hit.rest else None
    target = target or patient(hit.head)
    return _phrase(target, hit.head)


def _also(hit: Hit, first: "Token") -> "list[Token]":
    """Return bare infinitives that the parse joined to the cue, but which follow the first one.

    "planned to revive sales, then hand over the park": nobody "planned ... hand".
    """
    verb = hit.head
    if verb.tag_ in BARE or not is_infinitive(first):
        return []
    places = [verb, *([verb.head] if verb.tag_ == "VBG" and verb.head.tag_ not in BARE else [])]
    found = [c for place in places for c in place.children
             if c.dep_ in ("conj", "dep") and c.tag_ in BARE and c.i > first.i
             and not any(x.dep_ in ("aux", "auxpass", *SUBJECTS) for x in c.children)]  # fmt: skip
    return [t for c in found for t in c.subtree]


def _clause(hit: Hit) -> "list[Token]":
    """Content as a finite clause: "said (that) ...", "..., X said", "explained why ..."."""
    verb = hit.head
    found = [c for c in verb.children
             if c.dep_ in ("ccomp", "csubjpass") and not is_infinitive(c)]  # fmt: skip
    if not found and is_passive(verb):
        found = [c for c in verb.children if c.dep_ == "csubj"]
    found = found or _in_what_was_issued(verb)
    child = next((c for c in found if c.i > verb.i), found[0] if found else None)
    if child is None or (child.i < verb.i and any(_raises(hit, c) for c in verb.children)):
        return []
    mine = {t.i for t in hit.tokens}
    tokens = [t for t in subtree(child) if t.i not in mine]
    return _with_gap(hit, child, tokens) if child.i > verb.i else tokens


def _in_what_was_issued(verb: "Token") -> "list[Token]":
    """Return the clause that the parse hung on a noun: "said in a statement that ..."."""
    nouns = (preposition_object(c) for c in verb.children
             if c.dep_ == "prep" and c.lower_ in ("in", "on", "at", "during", "to"))  # fmt: skip
    that = frozenset({"that"})
    return [c for n in nouns if n is not None for c in n.children
            if c.dep_ in ("acl", "ccomp", "relcl") and noun_clause(c, that)]  # fmt: skip


def _before(hit: Hit) -> "list[Token]":
    """Content that ends with a comma before a cue that closes its sentence, whatever the parse.

    "Those who do struggle, he said.", "..., wrote the director on Tuesday."
    """
    verb = hit.head
    own = next((c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "nsubjpass"), None)
    if own is None or is_passive(verb) or any(c.dep_ == "mark" for c in verb.children):
        return []
    sentence = verb.sent
    first = min(*(t.i for t in own.subtree), verb.i)
    rest = verb.doc[max(*(t.i for t in own.subtree), verb.i) + 1 : sentence.end]
    comma = verb.doc[first - 1] if first > sentence.start else None
    if comma is None or comma.text != "," or len(rest) > TAIL or any(map(_finite, rest)):
        return []
    before = list(verb.doc[sentence.start : first - 1])
    opens = before[0] if before else verb
    if hit.cue.family != "say" or opens.pos_ in ("SCONJ", "ADP", "CCONJ") or opens.tag_ == "WRB":
        return []
    return before if any(map(_finite, before)) else []


def _finite(token: "Token") -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _without_rivals(hit: Hit, tokens: "list[Token]") -> "list[Token]":
    """Cut from content the clauses in which the author turns to what others say.

    "some say it rained, while others said it did not"; "mocked a story that Chad says is true".
    """
    inside = {t.i for t in tokens}
    gone = {x.i for t in tokens if t.head.i in inside and t.i != hit.head.i
            and _rival(hit.head, t) for x in t.subtree}  # fmt: skip
    kept = [t for t in tokens if t.i not in gone]
    return kept or tokens


def _rival(verb: "Token", other: "Token") -> bool:
    own = next((c for c in other.children if c.dep_ == "nsubj"), None)
    if own is None or other.dep_ not in ("advcl", "conj", "relcl", "parataxis"):
        return False
    if own.pos_ == "PRON" and own.lower_ not in ("others", "some", "many"):
        return False
    if other.dep_ == "advcl" and not any(c.lower_ in CONTRAST for c in other.children):
        return False
    if other.dep_ in ("conj", "parataxis") and other.tag_ != verb.tag_:
        return False
    return any("that" in h.cue.frames for h in hits(other, "statements"))


def _raises(hit: Hit, child: "Token") -> bool:
    """Say whether an infinitive tells what a passive cue is about: "is expected to win"."""
    return child.dep_ == "xcomp" and is_infinitive(child) and is_passive(hit.head)


def _with_gap(hit: Hit, clause: "Token", tokens: "list[Token]") -> "list[Token]":
    """Add the words between a cue and a clause that the parse left without its subject.

    "said about half of the rise reflected losses": "about half" hangs on "said".
    """
    if any(c.dep_ in SUBJECTS or c.dep_ == "expl" for c in clause.children) or not tokens:
        return tokens
    start, end = hit.tokens[-1].i + 1, min(t.i for t in tokens)
    gap = list(clause.doc[start:end])
    stray = [c for c in hit.head.children if start <= c.i < end and c.dep_ in ("prep", "dobj")]
    if not stray or hit.cue.lemma in TELLING or any(t.is_punct for t in gap):
        return tokens
    return [*gap, *tokens]


def _infinitive(hit: Hit) -> "list[Token]":
    """Content as an infinitive or gerund: "promised to", "told X to", "denied doing"."""
    verb, frames = hit.head, hit.cue.frames
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep_ not in ("xcomp", "ccomp") and not (
            child.dep_ == "advcl" and frames & {"obj-to", "p:for"}
        ):
            continue
        infinitive = is_infinitive(child)
        for_to = infinitive and any(c.dep_ == "mark" and c.lower_ == "for" for c in child.children)
        if for_to and "p:for" in frames:
            return without(subtree(child), next(c for c in child.children if c.dep_ == "mark"))
        if not _allowed(hit, child, infinitive=infinitive, passive=passive):
            continue
        tokens = subtree(child) + _also(hit, child)
        if child.dep_ != "ccomp" or passive:
            tokens += _beside(hit) if passive or frames & {"obj-to"} else []
        return tokens
    return []


def _allowed(hit: Hit, child: "Token", *, infinitive: bool, passive: bool) -> bool:
    verb, frames = hit.head, hit.cue.frames
    has_object = any(c.dep_ in OBJECTS for c in verb.children) or child.dep_ == "ccomp"
    has_object = has_object or bool(hit.rest)  # "called on the Council to"
    raising = passive and "that" in frames and agent(verb) is None  # "is said to have left"
    if not infinitive:
        return child.tag_ == "VBG" and "ing" in frames
    if child.dep_ == "advcl" and not (has_object and "obj-to" in frames):
        return False
    if not frames & {"to", "obj-to"}:
        return raising
    return "to" in frames or has_object or passive


def _worded(verb: "Token") -> bool:
    """Say whether a verb below another tells of words: "say" in "refused to say"."""
    return any(h.cue.family in WORDED for h in hits(verb, "statements"))


def _as(hit: Hit) -> "list[Token]":
    verb = hit.head
    places = [verb, *(t for t in hit.rest), *([p] if (p := patient(verb)) is not None else [])]
    if hit.cue.prepositions & {"to"} and (to := preposition(verb, {"to"})) is not None:
        places += [to, *([o] if (o := preposition_object(to)) is not None else [])]
    prep = next((c for place in places for c in place.children if c.lower_ == "as"
                 and c.dep_ in ("prep", "mark") and c.i > verb.i), None)  # fmt: skip
    if prep is None:
        return []
    target = next((preposition_object(p) for p in places if p.lower_ == "to"), None)
    return [*prep.subtree, *(_phrase(target, verb) if target else _beside(hit))]


def _oprd(hit: Hit) -> "list[Token]":
    verb = hit.head
    named = next((c for c in verb.children if c.dep_ in ("oprd", "ccomp")), None)
    target = patient(verb)
    if named is None and target is not None and not is_passive(verb):
        named = next((c for c in target.children if c.dep_ == "appos"), None)
    if named is None:
        return []
    return [*named.subtree, *_beside(hit)]


def _prep(hit: Hit) -> "list[Token]":
    verb, words = hit.head, hit.cue.prepositions
    if hit.rest and hit.rest[-1].pos_ == "ADP":
        prep: Token | None = hit.rest[-1]
    else:
        prep = preposition(verb, words)
        target = patient(verb)
        if prep is None and target is not None and target.i > verb.i:
            prep = preposition(target, words)  # "accused him of lying" may hang on "him"
    below = (clause_of(prep) or preposition_object(prep)) if prep is not None else None
    if below is None or (below.ent_type_ in TIMES and below.pos_ != "VERB"):
        return []
    rest = without(list(below.subtree), verb if verb in below.subtree else None)
    target = patient(verb)
    return rest + (_phrase(target, verb) if target is not None and not hit.rest
                   and hit.cue.lemma not in TELLING else [])  # fmt: skip


def _object(hit: Hit) -> "list[Token]":
    verb = hit.head
    target = (preposition_object(hit.rest[-1]) if hit.rest else None) or patient(verb)
    if target is None or (target == subject(verb) and not is_passive(verb)):
        return []
    tokens = _phrase(target, verb)
    if not tokens or target.i < verb.i:
        return tokens
    for child in verb.children:
        first = min(t.i for t in child.subtree)
        if first > tokens[-1].i and _clings(hit, child, close=first == tokens[-1].i + 1):
            tokens = sorted({*tokens, *child.subtree}, key=lambda t: t.i)
    return tokens


def _clings(hit: Hit, child: "Token", *, close: bool) -> bool:
    """Say whether what follows the object of a cue belongs to the content."""
    if child.dep_ == "prep":
        reason = hit.cue.family in ("accuse", "praise") and child.lower_ in REASONS
        return reason or (close and child.lower_ in CLINGING and not _agent(child))
    return close and hit.cue.family == "show" and child.dep_ in ("xcomp", "advcl", "acl")


def _agent(prep: "Token") -> bool:
    return prep.lower_ == "by" and is_passive(prep.head)


def _raised(hit: Hit) -> "list[Token]":
    """Content of "seems": its subject and what it seems to be or do."""
    verb = hit.head
    below = next((c for c in verb.children if c.dep_ in ("xcomp", "oprd", "acomp")), None)
    who = subject(verb)
    if below is None or who is None or _worded(below):
        return []
    return [*subtree(below), *_phrase(who, verb)]


def _surrounding(hit: Hit) -> "list[Token]":
    """Content around a parenthetical cue: "The plan, he said, is dead."."""
    verb = hit.head
    if verb.dep_ not in ("parataxis", "ccomp", "advcl", "conj", "dep") or verb.head == verb:
        return []
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None) or agent(verb)
    marked = any(c.dep_ == "mark" for c in verb.children)
    if any(c.dep_ in ("xcomp", "ccomp", *OBJECTS) for c in verb.children):
        return []  # it has a content of its own
    if own is None or (marked and verb.dep_ != "advcl") or verb.head.pos_ not in ("VERB", "AUX"):
        return []
    if verb.dep_ == "advcl" and not any(c.lower_ == "as" for c in verb.children):
        return []
    if verb.dep_ in ("ccomp", "conj") and not _set_off(verb):
        return []
    return without(list(verb.head.subtree), verb)


def _set_off(verb: "Token") -> bool:
    """Say whether a short clause stands between commas or quotation marks."""
    tokens = sorted(verb.subtree, key=lambda t: t.i)
    before = verb.doc[tokens[0].i - 1] if tokens[0].i else None
    opens = before is not None and before.text in (",", '"', "-", "?", "!")
    return len(tokens) < 16 and (opens or tokens[0].text in (",", '"'))

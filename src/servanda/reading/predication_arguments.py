"""The arguments of a predicating word: who, whom, to whom, by whom, where from, of what."""

from msgspec.structs import replace

from servanda.lexicon.entities import load_entities
from servanda.lexicon.keys import name_key
from servanda.model.predications import Argument, Role
from servanda.reading.names.find import is_word
from servanda.reading.predication_phrases import RELATIVE, TIMES, Found, is_time
from servanda.reading.predication_verbs import SUBJECTS, Verb
from servanda.reading.syntax import subject as subject_by_parse
from servanda.reading.words import Words

GIVING = frozenset({"give", "hand", "hand over", "transfer", "return", "cede", "grant", "offer",
                    "deliver", "send", "sell", "pay", "tell", "promise", "supply", "provide",
                    "lend", "award", "surrender", "concede", "show", "restore"})  # fmt: skip
TELLING = frozenset({"tell", "inform", "assure", "promise", "remind", "warn", "notify"})
OWN_DEED = frozenset({"promise", "vow", "pledge", "swear"})  # "promised him to leave": who promises
# Verbs whose subject does the deed that their object names: "made an attack", "began the retreat".
DOING = frozenset({"make", "launch", "conduct", "carry out", "begin", "start", "continue",
                   "complete", "announce", "suspend", "halt", "delay", "postpone", "finish",
                   "resume", "pledge", "promise", "plan", "undertake", "commit", "cease",
                   "speed up", "step up", "stage", "mount", "initiate"})  # fmt: skip
NO_OBJECT = frozenset({"come", "go", "meet", "arrive", "stay", "sit", "stand", "fall", "rise",
                       "return", "agree", "try", "speak", "talk"})  # fmt: skip
# What "it" is said to be where it stands for somebody: "it is ready to sign".
ABLE = frozenset({"able", "unable", "ready", "willing", "unwilling", "determined", "bound", "free",
                  "obliged", "prepared", "due", "set", "likely", "unlikely", "eager", "keen",
                  "certain", "sure", "entitled", "reluctant", "committed", "party"})  # fmt: skip


def arguments_of(w: Words, verb: Verb, verbs: dict[int, Verb]) -> tuple[Argument, ...]:
    """Return the arguments of a predicating word, the subject first."""
    found = Found(w)
    if verb.form == "noun":
        _noun(found, verb, verbs)
        return tuple(found.arguments)
    _subject(found, verb, verbs)
    there = any(w.dep[k] == "expl" and w.low[k] == "there" for k in verb.kids)
    for k in verb.kids:
        dep = w.dep[k]
        if k in verb.dropped and dep != "prt":
            _below(found, w.children(k, "prep"), verb)
            for inner in w.children(k, "pobj"):
                _below(found, w.children(inner, "prep"), verb)
        elif dep in ("dobj", "obj"):
            found.put("recipient" if _addressed(w, verb) else "object", k)
        elif dep in ("attr", "acomp", "oprd") and not (there and dep == "attr"):
            found.put("attribute", k)
            if w.lemma[verb.word] == "be" or dep == "acomp":
                _below(found, w.children(k, "prep"), verb, attribute=True)
        elif dep == "dative":
            inner = w.child(k, "pobj")
            found.put("recipient", inner if inner >= 0 else k)
        elif dep == "npadvmod" and w.pos[k] in ("NOUN", "PROPN"):
            found.put("oblique", k)
    _below(found, [k for k in verb.kids if k not in verb.dropped], verb)
    _gap(found, verb)
    _shared_object(found, verb, verbs)
    return tuple(found.arguments)


def _addressed(w: Words, verb: Verb) -> bool:
    """Say whether the object is who is told what a clause says: "told reporters that"."""
    return verb.lemma in TELLING and any(w.dep[k] in ("ccomp", "xcomp") for k in verb.kids)


def _subject(found: Found, verb: Verb, verbs: dict[int, Verb]) -> None:
    w, i, first = found.w, verb.word, verb.chain[0]
    own = next((k for k in verb.kids if w.dep[k] in SUBJECTS and not _bare_number(w, k)), -1)
    if own >= 0:
        found.put("subject", own)
        return
    there = next((k for k in verb.kids if w.dep[k] == "expl"), -1)
    if there >= 0:
        attribute = next((k for k in verb.kids if w.dep[k] in ("attr", "dobj")), -1)
        if attribute >= 0:
            found.put("subject", attribute)
        return
    known = _controlled(w, verb, verbs)
    if known is None:
        token = subject_by_parse(w.sentence.tokens[i if first == i else first])
        known = token.i - w.sentence.span.start if token is not None else -1
    if _empty(w, known) or (known >= 0 and verb.form == "infinitive" and w.lemma[known] in TIMES):
        return
    if 0 <= known < len(w) and known not in (i, first):
        found.put("subject", known, implied=True)


def _own_subject(w: Words, verb: Verb) -> int:
    return next((k for k in verb.kids if w.dep[k] in SUBJECTS), -1)


def _bare_number(w: Words, k: int) -> bool:
    """Say whether a subject is a day's number that the parse hung there, not "two of them"."""
    return w.pos[k] == "NUM" and w.low[k][:1].isdigit() and w.child(k, "prep", "nummod") < 0


def _empty(w: Words, i: int) -> bool:
    """Say whether a subject is the empty one of "it is illegal to", that does no deed below."""
    if i < 0 or w.low[i] != "it":
        return False
    said = [k for k in w.kids[w.head[i]] if w.dep[k] in ("acomp", "attr")]
    return any(w.lemma[k] not in ABLE for k in said)


def _controlled(w: Words, verb: Verb, verbs: dict[int, Verb]) -> int | None:
    """Return the subject that the verb above gives, -1 for none, None where the parse decides."""
    first, dep, h = verb.chain[0], w.dep[verb.chain[0]], w.head[verb.chain[0]]
    if dep == "acl" and w.low[h] == "order" and w.low[w.head[h]] == "in":
        over = verbs.get(w.head[w.head[h]])
        own = _own_subject(w, over) if over is not None else -1
        return own if own >= 0 or over is None else _controlled(w, over, verbs)
    if dep == "acl" and verb.passive:
        return h
    if dep == "ROOT" and verb.form == "finite" and w.tag[verb.word] == "VB":
        return -1
    above = verbs.get(h)
    if dep == "conj" and above is not None and above.form != "noun":
        own = _own_subject(w, above)
        return own if own >= 0 else None
    if dep == "xcomp" and above is not None and w.lemma[above.word] in OWN_DEED:
        own = _own_subject(w, above)
        return own if own >= 0 and not above.passive else None
    if dep == "relcl" and any(w.low[k] in RELATIVE for k in w.kids[first][:1]):
        return None
    if dep == "pcomp" and w.dep[h] == "prep" and verbs.get(w.head[h]) is None:
        return -1 if w.pos[w.head[h]] not in ("VERB", "AUX", "PROPN", "NOUN") else None
    return None


def _below(found: Found, kids: list[int], verb: Verb, *, attribute: bool = False) -> None:
    """Add what prepositions lead to."""
    w = found.w
    for k in kids:
        if w.dep[k] not in ("prep", "agent") and not (w.dep[k] == "dative" and attribute):
            continue
        led, words = k, [w.low[k]]
        inner = w.child(k, "prep")
        if inner >= 0 and w.child(k, "pobj", "pcomp") < 0:
            led, words = inner, [w.low[k], w.low[inner]]
        if words == ["out", "of"] and "out" in verb.lemma.split():
            words = ["of"]
        for noun in w.children(led, "pobj"):
            if w.low[noun] == "order" and words == ["in"] and w.child(noun, "acl") >= 0:
                continue  # "in order to": the infinitive says it
            role: Role = "oblique"
            if words == ["by"] and (w.dep[k] == "agent" or verb.passive or verb.form == "noun"):
                role = "oblique" if is_time(w, noun) else "agent"
            elif words == ["of"] and (attribute or verb.form == "noun"):
                role = "of"
            elif words == ["to"] and verb.lemma in GIVING:
                role = "recipient"
            found.put(role, noun, "" if role in ("agent", "of") else " ".join(words))


def _gap(found: Found, verb: Verb) -> None:
    """Add what a relative clause leaves out: "the treaty Russia signed", "the land they left"."""
    w, first = found.w, verb.chain[0]
    if w.dep[first] != "relcl" or verb.passive or not found.has("subject"):
        return
    noun = w.head[first]
    place = w.at[noun]
    if w.lemma[noun] in TIMES or any(a.head == place for a in found.arguments):
        return
    for k in verb.kids:
        if w.dep[k] == "prep" and not w.kids[k] and k not in verb.dropped:
            found.put("oblique", noun, w.low[k])
            return
    if (
        verb.form != "copula"
        and not found.has("object", "attribute")
        and not any(w.dep[k] in ("ccomp", "xcomp", "prep") or w.tag[k] == "WRB" for k in verb.kids)
    ):
        found.put("object", noun)


def _shared_object(found: Found, verb: Verb, verbs: dict[int, Verb]) -> None:
    """Give "signed" of "signed and ratified the treaty" the treaty too."""
    w, i = found.w, verb.word
    if verb.form == "copula" or verb.passive or verb.lemma in NO_OBJECT or found.has("object"):
        return
    for k in w.kids[i]:
        other = verbs.get(k)
        if w.dep[k] != "conj" or other is None or other.form == "noun" or other.passive:
            continue
        between = range(i + 1, k)
        if len(between) < 4 and all(w.dep[x] in ("cc", "advmod", "neg", "preconj") or
                                    w.low[x] == "then" for x in between):  # fmt: skip
            for noun in (x for x in other.kids if w.dep[x] == "dobj" and x > k):
                found.put("object", noun, implied=True)


def _noun(found: Found, verb: Verb, verbs: dict[int, Verb]) -> None:
    w, i = found.w, verb.word
    for k in verb.kids:
        dep = w.dep[k]
        if dep == "poss" or (dep in ("amod", "compound", "nmod") and _of_a_people(w, k)):
            found.put("possessor", k)
        elif dep in ("compound", "nmod") and w.pos[k] in ("NOUN", "PROPN"):
            found.put("of", k)
        elif dep == "dobj":
            found.put("object", k)
    _below(found, verb.kids, verb)
    if not found.has("agent"):
        _agent_beneath(found, verb)
    h = w.head[i]
    if w.dep[i] == "conj" and (first := verbs.get(h)) is not None and first.form == "noun":
        _shared_noun(found, first)
    for k in w.children(i, "conj"):
        if (later := verbs.get(k)) is not None and later.form == "noun" and not found.has("of"):
            for prep in w.children(k, "prep"):
                for noun in w.children(prep, "pobj") if w.low[prep] == "of" else []:
                    found.put("of", noun, implied=True)
    _doer_above(found, verb, verbs)


def _agent_beneath(found: Found, verb: Verb) -> None:
    """Add who does it where the parse hung "by" on what it is done to."""
    w = found.w
    for of in (k for k in verb.kids if w.low[k] == "of"):
        for noun in w.children(of, "pobj"):
            _below(found, [k for k in w.kids[noun] if w.low[k] == "by"], verb)


def _doer_above(found: Found, verb: Verb, verbs: dict[int, Verb]) -> None:
    """Give a noun the doer of the verb above, where that verb's subject does what the noun says."""
    w, i = found.w, verb.word
    above = verbs.get(w.head[i])
    if w.dep[i] != "dobj" or above is None or above.lemma not in DOING:
        return
    if found.has("possessor", "agent"):
        return
    doer = Found(w)
    if above.passive:
        _below(doer, above.kids, above)
    else:
        _subject(doer, above, verbs)
    found.arguments.extend(
        replace(a, role="possessor", implied=True)
        for a in doer.arguments
        if a.role in ("subject", "agent")
    )


def _shared_noun(found: Found, first: Verb) -> None:
    """Give the second of two joined nouns the owner of the first: "its signature and approval"."""
    w = found.w
    if not found.has("possessor", "agent"):
        for k in first.kids:
            if w.dep[k] == "poss":
                found.put("possessor", k, implied=True)


def _of_a_people(w: Words, k: int) -> bool:
    """Say whether a word before a noun names a people, state or person: "the Russian withdrawal".

    A name that the lexicon knows counts however it was tagged, so that all of them are alike.
    """
    written = w.wording(k, k)
    if not written[:1].isupper():
        return False
    key = name_key(written)
    if key in load_entities().names and not is_word(key):
        return True
    kind = w.sentence.tokens[k].ent_type_
    if w.pos[k] == "PROPN" and w.dep[k] != "amod":
        return kind in ("GPE", "NORP", "ORG")
    return w.pos[k] in ("ADJ", "PROPN") and (kind in ("NORP", "GPE") or k > 0)

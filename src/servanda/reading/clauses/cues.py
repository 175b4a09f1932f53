"""Words by which a clause binds, allows or forbids: where they stand and what follows them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.reading.binding import duty_words, law_nouns
from servanda.reading.clauses.segments import Segment
from servanda.reading.match import hits

if TYPE_CHECKING:
    from spacy.tokens import Token

MODALS = {"shall": "obligation", "must": "obligation", "will": "obligation", "may": "permission",
          "can": "permission", "should": "obligation", "would": "obligation"}  # fmt: skip
NEGATIONS = frozenset({"not", "never", "neither", "nor", "n't"})
FINITE = frozenset({"MD", "VBZ", "VBP"})
SUBORDINATORS = frozenset({
    "if", "where", "when", "whenever", "wherever", "once", "unless", "until", "whether", "because",
    "while", "whilst", "although", "though", "as", "than", "since", "insofar", "so",
    "how", "what", "whatever", "why", "case", "lest",
})  # fmt: skip
RELATIVES = frozenset({"which", "who", "that", "whom", "whose"})
STARTS = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "CCONJ"})
PRESENT = frozenset({"VBZ", "VBP"})
PLAIN = frozenset({"undertake", "undertakes", "agree", "agrees", "pledge", "pledges"})
# "It was agreed that B should do": what these verbs tell in the past of a communique binds.
AGREEING = frozenset({"agree", "accept", "decide", "announce", "say", "declare", "state",
                      "resolve", "stipulate", "provide", "stress", "settle"})  # fmt: skip
ASSURING = frozenset({"assure", "guarantee", "ensure", "pledge", "promise", "undertake"})
COUNTING = frozenset({"one", "each", "all", "both", "some", "none", "majority", "member",
                      "members"})  # fmt: skip
HAD = frozenset({"right", "power", "authority", "duty", "obligation", "jurisdiction"})
BACK = 70  # words over which "that" may go on with what was agreed
BOUND = frozenset({"is", "are", "stands", "stand", "remains", "remain", "was", "were"})


@dataclass(frozen=True)
class Cue:
    """A force word: its place `at`, the place `end` after it and what belongs to it, its force.

    `verb` is the place of the main verb, or None where a list brings the verbs. `relative` is the
    word that opens the clause where it hangs on a noun. `name` goes into the rule of the record.
    """

    at: int
    end: int
    force: str
    verb: int | None
    negated: bool = False
    relative: int | None = None
    name: str = ""


def find(segment: Segment, *, plain: bool = False,
         party: "Callable[[Token], bool] | None" = None) -> Iterator[Cue]:  # fmt: skip
    """Yield the cues of a segment in order; those in conditions and purposes are passed over.

    `plain`: verbs in the plain present are cues too, also right behind a `party` where the tagger
    took them for nouns.
    """
    low, high = segment.tokens[0].i, segment.tokens[-1].i
    past = low
    for token in segment.tokens:
        if token.i < past:
            continue
        cue = _modal(token, low, high) or _verb(token, low, high)
        if cue is None and plain:
            cue = present(token, low, high)
            if cue is None and party is not None and token.i > low and party(token.nbor(-1)):
                cue = _mistaken(token, low, high)
        if cue is None:
            continue
        past = max(cue.end, token.i + 1, cue.verb + 1 if cue.verb is not None else 0)
        yield cue


def _modal(token: "Token", low: int, high: int) -> Cue | None:
    word = token.lower_
    if word not in MODALS or token.tag_ in ("NN", "NNP", "CD"):
        return None
    opener = _opener(token, low)
    if opener is not None and opener.lower_ not in RELATIVES:
        return None
    if _coordinate(token):
        return None
    opens = token.i == low or (word == "should" and _inverted(token))
    if opens and (word == "should" or token.text[:1].isupper()):
        return None
    if word in ("should", "can") and opener is not None and opener.lower_ != "that":
        return None
    if word == "would" and (opener is None or opener.lower_ != "that"):
        return None
    end, negated = _after(token, high)
    negated = negated or bool(token.i and token.nbor(-1).lower_ in ("nor", "neither"))
    verb = _main_verb(token, end, high)
    if opener is not None and not _owes(token, opener, verb):
        return None
    return Cue(token.i, end, MODALS[word], verb, negated,
               opener.i if opener is not None else None, word)  # fmt: skip


def _coordinate(token: "Token") -> bool:
    """Say whether a modal only goes on with a verb before it: "are or may be", "agree should"."""
    if token.i < 2:
        return False
    one, two = token.nbor(-1), token.nbor(-2)
    return one.tag_ in FINITE - {"MD"} or (one.pos_ == "CCONJ" and two.tag_ in FINITE)


def _inverted(token: "Token") -> bool:
    """Say whether "should" opens a condition: "Should a dispute arise, ..."."""
    before = token.nbor(-1) if token.i else None
    return before is None or before.text in (",", ";") or token.text == "Should"


def _owes(token: "Token", opener: "Token", verb: int | None) -> bool:
    """Say whether a relative clause binds on its own: "which shall transmit", ", who may"."""
    if opener.lower_ == "whose":
        return True
    before = opener.nbor(-1) if opener.i else None
    if opener.lower_ == "that" and (opener.tag_ != "WDT" or token.lower_ != "shall"):
        if before is not None and before.lower_ == "provided":
            return token.lower_ in ("shall", "must")
        return before is not None and _agreeing(before)
    if opener.nbor(1).lower_ in ("case", "event"):
        return True
    if before is not None and before.lower_ == "of" and before.i > 1:
        counted = before.nbor(-1)  # ", two of whom shall be appointed by", ", the report of which"
        apart = any(t.text == "," for t in token.doc[max(0, before.i - 5) : before.i])
        among = counted.pos_ == "NUM" or counted.lower_ in COUNTING
        return token.lower_ in ("shall", "will") and (among or apart)
    if before is not None and (before.pos_ == "ADP" or before.lower_ in ("to", "failing")):
        # "a time within which objection may be raised"; but ", to whom they shall report"
        apart = before.i > 0 and before.nbor(-1).text == ","
        return apart and (before.lower_ == "failing" or token.lower_ in ("shall", "will", "must"))
    if token.lower_ == "shall":
        return True
    active = opener.i + 1 == token.i
    return active and before is not None and before.text == ","


def _agreeing(token: "Token") -> bool:
    """Say whether a verb before "that" agrees what follows: "agreed that", "agreed, further, that".

    What somebody else assures is that one's own duty, told by the verb itself.
    """
    if token.pos_ == "CCONJ" or token.text == ",":  # "agreed that ..., that ... and that ..."
        before = token.doc[max(1, token.i - BACK) : token.i]
        return any(t.lower_ == "that" and _agreed(t.nbor(-1)) for t in before) or (
            any(_agreed(t) for t in before[-4:])
        )
    return _agreed(token)


def _agreed(token: "Token") -> bool:
    return token.lemma_.lower() in AGREEING and token.tag_ in ("VBZ", "VBP", "VBD", "VBN", "VB")


def _opener(token: "Token", low: int) -> "Token | None":
    """Return the word that makes the clause of a cue depend on another, looking to the left."""
    doc = token.doc
    i = token.i - 1
    comma: int | None = None
    while i >= low:
        t = doc[i]
        if t.text in (";", ":") or t.tag_ in FINITE:
            return None
        if (
            t.text == ","
            and comma is None
            and (
                doc[i + 1].pos_ in STARTS
                or doc[i + 1].lower_ in ("either", "neither", "each", "any")
            )
        ):
            comma = i
        if t.lower_ in RELATIVES and t.tag_ != "DT" and not _pronoun(t):
            return t
        if t.lower_ in SUBORDINATORS and not _phrase(t):
            closed = comma is not None and comma - i >= 2
            return None if closed else t
        i -= 1
    return None


def _pronoun(token: "Token") -> bool:
    """Say whether "that" stands for a thing: "that Party", "that of"."""
    if token.lower_ != "that":
        return False
    before = token.nbor(-1) if token.i else None
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if (
        after is not None
        and after.pos_ in ("NOUN", "PROPN")
        and (before is None or before.text in (",", ";") or before.pos_ in ("ADP", "CCONJ"))
    ):
        return before is None or before.lower_ != "provided"
    return bool(token.tag_ == "DT" or token.dep_ == "det")


def _phrase(token: "Token") -> bool:
    """Say whether a subordinator opens no clause: "as a party", "such as", "so far as possible"."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    word = token.lower_
    if word == "as":
        before = token.nbor(-1).lower_ if token.i else ""
        modal = after is not None and (after.lower_ in MODALS or after.tag_ == "PRP")
        return not modal or before in ("well", "such", "far", "soon")
    if word in ("since", "until", "than"):
        return after is None or after.pos_ not in ("PRON", "DET", "NOUN", "PROPN")
    if word == "so":
        return after is None or after.lower_ != "that"
    before = token.nbor(-1).lower_ if token.i else ""
    return word == "case" and before != "in"


def _after(token: "Token", high: int) -> tuple[int, bool]:
    """Return the place after a modal with its negation and adverbs, and whether it is negated."""
    doc, i, negated = token.doc, token.i + 1, False
    while i <= high and (doc[i].lower_ in NEGATIONS or doc[i].pos_ == "ADV"):
        negated = negated or doc[i].lower_ in NEGATIONS
        i += 1
    words = [doc[k].lower_ for k in range(i, min(i + 3, high + 1))]
    if words[:2] == ["in", "no"] or words[:2] == ["under", "no"] or words[:2] == ["on", "no"]:
        negated = True
    return i, negated


def _main_verb(token: "Token", start: int, high: int) -> int | None:
    """Return the place of the first infinitive that a modal governs, behind inserted phrases."""
    doc = token.doc
    if start > high:
        return None
    if doc[start].tag_ in ("VB", "VBP", "VBN") or doc[start].lemma_ in ("be", "have"):
        return start
    inserted = doc[start].text == ","
    head = token.head
    if token.dep_ == "aux" and token.i < head.i <= high and head.pos_ in ("VERB", "AUX"):
        helpers = [c.i for c in head.children if c.dep_ in ("aux", "auxpass") and c.i > token.i]
        first = min([head.i, *helpers])
        if not any(t.text in (";", ":") for t in doc[start:first]):
            return int(first)
    for i in range(start, min(high + 1, start + 45)):
        t = doc[i]
        if t.text in (";", ":"):
            return None
        behind = not inserted or doc[i - 1].text == "," or doc[i - 1].pos_ == "ADV"
        base = t.tag_ == "VB" or (t.tag_ == "VBP" and t.lemma_ == t.lower_)
        if base and behind and doc[i - 1].lower_ != "to":
            return i
    if doc[start].pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and not inserted:
        return start  # "shall report": the tagger takes the verb for a noun
    return None


def _verb(token: "Token", low: int, high: int) -> Cue | None:
    """Return the cue of a verb or adjective in the present: "undertakes to", "is prohibited"."""
    if token.lower_ in BOUND and token.pos_ in ("AUX", "VERB"):
        return _bound(token, low, high)
    if token.lower_ in ("has", "have") and _opener(token, low) is None:
        return _right(token, high)
    if token.lower_ in ("reserve", "reserves") and _opener(token, low) is None:
        return _right(token, high)
    plain = token.lower_ in PLAIN and not (token.i and token.nbor(-1).tag_ in ("MD", "TO", "DT"))
    if not plain and token.pos_ not in ("VERB", "AUX"):
        return None
    opener = _opener(token, low)
    if opener is not None and not (opener.lower_ == "which" and token.lemma_ in PLAIN):
        return None
    lemma = token.lemma_.lower()
    past = token.tag_ == "VBD" and lemma in duty_words("undertaking") | duty_words("recognising") \
        | duty_words("expressing")  # fmt: skip
    finite = plain or token.tag_ in PRESENT or past or _elliptic(token)
    perfect = token.tag_ == "VBN" and any(c.lower_ in ("have", "has") for c in token.children)
    if not (finite or perfect) or any(
        c.dep_ == "aux" and c.lower_ in MODALS for c in token.children
    ):
        return None
    if lemma in duty_words("expressing") and (ready := _readiness(token, high)) is not None:
        return ready
    if lemma in duty_words("recognising"):
        return _taking(token, "recognition", token.i + 1, high)
    if plain or lemma in duty_words("undertaking"):
        found = _taking(token, "obligation", token.i + 1, high)
        if found is not None:
            return replace(found, relative=opener.i if opener is not None else None)
    for hit in hits(token, "forces"):
        if hit.cue.pos != "v" or hit.cue.lemma in ("have", "need", "intend", "offer"):
            continue
        end = max(t.i for t in hit.tokens) + 1
        return _taking(token, hit.cue.family, end, high)
    return None


def _elliptic(token: "Token") -> bool:
    """Say whether a participle is a verb of undertaking joined to one: "agreed to, and decided"."""
    joined = token.dep_ == "conj" and token.head.tag_ in ("VBD", "VBZ", "VBP")
    return token.tag_ == "VBN" and joined and token.lemma_.lower() in duty_words("undertaking")


def _readiness(token: "Token", high: int) -> Cue | None:
    """Return the cue of "expressed its readiness to", "confirm their intention not to"."""
    doc = token.doc
    for i in range(token.i + 1, min(token.i + 7, high - 1)):
        if doc[i].pos_ in ("ADP", "PUNCT", "SCONJ"):
            return None
        if doc[i].lemma_.lower() in duty_words("readiness"):
            negated = doc[i + 1].lower_ == "not"
            at = i + 1 + negated
            if doc[at].lower_ == "to" and at < high and doc[at + 1].tag_ == "VB":
                return Cue(token.i, at + 1, "obligation", at + 1, negated, None, "verb")
            return None
    return None


def _taking(token: "Token", family: str, end: int, high: int) -> Cue | None:
    """Return the cue of a verb that takes an infinitive, a clause with "that" or a thing."""
    doc = token.doc
    negated = False
    i = end
    own = ("not", "themselves", "itself", "mutually")
    while i <= high and (doc[i].pos_ == "ADV" or doc[i].lower_ in own):
        negated = negated or doc[i].lower_ == "not"
        i += 1
    if i <= high and doc[i].text == ",":  # "undertakes, furthermore, to refrain"
        close = next((k for k in range(i + 1, min(high, i + 25)) if doc[k].text == ","), None)
        i = close + 1 if close is not None else i
    if i <= high and doc[i].lower_ == "not":
        negated, i = True, i + 1
    if i <= high and doc[i].lower_ == "to" and i + 1 <= high and doc[i + 1].pos_ in ("VERB", "AUX"):
        return Cue(token.i, i + 1, family, i + 1, negated, None, "verb")
    if i > high or doc[i].text == ":":
        return Cue(token.i, i, family, None, negated, None, "verb")
    if family in ("recognition", "prohibition") and doc[i].pos_ not in ("ADP", "PUNCT"):
        return Cue(token.i, i, family, i, negated, None, "verb")
    things = ("guarantee", "pledge", "renounce", "ensure", "undertake", "support")
    inserted = token.lemma_ == "guarantee" and doc[i].lower_ == "in"
    if token.lemma_ in things and (inserted or doc[i].pos_ not in ("ADP", "PUNCT", "SCONJ")):
        return Cue(token.i, token.i, family, token.i, negated, None, "verb")
    if doc[i].lower_ == "to" and token.lemma_ in ("commit", "guarantee", "pledge"):
        if token.lemma_ != "commit":  # "guarantee to their citizens equal rights"
            return Cue(token.i, token.i, family, token.i, negated, None, "verb")
        return Cue(token.i, i + 1, family, i + 1, negated, None, "verb")
    if token.lemma_ in ASSURING:  # "assured each other that ..."
        that = next((k for k in range(i, min(i + 6, high)) if doc[k].lower_ == "that"), None)
        if that is not None:
            return Cue(token.i, that, family, token.i, negated, None, "verb")
    if doc[i].lower_ == "that" and token.lemma_ in ("agree", "accept"):
        bound = any(t.lower_ in MODALS for t in doc[i + 1 : high + 1])
        return None if bound else Cue(token.i, i, "recognition", i, negated, None, "verb")
    if doc[i].lower_ in ("on", "upon") and token.lemma_ == "agree":
        return Cue(token.i, i, "recognition", i, negated, None, "verb")
    return None


def _bound(token: "Token", low: int, high: int) -> Cue | None:
    """Return the cue of "is prohibited", "are entitled to", "is bound to"."""
    opener = _opener(token, low)
    if opener is not None and (opener.lower_ != "that" or not opener.i or not (
        _agreeing(opener.nbor(-1))
    )):  # fmt: skip
        return None
    relative = opener.i if opener is not None else None
    end, negated = _after(token, high)
    if end > high:
        return None
    word = token.doc[end]
    if word.lower_ == "to" and end + 1 <= high and token.doc[end + 1].tag_ == "VB":
        force = "prohibition" if negated else "obligation"
        return Cue(token.i, end + 1, force, end + 1, False, relative, "be-to")
    if token.lower_ not in ("is", "are") and word.lower_ not in duty_words("ready"):
        return None
    for family in ("prohibited", "obliged", "ready", "entitled", "empowered"):
        if word.lower_ in duty_words(family):
            found = state(token.i, word, family, negated, high)
            return replace(found, relative=relative) if found is not None else None
    return None


FORCES = {
    "ready": "obligation", "prohibited": "prohibition", "obliged": "obligation",
    "entitled": "permission", "empowered": "power",
}  # fmt: skip


def state(at: int, word: "Token", family: str, negated: bool, high: int) -> Cue | None:
    """Return the cue of a state of being bound, allowed or forbidden, with its infinitive."""
    doc, i = word.doc, word.i + 1
    force = FORCES[family]
    if negated:
        force = {"obligation": "permission", "permission": "prohibition", "power": "prohibition",
                 "prohibition": "permission"}[force]  # fmt: skip
    while i <= high and (doc[i].pos_ == "ADV" or (doc[i].lower_ in ("on", "upon") and word.lower_
                                                  == "called")):  # fmt: skip
        i += 1
    if i <= high and doc[i].lower_ == "to" and i < high:
        verbal = doc[i + 1].pos_ in ("VERB", "AUX")
        strict = family in ("obliged", "ready")
        return Cue(at, i + 1, force, i + 1, False, None, "state") if verbal or not strict else None
    if i < high and doc[i].lower_ == "for" and family == "entitled":
        return Cue(at, i + 1, force, i + 1, False, None, "state")
    if i <= high and doc[i].lower_ == "from":
        return Cue(at, i + 1, force, i + 1, False, None, "state")
    if family == "prohibited":
        return Cue(at, i, force, None, False, None, "banned")
    return None


def _right(token: "Token", high: int) -> Cue | None:
    """Return the cue of "has the right to", "have no right to"."""
    doc = token.doc
    for i in range(token.i + 1, min(token.i + 5, high)):
        if doc[i].lower_ in HAD and i + 1 <= high and doc[i + 1].lower_ in ("to", "over"):
            negated = any(t.lower_ == "no" for t in doc[token.i + 1 : i])
            force = owned(doc[i].lower_)
            force = "prohibition" if negated else force
            return Cue(token.i, i + 2, force, i + 2, False, None, "right")
    return None


def owned(word: str) -> str:
    """Return the force of having a right, a power or a duty."""
    if word in ("power", "powers", "authority", "jurisdiction", "competence"):
        return "power"
    return "obligation" if word in ("duty", "obligation", "responsibility") else "permission"


SILENT = frozenset({
    "mean", "consist", "include", "declare", "note", "apply", "desire", "have", "regard",
    "believe", "intend", "wish", "want", "stress", "emphasise", "emphasize", "underline",
    "welcome", "express", "thank", "hope", "recall", "require", "reflect", "represent", "contain",
    "concern", "refer", "exist", "seem", "alter", "last", "expire", "prolong", "renew", "replace",
    "supersede", "end", "reject", "condemn", "commend", "appreciate", "attach", "share",
    "underscore", "reiterate", "say", "state", "consider", "know", "understand", "belong", "mark",
    "need", "agree", "encourage", "extend",
})  # fmt: skip


def _mistaken(token: "Token", low: int, high: int) -> Cue | None:
    """Return the cue of a verb that was taken for a noun: "The Front hands over the dead"."""
    if token.tag_ not in ("NNS", "NN", "VB", "VBZ", "VBP") or token.lemma_.lower() in SILENT:
        return None
    if token.pos_ == "AUX" or token.i >= high or not token.text.islower():
        return None
    after = token.nbor(1)
    if after.pos_ not in ("DET", "ADV", "ADP", "PART", "NUM", "PRON", "PROPN", "ADJ"):
        return None
    if after.lower_ in ("of", "for", "that", "who", "which") or _opener(token, low) is not None:
        return None
    return Cue(token.i, token.i, "obligation", token.i, name="plain")


def present(token: "Token", low: int, high: int, *, loose: bool = False) -> Cue | None:
    """Return the cue of a main clause in the plain present: "Peacekeepers are deployed".

    Only of a verb that has its own subject, or stands behind ", who": verbs joined to one before
    belong to its clause. Verbs that tell of a state, a term or an opinion bind nobody. `loose`:
    the parse need not have found the subject.
    """
    own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass") and low <= c.i < token.i]
    bare = token.tag_ == "VB" and token.pos_ == "VERB" and token.dep_ in ("ROOT", "conj", "ccomp")
    bare = bare and bool(own) and not any(c.dep_ == "aux" for c in token.children)
    if token.tag_ not in PRESENT and not bare:
        return None
    if token.pos_ not in ("VERB", "AUX", "NOUN"):
        return None
    if loose and (token.i == low or token.doc[low].tag_ in ("WP", "WDT", "WRB")):
        return None
    main = token
    if token.dep_ in ("aux", "auxpass") and token.head.i > token.i:
        main = token.head
        if token.lemma_ == "have" or main.tag_ == "VBG":
            return None
    if main.lemma_.lower() in law_nouns():  # "paragraphs 4 and 7" taken for a verb
        return None
    if main.i > high or main.lemma_.lower() in SILENT or main.dep_ in ("advcl", "csubj", "pcomp"):
        return None
    opener = _opener(token, low)
    relative = None
    if opener is not None:
        comma = opener.i > low and opener.nbor(-1).text == ","
        if opener.lower_ not in ("who", "which") or not comma or opener.i + 1 != token.i:
            return None
        relative = opener.i
    elif not loose and not any(c.dep_ in ("nsubj", "nsubjpass") and low <= c.i < main.i
                 and c.tag_ not in ("WDT", "WP") and not c.lower_.startswith("which")
                 for c in main.children):  # fmt: skip
        return None
    at = token.i
    negated = any(c.dep_ == "neg" for c in (*main.children, *token.children))
    negated = negated or any(t.lower_ == "nor" for t in token.doc[max(low, at - 2) : at])
    verb = main.i if token.lemma_ == "do" else at
    return Cue(at, at, "obligation", verb, negated, relative, "plain")

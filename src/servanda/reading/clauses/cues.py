"""Words by which a clause binds, allows or forbids: where they stand and what follows them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from servanda.reading.binding import law_nouns
from servanda.reading.clauses.openers import (
    FINITE,
    MODALS,
    RELATIVES,
    Cue,
    after,
    agreeing,
    opener_of,
)  # fmt: skip
from servanda.reading.clauses.segments import Segment
from servanda.reading.clauses.undertakings import PRESENT, verb

if TYPE_CHECKING:
    from spacy.tokens import Token

COUNTING = frozenset({"one", "each", "all", "both", "some", "none", "majority", "member",
                      "members"})  # fmt: skip
# What a sentence begins with that tells a condition first: no verb before the first modal binds.
FRONTING = frozenset({"if", "where", "when", "whenever", "once", "unless", "should"})
SILENT = frozenset({
    "mean", "consist", "include", "declare", "note", "apply", "desire", "have", "regard",
    "believe", "intend", "wish", "want", "stress", "emphasise", "emphasize", "underline",
    "welcome", "express", "thank", "hope", "recall", "require", "reflect", "represent", "contain",
    "concern", "refer", "exist", "seem", "alter", "last", "expire", "prolong", "renew", "replace",
    "supersede", "end", "reject", "condemn", "commend", "appreciate", "attach", "share",
    "underscore", "reiterate", "say", "state", "consider", "know", "understand", "belong", "mark",
    "need", "agree", "encourage", "extend",
})  # fmt: skip


def find(segment: Segment, *, plain: bool = False,
         party: "Callable[[Token], bool] | None" = None) -> Iterator[Cue]:  # fmt: skip
    """Yield the cues of a segment in order; those in conditions and purposes are passed over.

    `plain`: verbs in the plain present are cues too, also right behind a `party` where the tagger
    took them for nouns.
    """
    found = list(_all(segment, plain=plain, party=party))
    if segment.tokens[0].lower_ in FRONTING:
        main = next((c.at for c in found if c.name in MODALS), segment.tokens[0].i)
        found = [c for c in found if c.at >= main]
    yield from found


def _all(segment: Segment, *, plain: bool,
         party: "Callable[[Token], bool] | None") -> Iterator[Cue]:  # fmt: skip
    low, high = segment.tokens[0].i, segment.tokens[-1].i
    past = low
    for token in segment.tokens:
        if token.i < past:
            continue
        cue = _modal(token, low, high) or _need(token, low, high) or verb(token, low, high)
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
    opener = opener_of(token, low)
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
    end, negated = after(token, high)
    negated = negated or bool(token.i and token.nbor(-1).lower_ in ("nor", "neither"))
    verb = _main_verb(token, end, high)
    if opener is not None and not _owes(token, opener, verb):
        return None
    return Cue(token.i, end, MODALS[word], verb, negated,
               opener.i if opener is not None else None, word)  # fmt: skip


def _need(token: "Token", low: int, high: int) -> Cue | None:
    """Return the cue of "need not give reasons", "no fee need be paid": one is free not to."""
    if token.lower_ not in ("need", "needs") or opener_of(token, low) is not None:
        return None
    end, negated = after(token, high)
    if end <= high and token.doc[end].lower_ == "to":
        end += 1
    elif not negated and (end > high or token.doc[end].lower_ != "be"):
        return None
    if end > high or token.doc[end].tag_ not in ("VB", "VBP"):
        return None
    if not negated:
        before = token.doc[max(low, token.i - 12) : token.i]
        cut = max((n for n, t in enumerate(before) if t.is_punct), default=-1)
        negated = any(t.lower_ == "no" for t in before[cut + 1 :])
    return Cue(token.i, end, "permission", end, name="need") if negated else None


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
    hung = opener.tag_ == "WDT" or (opener.i + 1 == token.i and before is not None
                                    and before.pos_ in ("NOUN", "PROPN"))  # fmt: skip
    if opener.lower_ == "that" and (not hung or token.lower_ != "shall"):
        if before is not None and before.lower_ == "provided":
            return token.lower_ in ("shall", "must")
        return before is not None and agreeing(before)
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
        if t.tag_ == "MD":
            break
        behind = not inserted or doc[i - 1].text == "," or doc[i - 1].pos_ == "ADV"
        base = t.tag_ == "VB" or (t.tag_ == "VBP" and t.lemma_ == t.lower_)
        if base and behind and doc[i - 1].lower_ != "to":
            return i
    if doc[start].pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and not inserted:
        return start  # "shall report": the tagger takes the verb for a noun
    close = next((k for k in range(start + 1, min(high, start + 25)) if doc[k].text == ","), None)
    if inserted and close is not None:  # "may, for their own ends, freely dispose"
        while close < high and (doc[close + 1].pos_ == "ADV" or doc[close + 1].lower_ == "not"):
            close += 1
        if doc[close].text != "," and doc[close + 1].text.islower():
            return close + 1
    return None


def _mistaken(token: "Token", low: int, high: int) -> Cue | None:
    """Return the cue of a verb that was taken for a noun: "The Front hands over the dead"."""
    if token.tag_ not in ("NNS", "NN", "VB", "VBZ", "VBP") or token.lemma_.lower() in SILENT:
        return None
    if token.pos_ == "AUX" or token.i >= high or not token.text.islower():
        return None
    after = token.nbor(1)
    if after.pos_ not in ("DET", "ADV", "ADP", "PART", "NUM", "PRON", "PROPN", "ADJ"):
        return None
    if after.lower_ in ("of", "for", "that", "who", "which") or opener_of(token, low) is not None:
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
    opener = opener_of(token, low)
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

"""Who a clause binds or allows: its subject, the agent of a passive, the noun it hangs on."""

from typing import TYPE_CHECKING

from servanda.reading.binding import duty_words
from servanda.reading.clauses.openers import MODALS, Cue
from servanda.reading.clauses.segments import Segment
from servanda.reading.clauses.sorts import Subject, base_of, negated, of_what, sort_of

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
ENDING = ("ADP", "PUNCT", "VERB", "AUX", "SCONJ", "CCONJ")
INSERTING = frozenset(["which", "who", "subject", "whether", "if", "as", "including"])


def subject(segment: Segment, cue: Cue, before: Subject | None, floor: int,
            last: Subject | None) -> Subject | None:  # fmt: skip
    """Return the subject of a clause, or None where none is told.

    `before` is the subject of the clause before in the same sentence, taken over where this clause
    has none of its own; `floor` the place that the search does not pass; `last` the last subject of
    any clause, which pronouns point to.
    """
    if cue.relative is not None:
        head = _antecedent(segment, cue)
    else:
        if before is not None and _elided(segment, cue, floor):
            return before
        head = _own(segment, cue, floor)
        if head is None:
            return before
    if head is None:
        return None
    return Subject(head, segment, sort_of(head, fronted(segment, head) or last), negated(head))


def fronted(segment: Segment, head: "Token") -> Subject | None:
    """Return who a pronoun means that the condition before it tells: "If a Party fails, it"."""
    first = segment.tokens[0]
    if head.lower_ not in ("it", "they", "he", "she") or not any(
        t.text == "," for t in segment.doc[first.i + 1 : head.i]
    ):  # fmt: skip
        return None
    for token in segment.doc[first.i : head.i]:
        if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ not in ("NOUN", "PROPN"):
            continue
        many = token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.children)
        sort = sort_of(token)
        if many == (head.lower_ == "they") and sort in ("party", "body", "person"):
            return Subject(token, segment, sort)
    return None


def _antecedent(segment: Segment, cue: Cue) -> "Token | None":
    """Return the noun that a relative clause hangs on, or the subject behind "whose"."""
    doc = segment.doc
    opener = doc[cue.relative or 0]
    if opener.lower_ == "whose" or (opener.lower_ == "that" and cue.at > opener.i + 1):
        return _own(segment, cue, opener.i + 1)
    if opener.i > 1 and doc[opener.i - 1].lower_ == "of" and doc[opener.i - 2].pos_ in NOUNS:
        return doc[opener.i - 2]
    if opener.lower_ == "whom" or (opener.i and doc[opener.i - 1].lower_ in ("to", "failing")):
        return _own(segment, cue, opener.i + 1)
    if cue.at > opener.i + 2 and doc[opener.i + 1].pos_ in ("DET", "PRON", "PROPN", "NOUN"):
        return _own(segment, cue, opener.i + 1)
    verb = doc[cue.verb].head if cue.verb is not None and doc[cue.verb].dep_ == "auxpass" else None
    verb = verb or (doc[cue.verb] if cue.verb is not None else None)
    if verb is not None and verb.dep_ == "relcl" and verb.head.i < opener.i:
        return verb.head
    for i in range(opener.i - 1, segment.tokens[0].i - 1, -1):
        if doc[i].pos_ in ("NOUN", "PROPN"):
            return _holder(doc[i])
    return None


def _holder(noun: "Token") -> "Token":
    """Return the actor that a noun before a relative clause belongs to, else the noun.

    "the Depositary for the Treaty, which shall ..." is the Depositary.
    """
    if sort_of(noun) != "thing":
        return noun
    if noun.dep_ == "pobj" and noun.head.head.pos_ in NOUNS:
        outer = noun.head.head
        return outer if sort_of(outer) in ("party", "body", "person") else noun
    for i in range(noun.i - 1, max(0, noun.i - 5), -1):  # where the parse has hung it elsewhere
        if noun.doc[i].lower_ in ("of", "for") and i and noun.doc[i - 1].pos_ in NOUNS:
            outer = noun.doc[i - 1]
            return outer if sort_of(outer) in ("party", "body", "person") else noun
    return noun


def _elided(segment: Segment, cue: Cue, floor: int) -> bool:
    """Say whether a clause goes on with the subject before it: "and may", ", but shall not"."""
    doc = segment.doc
    i = _left_of(segment, cue.at - 1, floor)
    if i < floor or doc[i].pos_ == "CCONJ" or doc[i].text in (",", ";", ":"):
        return True
    for k in range(i, floor - 1, -1):  # "and in doing so shall", "and during this time shall"
        if doc[k].text in (",", ";"):
            return False
        if doc[k].pos_ == "CCONJ":
            return doc[k + 1].pos_ == "ADP" and _parsed(segment, cue, k) is None
    return False


def _left_of(segment: Segment, i: int, floor: int) -> int:
    """Return the place left of a cue, adverbs and inserted phrases passed over."""
    doc, opened = segment.doc, False
    while i >= floor:
        if doc[i].pos_ == "ADV" and doc[i].lower_ not in ("both", "all"):
            i -= 1
        elif doc[i].text == ",":
            opening = _insertion(segment, i, floor)
            if opening is None:
                return i - 1 if opened else i
            opened = doc[opening].text == ","
            i = opening if opened else opening - 1
        else:
            break
    return i


def _insertion(segment: Segment, comma: int, floor: int) -> int | None:
    """Return where a phrase begins that stands between two commas, the second one given."""
    doc, depth = segment.doc, 0
    for i in range(comma - 1, floor - 1, -1):
        depth += (doc[i].text in (")", "]")) - (doc[i].text in ("(", "["))
        if doc[i].text in (";", ":"):
            return None
        before = doc[i - 1] if i - 1 >= floor else None
        opens = before is not None and (before.text in (",", ";") or before.pos_ == "CCONJ")
        if depth == 0 and opens and _inserts(doc[i]):
            return i - 1 if before is not None and before.text == "," else i
    return None


def _inserts(token: "Token") -> bool:
    """Say whether a word opens an inserted phrase: a preposition, a participle, a relative."""
    tagged = token.tag_ in ("VBG", "VBN", "WDT", "WP", "IN")
    return token.pos_ in ("ADP", "SCONJ", "ADV") or tagged or token.lower_ in INSERTING


def _own(segment: Segment, cue: Cue, floor: int) -> "Token | None":
    """Return the head of the subject that a clause has itself."""
    doc = segment.doc
    parsed = _parsed(segment, cue, floor)
    stop = _left_of(segment, cue.at - 1, floor)
    if floor <= stop and doc[stop].lower_ in ("it", "they", "he", "she"):
        return doc[stop]
    if parsed is not None and parsed.i <= stop:
        return parsed
    start = _part_start(segment, stop, floor)
    return head_in(segment, start, stop) if start <= stop and start < len(doc) else None


def _parsed(segment: Segment, cue: Cue, floor: int) -> "Token | None":
    """Return the subject by the parse, where it stands in its place and is no relative's."""
    doc = segment.doc
    verb = doc[cue.verb if cue.verb is not None else cue.at]
    for word in (verb, verb.head, doc[cue.at], doc[cue.at].head):
        for child in word.children:
            if child.left_edge.lower_ == "failing":
                continue  # "Failing agreement, any Party may"
            if child.dep_ in ("nsubj", "nsubjpass", "csubj") and floor <= child.i < cue.at:
                known = child.pos_ in (*NOUNS, "DET") or child.lower_ in duty_words("person")
                if known and child.lower_ not in ("which", "who", "that") and not (
                    _object(child, floor)
                ):  # fmt: skip
                    between = doc[child.i + 1 : cue.at]
                    closed = sum((t.text in ("(", "[")) - (t.text in (")", "]")) for t in between)
                    if (
                        not any(t.text == ";" for t in between)
                        and closed >= 0
                        and not (child.lower_ == "subject" and child.i <= floor + 1)
                    ):
                        return child
    return None


def _object(noun: "Token", floor: int) -> bool:
    """Say whether a participle or preposition governs a noun: "conducting that proceeding"."""
    i = noun.i - 1
    while i > floor and noun.doc[i].pos_ in ("DET", "ADJ", "NUM", "NOUN", "PROPN"):
        i -= 1
    before = noun.doc[i]
    if before.lower_ == "that" and i > floor:  # which the tagger takes for a conjunction
        before = noun.doc[i - 1]
    return i >= floor and before.tag_ == "VBG" and before.i > floor and (
        before.nbor(-1).pos_ in ("NOUN", "PROPN")
    )  # fmt: skip


def _part_start(segment: Segment, stop: int, floor: int) -> int:
    """Return where the last part before a cue begins that a noun phrase opens."""
    doc = segment.doc
    start = floor
    depth = 0
    for i in range(stop, floor - 1, -1):
        depth += (doc[i].text in (")", "]")) - (doc[i].text in ("(", "["))
        if depth > 0 or doc[i].text not in (",", ";", ":"):
            continue
        after = doc[i + 1] if i + 1 <= stop else None
        if after is None:
            continue
        if doc[i].text in (";", ":"):
            return i + 1
        if not _inserts(after) and after.pos_ not in ("CCONJ", "PUNCT"):
            listed = any(t.pos_ == "CCONJ" for t in doc[i + 1 : stop + 1])
            opened = doc[floor].pos_ in ("ADP", "SCONJ", "ADV") or doc[floor].tag_ in ("VBG", "WRB")
            opened = opened or doc[floor].lower_ in ("subject", "pursuant", "notwithstanding")
            if opened or not listed:
                return i + 1
    while start <= stop and doc[start].pos_ in ("CCONJ", "PUNCT", "ADV"):
        start += 1
    return start


def head_in(segment: Segment, start: int, stop: int) -> "Token | None":
    """Return the head of the first noun phrase from `start`."""
    doc, found = segment.doc, None
    for i in range(start, stop + 1):
        token = doc[i]
        if found is not None and token.pos_ == "NUM" and i < stop and doc[i + 1].pos_ == "NOUN":
            break  # "each side | three days in advance"
        if (
            token.pos_ in NOUNS
            or (i > start and token.lower_ in duty_words("person"))
            or (token.pos_ == "ADJ" and token.text[:1].isupper())
        ):
            found = token
        elif found is not None and (token.pos_ in ENDING or token.tag_ in ("WDT", "WP")):
            break
    return found


def agent(segment: Segment, verb: int, end: int) -> "Token | None":
    """Return who does a passive: the noun after "by", where it can act; whose decision it is."""
    doc = segment.doc
    for i in range(verb + 1, end):
        if doc[i].lower_ != "by" or doc[i].pos_ != "ADP":
            continue
        if any(
            t.lower_ in MODALS or t.tag_ in ("VBZ", "VBP", "WDT", "WP") for t in doc[verb + 1 : i]
        ):
            return None
        if not _governed(doc[i], verb):
            continue
        head = head_in(segment, i + 1, end - 1)
        if head is None or (i + 1 < end and doc[i + 1].tag_ == "VBG"):
            continue
        if base_of(head) == "consent":
            continue  # those who consent to a deed do not do it
        if base_of(head) in duty_words("decision"):
            head = of_what(head)
        if head is not None and sort_of(head) in ("party", "body", "person"):
            return head
    return None


def _governed(by: "Token", verb: int) -> bool:
    """Say whether "by" belongs to the verb, and not to a noun or participle after it."""
    head = by.head
    while head.dep_ == "conj" and head.head.i >= verb:
        head = head.head
    if head.i == verb or head.i < verb:
        return True
    return not any(t.tag_ == "VBN" or t.pos_ == "NOUN" for t in by.doc[verb + 1 : by.i])

"""To whom a clause owes: each other, the one told, asked or given, all other parties."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import rows
from servanda.model import Ref
from servanda.reading.clauses.openers import FINITE
from servanda.reading.clauses.parties import all_parties
from servanda.reading.clauses.segments import Segment
from servanda.reading.clauses.sorts import Subject, base_of, sort_of
from servanda.reading.context import Context
from servanda.reading.refs import refs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MUTUAL = re.compile(
    r"\b(?:(?:to |with |among |between |amongst )?(?:each other|one another)"
    r"|(?:among|between|amongst) (?:themselves|them)\b"
    r"|(?:against|with|from|upon|notify|inform) (?:the other|another)"
    r"(?=\s*(?:[.,;)]|$|(?:of|in|to|by|from|within|and|or|at|the|its|any)\b))"
    r"|(?:the|any) other (?:high )?(?:contracting )?"
    r"(?:part(?:y|ies)|sides?|states?(?: part(?:y|ies))?)\b"
    r"|all (?:the )?other (?:states )?parties)", re.I,
)  # fmt: skip
THEMSELVES = re.compile(r"each other|one another|them", re.I)
OWED = frozenset({"obligation", "prohibition"})
NOUNS = {"consultation": "with", "negotiation": "with", "recommendation": "to", "report": "to",
         "notice": "to", "notification": "to", "proposal": "to", "communication": "to",
         "assistance": "to", "information": "to", "aid": "to", "archive": "of", "passage": "for",
         "access": "for"}  # fmt: skip
NO_ROLE = frozenset({"contracting", "high", "states", "state", "each", "any", "every", "such",
                     "third", "same", "that", "this", "member"})  # fmt: skip
LOOSE = frozenset({"accordance", "connection", "relation", "regard", "respect", "view"})
REACH = 40  # words after a verb in which the one addressed is looked for
GIVING = frozenset({"grant", "give", "notify", "inform", "provide", "assist", "offer"})
# Verbs with two objects, of which the first is given to: "send the Council a report".
DOUBLE = frozenset({"grant", "give", "provide", "offer", "supply", "furnish", "send", "accord",
                    "pay", "lend", "advance", "afford", "extend"})  # fmt: skip
NOBODY = frozenset({"anyone", "anybody", "nobody", "someone", "everyone", "nothing", "whoever"})


@lru_cache
def addressing() -> dict[str, frozenset[str]]:
    """Return the frames of the verbs that address somebody: "obj" or a preposition, by lemma."""
    return {
        row["lemma"]: frozenset(f.removeprefix("p:") for f in row["frames"].split())
        for row in rows("duty_words") if row["family"] == "address"
    }  # fmt: skip


def owed_to(context: Context, segment: Segment, main: int, start: int, end: int, passive: bool,
            subject: Subject | None, force: str, clause: tuple[int, int],
            ) -> tuple[Ref, ...]:  # fmt: skip
    """Return who is owed what a clause says; `start` and `end` bound its words in the parse.

    One whom the clause tells, asks, gives to or deals with is owed; each other where it says so.
    What a party must or must not do and addresses to nobody is owed by its nature to the other
    parties, whose place is outside the span `clause`. What an institution or a person must do,
    and what anybody may do or recognises, is owed to nobody who is not named.
    """
    doc = segment.doc
    sort = subject.sort if subject is not None else "thing"
    place = (doc[start].idx + segment.offset, doc[end - 1].idx + len(doc[end - 1]) + segment.offset)
    head = addressed(segment, main, end, passive) or _by_noun(segment, start, end)
    if head is not None and not _itself(head, subject):
        return _given(context, segment, head)
    mutual = MUTUAL.search(context.text, *place)
    if mutual is not None and force == "recognition" and THEMSELVES.search(mutual[0]) and (
        "them" in mutual[0].lower()
    ):  # fmt: skip
        mutual = None  # "confirm the frontier between them"
    free = force not in OWED and mutual is not None and "other" in mutual[0]
    if mutual is not None and free and not _near(doc, main, end, mutual.start() - segment.offset):
        mutual = None
    if mutual is not None and sort != "thing" and (sort == "party" or THEMSELVES.search(mutual[0])):
        a = context.span(*mutual.span())
        return (Ref(a.quote, anchors=(a,)),)
    if sort == "party" and subject is not None and (role := _role(subject, start, end)) is not None:
        return refs(context, segment.sentence, role)
    if sort == "party" and force in OWED and subject is not None:
        return all_parties(context, *clause)
    return ()


def _near(doc: "Doc", main: int, end: int, place: int) -> bool:
    """Say whether a place stands close behind a verb, with no clause or participle between."""
    for token in doc[main + 1 : min(end, main + 16)]:
        if token.idx >= place or token.lower_ in ("notice", "notification", "notifying"):
            return True
        if token.tag_ in (*FINITE, "VBN", "WDT", "WP") or token.lower_ in ("that", "from", ";"):
            return False
    return False


def _given(context: Context, segment: Segment, head: "Token") -> tuple[Ref, ...]:
    """Return those owed, joined nouns each; what hangs on the first by a preposition is not one.

    "inform the Party of its decision or the report" informs the Party alone.
    """
    doc = segment.doc
    apart = [t for t in head.children if t.dep_ == "conj" and t.i > head.i and any(
        w.pos_ == "ADP" for w in doc[head.i + 1 : t.i])]  # fmt: skip
    found = refs(context, segment.sentence, head)
    stops = [t.idx + segment.offset for t in apart]
    return tuple(r for r in found if not r.anchors or not any(
        r.anchors[0].start <= s < r.anchors[0].end for s in stops)) or found  # fmt: skip


def _role(subject: Subject, start: int, end: int) -> "Token | None":
    """Return the other of two roles: what "the requested Party" owes "the requesting Party"."""
    own = _modifier(subject.head)
    if subject.head is None or own is None:
        return None
    for token in subject.segment.doc[start:end]:
        if base_of(token) in ("party", "state") and token.pos_ in ("NOUN", "PROPN"):
            other = _modifier(token)
            if other is not None and other != own:
                return token
    return None


def _modifier(head: "Token | None") -> str | None:
    """Return the participle or adjective before a noun, "Contracting" passed over, in lower."""
    before = head.nbor(-1) if head is not None and head.i else None
    if before is not None and before.lower_ == "contracting" and before.i:
        before = before.nbor(-1)
    if before is None or before.pos_ in ("DET", "ADP", "PUNCT", "CCONJ", "NUM"):
        return None
    return None if before.lower_ in NO_ROLE else str(before.lower_)


def _by_noun(segment: Segment, start: int, end: int) -> "Token | None":
    """Return with whom there is to be consultation, to whom a report or notice is to go."""
    doc = segment.doc
    for i in range(start, end - 2):
        frame = NOUNS.get(doc[i].lower_.rstrip("s"))
        if frame is None or (i > start + 12 and frame != "with"):
            continue
        if doc[i + 1].lower_ == frame:
            head = _noun(segment, i + 2, end)
            if head is not None and _may_be_owed(head):
                return head
    return None


def _itself(head: "Token", subject: Subject | None) -> bool:
    return subject is not None and subject.head is not None and head == subject.head


def addressed(segment: Segment, main: int, end: int, passive: bool) -> "Token | None":
    """Return whom a verb addresses: its object or the noun behind its preposition."""
    doc = segment.doc
    for i in range(main, min(end, main + REACH)):
        token = doc[i]
        own = i == main or (token.dep_ in ("conj", "acomp") and token.head.i == main)
        by = any(t.lower_ == "by" for t in doc[i - 3 : i])
        means = token.tag_ == "VBG" and by and doc[main].pos_ == "VERB"  # "by notifying the Board"
        own = own or means
        frames = addressing().get(token.lemma_.lower()) if own else None
        if not frames:
            continue
        if "obj" in frames and (means or not passive):
            head = _object(segment, i, end)
            if head is not None:
                return head
        prepositions = frames - {"obj"}
        found = _behind(segment, i, end, prepositions) if prepositions else None
        if found is not None:
            return found
    return None


def _object(segment: Segment, verb: int, end: int) -> "Token | None":
    """Return the noun right behind a verb, where it can be addressed."""
    doc, first = segment.doc, verb + 1
    if first + 2 < end and doc[first].pos_ == "ADP":  # "invite to that conference all the Parties"
        near = range(first + 1, min(end, first + 6))
        nouns = ("NOUN", "PROPN")
        first = next((k for k in near if doc[k - 1].pos_ in nouns and doc[k].pos_ == "DET"), end)
    for i in range(first, min(end, first + 8)):
        token = doc[i]
        if token.pos_ in ("ADP", "PUNCT", "SCONJ", "CCONJ", "VERB", "AUX", "PART"):
            return None
        last = i + 1 >= end or not (
            doc[i + 1].pos_ in ("NOUN", "PROPN", "NUM") or doc[i + 1].lower_ in ("'s", "’s")
        )
        named = doc[verb].lemma_.lower() in DOUBLE and token.pos_ == "PROPN"
        last = last or token.pos_ == "PRON" or (named and doc[i + 1].pos_ == "NOUN")
        if token.pos_ in ("NOUN", "PROPN", "PRON") and last:
            if token.lower_ == "it" and doc[verb].lemma_.lower() not in GIVING:
                return None
            double = doc[verb].lemma_.lower() in DOUBLE and token.pos_ != "PRON"
            if double and not _second(segment, i + 1, end):
                return None
            return token if _may_be_owed(token) else None
    return None


def _second(segment: Segment, i: int, end: int) -> bool:
    """Say whether a second object stands at a place, or "with" what is given."""
    if i >= end:
        return False
    token = segment.doc[i]
    given = token.pos_ in ("DET", "NUM", "ADJ", "NOUN", "ADV", "PRON")
    return given or token.lower_ == "with" or token.tag_ in ("PRP$", "SCONJ")


def _behind(segment: Segment, verb: int, end: int, prepositions: frozenset[str]) -> "Token | None":
    doc = segment.doc
    for i in range(verb + 1, min(end - 1, verb + REACH)):
        token = doc[i]
        relative = token.tag_ in ("WDT", "WP", "WP$")
        if token.text == ";" or relative or token.lower_ in ("if", "unless"):
            return None
        if token.lower_ not in prepositions or doc[i + 1].tag_ in ("VB", "VBG"):
            continue
        if doc[i - 1].lower_ in (
            "accordance",
            "connection",
            "relation",
            "regard",
            "respect",
            "view",
        ):
            continue
        head = _noun(segment, i + 1, end)
        if head is not None and _may_be_owed(head):
            return head
    return None


def _noun(segment: Segment, start: int, end: int) -> "Token | None":
    """Return the head of the noun phrase that begins at a place."""
    doc, found = segment.doc, None
    for i in range(start, min(end, start + 10)):
        token = doc[i]
        if token.pos_ in ("NOUN", "PROPN", "PRON") or token.lower_ in ("either", "each"):
            found = token
        elif token.tag_ == "VBG" and i + 1 < end and doc[i + 1].pos_ in ("NOUN", "PROPN"):
            continue  # "the requesting Party"
        elif found is not None or (token.pos_ in ("ADP", "PUNCT", "VERB") and token.tag_ != "VBN"):
            break
    return found


def _may_be_owed(head: "Token") -> bool:
    if head.lower_ in ("it", "them", "him", "her"):
        return True
    if head.lower_ in NOBODY:
        return False
    if head.lower_ in ("public", "other", "others", "either", "both", "each"):
        return True
    return sort_of(head) in ("party", "body", "person")

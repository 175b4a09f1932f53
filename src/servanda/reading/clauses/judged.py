"""What a clause says by its cue, subject and verb: its force, or that it binds nobody."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.reading.binding import duty_words, law_nouns
from servanda.reading.clauses.openers import Cue
from servanda.reading.clauses.segments import Segment
from servanda.reading.clauses.sorts import Subject, base_of
from servanda.reading.clauses.undertakings import owned, state

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TEXTS = frozenset({"text", "map", "document", "statement", "communique", "communiqué", "plan",
                   "minute", "original", "point", "understanding", "memorandum"})  # fmt: skip
TERMS = frozenset({"force", "effect", "applicable", "valid", "unaffected", "binding", "bound",
                   "operative", "without"})  # fmt: skip
REVIEWS = frozenset({"review", "approval", "inspection", "verification", "supervision", "control",
                     "monitoring", "consultation", "consultations", "negotiation", "audit",
                     "examination", "scrutiny", "revision"})  # fmt: skip
TERM = frozenset({"automatically", "tacitly", "period", "periods", "term", "successive"})
# "The purpose of the fund is to ..." tells what something is for.
PURPOSES = frozenset({
    "aim", "purpose", "objective", "goal", "task", "function", "role", "intention", "intent",
    "mandate", "step", "idea", "wish", "way", "object",
})  # fmt: skip
# What a thing does in the plain present of a statement is to happen: "Talks begin in May".
LASTING = frozenset({"remain", "begin", "commence", "cease", "continue", "increase", "start"})
TAKEN = frozenset({"as", "to", "a", "an", "the"})
ACTORS = frozenset({"party", "body", "person"})
STATES = ("prohibited", "obliged", "entitled", "empowered")
DETERMINERS = frozenset({"the", "a", "an", "no", "any", "full", "exclusive", "such", "one", "sole"})


@dataclass(frozen=True)
class Judged:
    """A clause that binds: its cue with the final force, where the action begins, its main verb.

    `passive` says that the subject is acted upon; `owner` that the subject bears it although it is
    passive or a state ("members shall be independent").
    """

    cue: Cue
    action: int
    main: int
    passive: bool = False
    owner: bool = False


def judged(segment: Segment, cue: Cue, subject: Subject | None) -> Judged | None:
    """Return what a clause says, or None where it defines, sets up or binds nobody."""
    if subject is not None and subject.sort == "nobody":
        return None
    if cue.name == "plain" and _told_of(segment, cue, subject):
        return None
    sort = subject.sort if subject is not None else "thing"
    no = cue.negated or (subject is not None and subject.no and cue.name != "need")
    verb = cue.verb
    if verb is None:
        return _banned(segment, cue, subject)
    if cue.name == "be-to":
        denied = replace(cue, force="prohibition") if no and cue.force == "obligation" else cue
        return _to_be(segment, denied, subject, sort)
    if cue.name in ("verb", "state", "right"):
        if subject is not None and subject.no:
            cue = replace(cue, force=_denied(cue))
        return _undertaken(segment, cue, subject, sort)
    high = segment.tokens[-1].i
    lemma = segment.doc[verb].lemma_.lower()
    if lemma == "be":
        return _being(segment, cue, subject, sort, no, high)
    if lemma == "have":
        return _having(segment, cue, sort, no, high)
    return _active(segment, cue, verb, subject, no)


def _denied(cue: Cue) -> str:
    """Return the force of a clause that nobody bears: "neither Party is obliged to", "no State"."""
    opposite = {"obligation": "prohibition", "permission": "prohibition", "power": "prohibition",
                "prohibition": "permission"}  # fmt: skip
    if cue.name == "state" and cue.force == "obligation":
        return "permission"
    return opposite.get(cue.force, cue.force)


def _told_of(segment: Segment, cue: Cue, subject: Subject | None) -> bool:
    """Say whether a clause in the plain present tells of a text and not of what is to be done.

    "Points 1 and 2 take effect"; but "the text is kept by the Mediator" binds the Mediator.
    """
    head = subject.head if subject is not None else None
    if head is None:
        return True
    text = base_of(head) in law_nouns() | duty_words("instrument") | TEXTS
    return text and not any(t.lower_ == "by" for t in segment.doc[cue.at + 1 : cue.at + 4])


def _active(
    segment: Segment, cue: Cue, verb: int, subject: Subject | None, no: bool
) -> Judged | None:
    """Return what a verb in the active says, or None where it only defines or takes effect."""
    sort = subject.sort if subject is not None else "thing"
    doc, high, lemma = segment.doc, segment.tokens[-1].i, segment.doc[verb].lemma_.lower()
    inert = sort == "thing" and lemma in duty_words("inert") and not _stays(segment, verb)
    if lemma in duty_words("defines") or (inert and (cue.name != "plain" or lemma not in LASTING)):
        return None
    if lemma == "include" and sort != "party" and not _written(subject):
        return None
    moves = lemma in ("take", "enter", "come", "have") and _into_force(doc, verb)
    if moves and sort not in ("party", "person"):
        return None
    if subject is not None and _instrument(subject) and not no:
        return None
    cue = replace(cue, force=_modal_force(cue, sort, no))
    if lemma == "continue" and verb + 2 <= high and doc[verb + 1].lower_ == "to":
        inner = judged(segment, replace(cue, verb=verb + 2), subject)
        if inner is None or doc[verb + 2].lemma_.lower() in duty_words("enjoy"):
            return inner
        return replace(inner, action=verb)
    if lemma in duty_words("enjoy"):
        return Judged(replace(cue, force="prohibition" if no else "permission"),
                      _past(doc, verb, ("from", ","), high), verb)  # fmt: skip
    if lemma in duty_words("abstain"):
        return Judged(replace(cue, force="prohibition"), _past(doc, verb, ("from",), high),
                      verb)  # fmt: skip
    return Judged(cue, verb, verb)


def _written(subject: Subject | None) -> bool:
    """Say whether a subject is a paper, which must include what a clause says: "The notice"."""
    head = subject.head if subject is not None else None
    return head is not None and base_of(head) in duty_words("written")


def _stays(segment: Segment, verb: int) -> bool:
    """Say whether a thing is to remain what it is: "shall remain on the list", not "in force"."""
    if segment.doc[verb].lemma_.lower() != "remain":
        return False
    after = [t.lower_ for t in segment.doc[verb + 1 : verb + 4]]
    return not TERMS & set(after)


def _modal_force(cue: Cue, sort: str, no: bool) -> str:
    if no:
        return "prohibition"
    return "power" if cue.force == "permission" and sort == "body" else cue.force


def _banned(segment: Segment, cue: Cue, subject: Subject | None) -> Judged | None:
    """Return "X is prohibited": the action is the subject itself."""
    if cue.name != "banned" or subject is None or subject.head is None:
        return None
    return Judged(cue, subject.head.i, cue.at, passive=True)


def _to_be(segment: Segment, cue: Cue, subject: Subject | None, sort: str) -> Judged | None:
    """Return "is to ..." of somebody who can act, or what "is to be done"."""
    doc, verb = segment.doc, cue.verb or 0
    if doc[verb].lemma_ == "be":
        after = doc[verb + 1] if verb + 1 < len(doc) else None
        passive = after is not None and after.tag_ == "VBN"
        return Judged(cue, verb, verb + 1, passive=True) if passive else None
    if sort in ACTORS:
        return Judged(cue, verb, verb)
    head = subject.head if subject is not None else None
    told = head is None or base_of(head) in PURPOSES | law_nouns()
    return None if told else Judged(cue, verb, verb, passive=True)


def _undertaken(segment: Segment, cue: Cue, subject: Subject | None, sort: str) -> Judged | None:
    doc = segment.doc
    verb = cue.verb if cue.verb is not None else cue.at
    force = cue.force
    if cue.negated and force == "obligation":
        force = "prohibition"
    if doc[verb].lemma_.lower() in duty_words("abstain"):
        high = segment.tokens[-1].i
        return Judged(replace(cue, force="prohibition"), _past(doc, verb, ("from",), high), verb)
    if sort not in ACTORS and cue.name == "verb":
        return None
    if cue.name == "state" and subject is not None and subject.head is not None and (
        subject.head.lower_ == "it" and cue.force == "prohibition"
    ):  # fmt: skip
        return Judged(replace(cue, force=force), verb, verb, passive=True)  # "it is forbidden to"
    return Judged(replace(cue, force=force), verb, verb, owner=True)


def _being(segment: Segment, cue: Cue, subject: Subject | None, sort: str, no: bool,
           high: int) -> Judged | None:  # fmt: skip
    """Return what "shall be ..." says: a passive, a state of being bound, a quality, or nothing."""
    doc, verb = segment.doc, cue.verb or 0
    word = _predicate(doc, verb, high)
    if word is None:
        return None
    no = no or any(t.lower_ == "neither" for t in doc[verb + 1 : word.i])
    for family in STATES:
        if word.lower_ in duty_words(family):
            found = state(cue.at, word, family, no, high)
            if found is not None and found.verb is not None:
                return Judged(found, found.verb, found.verb, owner=sort in ACTORS)
    if word.tag_ in ("VBN", "VBD") or (word.pos_ == "VERB" and word.lower_.endswith("ed")):
        return _passive(segment, cue, word, sort, no)
    if word.lower_ in duty_words("exempt") and (cue.name != "plain" or sort in ACTORS):
        return Judged(replace(cue, force="permission"), verb, word.i, owner=sort in ACTORS)
    if word.lower_ == "under" and any(t.lower_ == "obligation" for t in doc[word.i : word.i + 4]):
        return Judged(replace(cue, force="permission" if no else "obligation"), verb, word.i,
                      owner=True)  # fmt: skip
    offered = word.lower_ == "open" and word.i < high and doc[word.i + 1].lower_ == "to"
    if offered and not (subject is not None and _instrument(subject)):
        return Judged(cue, verb, word.i, passive=sort not in ACTORS, owner=sort in ACTORS)
    if word.lower_ == "subject" and REVIEWS & {t.lower_ for t in doc[word.i + 2 : word.i + 6]}:
        return Judged(replace(cue, force=_modal_force(cue, sort, no)), verb, word.i, passive=True)
    if word.lower_ in duty_words("void") and sort not in ACTORS:
        return None
    if no:
        owner = sort in ACTORS and not any(t.lower_ == "object" for t in doc[word.i : word.i + 3])
        return Judged(replace(cue, force="prohibition"), verb, word.i, passive=not owner,
                      owner=owner)  # fmt: skip
    if word.lower_ in duty_words("void") and not (
        word.lower_ == "in" and word.i < high and doc[word.i + 1].lower_ == "writing"
    ):
        return None
    if word.pos_ == "ADJ" and sort in ACTORS:
        return Judged(replace(cue, force=_modal_force(cue, sort, no)), verb, word.i, owner=True)
    written = word.lower_ == "in" and word.i < high and doc[word.i + 1].lower_ == "writing"
    if word.pos_ == "ADJ" or written:
        return Judged(cue, verb, word.i, passive=True)
    return None


def _predicate(doc: "Doc", verb: int, high: int) -> "Token | None":
    """Return the word that "be" carries, adverbs and inserted phrases passed over."""
    some = doc[verb]
    if some.dep_ == "auxpass" and verb < some.head.i <= high:
        return some.head
    i = verb + 1
    while i <= high:
        token = doc[i]
        if token.pos_ == "ADV" or token.lower_ in ("not", "also", "both", "either", "neither"):
            i += 1
        elif token.text == ",":
            close = next((k for k in range(i + 1, high + 1) if doc[k].text == ","), None)
            if close is None:
                return None
            i = close + 1
        else:
            return token
    return None


def _passive(segment: Segment, cue: Cue, word: "Token", sort: str, no: bool) -> Judged | None:
    doc, lemma = segment.doc, word.lemma_.lower()
    after = doc[word.i + 1] if word.i + 1 < len(doc) else None
    by = any(t.lower_ == "by" for t in doc[word.i + 1 : word.i + 8])
    if lemma in duty_words("defined"):
        return None
    if lemma in ("renew", "extend", "prolong", "continue") and sort not in ACTORS and (
        TERM & {t.lower_ for t in doc[word.i - 3 : word.i + 12]}
    ):  # fmt: skip
        return None  # the term of the text runs on
    taken = lemma in duty_words("taken_as") and not by
    if taken and after is not None and (after.lower_ in TAKEN or after.pos_ in ("ADJ", "VERB")):
        return None
    force = "prohibition" if no else cue.force
    own = lemma in duty_words("accompanied") and sort in ACTORS
    return Judged(replace(cue, force=force), cue.verb or 0, word.i, passive=True, owner=own)


def _having(segment: Segment, cue: Cue, sort: str, no: bool, high: int) -> Judged | None:
    """Return what "shall have ..." says: a right, a power, a vote, a quality."""
    doc, verb = segment.doc, cue.verb or 0
    i, denied = verb + 1, no
    while i < high and (doc[i].lower_ in DETERMINERS or doc[i].pos_ in ("ADV", "ADJ")):
        denied = denied or doc[i].lower_ == "no"
        i += 1
    word = doc[i].lower_
    if word in duty_words("effect"):
        return None
    if word in duty_words("owned"):
        force = owned(word)
        negative = "permission" if force == "obligation" else "prohibition"
        start = _past(doc, i, ("to", "of", "over"), high) if doc[i + 1].lower_ in ("to", "of") \
            else i + 1  # fmt: skip
        return Judged(replace(cue, force=negative if denied else force), min(start, high), i,
                      owner=True)  # fmt: skip
    if denied:
        return Judged(replace(cue, force="prohibition"), i, i, owner=sort in ACTORS)
    if word in duty_words("share"):
        return Judged(replace(cue, force="permission"), verb + 1, i, owner=sort in ACTORS)
    return Judged(replace(cue, force=_modal_force(cue, sort, no)), verb, i, owner=sort in ACTORS)


def _past(doc: "Doc", i: int, words: tuple[str, ...], high: int) -> int:
    """Return the place after a word and one of the words that may follow it."""
    at = i + 1
    if at <= high and doc[at].lower_ in words:
        at += 1
    return min(at, high)


def _into_force(doc: "Doc", verb: int) -> bool:
    return any(t.lower_ in ("force", "effect", "operation") for t in doc[verb : verb + 5])


def _instrument(subject: Subject) -> bool:
    """Say whether a subject is a whole instrument: "this Treaty", "the present Protocol"."""
    head = subject.head
    if head is None:
        return False
    named = head.lemma_.lower() in duty_words("instrument")
    pointed = any(c.lower_ in ("this", "present") for c in head.children)
    return named and (pointed or head.text[:1].isupper())

"""Doubt: when what looks like a difference may be told of something else, and is not put on record.

A difference is said only of what is surely the same deed on the same agreement. What a text takes
back, weighs, declares or dates by another deed leaves that open; then the record has nothing on it.
"""

import re

from servanda.model import Act, Anchor, Document, Record, Time
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.parts import clauses
from servanda.reasoning.check.text import INSTRUMENT, Stretch, Text
from servanda.reasoning.tellings import Telling, Thing

GUESSED = ("clues", "candidate", "salience")  # how an agreement was found that no name tells
# The text speaks of its own or another's mistake, in the sentence or the one after.
TAKEN_BACK = re.compile(
    r"\bcorrection\b|\bearlier (?:version|edition|issue|report)\b|\bI (?:was|am) wrong\b|"
    r"\b(?:we|I) (?:erred|regret)\b|\breproach\w*|\bmisprint\b|\bin error\b|\bmistaken(?:ly)?\b|"
    r"\berroneous(?:ly)?\b|\bretract\w*|\bought to have (?:said|read)\b|\bshould read\b",
    re.IGNORECASE,
)
# Who declares or regards an agreement as ended has said so; whether it is, is another question.
DECLARED = re.compile(
    r"\b(?:declar|pronounc|proclaim|call|label|brand|regard|consider|deem|treat|view|describ)\w*\b"
    r"[^.;:]*$",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"“‘'][^\"”’']*$")
# The act is weighed, wanted, refused, or stands in a clause of time that lies ahead.
WEIGHED = re.compile(
    r"\b(?:reject|rul|consider|discuss|debat|oppos|threaten|fear|favou?r|avoid|prevent|urg|demand|"
    r"want|propos|contemplat|exclud|question|weigh|call)\w*\s+(?:out\s+|for\s+)?(?:\w+\s+){0,3}$|"
    r"\b(?:before|until|till|unless|once|when|by the time|should|if|whether)\s+[^,;:]*$",
    re.IGNORECASE,
)
# Of a notice, a clause or an offer of an end, nothing follows as to the end itself.
OF_NOTICE = re.compile(
    r"\b(?:notices?|clauses?|rights?|offers?|threats?|talks?|terms|plans?|procedures?|decision|bill|"
    r"law|possibility|risk|instruments?|suspend\w*|delay\w*|postpon\w*|revok\w*|cancel\w*)"
    r"\s+(?:of|on|for|to|the|its|that)?\s*(?:the\s+|its\s+)?$",
    re.IGNORECASE,
)
# "Took effect" of an exit or a joining dates that and not the agreement.
STEP = re.compile(
    r"\b(?:withdraw\w*|exit|departure|denunciation|notices?|suspension|accession|ratification|"
    r"membership|termination|extension|renewal|amendments?|annex\w*|protocols?|sanctions?|"
    r"reservations?|declarations?|adhesion|return)\b",
    re.IGNORECASE,
)
EFFECT = re.compile(
    r"\b(?:took|takes?|came into|comes? into|became|becomes?)\s+effect(?:ive)?\b", re.I
)
POINTS = re.compile(r"^\W*(?:and\s+|but\s+|in the end\s+)?(?:it|that(?: one)?|this|which)\b", re.I)
NAMED_SO = re.compile(r"\b(?:treaty|agreement|accord|pact|convention|protocol|statement|deal|truce|"
                      r"ceasefire|declaration|memorandum|charter|armistice)\b", re.I)  # fmt: skip


# "Under the agreement signed in Georgetown": which one is told by the very detail.
RESTRICTED = re.compile(r"\s+(?:signed|concluded|reached|made|struck|sealed)\b", re.IGNORECASE)
RELATIVE = re.compile(r"(?:the )?[a-z]+ (?:signed|concluded|reached|made|struck|sealed)\b")
NOUN = re.compile(r"(?:(?:an?|the|another|that)\s+)?\w+", re.IGNORECASE)


def doubted(document: Document, record: Record, held: Held, sentence: tuple[int, int]) -> bool:
    """Say whether a difference rests on words that may tell of something else."""
    if held.verdict != "differs" or not record.anchors:
        return False
    text, (start, end) = document.text, sentence
    at = (held.at or record).anchors
    words, following = text[start:end], text[end : end + 80]
    ref = record.instrument if isinstance(record, Act) else None
    if ref is not None and ref.method in GUESSED and not NAMED_SO.search(ref.surface):
        return True
    if ref is not None and held.aspect in ("date", "place") and RELATIVE.match(ref.surface):
        return True
    if ref is not None and held.aspect in ("date", "place") and ref.anchors and (
        RESTRICTED.match(text, ref.anchors[-1].end) and NOUN.fullmatch(ref.surface)):  # fmt: skip
        return True
    if TAKEN_BACK.search(words) or TAKEN_BACK.search(following):
        return True
    left, right = _clause(text, start, end, at[0].start)
    if held.aspect == "status":
        return _no_status(text, record, (left, right), at[0].start)
    dated = record.date.anchors if record.date is not None else ()
    if (
        held.aspect == "date"
        and dated
        and _clause(text, start, end, dated[0].start) != (left, right)
    ):
        return True  # of several deeds and days in a sentence, another may be this one's
    if held.aspect == "date" and _other_deed(text, start, left, right, held):
        return True
    return held.aspect in ("date", "place") and _other_subject(text, record, left, at[0].start)


def _clause(text: str, start: int, end: int, place: int) -> tuple[int, int]:
    return next((c for c in clauses(text, start, end) if c[0] <= place < c[1]), (start, end))


def _no_status(text: str, record: Record, clause: tuple[int, int], place: int) -> bool:
    """Say whether an end is only declared, weighed, or told of a notice and not of an agreement."""
    lead, quote = text[clause[0] : place], text[place : record.anchors[-1].end]
    if WEIGHED.search(lead) or OF_NOTICE.search(lead) or DECLARED.search(lead):
        return True
    quoted = QUOTED.search(lead)
    if quoted and not NAMED_SO.search(quoted[0]):
        return True  # words of somebody whose subject stands outside of them
    bare = isinstance(record, Act) and not record.instrument.surface
    return bare and not NAMED_SO.search(lead + quote)


def _other_subject(text: str, record: Record, left: int, place: int) -> bool:
    """Say whether something that is no agreement by its name is told to have been signed."""
    if not isinstance(record, Act) or record.act != "signature":
        return False
    lead = text[left:place]
    named = any(left <= a.start < place for a in record.instrument.anchors)
    return bool(PASSIVE.search(lead)) and not (
        named or NAMED_SO.search(lead) or PRONOUN.search(lead)
    )


PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be)\s+(?:\w+\s+)?$", re.IGNORECASE)
PRONOUN = re.compile(r"\b(?:it|they|both|this|these|which|that|one)\b", re.IGNORECASE)


def _other_deed(text: str, start: int, left: int, right: int, held: Held) -> bool:
    """Say whether "took effect" is told of a step on the agreement, against its own entry."""
    clause = text[left:right]
    effect = EFFECT.search(clause)
    if effect is None or "entry into force" not in held.says:
        return False
    subject = clause[: effect.start()]
    return bool(
        STEP.search(subject) or POINTS.search(subject) or not NAMED_SO.search(text[start:right])
    )


def unsure(text: Text, record: Record, held: Held, stretches: tuple[Stretch, ...]) -> bool:
    """Say whether a difference is told of what the text does not surely name, or not as a fact.

    The agreement must be named outright before, the clause must tell that something is so, and it
    must be told of an agreement and not of a notice, a site or a bill.
    """
    at = (held.at or record).anchors
    if held.verdict != "differs" or not at or not held.registry:
        return False
    stretch = next((s for s in stretches if s.start <= at[0].start < s.end), None)
    line = held.rule.startswith("check/line-")  # its words tell whose line it is
    known = line or held.pinned or (stretch is not None and stretch.strong)
    if stretch is not None and (not known or _elsewhere(record, stretch)):
        return True
    if stretch is not None and held.aspect in ("date", "act", "status") and _another(
        text, stretch, at[0].start):  # fmt: skip
        return True
    if held.aspect == "date" and _relative(text, record, held):
        return True
    telling = text.telling_at(at[0].start, at[-1].end)
    if telling is None or line or held.aspect in CONTENTS:
        return False
    if held.rule == "check/near-date" and not telling.noun and not telling.senses & MAKING:
        return True
    if telling.mood != "fact" and not (telling.noun and held.aspect == "date"):
        return True
    if held.aspect == "status":
        of = telling.things or telling.doers
        judged = JUDGED.search(_words(text, at)) is not None
        near_it = (*of, *(t for t in telling.around if t.preposition in AWAY))
        it = any(text.document.text[t.start : t.end].lower() == "it" for t in telling.doers)
        lone = it and stretch is not None and stretch.strong and not telling.things and (
            STANDS.search(text.document.text, telling.start, telling.end) is not None)  # fmt: skip
        return telling.noun or judged or not (
            lone or (_of_agreement(telling, stretch) and _named(near_it, stretch)))  # fmt: skip
    if held.rule.endswith("act-denied") and not telling.negated:
        return True
    deed = held.rule.startswith(("check/act", "check/deed"))
    if held.rule.endswith("act-denied"):
        return not telling.noun and not _of_agreement(telling, stretch)
    return deed and not telling.noun and not (
        _of_agreement(telling, stretch) or _pointed_to(text, telling, stretch))  # fmt: skip


def _pointed_to(text: Text, telling: Telling, stretch: Stretch | None) -> bool:
    """Say whether a telling is of the agreement of its stretch by a pronoun, or by silence."""
    if stretch is None or not stretch.told:
        return False
    at = stretch.by.anchors[0].start
    if telling.passive and stretch.named and telling.start <= at < telling.head:
        return True
    around = [t for t in telling.around if t.preposition in AWAY]
    body = text.document.text
    told = [body[t.start : t.end].lower() for t in (*telling.things, *around)]
    opens = telling.head - telling.sentence[0] < OPENING
    silent = opens and not (telling.things or telling.doers or around)
    return silent or any(w in POINTERS for w in told)


OPENING = 12  # characters: "Signed on 18 June 1970, it ..."
POINTERS = ("it", "this", "that", "which", "both", "them", "the former", "the latter")


# Who calls a text dead or over gives an opinion of it; the record has acts.
JUDGED = re.compile(r"\b(?:dead|over|buried|finished|history|worthless|scrap|corpse|moribund|"
                    r"hollow|shell|alive|collaps\w*|kill\w*|lasted?|"
                    r"survive\w*)\b", re.IGNORECASE)  # fmt: skip
STANDS = re.compile(r"\b(?:stands?|holds?|in force|in effect|remains?|applies)\b", re.IGNORECASE)
# What tells of the making of an agreement or of its force; "=" verbs without a sense of their own.
MAKING = frozenset(("sign", "conclude", "adopt", "accept", "enter", "begin", "apply", "happen",
                    "=be", "=date", "=make", "=reach", "=bind", "=do", "=put", "=come", "=issue",
                    "complete", "=have", "=give", "=follow", "=get", "=draw", "=become",
                    "=set"))  # fmt: skip
AWAY = ("from", "out of", "of", "to", "by", "under")
RELATED = re.compile(r"\b(?:next|later|following|same|that|previous|before|after|on|ago|"
                     r"earlier|last|this|day|days)\b", re.IGNORECASE)  # fmt: skip
DIGITS = re.compile(r"\d")


def _words(text: Text, at: tuple[Anchor, ...]) -> str:
    return text.document.text[at[0].start : at[-1].end + 12]


def _elsewhere(record: Record, stretch: Stretch) -> bool:
    """Say whether an act is told of another agreement than its stretch speaks of."""
    ref = record.instrument if isinstance(record, Act) else None
    return ref is not None and (ref.id or "").partition("#")[0] != stretch.instrument


def _another(text: Text, stretch: Stretch, place: int) -> bool:
    """Say whether another agreement is spoken of between a naming and what is told."""
    first = stretch.by.anchors[-1].end
    named = stretch.named and first < place
    return named and NEWER.search(text.document.text, first, place) is not None


NEWER = re.compile(
    r"\b(?:another|a new|a newer|a second|an? older|an? earlier|a later|a separate|a different)\s+"
    r"(?:\w+\s+)?(?:agreement|accord|ceasefire|truce|treaty|pact|protocol|declaration|statement|"
    r"memorandum|convention|deal|one)\b", re.IGNORECASE)  # fmt: skip


def _relative(text: Text, record: Record, held: Held) -> bool:
    """Say whether a day is told by pointing back in words alone: "the next day"."""
    when = held.at if isinstance(held.at, Time) else None
    anchors = when.anchors if when is not None else ()
    if not anchors and isinstance(record, Act) and record.date is not None:
        anchors = record.date.anchors
    quote = " ".join(a.quote for a in anchors)
    body = text.document.text
    if anchors and DAY_OF.search(body, max(0, anchors[0].start - 30), anchors[0].start):
        return False
    if MONTH.search(quote) and held.rule == "check/line-date":
        return False  # whatever the year, the month is another
    return bool(quote) and not DIGITS.search(quote) and RELATED.search(quote) is not None


DAY_OF = re.compile(r"\b\d{1,2} [A-Z][a-z]+ of\s+$")  # "20 January of the next year"
MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|"
                   r"November|December)\b")  # fmt: skip


# What the words of an agreement are told to say stands in any mood.
CONTENTS = ("content", "force", "bearer", "paragraph", "quantity", "term", "notice", "duration",
            "renewal", "place", "who signed", "party")  # fmt: skip


def _of_agreement(telling: Telling, stretch: Stretch | None) -> bool:
    """Say whether a telling is of an agreement: its subject or object, if it has one, is one."""
    if any(t.head in GENERIC and not t.ids for t in telling.doers):
        return False
    if any("#parliament" in t.sorts for t in telling.doers):
        return False
    free = bool(telling.things) and all(
        t.bare or t.head in FORMS or t.ids & telling.keys for t in telling.things)  # fmt: skip
    return free or _named(telling.things or (*telling.doers, *telling.around), stretch)


def _named(things: tuple[Thing, ...], stretch: Stretch | None) -> bool:
    """Say whether one of some things is an agreement, or a pronoun that may be one."""
    at = stretch.by.anchors[0].start if stretch is not None and stretch.named else -1
    return any(t.start <= at < t.end or "#text" in t.sorts or t.bare
               or any(i.startswith(INSTRUMENT) for i in t.ids) for t in things)  # fmt: skip


FORMS = frozenset({"signa", "name", "names", "seal", "pen"})  # what a signing may be told to put
GENERIC = frozenset({"natio", "state", "count", "party", "side", "membe", "parti", "signa"})

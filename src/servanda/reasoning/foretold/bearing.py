"""Whether a telling of a later passage bears on a deed foretold, and if it does not, why not."""

import re

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Prediction
from servanda.model.spelt import count_of
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.asked import Asked, asked_by, by_document
from servanda.reasoning.foretold.claims import AFTERWARDS, Claim, claim_of
from servanda.reasoning.foretold.deeds import stands_for, told_senses
from servanda.reasoning.foretold.doers import PAIR, is_counted, roles_fit
from servanda.reasoning.foretold.likeness import one_thing, unfit
from servanda.reasoning.foretold.passages import Naming, Passage, meets, passages
from servanda.reasoning.foretold.real import clause_at, is_nominal
from servanda.reasoning.foretold.tables import Hit, Role, hits, pattern, roles_in, things, words_of
from servanda.reasoning.tellings.match import (
    ERGATIVE,
    same_thing,
)
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.thing import Thing
from servanda.reasoning.wording import STEM, WORD

PREFIXES = ("un", "in", "il", "im", "ir", "dis", "non-")
SHORT = 4  # letters
RESOLVED = frozenset({"lift", "extend", "impose", "suspend", "recognise", "ratify", "accept",
                      "appoint", "expel", "admit", "end", "adopt"})  # fmt: skip

# Words for anything, which say nothing of what a deed is done to.
VAGUE = frozenset({"matte", "case", "issue", "quest", "thing", "affai", "step", "way", "part",
                   "appli", "suit", "claim", "compl"})  # fmt: skip
CONTESTS = frozenset({"win", "lose"})
BETWEEN = frozenset({"#talks", "#text", "#war", "#relations", "#vote"})
IN_PLACE = re.compile(r"\b(?:in|at|near|outside|around|from)\s+(?:the\s+)?$", re.IGNORECASE)
THERE_NO = re.compile(r"\bthere (?:was|were|is|has been|had been) (?:no|never)\b", re.IGNORECASE)
TALKS = frozenset({"talk", "talks", "negot", "discu"})
# "Its notice of departure", "a plan for the release": the noun of a deed that is another's.
OF_ANOTHER = re.compile(r"\b\w+(?:\s\w+)?\s(?:of|for|on|to|about)\s+(?:\w+['’]?s?\s+){0,2}$", re.I)
NOT_UNTIL = re.compile(r"\bnot until\b[^.;]{0,60}\bthat\b", re.IGNORECASE)
# "All sanctions that the deal had lifted": who is named there need not be named again.
RELATIVE = re.compile(r"\s(?:that|which|who|whom)\s(?=(?:the|it|they|he|she|[A-Z]))")
SIDE = re.compile(r"\b(?:for|in favou?r of|on the side of|with|against)\b", re.IGNORECASE)
ADVERBS = frozenset({"sooner", "early", "later", "there", "next", "perhaps", "probably", "either",
                     "much", "few", "nor", "likewise", "possibly", "presumably"})  # fmt: skip


class Sought(Struct, frozen=True):
    """What a prediction has one look for: the deed asked, whom it names, its words.

    `names` are the keys of each naming in it, its window and condition left out; `roles` those of
    its doer; `told` is what it tells and names, with the sentence before, where it points back.
    """

    asked: Asked
    claim: Claim | None
    names: tuple[frozenset[str], ...]
    roles: tuple[Role, ...]
    text: str
    told: frozenset[str]


class Bearing(Struct, frozen=True):
    """How a telling bears on a deed: `sign` 1 it is that deed, -1 one that excludes it, 0 not.

    `denied` says that it is told not to be done; `refused` why it does not bear.
    """

    sign: int
    denied: bool = False
    refused: str = ""


def sought(case: Case, record: Prediction) -> Sought | None:
    """Return what a prediction has one look for; None where the parse tells no deed."""
    asked = asked_by(case, record)
    if asked is None:
        return None
    whole = case.evidence.documents[record.document].text
    asked = replace(asked, telling=_known(case, asked.telling, whole))
    roles = tuple(r for d in asked.telling.doers if not (d.sorts & BETWEEN or d.head in TALKS)
                  for r in roles_in(whole[d.start : d.end]) if r.speaks != "no")  # fmt: skip
    names = _names(case, record, asked)
    told = _context(case, record)
    return Sought(asked, claim_of(case, record), names, roles, record.proposition.text, told)


def _context(case: Case, record: Prediction) -> frozenset[str]:
    """Return what the sentence of a prediction tells and names, and the one before."""
    start = record.proposition.anchors[0].start
    for p in passages(case).of(record.document):
        if p.start <= start < p.end:
            before = p.before.stems | p.before.everybody if p.before else frozenset[str]()
            return p.stems | p.everybody | before
    return frozenset()


def _is_of_it(case: Case, sought: Sought, t: Telling) -> bool:
    """Say whether something that a deed is done to is named or told by the prediction."""
    acted = [x for x in t.things
             if (x.head or x.names or x.ids) and not x.timed and x.head not in VAGUE]  # fmt: skip
    if t.senses & {"elect", "vote"}:
        return True  # whoever is elected
    if not acted and t.senses & ERGATIVE and not t.noun:
        acted = [x for x in t.doers if x.head or x.names or x.ids]
        if any(x.timed for x in acted):
            return False  # "a year that began with shelling"
    if not acted:
        return True
    text = case.evidence.documents[t.document].text
    mine = (*sought.asked.parts,)
    return any(
        x.ids & sought.told
        or things(text[x.start : x.end]) & sought.told
        or any(f"~{n[:STEM]}" in sought.told for n in x.names)
        or any(same_thing(x, y) for y in mine)
        for x in acted
    )


def _known(case: Case, t: Telling, text: str) -> Telling:
    """Return a telling without what only pointing words, numbers or words for anything stand for.

    What a pronoun was taken to point at is a guess, unless it has an identity.
    """

    def kept(x: Thing) -> bool:
        words = text[x.start : x.end].lower()
        if words in words_of("pronouns") and not x.ids:
            return False
        return not (x.head in VAGUE or (x.head[:1].isdigit() and not x.sorts))

    things = tuple(x for x in t.things if kept(x))
    if t.senses & CONTESTS:
        things = tuple(x for x in things if "#vote" not in x.sorts)
    return replace(t, doers=tuple(x for x in t.doers if kept(x)), things=things)


def _names(case: Case, record: Prediction, asked: Asked) -> tuple[frozenset[str], ...]:
    """Return the keys of each naming of a proposition, up to where it goes on about why."""
    spans = [(a.start, a.end) for a in record.proposition.anchors]
    spans += [(x.start, x.end) for x in (*asked.telling.doers, *asked.telling.things)]
    aside = [*(record.horizon.anchors if record.horizon else ())]
    aside += [*(record.condition.anchors if record.condition else ())]
    text = case.evidence.documents[record.document].text
    end = max(e for _, e in spans)
    stop = AFTERWARDS.search(text, asked.telling.head, end)
    last = stop.start() if stop else end
    first, head = record.proposition.anchors[0].start, asked.telling.head
    relative = [(m.end(), head) for m in RELATIVE.finditer(text, first, head)]
    return tuple(
        n.keys
        for p in passages(case).of(record.document)
        for n in p.named
        if any(s <= n.start < e for s, e in spans) and n.start < last
        and not any(a.start <= n.start < a.end for a in aside)
        and not any(s <= n.start < e for s, e in relative)
        and not (n.pronoun and n.start > asked.telling.head)
        and not _is_no_name(p, n)
    )  # fmt: skip


def _is_no_name(passage: Passage, naming: Naming) -> bool:
    """Say whether a word only has a capital because its sentence begins, or is a number."""
    if not all(k[0] == "~" for k in naming.keys):
        return False
    if naming.pronoun:
        return True
    word = passage.text[naming.start - passage.start : naming.end - passage.start]
    if count_of(word.lower()) is not None:
        return True
    return naming.start == passage.start and word.lower() in ADVERBS


def is_borne_out(case: Case, what: Sought, passage: Passage, start: int, end: int) -> bool:
    """Say whether the tellings at a wording of a passage, where there are any, bear on the deed."""
    if pattern("untrue").search(passage.text):
        return False
    low, high = passage.start + start, passage.start + end
    some = [t for t in by_document(case.tellings_of_deeds).get(passage.document, ())
            if low <= t.head < high]  # fmt: skip
    how = [bearing(case, what, t, passage) for t in some]
    return not how or any(b.sign or b.refused == "sense" for b in how)


def bearing(case: Case, sought: Sought, t: Telling, passage: Passage) -> Bearing:
    """Return how a telling of a passage bears on the deed that is sought."""
    if t.treaty or passage.foretells(t.head):
        return Bearing(0, refused="meant")
    if pattern("untrue").search(passage.text):
        return Bearing(0, refused="meant")
    none, at = _is_none(t, passage), t.head - passage.start
    if not (t.told or none or _is_real(sought, t, passage)):
        return Bearing(0, refused="meant")
    if _is_supposed(t, passage):
        return Bearing(0, refused="meant")
    if t.noun and pattern("not_so").search(passage.text[t.head - passage.start :]):
        return Bearing(0, refused="meant")
    mine = sought.asked.telling
    theirs = told_senses(case, t)
    axes = _axes(sought, t, passage)
    denied = t.negated or t.force == "refuse" or none
    sign = stands_for(mine.senses, theirs, (*mine.things, *t.things), denied=denied) or axes
    if t.noun and sign == axes and not stands_for(mine.senses, theirs, (), denied=denied):
        return Bearing(0, refused="sense")  # by wording alone, "fighting" would be any attack
    if axes and sign and axes != sign:
        return Bearing(0, refused="sense")
    if not sign:
        return Bearing(0, refused="sense")
    if sign < 0 and not axes and not one_thing(case, mine, t):
        return Bearing(0, refused="thing")
    if turned(sought.text, passage.text):
        if "rule" not in mine.senses:
            return Bearing(0, refused="turned")
        sign = -sign
    if "rule" in mine.senses | theirs and _side(sought.text) * _side(passage.text[at:]) < 0:
        sign = -sign
    if sign < 0 and denied:
        return Bearing(0, refused="denied")
    if other_vote(sought.text, passage.text):
        return Bearing(0, refused="thing")
    if not _is_of_it(case, sought, t):
        return Bearing(0, refused="thing")
    refused = unfit(case, mine, t) or _other_role(sought, t, passage)
    return Bearing(0 if refused else sign, denied, refused)


def _side(text: str) -> int:
    """Return 1 where a text says for whom is ruled, -1 against whom, 0 where neither."""
    found = SIDE.search(text)
    return 0 if found is None else -1 if found[0].lower() == "against" else 1


def _is_supposed(t: Telling, passage: Passage) -> bool:
    """Say whether words before a verb leave it open: "the prospect of easing them"."""
    at = t.head - passage.start
    low, _ = clause_at(passage.text, Hit("", 1, "one", at, at))
    left = passage.text[low:at]
    if pattern("resolved").search(left) or pattern("yet").search(left):
        return False
    no = pattern("negation").search(left)
    return bool(pattern("unreal").search(left[: no.start()] if no else left))


def _is_none(t: Telling, passage: Passage) -> bool:
    """Say whether there was nothing that a deed is of: "there was no truce to be mediated"."""
    return any(x.none for x in (*t.things, *t.doers)) and bool(THERE_NO.search(passage.text))


def _is_real(sought: Sought, t: Telling, passage: Passage) -> bool:
    """Say whether a deed that no verb tells as a fact is told as one: by a noun with its day, or
    as what a body resolved upon."""
    at = t.head - passage.start
    low, high = clause_at(passage.text, Hit("", 1, "one", at, at))
    left, right = passage.text[low:at], passage.text[at:high]
    if NOT_UNTIL.search(passage.text[:at]):
        return not t.negated
    if pattern("unreal").search(left) or pattern("kept_from").search(left):
        return False
    resolved = pattern("resolved").search(left)
    if resolved is not None:
        return bool((t.senses | sought.asked.telling.senses) & RESOLVED)
    if OF_ANOTHER.search(left):
        return False
    if not t.noun or t.mood != "open" or t.negated:
        return False
    word = re.match(r"\w+", right)
    if pattern("not_so").search(right) or word is None or not is_nominal(left, word[0]):
        return False
    return pattern("real").search(f"{left} {right}") is not None


def _axes(sought: Sought, t: Telling, passage: Passage) -> int:
    """Return 1 where a wording at a telling is of the deed sought, -1 where of its opposite."""
    claim = sought.claim
    if claim is None:
        return 0
    at = t.head - passage.start
    mine = [h for h in hits(passage.text) if h.axis in claim.axes and h.start <= at < h.end]
    if not mine or any(h.kind == "state" for h in mine):
        return 0
    signs = {h.sign * claim.sign * sought.asked.sign for h in mine}
    return signs.pop() if len(signs) == 1 else 0


def _other_role(sought: Sought, t: Telling, passage: Passage) -> str:
    if not sought.roles or sought.claim is None:
        return ""
    claim = replace(sought.claim, roles=sought.roles)
    return "" if roles_fit(claim, passage.text[: t.head - passage.start]) else "role"


def turned(one: str, other: str) -> bool:
    """Say whether a text has the opposite of a word of another: "unlawful" for "lawful"."""
    mine = {w.lower() for w in WORD.findall(one)}
    theirs = {w.lower() for w in WORD.findall(other)}
    some = ((w, no) for w in mine if len(w) > SHORT and w not in theirs for no in PREFIXES)
    return any(no + w in theirs or (w.startswith(no) and w[len(no) :] in theirs) for w, no in some)


def _others(passage: Passage, wanted: list[frozenset[str]]) -> bool:
    """Say whether a passage names others than some, where they do not stand for a place."""
    return any(
        any(k.startswith(("state:", "polity:", "~")) for k in n.keys)
        and not any(meets(n.keys, keys) for keys in wanted)
        and not IN_PLACE.search(passage.text[: n.start - passage.start])
        and not is_counted(passage.text[n.start - passage.start : n.end - passage.start])
        for n in passage.named
    )


def other_vote(one: str, other: str) -> bool:
    """Say whether one text is of an election alone and the other of a referendum alone."""
    kinds = [(bool(pattern("election").search(x)), bool(pattern("referendum").search(x)))
             for x in (one, other)]  # fmt: skip
    return sorted(kinds) == [(False, True), (True, False)]


def missing(sought: Sought, passage: Passage) -> tuple[frozenset[str], ...]:
    """Return the namings of a prediction that a passage does not name, nor go on about."""
    there = passage.everybody
    before = passage.before.everybody if passage.before is not None else frozenset()
    points = pattern("points").search(passage.text) is not None or not there
    title = passage.title.everybody if passage.title is not None and not there else frozenset()
    agreements = {k for k in there | before if k.startswith("instrument:")}
    near = passage.stems | (passage.before.stems if passage.before is not None else frozenset())
    text = "=text" in near
    wanted = [keys for keys in sought.names if any(k.startswith(("state:", "~")) for k in keys)]
    if len(wanted) == PAIR and is_counted(passage.text) and not _others(passage, wanted):
        there |= frozenset().union(*wanted)  # "the two presidents", where nobody else is named
    return tuple(
        keys for keys in sought.names
        if not (
            meets(keys, there)
            or (points and meets(keys, before))
            or meets(keys, title)
            or (any(k.startswith("instrument:") for k in keys) and not agreements and text)
        )
    )  # fmt: skip

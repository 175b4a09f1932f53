"""Whether a passage tells of a deed foretold: done, or not done, and between which days."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from servanda.model import Act, Event, Position, Record, Time
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.claims import ENOUGH, Claim, told_in
from servanda.reasoning.foretold.passages import Passage
from servanda.reasoning.foretold.tables import Hit, hits, roles_in
from servanda.reasoning.log import MODALITY
from servanda.reasoning.wording import STEM, WORD

CUT = re.compile(
    r"[;:—–]\s|,\s+(?=(?:and|but|or|while|whereas|which|who|whose|after|although|though|so|citing|"
    r"saying|with|when|as)\b)|\b(?:after|before|while|but|although|though|because|when|which|who|"
    r"whose|unless|if|whereas|should)\s|\b(?:and)\s(?=\w+(?:ed|s|d)\b)|,\s", re.IGNORECASE,
)  # fmt: skip
NOT = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|hardly|yet to|no longer|refus\w+ to|"
    r"declin\w+ to|fail\w*|stopped short of|instead of|rather than|short of)\b|n['’]t\b", re.I,
)  # fmt: skip
# Words that leave it open whether a deed came about, where they stand over it.
UNREAL = re.compile(
    r"\b(?:will|would|shall|may|might|can|could|should|must|if|unless|whether|plan\w*|threat\w*|"
    r"warn\w*|urg\w+|demand\w*|call\w*\s+(?:for|on)|propos\w+|consider\w*|offer\w*|hop(?:e|es|ed|ing)|"
    r"expect\w*|likely|possibl[ey]|ready|prepar\w+|want\w*|wish\w*|seek\w*|sought|intend\w*|"
    r"intention|vow\w*|pledg\w+|promis\w+|ask\w*|request\w*|suggest\w*|recommend\w*|discuss\w*|"
    r"debat\w+|option\w*|rumou?r\w*|alleg\w+|claim\w*|deni\w+|deny\w*|idea|prospect|chance|risk|"
    r"procedures?|drafts?|motion|moved that|under discussion|thinking|talk(?:s|ed)? of|eligible|"
    r"interest(?:ed)? in|scheduled|due|planned|future|towards?|next)\b", re.IGNORECASE,
)  # fmt: skip
TO = re.compile(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
BEGUN = re.compile(r"\b(?:beg[aiu]n|start(?:s|ed)?|went on|goes on|continu\w+|came|manag(?:es|ed)|"
                   r"proceeded|resolves?|decid(?:es|ed)|agreed)\s+to\s+$", re.IGNORECASE)  # fmt: skip
PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+|not\s+|yet\s+)*$", re.I)
NOUN = re.compile(
    r"(?:\b(?:the|a|an|its|their|his|her|any|no|this|that|of|for|another|such|our)\s+"
    r"|\b[A-Z]\w*(?:an|ese|ish|i|['’]s|s['’])\s+|\w+['’]s?\s+)(?:[a-z-]+\s+)?$"
)
FINITE = re.compile(r"\w+(?:ed|own|ew|eft)\b.*")
HELD = ("sign", "meet", "exchange")
OF_THE_WHOLE = ("leave", "join", "rejoin", "suspend", "end", "extend", "collapse", "begin")
CLOSE = timedelta(days=3)


class Told(Struct, frozen=True):
    """What a passage tells of a deed: that it came about or not, between which days, and where."""

    came: bool
    first: date | None
    last: date | None
    event: bool
    passage: Passage
    hit: Hit

    def record(self) -> Record | None:
        """Return the record that stands for it: on its words, else in its sentence."""
        at = self.passage.start + self.hit.start
        kept = self.passage.records

        def rank(record: Record) -> tuple[bool, int, int]:
            anchor = record.anchors[0]
            covers = anchor.start < at + self.hit.end - self.hit.start and at < anchor.end
            kind = 0 if isinstance(record, (Act, Event, Position)) else 1
            return not covers, kind, abs(anchor.start - at)

        return min(kept, key=rank, default=None)


def tellings(case: Case, claim: Claim, some: Iterator[Passage]) -> Iterator[Told]:
    """Yield what passages tell of a claim's deed."""
    for passage in some:
        told = hits(passage.text)
        mine = [h for h in told if h.axis in claim.axes]
        if not claim.axes and claim.verb:
            mine = [
                Hit("", 1, "one", *w.span())
                for w in WORD.finditer(passage.text)
                if w[0].lower()[:STEM] == claim.verb
            ]
        for hit in mine:
            found = _telling(case, claim, passage, hit)
            if found is not None:
                yield found


def _telling(case: Case, claim: Claim, passage: Passage, hit: Hit) -> Told | None:
    low, high = clause_at(passage.text, hit)
    left, right = passage.text[low : hit.start], passage.text[hit.end : high]
    records = _records_at(passage, hit)
    if _unreal(passage, hit, left, right, records):
        return None
    if not (_doers(claim, passage, hit, (low, high)) and _about(claim, passage, hit)):
        return None
    no = _negations(left, right, records)
    came = (hit.sign > 0) != bool(no % 2)
    first, last = _days(passage, hit, (low, high))
    return Told(came, first, last, hit.kind != "state" and not no, passage, hit)


def clause_at(text: str, hit: Hit) -> tuple[int, int]:
    """Return the offsets of the clause around a deed."""
    low = max((m.end() for m in CUT.finditer(text, 0, hit.start)), default=0)
    # "Canada, one of the depositaries, remains": a clause begins with whom it is of.
    after = CUT.search(text, hit.end)
    return low, after.start() if after else len(text)


def _records_at(passage: Passage, hit: Hit) -> list[Record]:
    start, end = passage.start + hit.start, passage.start + hit.end
    return [
        r for r in passage.records
        if isinstance(r, (Act, Event, Position))
        and any(a.start < end and start < a.end for a in r.anchors)
    ]  # fmt: skip


def _unreal(
    passage: Passage, hit: Hit, left: str, right: str, records: list[Record]
) -> bool:
    """Say whether a deed is only planned, threatened, urged, asked or supposed."""
    if any(MODALITY[r.modality] not in ("done", "negated") for r in records):
        return True
    if passage.text.rstrip().endswith("?"):
        return True
    if TO.search(left) and not BEGUN.search(left):
        return True
    return UNREAL.search(left) is not None


def _negations(left: str, right: str, records: list[Record]) -> int:
    """Return how often a deed is negated: by words before it, or by "no" right after it."""
    count = len(NOT.findall(left))
    after = re.match(r"\s+(?:\w+\s+){0,2}?(?:no|neither|nothing|nobody|none)\b", right)
    count += after is not None
    if not count and any(isinstance(r, (Act, Event)) and r.polarity == "negated" for r in records):
        return 0  # the wording of the table has its sign already
    return count


def _doers(claim: Claim, passage: Passage, hit: Hit, clause: tuple[int, int]) -> bool:
    """Say whether those who are told to do a deed are those of whom it is foretold."""
    everybody = passage.keys(0, len(passage.text))
    if claim.each:
        wanted = (*claim.who, *claim.names)
        return all(keys & everybody or _instrument(keys) for keys in wanted) and bool(wanted)
    left = passage.text[clause[0] : hit.start]
    passive = PASSIVE.search(left) is not None
    nominal = NOUN.search(left) is not None and not FINITE.fullmatch(passage.text[hit.start : hit.end])
    if passive or nominal:
        by = re.search(r"\b(?:by|of)\b", passage.text[hit.end : clause[1]])
        after = passage.keys(hit.end + by.start(), clause[1]) if by else frozenset()
        doers = after | (passage.keys(clause[0], hit.start) if nominal else frozenset())
        region = passage.text[clause[0] : clause[1]]
        if passive and not after:
            doers = frozenset()
    else:
        doers = passage.keys(clause[0], hit.start)
        region = left
        if not doers:
            doers = passage.keys(0, hit.start)
            region = passage.text[: hit.start]
    if claim.passive and not claim.who:
        return True
    if not _roles(claim, region):
        return False
    if claim.passive:
        return True  # whom it is done to is of the theme
    if not doers:
        return passive and bool(claim.theme or claim.names)
    return any(keys & doers for keys in claim.who) if claim.who else _same_words(claim, region)


def _same_words(claim: Claim, region: str) -> bool:
    from servanda.reasoning.foretold.tables import things

    return bool(things(claim.subject) & things(region))


def _roles(claim: Claim, region: str) -> bool:
    """Say whether the doer's role is the one foretold; of a state, that it speaks for the state."""
    told = roles_in(region)
    wanted = {r.name for r in claim.roles}
    if wanted:
        return bool(wanted & {r.name for r in told})
    return not any(r.speaks == "no" for r in told) and not any(r.name == "police" for r in told)


def _instrument(keys: frozenset[str]) -> bool:
    return any(k.startswith("instrument:") for k in keys)


def _about(claim: Claim, passage: Passage, hit: Hit) -> bool:
    """Say whether a passage is about what the deed is foretold of: names, and most of its words."""
    everybody = passage.keys(0, len(passage.text))
    told = told_in(passage)
    for keys in claim.names:
        if keys & everybody:
            continue
        if not (_instrument(keys) and not any(k.startswith("instrument:") for k in everybody)):
            return False
    if not claim.theme:
        return True
    covered = [bool(e & told) for e in claim.theme]
    named = any(_instrument(k) and k & everybody for k in claim.names)
    if claim.head and not claim.head & told and not named:
        return False
    return sum(covered) >= ENOUGH * len(covered)


def _days(
    passage: Passage, hit: Hit, clause: tuple[int, int]
) -> tuple[date | None, date | None]:
    """Return the days told of a deed: in its clause, else in its sentence, else of its line."""
    low, high = passage.start + clause[0], passage.start + clause[1]
    at = passage.start + hit.start
    own = [t for t in passage.times if low <= t.anchors[0].start < high]
    some = own or list(passage.times)
    if some:
        time = min(some, key=lambda t: abs(t.anchors[0].start - at))
    elif passage.lead is not None:
        time = passage.lead
    else:
        return None, None
    return time.earliest, time.latest

"""Whether a passage tells of a deed foretold: done, or not done, and between which days."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from servanda.model import Act, Event, Position, Record
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.claims import ENOUGH, Claim, of_what, told_in
from servanda.reasoning.foretold.counts import amounts, fits
from servanda.reasoning.foretold.passages import Passage, meets, passages
from servanda.reasoning.foretold.tables import Hit, hits, pattern, roles_in, things
from servanda.reasoning.log import MODALITY
from servanda.reasoning.wording import STEM, WORD

CUT = re.compile(
    r"[;:—–]\s|,\s+(?=(?:and|but|or|while|whereas|which|who|whose|after|although|though|so|citing|"
    r"saying|with|when|as)\b)|\b(?:after|before|while|but|although|though|because|when|which|who|"
    r"whose|unless|if|whereas|should)\s|\b(?:and)\s(?=\w+(?:ed|s|d)\b)|,\s", re.IGNORECASE,
)  # fmt: skip
TO = re.compile(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
BEGUN = re.compile(r"\b(?:beg[aiu]n|start(?:s|ed)?|went on|goes on|continu\w+|came|manag(?:es|ed)|"
                   r"proceeded)\s+to\s+$", re.IGNORECASE)  # fmt: skip
BY_RESOLVING = frozenset({"lift", "extend", "impose", "suspend", "recognise", "ratify", "accept",
                          "appoint", "expel", "rejoin"})  # fmt: skip
PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+|not\s+|yet\s+)*$", re.I)
NOUN = re.compile(
    r"(?:\b(?i:the|a|an|its|their|his|her|any|no|this|that|of|for|another|such|our)\s+"
    r"|\b[A-Z]\w*(?:an|ese|ish|i|['’]s|s['’])\s+|\w+['’]s?\s+)(?:[a-z-]+\s+)?$"
)
COUNTED = re.compile(r"\b(?:two|three|four|five|six|both)\b", re.IGNORECASE)
# "Suspended the termination": what is done to a deed so that it does not come about.
KEPT_FROM = re.compile(
    r"\b(?:suspend|halt|delay|block|prevent|reject|postpon|revok|cancel|revers|oppos|condemn|critici|"
    r"avert|avoid|rul(?:ed|es) out|call(?:ed|s) off|put off|stopp)\w*\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)  # fmt: skip
BY_NOUN = frozenset({"breakthrough", "exceed", "operate", "elect", "vote", ""})
CONVERSE = frozenset({"deliver"})  # deeds that are told by who receives as well
PAIR = 2


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
        found = [t for hit in mine if (t := _telling(case, claim, passage, hit)) is not None]
        if not found and claim.amount is not None:
            found = list(_counted(claim, passage))
        yield from found


def _telling(case: Case, claim: Claim, passage: Passage, hit: Hit) -> Told | None:
    low, high = clause_at(passage.text, hit)
    left, right = passage.text[low : hit.start], passage.text[hit.end : high]
    records = _records_at(passage, hit)
    if passage.foretells(passage.start + hit.start) or _unreal(passage, left, records, hit.axis):
        return None
    whole = pattern("whole")
    if whole.search(f"{claim.subject} {claim.theme_text}") and not whole.search(passage.text):
        return None  # a part is not the whole
    no = _negations(left, right, records)
    told = passage.text[hit.start : hit.end]
    nominal = is_nominal(left, told)
    if nominal and hit.axis not in BY_NOUN and not no and not _is_real(left, right):
        return None
    if no and hit.sign < 0 and hit.kind != "state":
        return None  # that something was not closed does not tell that it was opened
    if not (
        _doers(case, claim, passage, hit, (low, high), denied=bool(no) or hit.sign < 0)
        and about(claim, passage, hit)
        and _of_agreement(case, claim, passage)
        and not _aside(claim, passage, hit)
    ):
        return None
    came = (hit.sign > 0) != bool(no % 2)
    if claim.amount is not None and not no:
        reached = _reached(claim, passage)
        if reached is None:
            return None
        came = came and reached
        if not reached:
            first, last = _days(passage, hit, (low, high))
            return Told(False, first, last, True, passage, hit)
    first, last = _days(passage, hit, (low, high))
    return Told(came, first, last, hit.kind != "state" and not no, passage, hit)


def _counted(claim: Claim, passage: Passage) -> Iterator[Told]:
    """Yield what a number told of the very thing shows, whatever the verb: "the number was ten"."""
    reached = _reached(claim, passage)
    if reached is None or claim.amount is None or not claim.amount.unit:
        return
    counted = [a for a in amounts(passage.text) if a.unit & claim.amount.unit]
    names = (*claim.who, *claim.names)
    if not counted or not all(meets(k, passage.everybody) for k in names):
        return
    told = told_in(passage)
    words = [e for e in (*claim.theme, *claim.doer) if e and not e & claim.amount.unit]
    if sum(bool(e & told) for e in words) < ENOUGH * len(words):
        return
    if pattern("unreal").search(passage.text):
        return
    whole = Hit("", 1, "one", 0, len(passage.text))
    first, last = _days(passage, whole, (0, len(passage.text)))
    yield Told(reached, first, last, True, passage, whole)


def _is_real(left: str, right: str) -> bool:
    """Say whether a noun of a deed is told of as done: "the withdrawal was completed"."""
    if KEPT_FROM.search(left):
        return False
    beside = f"{left} {right}"
    return pattern("not_so").search(right) is None and pattern("real").search(beside) is not None


def is_nominal(left: str, told: str) -> bool:
    """Say whether a deed is told by a noun: "the American withdrawal", "its release"."""
    form = pattern("nounish").fullmatch(told.split()[0])
    return form is not None and NOUN.search(left) is not None


def _reached(claim: Claim, passage: Passage) -> bool | None:
    """Say whether a number told is what was foretold; None where none is told."""
    if claim.amount is None:
        return True
    dates = [(t.anchors[0].start - passage.start, t.anchors[0].end - passage.start)
             for t in passage.times]  # fmt: skip
    told = amounts(passage.text, dates)
    if "exceed" in claim.axes and any(a.value >= claim.amount.value for a in told):
        return True  # "larger than the limit of 300 kilograms"
    return fits(claim.amount, told)


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


def _unreal(passage: Passage, left: str, records: list[Record], axis: str = "") -> bool:
    """Say whether a deed is only planned, threatened, urged, asked or supposed."""
    resolved = pattern("resolved").search(left)
    if resolved and axis in BY_RESOLVING:
        return pattern("unreal").search(left[: resolved.start()]) is not None
    if any(MODALITY[r.modality] not in ("done", "negated") for r in records):
        return True
    if passage.text.rstrip().endswith("?"):
        return True
    if TO.search(left) and not BEGUN.search(left) and not pattern("yet").search(left):
        return True
    found = pattern("negation").search(left)
    # "Without the promised vote": what was promised did not come.
    return pattern("unreal").search(left[: found.start()] if found else left) is not None


def _negations(left: str, right: str, records: list[Record]) -> int:
    """Return how often a deed is negated: by words before it, or by "no" right after it."""
    count = len(pattern("negation").findall(left))
    after = re.match(r"\s+(?:\w+\s+){0,2}?(?:no|neither|nothing|nobody|none)\b", right)
    count += after is not None
    if not count and any(isinstance(r, (Act, Event)) and r.polarity == "negated" for r in records):
        return 0  # the wording of the table has its sign already
    return count


def _doers(
    case: Case, claim: Claim, passage: Passage, hit: Hit, clause: tuple[int, int], *, denied: bool
) -> bool:
    """Say whether those who are told to do a deed are those of whom it is foretold."""
    if claim.each:
        return _all_there(case, claim, passage, hit)
    doers, region, passive = _told_doers(passage, hit, clause)
    themselves = any(k.startswith("person:") and k in doers for keys in claim.who for k in keys)
    roled = (claim.who or claim.roles) and not themselves
    if not claim.passive and roled and not roles_fit(claim, region):
        return False
    if claim.passive:
        return True  # what it is done to is of the theme
    if not claim.who:
        told = told_in(passage)
        wanted = [e for e in claim.doer if e]
        if not wanted or any(e & told for e in wanted):
            return True
        return passive or (COUNTED.search(claim.subject) is not None
                           and COUNTED.search(passage.text) is not None)  # fmt: skip
    everybody = passage.everybody
    if claim.thing:
        named = everybody or (passage.title.everybody if passage.title else everybody)
        return any(meets(keys, named) for keys in claim.who) or _titled(claim, passage)
    if not doers and not everybody:
        if COUNTED.search(claim.subject) and COUNTED.search(passage.text):
            return _of_document(case, claim, passage)
        if denied and claim.theme and all(e & told_in(passage) for e in claim.theme):
            return True
        # A sentence that names nobody goes on about whom its document is of.
        return _titled(claim, passage) and bool(claim.theme or passive)
    if not doers:
        # "All prisoners went home": what it is done to is told as if it did it.
        passive = passive or bool(claim.head and claim.head & things(region))
        if denied and any(meets(keys, everybody) for keys in claim.who):
            return True  # "the year ended without a vote in X"
        return (passive or denied) and bool(claim.theme or claim.names)
    if hit.axis in CONVERSE and any(meets(keys, doers) for keys in claim.names):
        return True  # "will hand the town to Y" is told by what Y took
    if len(claim.who) > 1:  # "X and Y will": one of them alone is not both
        return all(meets(keys, passage.everybody) for keys in claim.who)
    return any(meets(keys, doers) for keys in claim.who)


def _titled(claim: Claim, passage: Passage) -> bool:
    """Say whether the title of its document names whom a claim is of."""
    title = passage.title
    return title is not None and any(meets(keys, title.everybody) for keys in claim.who)


def _of_document(case: Case, claim: Claim, passage: Passage) -> bool:
    """Say whether the document of a passage names whom a claim is of."""
    named = frozenset().union(*(p.everybody for p in passages(case).of(passage.document)))
    return any(meets(keys, named) for keys in claim.who)


def _told_doers(
    passage: Passage, hit: Hit, clause: tuple[int, int]
) -> tuple[frozenset[str], str, bool]:
    """Return who is told to do a deed, the words that name them, and whether it is passive."""
    left = passage.text[clause[0] : hit.start]
    told = passage.text[hit.start : hit.end]
    passive = PASSIVE.search(left) is not None and not told.endswith("ing")
    nominal = is_nominal(left, told)
    if not passive and not nominal:
        doers = passage.keys(clause[0], hit.start)
        if doers:
            return doers, left, False
        return passage.keys(0, hit.start), passage.text[: hit.start], False
    by = re.search(r"\b(?:by|of)\b" if nominal else r"\bby\b", passage.text[hit.end : clause[1]])
    after = passage.keys(hit.end + by.start(), clause[1]) if by else frozenset()
    low = hit.end if passive and by else clause[0]
    region = passage.text[low : clause[1]]
    if nominal:
        after |= passage.keys(clause[0], hit.start)
    return after, region, passive


def _all_there(case: Case, claim: Claim, passage: Passage, hit: Hit) -> bool:
    """Say whether all who are to take part in a deed are named: "X and Y met", "the two met"."""
    wanted = [k for k in (*claim.who, *claim.names) if not _instrument(k)]
    told = passage.everybody
    context = told.union(*(p.everybody for p in (passage.title, passage.before) if p))
    roles = {r.name for r in claim.roles}
    if roles and not roles & {r.name for r in roles_in(passage.text)}:
        return False
    if any(r.name == "aide" and r.name not in roles for r in roles_in(passage.text[: hit.start])):
        return False
    counted = COUNTED.search(passage.text) is not None
    if not wanted:
        return bool(claim.theme) or (COUNTED.search(claim.subject) is not None and counted)
    if all(meets(keys, told) for keys in wanted):
        return True
    if not pattern("points").search(passage.text):
        return False
    if all(meets(keys, context) for keys in wanted):
        return True
    # "The two presidents confer": of two who are foretold to, where nobody else is named.
    alone = not any(k.startswith(("state:", "~")) for k in told)
    return counted and len(wanted) == PAIR and alone and _of_document(case, claim, passage)


def doers_fit(case: Case, claim: Claim, record: Record) -> bool:
    """Say whether a record is told of those foretold, in the role foretold: of the same minister.

    Of several who are foretold to act, all must be named in its sentence.
    """
    at = record.anchors[0].start if record.anchors else -1
    for passage in passages(case).of(record.document):
        if passage.start <= at < passage.end:
            hit = Hit("", 1, "one", at - passage.start, at - passage.start)
            region = passage.text[clause_at(passage.text, hit)[0] : hit.start]
            if claim.roles and not roles_fit(claim, region):
                return False
            named = [k for k in (*claim.who, *claim.names)
                     if any(x[0] == "~" for x in k) and not _instrument(k)]  # fmt: skip
            return all(meets(keys, passage.everybody) for keys in named)
    return True


def roles_fit(claim: Claim, region: str) -> bool:
    """Say whether the doer's role is the one foretold; of a state, that it speaks for the state."""
    told = roles_in(region)
    wanted = {r.name for r in claim.roles}
    if wanted:
        named = {r.name for r in told}
        return bool(wanted & named) and not any(
            r.speaks == "no" and r.name not in wanted for r in told
        )
    return not any(r.speaks == "no" for r in told) and not any(r.name == "police" for r in told)


def _instrument(keys: frozenset[str]) -> bool:
    return any(k.startswith("instrument:") for k in keys)


def about(claim: Claim, passage: Passage, hit: Hit) -> bool:
    """Say whether a passage is about what the deed is foretold of: names, and most of its words.

    What it is done to may be named in the sentence before, or by a name, or be the one thing left
    out where all the rest is there.
    """
    everybody = passage.everybody
    if not everybody and passage.before is not None:
        everybody = passage.before.everybody  # it goes on about those just named
    told = told_in(passage)
    for keys in claim.names:
        if meets(keys, everybody):
            continue
        if not (_instrument(keys) and not any(k.startswith("instrument:") for k in everybody)):
            return False
    if _of_another(claim, passage):
        return False
    theme = [e for e in claim.theme if e]
    if not theme:
        return True
    covered = [e for e in theme if e & told]
    named = any(
        k & everybody
        for k in claim.names
        if _instrument(k) or any("~" in x and x[1].isdigit() for x in k)
    )
    enough = len(covered) >= ENOUGH * len(theme)
    if not claim.head or claim.head & told or named:
        return enough or named
    if pattern("points").search(passage.text):
        near = [p.stems for p in (passage.title, passage.before) if p is not None]
        if any(claim.head & stems for stems in near):
            return len(covered) + 1 >= ENOUGH * len(theme)
    nobody = claim.who and not any(meets(k, everybody) for k in claim.who)
    return len(covered) >= max(2 if nobody else 1, len(theme) - 1)


def _of_agreement(case: Case, claim: Claim, passage: Passage) -> bool:
    """Say whether a passage may speak of the agreement foretold of: it names it, or points back.

    What names no agreement must have a noun for one or a pronoun, in a document that names it.
    """
    wanted = [keys for keys in claim.names if _instrument(keys)]
    if not wanted or any(meets(keys, passage.everybody) for keys in wanted):
        return True
    if any(k.startswith("instrument:") for k in passage.everybody):
        return False
    if not AGREEMENT.search(passage.text):
        return False
    named = frozenset().union(*(p.everybody for p in passages(case).of(passage.document)))
    return any(meets(keys, named) for keys in wanted)


AGREEMENT = re.compile(
    r"\b(?:treaty|agreement|accord|pact|deal|convention|protocol|ceasefire|truce|statement|"
    r"declaration|memorandum|charter|initiative|text|it|its|this|which)\b", re.IGNORECASE,
)  # fmt: skip


def _aside(claim: Claim, passage: Passage, hit: Hit) -> bool:
    """Say whether the thing foretold of only stands beside the deed: "a post on the road"."""
    head = claim.head
    if not head and claim.thing and not claim.who:
        head = frozenset().union(*claim.doer)  # "the road stays closed": what is closed
    if not head:
        return False
    if any(head & things(w[0]) for w in WORD.finditer(passage.text, 0, hit.start)):
        return False
    for word in WORD.finditer(passage.text, hit.end):
        if head & things(word[0]):
            between = passage.text[hit.end : word.start()]
            beside = BESIDE.search(between)
            return beside is not None and THING.search(between, 0, beside.start()) is not None
    return False


BESIDE = re.compile(r"\b(?:on|at|near|along|by|beside|across|in|inside|outside)\b", re.IGNORECASE)
THING = re.compile(
    r"\b(?!the\b|its\b|their\b|his\b|her\b|out\b|down\b|off\b|not\b|yet\b)[a-z]{3,}\b"
)


def _of_another(claim: Claim, passage: Passage) -> bool:
    """Say whether the thing told is one of its sort, but of something else: a ban on films."""
    if not claim.of or not claim.head or claim.of & told_in(passage):
        return False
    for word in WORD.finditer(passage.text):
        if claim.head & things(word[0]):
            return bool(of_what(passage.text[word.end() : word.end() + 40]))
    return False


def _days(passage: Passage, hit: Hit, clause: tuple[int, int]) -> tuple[date | None, date | None]:
    """Return the days told of a deed: in its clause, else in its sentence, else of its line."""
    low, high = passage.start + clause[0], passage.start + clause[1]
    at = passage.start + hit.start
    head = passage.entry.head if passage.entry is not None else 0
    times = [t for t in passage.times if t.anchors[0].start >= head]
    own = [t for t in times if low <= t.anchors[0].start < high]
    some = own or times
    if some:
        time = min(some, key=lambda t: abs(t.anchors[0].start - at))
    elif passage.entry is not None:
        return passage.entry.first, passage.entry.last
    elif passage.lead is not None:
        time = passage.lead
    else:
        return None, None
    return time.earliest, time.latest

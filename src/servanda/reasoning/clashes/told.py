"""What plain sentences tell of agreements: signed or not, in force or over, and on which day."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from importlib import resources
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from servanda.reasoning.clashes.agreement_words import NAME
from servanda.reasoning.clashes.agreements import Spot
from servanda.reasoning.clashes.threads import Threads
from servanda.reasoning.parties import state_of
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import Window, mood_of, negated_before, taken_back, window_of

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being|got)\s+(?:[\w'’-]+ly\s+|never\s+|not\s+|"
                     r"ever\s+|at last\s+|duly\s+|also\s+)*$", re.I)  # fmt: skip
BY = re.compile(
    rf"\s*(?:\S+\s+){{0,3}}?by\s+(?:the\s+)?(?P<who>(?:both|all|either|neither)[^.,;]*|"
    rf"(?:[\w'’-]+\s+of\s+)?{NAME}(?:(?:\s(?:and|of|the))*\s{NAME})*|[\w’'-]+)"
)
ALL = re.compile(
    r"\b(?:both|all|each|every|neither|nobody|no one|none|the (?:two|three|four|parties|sides|"
    r"countries|states|delegations)|they|we|we both)\b", re.IGNORECASE,
)  # fmt: skip
PRONOUN = re.compile(r"^\s*(?:it|them)\b", re.IGNORECASE)
NOTHING = re.compile(
    r"^\s*(?:$|[.,;:!?”\"’)–—]|(?:on|in|at|by|with|within|under|for|after|before|there|anything|"
    r"nothing|he|they|and|but|when|while|as|to|a)\b)", re.IGNORECASE,
)  # fmt: skip
RELATIVE = re.compile(r"\b(?:which|that|who)\b[^,;.]{0,60}$", re.IGNORECASE)
PIECE = re.compile(
    r"[;:()“”\"]|\s[–—-]\s|,?\s(?:but|while|whereas|although|though|because|since(?=\s\w+\s(?:has|is))|"
    r"so that|who say|so)\s|,\s(?:and|when|as|which|who|or|that|was|were|is|has|had)\s|"
    r"\sand\sthat\s|\sthat\s",
    re.IGNORECASE,
)  # fmt: skip
# "Parliament, by the way, which all histories have approving it, did not": an aside before a verb.
ASIDE = re.compile(
    r",\s(?:by the way, )?(?:which|who)\s[^,;]*,\s(?=(?:did|does|has|had|was|were|never)\b[^,;]*$)"
)
# Who is of a state and is not the state.
OTHERS = re.compile(
    r"\b[\w-]+['’]s? (?:opposition|rebels|neighbours?|allies|ally|enem\w+|rivals?|critics|exiles)\b"
)
PLACE = re.compile(rf"\s*(?:anything\s|something\s)?(?:at|in)\s(?P<name>{NAME})")
GOVERNED = re.compile(
    r"\b(?:of|over|about|under|on|in|with|to|by|from|against|between|after|before|for|within|since|"
    r"despite|into|than)\s(?:the\s|this\s|that\s|its\s|a\s|an\s)?$", re.IGNORECASE,
)  # fmt: skip
SUBJECT = re.compile(
    r"(?:^|[\s,;:(—–-])(?:it|which|this|(?:the|this|that|old) (?:thing|paper|piece of paper))\s+"
    r"(?:(?:has|had|have|is|was|were|will|would|never|not|also|still|then|now|did|does|be|been|only|"
    r"already|since|soon|thus|therefore|itself|in|fact|at|last|no|longer|[a-z]+ly)\s+){0,4}$",
    re.IGNORECASE,
)  # fmt: skip
NOW = re.compile(
    r"(?:holds|applies|survives|also|therefore|is|are|lives|feels?|considers?|regards?|treats?|sees?|remains?|still|stands|"
    r"binds|it|keeps?|continues?|has|have)\b",
    re.IGNORECASE,
)
SAME_DAY = re.compile(r"\s(?:on )?(?:that|the same) (?:very )?day\b", re.IGNORECASE)
CONJUNCTION = re.compile(r"\b(?:for|since|after|before|until|than)\s(?:the\s)?$", re.IGNORECASE)
DECLARED = re.compile(
    r"\b(?:declar|pronounc|call|consider|regard|proclaim|want|wish)\w*\b", re.IGNORECASE
)
REACH = 300  # characters back to what "it" may point at
UNLESS = re.compile(r"\b(?:unless|if|should)\b", re.IGNORECASE)
# "The treaty, signed in Prague on 8 April 2010 and in force since 5 February 2011"
JOINED = re.compile(r"(?:\s(?:and|but)|,)\s(?:has been |was |only )?$")
JOINING = re.compile(r"and |, ")
LATER = re.compile(
    r"\b(?:a|one|two|three|four|five|\d+)\s(day|week|month|year)s?\s(?:later|after(?:wards)?)\b"
)


class Told(Struct, frozen=True):
    """Something told of an agreement: which deed, done or not, by whom, when, in whose voice.

    `mood` is fact, open (supposed, asked, doubted) or future; `ever` says that a denial is of all
    time; `everybody` that all its parties did it. `when` are its days, `said` those on which it is
    told.
    """

    document: str
    start: int
    end: int
    deed: str
    key: str
    negated: bool = False
    ever: bool = False
    mood: str = "fact"
    actors: frozenset[str] = frozenset()
    everybody: bool = False
    when: Window | None = None
    said: tuple[date | None, date | None] = (None, None)
    voice: str = ""
    taken_back: bool = False
    now: bool = False


@lru_cache(maxsize=1)
def _deeds() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    table = resources.files("servanda.reasoning") / "data" / "treaty_deeds.tsv"
    rows = csv.reader(
        (x for x in table.read_text(encoding="utf-8").splitlines() if not x.startswith("#")),
        delimiter="\t", quoting=csv.QUOTE_NONE,
    )  # fmt: skip
    next(rows)
    return tuple((r[1], r[2], re.compile(rf"(?<![\w-])(?:{r[3]})(?![\w-])", re.I)) for r in rows)


def told_in(case: "Case") -> Iterator[Told]:
    """Yield what the sentences of all documents tell of agreements."""
    for id_, page in case.pages.items():
        key = f"told {case.threads.meant(id_)}"
        yield from case.once(key, id_, partial(_in_page, case, page))


def _in_page(case: "Case", page: Page) -> list[Told]:
    back = taken_back(page)
    places: dict[str, Window] = {}
    return [
        _at_known_place(page, told, places) for line in page.lines
        for told in _in_line(case, page, line, case.threads, line in back)
    ]  # fmt: skip


def _at_known_place(page: Page, told: Told, places: dict[str, Window]) -> Told:
    """Return what is told with its day, where another deed at the same place had one.

    "It was signed at Abuja on 10 November. Both sides reaffirmed Lomé at Abuja."
    """
    named = re.search(rf"\b(?:at|in)\s({NAME})", page.text[told.start : told.end])
    if named is None:
        return told
    if told.when is not None and told.when.first == told.when.last:
        places.setdefault(named[1], told.when)
    elif told.when is None and not told.negated and told.deed == "reaffirm":
        return replace(told, when=places.get(named[1]))
    return told


def _in_line(case: "Case", page: Page, line: Line, threads: Threads, back: bool) -> Iterator[Told]:
    text = page.text
    found = sorted(
        (m.start(), -m.end(), deed, side) for deed, side, pattern in _deeds()
        for m in pattern.finditer(text, line.start, line.end)
    )  # fmt: skip
    hits: list[tuple[int, int, str, str]] = []
    for start, end, deed, side in found:  # of two that overlap the first, or the longer
        if not hits or start >= hits[-1][1]:
            hits.append((start, -end, deed, side))
    last_key = ""
    last_when: Window | None = None
    used: set[int] = set()  # times that a verb before has taken
    yield from _dated_names(page, line, threads)
    for n, (start, end, deed, side) in enumerate(hits):
        left = hits[n - 1][1] if n else line.start
        right = hits[n + 1][0] if n + 1 < len(hits) else line.end
        first = max([left, *(m.end() for m in PIECE.finditer(text, left, start))])
        aside = ASIDE.search(text, line.start, start)
        if aside is not None and aside.end() == start:
            first = line.start
        last = min([right, *(m.start() for m in PIECE.finditer(text, end, right))])
        key = _agreement(page, threads, line, (start, end), side, (left, right)) or (
            last_key if side == "n" or (side == "a" and _joined(text, line, start)) else ""
        )
        if not key:
            continue
        last_key = key
        if deed == "since" and side == "a" and _joined(text, line, start):
            deed = "enter"  # told by the way: when, and not that it is so now
        passive = bool(PASSIVE.search(text[first:start])) or side in ("s", "a")
        by = BY.match(text[end:last]) if passive else None
        who = by["who"] if by else "" if passive else ASIDE.sub(" ", text[first:start])
        at = (end, end + by.end()) if by else (first, start)
        lead = "" if text[first:start].endswith(" and ") else text[first:start]
        negated, ever = negated_before(
            lead, "" if deed == "end" else text[start:end], text[end:last]
        )
        spans = [(s.start, s.end) for s in threads.spots(page.document.id, first, last)]
        when = window_of(page, (first, start, end, last), line, used, spans, own=negated)
        used |= {when.start} if when else set()
        last_when = when or last_when
        if when is None and SAME_DAY.match(text, end):
            when = last_when
        if when is None and (later := LATER.search(text, end, last)):
            when = _later(later, page)
        said = page.days()
        if deed == "end" and DECLARED.search(text[first:start]):
            continue  # a party that declares it over does not say that it is
        mood = mood_of(text[line.start : first], text[first:start], text, line)
        if deed in ("enter", "end") and mood == "fact" and re.match(
            r"(?:enters|comes|takes|becomes|ends|expires|lapses|ceases)\b", text[start:end]
        ):  # fmt: skip
            mood = "future"  # "It enters into force on 1 May" says what is to be
        if mood == "future" and deed == "end" and UNLESS.search(text, end, line.end):
            mood = "open"
        yield Told(
            page.document.id, first + _blank(text[first:start]), _until(text, end, last), deed,
            key, negated, ever, mood, _who(case, page, who, at, said[1]), bool(ALL.search(who)),
            when, said, page.voice(start), back, bool(NOW.match(text, start)),
        )  # fmt: skip


def _dated_names(page: Page, line: Line, threads: Threads) -> Iterator[Told]:
    """Yield the day in a name, "the Rio Protocol of 29 January 1942", as that of its signature."""
    for spot in threads.spots(page.document.id, line.start, line.end):
        of = re.compile(r"\sof\s").match(page.text, spot.end)
        for t in page.times_in(spot.start, spot.end + 40):
            at = t.anchors[0]
            if at.end == spot.end or (of and at.start == of.end() and t.granularity == "day"):
                when = Window(t.earliest, t.latest, bool(re.search(r"\d{4}", at.quote)))
                if when.year and t.granularity in ("day", "month"):
                    yield Told(
                        page.document.id, at.start, at.end, "sign", spot.key, when=when,
                        said=page.days(), voice=page.voice(at.start),
                    )  # fmt: skip


def _blank(text: str) -> int:
    return len(text) - len(text.lstrip(" ,"))


def _until(text: str, end: int, last: int) -> int:
    return end + len(text[end:last].rstrip(" ,.")) if last > end else end


def _agreement(
    page: Page, threads: Threads, line: Line, hit: tuple[int, int], side: str,
    between: tuple[int, int],
) -> str:  # fmt: skip
    """Return which agreement a deed is told of: its subject, its object, or the last spoken of."""
    text, (start, end) = page.text, hit
    document = page.document.id
    left = threads.spots(document, line.start, start)
    right = [s for s in threads.spots(document, end, between[1]) if s.start - end < 60]
    back = threads.before(document, start, REACH)
    named = PLACE.match(text, end)
    placed = threads.placed(document, named["name"]) if named else ""
    after = text[end : between[1]]
    spot: Spot | None = None
    if side == "a":  # "the accord stands": right after its name
        near = [s for s in left if text[s.end : start].isspace()]
        if near or left or not _joined(text, line, start):
            return near[-1].key if near else ""
        return right[0].key if right else ""  # "Concluded in May, in force since June, the pact"
    if side == "s" or (side == "x" and PASSIVE.search(text[between[0] : start])):
        spot = _subject(text, line, left, back, start)
    elif inside := threads.spots(document, start, end):
        spot = inside[0]
    elif side in ("x", "o") and right and not re.search(r"[,;]|\b(?:in|at|under|on|by|with)\b",
                                                 text[end : right[0].start]):  # fmt: skip
        spot = right[0]
    elif PRONOUN.match(after) or (RELATIVE.search(text[line.start : start]) and left):
        spot = back
    elif placed:
        return placed
    elif side == "o" or (side == "x" and text[start].isupper() and start == line.start):
        return ""  # "Concluded in July, it was suspended": what it is comes after
    elif side == "n" or NOTHING.match(after):
        names = [s for s in threads.spots(document, line.start, line.end) if s.how != "bare"]
        spot = next(iter(right or names[:1]), None)
        if spot is None and "signatures" not in page.text[start:end]:
            spot = back
        if side == "n" and page.text[start:end].lower().startswith("done"):
            return threads.own(document) if page.treaty else ""
    return placed if spot is None else spot.key


def _joined(text: str, line: Line, start: int) -> bool:
    """Say whether words are joined to what was told before them: ", signed in May and in force"."""
    return bool(JOINED.search(text[line.start : start]) or JOINING.match(text, start))


def _subject(text: str, line: Line, left: list[Spot], back: Spot | None, start: int) -> Spot | None:
    """Return the agreement that is the subject: the nearest before that no preposition governs."""
    before = text[line.start : start]
    for near in reversed(left[-2:]):
        if re.search(r"[;:]|,\s(?:and|but|while)\s", text[near.end : start]):
            break
        lead = text[line.start : near.start]
        if text[near.end : start].isspace():  # "for the agreement is in force"
            lead = CONJUNCTION.sub("", lead)
        if text[near.end : start] == ", ":  # "superseded by Oslo II, signed in Washington"
            return near
        if not GOVERNED.search(lead) or re.search(r",\sof\s$", lead):
            return near
    if SUBJECT.search(before + " "):
        return back
    return None


def _who(
    case: "Case", page: Page, who: str, at: tuple[int, int], day: date | None
) -> frozenset[str]:
    """Return who does it: ids of the named, of persons their state, else the names' words."""
    out: set[str] = set()
    if other := OTHERS.search(who):
        return frozenset({other.group().lower()})
    for start, end, ref in page.names_in(*at):
        if ref.id and not ref.id.startswith("instrument:") and page.text[start:end].lower() not in (
            "it", "he", "she", "they", "its", "their", "the two"
        ):  # fmt: skip
            out.add((state_of(ref.id, day, case.entities) or ref.id) if day and
                    ref.id.startswith("person:") else ref.id)  # fmt: skip
    for word in re.findall(rf"\b{NAME}|\bfront\b|\bgovernment\b|\bcongress\b|\bparliament\b", who):
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if low in page.proper or word.islower() or low == "government":
            out.add(low)
    return frozenset(out)


def _later(m: re.Match[str], page: Page) -> Window | None:
    """Return the day that is so much later than the last one told before."""
    near = [t for t in page.times if t.anchors[0].end <= m.start() and t.earliest == t.latest]
    if (
        not near
        or near[-1].earliest is None
        or m[1] != "day"
        or not m.group().startswith(("a ", "one"))
    ):
        return None
    day = date.fromordinal(near[-1].earliest.toordinal() + 1)
    return Window(day, day, True)

"""The terms that an agreement's own text sets: entry, duration, renewal, notice, exit."""

import re
from collections.abc import Iterable, Iterator

from servanda.model import Anchor, anchor
from servanda.model.anchors import Mark
from servanda.model.records import Entry, Terms
from servanda.model.spelt import count_of, length_in

I = re.IGNORECASE  # noqa: E741
INSTRUMENT = (
    r"(?:treaty|convention|protocol|agreement|statute|charter|accord|pact|covenant|memorandum"
    r"(?: of understanding)?|arrangement|understanding|declaration|communiqu[eé]|statement"
    r"|road ?map|document|act|truce|ceasefire|contract|instrument|constitution"
    r"|plan|framework|concordat)"
)
THIS = rf"(?:(?:this|the present)\s+(?:\w+\s+){{0,2}}{INSTRUMENT})"
OWN = rf"(?:{THIS}|(?-i:[Tt]he\s+(?:[A-Z]\w+\s+)?(?=[A-Z])){INSTRUMENT}|it|the present text)"
STEP = (
    r"(?:(?:enters?|comes?)\s+into\s+(?:force|effect|operation)|takes?\s+effect"
    r"|becomes?\s+effective)"
)
# A text speaks of its own entry with "this ... shall", or at the head of a sentence.
ENTRY = tuple(re.compile(p, I) for p in (
    rf"\b(?P<own>{THIS}),?\s+(?:shall|will|is\s+to)\s+(?P<step>{STEP})\b",
    rf"(?:^|[.;\n]|\d\s)\s*(?P<own>{THIS})\s+(?P<step>{STEP})\b",
    rf"\b(?P<own>{THIS})\b[^.;]{{0,120}}?\band\s+(?:(?:shall|will)\s+)?(?P<step>{STEP})\b",
    rf"(?:^|[.;\n]|\d\s|,)\s*(?P<own>it)\s+(?:(?:shall|will)\s+)?(?P<step>{STEP})\b",
    rf"(?:^|[.;\n]|\d\s)\s*(?P<own>the\s+(?:\w+\s+)?{INSTRUMENT}\b[^.;,]{{0,60}}?)\s+"
    rf"(?:(?:shall|will)\s+)?(?P<step>{STEP})\b",
))  # fmt: skip
# What enters into force here is another thing, or the same for one who joins later.
LATER = re.compile(
    r"\b(?:amendments?|for (?:each|any|every|a|those|that|such)\b[^,]{0,60}?(?:state|party"
    r"|signatory|member)|denunciation|withdrawal|terminat|annex(?:es)? shall|accession shall"
    r"|modification|reservation|measure|suspension|provisional|article \w+ shall)", I,
)  # fmt: skip
CONSENTING = re.compile(
    r"\b(?:ratif\w+|approv\w+|accept\w+|accession|notif\w+|notes|procedures|requirements|deposit\w*)",
    I,
)
AFTER = re.compile(r"\b(?:after|following|from|of)\b", I)
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "last": 0, "final": 0,
}  # fmt: skip
ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty-)?(?:first|second|third"
    r"|fourth|fifth|sixth|seventh|eighth|ninth)|(?:ten|eleven|twelf|(?:thir|four|fif|six|seven|eigh"
    r"|nine)teen)th|(?:twen|thir|for|fif|six|seven|eigh|nine)tieth|hundredth)"
)
DAY_AFTER = re.compile(rf"\bthe\s+({ORDINAL})\s+(day|month)\s+(?:after|following|from|of)\b", I)
MONTH_AFTER = re.compile(
    rf"\bfirst\s+day\s+of\s+the\s+(?:({ORDINAL}|next|following)\s+)?month,?\s*"
    rf"(?:(?:after|following|next|from|of)\b)?", I,
)  # fmt: skip
NEEDED = re.compile(
    rf"\b(?:the\s+({ORDINAL})\s+(?:such\s+)?(?:instrument|ratification|signator|state|notification)"
    r"|(\d{1,3}|[a-z]+(?:-[a-z]+)?)\s+(?:such\s+)?(?:instruments|states|signator\w+|ratifications"
    r"|contracting|parties|members))", I,
)  # fmt: skip
DATE = re.compile(
    r"\s*(?:on\s+|as\s+(?:of|from)\s+|from\s+)?(\d{1,2}\s+[A-Z][a-z]+\s+\d{4}|[A-Z][a-z]+\s+\d{1,2},"
    r"?\s+\d{4})"
)
UNLIMITED = re.compile(
    rf"\b{OWN}\b[^.;]{{0,80}}?\b(?:(?:of|for|have)\s+(?:an?\s+)?(?:unlimited|indefinite)\s+"
    r"(?:duration|period|term|time)|(?:in\s+force|in\s+effect|valid)\s+indefinitely"
    r"|(?:concluded|valid|in\s+force)\s+without\s+limit\w*)", I,
)  # fmt: skip
LASTING = (
    r"(?:(?:(?:remain|be|stay|continue|continues|remains|is)\s+(?:in\s+(?:force|effect|operation)"
    r"|valid)|,?\s*(?:(?:is|are|be)\s+)?concluded|(?:has|have)\s+(?:a\s+(?:duration|term|validity)"
    r"|effect))\s+(?:for|of)|(?:(?:shall|will)\s+(?:last|run)|lasts?|holds?)(?:\s+for)?"
    r"|(?:shall\s+)?(?:expires?|ends?|lapses?)(?=\s+[\w()-]+\s+[\w()-]+\s+after\s+(?:its|the|entry|sign)))"
    r"\b[^.;]{0,120}"
)
RUNS = re.compile(rf"\b{LASTING}", I)
OWN_RUNS = re.compile(
    rf"(?:\b{THIS}|(?:^|[.;\n])\s*(?:it|{OWN}))(?:\b[^.;]{{0,90}}?)?(?<![\w])(?P<runs>{LASTING})"
    rf"|\bduration\s+of\s+{OWN}\s+(?P<set>(?:shall\s+be|is|will\s+be)\b[^.;]{{0,60}})",
    I,
)
STAYS = re.compile(
    r"\b(?:remains?|stays?|continues?)\s+in\s+(?:force|effect)\s+(?:unless|until|as long)\b[^.;]*"
    rf"|\b{OWN}\s+(?:takes\s+effect[^.;]*?\s+and\s+)?ends\s+when\b[^.;]*", I,
)  # fmt: skip
RENEWED = re.compile(
    r"(?<!may be )\b(?:renew|extend|prolong)(?:ed|s)?\b[^.;]*?\b(?:automatically|tacit(?:ly)?"
    r"|successive|further|each\s+time|periods?|same|equal|additional|like|another|at\s+a\s+time)\b[^.;]*"
    r"|\b(?:automatically|tacitly)\s+(?:be\s+)?(?:renew|extend|prolong)\w*[^.;]*"
    r"|\b(?:thereafter\s+continues?|continues?\s+(?:in\s+(?:force|effect)\s+)?thereafter)\b[^.;]*",
    I,
)  # fmt: skip
CONDITION = re.compile(r"\b(?:unless|if|except|provided)\b", I)
# Where a length of time is one of notice: by the words behind it, or before it.
BEHIND = re.compile(
    r"['’]?\s*\)?\s*(?:\w+\s+){0,3}?(?:notice|in\s+advance|before|prior|earlier)\b", I
)
SINCE = re.compile(r"['’]?\s*\)?\s*(?:\w+\s+){0,3}?(?:after|from|following)\b", I)
EFFECT = re.compile(r"\b(?:effect\w*|terminat\w*|expir\w*|cease\w*|ends?|lapse\w*|withdr\w+)\b", I)
AHEAD = re.compile(
    r"(?:notice\s+of|expiry\s+of|expiration\s+of|lapse\s+of|period\s+of)\s+(?:at\s+least\s+)?"
    r"(?:an?\s+)?$", I,
)  # fmt: skip
SINCE_ENTRY = re.compile(r"[^.;]{0,90}\b(?:entry|entered|enters)\s+into\s+force", I)
ENDING = re.compile(
    r"\b(?:withdr(?:aw|ew)\w*|denounc\w+|denunciation|terminat\w+|expir\w+|renew\w*|prolong\w*"
    r"|notice|noti(?:fy|fies|fication)|no\s+longer|runs?\s+out|inform\w*|in\s+advance|object\w*"
    r"|extend\w*|extension)\b", I,
)  # fmt: skip
BEFORE_EXIT, AFTER_EXIT = 250, 800  # characters around the leave to go in which its notice stands
MEANT = rf"(?:{THIS}|(?-i:the\s+[A-Z]\w+)|it)"
FREE = (
    r"(?:may(?!\s+not\b)|(?:has|have)\s+(?:in [^.;]{0,60},\s*)?the\s+right\s+to|is\s+free\s+to"
    r"|in\s+case\b[^.;]{3,60}\bshould|if\b[^.;]{3,60}\b(?:intends?|wish\w*|decides?)\s+to)"
)
LEAVE = re.compile(
    rf"\b{FREE}\b[^.;]{{0,200}}?\b(?:(?:withdraw\s+from|terminate|denounce)\s+{MEANT}\b"
    rf"|(?:end|leave|cancel)\s+{THIS}\b"
    r"|withdraw(?=\s+(?:on|upon|by\s+giving|with|after\s+giving)\b)|notif[^.;]{0,120}?\b(?:its|of|to)\s+(?:withdraw\w*|denunciation|(?:intention|decision)\s+to\s+"
    rf"(?:withdraw|terminate|denounce))|noti(?:ce|fication)\b[^.;]{{0,60}}\bof\s+(?:its|the|their)\s+(?:withdrawal"
    rf"|denunciation|termination)(?:\s+from\s+{MEANT})?)|\b(?:{THIS}|(?-i:The\s+[A-Z]\w+))\s+may\s+be\s+(?:terminated|denounced)\b"
    rf"|\b(?:wishing|that\s+wishes|intending|that\s+intends)\s+to\s+(?:withdraw\s+from|leave|end"
    rf"|terminate|denounce)\s+{MEANT}\b"
    r"|\bno\s+longer\s+able\s+to\s+abide\b[^.;]*", I,
)  # fmt: skip
TOGETHER = re.compile(
    r"\s+(?:by|on|with|at)\s+(?:any\s+time\s+by\s+)?(?:their\s+)?"
    r"(?:mutual|common|joint|agreement|consent)\b", I,
)  # fmt: skip
UNTIL = re.compile(r"\b(?:until|unless|before|within|after)\b", I)
FAR = 70  # characters before a length of time behind which it is not the term's
STAY = re.compile(
    r"\b(?:shall|may) not (?:be )?(?:denounced?|terminated?|subject to denunciation)\b", I
)
WHO = r"(?P<who>(?:the\s+)?[A-Z][\w'’-]*(?:\s+(?:of|the|and|for|to|[A-Z][\w'’-]*))*)"
KEPT = (
    re.compile(rf"{WHO},?(?:\s+or\s+both,)?\s+(?:shall\s+be|is|are|acts?\s+as|hereby\s+designated)"
               r"(?:\s+designated|\s+appointed)?(?:\s+as)?\s+(?:the\s+|a\s+)?[Dd]epositar"),
    re.compile(rf"(?:[Dd]eposited|remain|kept|held|preserved)\s+(?:with|in\s+the\s+[Aa]rchives\s+of)\s+{WHO}"),
    re.compile(rf"[Dd]epositary(?:\s+of\s+this\s+\w+)?\s+(?:shall\s+be|is)\s+{WHO}"),
    re.compile(rf"(?:text|original|originals)\s+(?:is|are|shall\s+be|will\s+be)\s+(?:kept|held)\s+by"
               rf"\s+{WHO}"),
    re.compile(rf"{WHO}(?:,[^.,;]{{3,40}},)?\s+(?:keeps?|holds?|shall\s+keep|will\s+keep)\s+the\s+"
               r"originals?"),
    re.compile(rf"{WHO},\s+(?:the\s+)?depositary\b"),
)  # fmt: skip
Found = tuple[str, str | int, Anchor]
Length = tuple[str, int, int]


def terms_of(
    text: str,
    start: int = 0,
    end: int | None = None,
    skip: Iterable[tuple[int, int]] = (),
    part: bool = False,
) -> tuple[Terms | None, tuple[Mark, ...]]:
    """Return the terms that a text sets between two offsets, and the words that each rests on.

    What stands in the spans `skip` is passed over: provisions that have terms of their own; `part`
    says that the stretch is such a provision. None where it sets none; what it does not say keeps
    the default of the status rules. Where the text says that it runs without limit, the duration
    is None and a mark `terms.unlimited` tells.
    """
    read = text
    for a, b in skip:
        read = read[:a] + " " * (b - a) + read[b:]
    told = _terms(read, start, end or len(text), part)
    found = {name: (value, place) for name, value, place in told}
    if not found:
        return None, ()
    marks = tuple(Mark(f"terms.{n}", (place,)) for n, (_, place) in sorted(found.items()))
    values = {n: v for n, (v, _) in found.items() if n not in SAID}
    entry = Entry(by=str(values.pop("by", "signature")), needs=values.pop("needs", "all"),
                  delay=str(values.pop("delay", "P0D")))  # fmt: skip
    return Terms(entry=entry, **{n: str(v) for n, v in values.items()}), marks


# What is told by a mark alone: that it enters at all, on a fixed day, runs without limit or until.
SAID = frozenset({"entry", "day", "unlimited", "until"})


def depositary_of(text: str) -> Anchor | None:
    """Return the place where a text names who keeps its original and instruments, or None."""
    for pattern in KEPT:
        found = pattern.search(text)
        if found is not None:
            a, b = found.span("who")
            words = text[a:b]
            cut = re.match(r"(?:[Tt]he\s+)?", words)
            return anchor(text, a + (cut.end() if cut else 0), b)
    return None


def _terms(text: str, start: int, end: int, part: bool) -> Iterator[Found]:
    """Yield name, value and place of each term; `part`: of a provision, not of the whole text."""
    if not part:
        yield from _entry(text, start, end)
    term = _duration(text, start, end, part)
    if term is not None:
        yield "duration", term[0], anchor(text, term[1], term[2])
        yield from _renewal(text, term, end)
    elif endless := UNLIMITED.search(text, start, end):
        yield "unlimited", "", anchor(text, *endless.span())
    elif not part and (stays := STAYS.search(text, start, end)):
        yield "until", "", anchor(text, *stays.span())
    leaves = [m for m in LEAVE.finditer(text, start, end) if not TOGETHER.match(text, m.end())]
    named = [m for m in leaves if re.search(rf"{MEANT}$", m[0], I)]
    leave = (named or leaves)[-1] if leaves else None
    places = [(leave.start() - BEFORE_EXIT, leave.end() + AFTER_EXIT)] if leave else []
    places += [(term[1], term[2] + AFTER_EXIT)] if term else []
    for low, high in places:
        near = leave.start() if leave else low
        notice = _notice(text, max(start, low), min(end, high), near, term)
        if notice is not None:
            yield "notice", notice[0], anchor(text, notice[1], notice[2])
            break
    if leave is not None:
        yield "exit", "allowed", anchor(text, leave.start(), leave.end())
    elif stay := STAY.search(text, start, end):
        yield "exit", "none", anchor(text, stay.start(), stay.end())


def _duration(text: str, start: int, end: int, part: bool) -> Length | None:
    """Return how long a text or provision runs, and where that stands."""
    for runs in (RUNS if part else OWN_RUNS).finditer(text, start, end):
        name = 0 if part else "runs" if runs["runs"] else "set"
        words, at = runs[name], runs.start(name)
        length = length_in(words)
        if length is not None and not _loose(words, length[1]):
            return length[0], at + length[1], at + length[2]
    return None


def _loose(words: str, at: int) -> bool:
    """Say whether a length stands too far on to be the term: "in force until ... within a year"."""
    return at > FAR or UNTIL.search(words[:at]) is not None


def _renewal(text: str, term: Length, end: int) -> Iterator[Found]:
    renewed = RENEWED.search(text, term[2], min(end, term[2] + AFTER_EXIT))
    if renewed is not None:
        yearly = re.search(r"\bfrom\s+year\s+to\s+year\b", renewed[0], I)
        more = ("P1Y", 0, 0) if yearly else length_in(CONDITION.split(renewed[0])[0])
        # "renewed tacitly" without a length runs for as long again.
        yield "renewal", (more or term)[0], anchor(text, renewed.start(), renewed.end())


def _entry(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield by what a text enters into force, how many it needs, after which delay or what day."""
    for found in (m for pattern in ENTRY for m in pattern.finditer(text, start, end)):
        low = found.start("own")
        first = max(text.rfind(". ", 0, low) + 1, text.rfind("\n\n", 0, low) + 1, start)
        stop = re.compile(r"\.\s|\.$|;|\n\s*\n").search(text, found.end(), end)
        last = stop.start() if stop else end
        words = text[first:last]
        if LATER.search(text[first : found.end()]):
            continue
        yield "entry", "", anchor(text, low, last)
        yield from _entering(text, first, found.end("step"), last, words)
        return


def _entering(text: str, first: int, step: int, last: int, words: str) -> Iterator[Found]:
    if by := CONSENTING.search(words):
        yield "by", "ratification", _at(text, first, by)
    day = DATE.match(text, step, last)
    if day is not None:
        yield "day", day[1], anchor(text, *day.span(1))
        return
    if (needed := NEEDED.search(words)) and (count := _count(needed)) is not None:
        yield "needs", count, _at(text, first, needed)
    if (delay := _delay(words)) is not None:
        yield "delay", delay[0], anchor(text, first + delay[1], first + delay[2])


def _count(needed: "re.Match[str]") -> int | None:
    """Return how many must consent: "the thirtieth instrument", "20 instruments"; None for all."""
    number = ordinal_of(needed[1]) if needed[1] else count_of(needed[2])
    return number if number else None


def _delay(words: str) -> tuple[str, int, int] | None:
    """Return the time between the last consent and entry: "on the thirtieth day after"."""
    if month := MONTH_AFTER.search(words):
        number = ordinal_of(month[1]) if month[1] else 1
        return f"P{number or 1}M", month.start(), month.end()
    if day := DAY_AFTER.search(words):
        unit = "D" if day[2].lower() == "day" else "M"
        return f"P{ordinal_of(day[1])}{unit}", day.start(), day.end()
    length = length_in(words)
    if length is not None and AFTER.match(words[length[2] :].lstrip()):
        return length
    return None


def ordinal_of(word: str) -> int | None:
    """Return the number of an ordinal: "thirty-fifth", "twentieth", "21st"; None for others."""
    low = word.lower().strip()
    if low[:1].isdigit():
        return int(re.sub(r"\D", "", low))
    if low in ORDINALS:
        return ORDINALS[low]
    if "-" in low:
        tens, _, ones = low.partition("-")
        a, b = count_of(tens), ordinal_of(ones)
        return a + b if a is not None and b is not None else None
    if low.endswith("tieth"):
        return count_of(low.removesuffix("tieth") + "ty")
    return count_of(low.removesuffix("th")) if low.endswith("th") else None


def _notice(text: str, low: int, high: int, near: int, term: Length | None) -> Length | None:
    """Return the length of notice: "six months' notice", "takes effect one year after".

    Between two places; what stands behind `near`, where leaving is spoken of, goes first.
    """
    found: list[Length] = []
    at = low
    while (length := length_in(text[:high], at)) is not None:
        value, first, at = length
        sentence = text[max(low, text.rfind(". ", 0, first)) : first]
        around = sentence + text[at : at + 80]
        told = BEHIND.match(text, at) or AHEAD.search(sentence)
        told = told or (SINCE.match(text, at) and EFFECT.search(sentence))
        if length != term and told and ENDING.search(around) and not SINCE_ENTRY.match(text, at):
            found.append((value, first, at))
    for month in MONTH_AFTER.finditer(text, low, high):
        if ENDING.search(text, max(low, month.start() - 120), month.start()):
            number = ordinal_of(month[1]) if month[1] else 1
            found.append((f"P{number or 1}M", *month.span()))
    found.sort(key=lambda f: (f[1] < near, abs(f[1] - near)))
    return found[0] if found else None


def _at(text: str, offset: int, found: "re.Match[str]") -> Anchor:
    return anchor(text, offset + found.start(), offset + found.end())

"""Conditions, exceptions, deadlines and quantities at the edges of a clause."""

import re
from dataclasses import dataclass

Span = tuple[int, int]

MONTHS = "january|february|march|april|may \\d|june|july|august|september|october|november|december"
EXCEPTIONS = (
    "unless", "except", "excluding", "save (?:as|where|for|in)", "other than",
    "without the (?:express |prior |specific )*(?:consent|permission|authori[sz]ation|agreement)",
)  # fmt: skip
# "where appropriate", "if possible" are no conditions that a clause could be cut at.
CONDITIONS = (
    "(?:(?<!as )if|where|when|whenever|wherever)(?! (?:necessary|possible|appropriate|required"
    "|needed|practicable|applicable|feasible|located))",
    "provided(?:,? (?:however,? )?that)", "in the event", "in cases? ", "upon (?:the )?request",
    "on request", "at the request", "(?<!be )(?<!are )(?<!is )(?<!and )subject to",
    "on (?:the )?condition", "as long as",
    "so long as", "to the extent", "should", "in so far as", "insofar as",
    "once(?! (?:a|an|every|each|in|per|more|again|only)\\b)",
)  # fmt: skip
DEADLINES = (
    r"within (?:\d+|an? |the (?:same )?(?:period|time)|such"
    r"|(?:[a-z-]+ ){1,4}(?:\(\d+\) )?(?:working |calendar |business )?"
    "(?:days|months|years|hours|weeks)|(?:a|the) reasonable (?:time|period)|reasonable time)",
    "no(?:t)? later than", "not (?:more|less) than [^,;]{0,30} (?:before|after|prior)",
    "before", "prior to", "(?<!look )(?<!looks )(?<!looking )after", "until", "at the latest",
    "at the beginning", "at the end", "within the (?:first|next|following)",
    "(?:at least|not less than) [^,;]{0,30} (?:before|prior)", "by no later than",
    "upon (?:the )?(?:entry|expiry|receipt|sign)",
    "on the date", "as soon as", rf"by (?:the end|\d+|{MONTHS})", "promptly", "immediately",
    "without (?:undue )?delay", "forthwith", "no sooner than",
)  # fmt: skip
KINDS: tuple[tuple[str, str], ...] = (
    ("exception", "|".join(EXCEPTIONS)),
    ("condition", "|".join(CONDITIONS)),
    ("deadline", "|".join(DEADLINES)),
)
LEADS = [(kind, re.compile(rf"(?:{words})\b", re.I)) for kind, words in KINDS]
INSIDE = [(kind, re.compile(rf"(?<![\w-])(?:{words})\b", re.I)) for kind, words in KINDS]
ADVERBS = re.compile(r"\b(?:promptly|immediately|forthwith|without (?:undue )?delay)\b", re.I)
PLACES = re.compile(
    r"\b(?:states?|countr(?:y|ies)|territor(?:y|ies)|places?|areas?|points?|zones?|ports?|sites?"
    r"|courts?|cases?|premises|localities|regions?|districts?)\s$", re.I,
)  # fmt: skip
WEAK = re.compile(r"(?:up)?on (?:the )?request|at the request|to the extent", re.I)


@dataclass(frozen=True)
class Edge:
    """A qualifier: its kind and where it stands, in offsets of the text given."""

    kind: str
    start: int
    end: int


def leading(text: str, start: int, subject: int) -> list[Edge]:
    """Return the qualifiers that stand before the subject of a clause, each up to its comma."""
    out: list[Edge] = []
    at = start
    while at < subject:
        piece = text[at:subject]
        skip = len(piece) - len(piece.lstrip(" ,;\n\tand"))
        for kind, pattern in LEADS:
            if pattern.match(text, at + skip):
                out.append(Edge(kind, at + skip, subject))
                break
        comma = _comma(text, at + skip, subject)
        if comma is None:
            break
        at = comma + 1
    return [_ended(text, e, [o.start for o in out if o.start > e.start]) for e in out]


def _comma(text: str, start: int, end: int) -> int | None:
    found = text.find(",", start, end)
    return found if found >= 0 else None


def _ended(text: str, edge: Edge, later: list[int]) -> Edge:
    end = min([edge.end, *later])
    while end > edge.start and text[end - 1] in " ,;\n\t":
        end -= 1
    return Edge(edge.kind, edge.start, end)


def trailing(text: str, verb: int, end: int) -> tuple[list[Edge], int]:
    """Return the qualifiers behind a verb up to the clause's end, and where the action ends.

    Conditions and exceptions that reach to the end are cut from the action; a deadline is told but
    stays in it.
    """
    found: list[Edge] = []
    for kind, pattern in INSIDE:
        for m in pattern.finditer(text, verb, end):
            if m.group().lower() == "where" and PLACES.search(text, verb, m.start()):
                continue  # "to another State where there is danger"
            if text[verb : m.start()].strip() and m.group().lower() != "should":
                found.append(Edge(kind, m.start(), _close(text, m.start(), end)))
    found.sort(key=lambda e: (e.start, -e.end))
    kept: list[Edge] = []
    for edge in found:
        inside = kept and edge.start < kept[-1].end and kept[-1].kind != "deadline"
        if inside and not (edge.kind == "exception" and kept[-1].kind != "exception"):
            continue
        if kept and edge.kind == kept[-1].kind == "deadline" and (
            "," not in text[kept[-1].start : edge.start]
        ):  # fmt: skip
            continue  # "within 90 days after the day on which": one deadline
        if kept:
            kept[-1] = Edge(kept[-1].kind, kept[-1].start, min(kept[-1].end, edge.start))
        kept.append(edge)
    out = [_ended(text, _short(text, e), []) for e in kept]
    cut, whole = end, end
    for edge in reversed(out):
        if edge.end < whole - 3 or WEAK.match(text, edge.start):
            break
        whole = edge.start
        cut = edge.start if edge.kind != "deadline" else cut
    return [e for e in out if e.end > e.start], cut


def _close(text: str, start: int, end: int) -> int:
    """Return where a qualifier ends: one between commas at the second, others with the clause."""
    before = text[:start].rstrip()
    if not before.endswith((",", ", and")):
        return end
    comma = text.find(",", start, end)
    return comma if comma >= 0 and end - comma > 8 else end


def _short(text: str, edge: Edge) -> Edge:
    """Return a deadline up to the next comma: what follows it is another thing."""
    if edge.kind != "deadline":
        return edge
    one = ADVERBS.match(text, edge.start)
    stop = one.end() if one else text.find(",", edge.start, edge.end)
    return Edge(edge.kind, edge.start, stop if stop > 0 else edge.end)

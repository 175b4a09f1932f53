"""Plain words for a reader: dates, periods, lists, and the marks of a status."""

import csv
import re
from calendar import month_name
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from importlib import resources

from servanda.model.date_words import day_words, span_words

# Marks of Markdown within a line, which are not shown: emphasis, and the address of a link.
MARKS = re.compile(
    r"(?<![\s*])\*\*(?!\*)|(?<!\*)\*\*(?![\s*])"
    r"|(?<![\w*])\*(?=[^\s*])(?P<star>[^*\n]*[^\s*])\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])(?P<line>[^_\n]*[^\s_])_(?!\w)"
    r"|\[(?P<link>[^\[\]\n]+)\]\((?:https?://|mailto:|#|/)[^()\s]*\)"
)
NO_WORDS = " \t\n*_#"  # blanks, and marks of Markdown between blocks: not shown
BETWEEN = re.compile(r"\bfrom (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)\b")
ISO_RANGE = re.compile(r"\b(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)\b")
ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
ISO_MONTH = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])(?![\d-])")
PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
UNITS = ("year", "month", "week", "day")


def humane(text: str) -> str:
    """Return our own wording with its ISO dates as people write them."""
    text = BETWEEN.sub(lambda m: f"from {span_words(_iso(m[1]), _iso(m[2]))}", text)
    text = ISO_RANGE.sub(lambda m: span_words(_iso(m[1]), _iso(m[2])), text)
    text = ISO.sub(lambda m: day_words(date(int(m[1]), int(m[2]), int(m[3]))), text)
    return ISO_MONTH.sub(lambda m: f"{month_name[int(m[2])]} {m[1]}", text)


def _iso(text: str) -> date:
    return date.fromisoformat(text)


def period_words(period: str) -> str:
    """Return an ISO 8601 period in words: "5 years", "6 months"; unknown forms as they stand."""
    found = PERIOD.fullmatch(period)
    if not found or not any(found.groups()):
        return period
    parts = [
        f"{n} {unit}" + ("" if n == "1" else "s")
        for n, unit in zip(found.groups(), UNITS, strict=True)
        if n
    ]
    return listed(parts)


def listed(words: Sequence[str], most: int = 6) -> str:
    """Return words as a list in a sentence: "A, B and C"; long ones end with "and 7 others"."""
    if len(words) > most:
        return f"{', '.join(words[: most - 2])} and {len(words) - most + 2} others"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def counted(n: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 source", "3 sources"."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def clipped(text: str, length: int) -> str:
    """Return text on one line, cut after a whole word with an ellipsis where it is longer."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    return flat[:length].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def unmarked(text: str) -> str:
    """Return words of a source as they are read, without the marks of Markdown within a line."""
    if "*" not in text and "_" not in text and "](" not in text:
        return text
    return MARKS.sub(lambda m: m["star"] or m["line"] or m["link"] or "", text)


def slug(id_: str) -> str:
    """Return an id as the name of a place in the page: letters, digits and hyphens."""
    _, colon, rest = id_.partition(":")
    if colon and re.fullmatch(r"[0-9a-f]{8,}", rest):
        return rest
    return re.sub(r"[^A-Za-z0-9]+", "-", id_.removeprefix("instrument:")).strip("-").lower()


@lru_cache(maxsize=1)
def marks() -> dict[str, tuple[str, str]]:
    """Return the shape and tone of each status of the status rules."""
    return {r["status"]: (r["shape"], r["tone"]) for r in _rows("marks.tsv")}


def mark_of(statuses: Iterable[str]) -> tuple[str, str]:
    """Return shape and tone of the statuses that are possible; several, or none, are unsure."""
    found = list(statuses)
    return marks()[found[0]] if len(found) == 1 else ("?", "calm")


def duty_mark(state: str) -> tuple[str, str]:
    """Return shape and tone of a duty's state, by how its type begins."""
    for row in _rows("duty_marks.tsv"):
        if state.startswith(row["begins"]):
            return row["shape"], row["tone"]
    return "·", "calm"


@lru_cache(maxsize=1)
def clash_kinds() -> dict[str, tuple[str, str]]:
    """Return for each type of clash, the weightiest first, its heading and what it is."""
    return {r["type"]: (r["what"], r["says"]) for r in _rows("clash_kinds.tsv")}


def kind_says(type_: str) -> str:
    """Return in a sentence what a type of clash is, and nothing of an unknown one."""
    return clash_kinds().get(type_, ("", ""))[1]


@lru_cache(maxsize=4)
def _rows(name: str) -> tuple[dict[str, str], ...]:
    table = resources.files("servanda.dossier") / "data" / name
    with table.open(encoding="utf-8") as f:
        return tuple(csv.DictReader(f, delimiter="\t"))

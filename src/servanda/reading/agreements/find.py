"""Every naming of an agreement, declaration, treaty or resolution in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.registry import load_registry
from servanda.lexicon.registry_names import surfaces
from servanda.reading.agreements.phrase import Phrase, phrase_around
from servanda.reading.agreements.places import called, is_place, places
from servanda.reading.dates import Match
from servanda.reading.names.trie import Trie, Word, words

How = Literal["named", "described", "number", "place", "date", "back"]

NUMBERED = re.compile(
    r"\b[Rr]esolutions?\s+(?P<list>(?:No\.?\s*)?\d{2,4}(?:/\d+)?(?:\s*\((?:\d{4}|[XVI]+)\))?"
    r"(?:(?:,\s*(?:and\s+)?|\s+and\s+)\d{2,4}(?:/\d+)?(?:\s*\((?:\d{4}|[XVI]+)\))?)*)"
)
ONE_NUMBER = re.compile(r"(\d{2,4}(?:/\d+)?)(\s*\((?:\d{4}|[XVI]+)\))?")
SYMBOL = re.compile(r"\b[SA]/RES/\d+(?:/\d+)?(?:\s*\(\d{4}\))?")


@dataclass(frozen=True)
class Cited:
    """A naming of an agreement: its place, its head noun, and how it is named.

    `ids` are the registry rows that go by that name; empty where only a description is given.
    `near` says of one that points back that it points close by: "this text", "that document".
    """

    start: int
    end: int
    head: str
    how: How
    ids: tuple[str, ...] = ()
    dated: bool = False
    near: bool = False


@lru_cache(maxsize=1)
def titles() -> Trie[tuple[str, str]]:
    """Return the trie of every name of every instrument of the registry, built once a process."""
    rows = load_registry().instruments
    return Trie((name, (name, row.id)) for row in rows for name in sorted(set(surfaces(row))))


@lru_cache(maxsize=1)
def heads() -> re.Pattern[str]:
    """Return the regex of the nouns that name agreements, compiled once a process."""
    known = {**load_nouns().of("instrument"), **load_nouns().of("dated_instrument")}
    nouns = sorted(known, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, nouns)) + r")(?![\w-])",
                      re.IGNORECASE)  # fmt: skip


def find_cited(text: str, dates: list[Match]) -> list[Cited]:
    """Return the namings of agreements in order, none overlapping.

    `dates` are the time expressions of the text, in order.
    """
    titled = list(_titled(text))
    described = [d for d in _described(text, dates) if d.dated or not _holds_one(d, titled)]
    found = [*_numbered(text), *titled, *described]
    if found or heads().search(text):  # a text that speaks of no agreement means the place
        found += [Cited(start, end, "", "place", ids) for start, end, ids in places(text)]
    kept: list[Cited] = []
    for cited in sorted(found, key=lambda c: (_rank(c), c.start - c.end, c.start)):
        if all(cited.end <= k.start or k.end <= cited.start for k in kept):
            kept.append(cited)
    kept.sort(key=lambda c: c.start)
    return _with_antecedent(text, [*kept, *_listed_dates(kept, dates, text)])


def _holds_one(described: Cited, titled: list[Cited]) -> bool:
    """Say whether a description only stretches a title that says who is meant.

    "The text of the Fourth Geneva Convention" is that convention.
    """
    return any(
        t.end <= described.end and len(t.ids) == 1
        and (t.start == described.start or (t.start > described.start and described.head in TEXTS))
        for t in titled
    )  # fmt: skip


TEXTS = frozenset({"text", "document", "paper"})


def _rank(cited: Cited) -> int:
    return {"number": 0, "named": 1, "described": 1, "place": 2, "date": 3, "back": 4}[cited.how]


def _numbered(text: str) -> Iterator[Cited]:
    for match in NUMBERED.finditer(text):
        first = True
        for one in ONE_NUMBER.finditer(text, match.start("list"), match.end("list")):
            start = match.start() if first else one.start()
            first = False
            yield Cited(start, one.end(), "resolution", "number")
    for match in SYMBOL.finditer(text):
        yield Cited(match.start(), match.end(), "resolution", "number")


def _titled(text: str) -> Iterator[Cited]:
    found, trie, at = words(text), titles(), 0
    while at < len(found):
        if not trie.begins(found[at]):
            at += 1
            continue
        hit = _title_at(text, found, trie, at)
        if hit is None:
            at += 1
            continue
        yield hit[1]
        at = hit[0]


def _title_at(text: str, found: list[Word], trie: Trie[tuple[str, str]],
              at: int) -> tuple[int, Cited] | None:  # fmt: skip
    nouns = load_nouns()
    for last, ends in trie.matches_at(text, found, at):
        start, end = found[at].start, found[last - 1].end
        written = text[start:end]
        fitting = [row for name, row in ends if _fits(written, name)]
        head = found[last - 1].key
        if fitting:
            noun = head if nouns.has("instrument", head) else ""
            return last, Cited(start, end, noun, "named", tuple(dict.fromkeys(fitting)))
    return None


def _fits(written: str, name: str) -> bool:
    """Say whether a title is written as one: an acronym exactly, a single word with a capital."""
    if " " not in name.strip():
        return written == name if name.isupper() else written[:1].isupper()
    return len(written.split()) > 2 or any(c.isupper() or c.isdecimal() for c in written)


def _described(text: str, dates: list[Match]) -> Iterator[Cited]:
    nouns = load_nouns()
    for match in heads().finditer(text):
        head = match.group().lower()
        around = phrase_around(text, match.start(), match.end(), dates)
        weak = nouns.has("weak_instrument", head)
        ids = () if around.dated else called(text, around.start, match.start())
        if ids and around.definite:
            how: How = "place" if is_place(text[around.start : match.start()], ids) else "named"
            yield Cited(around.start, match.end(), head, how, ids)
            continue
        if not nouns.has("instrument", head) and not _dated_one(text, around):
            continue  # "the 1960 guarantee", but no other guarantee
        made = _made(text, around)
        concluded = made and (not weak or head in CEASEFIRES or head in PAPERS)
        if LONGER.match(text, match.end()) and match.group()[:1].isupper():
            continue  # "Agreement Commission", "Official Document System": a longer name
        if _specific(around, weak, head) or concluded:
            yield Cited(around.start, around.end, head, "described", (), around.dated)
        elif (
            _may_point(head)
            and _pointing(around, weak)
            and (around.alone or (around.bare and WHAT_IT_DID.match(text, match.end())))
        ):
            near = around.determiner in NEAR
            yield Cited(match.start(), match.end(), head, "back", (), False, near)


def _dated_one(text: str, around: Phrase) -> bool:
    """Say whether a phrase is definite and dated: "the 1960 guarantee", "the 11 May commitment"."""
    own = text[around.start : around.start + 4].lower() == "the "  # the date took the article
    return around.dated and (around.definite or own)


def _may_point(head: str) -> bool:
    return head not in NEVER_BACK and (not head.endswith("s") or head == "parameters")


# "The agreement that ended the war": a clause that tells what it did, and not what it says.
WHAT_IT_DID = re.compile(
    r"\s+(?:that|which)\s+(?:ended|stopped|halted|created|established|separated|divided|set up|"
    r"brought|launched|governs|governed|gave|left|made|put|settled|froze|followed|replaced)\b"
)
# What these point to stands close by, whatever it was called.
NEAR = ("this", "that", "said", "same")


def _pointing(around: Phrase, weak: bool) -> bool:
    owned = around.determiner in ("its", "their") and not weak
    return owned or load_nouns().has("pointing", around.determiner)


def _made(text: str, around: Phrase) -> bool:
    """Say whether a verb of concluding stands next to it: "brokered a truce", "was signed"."""
    if MADE.search(text, max(0, around.start - 40), around.start):
        return True
    known = around.definite or load_nouns().has("pointing", around.determiner)
    return not known and WAS_MADE.match(text, around.end) is not None


def _specific(around: Phrase, weak: bool, head: str) -> bool:
    """Say whether a phrase tells one agreement from others."""
    if around.dated or around.counted or (around.topic and not weak):
        return True
    proper = around.proper_left or (around.proper_right and not head.startswith("statement"))
    if around.proper_right and head == "resolutions":
        return True
    if proper and (not weak or around.definite or head in NAMED_ANYHOW):
        return True
    known = around.definite and not head.endswith("s")
    matter = any(load_nouns().has("matter", a) for a in around.adjectives)
    if known and matter and (not weak or head in DEALS):
        return True  # "the peace agreement", "the grain deal"
    if known and not weak and around.adjectives - VAGUE:
        return True  # "the final agreement", "the framework agreement"
    if known and head in CEASEFIRES and around.adjectives & {"unilateral", "bilateral"}:
        return True
    return bool(around.adjectives & {"trilateral", "tripartite", "alliance", "joint"})


MADE = re.compile(
    r"\b(?:signed|brokered|concluded|reached|adopted|agreed(?: to| on)?|initialled|struck|sealed|"
    r"negotiated|endorsed|issued|announced|drew up|drafted)\s+"
    r"(?:(?:an?|another|the first|the second|two|three|four|several|\w+ more|their)\s+)?$"
)
WAS_MADE = re.compile(
    r"\s+(?:was|were|has been|had been|have been)\s+(?:signed|brokered|concluded|reached|adopted|"
    r"agreed|initialled|struck|sealed|issued)\b"
)
# Adjectives that tell nothing of which agreement is meant.
VAGUE = frozenset({"new", "mutual", "security", "defence", "defense", "assistance", "cooperation",
                   "partnership", "additional", "optional", "supplementary", "historic", "landmark",
                   "strategic", "economic", "multilateral", "international"})  # fmt: skip
DEALS = frozenset({"deal", "ceasefire", "cease-fire", "truce", "declaration", "protocol"})
LONGER = re.compile(r" [A-Z][a-z]+")
CEASEFIRES = frozenset({"ceasefire", "cease-fire", "truce"})
PAPERS = frozenset({"paper", "document", "declaration", "statement", "protocol"})
NAMED_ANYHOW = frozenset({"annex", "declaration", "declarations", "plan", "package"})
NEVER_BACK = frozenset({"resolutions", "arrangements",
                        "plans", "plan"})  # fmt: skip


def _listed_dates(kept: list[Cited], dates: list[Match], text: str) -> list[Cited]:
    """Return the dates that stand for further agreements: "the statements of 9 May and 11 June"."""
    out: list[Cited] = []
    for cited in kept:
        if not cited.head.endswith("s") or cited.how not in ("described", "named"):
            continue
        end = cited.end
        for date in dates:
            if date.start < end or date.granularity != "day":
                continue
            gap = text[end : date.start]
            if not re.fullmatch(r"\s*(?:,|and|, and|or|as well as)\s*(?:of\s+)?", gap):
                break
            out.append(Cited(date.start, date.end, cited.head, "date"))
            end = date.end
    return out


def _with_antecedent(text: str, found: list[Cited]) -> list[Cited]:
    """Return the namings without those that point back to nothing.

    "The Agreement" with a capital is what the whole text is about, be it named only later.
    """
    about = any(c.how in ("named", "described", "place") for c in found)
    end = -CLOSE
    found.sort(key=lambda c: c.start)
    nouns, told, out = load_nouns(), set[str](), list[Cited]()
    for cited in found:
        family = nouns.value("instrument", cited.head) or "any"
        if cited.how == "back":
            proper = about and text[cited.start].isupper() and cited.start > 0
            close = cited.start - end < CLOSE and cited.head in TEXTS
            if not _told(cited, family, told) and not proper and not close:
                continue
        else:
            told |= {family, cited.head, "any"} if family == "document" else {family, cited.head}
        out.append(cited)
        end = cited.end
    return out


CLOSE = 240  # characters within which "the text" is the one just named


def _told(cited: Cited, family: str, told: set[str]) -> bool:
    """Say whether something fit to be pointed to was named; naming looks for its very noun."""
    if not told:
        return False
    if cited.near or cited.head in ("document", "documents", "instrument"):
        return True
    if load_nouns().has("back_only", cited.head):
        return True
    if family in ("document", "order"):
        return cited.head in told
    return family in told or "any" in told or family == "agreement"

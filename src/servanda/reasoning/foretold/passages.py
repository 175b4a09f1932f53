"""Passages: the sentences of the documents of a case, with who and when each names."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from servanda.lexicon.entities import Entities
from servanda.model import Act, Document, Event, Mention, Position, Record, Ref, Statement, Time
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.tables import CALENDAR, things
from servanda.reasoning.parties import party_of
from servanda.reasoning.wording import STEM, empty_words

ENDS = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Prof|No|Nos|Art|vs|Jan|Feb|Aug|Sept?"
                   r"|Oct|Nov|Dec)|\b[A-Z])\.$")  # fmt: skip
CAPITAL = re.compile(r"\b(?:[A-Z]|\d+[A-Z])[\w’'-]*")  # "9M729" is a name as well
MEMBERS = re.compile(r"\b(?:members|member states|states|countries|governments)\s+(?:of\s+)?(?:the\s+)?$")
# Words of titles of agreements and names of bodies that many share.
GENERIC = frozenset("""
agreement agreements protocol treaty declaration memorandum accord accords convention ceasefire truce
armistice pact deal charter communique plan initiative statute act law republic kingdom federation
union league council court tribunal commission ministry minister president prime party joint general
assembly states united nations democratic people national international north south east west
northern southern eastern western great new old upper lower mr mrs ms
""".split())  # fmt: skip
LEADING = re.compile(r"^\W*$")
FULL = ("member", "participating state", "permanent member")
ACTORS = ("state:", "polity:", "org:", "group:", "person:")
Span = tuple[int, int]


class Naming(Struct, frozen=True):
    """A naming at offsets of a document and the keys of whom it may mean.

    Keys are ids, else stems of capitalised words with `~` before them.
    """

    start: int
    end: int
    keys: frozenset[str]


class Passage(Struct, frozen=True):
    """A sentence: where it stands, when its document came out, whom and when it names.

    `lead` is the date that its line begins with, of a chronicle.
    """

    document: str
    start: int
    end: int
    text: str
    day: date | None
    named: tuple[Naming, ...]
    times: tuple[Time, ...]
    lead: Time | None
    records: tuple[Record, ...]
    title: "Passage | None" = None
    before: "Passage | None" = None

    def keys(self, start: int, end: int) -> frozenset[str]:
        """Return the keys of whom the words between two offsets of the passage name."""
        low, high = self.start + start, self.start + end
        return frozenset().union(*(n.keys for n in self.named if low <= n.start and n.end <= high))

    @property
    def stems(self) -> frozenset[str]:
        """Return what the words of the passage tell."""
        return things(self.text)


class Passages(Struct, frozen=True):
    """All passages of a case, with those that name a key or tell of a thing by their places."""

    all: tuple[Passage, ...]
    by_key: dict[str, tuple[int, ...]]
    places: dict[str, tuple[int, int]]

    def of(self, document: str) -> tuple[Passage, ...]:
        """Return the passages of a document."""
        first, last = self.places.get(document, (0, 0))
        return self.all[first:last]

    def naming(self, keys: frozenset[str]) -> Iterator[Passage]:
        """Yield the passages that name or tell of any of some keys, in their order."""
        for place in sorted({i for k in keys for i in self.by_key.get(k, ())}):
            yield self.all[place]


@lru_cache(maxsize=2)
def passages(case: Case) -> Passages:
    """Return the passages of a case; kept while predictions of one case are resolved."""
    by_document: dict[str, list[Record]] = {}
    for record in case.evidence.records:
        if record.anchors:
            by_document.setdefault(record.document, []).append(record)
    found = [
        passage
        for document in case.evidence.documents.values()
        if document.genre != "agreement"
        for passage in _passages(case, document, by_document.get(document.id, []))
    ]
    by_key: dict[str, list[int]] = {}
    for place, passage in enumerate(found):
        keys = passage.stems.union(*(n.keys for n in passage.named))
        for key in keys:
            by_key.setdefault(key, []).append(place)
    places: dict[str, tuple[int, int]] = {}
    for place, passage in enumerate(found):
        places[passage.document] = (places.get(passage.document, (place, 0))[0], place + 1)
    return Passages(tuple(found), {k: tuple(v) for k, v in by_key.items()}, places)


def sentences(text: str) -> Iterator[Span]:
    """Yield the offsets of the sentences of a text, by their marks."""
    start = 0
    for found in ENDS.finditer(text):
        if SHORT.search(text, max(start, found.start() - 8), found.start()) and "\n" not in found[0]:
            continue
        if text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if text[start:].strip():
        yield start, len(text)


def _passages(case: Case, document: Document, records: list[Record]) -> Iterator[Passage]:
    records = sorted(records, key=lambda r: r.anchors[0].start)
    starts = [r.anchors[0].start for r in records]
    text = document.text
    title: Passage | None = None
    before: Passage | None = None
    lead: Time | None = None
    for start, end in sentences(text):
        inside = records[bisect_left(starts, start) : bisect_left(starts, end)]
        times = tuple(r for r in inside if isinstance(r, Time) and (r.earliest or r.latest))
        line = text.rfind("\n", 0, start) + 1
        if not text[line:start].strip():
            lead = _lead(text, line, times)
        named = tuple(_named(case, document, inside, (start, end)))
        kept = tuple(r for r in inside if isinstance(r, (Act, Event, Position, Statement, Mention, Time)))
        day = document.published
        made = Passage(document.id, start, end, text[start:end], day, named, times, lead, kept,
                       title, before)  # fmt: skip
        yield made
        title, before = title or made, replace(made, before=None)


def _lead(text: str, line: int, times: tuple[Time, ...]) -> Time | None:
    """Return the date that a line of a chronicle begins with: "17 July: ..."."""
    for time in times:
        anchor = time.anchors[0]
        if LEADING.match(text[line : anchor.start]) and re.match(r"\s*[:–—-]", text[anchor.end :]):
            return time
    return None


def _named(case: Case, document: Document, records: list[Record], span: Span) -> Iterator[Naming]:
    covered: list[Span] = []
    day = document.published
    for record in records:
        if not isinstance(record, Mention):
            continue
        anchor = record.anchors[0]
        covered.append((anchor.start, anchor.end))
        keys = {k for ref in (record.refers_to, *record.antecedents) for k in _keys(case, ref, day)}
        if record.refers_to.id:
            keys = set(_keys(case, record.refers_to, day))
        if any(k.startswith("org:") for k in keys) and MEMBERS.search(
            document.text, max(0, anchor.start - 40), anchor.start
        ):
            on = (day or case.day).isoformat()
            keys |= {m.member for k in sorted(keys) for m in case.entities.members(k, on)
                     if m.status in FULL}  # fmt: skip
        if keys:
            yield Naming(anchor.start, anchor.end, frozenset(keys))
    for found in CAPITAL.finditer(document.text, *span):
        if any(s <= found.start() < e for s, e in covered):
            continue
        if found[0].lower() in GENERIC and _in_name(document.text, found.span()):
            continue
        keys = word_keys(case.entities, found[0])
        if keys:
            yield Naming(*found.span(), keys)


def _in_name(text: str, span: Span) -> bool:
    """Say whether a capitalised word stands beside another: "Kingdom of Sarn", "Prime Minister"."""
    after = re.match(r"\s+(?:of\s+(?:the\s+)?)?[A-Z]", text[span[1] : span[1] + 12])
    before = re.search(r"[A-Z][\w’'-]*\s+(?:of\s+(?:the\s+)?)?$", text[max(0, span[0] - 24) : span[0]])
    return after is not None or before is not None


def _keys(case: Case, ref: Ref, day: date | None) -> Iterator[str]:
    if ref.id:
        yield case.evidence.same.get(ref.id, ref.id)
        party = party_of(ref, day, case.entities, case.evidence)
        if party:
            yield party
        if not ref.id.startswith("instrument:candidate-"):
            return
    words = CAPITAL.findall(ref.surface)
    own = [w for w in words if w.lower() not in GENERIC]
    for word in own or words:
        yield from word_keys(case.entities, word)


def word_keys(entities: Entities, word: str) -> frozenset[str]:
    """Return the keys of a capitalised word: the state or body of that name, else its stem."""
    plain = word.removesuffix("'s").removesuffix("’s").rstrip("'’")
    low = plain.lower()
    if low in empty_words() or low in CALENDAR or len(plain) < 2:
        return frozenset()
    found = _known(entities, plain)
    return frozenset(found) if found else frozenset({"~" + low[:STEM]})


def _known(entities: Entities, word: str) -> tuple[str, ...]:
    out = []
    for candidate in entities.lookup(word):
        if candidate.kind == "surname":
            continue
        row = entities.by_id.get(candidate.id)
        stands = getattr(row, "stands_for", "") if candidate.kind == "seat" else ""
        name = stands or candidate.id
        if name.startswith(("state:", "polity:", "org:", "group:")):
            out.append(name)
    return tuple(dict.fromkeys(out))

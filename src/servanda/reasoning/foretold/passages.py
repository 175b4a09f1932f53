"""Passages: the sentences of the documents of a case, with who and when each names."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from servanda.lexicon.entities import Entities
from servanda.model import (
    Act,
    Document,
    Event,
    Mention,
    Position,
    Prediction,
    Record,
    Ref,
    Statement,
    Time,
)
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.chronicle import Entry, entries
from servanda.reasoning.foretold.lines import CAPITAL, Line, Span, lines_of
from servanda.reasoning.foretold.tables import hits, is_listed, is_thing, pattern, things, words_of
from servanda.reasoning.parties import party_of
from servanda.reasoning.wording import STEM, empty_words

MEMBERS = re.compile(
    r"\b(?:members|member states|states|countries|governments)\s+(?:of\s+)?(?:the\s+)?$"
)
LEADING = re.compile(r"^\W*$")
FULL = ("member", "participating state", "permanent member")
ACTORS = ("state:", "polity:", "org:", "group:", "person:")


class Naming(Struct, frozen=True):
    """A naming at offsets of a document and the keys of whom it may mean.

    Keys are ids, else stems of capitalised words with `~` before them; a word that many names share
    ("the Tribunal") has `?` where it stands alone and `!` where it is a part of a longer name.
    """

    start: int
    end: int
    keys: frozenset[str]
    pronoun: bool = False


class Passage(Struct, frozen=True):
    """A sentence: where it stands, when its document came out, whom and when it names.

    `lead` is the date that its line begins with, `entry` the same of a chronicle; `foretold` are
    the document offsets of what it foretells itself.
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
    foretold: tuple[Span, ...] = ()
    entry: Entry | None = None

    @property
    def everybody(self) -> frozenset[str]:
        """Return the keys of all whom the passage names."""
        return self.keys(0, len(self.text))

    def foretells(self, start: int) -> bool:
        """Say whether what stands at a document offset is foretold there, not told."""
        return any(s <= start < e for s, e in self.foretold)

    def keys(self, start: int, end: int) -> frozenset[str]:
        """Return the keys of whom the words between two offsets of the passage name."""
        low, high = self.start + start, self.start + end
        return frozenset().union(*(n.keys for n in self.named if low <= n.start and n.end <= high))

    @property
    def stems(self) -> frozenset[str]:
        """Return what the words of the passage tell."""
        return things(self.text)


class Passages(Struct, frozen=True):
    """All passages of a case, with those that name a key or tell of a thing by their places.

    `tells` are, passage by passage, the things and names it tells of with its deeds (`+axis`);
    `named` how often each document names whom.
    """

    all: tuple[Passage, ...]
    by_key: dict[str, tuple[int, ...]]
    places: dict[str, tuple[int, int]]
    tells: tuple[frozenset[str], ...]
    named: dict[str, Counter[str]]

    def of(self, document: str) -> tuple[Passage, ...]:
        """Return the passages of a document."""
        first, last = self.places.get(document, (0, 0))
        return self.all[first:last]

    def naming(
        self, keys: frozenset[str], deeds: frozenset[str] = frozenset()
    ) -> Iterator[Passage]:
        """Yield the passages that name or tell of any of some keys, in their order.

        Where `deeds` are given, those alone that tell of one of them.
        """
        wanted = keys | {"!" + k[1:] for k in keys if k[0] == "?"} | {
            "?" + k[1:] for k in keys if k[0] == "!"}  # fmt: skip
        for place in sorted({i for k in wanted for i in self.by_key.get(k, ())}):
            if not deeds or self.tells[place] & deeds:
                yield self.all[place]


def meets(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two sets of keys can mean one: a shared id or name, or a name and its last word.

    "The Tribunal" may be the "Tribunal of the Northern Seas"; two courts of full names are two.
    """
    if any(k in other and k[0] != "!" for k in one):
        return True
    return any(k[0] == "?" and "!" + k[1:] in other for k in one) or any(
        k[0] == "?" and "!" + k[1:] in one for k in other
    )


@lru_cache(maxsize=2)
def passages(case: Case) -> Passages:
    """Return the passages of a case; kept while predictions of one case are resolved.

    Those of a document are worked out once, as long as all texts together have the words that it
    asks about with and without a capital as before.
    """
    every: list[Passage] = []
    tells: list[frozenset[str]] = []
    by_key: dict[str, list[int]] = {}
    places: dict[str, tuple[int, int]] = {}
    named: dict[str, Counter[str]] = {}
    for document, some in working_out(case):
        for place, keys in enumerate(some.keys, start=len(every)):
            for key in keys:
                by_key.setdefault(key, []).append(place)
        if some.passages:
            places[document.id] = len(every), len(every) + len(some.passages)
            named[document.id] = some.named
        every += some.passages
        tells += some.tells
    where = {k: tuple(v) for k, v in by_key.items()}
    return Passages(tuple(every), where, places, tuple(tells), named)


def working_out(case: Case) -> "Iterator[tuple[Document, _Worked]]":
    """Yield the documents of a case, each with its passages, worked out one after the other."""
    by_document: dict[str, list[Record]] = {}
    for record in case.evidence.records:
        if record.anchors:
            by_document.setdefault(record.document, []).append(record)
    documents = [d for d in case.evidence.documents.values() if d.genre != "agreement"]
    cased = [case.once("cased words", d.id, partial(_cased, case, d)) for d in documents]
    names = frozenset[str]().union(*(own for own, _ in cased))
    plain = frozenset[str]().union(*(words for _, words in cased))
    for document in documents:
        some = case.once("passages", document.id, _Worked)
        some.work(case, document, by_document.get(document.id, []), names, plain)
        yield document, some


def _cased(case: Case, document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """Return the beginnings of a text's words that are surely names, and its plain words."""
    found = lines_of(case, document)
    return frozenset(found.names), frozenset(found.plain)


class _Asked:
    """A set of words that notes what it was asked for, and what the answers were."""

    def __init__(self, words: frozenset[str] = frozenset()) -> None:
        self._words = words
        self.answers: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        self.answers[word] = word in self._words
        return self.answers[word]

    def stands(self, words: frozenset[str]) -> bool:
        """Say whether another set gives the same answers."""
        return all((word in words) == answer for word, answer in self.answers.items())


class _Worked:
    """The passages of a document with what they tell, and which words of all texts they rest on."""

    def __init__(self) -> None:
        self.passages: tuple[Passage, ...] = ()
        self.keys: tuple[frozenset[str], ...] = ()
        self.tells: tuple[frozenset[str], ...] = ()
        self.named: Counter[str] = Counter()
        self._on: tuple[date, _Asked, _Asked] | None = None

    def work(
        self, case: Case, document: Document, records: list[Record], names: frozenset[str],
        plain: frozenset[str],
    ) -> None:  # fmt: skip
        """Work the passages out unless those there still stand."""
        if self._on is not None:
            day, own, common = self._on
            if day == case.day and own.stands(names) and common.stands(plain):
                return
        asked = _Asked(names), _Asked(plain)
        lines = lines_of(case, document).lines
        self.passages = tuple(_passages(case, document, lines, records, *asked))
        self.keys = tuple(
            frozenset(x.stems).union(*(n.keys for n in p.named))
            for x, p in zip(lines, self.passages, strict=True)
        )
        self.tells = tuple(
            keys | {f"+{axis}" for axis in x.axes} for x, keys in zip(lines, self.keys, strict=True)
        )
        self.named = Counter(
            k for p in self.passages for n in p.named for k in n.keys if k[0] != "!"
        )
        self._on = (case.day, *asked)


def _passages(
    case: Case, document: Document, cut: list[Line], records: list[Record], names: _Asked,
    common: _Asked,
) -> Iterator[Passage]:  # fmt: skip
    records = sorted(records, key=lambda r: r.anchors[0].start)
    starts = [r.anchors[0].start for r in records]
    text = document.text
    title: Passage | None = None
    before: Passage | None = None
    lead: Time | None = None
    lines = entries(text, document.published)
    for start, end in ((x.start, x.end) for x in cut):
        entry = next((e for e in lines if e.start <= start < e.end), None)
        inside = records[bisect_left(starts, start) : bisect_left(starts, end)]
        times = tuple(r for r in inside if isinstance(r, Time) and (r.earliest or r.latest))
        line = text.rfind("\n", 0, start) + 1
        if not text[line:start].strip():
            lead = _lead(text, line, times)
        named = tuple(_named(case, document, inside, (start, end), names, common))
        kept = tuple(
            r for r in inside if isinstance(r, (Act, Event, Position, Statement, Mention, Time))
        )
        day = document.published
        ahead = tuple(
            (a.start, a.end) for r in inside if isinstance(r, Prediction)
            for a in r.proposition.anchors
        )  # fmt: skip
        made = Passage(document.id, start, end, text[start:end], day, named, times, lead, kept,
                       title, before, ahead, entry)  # fmt: skip
        yield made
        title, before = title or made, replace(made, before=None)


def _lead(text: str, line: int, times: tuple[Time, ...]) -> Time | None:
    """Return the date that a line of a chronicle begins with: "17 July: ..."."""
    for time in times:
        anchor = time.anchors[0]
        if LEADING.match(text[line : anchor.start]) and re.match(r"\s*[:–—-]", text[anchor.end :]):
            return time
    return None


def _named(
    case: Case, document: Document, records: list[Record], span: Span, names: _Asked,
    common: _Asked,
) -> Iterator[Naming]:  # fmt: skip
    covered: list[Span] = []
    day = document.published
    for record in records:
        if not isinstance(record, Mention):
            continue
        anchor = record.anchors[0]
        named = record.refers_to.id or ""
        if named.startswith("instrument:candidate-") and not anchor.quote[:1].isupper():
            continue  # "the peace deal between X and Y" is a description
        if anchor.quote.islower() and is_thing(anchor.quote):
            continue  # "the border" is nobody, whatever it was taken to point to
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
            pronoun = anchor.quote.lower() in words_of("pronouns")
            yield Naming(anchor.start, anchor.end, frozenset(keys), pronoun)
    for found in CAPITAL.finditer(document.text, *span):
        if any(s <= found.start() < e for s, e in covered):
            continue
        plain = found[0].removesuffix("'s").removesuffix("’s")
        opens = not document.text[span[0] : found.start()].strip("\"“'‘( ")
        known = plain.lower()[:STEM] in names or _known(case.entities, plain)
        if opens and not known and (plain.lower() in common or _is_ordinary(plain)):
            continue  # any word has a capital at the beginning
        if found[0].lower() in words_of("generic") and _in_name(document.text, found.span()):
            continue
        alone = word_keys(case.entities, found[0])
        if alone:
            yield Naming(*found.span(), alone)


def _is_ordinary(word: str) -> bool:
    """Say whether a word that opens a sentence may be one of the language, and no name."""
    return pattern("ordinary").fullmatch(word) is not None or bool(hits(word)) or is_listed(word)


def _in_name(text: str, span: Span) -> bool:
    """Say whether a capitalised word stands beside another: "Kingdom of Sarn", "Prime Minister"."""
    after = re.match(r"\s+(?:of\s+(?:the\s+)?)?[A-Z]", text[span[1] : span[1] + 12])
    before = re.search(
        r"[A-Z][\w’'-]*\s+(?:of\s+(?:the\s+)?)?$", text[max(0, span[0] - 24) : span[0]]
    )
    return after is not None or before is not None


def _keys(case: Case, ref: Ref, day: date | None) -> Iterator[str]:
    if ref.id:
        yield case.evidence.same.get(ref.id, ref.id)
        if ref.id.startswith("place:"):
            yield from _known(case.entities, ref.surface)  # a capital speaks for its state
        party = party_of(ref, day, case.entities, case.evidence)
        if party:
            yield party
        if not ref.id.startswith("instrument:candidate-"):
            return
    words = CAPITAL.findall(ref.surface)
    own = [w for w in words if w.lower() not in words_of("generic")]
    for word in own:
        yield from word_keys(case.entities, word)
    for word in words:
        if word.lower() in words_of("bodies"):
            yield ("!" if own else "?") + word.lower()[:STEM]


def word_keys(entities: Entities, word: str) -> frozenset[str]:
    """Return the keys of a capitalised word: the state or body of that name, else its stem."""
    plain = word.removesuffix("'s").removesuffix("’s").rstrip("'’")
    low = plain.lower()
    if low in words_of("bodies"):
        return frozenset({"?" + low[:STEM]})
    if (
        low in words_of("generic")
        or low in empty_words()
        or low in words_of("calendar")
        or len(plain) < 2
    ):
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

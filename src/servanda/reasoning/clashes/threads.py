"""Threads: which agreement each "the accord", "it" or bare name of a document speaks of.

A reference is named ("the Lomé Accord"), pointed at ("the accord", "it") or the bare name of an
agreement already spoken of ("Lomé ceased to exist"). Agreements are known by their registry id or
by the names in their title; a document that never names its agreement is tied to the only one that
other documents tell with the same noun and the same rare names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model.spelt import ONES, TENS
from servanda.reasoning.deeds import CALENDAR
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.words import senses_of

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

GENERIC = frozenset({
    "agreement", "accord", "treaty", "pact", "text", "paper", "document", "deal", "arrangement",
    "compact", "instrument",
})  # fmt: skip
SPECIAL = frozenset({
    "protocol", "convention", "declaration", "memorandum", "charter", "ceasefire", "truce",
    "armistice", "act", "covenant", "annex", "minutes", "understanding", "communiqué", "statement",
})  # fmt: skip
SAME = {"truce": "ceasefire", "armistice": "ceasefire", "cease-fire": "ceasefire"}
NOUN = "|".join(sorted(GENERIC | SPECIAL, key=len, reverse=True)) + "|cease-fire"
UPPER = "[A-ZÀ-ÖØ-Þ]"
NAME = rf"{UPPER}[\w'’-]*"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATED = rf"(?:\s(?:of|from|signed on)\s(?:\d{{1,2}}\s)?(?:{MONTH}\s)?\d{{4}}\b)"
NAMED = re.compile(
    rf"\b(?P<before>(?:{NAME}[ \n]){{1,6}})(?P<noun1>(?i:{NOUN}))\b{DATED}?|"
    rf"\b(?P<noun2>(?i:{NOUN}))\s(?:of|on|between|with)\s(?:the\s)?"
    rf"(?P<after>{NAME}(?:(?:\s(?:and|of|the|de|da))*\s{NAME})*|\d{{4}})"
    rf"{DATED}?"
)
POINTED = re.compile(
    rf"\b(?P<det>the|this|that|these|those|such|both|an?|another|one|its|their|our|no|any)\s"
    rf"(?P<mid>(?:(?!(?:the|an?|this|its|our|their)\b)[\w'’-]+\s){{0,2}}?)(?P<noun>{NOUN})\b(?!\s(?:war|council|commission))",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:it|its|which|that|them|they|this)\b", re.IGNORECASE)
NEW = frozenset({"a", "an", "another", "one", "no", "any"})
# Words with a capital that are no part of a name.
LEADING = frozenset({
    "no", "one", "any", "some", "neither", "every", "there", "is", "was", "what", "all", "such",
    "the", "this", "that", "both", "either", "each", "under", "after", "before", "since", "in",
    "on", "at", "of", "our", "their", "its", "his", "her", "and", "but", "for", "with", "a",
    "an", "today", "yesterday", "new", "old", "republic", "kingdom", "state", "states",
    "government", "peace", "agreement", "accord", "protocol", "treaty", "pact", "convention",
    "act", "so", "as", "if", "when", "while", "parties", "party", "text", "comprehensive",
    "general", "general's", "framework", "final", "full", "official", "policy", "working",
    "white", "green", "briefing", "position", "discussion", "research", "background",
    "occasional", "strategy", "term", "concept", "consultation",
})  # fmt: skip
NO_AGREEMENT = re.compile(
    r"\b(?:policy|working|white|green|briefing|position|discussion|research|background|occasional|"
    r"strategy|concept|consultation)\s(?:paper|document|statement)\b",
    re.IGNORECASE,
)
PLACED = re.compile(r"\b(?:in|at|from|to|near|around|outside|for|by)\s(?:the\s)?$", re.IGNORECASE)
OTHER = re.compile(r"\b(?:smaller|larger|other|second|new|third|former|earlier|latter)\b")
# "Leave the agreement on fourteen days' notice": no agreement on days.
COUNTED = rf"(?!(?:{'|'.join((*ONES, *TENS))}|a|an|short|notice)\b)"
TOPIC = re.compile(
    rf"\s(?:on|about|concerning)\s(?:the\s)?{COUNTED}([a-z-]{{3,}}(?:\s[a-z-]{{3,}})?)"
    r"(?=\s(?:was|is|were|has|had|in|at|of|by|on|exists?|existed|signed)\b|[.,;:]|$)"
)
YEAR_OF = re.compile(
    rf"(?:\s(?:{NOUN}))?\s(?:of|from|signed on)\s(?:\d{{1,2}}\s)?(?:{MONTH}\s)?(\d{{4}})\b"
)
OWN_PART = re.compile(
    r",?\s(?:of|on|between|with|signed|concluded|initialled|annexed|attached|that|which|made|reached|"
    r"from|for|to)\b"
)
# "The agreement on the legal personality of the Fund": what it is about tells it from another.
ABOUT = re.compile(r"\s(?:on|about|concerning|regarding|governing)\s"
                   rf"(?:(?:the|an?|its|their)\s)?{COUNTED}"
                   r"(?P<topic>[a-z][\w-]{3,}(?:\s[a-z][\w-]{3,}){0,2})")  # fmt: skip
ACTORS = ("state:", "polity:", "group:", "person:")
LEAST = 3  # rare names that two documents share where both tell of one unnamed agreement


class Spot(Struct, frozen=True):
    """A reference to an agreement: where it stands, to which, how (named, bare, pointed, it)."""

    start: int
    end: int
    key: str
    how: str


class Known(Struct, frozen=True):
    """An agreement that a document can mean: its key, the words of its names, its nouns.

    `alone` are the names of one word by which it is called without a noun: "Lomé"; `names` the
    words of each of its names.
    """

    key: str
    words: frozenset[str]
    nouns: frozenset[str]
    alone: frozenset[str] = frozenset()
    names: frozenset[frozenset[str]] = frozenset()


def noun_of(word: str) -> str:
    """Return the noun by which agreements of one sort are compared."""
    low = word.lower()
    return SAME.get(low, low)


def names_in(text: str) -> frozenset[str]:
    """Return the proper words of a name in lower case, with years; nouns and articles left out."""
    words = re.findall(rf"{NAME}|\b\d{{4}}\b", text)
    low = (w.lower().replace("’", "'").removesuffix("'s").rstrip("'") for w in words)
    return frozenset(
        w for w in low
        if w not in LEADING and noun_of(w) not in SPECIAL and w not in CALENDAR
    )  # fmt: skip


def fits(noun: str, known: Known) -> bool:
    """Say whether an agreement may be called by a noun."""
    return noun in GENERIC or noun in known.nouns


@lru_cache(maxsize=4)
def _of_registry(
    rows: tuple[tuple[str, tuple[str, ...], str], ...],
) -> dict[str, tuple[Known, ...]]:
    """Return for each word of a name in the registry the agreements that have it."""
    out: dict[str, list[Known]] = defaultdict(list)
    for id_, names, day in rows:
        words = frozenset().union(*(names_in(n.title()) for n in names)) | {day[:4]}
        nouns = frozenset(
            noun_of(w) for n in names for w in re.findall(r"[\w-]+", n) if noun_of(w) in
            GENERIC | SPECIAL
        )  # fmt: skip
        each = frozenset(names_in(n) for n in names)
        alone = frozenset().union(*(w for w in each if len(w) == 1))
        for word in words:
            out[word].append(Known(id_, words, nouns, alone, each))
    return {w: tuple(k) for w, k in out.items()}


def _deed_of(words: str) -> str:
    """Return the sense of the deed that an agreement is said to be on: "pull-out", "withdrawal"."""
    last = words.split()[-1].lower() if words.strip() else ""
    found = senses_of(last, frozenset())
    free = sorted(s for s in found if not s.startswith("=") and s in ON)
    return free[0] if len(free) == 1 else ""


# Deeds that an agreement may be on, as its name has them.
ON = frozenset({"withdraw", "swap", "exchange", "disarm", "demarcate", "return", "come_back",
                "extradite", "reduce", "fish", "supply", "cease"})  # fmt: skip


class Threads:
    """The agreements that the documents of a case speak of, and where they do."""

    def __init__(self, case: "Case", pages: Mapping[str, Page]) -> None:
        self._case = case
        rows = tuple((i.id, (i.title, *i.names), i.date) for i in case.registry.instruments)
        self._by_word = _of_registry(rows)
        self._spots: dict[str, list[Spot]] = {}
        self._known: dict[str, Known] = {}
        self._pages = pages
        self._topics: dict[str, set[str]] = defaultdict(set)  # what agreements are said to be on
        self._mains: dict[str, str] = {}  # what a document speaks of most, where that is sure
        for id_, page in pages.items():
            spots, known, main = case.once("spots", id_, partial(self._read_page, page))
            self._spots[id_] = spots
            for one in known:
                self._known.setdefault(one.key, one)
            if main:
                self._mains[id_] = main
        self._alias = self._tied(pages)

    def spots(self, document: str, start: int, end: int) -> list[Spot]:
        """Return the references to agreements between two offsets of a document."""
        return [
            Spot(s.start, s.end, self._alias.get(s.key, s.key), s.how)
            for s in self._spots.get(document, ()) if start <= s.start and s.end <= end
        ]  # fmt: skip

    def meant(self, document: str) -> tuple[tuple[str, str], ...]:
        """Return which agreements of a document are known by another key, and by which."""
        keys = {s.key for s in self._spots.get(document, ())} | {self._mains.get(document, "")}
        return tuple(sorted((k, self._alias[k]) for k in keys if k in self._alias))

    def before(self, document: str, position: int, reach: int) -> Spot | None:
        """Return the last reference that ends before a position and begins within a reach."""
        near = [s for s in self._spots.get(document, ()) if position - reach <= s.start
                and s.end <= position]  # fmt: skip
        main = self._mains.get(document, "")
        if not near:
            return Spot(position, position, self._alias.get(main, main), "it") if main else None
        last = near[-1]
        if main and self._pages[document].text.find("\n", last.end, position) >= 0:
            last = Spot(last.start, last.end, main, "pointed")  # a new paragraph
        return Spot(last.start, last.end, self._alias.get(last.key, last.key), last.how)

    def placed(self, document: str, name: str) -> str:
        """Return the one agreement of a document that is named after a place; empty without."""
        keys = {s.key for s in self._spots.get(document, ())}
        among = {k for k in keys if k in self._known and name.lower() in self._known[k].words
                 and self._known[k].words}  # fmt: skip
        found = {self._alias.get(k, k) for k in among}
        return found.pop() if len(found) == 1 else ""

    def own(self, document: str) -> str:
        """Return the agreement that a document is the text of, else the one it tells most of."""
        counted = Counter(s.key for s in self._spots.get(document, ()) if s.how != "it")
        best = counted.most_common(1)
        return self._alias.get(best[0][0], best[0][0]) if best else ""

    def words(self, key: str) -> frozenset[str]:
        """Return the words of the names of an agreement."""
        known = self._known.get(key)
        return known.words if known else frozenset()

    def _read_page(self, page: Page) -> tuple[list[Spot], list[Known], str]:
        """Return the references of a document, the agreements known there, and its main one."""
        known: dict[str, Known] = {}
        mains: list[str] = []
        spots = sorted(self._read(page, known, mains), key=lambda s: s.start)
        return spots, list(known.values()), next(iter(mains), "")

    def _read(self, page: Page, kept: dict[str, Known], mains: list[str]) -> Iterator[Spot]:
        """Yield the references of a document in order; fill in what it knows and its main one."""
        seen: list[Known] = []  # the last one spoken of comes last
        named = [list(self._named(page, line)) for line in page.lines]
        every = list({k.key: k for found in named for _, k in found if k is not None}.values())
        counted = Counter(k.key for found in named for _, k in found if k is not None)
        most = counted.most_common(2)
        main = next((k for k in every if most and k.key == most[0][0]), None)
        if len(most) > 1 and most[0][1] == most[1][1]:
            main = None
        titled = [k for _, k in named[0] if k is not None] if named else []
        if titled and not page.text[: page.lines[0].end].rstrip().endswith("."):
            main = titled[0]
        if main is not None:
            mains.append(main.key)
        begun = -1  # where the last paragraph began that named an agreement
        for line, found in zip(page.lines, named, strict=True):
            begin = page.text.rfind("\n", 0, line.start) + 1
            taken = [(s.start, s.end) for s, _ in found]
            for spot, known in found:
                if known is not None and (about := ABOUT.match(page.text, spot.end, line.end)):
                    self._topics[known.key] |= set(about["topic"].split())
            for m in POINTED.finditer(page.text, line.start, line.end):
                if not any(s < m.end() and m.start() < e for s, e in taken):
                    found.append((Spot(m.start(), m.end(), "", "pointed"), None))
            for spot, known in sorted(found, key=lambda f: f[0].start):
                if known is None:
                    fresh = main if begun != begin else None
                    known = self._pointed(page, line, spot, seen, fresh)
                elif known.key.startswith("text:"):  # a part of a name used before
                    known = next((k for k in reversed(seen) if known.words < k.words
                                  and fits(min(known.nouns), k)), known)  # fmt: skip
                if known is None:
                    continue
                begun = begin
                seen = [*(k for k in seen if k.key != known.key), known]
                kept.setdefault(known.key, known)
                yield Spot(spot.start, spot.end, known.key, spot.how)
            yield from self._bare(page, line, every, [f[0] for f in found])

    def _named(self, page: Page, line: Line) -> Iterator[tuple[Spot, Known | None]]:
        """Yield the agreements that a sentence names."""
        at = line.start
        while m := NAMED.search(page.text, at, line.end):
            at = m.end()
            if NO_AGREEMENT.search(page.text, max(line.start, m.start() - 14), m.end()):
                continue  # "a policy paper of the Forum"
            noun = noun_of(m["noun1"] or m["noun2"])
            words = names_in(m["before"] or m["after"])
            with_whom = m["noun2"] and re.match(r"\s(?:with|between)", page.text[m.end("noun2") :])
            years = frozenset(re.findall(r"\b\d{4}$", m.group()))
            if not words and years and m["noun1"]:  # "the Armistice Agreement of 1949"
                kind = m["before"].split()[-1].lower()
                words = years | {kind} if noun_of(kind) in SPECIAL else words
            if not words:  # "The ceasefire of 2002": what follows may name it
                at = m.start("noun1") if m["noun1"] else m.end()
                continue
            known = self._known_as(page, m.span(), words, noun, years)
            if with_whom and known.key.startswith("text:"):  # no name: there may be several
                known = Known(f"{known.key}-in-{page.document.id}", words, known.nouns)
            yield Spot(m.start(), m.end(), "", "named"), known

    def _known_as(
        self, page: Page, at: tuple[int, int], words: frozenset[str], noun: str,
        years: frozenset[str],
    ) -> Known:  # fmt: skip
        """Return the one agreement of the registry with such a name, or one known by its name."""
        least = min(words, key=lambda w: len(self._by_word.get(w, ())))
        among = {
            k.key: k for k in self._by_word.get(least, ())
            if words | years <= k.words and fits(noun, k)
        }  # fmt: skip
        exact = {k: v for k, v in among.items() if {words, words | years} & v.names}
        among = exact or {k: v for k, v in among.items() if self._party_named(page, k)}
        if len(among) > 1:
            among = {k: v for k, v in among.items() if self._party_named(page, k)}
        if len(among) > 1:
            among = {k: v for k, v in among.items() if noun in v.nouns} or among
        if len(among) == 1:
            return next(iter(among.values()))
        for start, end, ref in page.names:  # as the reader understood the name
            if start < at[1] and at[0] < end and ref.id in among:
                return among[ref.id]
        alone = words if len(words) == 1 else frozenset[str]()
        return Known("text:" + "-".join(sorted(words)), words, frozenset({noun}), alone)

    def _registered(self, key: str) -> Known | None:
        row = self._case.registry.get(key)
        among = self._by_word.get(row.date[:4], ()) if row is not None else ()
        return next((k for k in among if k.key == key), None)

    def _called(self, known: Known, words: str) -> bool:
        """Say whether an agreement may go by capitalised words: those of a row's name, or any."""
        row = self._case.registry.get(known.key)
        low = words.lower()
        return row is None or any(low in name.lower() for name in (row.title, *row.names))

    def _year(self, known: Known) -> str:
        row = self._case.registry.get(known.key)
        return row.date[:4] if row is not None else ""

    def _party_named(self, page: Page, key: str) -> bool:
        row = self._case.registry.get(key)
        named = {n[2].id for n in page.names}
        return row is not None and any(p in named for p in row.parties)

    def _pointed(
        self, page: Page, line: Line, spot: Spot, seen: list[Known], main: Known | None
    ) -> Known | None:
        """Return what "the accord" points at: the last of that noun, else the document's own.

        `main` is what the document speaks of most, where its paragraph has named nothing yet.
        """
        m = POINTED.match(page.text, spot.start)
        if m is None:
            return None
        noun = noun_of(m["noun"])
        if m["mid"].strip().lower() in ("secret", "hidden"):  # "a secret annex", "no secret annex"
            words = frozenset({m["mid"].strip().lower(), noun})
            return Known(f"topic:secret-{noun}", words, frozenset({noun}))
        if m["det"].lower() in NEW or OTHER.search(m["mid"]):
            said = names_in(page.text[spot.end : line.end])
            among = {
                k.key: k for w in said for k in self._by_word.get(w, ())
                if noun in k.nouns and len(said & k.words) > 1
            }  # fmt: skip
            if len(among) == 1:
                return next(iter(among.values()))
            topic = TOPIC.match(page.text, spot.end, line.end)
            if topic:  # "a memorandum on the river islands"
                words = frozenset(_deed_of(w) or w for w in topic[1].lower().split())
                return Known("topic:" + "-".join(sorted(words)), words, frozenset({noun}))
            return Known(f"new:{page.document.id}:{spot.start}", frozenset(), frozenset({noun}))
        year = YEAR_OF.match(page.text, spot.end)
        if year and m["det"].lower() == "the":  # "the ceasefire agreement of 22 February 2002"
            mine = [k for k in seen if year[1] in k.words or self._year(k) == year[1]]
            if not mine and any(self._year(k) for k in seen):
                return Known(f"topic:{noun}-{year[1]}", frozenset({year[1]}), frozenset({noun}))
        called = m["mid"].strip()
        if called[:1].isupper() and seen and not any(self._called(k, called) for k in seen):
            return Known(f"topic:{called.lower()}-{noun}", frozenset(), frozenset({noun}))
        deed = _deed_of(m["mid"])
        if deed and seen and not page.treaty:  # "the pull-out treaty", "the withdrawal treaty"
            return Known(f"topic:{deed}", frozenset({deed}), frozenset({noun}))
        plain = [k for k in seen if not k.key.startswith(("new:", "topic:"))]
        own = OWN_PART.match(page.text, spot.end)  # "the Protocol signed by the ministers"
        if len(plain) == 1 and plain[0].nouns <= GENERIC and m["det"].lower() == "the" and not own:
            return plain[0]  # "the paper of Lesk Bridge", and then "the Protocol"
        if noun not in GENERIC and seen and not any(noun in k.nouns for k in seen):
            topic = TOPIC.match(page.text, spot.end, line.end)  # "the protocol on the dam"
            words = frozenset(_deed_of(w) or w for w in (topic[1].lower().split() if topic else ()))
            name = "-".join(sorted(words)) or f"{page.document.id}:{spot.start}"
            return Known(f"{'topic' if topic else 'new'}:{name}", words, frozenset({noun}))
        if (
            noun not in GENERIC
            and noun in ("act", "statement", "understanding")
            and not any(noun in k.nouns for k in seen)
        ):
            return None
        about = ABOUT.match(page.text, spot.end, line.end)
        if about and seen and m["det"].lower() == "the":
            words = frozenset(about["topic"].split())
            one = [k for k in seen if self._topics[k.key] & words]
            if one:
                return one[-1]
            if any(self._topics[k.key] for k in seen) or len(seen) > 1 or noun in SPECIAL:
                return Known("topic:" + "-".join(sorted(words)), words, frozenset({noun}))
        fitting = [k for k in seen if noun in k.nouns]
        if main is not None and main.key in {k.key for k in fitting}:
            return main  # a new paragraph speaks of the document's own agreement
        described = own and m["det"].lower() == "the" and noun in GENERIC
        if fitting and not (described and fitting[-1].key.startswith("new:")):
            return fitting[-1]  # "the agreement that it made with Lieven" is no "an agreement"
        if noun in GENERIC:
            mains = [k for k in seen if not k.key.startswith("new:")]
            if mains:
                return mains[-1]
        return Known(f"main:{page.document.id}", frozenset(), frozenset({noun}) - GENERIC)

    def _bare(self, page: Page, line: Line, seen: list[Known], found: list[Spot]) -> Iterator[Spot]:
        """Yield the names that stand alone of agreements which the document names in full."""
        taken = [(s.start, s.end) for s in found]
        for m in re.finditer(NAME, page.text[line.start : line.end]):
            start, end = line.start + m.start(), line.start + m.end()
            if any(s < end and start < e for s, e in taken):
                continue
            word = m.group().lower()
            if word in LEADING or PLACED.search(page.text[max(0, start - 12) : start]):
                continue
            having = [k for k in seen if word in k.alone]
            if len(having) == 1:
                yield Spot(start, end, having[0].key, "bare")

    def _tied(self, pages: Mapping[str, Page]) -> dict[str, str]:
        """Return which agreement an unnamed one is: by the rare names that documents share."""
        homes: dict[str, set[str]] = defaultdict(set)  # agreement -> documents that speak of it
        for document, spots in self._spots.items():
            for spot in spots:
                homes[spot.key].add(document)
        loose = [k for k in homes if k.startswith("main:") or self._weak(k)]
        if not loose:
            return {}
        names = {d: self._case.once("proper names", d, partial(proper_names, pages[d]))
                 for d in pages}  # fmt: skip
        by_name = self._by_name(names)
        mains = {d: self._main(d) for d in pages}
        out = {k: row for k in loose if (row := self._by_days(homes[k], self._known[k]))}
        mains = {d: out.get(k, k) for d, k in mains.items()}
        for key in loose:
            if key not in out:
                out |= self._tie(key, homes[key], names, by_name, mains)
        return _flat(out)

    def _by_name(self, names: dict[str, frozenset[str]]) -> dict[str, set[str]]:
        """Return the documents that have a rare name, of those of the document asked about."""
        case = self._case
        if case.rare is None:
            common = Counter(n for some in names.values() for n in some)
            most = max(3, len(names) // 20)
            wanted = {n for n, count in common.items() if count <= most}
        else:
            wanted = {n for n in names.get(case.focus, ()) if case.rare("proper", n)}
        out: dict[str, set[str]] = defaultdict(set)
        for document, some in names.items():
            for name in some & wanted:
                out[name].add(document)
        return out

    def _weak(self, key: str) -> bool:
        """Say whether a name tells too little: a year, or the party that it was made with."""
        known = self._known.get(key)
        return key.startswith("text:") and known is not None and "ceasefire" in known.nouns

    def _main(self, document: str) -> str:
        counted = Counter(
            s.key for s in self._spots[document] if not s.key.startswith("new:") and s.how != "bare"
        )
        return counted.most_common(1)[0][0] if counted else ""

    def _tie(
        self, key: str, at: set[str], names: Mapping[str, frozenset[str]],
        by_name: Mapping[str, set[str]], mains: Mapping[str, str],
    ) -> dict[str, str]:  # fmt: skip
        """Return the agreement that is surely meant by one that a document does not name."""
        mine = self._known[key]
        shared: Counter[str] = Counter()
        for here in at:
            near: Counter[str] = Counter(
                d for n in names[here] for d in by_name.get(n, ()) if d not in at
            )
            for document, count in near.items():
                other = mains[document]
                known = self._known.get(other) or self._registered(other)
                if other and known and other != key and _one_sort(mine, known):
                    shared[other] = max(shared[other], count)
        firm = {k: n for k, n in shared.items() if not k.startswith("main:") and not self._weak(k)}
        if max(firm.values(), default=0) >= LEAST:
            shared = Counter(firm)
        best = shared.most_common(2)
        if not best or best[0][1] < LEAST or (len(best) > 1 and best[1][1] == best[0][1]):
            return {}
        other = best[0][0]
        # Of two loose ones the first by name stands for both.
        if (other.startswith("main:") or self._weak(other)) and not other < key:
            return {}
        return {key: other}

    def _by_days(self, at: set[str], mine: Known) -> str:
        """Return the only agreement of the registry of that sort with a party named here, and
        signed or in force on a day told here, or made with who the name says."""
        years = sorted(w for w in mine.words if w.isdigit())
        fitting = {
            known.key for page_id in at
            for known in self._case.once(
                f"agreements of {years}", page_id, partial(self._dated, page_id, years)
            )
            if not mine.nouns or mine.nouns & known.nouns
        }  # fmt: skip
        return fitting.pop() if len(fitting) == 1 else ""

    def _dated(self, document: str, years: list[str]) -> list[Known]:
        """Return the agreements of the registry of a day told in a document, or of some years,
        that have a party named there."""
        page = self._case.pages[document]
        days = {str(t.earliest) for t in page.times if t.earliest and t.earliest == t.latest}
        rows = [
            row.id for row in self._case.registry.instruments
            if row.date[:4] in years
            or any(a.date in days and a.act in ("signature", "entry_into_force") for a in row.acts)
        ]  # fmt: skip
        found = (self._registered(id_) for id_ in rows if self._party_named(page, id_))
        return [known for known in found if known is not None]


def _one_sort(a: Known, b: Known) -> bool:
    """Say whether two agreements may be one: no noun of sort told otherwise."""
    one, other = a.nouns - GENERIC, b.nouns - GENERIC
    return not one or not other or bool(one & other)


def proper_names(page: Page) -> frozenset[str]:
    """Return the proper words of a document that do not begin a sentence."""
    out: set[str] = set()
    for line in page.lines:
        words = page.text[line.start : line.end].split(None, 1)
        if len(words) > 1:
            out |= names_in(words[1])
    out |= {ref.id for _, _, ref in page.names if ref.id and ref.id.startswith(ACTORS)}
    return frozenset(w for w in out if not w.isdigit() and len(w) > 2 and w not in CALENDAR)


def _flat(alias: dict[str, str]) -> dict[str, str]:
    """Return each key with the last agreement that it leads to."""
    out = {}
    for key in alias:
        at, passed = key, {key}
        while at in alias and alias[at] not in passed:
            at = alias[at]
            passed.add(at)
        out[key] = at
    return out


def spots_of(spots: Iterable[Spot], how: str) -> list[Spot]:
    """Return the references of one sort."""
    return [s for s in spots if s.how == how]

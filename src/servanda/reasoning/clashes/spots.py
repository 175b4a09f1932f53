"""Where one document speaks of agreements, and of which of those that it names.

A reference is named ("the Lomé Accord"), pointed at ("the accord", "it") or the bare name of an
agreement already spoken of ("Lomé ceased to exist").
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from servanda.reasoning.clashes.agreement_words import (
    ABOUT,
    GENERIC,
    NAME,
    NAMED,
    NEW,
    NO_AGREEMENT,
    OTHER,
    OWN_PART,
    PLACED,
    POINTED,
    SPECIAL,
    TOPIC,
    YEAR_OF,
    deed_of,
    leading,
    names_in,
    noun_of,
)
from servanda.reasoning.clashes.agreements import Known, Rows, Spot, fits
from servanda.reasoning.tellings.pages import Line, Page


class Reader:
    """Finds the references to agreements in one document."""

    def __init__(self, page: Page, rows: Rows) -> None:
        self._page = page
        self._rows = rows
        self._topics: dict[str, set[str]] = defaultdict(set)  # what agreements are said to be on

    def read(self) -> tuple[list[Spot], list[Known], str]:
        """Return the references of a document, the agreements known there, and its main one."""
        known: dict[str, Known] = {}
        mains: list[str] = []
        spots = sorted(self._read(known, mains), key=lambda s: s.start)
        return spots, list(known.values()), next(iter(mains), "")

    def _read(self, kept: dict[str, Known], mains: list[str]) -> Iterator[Spot]:
        """Yield the references of a document in order; fill in what it knows and its main one."""
        page = self._page
        seen: list[Known] = []  # the last one spoken of comes last
        named = [list(self._named(line)) for line in page.lines]
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
                    known = self._pointed(line, spot, seen, fresh)
                elif known.key.startswith("text:"):  # a part of a name used before
                    known = next((k for k in reversed(seen) if known.words < k.words
                                  and fits(min(known.nouns), k)), known)  # fmt: skip
                if known is None:
                    continue
                begun = begin
                seen = [*(k for k in seen if k.key != known.key), known]
                kept.setdefault(known.key, known)
                yield Spot(spot.start, spot.end, known.key, spot.how)
            yield from self._bare(line, every, [f[0] for f in found])

    def _named(self, line: Line) -> Iterator[tuple[Spot, Known | None]]:
        """Yield the agreements that a sentence names."""
        page, at = self._page, line.start
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
            known = self._rows.known_as(page, m.span(), words, noun, years)
            if with_whom and known.key.startswith("text:"):  # no name: there may be several
                known = Known(f"{known.key}-in-{page.document.id}", words, known.nouns)
            yield Spot(m.start(), m.end(), "", "named"), known

    def _pointed(
        self, line: Line, spot: Spot, seen: list[Known], main: Known | None
    ) -> Known | None:
        """Return what "the accord" points at: the last of that noun, else the document's own.

        `main` is what the document speaks of most, where its paragraph has named nothing yet.
        """
        page = self._page
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
                k.key: k for w in said for k in self._rows.having(w)
                if noun in k.nouns and len(said & k.words) > 1
            }  # fmt: skip
            if len(among) == 1:
                return next(iter(among.values()))
            topic = TOPIC.match(page.text, spot.end, line.end)
            if topic:  # "a memorandum on the river islands"
                words = frozenset(deed_of(w) or w for w in topic[1].lower().split())
                return Known("topic:" + "-".join(sorted(words)), words, frozenset({noun}))
            return Known(f"new:{page.document.id}:{spot.start}", frozenset(), frozenset({noun}))
        year = YEAR_OF.match(page.text, spot.end)
        if year and m["det"].lower() == "the":  # "the ceasefire agreement of 22 February 2002"
            mine = [k for k in seen if year[1] in k.words or self._rows.year(k) == year[1]]
            if not mine and any(self._rows.year(k) for k in seen):
                return Known(f"topic:{noun}-{year[1]}", frozenset({year[1]}), frozenset({noun}))
        called = m["mid"].strip()
        if called[:1].isupper() and seen and not any(self._rows.called(k, called) for k in seen):
            return Known(f"topic:{called.lower()}-{noun}", frozenset(), frozenset({noun}))
        deed = deed_of(m["mid"])
        if deed and seen and not page.treaty:  # "the pull-out treaty", "the withdrawal treaty"
            return Known(f"topic:{deed}", frozenset({deed}), frozenset({noun}))
        plain = [k for k in seen if not k.key.startswith(("new:", "topic:"))]
        own = OWN_PART.match(page.text, spot.end)  # "the Protocol signed by the ministers"
        if len(plain) == 1 and plain[0].nouns <= GENERIC and m["det"].lower() == "the" and not own:
            return plain[0]  # "the paper of Lesk Bridge", and then "the Protocol"
        if noun not in GENERIC and seen and not any(noun in k.nouns for k in seen):
            topic = TOPIC.match(page.text, spot.end, line.end)  # "the protocol on the dam"
            words = frozenset(deed_of(w) or w for w in (topic[1].lower().split() if topic else ()))
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

    def _bare(self, line: Line, seen: list[Known], found: list[Spot]) -> Iterator[Spot]:
        """Yield the names that stand alone of agreements which the document names in full."""
        page = self._page
        taken = [(s.start, s.end) for s in found]
        for m in re.finditer(NAME, page.text[line.start : line.end]):
            start, end = line.start + m.start(), line.start + m.end()
            if any(s < end and start < e for s, e in taken):
                continue
            word = m.group().lower()
            if word in leading() or PLACED.search(page.text[max(0, start - 12) : start]):
                continue
            having = [k for k in seen if word in k.alone]
            if len(having) == 1:
                yield Spot(start, end, having[0].key, "bare")

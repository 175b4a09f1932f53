"""Own rows: an agreement whose text is a document of the record, as a row to hold claims against.

The registry knows agreements by rows. Of one that it does not know, but whose own text is at hand,
such a row is made from that text: its title, day, place, parties, who signed, terms and provisions.
What is held against it cites the record of the text and no row.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from servanda.lexicon.registry import Instrument as Row
from servanda.lexicon.registry import Registry
from servanda.lexicon.registry_rows import Provision, Terms
from servanda.model import Document, Instrument, Mention, Record
from servanda.model import Provision as ProvisionRecord
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.lines import days_in
from servanda.reasoning.texts import CANDIDATE

TITLE = "own.title"  # rule of the record of an agreement by its own text
CLAUSES = ("clause", "article", "preamble")
LEADING = re.compile(r"^\s*(?:(?:Article|Section|Point|Clause|Paragraph)\s+\w+\W*\n)?"
                     r"\s*(?:\(?\w{1,3}[.)]\s+)?")  # fmt: skip
DONE = re.compile(r"\b(?:Done|DONE|Signed|SIGNED|Concluded|Adopted)\s+(?:at|in)\s+"
                  r"(?P<place>[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+){0,2})[^\n]*")  # fmt: skip
SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
FOR = re.compile(r"^\W*(?:For|On behalf of)\s+(?P<side>[^:\n]+):\s*(?P<who>[^\n]+)", re.MULTILINE)
BETWEEN = re.compile(r"\bbetween\s+(?P<sides>[^\n]+)", re.IGNORECASE)
HELPED = re.compile(
    r"^\W*(?P<how>Witnessed|Mediated|Facilitated|Guaranteed) by:?\s+(?P<who>[^\n]+)", re.MULTILINE
)
KINDS = ("memorandum", "protocol", "treaty", "convention", "ceasefire", "truce", "armistice",
         "declaration", "statement", "accord", "pact", "agreement")  # fmt: skip


def with_own_texts(case: Case) -> Case:
    """Return a case whose registry has rows too for agreements of which only the text is known."""
    rows = tuple(own_rows(case))
    if not rows:
        return case
    found = Case(case.evidence, case.day, registry=_joined(case.registry, rows),
                 entities=case.entities, families=case.families)  # fmt: skip
    found.evidence = case.evidence
    return found


@lru_cache(maxsize=4)
def _joined(registry: Registry, rows: tuple[Row, ...]) -> Registry:
    return Registry((*registry.instruments, *rows))


def own_rows(case: Case) -> Iterator[Row]:
    """Yield a row for each agreement of the record that no registry knows, from its own text."""
    seen: set[str] = set()
    for record in case.shelves.of(Instrument):
        if not isinstance(record, Instrument) or record.rule != TITLE:
            continue
        name = record.entity.id or ""
        document = case.evidence.documents.get(record.document)
        if name.startswith(CANDIDATE) and document is not None and name not in seen:
            seen.add(name)
            yield _row(case, record, document)


def _row(case: Case, record: Instrument, document: Document) -> Row:
    mine = [r for r in case.shelves.within(document.id) if r.anchors]
    title = " ".join(record.title.split())
    done = DONE.search(document.text)
    days = [a for a, b in days_in(done[0]) if a == b] if done else []
    signing = days[0] if days else document.published
    signed = list(FOR.finditer(document.text))
    people = tuple(dict.fromkeys(
        m.refers_to.id for m in mine if isinstance(m, Mention) and m.refers_to.id
        and m.refers_to.id.startswith("person:")
        and any(s.start() <= m.anchors[0].start < s.end() for s in signed)))  # fmt: skip
    sides = BETWEEN.search(record.title)
    notes = [f"Between {sides['sides'].strip(' .')}."] if sides else []
    if not sides and len(signed) == 2:
        notes.append(f"Between {' and '.join(s['side'].strip() for s in signed)}.")
    notes += [f"{h['how']} by {h['who'].strip(' .')}." for h in HELPED.finditer(document.text)]
    notes += [f"Signed for {s['side'].strip()} by {s['who'].strip(' .')}." for s in signed]
    return Row(
        id=record.entity.id or "", title=title,
        names=tuple(" ".join(n.split()) for n in record.aliases),
        form=record.form if record.form in ("treaty", "political", "ceasefire") else "unknown",
        kind=next((k for k in KINDS if k in title.lower()), "agreement"),
        date=signing.isoformat() if signing else "",
        place=done["place"] if done else "",
        parties=tuple(p.id for p in record.parties if p.id), parties_note=" ".join(notes),
        signed_by=people,
        terms=msgspec.convert(msgspec.to_builtins(record.terms or Terms()), Terms),
        provisions=tuple(_provisions(document, mine, record)), source=record.id, verified="text",
        dispute=record.entity.id or "",
    )  # fmt: skip


def _provisions(
    document: Document, records: list[Record], record: Instrument
) -> Iterator[Provision]:
    """Yield the clauses of a text by the numbers that they have; articles of clauses left out."""
    units = [b for b in document.blocks if b.type in CLAUSES and b.locator]
    whole = [b for b in units if not any(
        o is not b and b.start <= o.start and o.end <= b.end for o in units)]  # fmt: skip
    for block in whole:
        own = [r for r in records if isinstance(r, ProvisionRecord) and r.locator == block.locator
               and block.start <= r.anchors[0].start <= block.end]  # fmt: skip
        told = LEADING.sub("", document.text[block.start : block.end], count=1)
        for text in SENTENCE.split(" ".join(told.split())):
            yield Provision(
                locator=block.locator, text=text, source=own[-1].id if own else record.id,
                role="preamble" if block.type == "preamble" else "operative", verified="text",
            )  # fmt: skip


def cited(case: Case, known: Case, held: Held) -> Held:
    """Return what is held of an agreement by its own text, with the record of the text cited.

    `case` is the one that was asked; `known` has the rows made of texts as well.
    """
    if not held.registry or case.registry is known.registry or case.registry.get(held.registry):
        return held
    row = known.registry.get(held.registry)
    by_id = {r.id: r for r in case.naming(row.id)} if row is not None else {}
    found = by_id.get(held.source) or (by_id.get(row.source) if row is not None else None)
    if found is None:
        return held
    document = case.evidence.documents[found.document]
    return replace(held, registry="", source=document.title or document.name, records=(found,))

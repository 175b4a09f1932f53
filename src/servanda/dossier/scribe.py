"""The scribe: names, quotes and citations for the pages, worked out from a case."""

import re
from collections.abc import Iterable, Iterator, Mapping

from servanda.dossier.pages import Cite
from servanda.dossier.plain import clipped, humane
from servanda.model import (
    Actor,
    Anchor,
    Because,
    Document,
    Mention,
    Record,
    Ref,
    Statement,
    refs_of,
)
from servanda.model.date_words import span_words
from servanda.reasoning.case import Case
from servanda.reasoning.parties import OWN_VOICE, source_of

ENTITIES = ("state", "polity", "person", "org", "group", "place", "instrument", "doc", "office",
            "seat")  # fmt: skip
CONTEXT = 100  # characters on each side of a quote; the rights of a source allow 200 together
LONGEST = 300  # characters of a quote from a source whose rights allow quotes only
TITLE = 70
RAW = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+ text\b")  # a treaty's text by a file's name


class Scribe:
    """Writes names, quotes and citations; everything comes from the case it is given."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.cited: dict[str, None] = {}
        self.concerned: dict[str, tuple[str, ...]] = {}  # see relevance.py

    @property
    def records(self) -> Mapping[str, Record]:
        """Return the current records by id."""
        return self.case.shelves.by_id

    def name(self, id_: str) -> str:
        """Return the name that people read for an id."""
        known = id_.partition(":")[0] in ENTITIES or id_ in self.case.voices
        return " ".join((self.case.name(id_) if known else id_).split())

    def words(self, text: str) -> str:
        """Return a sentence of the reasoning with its dates spelt out."""
        return humane(text)

    def ref(self, ref: Ref | None) -> str:
        """Return the name of what a reference stands for, or its wording where unresolved."""
        if ref is None:
            return ""
        return self.name(ref.id) if ref.id else " ".join(ref.surface.split())

    def speaker(self, ref: Ref | None) -> str:
        """Return who speaks; nothing for a mere "we", which is whoever answers for the text."""
        plain = ref is not None and not ref.id and ref.surface.lower() in OWN_VOICE
        return "" if plain else self.ref(ref)

    def refs(self, refs: Iterable[Ref]) -> list[str]:
        """Return the names of references, each once."""
        return list(dict.fromkeys(self.ref(r) for r in refs))

    def document(self, record: Record) -> Document | None:
        """Return the document of a record."""
        return self.case.evidence.documents.get(record.document)

    def by(self, document: Document) -> str:
        """Return who answers for a document: authors and publisher."""
        parts = [", ".join(document.authors), document.publisher]
        return ", ".join(p for p in parts if p) or "author not known"

    def title(self, document: Document) -> str:
        """Return a document's title, else its file name, else its id."""
        return clipped(document.title or document.name or document.id, TITLE)

    def said(self, record: Record) -> str:
        """Return when a record was said or published, in words."""
        return span_words(*self.case.evidence.said_on(record)) or "date not known"

    def who(self, record: Record) -> str:
        """Return who says a record: the innermost speaker, else the source's own voice."""
        if record.attribution and (name := self.speaker(record.attribution[-1])):
            return name
        if isinstance(record, Statement) and record.speaker is not None:
            return self.ref(record.speaker)
        return self.name(source_of(record, self.case.evidence))

    def chain(self, record: Record) -> str:
        """Return the chain of speakers in words, the innermost first, up to the document.

        The document's own author or publisher, who tells it all, is left out.
        """
        voices = [self.speaker(a) for a in reversed(record.attribution)]
        document = self.document(record)
        if document is None or source_of(record, self.case.evidence) != document.source:
            voices.append(self.name(source_of(record, self.case.evidence)))
        return ", as told by ".join(dict.fromkeys(v for v in voices if v))

    def pending(self, record_id: str) -> bool:
        """Say whether nobody has accepted a record."""
        return not self.case.evidence.accepted(record_id)

    def speaks_for_person(self, record: Record) -> bool:
        """Say whether an unreviewed record puts something on a person, taken to be living."""
        if isinstance(record, (Actor, Mention)) or not self.pending(record.id):
            return False
        return any((r.id or "").startswith("person:") for r in refs_of(record))

    def cite(self, record_id: str, quote: str = "") -> Cite:
        """Return the citation of a record with its quote in context, and note that it is cited."""
        record = self.records.get(record_id)
        if record is None:
            return Cite(record=record_id, quote=quote)
        self.cited[record_id] = None
        document = self.document(record)
        anchors = telling(record)
        before, after = around(document, anchors) if document and anchors else ("", "")
        return Cite(
            who=self.who(record), when=self.said(record), record=record_id,
            quote=quoted(document, anchors) or quote, before=before, after=after,
            source=self.title(document) if document else "",
            pending=self.pending(record_id), person=self.speaks_for_person(record),
        )  # fmt: skip

    def registry(self, row: str, says: str, source: str, verified: str = "") -> Cite:
        """Return the citation of a registry row: what it says, its source, how it was verified."""
        return Cite(
            who="the registry", registry=row, source=RAW.sub("the text itself", source),
            note=", ".join(w for w in (self.words(says), VERIFIED.get(verified, "")) if w),
        )  # fmt: skip

    def row(self, row: str) -> Cite:
        """Return the citation of a registry row by its id alone: an act, or a provision."""
        leaf, told = self.case.leaf(row), self.case.row(row)
        if leaf is not None and told is not None:
            who = "all parties" if told["actor"] == "all" else self.name(str(told["actor"]))
            says = f"{str(told['act']).replace('_', ' ')}, {who}, {told['date']}"
            return self.registry(row, says, leaf.source, leaf.verified)
        name, _, rest = row.partition(", ")
        known = self.case.registry.get(name)
        locator, _, verified = rest.rstrip(")").partition(" (")
        part = next((p for p in known.provisions if p.locator == locator), None) if known else None
        says = ", ".join(w for w in (self.name(name), locator) if w)
        source = part.source if part else known.source if known else ""
        return self.registry(row, says, source, verified)

    def of_leaf(self, leaf: Because) -> Cite | None:
        """Return the citation of a leaf of a because-tree, or None where it cites nothing."""
        if leaf.record:
            return self.cite(leaf.record, leaf.quote)
        if leaf.registry:
            known = self.case.leaf(leaf.registry)
            return self.registry(
                leaf.registry, leaf.text.replace(" (not verified)", ""), leaf.quote,
                known.verified if known else "",
            )  # fmt: skip
        return None

    def leaves(self, because: Iterable[Because]) -> list[Cite]:
        """Return the citations of all leaves under nodes, each once."""
        found: dict[str, Cite] = {}
        for leaf in walk(because):
            cite = self.of_leaf(leaf)
            if cite is not None:
                found.setdefault(cite.record or cite.registry, cite)
        return list(found.values())


VERIFIED = {
    "text": "read in the text itself", "secondary": "from a secondary source",
    "unverified": "not verified",
}  # fmt: skip


def walk(because: Iterable[Because]) -> Iterator[Because]:
    """Yield nodes of a because-tree from the top."""
    for node in because:
        yield node
        yield from walk(node.children)


def telling(record: Record) -> tuple[Anchor, ...]:
    """Return the anchors to quote: of a statement its words, else what carries the record."""
    if isinstance(record, Statement) and record.content:
        return record.content
    return record.anchors


def quoted(document: Document | None, anchors: tuple[Anchor, ...]) -> str:
    """Return the quote of anchors on one line, as long as the source's rights allow."""
    text = " ".join(" … ".join(a.quote for a in anchors).split())
    return text if document is not None and document.rights == "open" else clipped(text, LONGEST)


def around(
    document: Document, anchors: tuple[Anchor, ...], most: int = CONTEXT
) -> tuple[str, str]:  # fmt: skip
    """Return the words before and after anchors in their block, at most `most` characters each."""
    first, last = anchors[0], anchors[-1]
    text = document.text
    a, b = document.block_at(first.start), document.block_at(last.end - 1)
    low = max(a.start if a else 0, first.start - most)
    high = min(b.end if b else len(text), last.end + most)
    before, after = text[low : first.start], text[last.end : high]
    if low > (a.start if a else 0) and " " in before:
        before = "…" + before.partition(" ")[2]
    if high < (b.end if b else len(text)) and " " in after:
        after = after.rpartition(" ")[0] + "…"
    return _flat(before), _flat(after)


def _flat(text: str) -> str:
    """Return text on one line; a space at either end is kept."""
    return " ".join(text.replace("\n", " ").split(" "))

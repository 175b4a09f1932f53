"""A record as people read it on a terminal: what it says, in whose words, where, and its id."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from servanda.cli.common import today
from servanda.dossier.plain import clipped, unmarked
from servanda.dossier.scribe import Scribe, around, telling
from servanda.dossier.words import gist
from servanda.model import Document, Evidence, Instrument, Mention, Record, map_refs
from servanda.model.date_words import came_out, day_words, when_words
from servanda.reasoning.case import Case
from servanda.reasoning.wording import sentence_of

if TYPE_CHECKING:
    from servanda.ledger import Ledger

LONGEST = 300  # characters of a sentence that are quoted whole
LRM = "\u200e"  # from here on from left to right; of no width
SHORT = 8  # digits of an id that are shown; the verbs take them for the whole
HASHED = re.compile(r"[a-z]+:([0-9a-f]{12,})")
VERDICTS = {"accept": "accepted", "reject": "rejected", "unsure": "a person is unsure of it"}

DECISIONS = {
    "accept": "accepted", "reject": "rejected", "unsure": "left unsure", "undo": "taken back",
    "same": "said to be one", "different": "said to be two", "outcome": "outcome decided",
}  # fmt: skip


def short(id_: str) -> str:
    """Return the digits of an id by which it can be asked for: "5488e75d"."""
    found = HASHED.fullmatch(id_)
    return found[1][:SHORT] if found else id_


def scribe_of(ledger: "Ledger", records: Iterable[Record]) -> Scribe:
    """Return who writes of some records of a ledger, knowing their documents alone."""
    names = dict.fromkeys(r.document for r in records)
    documents = {n: d for n in names if isinstance(d := ledger.find(n), Document)}
    verdicts = {i: s.verdict for i, s in ledger.standings().items()}
    inside = tuple(r for n in names for r in ledger.records(document=n))
    evidence = Evidence(documents=documents, records=inside, verdicts=verdicts)
    return Scribe(Case(evidence, today(None)))


def says(scribe: Scribe, record: Record) -> str:
    """Return what a record says in one line, those named by the names that people read."""
    if isinstance(record, Mention):
        known = record.refers_to.id
        return f"“{record.refers_to.surface}” is " + (
            scribe.ref(record.refers_to) if known else "not known"
        )
    if isinstance(record, Instrument):  # by its short name, not its full title
        record = replace(record, title="")
    return gist(map_refs(record, lambda _, ref: replace(ref, surface=scribe.ref(ref))))


def quote(scribe: Scribe, record: Record) -> str:
    """Return the sentence that a record stands in; of a long one, what stands around its words.

    Of a row of a registry, the row.
    """
    if record.registry is not None:
        return f"the registry: {record.registry.cited}"
    sentence = " ".join(sentence_of(scribe.case.evidence, record).split())
    document = scribe.document(record)
    if len(sentence) <= LONGEST or document is None:
        return f"“{sentence}”"
    anchors = telling(record)
    before, after = around(document, anchors)
    words = " … ".join(a.quote for a in anchors)
    return f"“{before}{clipped(words, LONGEST)}{after}”"


def source(scribe: Scribe, record: Record) -> str:
    """Return whose words a record's are and where they stand: speakers, author, title, days."""
    document = scribe.document(record)
    who = scribe.chain(record)
    if document is None:
        return who or scribe.who(record)
    said = when_words(record.said_on)
    published = came_out(document)
    if said and said != published:
        on = "on" if said[:1].isdigit() and " " in said else "in"  # "on 9 May 1981", "in 1981"
        who = f"{closed(who or scribe.who(record))} {on} {said}"
    author = scribe.name(document.source) if document.source != document.id else ""
    if author and author != who:
        who = f"{closed(who)}, as told by {author}" if who else author
    return ", ".join(closed(t) for t in (who, title(document), published) if t)


def closed(text: str) -> str:
    """Return a name that ends in letters from right to left with a mark that ends their order.

    Without it, a number that we put behind the name would be shown before it.
    """
    last = next((c for c in reversed(text) if unicodedata.bidirectional(c) in "L R AL"), "")
    return text + LRM if last and unicodedata.bidirectional(last) != "L" else text


def quoted(scribe: Scribe, record: Record) -> str:
    """Return a record's quote with its source."""
    if record.registry is not None:
        return quote(scribe, record)
    return f"{quote(scribe, record)} - {source(scribe, record)}"


def title(document: Document) -> str:
    """Return a document's title in quotation marks, else its file's name, else its short id."""
    if document.title:
        return f"“{clipped(unmarked(document.title), 70)}”"
    return document.name or short(document.id)


def document_line(document: Document) -> str:
    """Return a document in one line: its title, who answers for it, the day, what sort it is."""
    told = [title(document), ", ".join(document.authors), document.publisher]
    told.append(came_out(document))
    told.append(document.genre if document.genre != "unknown" else "")
    return ", ".join(closed(t) for t in told if t)


def standing(scribe: Scribe, id_: str) -> str:
    """Return whether people have accepted a record, in words."""
    return VERDICTS.get(scribe.case.evidence.verdicts.get(id_, ""), "not reviewed")


def ident(scribe: Scribe, id_: str) -> str:
    """Return the last words on a record: whether it was reviewed, and the id to go on with."""
    return f"{standing(scribe, id_)}; id {short(id_)}"


def instant(iso: str) -> str:
    """Return an ISO instant as people write it, to the minute: "24 November 2026, 03:30"."""
    day, _, time = iso.partition("T")
    try:
        return f"{day_words(date.fromisoformat(day))}, {time[:5]}".rstrip(", ")
    except ValueError:
        return iso


def decision(row: Mapping[str, str]) -> str:
    """Return what happened to a record in words: "accepted by Anna: seen in the text"."""
    what, who, why = row["what"], row["who"], row["detail"]
    if what == "read":
        return f"read by {why}" if why else "read"
    if what == "retired":
        return "no longer found by a newer reading" + (f", which finds {short(why)}" if why else "")
    done = DECISIONS.get(what, what)
    return f"{done} by {who}" + (f": {why}" if why else "")

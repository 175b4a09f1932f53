"""All that is kept of one document, record or judgement, as people read it on a terminal."""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda.cli.output import heading, say
from servanda.cli.told import (
    decision,
    document_line,
    instant,
    quoted,
    says,
    scribe_of,
    short,
    standing,
)
from servanda.dossier.cite import document_citation
from servanda.dossier.plain import clipped, counted
from servanda.model import Anchor, Document, Judgement, Phrase, Quantity, Record, Ref, When, kind_of
from servanda.model.date_words import day_words, when_words

if TYPE_CHECKING:
    from servanda.dossier.scribe import Scribe
    from servanda.ledger import Ledger

BEGINNING = 300  # characters of a document that are shown
# What is told apart from the other fields of a record, or is of no use to a reader.
APART = {"id", "document", "anchors", "registry", "attribution", "marks", "statement", "confidence",
         "rule", "extractor", "said_on"}  # fmt: skip
PLAIN = {"polarity": "affirmed", "modality": "actual"}  # goes without saying


def tell_document(ledger: "Ledger", document: Document) -> None:
    """Print what is kept of a document, how many records were read from it, and how it begins."""
    heading(document_line(document))
    translated = document.translation not in ("none", "unknown")
    about = [
        document.language and f"language {document.language}",
        translated and f"{document.translation} translation",
        f"{len(document.text):,} characters",
        document.name and f"file {document.name}",
        "may be passed on whole" if document.rights == "open" else "may be quoted",
    ]
    say("; ".join(str(a) for a in about if a), "  ", "  ")
    say(f"cite as: {document_citation(document)}", "  ", "  ")
    held = Counter(kind_of(r) for r in ledger.records(document=document.id))
    if held:
        say("read from it: " + ", ".join(counted(n, k) for k, n in held.most_common()), "  ", "  ")
    say(f"begins: “{clipped(document.text, BEGINNING)}”", "  ", "  ")
    say(f"id {document.id}", "  ")


def tell_record(ledger: "Ledger", record: Record) -> None:
    """Print what a record says, in whose words, how its fields were filled, and who found it."""
    scribe = scribe_of(ledger, [record])
    heading(says(scribe, record))
    say(quoted(scribe, record), "  ", "  ")
    for anchor in record.anchors:
        say(f"its words: {_place(anchor)}", "  ", "  ")
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name in APART or value == PLAIN.get(name) or value in (None, (), ""):
            continue
        if told := _field(scribe, value):
            say(f"{name.replace('_', ' ')}: {told}", "    ", "  ")
    say(f"{kind_of(record)}, {standing(scribe, record.id)}, found by {record.extractor or 'import'}"
        f" with confidence {record.confidence:.2f}; id {record.id}", "  ", "  ")  # fmt: skip
    say(f"decide: servanda review accept {short(record.id)} (or reject, unsure, correct)", "  ")


def tell_judgement(ledger: "Ledger", made: Judgement) -> None:
    """Print a judgement: who decided what about which record or pair, when and why."""
    done = decision({"what": made.verdict, "who": made.who, "detail": made.why})
    heading(f"{instant(made.when)}: {done}")
    about = ledger.find(made.record)
    if isinstance(about, Record):
        scribe = scribe_of(ledger, [about])
        say(f"of: {says(scribe, about)}", "  ", "  ")
        say(quoted(scribe, about), "    ", "  ")
        say(f"id {short(about.id)}", "    ")
    else:
        say(f"of: {made.record}", "  ")
    if made.other:
        say(f"and: {made.other}", "  ")
    say(f"take back: servanda review undo {short(made.id)}", "  ")


def _field(scribe: "Scribe", value: Any) -> str:
    """Return a field of a record in words: names, dates, wording with its place."""
    if isinstance(value, (tuple, list)):
        return "; ".join(told for v in value if (told := _field(scribe, v)))
    if isinstance(value, Ref):
        if not value.id:
            return f"“{value.surface}”, not known who or what it is"
        known = scribe.ref(value)
        return known if known == value.surface else f"{known} (“{value.surface}” in the text)"
    if isinstance(value, Anchor):
        return _place(value)
    if isinstance(value, Phrase):
        return f"“{value.text}”"
    if isinstance(value, When):
        return when_words(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Quantity):
        return f"{value.value:g} {value.unit}".strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if hasattr(value, "__struct_fields__") else str(value)


def _place(anchor: Anchor) -> str:
    return f"“{anchor.quote}” (characters {anchor.start} to {anchor.end})"

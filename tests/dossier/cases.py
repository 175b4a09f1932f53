"""Small cases made by hand: invented texts about public agreements, and their records."""

from datetime import date
from typing import Any

from servanda.intake import Meta, from_text
from servanda.model import (
    Act,
    Attribution,
    Commitment,
    Document,
    Event,
    Evidence,
    Instrument,
    Position,
    Prediction,
    Question,
    Record,
    Ref,
    Statement,
    When,
    anchor,
    phrase,
    with_id,
)
from servanda.reasoning.case import Case

DAY = date(2023, 9, 13)
STATEMENT = "instrument:trilateral-statement-2020"

OPED = """Is the ceasefire statement still alive?

The November 10 statement can be considered to have expired, said Vladimir Putin in Vladivostok.
Armenia must open the transport connections. Baku blocked the Lachin corridor in 2022.
Armenia opposes the extraterritorial corridor. Russia will leave the region by 2025.
"""

REPLY = """Azerbaijan answers

The November 10 statement still holds, the ministry in Baku declared.
Armenia supports the extraterritorial corridor, it added.
"""


class Maker:
    """Makes records on a document by finding their words in it."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def span(self, words: str) -> tuple[int, int]:
        start = self.document.text.index(words)
        return start, start + len(words)

    def on(self, words: str) -> dict[str, Any]:
        return {
            "document": self.document.id,
            "anchors": (anchor(self.document.text, *self.span(words)),),
            "confidence": 0.8,
        }

    def ref(self, words: str, id_: str | None) -> Ref:
        return Ref(words, id_, (anchor(self.document.text, *self.span(words)),))

    def phrase(self, words: str) -> Any:
        return phrase(self.document.text, [self.span(words)])


def oped(rights: str = "quote", text: str = OPED, **meta: Any) -> Document:
    """Return the opinion piece; `meta` overrides its metadata."""
    fields: dict[str, Any] = {
        "title": "Still alive?", "authors": ("Ann Author",), "publisher": "The Paper",
        "published": DAY, "language": "en", "genre": "op-ed", "rights": rights,
        "translation": "none", **meta,
    }  # fmt: skip
    return from_text(text, Meta(**fields), "oped.txt")


def reply() -> Document:
    """Return the other side's statement."""
    return from_text(
        REPLY,
        Meta(title="Answer", publisher="Ministry, Baku", published=date(2023, 9, 1),
             language="en", genre="official statement", rights="open"),
        "reply.txt",
    )  # fmt: skip


def records_of(document: Document) -> list[Record]:
    """Return the records of the opinion piece."""
    m = Maker(document)
    putin = Attribution("Vladimir Putin", "person:vladimir-putin", manner="indirect")
    statement = m.ref("November 10 statement", STATEMENT)
    return [
        Instrument(entity=statement, **m.on("November 10 statement")),
        Act(instrument=statement, act="expiry", attribution=(putin,),
            **m.on("considered to have expired")),
        Statement(speaker=m.ref("Vladimir Putin", "person:vladimir-putin"),
                  cue=m.on("said")["anchors"],
                  content=m.on("The November 10 statement can be considered to have expired")[
                      "anchors"], **m.on("said")),
        Commitment(bearers=(m.ref("Armenia", "state:ARM"),), force="obligation",
                   action=m.phrase("open the transport connections"), instrument=statement,
                   provision="point 9", **m.on("must open")),
        Event(source=(m.ref("Baku", "state:AZE"),), plover="COERCE",
              date=When("2022", date(2022, 1, 1), date(2022, 12, 31)), **m.on("blocked")),
        Position(holder=m.ref("Armenia", "state:ARM"), stance="opposes",
                 issue=m.phrase("the extraterritorial corridor"), **m.on("opposes")),
        Prediction(proposition=m.phrase("will leave the region by 2025"),
                   horizon=When("2025", date(2025, 1, 1), date(2025, 12, 31)),
                   **m.on("will leave")),
        Question(text=m.phrase("Is the ceasefire statement still alive?"), rhetorical=False,
                 **m.on("Is the ceasefire statement still alive?")),
    ]  # fmt: skip


def replies_of(document: Document) -> list[Record]:
    """Return the records of the answer."""
    m = Maker(document)
    statement = m.ref("November 10 statement", STATEMENT)
    return [
        Act(instrument=statement, act="expiry", polarity="negated", **m.on("still holds")),
        Position(holder=m.ref("Armenia", "state:ARM"), stance="supports",
                 issue=m.phrase("the extraterritorial corridor"), **m.on("supports")),
    ]  # fmt: skip


def case(
    *documents: Document, records: list[Record] | None = None, verdicts: Any = None,
    day: date = DAY,
) -> Case:  # fmt: skip
    """Return a case of documents and records; without any, of the two texts above."""
    if not documents:
        documents = (oped(), reply())
        records = records_of(documents[0]) + replies_of(documents[1])
    made = [with_id(r) for r in records or []]
    return Case(
        Evidence(documents={d.id: d for d in documents}, records=tuple(made),
                 verdicts=verdicts or {}),
        day,
    )  # fmt: skip


def marked_case(text: str, words: str, **meta: Any) -> Case:
    """Return a case of one text with one event on some words of it."""
    document = oped(text=text, **meta)
    m = Maker(document)
    return case(document, records=[Event(plover="ACCUSE", **m.on(words))])


def case_accepting(*ids: str) -> Case:
    """Return the case of the two texts in which a person accepted some records."""
    documents = (oped(), reply())
    records = records_of(documents[0]) + replies_of(documents[1])
    return case(*documents, records=records, verdicts=dict.fromkeys(ids, "accept"))

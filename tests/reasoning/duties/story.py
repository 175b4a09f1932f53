"""Agreements and reports told in a few lines, read by the engine and asked about."""

from datetime import date
from functools import lru_cache
from typing import Any

from servanda.engine import Read, evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Evidence
from servanda.reasoning.case import Case
from servanda.reasoning.duties import duties

TITLE = "Protocol on the Sarvan Valley"
HEAD = """# {title}

Done at Geneva on {day} between {parties}.

{clauses}
"""


@lru_cache(maxsize=256)
def read(text: str, title: str, genre: Any, published: str, author: str) -> Read:
    """Return a text read by the engine; equal ones are read once."""
    meta = Meta(title=title, genre=genre, published=date.fromisoformat(published),
                authors=(author,) if author else None, language="en")  # fmt: skip
    return read_document(from_text(text, meta))


def agreement(
    *clauses: str, title: str = TITLE, parties: str = "Kenya and Ethiopia",
    day: str = "1 March 2024",
) -> Read:  # fmt: skip
    """Return an agreement of numbered articles, a clause each, signed on a day."""
    body = "\n\n".join(f"Article {n}\n\n{c}" for n, c in enumerate(clauses, start=1))
    text = HEAD.format(title=title, day=day, parties=parties, clauses=body)
    return read(text, title, "agreement", "2024-03-01", "")


def report(text: str, published: str = "2024-05-20", author: str = "The Observer") -> Read:
    """Return a news report by an author."""
    return read(text, "Report " + published, "news", published, author)


def official(text: str, published: str) -> Read:
    """Return an official statement by a party."""
    return read(text, "Statement " + published, "official statement", published, "")


def case_all(day: str, *reads: Read) -> Case:
    """Return the case on a day of several texts of which agreements and statements are accepted."""
    found: Evidence = evidence_of(list(reads))
    formal = ("agreement", "official statement")
    verdicts: dict[str, Any] = {
        r.id: "accept" for one in reads if one.document.genre in formal for r in one.records
    }
    evidence = Evidence(documents=found.documents, records=found.records, verdicts=verdicts)
    return Case(evidence, date.fromisoformat(day))


def case_of(day: str, agreed: Read, *reports: Read, accept: bool = True) -> Case:
    """Return the case on a day; the agreement's own records are accepted unless said otherwise."""
    found: Evidence = evidence_of([agreed, *reports])
    verdicts: dict[str, Any] = {r.id: "accept" for r in agreed.records} if accept else {}
    evidence = Evidence(documents=found.documents, records=found.records, verdicts=verdicts)
    return Case(evidence, date.fromisoformat(day))


def duty(
    case: Case, bearer: str, word: str, seen_by: str = "record", title: str = ""
) -> dict[str, Any]:
    """Return the values of the one duty of a bearer whose action holds a word, with its type."""
    found = [
        f for f in duties(case, bearer, seen_by=seen_by)
        if word in f.values["action"] and title in f.values["title"]
    ]  # fmt: skip
    assert len(found) == 1, [(f.values["bearer"], f.values["action"]) for f in duties(case)]
    return {"type": found[0].type, "explanation": found[0].explanation, **found[0].values}

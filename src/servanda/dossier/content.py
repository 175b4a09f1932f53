"""From a case to the pages of a dossier; pure, and the same for every form."""

import hashlib
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from servanda.dossier import cover
from servanda.dossier.board import agreements
from servanda.dossier.cite import dossier_citation
from servanda.dossier.history import changes
from servanda.dossier.instrument import told
from servanda.dossier.matrix import matrix
from servanda.dossier.moments import moments
from servanda.dossier.network import network
from servanda.dossier.outlook import contradictions, predictions, questions
from servanda.dossier.pages import Pages
from servanda.dossier.reader import sources
from servanda.dossier.scribe import Scribe
from servanda.dossier.stances import positions
from servanda.reasoning.case import Case
from servanda.version import VERSION


class Options(Struct, frozen=True):
    """What a dossier is to show.

    `question`: empty for the standing one; `seen_by`: perspectives (`record`, `party:ID`,
    `source:ID`), None for all that the sources give; `with_texts`: full texts whatever the rights;
    `accepted_only`: the case was made without pending records, and the page says so.
    """

    question: str = ""
    seen_by: tuple[str, ...] | None = None
    with_texts: bool = False
    accepted_only: bool = False


def build(case: Case, options: Options | None = None) -> Pages:
    """Return the pages of a case: the same case and options give the same pages."""
    options = options or Options()
    scribe = Scribe(case)
    views = list(options.seen_by) if options.seen_by else None
    duties = matrix(scribe, views[0] if views else "record")
    status = [told(scribe, a, duties) for a in agreements(scribe, views)]
    clashes = contradictions(scribe)
    foretold, scores = predictions(scribe, near_open=False)
    actors, ties = network(scribe)
    found = cover.answers(scribe, options.question, views, status, duties, clashes)
    pages = Pages(
        cover=cover.cover(scribe, options.question, views, found, status,
                          accepted_only=options.accepted_only),
        agreements=tuple(status),
        duties=tuple(duties),
        timeline=tuple(moments(scribe, status)),
        changes=tuple(changes(status)),
        actors=tuple(actors),
        ties=tuple(ties),
        positions=tuple(positions(scribe)),
        clashes=tuple(clashes),
        predictions=tuple(foretold),
        scores=tuple(scores),
        questions=tuple(questions(scribe)),
        sources=tuple(sources(scribe, options.with_texts)),
        citation="",
        version=VERSION,
    )  # fmt: skip
    digest = hashlib.sha256(as_json(pages)).hexdigest()
    cited = dossier_citation(
        pages.cover.question, pages.cover.as_of_words, len(pages.sources), VERSION, digest
    )
    return replace(pages, citation=cited)


def as_json(pages: Pages) -> bytes:
    """Return the pages as JSON, keys in order; lone surrogates become the replacement sign."""
    return msgspec.json.format(
        msgspec.json.encode(_clean(msgspec.to_builtins(pages)), order="deterministic"), indent=1
    )


def _clean(value: Any) -> Any:
    """Return plain values whose texts can be written as UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if _broken(value) else value
    if isinstance(value, dict):
        return {k: _clean(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(v) for v in value]
    return value


def _broken(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text)

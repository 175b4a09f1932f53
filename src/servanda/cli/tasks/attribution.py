"""Attribution: predict (source, cue, content) triples in the form that the scorer takes.

The data set marks the outermost attribution only: what stands inside somebody's words is theirs and
is not marked again. So a statement inside another, or one whose cue stands between quotation marks,
is read but not handed to the scorer.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from servanda.cli.tasks.bare import document
from servanda.intake.layout import blocks_of
from servanda.model import Statement
from servanda.reading import statements
from servanda.reading.context import context
from servanda.reading.quotes import Quote, find_quotes, quote_at


def predict(documents: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a row of attributions for every row with `id` and `text`."""
    for row in documents:
        text = row["text"]
        whole = msgspec.structs.replace(document(text), blocks=blocks_of(text))
        quotes = find_quotes(text)
        found = [s for s in statements.read(context(whole)) if isinstance(s, Statement)]
        yield {
            "id": row["id"],
            "attributions": [_triple(s) for s in found if _outermost(s, quotes)],
        }


def _outermost(statement: Statement, quotes: tuple[Quote, ...]) -> bool:
    return statement.statement is None and quote_at(quotes, statement.cue[0].start) is None


def _triple(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "source": [[a.start, a.end] for a in statement.source],
        "cue": [[a.start, a.end] for a in statement.cue],
        "content": [[a.start, a.end] for a in statement.content],
        "rule": statement.rule,
        "confidence": statement.confidence,
    }

"""Attribution: predict (source, cue, content) triples in the form that the scorer takes.

The data set marks attitudes as well as words ("supports the bill"), and the outermost attribution
only: what stands inside somebody's words is theirs and is not marked again. So attitudes are asked
for, and a statement inside another, or one whose cue stands between quotation marks, is not handed
to the scorer.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from servanda.cli.tasks.bare import document
from servanda.intake.layout import blocks_of
from servanda.model import Statement
from servanda.reading import chains, statements
from servanda.reading.context import context
from servanda.reading.quotes import Quote, find_quotes, quote_at


def predict(documents: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a row of attributions for every row with `id` and `text`."""
    for row in documents:
        text = row["text"]
        whole = msgspec.structs.replace(document(text), blocks=blocks_of(text))
        quotes = find_quotes(text)
        place = context(whole)
        found = [s for s in statements.read(place) if isinstance(s, Statement)]
        found += statements.attitudes(place)
        yield {
            "id": row["id"],
            "attributions": [_triple(s) for s in found if _outermost(s, found, quotes)],
        }


def _outermost(s: Statement, found: list[Statement], quotes: tuple[Quote, ...]) -> bool:
    if quote_at(quotes, s.cue[0].start) is not None:
        return False
    return not any(chains.holds(other, s.cue[0]) for other in found if other is not s)


def _triple(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "source": [[a.start, a.end] for a in statement.source],
        "cue": [[a.start, a.end] for a in statement.cue],
        "content": [[a.start, a.end] for a in statement.content],
        "rule": statement.rule,
        "confidence": statement.confidence,
    }

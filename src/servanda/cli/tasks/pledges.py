"""Pledges: say of single sentences of manifestos whether they promise something."""

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.cli.tasks.bare import document
from servanda.reading.context import Sentence, context
from servanda.reading.pledges import promises


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "label"}` (1 for a pledge) for rows `{"id", "text"}`."""
    for row in rows:
        sentences: tuple[Sentence, ...] = context(document(row["text"])).sentences
        yield {"id": row["id"], "label": int(any(promises(s) for s in sentences))}

"""Attribution: predict (source, cue, content) triples in the form that the scorer takes."""

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.cli.tasks.bare import document
from servanda.model import Statement
from servanda.reading import statements
from servanda.reading.context import context


def predict(documents: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a row of attributions for every row with `id` and `text`."""
    for row in documents:
        found = []
        for s in statements.read(context(document(row["text"]))):
            if isinstance(s, Statement):
                found.append(
                    {
                        "id": s.id,
                        "source": [[a.start, a.end] for a in s.source],
                        "cue": [[a.start, a.end] for a in s.cue],
                        "content": [[a.start, a.end] for a in s.content],
                        "rule": s.rule,
                    }
                )
        yield {"id": row["id"], "attributions": found}

"""Predictions for corpora of time expressions: documents in, TIMEX3 rows out."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from servanda.reading.dates import Options, find


def predict(documents: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "timexes": [{"span", "type", "value"}]}` for rows `{"id", "dct", "text"}`.

    Corpora mark every vague word ("former", "daily"), so the wide rules are on.
    """
    for row in documents:
        dct = row.get("dct")
        published = date.fromisoformat(dct[:10]) if dct else None
        found = find(row["text"], published, Options(wide=True))
        yield {
            "id": row["id"],
            "timexes": [
                {"span": [m.start, m.end], "type": m.timex_type, "value": m.timex_value}
                for m in (end for match in found for end in match.ends or (match,))
            ],
        }

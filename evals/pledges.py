"""Pledges: say of single sentences of manifestos whether they promise something.

python -m evals.pledges FILE.jsonl > PRED.jsonl
"""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from servanda.reading.context import Sentence, context
from servanda.reading.pledges import promises


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "label"}` (1 for a pledge) for rows `{"id", "text"}`."""
    from evals.attribution import document

    for row in rows:
        sentences: tuple[Sentence, ...] = context(document(row["text"])).sentences
        yield {"id": row["id"], "label": int(any(promises(s) for s in sentences))}


def main() -> None:
    """Read rows of the file named first and write predictions to standard output."""
    with open(sys.argv[1], encoding="utf-8") as lines:
        for row in predict(json.loads(x) for x in lines if x.strip()):
            print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()

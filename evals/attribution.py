"""Attribution: predict (source, cue, content) triples in the form that the scorer takes."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from servanda.model import Document, Statement
from servanda.model.document import document_id, text_hash
from servanda.reading import statements
from servanda.reading.context import context


def document(text: str) -> Document:
    """Return a bare document of a text."""
    return Document(id=document_id(text), text=text, sha256=text_hash(text))


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


def main() -> None:
    """Read rows of the file named first and write predictions to standard output."""
    with open(sys.argv[1], encoding="utf-8") as lines:
        for row in predict(json.loads(x) for x in lines if x.strip()):
            print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""Read texts and print what was read, for `test_neutral`: run with the package of one's choice."""

import json
import sys
from datetime import date
from pathlib import Path

from servanda.engine import Read, read_many
from servanda.intake.options import Meta
from servanda.intake.sources import from_text
from servanda.model import refs_of


def rows(read: Read) -> list[list[object]]:
    """Return a row for each record: its kind, coded fields, and to whom its references point.

    Predications follow, each with its form and its arguments.
    """
    tail = f"-{read.document.id[-8:]}"  # of agreements that this document alone tells of

    def own(name: str | None) -> str:
        return (name or "").removesuffix(tail)

    found = []
    for record in read.records:
        coded = [
            str(getattr(record, name, ""))
            for name in ("rule", "polarity", "modality", "act", "stance", "force", "plover",
                         "manner", "authority", "probability")
        ]  # fmt: skip
        refs = sorted(
            [own(ref.id), ref.method, sorted(own(a.id) for a in ref.alternatives), ref.surface]
            for ref in refs_of(record)
        )
        words = sorted(getattr(record, "issue_key", "").split())
        found.append([type(record).__name__, *coded, len(record.anchors), words, refs])
    for p in read.predications:
        said = [f"{a.role} {a.preposition} {a.lemma} {a.name} {a.determiner} {a.number}"
                f" {a.group} {a.same} {a.implied}" for a in p.arguments]  # fmt: skip
        form = [p.lemma, p.form, p.tense, str(p.passive), str(p.negated), p.modal, p.mark, p.link]
        found.append(["Predication", *form, *said, [], []])
    return found


if __name__ == "__main__":
    texts = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:])
    # Parsed together, which takes less time; all are read as alone (tests/engine).
    found = read_many(from_text(text, Meta(published=date(2023, 6, 1))) for text in texts)
    for name, read in zip(sys.argv[1:], found, strict=True):
        if not isinstance(read, Read):
            sys.exit(f"{name}: {read.cause}")
        print(json.dumps([name, rows(read)]))

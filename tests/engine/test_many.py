"""One source that no reader thought of is a failure of its own and stops no others."""

from pathlib import Path

import pytest

from servanda.engine import Failed, documents_of, read_many
from servanda.intake import Options, formats, from_text
from servanda.intake.sources import ONE
from servanda.model import encode


def test_what_a_file_parser_raises_is_a_failure_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(raw: bytes, name: str, options: Options) -> formats.Content:
        raise RecursionError("too deep")

    monkeypatch.setitem(ONE, ".html", broken)
    for name in ("a.txt", "b.html", "c.txt"):
        (tmp_path / name).write_text(f"Ruritania left the treaty of {name}.")
    paths = [str(tmp_path / n) for n in ("a.txt", "b.html", "c.txt")]
    found = list(documents_of(paths, Options()))
    assert [isinstance(f, Failed) for f in found] == [False, True, False]
    assert isinstance(found[1], Failed)
    assert "RecursionError: too deep" in found[1].cause
    assert found[1].source == paths[1]


def test_the_same_bytes_from_one_process_and_from_several(tmp_path: Path) -> None:
    words = (
        "Title\n\nRuritania left the treaty. Mali said: “It is dead.”\n\nThey ask:\n\n• who\n• why"
    )
    told = [from_text(words), Failed("a", "b", "c"), from_text(words + "\n\nIt holds.")]

    def lines(jobs: int) -> list[object]:
        return [
            r if isinstance(r, Failed) else [encode(r.document), *map(encode, r.records)]
            for r in read_many(told, jobs=jobs)
        ]

    assert lines(2) == lines(1)

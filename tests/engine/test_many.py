"""One source that no reader thought of is a failure of its own and stops no others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda import reading
from servanda.engine import Failed, documents_of, read_document, read_many
from servanda.intake import Options, formats, from_text
from servanda.intake.sources import ONE
from servanda.model import Record, encode
from servanda.reading.context import Context

# What one text tells of a surname or a quotation must not be taken over into another.
STORIES = (
    "Major powers met in Oslo. Chad said it would pay its debt by 2030.",
    "John Major spoke. He promised that Norway would ratify the treaty.\n\nShowers, Oslo.",
    "Mali denied it. “We never signed the accord,” its envoy said. “It is dead.”",
    "7",
    "Ruritania left the treaty.\n\n• Who asked?\n• The minister did.",
)


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


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(STORIES), min_size=1, max_size=6), st.booleans())
def test_a_document_reads_the_same_alone_and_among_others(texts: list[str], gate: bool) -> None:
    documents = [from_text(text) for text in texts]
    alone = [read_document(d, gate=gate) for d in documents]
    together = list(read_many(documents, jobs=1, gate=gate))
    assert [r for r in together if not isinstance(r, Failed)] == alone


def test_only_the_document_that_goes_wrong_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(place: Context) -> Iterator[Record]:
        if "Mali" in place.text:
            raise KeyError("no such thing")
        yield from ()

    monkeypatch.setattr(reading, "READERS", (*reading.READERS, broken))
    found = list(read_many([from_text(text) for text in STORIES], jobs=1))
    assert [isinstance(r, Failed) for r in found] == ["Mali" in text for text in STORIES]
    assert any(isinstance(r, Failed) for r in found)

"""Many documents: found, taken in, read by a pool of processes, and added to a ledger in order."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from typing import TypeVar

from msgspec import Struct

from servanda.engine.pipeline import EXTRACTOR, Read, read_document, read_documents
from servanda.intake import Options, find_sources, take_in
from servanda.ledger import Ledger
from servanda.model import Document, decode_document, decode_record, encode
from servanda.model.errors import ServandaError
from servanda.model.predications import pack, unpack

POOL_FROM = 8  # starting processes and loading the parser in each pays from about here on
CORPUS_FROM = 100  # from so many sources on, the gate decides what is parsed, unless one says
AHEAD = 4  # batches given to each process in advance
TOGETHER, ENOUGH = 16, 12_000  # documents parsed together at most, and characters that suffice

Progress = Callable[[int, int, str], None]


class Failed(Struct, frozen=True):
    """A source that could not be taken in or read, and why."""

    source: str
    cause: str
    remedy: str


class Tally(Struct, frozen=True):
    """What became of many sources: counts by outcome, the failures, and what is not in English.

    `foreign` are names of documents with their language: little is found in them.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: tuple[Failed, ...] = ()
    records: int = 0
    foreign: tuple[tuple[str, str], ...] = ()

    def line(self) -> str:
        """Return the closing line, e.g. `added 12, unchanged 3, failed 1 - see: ...`."""
        parts = [f"added {self.added}"]
        parts += [f"updated {self.updated}"] if self.updated else []
        parts += [f"unchanged {self.unchanged}"] if self.unchanged else []
        if self.failed:
            parts.append(f"failed {len(self.failed)} - see: servanda show failures")
        return ", ".join(parts)


Item = TypeVar("Item", Document, Document | Failed)


def documents_of(sources: list[str], options: Options) -> Iterator[Document | Failed]:
    """Yield the documents of sources in order; a source that fails yields its failure."""
    for source in sources:
        try:
            yield from take_in(source, options)
        except ServandaError as e:
            yield Failed(e.place or source, e.cause, e.remedy)
        except Exception as e:  # a parser of files that meets what it never thought of
            yield _unexpected(source, "taking it in", e)


def read_many(
    items: Iterable[Document | Failed],
    *,
    jobs: int | None = None,
    expected: int = 0,
    gate: bool | None = None,
) -> Iterator[Read | Failed]:
    """Read documents, in the order given; failures pass through.

    `jobs` is the number of processes; None takes one process for a few documents and all cores
    for many. The result does not depend on it. `gate` reads as one reads a corpus
    (`reading.gate`); None does so from CORPUS_FROM expected sources on.
    """
    gate = True if gate is None and expected >= CORPUS_FROM else gate
    jobs = jobs or (os.cpu_count() or 1 if expected >= POOL_FROM else 1)
    stream = batches(items)
    if jobs == 1:
        for batch in stream:
            yield from _read_batch(gate, batch)
        return
    # Ctrl-C stops the parent; the others finish the document in hand and end without a word.
    with ProcessPoolExecutor(jobs, initializer=_leave_interrupts) as pool:
        while chunk := list(islice(stream, jobs * AHEAD)):
            packed = (tuple(map(_packed, batch)) for batch in chunk)
            for done in pool.map(partial(_read_packed, gate), packed):
                yield from map(_unpacked, done)


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def add_many(
    ledger: Ledger,
    paths: list[str],
    options: Options,
    *,
    jobs: int | None = None,
    gate: bool | None = None,
    progress: Progress | None = None,
) -> Tally:
    """Take in, read and add sources to a ledger; a failure is a row there and stops nothing.

    `progress(done, of, name)` is called after each source. Raises InputError where a path does
    not exist at all, before anything is written. `jobs` and `gate` are those of `read_many`.
    """
    sources = find_sources(paths)
    counts = {"added": 0, "updated": 0, "unchanged": 0}
    failed: list[Failed] = []
    foreign: list[tuple[str, str]] = []
    records = 0
    items = documents_of(sources, options)
    found = read_many(items, jobs=jobs, expected=len(sources), gate=gate)
    for done, item in enumerate(found, start=1):
        if isinstance(item, Failed):
            failed.append(item)
            ledger.fail(item.source, item.cause, item.remedy)
        else:
            result = ledger.add(item.document, item.records, extractor=EXTRACTOR,
                                predications=item.predications)  # fmt: skip
            counts[result.outcome] += 1
            records += len(item.records)
            if not is_read(item.document):
                foreign.append((item.document.name, item.document.language))
        if progress:
            name = item.source if isinstance(item, Failed) else item.document.name
            progress(done, max(len(sources), done), name)
    if counts["added"] or counts["updated"]:
        from servanda.engine.clashing import keep_up

        keep_up(ledger)
    return Tally(**counts, failed=tuple(failed), records=records, foreign=tuple(foreign))


def is_read(document: Document) -> bool:
    """Say whether the readers know a document's language: English, or not told."""
    return document.language.lower().split("-")[0] in ("", "en", "und", "unknown")


# Between processes go lines of JSON, and predications packed: pickled structs lose which of their
# fields are defaults, and would be written otherwise than those that were read here.
_Packed = Failed | tuple[bytes, ...]


def _packed(item: Document | Read | Failed) -> _Packed:
    if isinstance(item, Failed):
        return item
    if isinstance(item, Read):
        return (encode(item.document), pack(item.predications), *map(encode, item.records))
    return (encode(item),)


def _unpacked(item: _Packed) -> Read | Failed:
    if isinstance(item, Failed):
        return item
    return Read(decode_document(item[0]), tuple(map(decode_record, item[2:])), unpack(item[1]))


def _read_packed(gate: bool | None, batch: tuple[_Packed, ...]) -> tuple[_Packed, ...]:
    items = [i if isinstance(i, Failed) else decode_document(i[0]) for i in batch]
    return tuple(map(_packed, _read_batch(gate, items)))


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield items in runs that are parsed together: a parse of much at once costs less a word."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += 0 if isinstance(item, Failed) else len(item.text)
        if size >= ENOUGH or len(batch) == TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read_batch(gate: bool | None, batch: list[Document | Failed]) -> list[Read | Failed]:
    """Read a batch; where one of it goes wrong each is read alone, so that only that one fails."""
    documents = [item for item in batch if not isinstance(item, Failed)]
    try:
        found: Iterator[Read | Failed] = iter(list(read_documents(documents, gate=gate)))
    except Exception:
        found = (_safely(document, gate) for document in documents)
    return [item if isinstance(item, Failed) else next(found) for item in batch]


def _safely(document: Document, gate: bool | None) -> Read | Failed:
    """Read a document; whatever goes wrong inside becomes a failure that names the document."""
    try:
        return read_document(document, gate=gate)
    except ServandaError as e:
        return Failed(e.place or document.name, e.cause, e.remedy)
    except Exception as e:  # one document must not stop a corpus; the failure is kept and shown
        return _unexpected(document.name or document.id, "reading", e)


def _unexpected(source: str, doing: str, e: Exception) -> Failed:
    return Failed(
        source,
        f"{doing} stopped ({type(e).__name__}: {e})",
        "report it with the file, or run with --debug",
    )

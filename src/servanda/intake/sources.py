"""The front door: a file, folder, or standard input becomes documents."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path

import msgspec

from servanda.intake import formats
from servanda.intake.agreement import agreement_blocks
from servanda.intake.decode import inert
from servanda.intake.formats import Content
from servanda.intake.kinds import is_agreement
from servanda.intake.layout import blocks_of
from servanda.intake.options import Meta, Options, merged, meta_from
from servanda.intake.treaty_xml import treaty_xml
from servanda.model import Block, Document, document_id, text_hash
from servanda.model.errors import EmptyInput, InputError, MetadataError, TooLarge, WrongFormat

ONE: dict[str, Callable[[bytes, str, Options], Content]] = {
    ".txt": formats.plain, ".md": formats.plain, ".markdown": formats.plain,
    ".html": formats.html, ".htm": formats.html, ".xhtml": formats.html,
    ".pdf": formats.pdf, ".docx": formats.docx, ".eml": formats.mail, ".xml": treaty_xml,
}  # fmt: skip
MANY: dict[str, Callable[[bytes, str, Options], list[tuple[str, Content]]]] = {
    ".jsonl": formats.jsonl, ".ndjson": formats.jsonl,
    ".warc": formats.warc, ".warc.gz": formats.warc,
}  # fmt: skip
SAMPLE = 5000  # characters looked at to tell the language
FEW = 20  # words below which function words tell nothing
ENGLISH = 0.25  # share of English function words; other languages stay below a tenth
INDEX = "index.jsonl"
STDIN = "-"


def find_sources(paths: list[str]) -> list[str]:
    """Return the files meant by paths: files as named, of folders every readable file, sorted.

    Raises InputError for a path that is not there, EmptyInput for a folder without documents.
    """
    out: list[str] = []
    for path in paths:
        p = Path(path)
        if path == STDIN or _is_readable(p):
            out.append(path)
        elif os.path.isdir(path):
            inside = sorted(
                str(f)
                for f in p.rglob("*")
                if f.is_file() and _suffix(f.name) in {**ONE, **MANY} and _is_document(f)
            )
            if not inside:
                raise EmptyInput(
                    "no documents in this folder", place=path,
                    remedy="it may hold " + ", ".join(sorted({**ONE, **MANY})),
                )  # fmt: skip
            out += inside
        else:
            raise InputError(
                "there is no such file or folder", place=path or "''", remedy="check the name"
            )
    return out


def take_in(source: str, options: Options | None = None) -> Iterator[Document]:
    """Yield the documents of one source: a file, or standard input as `-`.

    Metadata of `options` goes before a row of `index.jsonl` in the same folder, and that before
    what the file says itself. Raises InputError or MetadataError where it cannot be taken in.
    """
    options = options or Options()
    if source == STDIN:
        raw, name = sys.stdin.buffer.read(options.max_bytes + 1), "standard input"
        row = Meta()
    else:
        raw, name = _bytes(source, options), source
        row = _index_row(Path(source))
    _check_size(len(raw), name, options)
    if not raw.strip():
        raise EmptyInput("the file is empty", place=name, remedy="give a file that has words")
    for place, content in _contents(raw, name, options):
        yield document(content, place, merged(options.meta, row, content.meta))


def from_text(text: str, meta: Meta | None = None, name: str = "text") -> Document:
    """Return the document of a text in memory, made canonical as a file would be."""
    from servanda.intake.decode import canonical, require_words

    content = Content(require_words(canonical(text), name))
    return document(content, name, meta or Meta())


def document(content: Content, name: str, meta: Meta) -> Document:
    """Put text, blocks and metadata together as a document."""
    text = content.text
    agreement = meta.genre == "agreement" or (meta.genre is None and is_agreement(text))
    blocks = agreement_blocks(text) if agreement else content.blocks or blocks_of(text)
    return Document(
        id=document_id(text),
        text=text,
        sha256=text_hash(text),
        title=inert(meta.title or "") or _title(text, blocks),
        url=inert(meta.url or ""),
        publisher=inert(meta.publisher or ""),
        authors=tuple(map(inert, meta.authors or ())),
        published=meta.published,
        published_bounds=None if meta.published else meta.published_bounds,
        retrieved=meta.retrieved,
        language=meta.language or _language(text),
        translation=meta.translation or "unknown",
        original=meta.original or "",
        genre=meta.genre or ("agreement" if agreement else "unknown"),
        rights=meta.rights or "quote",
        media_type=content.media_type,
        name=inert(Path(name).name if name != "standard input" else name),
        blocks=blocks,
    )


def _contents(raw: bytes, name: str, options: Options) -> list[tuple[str, Content]]:
    """Read bytes by what they are, first bytes before the name."""
    suffix = _sniff(raw) or _suffix(name)
    if suffix in MANY:
        return MANY[suffix](raw, name, options)
    reader = ONE.get(suffix, formats.plain)
    return [(name, reader(raw, name, options))]


def _sniff(raw: bytes) -> str:
    """Return the suffix that the first bytes speak for, or nothing."""
    head = raw[:1024].lstrip()
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if raw.startswith(b"PK\x03\x04"):
        if b"word/" in raw or b"[Content_Types].xml" in raw:
            return ".docx"
        raise WrongFormat("this is a zip archive", remedy="unpack it and give the files inside")
    low = head[:300].lower()
    if low.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if low.startswith(b"warc/"):
        return ".warc"
    return ""


def _suffix(name: str) -> str:
    low = name.lower()
    return ".warc.gz" if low.endswith(".warc.gz") else Path(low).suffix


def _is_document(path: Path) -> bool:
    return path.name != INDEX and path.stem.upper() != "README" and not path.name.startswith(".")


def _is_readable(path: Path) -> bool:
    """Say whether a path is a file or a pipe, such as a shell's <(command)."""
    try:
        return path.is_file() or path.is_fifo() or path.is_char_device()
    except OSError:  # a name that is too long
        return False


def _bytes(source: str, options: Options) -> bytes:
    try:
        with Path(source).open("rb") as file:
            return file.read(options.max_bytes + 1)
    except OSError as e:
        raise InputError(
            f"cannot be read ({e.strerror})", place=source, remedy="check its name and rights"
        ) from e


def _check_size(size: int, name: str, options: Options) -> None:
    if size > options.max_bytes:
        raise TooLarge(
            f"larger than {options.max_bytes // 1_000_000} MB", place=name,
            remedy="split it into documents, or raise the limit with --max-mb",
        )  # fmt: skip


def _index_row(path: Path) -> Meta:
    """Return the metadata that an `index.jsonl` beside the file holds for it."""
    index = path.parent / INDEX
    if not index.is_file():
        return Meta()
    for number, line in enumerate(index.read_text(encoding="utf-8").splitlines(), start=1):
        place = f"{index}, line {number}"
        try:
            row = msgspec.json.decode(line) if line.strip() else {}
        except msgspec.DecodeError as e:
            raise MetadataError(str(e), place=place, remedy="one JSON object a line") from e
        if isinstance(row, dict) and row.get("file") == path.name:
            return meta_from(row, place)
    return Meta()


def _title(text: str, blocks: tuple[Block, ...]) -> str:
    first = next((b for b in blocks if b.type == "title"), None)
    return text[first.start : first.end].strip("# ") if first else ""


def _language(text: str) -> str:
    """Return the ISO code of the language, by its function words where that is English.

    Anything else is left to py3langid, whose model takes half a second to load.
    """
    head = text[:SAMPLE]
    words = [w.lower() for w in re.findall(r"[^\W\d_]+", head)]
    if len(words) >= FEW and sum(w in english() for w in words) > ENGLISH * len(words):
        return "en"
    import py3langid

    return str(py3langid.classify(head)[0])


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Return the commonest function words of English."""
    table = resources.files("servanda.intake") / "data" / "english.txt"
    return frozenset(table.read_text(encoding="utf-8").split())

"""One function a format: bytes become text, blocks where the format knows them, and metadata."""

import email
import email.policy
import io
import re
import zipfile
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from servanda.intake.built import Builder
from servanda.intake.decode import canonical, decode, require_words
from servanda.intake.options import Meta, Options, meta_from
from servanda.model import Block
from servanda.model.errors import EmptyInput, InputError, TooLarge, WrongFormat
from servanda.model.terms import BlockType

FRONT_MATTER = re.compile(r"---\n((?:[A-Za-z_]+:[^\n]*\n)+)---\n")


class Content(Struct, frozen=True):
    """What a format gives: text, blocks (None where layout must find them), metadata."""

    text: str
    blocks: tuple[Block, ...] | None = None
    meta: Meta = Meta()
    media_type: str = "text/plain"


def plain(raw: bytes, name: str, options: Options) -> Content:
    """Read a text or Markdown file; `key: value` lines between `---` lines are metadata."""
    text = require_words(canonical(decode(raw, name=name, encoding=options.encoding)), name)
    kind = "text/markdown" if name.lower().endswith((".md", ".markdown")) else "text/plain"
    front = FRONT_MATTER.match(text)
    if not front:
        return Content(text, media_type=kind)
    rows = dict(line.split(":", 1) for line in front.group(1).strip().split("\n"))
    meta = meta_from({k.strip().lower(): v.strip() for k, v in rows.items()}, name)
    body = require_words(text[front.end() :], name)
    return Content(body, meta=meta, media_type=kind)


def html(raw: bytes, name: str, options: Options) -> Content:
    """Read a web page: its main text by trafilatura, without menus, scripts and comments."""
    import trafilatura
    from lxml import etree

    source = canonical(decode(raw, name=name, encoding=options.encoding))
    found = trafilatura.bare_extraction(
        source, with_metadata=True, include_comments=False, include_tables=True
    )
    body = getattr(found, "body", None)
    builder = Builder()
    title = getattr(found, "title", None) or ""
    if title:
        builder.add(_clean(title), "title")
    if body is not None:
        for element in body.iter("p", "head", "item", "quote", "row", "ab"):
            if element.getparent() is None or element.getparent().tag in ("item", "quote", "row"):
                continue
            words = _clean("".join(etree.tostring(element, method="text", encoding="unicode")))
            if words and words != title:
                builder.add(words, _HTML_TYPES.get(element.tag, "paragraph"))
    require_words(builder.text, name)
    return Content(builder.text, tuple(builder.blocks), _html_meta(found), "text/html")


_HTML_TYPES: dict[str, BlockType] = {
    "head": "heading", "item": "list_item", "quote": "quotation", "row": "table",
}  # fmt: skip


def _html_meta(found: Any) -> Meta:
    """Return what the page says of itself; a date that is no plain day says nothing."""
    if found is None:
        return Meta()
    day = str(getattr(found, "date", "") or "")
    author = getattr(found, "author", None)
    return Meta(
        title=getattr(found, "title", None),
        url=getattr(found, "url", None),
        publisher=getattr(found, "sitename", None) or getattr(found, "hostname", None),
        authors=tuple(a.strip() for a in author.split(";")) if author else None,
        published=date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
    )


def pdf(raw: bytes, name: str, options: Options) -> Content:
    """Read the text layer of a PDF, page by page."""
    import logging

    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise WrongFormat("the PDF is locked", place=name, remedy="save it without a password")
        pages: list[str] = []
        size = 0
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            size += len(pages[-1])
            _bounded(size, options, name)
        info = reader.metadata
        title = str(info.title) if info is not None and info.title else None
    except InputError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError,
            RecursionError, OSError, AssertionError, NotImplementedError) as e:  # fmt: skip
        raise WrongFormat(
            f"the PDF is broken ({type(e).__name__})", place=name,
            remedy="open it in a viewer and save or print it as a new PDF",
        ) from e  # fmt: skip
    text = canonical("\n\n".join(p.strip() for p in pages if p.strip()))
    if not any(c.isalnum() for c in text):
        raise EmptyInput(
            "the PDF has no text, only pictures", place=name, remedy="run it through OCR first"
        )
    return Content(text, meta=Meta(title=title), media_type="application/pdf")


def docx(raw: bytes, name: str, options: Options) -> Content:
    """Read a Word document, its styles as block types; refuses archives that unpack too large."""
    import docx as word

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _bounded(sum(i.file_size for i in archive.infolist()), options, name)
        document = word.Document(io.BytesIO(raw))
        pieces = [(p.text, (p.style.name if p.style else "") or "") for p in document.paragraphs]
        tables = [[c.text for c in row.cells] for t in document.tables for row in t.rows]
        core = document.core_properties
        author, title = core.author or "", core.title or ""
    except InputError:
        raise
    except Exception as e:  # python-docx raises whatever its XML parser meets
        raise WrongFormat(
            f"the Word file is broken ({type(e).__name__})", place=name,
            remedy="open it in a word processor and save it again",
        ) from e  # fmt: skip
    builder = Builder()
    for words, style in pieces:
        builder.add(canonical(words), _style(style))
    for cells in tables:
        builder.add(canonical(" | ".join(dict.fromkeys(cells))), "table")
    require_words(builder.text, name)
    meta = Meta(
        title=title or None,
        authors=(author,) if author and author != "python-docx" else None,
    )
    return Content(builder.text, tuple(builder.blocks), meta, DOCX_TYPE)


DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


STYLES: dict[str, BlockType] = {
    "Title": "title", "Heading": "heading", "List": "list_item", "Quote": "quotation",
    "Caption": "caption",
}  # fmt: skip


def _style(name: str) -> BlockType:
    """Return the block type of a Word style by a word of its name."""
    return next((kind for word, kind in STYLES.items() if word in name), "paragraph")


def jsonl(raw: bytes, name: str, options: Options) -> list[tuple[str, Content]]:
    """Read JSON Lines: one document a line with `text` and metadata fields of the record format."""
    out: list[tuple[str, Content]] = []
    text = decode(raw, name=name, encoding=options.encoding)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{name}, line {number}"
        try:
            row = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError) as e:
            raise WrongFormat(str(e), place=place, remedy="one JSON object a line") from e
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise WrongFormat(
                "the line has no field `text`", place=place, remedy='write {"text": "..."}'
            )
        body = require_words(canonical(row["text"]), place)
        out.append((place, Content(body, meta=meta_from(row, place))))
    if not out:
        raise EmptyInput("nothing to read in it", place=name, remedy="give one JSON object a line")
    return out


def mail(raw: bytes, name: str, options: Options) -> Content:
    """Read an e-mail: its plain body (else its HTML), subject, sender and date."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    payload = body.get_payload(decode=True) if body is not None else None
    if body is None or not isinstance(payload, bytes):
        raise EmptyInput("the mail has no text", place=name, remedy="save its text as a file")
    own = html if body.get_content_type() == "text/html" else plain
    charset = body.get_content_charset() or "utf-8"
    content = own(payload.decode(charset, "replace").encode(), name, options)
    sent = getattr(message["date"], "datetime", None)
    meta = Meta(
        title=str(message["subject"]) if message["subject"] else None,
        authors=(str(message["from"]),) if message["from"] else None,
        published=sent.date() if sent else None,
    )
    return Content(content.text, content.blocks, meta, "message/rfc822")


def warc(raw: bytes, name: str, options: Options) -> list[tuple[str, Content]]:
    """Read a web archive: every HTML response in it that has a main text."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    out: list[tuple[str, Content]] = []
    try:
        for record in ArchiveIterator(io.BytesIO(raw)):
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            kind = record.http_headers.get_header("Content-Type") if record.http_headers else ""
            if record.rec_type != "response" or "html" not in (kind or ""):
                continue
            page = record.content_stream().read(options.max_unpacked + 1)
            _bounded(len(page), options, name)
            try:
                content = html(page, url or name, options)
            except (EmptyInput, WrongFormat):
                continue  # an archive holds many pages without a text of their own
            meta = msgspec.structs.replace(content.meta, url=url)
            out.append((url, msgspec.structs.replace(content, meta=meta)))
    except ArchiveLoadFailed as e:
        raise WrongFormat("the web archive is broken", place=name, remedy="save it again") from e
    if not out:
        raise EmptyInput("no page with text in it", place=name, remedy="give HTML responses")
    return out


def _bounded(size: int, options: Options, name: str) -> None:
    if size > options.max_unpacked:
        raise TooLarge(
            f"unpacks to more than {options.max_unpacked // 1_000_000} MB", place=name,
            remedy="split it, or save only the part that matters as text",
        )  # fmt: skip


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", canonical(text)).strip()

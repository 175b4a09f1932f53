"""A file dropped or a text pasted: taken in, read, and kept; or a failure that says why."""

import re
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace
from starlette.datastructures import UploadFile

from servanda.engine import EXTRACTOR, read_document
from servanda.intake import Meta, Options, from_text, take_in
from servanda.intake.options import meta_from
from servanda.model import Document
from servanda.model.errors import ServandaError, TooLarge
from servanda.workbench.state import address, item_path
from servanda.workbench.visit import Go, Page, Visit

# The only thing of a file's name that reaches the disk: a known ending.
ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml", ".jsonl")
LONGEST_NAME = 120
FIELDS = ("title", "authors", "publisher", "published", "url", "genre", "rights", "translation")


def form(visit: Visit) -> Page:
    """The form that takes a file or a text."""
    return Page("add.html", "Add a document", {"fields": {}, "fault": None})


def progress(visit: Visit) -> Page:
    """How far an upload is: documents read and kept, of how many; 0 of 0 until it has come in."""
    done, total = visit.desk.uploads.get(visit.state.id, (0, 0))
    return Page("progress.html", "How far it is", {"done": done, "total": total})


def add(visit: Visit) -> Go | Page:
    """Take in what was sent, read it and keep its records; a failure becomes a row."""
    given = {f: visit.field(f) for f in FIELDS}
    files = [f for f in visit.form.get("file", ()) if isinstance(f, UploadFile) and f.filename]
    name = _shown_name(files[0].filename or "") if files else "pasted text"
    try:
        meta = meta_from({k: v for k, v in given.items() if v}, "the form")
        documents = _uploaded(visit, files[0], name, meta) if files else [_pasted(visit, meta)]
        added = []
        for done, document in enumerate(documents):
            visit.desk.upload_at(visit.field("upload"), done, len(documents))
            added.append(_kept(visit, document))
    except ServandaError as e:
        visit.ledger.fail(name, e.cause, e.remedy)
        fault = {"name": name, "cause": e.cause, "remedy": e.remedy}
        return Page("add.html", "Add a document",
                    {"fields": given, "text": visit.field("text"), "fault": fault},
                    status=400)  # fmt: skip
    to = item_path("document", added[0]["document"]) if len(added) == 1 else address("/documents")
    return Go(to, visit.who, {"added": added})


def _kept(visit: Visit, document: Document) -> dict[str, Any]:
    read = read_document(document)
    result = visit.ledger.add(read.document, read.records, extractor=EXTRACTOR,
                              predications=read.predications)  # fmt: skip
    return {"document": document.id, "outcome": result.outcome, "records": len(read.records)}


def _pasted(visit: Visit, meta: Meta) -> Document:
    text = visit.field("text")
    if len(text.encode("utf-8", "replace")) > visit.desk.options.max_bytes:
        raise TooLarge("the text is too long", remedy="split it into documents")
    return from_text(text, meta, "pasted text")


def _uploaded(visit: Visit, file: UploadFile, name: str, meta: Meta) -> list[Document]:
    """Return the documents of an uploaded file; it lies in a folder of its own meanwhile."""
    ending = PurePosixPath(name.lower()).suffix
    with TemporaryDirectory(prefix="servanda-") as folder:
        path = Path(folder) / f"upload{ending if ending in ENDINGS else '.txt'}"
        with path.open("wb") as out:
            while chunk := file.file.read(1 << 20):
                out.write(chunk)
        options = Options(meta=meta, max_bytes=visit.desk.options.max_bytes)
        try:
            found = list(take_in(str(path), options))
        except ServandaError as e:
            raise type(e)(e.cause, place=name, remedy=e.remedy) from e
    return [replace(d, name=name) if len(found) == 1 else d for d in found]


def _shown_name(name: str) -> str:
    """Return the last part of a file's name as it is kept and shown; never used as a path."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(c for c in last if c.isprintable())[:LONGEST_NAME] or "file without a name"

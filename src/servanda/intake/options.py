"""What a user may say about a source, and how what several places say is put together."""

from datetime import date
from typing import Any, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from servanda.model.dates import parse_date
from servanda.model.document import Bounds
from servanda.model.errors import DateError, MetadataError
from servanda.model.terms import Genre, Rights, Translation

WRITTEN = "dates are written 2023-09-13, a month 2023-09, a span 2023-09-13/2023-09-20"
MEGABYTE = 1_000_000


class Meta(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=False):
    """Metadata of a source as a flag, an index row or the file itself gives it; None is unsaid.

    Of a source that came out in a month or year, or between two days, `published_bounds` are those.
    """

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] | None = None
    published: date | None = None
    published_bounds: Bounds | None = None
    retrieved: date | None = None
    language: str | None = None
    translation: Translation | None = None
    original: str | None = None
    genre: Genre | None = None
    rights: Rights | None = None


class Options(Struct, frozen=True):
    """How sources are taken in: metadata that goes before what files say, and limits in bytes."""

    meta: Meta = Meta()
    encoding: str | None = None
    max_bytes: int = 20 * MEGABYTE
    max_unpacked: int = 100 * MEGABYTE


def merged(*metas: Meta) -> Meta:
    """Return one metadata of several; the first that says something wins, field by field."""
    out: dict[str, Any] = {}
    for meta in metas:
        for name, value in asdict(meta).items():
            if out.get(name) is None:
                out[name] = value
    return replace(Meta(), **out)


def meta_from(row: dict[str, Any], place: str) -> Meta:
    """Read metadata from a JSON-like row; raises MetadataError naming the place and the field.

    A single author may be given as text; an empty text or null says nothing. `published` is a day
    or, as EDTF, a month, year or interval.
    """
    known = {k: v for k, v in row.items() if k in Meta.__struct_fields__ and v not in ("", None)}
    if isinstance(known.get("authors"), str):
        known["authors"] = [known["authors"]]
    if isinstance(told := known.get("published"), str):
        known |= _published(told, place)
    try:
        return msgspec.convert(known, Meta)
    except msgspec.ValidationError as e:
        raise MetadataError(str(e), place=place, remedy=_remedy(str(e))) from e


def published_in(edtf: str) -> Meta:
    """Return when a source came out, as a day or its bounds; raises DateError."""
    found = parse_date(edtf)
    if found.earliest == found.latest:
        return Meta(published=found.earliest)
    return Meta(published_bounds=Bounds(found.earliest, found.latest))


def _published(edtf: str, place: str) -> dict[str, Any]:
    try:
        found = published_in(edtf)
    except DateError as e:
        raise MetadataError(f"{edtf!r} is no date", place=place, remedy=WRITTEN) from e
    return {"published": found.published, "published_bounds": found.published_bounds}


def _remedy(cause: str) -> str:
    for name, kinds in (("genre", Genre), ("translation", Translation), ("rights", Rights)):
        if f"$.{name}" in cause:
            return f"{name} is one of: " + ", ".join(get_args(kinds))
    return f"{WRITTEN}, authors as a list of texts"

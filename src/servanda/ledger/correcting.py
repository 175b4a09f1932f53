"""What a person may set right in a record, and the record that comes of it.

A correction is a new record by a person beside the one that a reader found: the found one is
rejected in its favour, the new one accepted, and taking the correction back restores both.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Anchor, Document, Record, Ref, When, encode, kind_of
from servanda.model.dates import parse_date
from servanda.model.errors import DateError, LedgerError

PERSON = "person"  # the extractor of a record that a person set right
WORDS = "words"  # the name of the field that holds the place in the text
SPAN = re.compile(r"\s*(\d+)\s*-\s*(\d+)\s*")
FIXED = {"id", "document", "registry", "attribution", "marks", "statement", "confidence", "rule",
         "extractor", "anchors"}  # fmt: skip


class Editable(Struct, frozen=True):
    """A field that a person may set: its name, its present value as text, and what is allowed.

    `sort` is `choice` (one of `choices`), `date` (EDTF), `entity` (an id, of the name `label`),
    `span` (offsets in the document) or `text`.
    """

    name: str
    value: str
    sort: str
    choices: tuple[str, ...] = ()
    label: str = ""


def editable(record: Record) -> Iterator[Editable]:
    """Yield the fields of a record that may be set: its words, coded fields, dates, identities."""
    if record.anchors:
        first, last = record.anchors[0], record.anchors[-1]
        yield Editable(WORDS, f"{first.start}-{last.end}", "span", label=first.quote)
    hints = get_type_hints(type(record))
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name in FIXED:
            continue
        if choices := _choices(hints[name]):
            yield Editable(name, str(value or ""), "choice", choices)
        elif _may_be(hints[name], When):
            yield Editable(name, value.edtf if value is not None else "", "date")
        elif isinstance(value, Ref):
            yield Editable(name, value.id or "", "entity", label=value.surface)
        elif isinstance(value, tuple) and value and all(isinstance(v, Ref) for v in value):
            for n, ref in enumerate(value):
                yield Editable(f"{name}.{n}", ref.id or "", "entity", label=ref.surface)
        elif name in ("title", "locator", "provision", "name"):
            yield Editable(name, value, "text")


def corrected(record: Record, document: Document, changes: Mapping[str, str]) -> Record:
    """Return a record with some fields set, as a person's own; `changes` are texts by field name.

    Raises LedgerError where a field cannot be set, or not to that; where nothing changes.
    """
    known = {e.name: e for e in editable(record)}
    given: dict[str, Any] = {}
    for name, text in changes.items():
        field = known.get(name)
        if field is None:
            raise LedgerError(
                f"{kind_of(record)}: no field {name!r} can be set", place=record.id,
                remedy="one of " + ", ".join(known),
            )  # fmt: skip
        if text.strip() != field.value:
            _set(given, record, document, field, text.strip())
    if not given:
        raise LedgerError(
            "nothing was changed", place=record.id, remedy="set a field to something else"
        )
    made = replace(record, **given, id="", extractor=PERSON, rule="corrected", confidence=1.0)
    digest = hashlib.sha256(encode(made)).hexdigest()[:16]
    return replace(made, id=f"{kind_of(record)}:{digest}")


def _set(
    given: dict[str, Any], record: Record, document: Document, field: Editable, text: str
) -> None:
    """Put the value of a field among those given; a member of a list into the list."""
    name, _, number = field.name.partition(".")
    if field.sort == "span":
        given["anchors"] = (_anchor(document, text, record.id),)
        return
    old = given.get(name, getattr(record, name))
    if field.sort == "choice":
        if text not in field.choices:
            raise LedgerError(f"{text!r} is no {name}", place=record.id,
                              remedy="one of " + ", ".join(field.choices))  # fmt: skip
        given[name] = text
    elif field.sort == "date":
        given[name] = _when(old, text, name, record.id)
    elif field.sort == "entity" and number:
        refs = list(old)
        refs[int(number)] = _meant(refs[int(number)], text, record.id)
        given[name] = tuple(refs)
    elif field.sort == "entity":
        given[name] = _meant(old, text, record.id)
    else:
        given[name] = text


def _anchor(document: Document, text: str, place: str) -> Anchor:
    found = SPAN.fullmatch(text)
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 0 <= start < end <= len(document.text):
        raise LedgerError(
            f"{text!r} is no place in the text", place=place,
            remedy=f"write start-end, within 0-{len(document.text)}",
        )  # fmt: skip
    return Anchor(start, end, document.text[start:end])


def _when(old: When | None, text: str, name: str, place: str) -> When | None:
    if not text:
        return None
    try:
        days = parse_date(text)
    except DateError as e:
        raise LedgerError(f"{name}: {e.cause}", place=place, remedy="write 2024-05-31, 2024-05 or "
                          "2024-05-01/2024-05-31") from e  # fmt: skip
    return When(days.edtf, days.earliest, days.latest, old.anchors if old else ())


def _meant(ref: Ref, text: str, place: str) -> Ref:
    if text and not re.fullmatch(r"[a-z]+:[\w.#-]+", text):
        raise LedgerError(
            f"{text!r} is no id of an entity", place=place,
            remedy="write state:FRA, org:un or instrument:new-start-2010",
        )  # fmt: skip
    return replace(ref, id=text or None, method=PERSON, confidence=1.0, alternatives=())


def _choices(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return tuple(str(v) for v in get_args(hint))
    return ()


def _may_be(hint: Any, kind: type) -> bool:
    return hint is kind or kind in get_args(hint)

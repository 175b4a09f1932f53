"""The fields of a record as a person reads them: name, words, identities, places in the text."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from servanda.model import Anchor, Phrase, Quantity, Record, Ref, Terms, When
from servanda.model.date_words import when_words
from servanda.reasoning.named import name_of_id

# Shown elsewhere on the card, or of no use to a reader.
ELSEWHERE = {"id", "document", "anchors", "attribution", "statement", "marks", "registry", "rule",
             "extractor", "confidence", "polarity", "modality"}  # fmt: skip
ORDER_LAST = ("date", "said_on")


class Value(Struct, frozen=True, omit_defaults=True):
    """One value of a field; `entity` is the identity behind a name, `note` how it was found."""

    words: str
    entity: str = ""
    record: str = ""
    note: str = ""
    place: tuple[int, int] | None = None


class Field(Struct, frozen=True):
    """A field with its values."""

    name: str
    values: tuple[Value, ...]


def fields(record: Record) -> list[Field]:
    """Return the fields of a record that say something, dates last."""
    names = [n for n in record.__struct_fields__ if n not in ELSEWHERE]
    names.sort(key=lambda n: n in ORDER_LAST)
    out = []
    for name in names:
        values = tuple(_values(getattr(record, name)))
        if values:
            out.append(Field(name.replace("_", " "), values))
    return out


def chain(record: Record) -> list[Value]:
    """Return the speakers through whom a record is told, the outermost first."""
    return [
        Value(r.surface, entity=r.id or "", note=r.manner, place=_place(r.anchors))
        for r in record.attribution
    ]


def _values(value: Any) -> Iterator[Value]:
    if value is None or value == "" or value is False:
        return
    if isinstance(value, (tuple, list)):
        if len(value) == 2 and all(isinstance(v, float) for v in value):
            yield Value(f"{value[0]:g} to {value[1]:g}")
            return
        for v in value:
            yield from _values(v)
    elif isinstance(value, Ref):
        yield _of_ref(value)
    elif isinstance(value, Phrase):
        yield Value(value.text, place=_place(value.anchors))
    elif isinstance(value, When):
        yield Value(when_words(value), place=_place(value.anchors))
    elif isinstance(value, Quantity):
        yield Value(f"{value.value:g} {value.unit}".strip(), place=_place(value.anchors))
    elif isinstance(value, Anchor):
        yield Value(value.quote, place=_place((value,)))
    elif isinstance(value, Terms):
        said = {n: getattr(value, n) for n in ("duration", "renewal", "notice", "exit")}
        yield Value(", ".join(f"{n} {v}" for n, v in said.items() if v))
    elif isinstance(value, Struct):
        yield Value(", ".join(str(getattr(value, n)) for n in value.__struct_fields__
                              if getattr(value, n)))  # fmt: skip
    elif isinstance(value, (str, date, int, float)):
        yield Value("yes" if value is True else str(value).replace("_", " "))


def _of_ref(ref: Ref) -> Value:
    others = ", ".join(f"{name_of_id(a.id)} ({a.confidence:.2f})" for a in ref.alternatives)
    note = f"{ref.method}, {ref.confidence:.2f}" if ref.id else "not identified"
    return Value(
        ref.surface, entity=ref.id or "", note=note + (f"; or {others}" if others else ""),
        place=_place(ref.anchors),
    )  # fmt: skip


def _place(anchors: tuple[Anchor, ...]) -> tuple[int, int] | None:
    return (anchors[0].start, anchors[-1].end) if anchors else None

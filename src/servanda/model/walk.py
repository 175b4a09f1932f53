"""Walking over the parts of a record: its anchors and its references, whatever the kind."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TypeVar, get_args

from msgspec import Struct
from msgspec.structs import fields, replace

from servanda.model.anchors import Anchor, Ref
from servanda.model.records import Record

R = TypeVar("R", bound=Record)


def anchors_of(value: Any) -> Iterator[Anchor]:
    """Yield every anchor inside a record, field by field, in the order of its fields."""
    yield from _inside(value, Anchor)


def refs_of(value: Any) -> Iterator[Ref]:
    """Yield every reference inside a record, field by field, in the order of its fields."""
    if not isinstance(value, Struct):
        yield from _inside(value, Ref)
        return
    for name in _holding_refs(type(value)):
        held = getattr(value, name)
        if isinstance(held, Ref):
            yield held
        elif isinstance(held, tuple) and held and isinstance(held[0], Ref):
            yield from held


def map_refs(record: R, change: Callable[[str, Ref], Ref]) -> R:
    """Return the record with `change(field, ref)` in place of every reference in its fields."""
    changed: dict[str, Any] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, Ref):
            changed[name] = change(name, value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Ref):
            changed[name] = tuple(change(name, v) for v in value)
    return replace(record, **changed) if changed else record


@lru_cache(maxsize=64)
def _holding_refs(kind: type[Struct]) -> tuple[str, ...]:
    """Return the fields of a kind that may hold references.

    References stand in a record's own fields, never deeper: no need to look into anchors.
    """
    return tuple(f.name for f in fields(kind) if _may_hold(f.type))


def _may_hold(told: Any) -> bool:
    return (isinstance(told, type) and issubclass(told, Ref)) or any(map(_may_hold, get_args(told)))


def _inside(value: Any, wanted: type[Any]) -> Iterator[Any]:
    if isinstance(value, wanted):
        yield value
    if isinstance(value, Struct):
        parts = tuple(getattr(value, name) for name in value.__struct_fields__)
    else:
        parts = tuple(value) if isinstance(value, (tuple, list)) else ()
    for part in parts:
        if part and isinstance(part, (Struct, tuple, list)):  # most fields are texts or empty
            yield from _inside(part, wanted)

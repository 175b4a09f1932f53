"""Reader of `instrument`: once a document, each agreement, declaration, treaty or resolution."""

from collections.abc import Iterator

from servanda.lexicon.registry import load_registry
from servanda.model import Instrument, Record, Ref
from servanda.model.terms import Form
from servanda.reading.agreements import Cited
from servanda.reading.context import Context
from servanda.reading.mentions import cited_ref, rule_of
from servanda.reading.namings import namings

NAME = "instruments"
FORMS: dict[str, Form] = {
    "treaty": "treaty", "treaties": "treaty", "convention": "treaty", "conventions": "treaty",
    "ceasefire": "ceasefire", "cease-fire": "ceasefire", "truce": "ceasefire",
    "armistice": "ceasefire", "declaration": "political", "statement": "political",
    "communique": "political", "communiqué": "political", "memorandum": "political",
    "charter": "treaty", "protocol": "treaty", "covenant": "treaty", "statements": "political",
}  # fmt: skip


def read(context: Context) -> Iterator[Record]:
    """Yield one Instrument for each way of naming one; naming joins those that are one."""
    groups: dict[str, list[tuple[Cited, Ref]]] = {}
    for cited in namings(context).cited:
        ref = cited_ref(context, cited)
        groups.setdefault(ref.id or ref.surface.casefold(), []).append((cited, ref))
    for members in groups.values():
        cited, ref = members[0]
        row = load_registry().get(ref.id) if ref.id else None
        yield context.record(
            Instrument,
            reader=NAME,
            at=tuple(r.anchors[0] for _, r in members),
            attribution=(),
            entity=ref,
            title=row.title if row else ref.surface,
            form=row.form if row else FORMS.get(cited.head, "unknown"),
            aliases=tuple(dict.fromkeys(r.surface for _, r in members)),
            confidence=max(r.confidence for _, r in members),
            rule=rule_of(cited),
        )

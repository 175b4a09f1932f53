"""What every check looks at, worked out before the first one is asked for."""

from collections.abc import Iterator

from servanda.reasoning.case import Case
from servanda.reasoning.check.echo_lines import lines_in, told_in
from servanda.reasoning.check.proper import counted_in
from servanda.reasoning.check.ranked import alike_to
from servanda.reasoning.check.rows import Facts, Rows

ANY = "The parties withdrew their troops."


def get_ready(case: Case) -> Iterator[None]:
    """Work out what every check looks at, step by step: each time that it yields it may end."""
    for document in case.evidence.documents.values():
        told_in(case, document)
        counted_in(case, document)
        yield
    lines_in(case)
    rows = Rows.of(case)
    facts = Facts(words=frozenset(("troop",)))
    rows.speaking(facts)
    for row in rows.all:
        rows.weight(row, facts)
        rows.titled(row, facts)
    _ = rows.rarity
    yield
    for row in rows.all:
        alike_to(case, ANY, rows.lines_of(row))
        yield

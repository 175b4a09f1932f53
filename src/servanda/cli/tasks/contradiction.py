"""Contradiction: what two short statements are to each other, or a claim to its evidence."""

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.reasoning.contradiction import hold, judge


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "label", "reasons"}`, one for each row, in order.

    Rows are `{"id", "a", "b"}` of two statements, labelled Consistent, Inconsistent or Unrelated;
    with `source_id` they are pairs of evidence (a) and claim (b), labelled SUPPORTS or REFUTES.
    A label that a row gives is not looked at.
    """
    for row in rows:
        if "source_id" in row:
            held = hold(row["a"], row["b"])
            label = "SUPPORTS" if held.supported else "REFUTES"
            yield {"id": row["id"], "label": label, "reasons": list(held.reasons)}
        else:
            found = judge(row["a"], row["b"])
            reasons = [f"{r.feature} {r.pull:+.2f}" for r in found.reasons]
            yield {"id": row["id"], "label": found.label.capitalize(), "reasons": reasons}

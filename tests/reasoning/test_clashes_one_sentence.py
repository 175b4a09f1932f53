"""What one teller says in one sentence is one thing said, and no clash of two."""

from collections.abc import Iterator

import pytest
from tests.build import case, document

from servanda.model import Finding
from servanda.reasoning import clashes as room
from servanda.reasoning.case import Case

D = document("It commits them to resist any attack. London says that it will not ask.")


def side(sentence: str, who: str) -> dict[str, str]:
    """Return a side of a clash."""
    return {"document": D.id, "sentence": sentence, "who": who, "quote": sentence, "record": ""}


@pytest.mark.parametrize(
    ("kind", "other", "who", "shown"),
    [("breach", "A.", "B", False), ("status", "A.", "A", False), ("status", "A.", "B", True),
     ("change", "A.", "A", True), ("breach", "B.", "A", True)],
)  # fmt: skip
def test_one_sentence_is_one_thing_said(
    monkeypatch: pytest.MonkeyPatch, kind: str, other: str, who: str, shown: bool
) -> None:
    values = {"sides": [side("A.", "A"), side(other, who)], "registry": ""}
    finding = Finding(id="f", finding="clash", type=kind, rule=f"{kind}/x", values=values)

    def rule(_: Case) -> Iterator[Finding]:
        yield finding

    monkeypatch.setattr(room, "RULES", (rule,))
    assert bool(room.clashes(case([D], []))) is shown

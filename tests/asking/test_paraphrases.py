"""Many ways of asking one thing: each question is taken for what it asks."""

import csv
from pathlib import Path

import pytest
from tests.build import case, document

from servanda.asking import understand

EMPTY = case([document("Nothing is said here.")], [])
SAME = {
    "said_about": "said", "who_said": "said", "who_first": "first", "predicted": "predictions",
    "unknown_gaps": "unknown", "clash": "clashes", "why_broke": "duties", "search": "other",
    "telling": "other",
}  # fmt: skip


def rows() -> list[tuple[str, str]]:
    place = Path(__file__).parent / "data" / "paraphrases.tsv"
    with place.open(encoding="utf-8") as f:
        return [(r["question"], r["intents"]) for r in csv.DictReader(f, delimiter="\t")]


@pytest.mark.parametrize(("question", "intents"), rows())
def test_a_paraphrase_is_taken_for_what_it_asks(question: str, intents: str) -> None:
    taken = understand(EMPTY, question).intent
    also = {"who"} if taken == "who_said" else set()
    assert {taken, SAME.get(taken, taken), *also} & {*intents.split(",")}

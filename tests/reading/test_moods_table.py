"""Polarity and modality of one word in each of many sentences (data/moods.txt).

A line is `N modality|sentence` (negated) or `A modality|sentence` (affirmed), the word in brackets.
"""

import re
from pathlib import Path

import pytest
from evals.score_moods import flags

LINES = (Path(__file__).parent / "data" / "moods.txt").read_text(encoding="utf-8").splitlines()
POLARITY = {"N": "negated", "A": "affirmed"}


@pytest.mark.parametrize("line", LINES)
def test_mood(line: str) -> None:
    label, marked = line.split("|")
    letter, modality = label.split()
    place = re.search(r"\[(.*?)\]", marked)
    assert place is not None
    row = {"text": marked.replace("[", "").replace("]", ""), "start": place.start(),
           "end": place.start() + len(place[1])}  # fmt: skip
    assert flags(row)[:2] == (POLARITY[letter], modality)

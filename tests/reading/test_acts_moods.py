"""Acts that did not happen, or not yet, never become done ones (data/acts_moods.txt).

A line is `N modality|sentence` (negated) or `A modality|sentence` (affirmed); the sentence tells of
one act. Only "A actual" counts as done in the status of an agreement.
"""

from pathlib import Path

import pytest
from tests.reading.helpers import document

from servanda.model import Act
from servanda.reading import read

LINES = (Path(__file__).parent / "data" / "acts_moods.txt").read_text(encoding="utf-8").splitlines()
POLARITY = {"N": "negated", "A": "affirmed"}


@pytest.mark.parametrize("line", LINES)
def test_mood_of_act(line: str) -> None:
    label, sentence = line.split("|")
    letter, modality = label.split()
    told = [r for r in read(document(sentence)) if isinstance(r, Act)]
    assert [(a.polarity, a.modality) for a in told] == [(POLARITY[letter], modality)]

"""Sets, speakers and bodies that point back: two named apart, a dialogue's labels, "the agency"."""

import pytest
from evals.anaphora_passages import kind_of, passages, unmarked
from evals.score_names import answer_at, is_right

from servanda.engine import read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Mention
from servanda.naming.anaphora.weights import Weights, odds

DIALOGUE = """PRESENTER: Good evening. With me is Irena Kovac, who taught law in Split.

KOVAC: I was there in 1995.

PRESENTER: And then?

KOVAC: I went home. The truce held.

PRESENTER: Thank you.
"""


def meant(text: str, words: str) -> tuple[str, ...]:
    """Return what the last phrase with these words stands for: ids, or words without any."""
    records = read_document(from_text(text, Meta())).records
    found = [r for r in records if isinstance(r, Mention) and r.rule.startswith("anaphor.")
             and r.refers_to.surface == words]  # fmt: skip
    members = found[-1].antecedents or (found[-1].refers_to,)
    return tuple(sorted(m.id or m.surface for m in members))


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("Angela Merkel spoke with Vladimir Putin. The two leaders agreed on nothing.",
     "The two leaders", ("person:angela-merkel", "person:vladimir-putin")),
    ("Japan and Norway met. They signed nothing, and each of them went home.",
     "each of them", ("state:JPN", "state:NOR")),
    ("Greece, its fellow guarantor, wrote to Turkey. Turkey kept its word.", "its",
     ("state:TUR",)),
    ("The International Atomic Energy Agency sent a team to Iran. The agency found nothing.",
     "The agency", ("org:iaea",)),
    ("Margaret Thatcher wrote to Ronald Reagan. She was angry.", "She",
     ("person:margaret-thatcher",)),
])  # fmt: skip
def test_whom_sets_and_bodies_mean(text: str, words: str, expected: tuple[str, ...]) -> None:
    assert meant(text, words) == expected


def test_who_speaks_in_a_dialogue_is_whose_label_stands_before() -> None:
    records = read_document(from_text(DIALOGUE, Meta())).records
    spoken = [r for r in records if isinstance(r, Mention) and r.refers_to.surface == "I"]
    assert spoken
    assert all("Kovac" in m.surface for r in spoken for m in r.antecedents)


def test_a_title_with_a_colon_is_no_dialogue() -> None:
    text = "Note: the talks go on.\n\nI was there. I saw the text.\n"
    records = read_document(from_text(text, Meta())).records
    assert all("Note" not in m.surface for r in records
               if isinstance(r, Mention) for m in r.antecedents)  # fmt: skip


def test_marks_nest_and_leave_the_text() -> None:
    text, found = unmarked("{a:Members of {b<the Mission}} left. {-<It} rained.")
    assert text == "Members of the Mission left. It rained."
    assert found == [(0, 22, "a", False), (11, 22, "b", True), (29, 31, "-", True)]
    with pytest.raises(ValueError, match="not closed"):
        unmarked("{a:open")
    assert [kind_of("they", 2), kind_of("that zone", 1), kind_of("both sides", 2)] == [
        "pronoun", "demonstrative", "plural"]  # fmt: skip


def test_confidence_grows_with_the_share_and_guesses_stay_below_half() -> None:
    rows = [("=sure", "share", 1.0), ("=limits", "flagged", 0.6), ("=limits", "open", 0.3)]
    weights = Weights(rows)
    listed = ([0.0, 2.0], [0.1, 0.0], [3.0, 0.0])
    told = [weights.confidence("it", scores, True) for scores in listed]
    assert told[0] == -1.0  # left open
    assert 0 < told[1] < 0.5 <= told[2] < 0.8
    assert odds([5.0]) > odds([5.0, 4.0]) > 1


def test_passages_of_other_genres_are_mostly_right() -> None:
    right = wrong = total = 0
    for gold in list(passages())[:3]:
        records = list(read_document(gold.document).records)
        for row in (r for r in gold.anaphors if not r["pleonastic"]):
            answer = answer_at(records, (row["start"], row["end"]))
            fits = answer is not None and is_right(gold, row, answer, records)
            total, right = total + 1, right + fits
            wrong += answer is not None and not fits and not answer.flagged
    assert total > 60
    assert right / total >= 0.6
    assert wrong / total <= 0.15

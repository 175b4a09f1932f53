"""Which texts are agreements, by title, points and words; and which only speak of one."""

import pytest

from servanda.intake import from_text
from servanda.intake.kinds import is_agreement

POINTS = "\n\n1. {0}\n\n2. {1}\n\n3. {2}\n"
COMMUNIQUE = (
    "JOINT COMMUNIQUE\non the visit of the Prime Minister of Ostrava to the Republic of Lun"
    + POINTS.format(
        "The two sides agreed to open the bridge.",
        "Both sides pledged not to mine the river.",
        "The Lun side will send a delegation in May.",
    )
    + "\nIssued at Lun on 3 May 2020.\n"
)
ROAD_MAP = "ROAD MAP agreed between the Council and the Front" + POINTS.format(
    "Cessation of fire from 06:00.", "The Council to free the detained.",
    "This Road Map takes effect on signature. The sides meet weekly.",
)  # fmt: skip
TRUCE = "Truce of Lake Mir\n\nThe two sides have agreed as follows:\n\nBoth sides stop all fire.\n"
REPORT = (
    "Agreement between Lun and Ostrava falters\n\n1. What was agreed\n\nThe two sides said that "
    "they had agreed to talks, officials said. Analysts told reporters that neither side says "
    "more.\n\n2. What comes next\n\nThe agreement takes effect in May, the ministry said."
)
ALONE = (
    "Statement by the Foreign Ministry of Lun\n\nThe Ministry recalls that both sides agreed to "
    "withdraw. The other side has not done so."
)


@pytest.mark.parametrize("text", [COMMUNIQUE, ROAD_MAP, TRUCE])
def test_forms_without_articles_are_agreements(text: str) -> None:
    assert is_agreement(text)
    assert from_text(text).genre == "agreement"


@pytest.mark.parametrize("text", [REPORT, ALONE, "An agreement is a fine thing to have.", "1."])
def test_what_only_speaks_of_an_agreement_is_none(text: str) -> None:
    assert not is_agreement(text)


def test_points_are_units_and_signatures_are_told_from_them() -> None:
    found = [(b.type, b.locator) for b in from_text(COMMUNIQUE).blocks]
    assert [x for _, x in found if x] == ["paragraph 1", "paragraph 2", "paragraph 3"]
    assert found[-1][0] == "signature"


def test_numbers_of_two_parts_count_within_their_article() -> None:
    text = "".join(
        f"Article {n}\n\n{n}.1 Each Party shall pay.\n\n{n}.2 It may leave.\n\n" for n in (1, 2, 3)
    )
    document = from_text("Lake Agreement\n\n" + text)
    found = [b.locator for b in document.blocks if b.type == "clause"]
    assert found[:4] == ["article 1(1)", "article 1(2)", "article 2(1)", "article 2(2)"]


def test_a_number_glued_to_its_words_or_alone_on_its_line_opens_a_paragraph() -> None:
    text = (
        "Final Document of the Conference agreed between the States Parties\n\n"
        "have agreed as follows:\n\n1\n\nThe Parties shall meet.\n\n2.Each Party shall pay.\n\n3"
        "\n\nNo Party may leave.\n"
    )
    found = [
        (b.locator, text[b.start : b.end]) for b in from_text(text).blocks if b.type == "clause"
    ]
    assert [x for x, _ in found] == ["paragraph 1", "paragraph 2", "paragraph 3"]


def test_printed_lines_are_one_paragraph_and_items_are_not() -> None:
    text = (
        "PROTOCOL OF LUN\n\nArticle 1\nThe Parties shall keep the road over the pass open in\n"
        "winter and shall clear the snow before the first of December of\neach year.\n\nArticle 2\n"
        "The Parties shall, within the limits of what their means allow,\nsupport:\n"
        "(a) the ferry;\n(b) the light on the northern shore.\n\nArticle 3\nThe Commission shall "
        "meet at the seat of the Lake Authority in\nMir twice a year.\n"
    )
    clauses = [text[b.start : b.end] for b in from_text(text).blocks if b.type == "clause"]
    assert clauses[0].endswith("each year.")
    assert clauses[1].endswith("support:")
    assert [c[:3] for c in clauses[2:4]] == ["(a)", "(b)"]

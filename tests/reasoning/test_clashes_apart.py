"""Near misses of names and conditions: another bridge, an end that hangs on something."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes

PAIRS = [
    ("Norway closed the bridge at Lund on 3 May 2020.", "Norway never closed the bridge at Malmö.",
     False),
    ("Norway closed the bridge at Lund on 3 May 2020.", "Norway never closed the bridge at Lund.",
     True),
    ("The Treaty of Lund lapses unless Norway ratifies it by June.",
     "The Treaty of Lund is in force.", False),
    ("The Treaty of Lund has lapsed.", "The Treaty of Lund is in force.", True),
    ("Norway bombed the port of Selm in May 2020.", "Norway has never bombed the port of Selm.",
     True),
    ("The Lund River Commission has met every year since 2006.",
     "The Lund Border Commission has not met since 2006.", False),
    ("The Lund River Commission has met every year since 2006.",
     "The Lund River Commission has not met since 2006.", True),
    ("Norway's brewery has been running at Lund since 2003.",
     "Norway's sawmill has not been running at Lund since 2003.", False),
    ("Norway closed the dam at Lund in 2004.", "Norway never closed the second dam at Lund.",
     False),
    ("The observers counted thirty men at Selm in April 2020.",
     "The observers counted ninety men at Arn in April 2020.", False),
    ("The observers counted thirty men at Selm in April 2020.",
     "The observers counted ninety men at Selm in April 2020.", True),
    ("Norway supplied arms to the militia of Selm in 2004.",
     "Before the merger Norway did not supply arms to the militia of Selm.", False),
    ("The prisoners left the camp at Selm on 6 May 2020.",
     "Some of the guards did not leave the camp at Selm on 6 May 2020.", False),
    ("Norway agreed in June 2019 that no more than twenty Norwegian trawlers would fish at Lund.",
     "In May 2019 more than thirty Norwegian trawlers fished at Lund.", False),
    ("Norway agreed in June 2019 that no more than twenty Norwegian trawlers would fish at Lund.",
     "In July 2019 more than thirty Norwegian trawlers fished at Lund.", True),
    ("Fewer than thirty men are held on the island of Selm.",
     "More than ninety men are held on the mainland of Selm.", False),
    ("The Treaty of Lund was initialled in May 2019.", "The Treaty of Lund was never signed.",
     False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "clash"), PAIRS)
def test_names_and_conditions_keep_two_tellings_apart(one: str, other: str, clash: bool) -> None:
    reads = [
        read_document(from_text(f"Lund talks. {text} Selm and Arn are in the Lund valley.",
                                Meta(published=date(2020, 6, n), title=str(n))))
        for n, text in enumerate((one, other), start=1)
    ]  # fmt: skip
    assert bool(clashes(Case(evidence_of(reads), date(2020, 7, 1)))) is clash


OUTLINE = """Outline of the statement of Lund

Point 1. The Republic of Selm shall deploy peacekeepers along the line of contact at Lund.

Point 2. The peacekeepers arrive while the forces of Arn withdraw. They shall stay for five years.
"""


def test_two_points_of_one_text_are_no_duty_and_its_breach() -> None:
    read = read_document(from_text(OUTLINE, Meta(published=date(2020, 6, 1), title="Outline")))
    assert not clashes(Case(evidence_of([read]), date(2020, 7, 1)))

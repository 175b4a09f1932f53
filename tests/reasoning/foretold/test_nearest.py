"""Where nothing decides a prediction, the nearest later passages are shown, and decide nothing."""

from datetime import date

import pytest

from servanda import vectors
from servanda.engine import evidence_of, read_document
from servanda.intake import Meta, from_text
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import Outcome, outcomes, register

MADE, TOLD = date(2031, 3, 1), date(2031, 9, 10)
LATER = (
    "Wheat was dear in the spring. The Bordurian garrison struck its tents at Niedrow in May. "
    "The opera opened with a ball. The harbour of Klow was dredged in July."
)


def came(said: str, later: str = LATER, told: date = TOLD) -> Outcome:
    reads = [
        read_document(from_text(text, Meta(published=day)))
        for text, day in ((said, MADE), (later, told))
    ]
    case = Case(evidence_of(reads), date(2031, 10, 1))
    (forecast,) = register(case)
    return outcomes(case, [forecast])[forecast.record.id]


def test_the_passage_that_shares_most_stands_first() -> None:
    found = came("The Bordurian garrison of Niedrow will be home by June 2031.")
    assert found.state == "cannot tell"
    assert "struck its tents" in found.values[0].anchor.quote
    assert all(0 < near.share <= 1 for near in found.values)


def test_no_more_than_three_and_none_that_shares_nothing() -> None:
    found = came("The queen of Syldavia will abdicate by June 2031.")
    assert len(found.values) <= 3
    assert not any("opera" in near.anchor.quote for near in found.values)


def test_what_was_told_before_is_not_near() -> None:
    found = came("The Bordurian garrison of Niedrow will be home by June 2031.",
                 told=date(2030, 9, 10))  # fmt: skip
    assert found.values == ()


@pytest.mark.skipif(not vectors.installed(), reason="the extra `vectors` is not here")
def test_the_like_wording_stands_before_what_shares_as_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = "The Bordurian garrison of Niedrow will be home by June 2031."
    later = (
        "In May the Bordurian garrison of Niedrow ate its herring. "
        "In May the families of the Bordurian garrison of Niedrow embraced their returning men."
    )
    quotes = [near.anchor.quote for near in came(said, later).values]
    assert "embraced" in quotes[0]
    monkeypatch.setattr("servanda.vectors.near.installed", lambda: False)
    monkeypatch.setattr("servanda.vectors.near.installed", lambda: False)
    assert "herring" in came(said, later).values[0].anchor.quote


def test_what_is_decided_has_none() -> None:
    found = came("The Bordurian garrison will leave Niedrow by June 2031.",
                 "The Bordurian garrison left Niedrow on 3 May 2031.")  # fmt: skip
    assert found.state == "came true"
    assert found.values == ()


# Later tellings that share much with what was foretold and are not it.
NOT_IT = [
    ("Borduria will withdraw from the Niedrow Truce by June 2031.",
     "In May 2031 the opposition in Borduria moved that the country withdraw from the Niedrow "
     "Truce; the motion fell."),
    ("Borduria will withdraw from the Niedrow Truce by June 2031.",
     "Borduria did withdraw from the Fisheries Convention on 3 May 2031."),
    ("Borduria will double its toll by June 2031.", "Borduria raised its toll on 3 May 2031."),
    ("Borduria will sign a truce with Syldavia before the snow melts.",
     "Borduria signed a truce with Syldavia on 3 May 2031."),
    ("The prime minister of Borduria will resign by June 2031.",
     "The defence minister of Borduria stepped down on 3 May 2031."),
    ("Borduria will free all prisoners by June 2031.",
     "Borduria freed eleven prisoners on 3 May 2031."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "later"), NOT_IT)
def test_what_comes_near_decides_nothing(said: str, later: str) -> None:
    assert came(said, later).state in ("open", "cannot tell")


IT = [
    ("The Tribunal of Klow will find the blockade lawful by June 2031.",
     "The Tribunal of Klow found on 3 May 2031 that the blockade was unlawful.", "did not"),
    ("Borduria will resume diplomatic relations with Syldavia by June 2031.",
     "On 3 May 2031 Borduria and Syldavia exchanged notes and restored their ties.", "came true"),
    ("The presidents of Borduria and Syldavia are certain to meet by June 2031.",
     "On 3 May 2031 the presidents of Borduria and Syldavia talked for three hours in Klow.",
     "came true"),
    ("The presidents of Borduria and Syldavia will meet in June 2031.",
     "June 2031: the president of Borduria leaves Klow without having met the president of "
     "Syldavia.", "did not"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "later", "state"), IT)
def test_what_is_told_in_other_words(said: str, later: str, state: str) -> None:
    assert came(said, later).state == state

"""Speeches that name half the world: a clash needs one matter around both places."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Event, Finding
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes

WORLD = (
    "We greet Albania, Bolivia, Cambodia, Denmark, Ecuador, Fiji, Gabon, Haiti, Iceland, Jamaica, "
    "Kenya, Laos, Malta, Nepal, Oman, Peru, Qatar, Rwanda, Senegal, Togo, Uganda, Vanuatu, Yemen, "
    "Zambia, Austria, Belgium, Chile, Estonia, Finland, Greece, Hungary, Ireland, Jordan, Kuwait, "
    "Latvia, Mexico, Norway, Panama, Romania, Samoa, Tunisia and Uruguay."
)
APART = "So it was. So it is. So it will be. Nobody knows better. Let us go on."


def found(*texts: str, wide: bool) -> list[Finding]:
    reads = [
        read_document(from_text(f"{WORLD} {APART} {text}" if wide else text,
                                Meta(published=date(2020, 6, n), title=f"Speech {n}")))
        for n, text in enumerate(texts, start=1)
    ]  # fmt: skip
    return list(clashes(Case(evidence_of(reads), date(2020, 7, 1))))


NAMED = ("Norway closed the bridge at Lund on 3 May 2020 after a quarrel with Selm.",
         "Norway never closed the bridge at Lund, a man of Selm says.")  # fmt: skip
BARE = ("Selm mourns. The guards closed the old bridge in May 2020. Lund is far.",
        "Arn rejoices. The guards never closed the old bridge. Orva is far.")  # fmt: skip


@pytest.mark.parametrize("wide", [False, True])
def test_what_is_named_around_both_places_is_one_matter_in_speeches_too(*, wide: bool) -> None:
    assert found(*NAMED, wide=wide)


def test_speeches_that_share_only_the_world_clash_on_nothing() -> None:
    assert not found(*BARE, wide=True)


def test_in_one_speech_too_the_matter_is_that_of_the_place() -> None:
    bare = " ".join((BARE[0], APART, BARE[1]))
    assert not found(bare, wide=True)


def test_a_principle_of_not_doing_is_no_deed() -> None:
    text = (
        "Peace needs respect for the sovereignty of States and the principle of non-intervention "
        "in individual States' internal affairs."
    )
    read = read_document(from_text(text))
    assert not [r for r in read.records if isinstance(r, Event) and r.modality == "actual"]


def test_a_long_name_is_no_common_word_of_two_issues() -> None:
    first = ("The United States condemns the Democratic People's Republic of Korea's possession of "
             "nuclear weapons.")  # fmt: skip
    second = "The United States supports the democratic hopes of all people in Korea."
    assert not [f for f in found(first, second, wide=False) if f.type in ("polarity", "change")]


def test_a_charge_against_a_text_is_laid_on_no_party() -> None:
    text = (
        "The Security Council, a threat to the self-defence of the Democratic People's Republic of "
        "Korea, has made illegal resolutions that contravene Article 51 of the Charter of the "
        "United Nations, which lets States report measures of self-defence to the Security Council."
    )
    assert not [f for f in found(text, wide=False) if f.type == "breach"]

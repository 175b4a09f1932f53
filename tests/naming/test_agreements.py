"""Agreements named by place, day, first words, an acronym, or by what they did."""

from datetime import date

import pytest
from tests.naming.test_resolve import DAY, ids

from servanda.engine import read_document
from servanda.intake import Meta, from_text
from servanda.model import Act

NAMED = (
    ("India and Pakistan may suspend all bilateral agreements, Simla included.", "Simla",
     "instrument:simla-agreement-1972"),
    ("Egypt and Israel made peace by a treaty in 1979. The spirit of Camp David is gone.",
     "Camp David", "instrument:camp-david-accords-1978"),
    ("Bosnia, Croatia and Serbia signed an agreement in 1995. After Dayton nobody shot.", "Dayton",
     "instrument:dayton-agreement-1995"),
    ("Sinn Féin accepts the Good Friday settlement.", "Good Friday settlement",
     "instrument:good-friday-agreement-1998"),
    ("Turkey, Greece and Cyprus are bound by the Treaty of Guarantee. Turkey keeps the 1960 "
     "guarantee.", "1960 guarantee", "instrument:treaty-of-guarantee-1960"),
    ("The parties kept the Agreement. In Belfast, Ireland and Britain stand by the Good Friday "
     "Agreement.", "Agreement", "instrument:good-friday-agreement-1998"),
    ("The Minsk Protocol was signed by Russia and Ukraine. It was the paper that ended the "
     "fighting.", "paper", None),
)  # fmt: skip
# Places where somebody is, that speak themselves, or where nothing was agreed.
PLACES = (
    ("The treaty of 1979 was discussed. He flew from Cairo to Camp David.", "Camp David"),
    ("The agreement of 1966 holds. Tashkent said that it would mediate.", "Tashkent"),
    ("The treaty of 2010 lapsed. The mayor of Dayton met them.", "Dayton"),
    ("They played cricket after lunch. Lahore was hot.", "Lahore"),
)


@pytest.mark.parametrize(("text", "surface", "entity"), NAMED)
def test_an_agreement_is_known_by_what_stands_for_it(
    text: str, surface: str, entity: str | None
) -> None:
    found = {i for s, i in ids(text).items() if s.removeprefix("the ") == surface}
    assert (entity in found) if entity else (found <= {None, "instrument:minsk-protocol-2014"})


@pytest.mark.parametrize(("text", "surface"), PLACES)
def test_a_place_is_a_place(text: str, surface: str) -> None:
    assert not str(ids(text).get(surface)).startswith("instrument:")


def test_an_acronym_is_the_agreement_of_those_the_text_speaks_of() -> None:
    text = "The Maoists of Nepal signed the CPA in November 2006. The CPA is kept in Nepal."
    assert ids(text)["CPA"] != "instrument:cpa-sudan-2005"
    text = "Sudan and the SPLM signed the CPA in January 2005."
    assert ids(text)["CPA"] == "instrument:cpa-sudan-2005"


def test_what_is_just_made_is_a_new_agreement() -> None:
    text = (
        "The Minsk Protocol is old. Armenia and Georgia signed a protocol in Tbilisi in May 2021."
    )
    found = ids(text)
    (made,) = [i for s, i in found.items() if s.startswith("protocol")]
    assert made not in (None, "instrument:minsk-protocol-2014")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Abraham Accords Declaration was signed on 15 September by Israel and Bahrain.",
         date(2020, 9, 15)),
        ("The Abraham Accords Declaration was signed on 14 September by Israel and Bahrain.", None),
        ("The Abraham Accords Declaration was signed on 15 September 2021 by Israel.",
         date(2021, 9, 15)),
    ],
)  # fmt: skip
def test_a_day_without_a_year_takes_it_from_the_agreement(text: str, day: date | None) -> None:
    (act,) = [r for r in read_document(from_text(text, Meta(published=DAY))).records
              if isinstance(r, Act)]  # fmt: skip
    assert act.date is not None
    assert act.instrument.id == "instrument:abraham-accords-declaration-2020"
    assert act.date.earliest == day if day else act.date.earliest != date(2020, 9, 14)

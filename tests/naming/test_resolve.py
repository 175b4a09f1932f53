"""Naming: who and what references stand for, and what stays open."""

from datetime import date

import pytest

from servanda.model import (
    Actor,
    Document,
    Instrument,
    Mention,
    Provision,
    Record,
    Ref,
    Statement,
    document_id,
    text_hash,
)
from servanda.naming import resolve
from servanda.reading import actors, instruments, mentions, provisions, times
from servanda.reading.context import Context, context

READERS = (times, mentions, actors, instruments, provisions)
DAY = date(2023, 6, 1)


def opened(text: str, published: date | None) -> Context:
    return context(
        Document(id=document_id(text), text=text, sha256=text_hash(text), published=published)
    )


def named(text: str, published: date | None = DAY) -> list[Record]:
    found = opened(text, published)
    return resolve(found.document, [r for reader in READERS for r in reader.read(found)])


def ids(text: str, published: date | None = DAY) -> dict[str, str | None]:
    records = named(text, published)
    return {r.refers_to.surface: r.refers_to.id for r in records if isinstance(r, Mention)}


@pytest.mark.parametrize(
    ("year", "person"),
    [
        (2005, "person:vladimir-putin"),
        (2010, "person:dmitry-medvedev"),
        (2023, "person:vladimir-putin"),
    ],
)
def test_a_title_is_who_held_the_office_that_day(year: int, person: str) -> None:
    found = ids("The Russian president spoke in parliament.", date(year, 3, 1))
    assert found["Russian president"] == person


def test_without_a_day_a_title_stays_open_with_alternatives() -> None:
    record = next(r for r in named("The Russian president spoke.", None) if isinstance(r, Mention))
    assert record.refers_to.id is None
    assert len(record.refers_to.alternatives) > 1


def test_a_shared_surname_goes_to_the_person_named_in_full() -> None:
    text = "Heydar Aliyev signed it in 1994. Aliyev was in Baku then."
    assert ids(text)["Aliyev"] == "person:heydar-aliyev"


def test_a_title_before_a_name_is_that_person() -> None:
    found = ids("The representative of Norway, Kari Solberg, rejected it.")
    assert found["representative of Norway"] == found["Kari Solberg"] == "person:kari-solberg"


def test_an_agreement_has_one_identity_for_all_its_namings() -> None:
    text = (
        "The statement of 9 November 2020 ended a war between Armenia and Azerbaijan. Russia "
        "signed it too. The November 9 statement has nine points. Point 4 of the statement is "
        "about peacekeepers."
    )
    records = named(text)
    entity = "instrument:trilateral-statement-2020"
    assert {r.entity.id for r in records if isinstance(r, Instrument)} == {entity}
    provision = next(r for r in records if isinstance(r, Provision))
    assert provision.instrument is not None
    assert (provision.locator, provision.instrument.id) == ("point 4", entity)


def test_an_unknown_agreement_is_a_candidate_with_its_parties() -> None:
    records = named("On 3 May 2021 Chad and Niger signed the Chad-Niger border treaty.")
    found = next(r for r in records if isinstance(r, Instrument))
    assert str(found.entity.id).startswith("instrument:candidate-")
    assert {p.id for p in found.parties} == {"state:TCD", "state:NER"}


def test_each_actor_is_there_once() -> None:
    records = named("Serbia spoke. Belgrade said no. The Serbian government said no again.")
    found = [r for r in records if isinstance(r, Actor)]
    assert [a.entity.id for a in found] == ["state:SRB"]
    assert len(found[0].anchors) == 3


def speaker(text: str, surface: str) -> Ref:
    found = opened(text, DAY)
    at = text.rindex(surface)
    anchor = found.span(at, at + len(surface))
    record = found.record(
        Statement, reader="test", at=(anchor,), attribution=(),
        speaker=Ref(surface, anchors=(anchor,)),
    )  # fmt: skip
    records = [r for reader in READERS for r in reader.read(found)]
    made = resolve(found.document, [*records, record])
    statement = next(r for r in made if isinstance(r, Statement))
    assert statement.speaker is not None
    assert statement.speaker.anchors == (anchor,)
    return statement.speaker


@pytest.mark.parametrize(
    ("text", "surface", "entity"),
    [
        ("Serbia objected. It said so.", "It", "state:SRB"),
        ("Viktor Orban spoke in Oslo. He was firm.", "He", "person:viktor-orban"),
        ("The leadership of Georgia denied it.", "The leadership of Georgia", "state:GEO"),
        ("The Georgian side denied it.", "The Georgian side", "state:GEO"),
        ("Moscow denied it.", "Moscow", "state:RUS"),
        (
            "Georgian political analysts doubt it.",
            "Georgian political analysts",
            "group:georgian-political-analysts",
        ),
        ("The wife of Viktor Orban spoke.", "The wife of Viktor Orban", None),
    ],
)
def test_phrases_and_pronouns(text: str, surface: str, entity: str | None) -> None:
    assert speaker(text, surface).id == entity


def test_pronouns_are_never_sure() -> None:
    found = speaker("Serbia met Georgia. It said so.", "It")
    assert found.confidence < 0.6
    assert found.alternatives

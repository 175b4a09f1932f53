"""The tasks on events: classes as coders list them, main events, relations of given actors."""

import pytest

from servanda.cli.tasks import actors
from servanda.cli.tasks.events import predict
from servanda.cli.tasks.plover import told
from servanda.cli.tasks.relations import predict as relations
from servanda.model.terms import Modality, Polarity


@pytest.mark.parametrize(
    ("family", "polarity", "modality", "listed"),
    [
        ("AID", "affirmed", "actual", "AID"),
        ("AID", "affirmed", "future", "AGREE"),
        ("ASSAULT", "affirmed", "intended", "THREATEN"),
        ("ACCUSE", "affirmed", "future", "ACCUSE"),
        ("AID", "negated", "future", "REJECT"),
        ("ASSAULT", "negated", "actual", None),
        ("ASSAULT", "affirmed", "denied", None),
    ],
)
def test_what_has_not_happened_is_listed_by_what_it_would_be(
    family: str, polarity: Polarity, modality: Modality, listed: str | None
) -> None:
    assert told(family, polarity, modality) == listed


def coded(text: str) -> set[tuple[str | None, str | None, str]]:
    (row,) = predict([{"id": "a", "text": text}])
    return {
        ((e["source"] or {}).get("code"), (e["target"] or {}).get("code"), e["code"])
        for e in row["events"]
    }


def test_events_are_coded_by_state_and_both_ways_where_mutual() -> None:
    assert coded("Kenyan president William Ruto met Abiy Ahmed in Nairobi.") >= {
        ("KEN", "ETH", "CONSULT"), ("ETH", "KEN", "CONSULT"),
    }  # fmt: skip
    assert coded("Kenya will send doctors to Somalia.") == {("KEN", "SOM", "AGREE")}


def test_one_event_with_two_actors_stands_for_a_sentence() -> None:
    assert coded("Kenya accused Somalia of theft as workers protested.") == {
        ("KEN", "SOM", "ACCUSE")
    }


def pair(text: str, a: str, b: str) -> str:
    places = [{"spans": [[text.index(w), text.index(w) + len(w)]]} for w in (a, b)]
    row = {"id": "a", "text": text, "events": [{"source": places[0], "target": places[1]}]}
    (found,) = relations([row])
    return str(found["events"][0]["code"])


def test_the_cue_between_two_actors_tells_their_relation() -> None:
    text = "Kenya condemned Somalia and praised Ethiopia."
    assert pair(text, "Kenya", "Somalia") == "ACCUSE"
    assert pair(text, "Kenya", "Ethiopia") == "SUPPORT"
    assert pair("Kenya opened an investigation into Somalia.", "Kenya", "Somalia") == "ACCUSE"
    assert pair("Kenya will not help Somalia.", "Kenya", "Somalia") == "REJECT"


@pytest.mark.parametrize(
    ("mention", "code"),
    [
        ("Nakhichevan", "AZE"),
        ("Greenland's premier", "DNK"),
        ("a multinational force", "IGO"),
        ("regional peacekeepers", "IGO"),
        ("French peacekeepers", "FRA"),
        ("Al-Qaeda", "IMG"),
        ("the Scottish Government", None),
        ("Abkhazia", None),
        ("a working force", None),
        ("the Peronists", "ARG"),
    ],
)
def test_a_mention_has_the_code_of_whom_it_belongs_to(mention: str, code: str | None) -> None:
    (row,) = actors.predict([{"id": "1", "mention": mention, "date": "2010-05-01"}])
    assert row["iso3"] == code

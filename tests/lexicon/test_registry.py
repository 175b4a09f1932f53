"""The registry of instruments: shape, consistency, names and the log made from it."""

from __future__ import annotations

import json
from importlib.resources import files

import msgspec
import pytest

from servanda.lexicon.registry import Instrument, Registry, decode, load_registry, status_log
from servanda.lexicon.registry_names import normal
from servanda.lexicon.registry_rows import DisputeFile
from servanda.model.errors import LexiconError

KARABAKH = "instrument:trilateral-statement-2020"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def changed(row: Instrument, **fields: object) -> Instrument:
    """A copy of the row with other fields, read through the same decoder as the files."""
    raw = msgspec.to_builtins(row) | fields
    return msgspec.convert(raw, Instrument)


def test_rows_are_consistent(registry: Registry) -> None:
    assert registry.problems() == []


def test_the_registry_has_the_breadth_of_the_field(registry: Registry) -> None:
    sure = [row for row in registry.instruments if row.verified != "unverified"]
    assert len(sure) >= 150
    assert len({row.dispute for row in sure}) >= 20
    assert sum(row.computable for row in sure) >= 150
    assert sum(bool(row.provisions) for row in sure) >= 150
    assert sum(bool(row.acts) for row in sure) >= 150


def test_every_row_provision_act_and_link_names_its_source(registry: Registry) -> None:
    for row in registry.instruments:
        parts = [row, *row.provisions, *row.acts, *row.links, *row.children]
        parts += [act for child in row.children for act in child.acts]
        for part in parts:
            assert part.source.strip(), row.id
            assert part.verified in ("text", "secondary", "unverified"), row.id


def test_files_are_pretty_printed_and_named_after_their_dispute() -> None:
    folder = files("servanda.lexicon").joinpath("data", "registry")
    names = [entry.name for entry in folder.iterdir() if entry.name.endswith(".json")]
    assert names
    for name in names:
        raw = folder.joinpath(name).read_text(encoding="utf-8")
        data = json.loads(raw)
        assert raw == json.dumps(data, ensure_ascii=False, indent=2) + "\n", name
        assert name == data["dispute"] + ".json"
        assert {row["dispute"] for row in data["instruments"]} == {data["dispute"]}


def test_point_four_is_a_child_with_a_term_that_its_statement_lacks(registry: Registry) -> None:
    row = registry.get(KARABAKH)
    assert row is not None
    assert (row.terms.duration, row.terms.renewal, row.terms.notice) == (None, None, None)
    child = row.child(f"{KARABAKH}#4")
    assert child is not None
    assert (child.terms.duration, child.terms.renewal, child.terms.notice) == ("P5Y", "P5Y", "P6M")
    assert [p.locator for p in row.provisions if p.child == child.id] == ["point 4"]
    assert {p.locator for p in row.provisions} == {f"point {n}" for n in range(1, 10)}
    assert registry.get(child.id) is row


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("the November 10 ceasefire agreement", KARABAKH),
        ("November 10 statement", KARABAKH),
        ("“November 10 agreement”", KARABAKH),
        ("statement of 9 November 2020", KARABAKH),
        ("ALMA-ATA DECLARATION", "instrument:alma-ata-declaration-1991"),
        ("Alma–Ata Declaration", "instrument:alma-ata-declaration-1991"),
        ("Putin-Aliyev alliance declaration", "instrument:russia-azerbaijan-declaration-2022"),
        ("22 February 2022 declaration", "instrument:russia-azerbaijan-declaration-2022"),
    ],
)
def test_an_instrument_is_found_by_its_ways_of_naming(
    registry: Registry, surface: str, expected: str
) -> None:
    assert expected in [row.id for row in registry.by_name(surface)]


def test_a_shared_name_gives_every_bearer_and_an_unknown_one_none(registry: Registry) -> None:
    shared = {row.id for row in registry.by_name("Sochi statement")}
    assert {"instrument:sochi-statement-2021", "instrument:sochi-statement-2022"} <= shared
    assert registry.by_name("Treaty of Nowhere and Never") == []
    assert registry.by_name("") == []


def test_a_name_goes_before_what_kind_place_and_date_give(registry: Registry) -> None:
    named = registry.by_name("Washington Treaty")
    assert [row.id for row in named] == ["instrument:north-atlantic-treaty-1949"]
    assert len(registry.by_name("Vienna document")) == 1
    derived = registry.by_name("treaty of 16 August 1960")
    assert {row.place for row in derived} == {"Nicosia"}
    assert registry.by_name("New York resolution") == []


def test_normal_form_ignores_case_accents_quotes_and_article() -> None:
    assert normal("The “Élysée  Treaty”") == normal("elysee treaty")
    assert normal("The") == "the"


def test_an_acronym_is_no_common_word(registry: Registry) -> None:
    assert [row.id for row in registry.by_name("SORT")] == ["instrument:sort-2002"]
    assert registry.by_name("sort") == []
    assert registry.by_name("doc") == []
    assert registry.by_name("CoHA") == registry.by_name("COHA") != []


def test_the_log_holds_formal_acts_of_known_parties_only(registry: Registry) -> None:
    log = registry.log()
    parties = {row["id"]: set(row["parties"]) for row in log["instruments"]}
    assert len(parties) == len(log["instruments"])
    assert {act["authority"] for act in log["acts"]} == {"formal"}
    assert len({act["id"] for act in log["acts"]}) == len(log["acts"])
    for act in log["acts"]:
        assert act["actor"] == "all" or act["actor"] in parties[act["instrument"]]
    for row in log["instruments"]:
        assert len(row["parties"]) >= 2
        if "parent" in row:
            assert set(row["parties"]) <= parties[row["parent"]]


def test_a_row_without_parties_or_certainty_has_no_status(registry: Registry) -> None:
    madrid = registry.get("instrument:madrid-principles-2007")
    karabakh = registry.get(KARABAKH)
    assert madrid is not None
    assert karabakh is not None
    assert not madrid.computable
    assert karabakh.computable
    doubtful = changed(karabakh, verified="unverified")
    assert not doubtful.computable
    assert status_log([madrid, doubtful])["instruments"] == []


def test_an_unverified_act_stays_out_of_the_log(registry: Registry) -> None:
    row = registry.get(KARABAKH)
    assert row is not None
    sure = msgspec.to_builtins(row.acts[0])
    before = status_log([row])["acts"]
    after = status_log([changed(row, acts=[sure | {"verified": "unverified"}])])["acts"]
    assert sure["id"] in {act["id"] for act in before}
    assert sure["id"] not in {act["id"] for act in after}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"id": "instrument:Bad Id"}, "not a well-formed instrument id"),
        ({"date": "2020-13-01"}, "is not a date"),
        ({"date": "2020-11-10/2020-11-09"}, "is not a date"),
        ({"parties": ["state:ARM", "Azerbaijan"]}, "no actor id"),
        ({"parties": ["state:ARM", "state:ARM"]}, "one actor twice"),
        ({"terms": {"duration": "five years"}}, "is not a period"),
        ({"terms": {"entry": {"needs": 7}}}, "needs 7 of"),
        ({"terms": {"renewal": "P0D"}}, "longer than nothing"),
        ({"source": " "}, "must not be empty"),
        ({"children": []}, "is not among the row's children"),
        (
            {
                "links": [
                    {"relation": "amends", "to": "instrument:x", "source": "s", "verified": "text"}
                ]
            },
            "does not hold",
        ),
    ],
)
def test_a_spoilt_row_is_reported(
    registry: Registry, fields: dict[str, object], complaint: str
) -> None:
    row = registry.get(KARABAKH)
    assert row is not None
    assert any(complaint in problem for problem in Registry([changed(row, **fields)]).problems())


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"actor": "state:FRA"}, "is not a party"),
        ({"act": "revival", "actor": "state:ARM"}, "revival needs all"),
        ({"act": "notice", "actor": "all"}, "needs one party"),
        ({"date": "2019-01-01"}, "before the instrument"),
        ({"date": "soon"}, "is not a date"),
        ({"against": "state:FRA"}, "which is not a party"),
        ({"to": "act:nothing"}, "names no act"),
        ({"notice": "six months"}, "is not a period"),
    ],
)
def test_a_spoilt_act_is_reported(
    registry: Registry, fields: dict[str, object], complaint: str
) -> None:
    row = registry.get(KARABAKH)
    assert row is not None
    act = msgspec.to_builtins(row.acts[0]) | fields
    assert any(complaint in p for p in Registry([changed(row, acts=[act])]).problems())


def test_ids_used_twice_and_foreign_children_are_reported(registry: Registry) -> None:
    row = registry.get(KARABAKH)
    assert row is not None
    assert any("used 2 times" in problem for problem in Registry([row, row]).problems())
    child = msgspec.to_builtins(row.children[0]) | {"parties": ["state:ARM", "state:FRA"]}
    spoilt = changed(row, children=[child])
    assert any("parent does not list" in problem for problem in Registry([spoilt]).problems())


def test_a_field_that_nobody_knows_is_refused(registry: Registry) -> None:
    row = registry.get(KARABAKH)
    assert row is not None
    with pytest.raises(msgspec.ValidationError, match="colour"):
        changed(row, colour="blue")


def test_a_file_of_another_shape_is_refused_with_its_name() -> None:
    decoder = msgspec.json.Decoder(DisputeFile)
    with pytest.raises(LexiconError, match=r"registry/x\.json"):
        decode(decoder, "x.json", b'{"dispute": "x", "title": "X", "instruments": [{}]}')
    with pytest.raises(LexiconError, match=r"registry/y\.json"):
        decode(decoder, "y.json", b"{not json")

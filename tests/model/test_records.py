"""Records keep exact anchors, stable ids and one JSON form."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from servanda.model import (
    KINDS,
    Commitment,
    Mention,
    Phrase,
    Position,
    Ref,
    Time,
    anchor,
    anchors_of,
    decode_record,
    document_id,
    encode,
    map_refs,
    perspective,
    phrase,
    record_id,
    refs_of,
    with_id,
)
from servanda.model.anchors import check
from servanda.model.errors import AnchorError, ServandaError
from servanda.model.schema import json_schema

TEXT = "Ruritania and Graustark undertake to withdraw."
RUR = Ref("Ruritania", anchors=(anchor(TEXT, 0, 9),))
GRA = Ref("Graustark", anchors=(anchor(TEXT, 14, 23),))


def commitment(**fields: object) -> Commitment:
    values: dict[str, object] = {"bearers": (RUR, GRA), **fields}
    return with_id(
        Commitment(document=document_id(TEXT), anchors=(anchor(TEXT, 24, 33),), **values)  # type: ignore[arg-type]
    )


def test_ids_do_not_depend_on_who_found_it_or_how_it_was_resolved() -> None:
    plain = commitment()
    resolved = replace(RUR, id="state:RUR", method="name", confidence=0.9)
    better = commitment(
        bearers=(resolved, GRA), extractor="x@9", confidence=0.99, rule="R1",
        action=phrase(TEXT, [(37, 45)]), provision="paragraph 2",
    )  # fmt: skip
    assert better.id == plain.id
    assert commitment(bearers=(GRA, RUR)).id == plain.id


def test_ids_depend_on_what_is_said_and_where() -> None:
    ids = {
        commitment().id,
        commitment(force="prohibition").id,
        commitment(bearers=(RUR,)).id,
        record_id(replace(commitment(), anchors=(anchor(TEXT, 24, 34),))),
        record_id(replace(commitment(), document="doc:other")),
        record_id(Mention(document="d", anchors=commitment().anchors, refers_to=RUR)),
    }  # fmt: skip
    assert len(ids) == 6


def test_json_goes_there_and_back_and_names_all_common_fields() -> None:
    record = commitment(action=Phrase("to withdraw", (anchor(TEXT, 34, 45),)))
    assert decode_record(encode(record)) == record
    row = json.loads(encode(record))
    for field in ("kind", "id", "document", "anchors", "attribution", "polarity", "modality",
                  "date", "said_on", "extractor", "confidence", "statement"):  # fmt: skip
        assert field in row
    assert row["kind"] == "commitment"


def test_the_schema_names_every_kind() -> None:
    schema = json_schema()
    text = json.dumps(schema)
    for kind in (*KINDS, "document", "finding", "judgement"):
        assert f'"{kind}"' in text
    assert schema["version"]


def test_walking_finds_every_anchor_and_reference() -> None:
    record = commitment(action=phrase(TEXT, [(34, 36), (37, 45)]))
    assert {a.quote for a in anchors_of(record)} == {
        "undertake", "Ruritania", "Graustark", "to", "withdraw",
    }  # fmt: skip
    assert [r.surface for r in refs_of(record)] == ["Ruritania", "Graustark"]
    named = map_refs(record, lambda _, ref: replace(ref, id=f"x:{ref.surface}"))
    assert [r.id for r in refs_of(named)] == ["x:Ruritania", "x:Graustark"]
    one = Position(document="d", holder=RUR, stance="supports")
    assert map_refs(one, lambda _, ref: replace(ref, id="y")).holder.id == "y"


@given(st.text(min_size=1), st.data())
def test_anchors_quote_any_text_exactly(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    a = anchor(text, start, end)
    assert text[a.start : a.end] == a.quote
    check(text, [a])
    with pytest.raises(AnchorError):
        check(text, [replace(a, quote=a.quote + "x")])


@pytest.mark.parametrize("span", [(0, 0), (-1, 2), (3, 2), (0, 99)])
def test_anchors_outside_the_text_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(AnchorError):
        anchor("short", *span)


@pytest.mark.parametrize("text", ["record", "party:state:ARM", "source:Jane Doe"])
def test_perspectives_are_read_as_written(text: str) -> None:
    assert str(perspective(text)) == text


@pytest.mark.parametrize("text", ["", "party", "party:", "record:x", "all"])
def test_other_perspectives_are_refused(text: str) -> None:
    with pytest.raises(ServandaError, match="party:ID"):
        perspective(text)


def test_a_time_written_before_it_had_a_modifier_reads_and_keeps_its_id() -> None:
    text = "It has held since 2020."
    new = with_id(
        Time(document=document_id(text), anchors=(anchor(text, 18, 22),), edtf="2020",
             mod="ON_OR_AFTER", open_edtf="2020/..")
    )  # fmt: skip
    line = json.loads(encode(new))
    assert (line["mod"], line["open_edtf"]) == ("ON_OR_AFTER", "2020/..")
    del line["mod"], line["open_edtf"]
    old = decode_record(json.dumps(line))
    assert isinstance(old, Time)
    assert (old.mod, old.open_edtf) == ("", "")
    assert record_id(old) == new.id == old.id

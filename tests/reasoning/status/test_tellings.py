"""Several tellings of one act: what each may add to it."""

from servanda.reasoning.status import answer, parse_log, parse_query


def test_a_telling_that_fits_several_acts_adds_its_id_and_nothing_else() -> None:
    common = {"instrument": "t", "authority": "formal", "by": "A"}
    log = {
        "day": "2024-06-30",
        "instruments": [
            {"id": "t", "parties": ["A", "B"], "form": "treaty", "terms": {"exit": "allowed"}}
        ],
        "acts": [
            {"id": "p0", "act": "signature", "actor": "all", "date": "2020-02-29", **common},
            # Fits both notices below; it has no length of its own and must take none away.
            {"id": "p1", "act": "notice", "actor": "B", "date": "2020-02-29/2020-03-05", **common},
            {"id": "q3", "act": "notice", "actor": "B", "date": "2020-03-01", "notice": "P1M1D",
             **common},
            {"id": "s7", "act": "notice", "actor": "B", "date": "2020-03-03", **common},
        ],
    }  # fmt: skip
    query = {"instrument": "t", "party": "B", "as_of": "2020-03-01", "seen_by": "record"}
    found = answer(parse_log(log), parse_query(query)).raw()
    assert found["statuses"] == ["ending"]
    assert found["because"]["acts"] == ["p0", "p1", "q3"]

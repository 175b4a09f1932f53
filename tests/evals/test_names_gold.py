"""The gold of names fits its texts, and its scorer tells right from wrong."""

import pytest
from evals.names_gold import GOLD, Annotated, annotated, ids_of
from evals.score_instruments import Clusters
from evals.score_names import score_anaphora

from servanda.intake import from_text
from servanda.model import Anchor, Mention, Ref

TEXT = "Ruritania met Elbonia. It said no. The Zenda pact and the Zenda accord; the Gdov pact."


def at(words: str, nth: int = 0) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Anchor(start, start + len(words), words)


def mention(anchor: Anchor, entity: str | None, rule: str, confidence: float = 0.9) -> Mention:
    ref = Ref(anchor.quote, entity, (anchor,), "test", confidence)
    return Mention(document="d", anchors=(anchor,), refers_to=ref, rule=rule)


def gold() -> Annotated:
    found = Annotated("d", from_text(TEXT), False, True)
    name, it = at("Ruritania"), at("It")
    antecedent = {"name": "Ruritania", "start": name.start, "end": name.end}
    found.anaphors = [{"start": it.start, "end": it.end, "antecedents": [antecedent],
                       "kind": "pronoun", "ambiguous": False, "pleonastic": False}]  # fmt: skip
    found.instruments = [
        {"start": a.start, "end": a.end, "instrument": name}
        for name, a in (("Zenda", at("The Zenda pact")), ("Zenda", at("the Zenda accord")),
                        ("Gdov", at("the Gdov pact")))
    ]  # fmt: skip
    return found


def test_every_quote_stands_where_the_row_says() -> None:
    for side in (False, True):
        for doc in annotated(side):
            for row in (*doc.anaphors, *doc.instruments):
                quote = row.get("quote")
                assert quote is None or doc.document.text[row["start"] : row["end"]] == quote
                assert row["held_out"] == side


def test_rows_on_other_texts_carry_no_words_of_them() -> None:
    for name in ("anaphora.jsonl", "instruments.jsonl"):
        for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
            assert '"own_' in line.split('"doc": ', 1)[1][:12] or '"quote"' not in line


@pytest.mark.parametrize(
    ("entity", "confidence", "figure"),
    [("x:ruritania", 0.9, "right"), ("x:elbonia", 0.9, "wrong_unflagged"),
     ("x:elbonia", 0.4, "flagged"), (None, 0.4, "missing")],
)  # fmt: skip
def test_an_answer_is_judged_by_identity_and_flag(
    entity: str | None, confidence: float, figure: str
) -> None:
    records = [
        mention(at("Ruritania"), "x:ruritania", "entity.name"),
        mention(at("Elbonia"), "x:elbonia", "entity.name"),
        mention(at("It"), entity, "anaphor", confidence),
    ]
    found = score_anaphora(gold(), records, False)
    assert {n for n in ("right", "wrong_unflagged", "flagged", "missing") if found[n]} == {figure}


def test_clusters_are_scored_by_what_they_share() -> None:
    whole = [mention(at("The Zenda pact"), "i:z", "instrument.named"),
             mention(at("the Zenda accord"), "i:z", "instrument.named"),
             mention(at("the Gdov pact"), "i:g", "instrument.named")]  # fmt: skip
    for records, expected in ((whole, 1.0), (whole[:2], 0.5), (whole[1:], (2 / 3 + 1) / 2),
                              ([], 0.0)):  # fmt: skip
        clusters = Clusters()
        clusters.add(gold(), list(records), False)
        assert clusters.figures()["instruments_f1"] == pytest.approx(expected)


def test_one_cluster_for_two_instruments_counts_for_one() -> None:
    clusters = Clusters()
    clusters.add(gold(), [mention(a, "i:z", "instrument.named") for a in
                          (at("The Zenda pact"), at("the Zenda accord"), at("the Gdov pact"))],
                 False)  # fmt: skip
    assert clusters.figures()["instruments_f1"] == pytest.approx((2 * 2 / (2 + 3) + 0) / 2)


def test_names_of_the_gold_are_looked_up_with_their_year() -> None:
    assert ids_of("UN Security Council resolution 242 (1967)") == {"instrument:unsc-resolution-242"}
    assert ids_of("Government of Japan") == {"state:JPN"}
    assert ids_of("Indus Waters Treaty (1961)") == frozenset()

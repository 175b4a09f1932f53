"""The content of a dossier: answers rest on records, rights are kept, twins agree."""

import json
from datetime import date
from html import unescape

import pytest
from msgspec.structs import replace

from servanda.dossier import FORMS, Options, build, render
from servanda.dossier.chartdata import LANES, LETTERS, chart_data, day_number, day_steps
from servanda.dossier.echoes import RUN, shared
from servanda.dossier.plain import humane, listed, period_words, span_words
from servanda.dossier.segments import parts
from servanda.reasoning.case import Case
from tests.dossier import cases


def lines(case: Case) -> list[str]:
    return [line.text for a in build(case).cover.answers for line in a.lines]


def test_record_and_the_voice_that_differs_are_both_told():
    said = lines(cases.case())
    assert any("By the formal record" in s and "is in force for Armenia" in s for s in said)
    assert any(s.startswith("As Russia sees it") and "is expired for" in s for s in said)


def test_taking_the_claim_away_takes_its_sentence_away():
    doc = cases.oped()
    records = [r for r in cases.records_of(doc) if type(r).__name__ != "Act"]
    assert not any("expired" in s for s in lines(cases.case(doc, records=records)))


def test_turning_the_claim_round_turns_the_sentence():
    doc = cases.oped()
    records = [
        replace(r, polarity="negated") if type(r).__name__ == "Act" else r
        for r in cases.records_of(doc)
    ]
    said = lines(cases.case(doc, records=records))
    assert not any("expired" in s for s in said)
    assert any("Russia" in s and s.endswith("no differently.") for s in said)


def test_every_sentence_of_the_answer_cites_something():
    for answer in build(cases.case()).cover.answers:
        for line in answer.lines:
            assert line.cites or line.go, line.text
            for cite in line.cites:
                assert cite.record or cite.registry


def test_every_cited_record_has_a_card():
    pages = build(cases.case())
    cards = {k.id for s in pages.sources for k in s.cards}
    raw = json.loads(render(cases.case(), form="json"))
    assert set(_values(raw, "record")) <= cards


def _values(tree, key):
    if isinstance(tree, dict):
        for k, v in tree.items():
            if k == key and isinstance(v, str):
                yield v
            yield from _values(v, key)
    elif isinstance(tree, list):
        for v in tree:
            yield from _values(v, key)


def test_opposite_positions_stand_side_by_side():
    [clash] = [k for k in build(cases.case()).clashes if k.type == "polarity"]
    assert {clash.a.quote, clash.b.quote} == {"opposes", "supports"}
    assert clash.dissolved_by


def test_unreviewed_words_of_a_person_are_marked_until_accepted():
    pages = build(cases.case())
    [card] = [k for s in pages.sources for k in s.cards if k.kind == "act" and k.person]
    accepted = build(cases.case_accepting(card.id))
    assert not [k for s in accepted.sources for k in s.cards if k.id == card.id and k.person]


def test_text_is_left_out_unless_rights_or_the_flag_allow_it():
    doc = cases.oped()
    case = cases.case(doc, records=cases.records_of(doc))
    assert build(case).sources[0].text == ""
    assert build(case, Options(with_texts=True)).sources[0].text == doc.text
    free = cases.oped(rights="open")
    opened = cases.case(free, records=cases.records_of(free))
    assert build(opened).sources[0].text == free.text


@pytest.mark.parametrize("form", list(FORMS))
def test_quotes_of_a_closed_source_have_at_most_200_characters_around(form):
    tail = "uncited " * 400
    doc = cases.oped(text=f"Start {tail}the envoy objected{tail}end.")
    case = cases.marked_case(doc.text, "objected")
    cards = [k for s in build(case).sources for k in s.cards]
    assert cards
    assert all(len(k.before) + len(k.after) <= 202 for k in cards)
    assert render(case, form=form).count("uncited") < 60


def test_same_input_gives_the_same_bytes_in_every_form():
    for form in FORMS:
        assert render(cases.case(), form=form) == render(cases.case(), form=form)


def test_the_twins_carry_the_same_sentences():
    pages = build(cases.case())
    html, md, js = (FORMS[f](pages) for f in ("html", "md", "json"))
    for answer in pages.cover.answers:
        for line in answer.lines:
            assert line.text in unescape(html)
            assert line.text in md.replace("\\", "")
            assert line.text in js


def test_a_case_without_records_says_what_is_missing():
    doc = cases.oped()
    page = render(cases.case(doc, records=[]))
    for words in ("no agreement that could be identified", "No duty is known",
                  "No contradiction found by the rules tried", "has a date of its own",
                  "No source takes, or reports, a position"):  # fmt: skip
        assert words in page


def test_a_question_is_answered_first():
    pages = build(cases.case(), Options(question="Does the November 10 statement still hold?"))
    assert pages.cover.question.startswith("Does the November 10")
    first = pages.cover.answers[0]
    assert any("in force" in line.text for line in first.lines)
    cites = [c for line in first.lines for c in line.cites]
    assert any(c.registry and c.source and "signature" in c.note for c in cites)
    assert not build(cases.case(), Options(question="Who won the cup?")).cover.answers[0].lines


def test_segments_give_the_text_back_and_carry_the_quotes():
    pages = build(cases.case(), Options(with_texts=True))
    for source in pages.sources:
        cut = list(parts(source))
        whole = "".join(g.text for p in cut for g in p.segments)
        assert "".join(whole.split()) == "".join(source.text.split())
        for card in source.cards:
            on = "".join(g.text for p in cut for g in p.segments if card.id in g.on)
            assert on == "".join(q for _, _, q in card.anchors)


def test_shared_passages_are_named_whatever_their_case():
    passage = " ".join(f"word{n}" for n in range(20))
    a = cases.oped(text=f"Alpha begins. {passage}. End of a.", published=date(2020, 1, 1))
    b = cases.oped(text=f"Other start! {passage.title()} and more.", published=date(2021, 1, 1))
    c = cases.oped(text="Nothing in common with them at all, not one line.")
    assert [(x.id, y.id, n) for x, y, n in shared([a, b, c])] == [(b.id, a.id, 20)]
    assert RUN <= 20


def spans(said: str) -> list[tuple[int, int] | None]:
    """Return the days of a chart as its script reads them."""
    out: list[tuple[int, int] | None] = []
    at = 0
    for one in said.split():
        if one == "-":
            out.append(None)
            continue
        step, _, more = one.partition("+")
        at += int(step)
        out.append((at, at + int(more or 0)))
    return out


def test_what_the_charts_draw_is_what_the_tables_say():
    pages = build(cases.case())
    drawn = chart_data(pages)

    def days(rows):
        return [(day_number(r.earliest), day_number(r.latest)) if r.earliest and r.latest else None
                for r in rows]  # fmt: skip

    assert spans(drawn["timeline"]["days"]) == days(pages.timeline)
    assert any(a < z for a, z in spans(drawn["timeline"]["days"]))
    assert {m.lane for m in pages.timeline} <= set(LANES)
    assert spans(drawn["changes"]) == days(pages.changes)
    held = [s for h in pages.positions for s in h.stances]
    assert spans(drawn["positions"]["days"]) == days(held)
    assert [LETTERS[s.side] for s in held] == list(drawn["positions"]["sides"])
    assert len(drawn["network"]["ties"].split()) == 2 * len(pages.ties)
    assert set(drawn["ribbons"]) == {str(n) for n, a in enumerate(pages.agreements) if a.history}
    for n, rows in drawn["ribbons"].items():
        own = pages.agreements[int(n)].history
        many = len({h.parties for h in own}) > 1  # else the parties go without saying
        for (view, whom, said), history in zip(rows, own, strict=True):
            assert drawn["words"][view] == history.words
            assert drawn["words"][whom] == (listed(history.parties, most=6) if many else "")
            starts = [s.partition(":") for s in said.split()]
            assert sum(int(step) for step, _, _ in starts) == day_number(history.spells[-1].first)
            assert [drawn["states"][int(state)][1] for _, _, state in starts] == [
                s.status for s in history.spells
            ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([("1970-01-02", "1970-01-02"), ("1970-01-01", "1970-01-03")], "1 -1+2"),
        ([("", ""), ("1970-02-01", "1970-02-28"), ("1970-02-01", "1970-02-01")], "- 31+27 0"),
        ([], ""),
    ],
)
def test_days_in_steps(given, said):
    assert day_steps(given) == said
    known = [(day_number(a), day_number(z)) if a else None for a, z in given]
    assert spans(said) == known


def test_days_are_counted_from_1970():
    assert day_number("1970-01-02") == 1
    assert day_number("1969-12-31") == -1


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2022, 2, 22), date(2022, 2, 22), "22 February 2022"),
        (date(2022, 2, 1), date(2022, 2, 28), "February 2022"),
        (date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (date(2020, 11, 9), date(2020, 11, 10), "9 to 10 November 2020"),
        (None, date(2020, 11, 10), "before 10 November 2020"),
        (date(2020, 11, 10), None, "after 10 November 2020"),
        (None, None, ""),
    ],
)
def test_days_in_words(first, last, words):
    assert span_words(first, last) == words


def test_periods_lists_and_dates_in_words():
    assert period_words("P5Y") == "5 years"
    assert period_words("P1Y6M") == "1 year and 6 months"
    assert period_words("soon") == "soon"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed([str(n) for n in range(9)], most=4) == "0, 1 and 7 others"
    assert humane("on 2020-11-09/2020-11-10, then 2021-01-11") == (
        "on 9 to 10 November 2020, then 11 January 2021"
    )
    assert humane("dated 2022-01 here") == "dated January 2022 here"


def test_what_was_published_later_is_quoted_last_and_said_in_the_limits():
    late = cases.oped()
    early = cases.oped(text=f"First edition.\n\n{cases.OPED}", published=date(2023, 9, 1))
    records = [r for d in (late, early) for r in cases.records_of(d)]
    found = cases.case(late, early, records=records, day=date(2023, 9, 5))
    cover = build(found).cover
    after = {r.id for r in found.evidence.records if r.document == late.id}
    orders = [[c.record in after for c in li.cites] for a in cover.answers for li in a.lines]
    assert any(True in o and False in o for o in orders)
    assert all(o == sorted(o) for o in orders)
    assert any(s.startswith("Published after 5 September 2023: 1 source.") for s in cover.limits)
    assert not any("Published after" in s for s in build(cases.case(late)).cover.limits)

"""What is asked of one agreement, actor or page is what the whole gives, no more and no less."""

import re
from datetime import date
from random import Random

import pytest
from evals.large_ledger import documents

from servanda.model import Anchor, Document, Evidence, Record
from servanda.reasoning.board import board
from servanda.reasoning.case import Case
from servanda.reasoning.duties import duties, duties_of
from servanda.reasoning.reports import reports_about, reports_in
from servanda.reasoning.status import Query
from servanda.reasoning.timeline import Line, dated, timeline
from servanda.reasoning.traces import meets
from servanda.reasoning.wording import END, sentence_around

DAY = date(2022, 6, 1)


def case_of(seed: int, count: int = 40) -> Case:
    made = list(documents(count, records=60, agreements=4, seed=seed))
    random = Random(seed)
    records: list[Record] = [r for _, some in made for r in some]
    verdicts = {r.id: "accept" for r in records if random.random() < 0.3}
    return Case(
        Evidence(documents={d.id: d for d, _ in made}, records=tuple(records),
                 verdicts=verdicts),  # type: ignore[arg-type]
        DAY,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_a_family_answers_as_the_log_of_all_does(seed: int) -> None:
    case = case_of(seed)
    assert case.instruments
    for name in case.instruments:
        family = case.family(name)
        assert family.log.instruments[name] == case.log.instruments[name]
        assert family.log.acts[name] == case.log.acts[name]
        for act in case.log.acts[name]:
            assert case.leaf(act.id) == case.acts.leaves[act.id]
            assert case.row(act.id) == case.told[act.id]
        party = case.parties(name)[0]
        query = Query(name, party, DAY.toordinal())
        assert case.answer(name, party, "record")[0] == case.desk.answer(query)
    names = list(case.instruments)
    one_by_one = [f for n in names for f in board(case, [n], ["record"])]
    assert one_by_one == board(case, None, ["record"])


@pytest.mark.parametrize("seed", range(3))
def test_duties_of_one_agreement_are_its_part_of_all(seed: int) -> None:
    case = case_of(seed)
    everything = duties(case)
    assert sum(bool(f.values["evidence"]) for f in everything) > 5
    names = dict.fromkeys(f.values["instrument"].partition("#")[0] for f in everything)
    fresh = case_of(seed)
    assert [f for n in reversed(names) for f in duties_of(fresh, n)] == [
        f for n in reversed(names) for f in everything
        if f.values["instrument"].partition("#")[0] == n
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_reports_looked_up_by_word_are_all_that_meet(seed: int) -> None:
    case = case_of(seed)
    everything = reports_in(case)
    found = 0
    for duty in case.duties:
        wanted = case.wanted(duty)
        near = [r for r in reports_about(case, wanted.words, wanted.who) if meets(r, wanted)]
        # A report of which nobody is named and that shares no word of the deed meets nothing.
        assert near == [r for r in everything if wanted.words and meets(r, wanted)]
        found += len(near)
    assert found


@pytest.mark.parametrize("undated", [False, True])
def test_a_stretch_of_the_timeline_is_cut_from_the_whole(undated: bool) -> None:
    case = case_of(1)
    whole = timeline(case, undated=undated)
    line = Line(case, dated(case, undated=undated))
    assert whole == sorted(whole, key=lambda e: (e.earliest, e.latest, e.lane, e.what))
    random = Random(5)
    for _ in range(40):
        first = random.randrange(len(whole))
        last = first + random.randrange(60)
        assert line.entries(first, last) == whole[first:last]
    assert line.entries(len(whole), len(whole) + 5) == []


def test_a_sentence_found_by_its_marks_is_the_one_that_reading_on_finds() -> None:
    random = Random(3)
    for _ in range(300):
        text = "".join(random.choice("ab .!?\n\n”’;: c" + "wxyz" * 3) for _ in range(90))
        start = random.randrange(80)
        end = start + random.randrange(1, 10)
        document = Document(id="doc:x", text=text, sha256="")
        before = [m.end() for m in END.finditer(text, 0, start)]
        after = re.compile(END.pattern).search(text, end)
        wanted = max(before, default=0), after.start() if after else len(text)
        assert sentence_around(document, Anchor(start, end, text[start:end])) == wanted

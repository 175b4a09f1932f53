"""The views over time and between actors: histories, changes, ties; all from records."""

from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace

from servanda.dossier import build
from servanda.dossier.history import changes, words_of
from servanda.dossier.pages import Agreement, History, Spell
from servanda.intake import from_text
from servanda.model import Event, Position
from servanda.reasoning.status import Query
from tests.dossier import cases


def days(spell: Spell) -> tuple[date, date]:
    return date.fromisoformat(spell.first), date.fromisoformat(spell.last)


def test_a_history_has_no_gap_ends_today_and_says_what_the_board_says():
    case = cases.case()
    [whole] = [a for a in build(case).agreements if a.id == cases.STATEMENT]
    assert {h.seen_by for h in whole.history} >= {"record", "party:state:RUS"}
    for history in whole.history:
        spans = [days(s) for s in history.spells]
        assert all(b[0] == a[1] + timedelta(days=1) for a, b in pairwise(spans))
        assert spans[-1][1] == case.day
        view = next(v for v in whole.views if v.seen_by == history.seen_by)
        assert history.spells[-1].status == view.status


def test_each_spell_is_what_the_status_engine_says_on_its_days():
    case = cases.case()
    [whole] = [a for a in build(case).agreements if a.id == cases.STATEMENT]
    for history in whole.history:
        for spell in history.spells:
            for day in days(spell):
                query = Query(cases.STATEMENT, "state:ARM", day.toordinal(), history.seen_by)
                assert spell.status == words_of(case.desk.statuses(query))


def agreement(*spells: Spell) -> Agreement:
    history = History("record", "by the formal record", ("A", "B"), spells)
    return Agreement("instrument:x", "X", "X", "", 1, "", (), False, history=(history,))


def test_doubt_between_two_statuses_is_one_change_within_a_range():
    [first, second] = changes([agreement(
        Spell("2020-01-01", "2020-01-31", "in force", "good"),
        Spell("2020-02-01", "2020-02-20", "in force or terminated", "calm", sure=False),
        Spell("2020-02-21", "2020-12-31", "terminated", "bad"),
    )])  # fmt: skip
    assert (first.before, first.after, first.earliest) == ("not a party", "in force", "2020-01-01")
    assert (second.before, second.after) == ("in force", "terminated")
    assert (second.earliest, second.latest) == ("2020-02-01", "2020-02-21")


def test_doubt_that_stays_is_told_as_doubt():
    found = changes([agreement(
        Spell("2020-01-01", "2020-01-31", "in force", "good"),
        Spell("2020-02-01", "2020-12-31", "in force or terminated", "calm", sure=False),
    )])  # fmt: skip
    assert found[-1].after == "in force or terminated"


def ties(text: str, words: str, **event: object) -> list[tuple[str, str, int]]:
    document = cases.oped(text=text)
    m = cases.Maker(document)
    made = Event(source=(m.ref("Baku", "state:AZE"),), target=(m.ref("Yerevan", "state:ARM"),),
                 **{"plover": "ACCUSE", **event}, **m.on(words))  # fmt: skip
    pages = build(cases.case(document, records=[made]))
    return [(t.source, t.target, t.hostile) for t in pages.ties]


def test_a_deed_ties_its_actor_to_its_target_and_a_hostile_one_is_marked():
    assert ties("Baku accused Yerevan.", "accused") == [("Azerbaijan", "Armenia", 1)]
    kind = ties("Baku thanked Yerevan.", "thanked", plover="AGREE")
    assert kind == [("Azerbaijan", "Armenia", 0)]


def test_what_is_denied_or_planned_ties_nobody():
    assert ties("Baku accused Yerevan.", "accused", polarity="negated") == []
    assert ties("Baku will sue Yerevan.", "sue", modality="future") == []


def test_registry_acts_after_the_day_are_not_on_the_timeline():
    documents = (cases.oped(), cases.reply())
    records = cases.records_of(documents[0]) + cases.replies_of(documents[1])
    for day in (date(2021, 1, 5), date(2023, 9, 13)):
        pages = build(cases.case(*documents, records=records, day=day))
        formal = [m for m in pages.timeline if m.lane == "formal act"]
        assert formal
        assert all(date.fromisoformat(m.earliest) <= day for m in formal)


def test_a_stance_that_is_not_held_is_not_its_opposite():
    document = cases.oped()
    records = cases.records_of(document)
    turned = [replace(r, polarity="negated") if type(r).__name__ == "Position" else r
              for r in records]  # fmt: skip
    sides = [{s.side for h in build(cases.case(document, records=rs)).positions for s in h.stances}
             for rs in (records, turned)]  # fmt: skip
    assert sides == [{"against"}, {"else"}]  # who does not oppose is not thereby for it


def test_an_issue_is_named_by_words_that_say_what():
    document = from_text("Yerevan said much. Armenia refused to go. Armenia refuses that.\n")
    m = cases.Maker(document)
    records = [
        Position(holder=m.ref("Armenia", "state:ARM"), stance="refuses",
                 issue=m.phrase(issue), **m.on(words))
        for issue, words in (("to go", "refused to"), ("that", "refuses"), ("much", "said"))
    ]  # fmt: skip
    found = build(cases.case(document, records=records)).positions
    said = {"“Armenia refused to go.”", "“Armenia refuses that.”", "much"}
    assert {s.issue for h in found for s in h.stances} == said
    assert {h.issue for h in found} <= said


def test_a_voice_whose_publisher_is_no_name_is_called_by_its_title():
    document = cases.oped(authors=(), publisher="Papers: letters")
    pages = build(cases.case(document, records=cases.records_of(document)))
    voices = {v.voice for a in pages.agreements for v in a.views}
    voices |= {s.cite.who for h in pages.positions for s in h.stances}
    assert "“Still alive?”" in voices
    assert "Papers: letters" not in voices

"""Duties read end to end: an agreement, reports, a day, and what the record then shows."""

import pytest

from .story import agreement, case_of, duty, report

TROOPS = "Kenya shall withdraw 600 troops from the Sarvan valley by 30 June 2024."
CROSSING = "Ethiopia shall open the Moyale crossing within 60 days of the entry into force."
PRISONERS = "If Ethiopia opens the Moyale crossing, Kenya shall release 46 prisoners."
LEAVE = "Kenya shall withdraw its troops from the Sarvan valley."
STAYED = "Ethiopia said that Kenya had not withdrawn its troops from the Sarvan valley. "
WEAPONS = (
    "Kenya shall not deploy heavy weapons in the Sarvan valley, except for the purpose of demining."
)
PAY = "Kenya shall pay 40 million dollars to Ethiopia by 31 December 2024."
LIST = "Ethiopia shall submit a list of minefields within thirty days of signature."
KEN, ETH = "state:KEN", "state:ETH"
VALLEY = "in the Sarvan valley."
PULLED = "its troops from the Sarvan valley."
BROKE = "of violating {} of the Protocol on the Sarvan Valley."

# clause, bearer, a word of its action, reports, day asked about -> type, words that the state holds
CASES: list[tuple[str, str, str, tuple[str, ...], str, str, str]] = [
    # Nothing told.
    (TROOPS, KEN, "troops", (), "2024-05-01", "due", "due by 2024-06-30, nothing found"),
    (TROOPS, KEN, "troops", (), "2024-06-30", "due", "due by 2024-06-30"),
    (TROOPS, KEN, "troops", (), "2024-07-01", "due date passed", "nothing found"),
    (CROSSING, ETH, "crossing", (), "2024-04-30", "due", "due by 2024-04-30"),
    (CROSSING, ETH, "crossing", (), "2024-05-01", "due date passed", "nothing found"),
    (LIST, ETH, "list", (), "2024-03-31", "due", "due by 2024-03-31"),
    (LIST, ETH, "list", (), "2024-04-01", "due date passed", "nothing found"),
    # Amounts.
    (TROOPS, KEN, "troops", ("Kenya has withdrawn 460 of 600 troops from the Sarvan valley.",),
     "2024-06-01", "partly", "460 of 600 troops, as The Observer tells it"),
    (TROOPS, KEN, "troops", ("Kenya has withdrawn 460 of 600 troops from the Sarvan valley.",),
     "2024-07-05", "partly", "due day passed"),
    (TROOPS, KEN, "troops", ("Kenya withdrew 460 soldiers from the valley in April.",),
     "2024-06-01", "partly", "460 of 600"),
    (TROOPS, KEN, "troops", ("Kenya withdrew all 600 troops from the Sarvan valley.",),
     "2024-06-01", "kept", "kept, as The Observer tells it"),
    (TROOPS, KEN, "troops", ("Kenya withdrew all its troops from the Sarvan valley.",),
     "2024-06-01", "kept", "kept"),
    (TROOPS, KEN, "troops", ("Kenya withdrew 200 troops from the Sarvan valley.",
                             "Kenya withdrew a further 150 troops from the Sarvan valley."),
     "2024-06-01", "partly", "350 of 600"),
    (TROOPS, KEN, "troops", ("Kenya withdrew half of its troops from the Sarvan valley.",),
     "2024-06-01", "partly", "300 of 600"),
    (TROOPS, KEN, "troops", ("Kenya withdrew some of its troops from the Sarvan valley.",),
     "2024-06-01", "partly", "some"),
    (PAY, KEN, "pay", ("Kenya paid 15 million dollars to Ethiopia.",),
     "2024-06-01", "partly", "15,000,000 of 40,000,000 dollars"),
    # Part of something else, somewhere else, by somebody else.
    (TROOPS, KEN, "troops", ("Kenya withdrew 40 tanks from the Sarvan valley.",),
     "2024-06-01", "due", "nothing found"),
    (TROOPS, KEN, "troops", ("Kenya withdrew 460 troops from Somalia.",),
     "2024-06-01", "due", "nothing found"),
    (TROOPS, KEN, "troops", ("Ethiopia withdrew 460 troops from the Sarvan valley.",),
     "2024-06-01", "due", "nothing found"),
    (TROOPS, KEN, "troops", ("Kenya withdrew its ambassador from Ethiopia after talks on troops.",),
     "2024-06-01", "due", "nothing found"),
    # Wishes, plans, threats, negations.
    (TROOPS, KEN, "troops", ("Kenya will withdraw 460 troops from the Sarvan valley next week.",),
     "2024-06-01", "due", "nothing found"),
    (TROOPS, KEN, "troops", (f"Ethiopia demanded that Kenya withdraw {PULLED}",),
     "2024-06-01", "due", "nothing found"),
    (TROOPS, KEN, "troops", ("Kenya may have withdrawn its troops from the Sarvan valley.",),
     "2024-06-01", "due", "nothing found"),
    (TROOPS, KEN, "troops", ("Kenya has not withdrawn its troops from the Sarvan valley.",),
     "2024-06-01", "due", "not done so far, as The Observer tells it"),
    (TROOPS, KEN, "troops", ("Kenya has not withdrawn its troops from the Sarvan valley.",),
     "2024-07-20", "due date passed", "not done on 2024-05-20"),
    (TROOPS, KEN, "troops", ("Kenya refused to withdraw its troops from the Sarvan valley.",),
     "2024-06-01", "", "as The Observer tells it"),
    # An order to open a crossing.
    (CROSSING, ETH, "crossing", ("Ethiopia opened the Moyale crossing on 12 April 2024.",),
     "2024-06-01", "kept", "kept, as The Observer tells it"),
    (CROSSING, ETH, "crossing", ("Ethiopia opened the Moyale crossing on 12 May 2024.",),
     "2024-06-01", "kept late", "after the due day"),
    (CROSSING, ETH, "crossing", ("Ethiopia opened the Mandera crossing on 12 April 2024.",),
     "2024-06-01", "due date passed", "nothing found"),
    (CROSSING, ETH, "crossing", ("The Moyale crossing was opened on 12 April 2024.",),
     "2024-06-01", "kept", "kept"),
    (CROSSING, ETH, "crossing", ("Ethiopia opened fire near the Moyale crossing.",),
     "2024-06-01", "due date passed", "nothing found"),
    (CROSSING, ETH, "crossing", ("Ethiopia closed the Moyale crossing on 12 April 2024.",),
     "2024-06-01", "due date passed", "nothing found"),
    (CROSSING, ETH, "crossing", ("Kenya said that Ethiopia had not opened the Moyale crossing.",),
     "2024-06-01", "overdue", "not done, as Kenya tells it"),
    # A list to be handed in.
    (LIST, ETH, "list", ("Ethiopia submitted a list of minefields on 20 March 2024.",),
     "2024-06-01", "kept", "kept"),
    (LIST, ETH, "list", ("Ethiopia submitted a list of candidates on 20 March 2024.",),
     "2024-06-01", "due date passed", "nothing found"),
    # Prohibitions.
    (WEAPONS, KEN, "weapons", (), "2024-06-01", "nothing found", "nothing found"),
    (WEAPONS, KEN, "weapons", (f"Kenya deployed heavy weapons {VALLEY}",),
     "2024-06-01", "broken", "as The Observer tells it"),
    (WEAPONS, KEN, "weapons", (f"Kenya denied that it had deployed heavy weapons {VALLEY}",),
     "2024-06-01", "breach denied", "denied by Kenya"),
    (WEAPONS, KEN, "weapons", (f"Kenya deployed heavy weapons {VALLEY}",
                               f"Kenya denied that it had deployed heavy weapons {VALLEY}"),
     "2024-06-01", "breach disputed", "denied by Kenya"),
    (WEAPONS, KEN, "weapons", ("Kenya has not deployed heavy weapons in the Sarvan valley.",),
     "2024-06-01", "kept", "kept"),
    (WEAPONS, KEN, "weapons", ("Kenya threatened to deploy heavy weapons in the Sarvan valley.",),
     "2024-06-01", "nothing found", "nothing found"),
    (WEAPONS, KEN, "weapons", (f"Ethiopia deployed heavy weapons {VALLEY}",),
     "2024-06-01", "nothing found", "nothing found"),
    (WEAPONS, KEN, "weapons", ("Ethiopia accused Kenya " + BROKE.format("Article 1"),),
     "2024-06-01", "breach alleged", "alleged by Ethiopia"),
    (WEAPONS, KEN, "weapons", ("Ethiopia accused Kenya " + BROKE.format("Article 2"),),
     "2024-06-01", "nothing found", "nothing found"),
    (WEAPONS, KEN, "weapons", ("Ethiopia accused Somalia " + BROKE.format("Article 1"),),
     "2024-06-01", "nothing found", "nothing found"),
    # A charge denied in the next sentence; another's denial, or one of something else, is none.
    (LEAVE, KEN, "troops", (STAYED + "Kenya denied the charge.",),
     "2024-06-01", "breach denied", "denied by Kenya; not kept, as Ethiopia tells it"),
    (LEAVE, KEN, "troops", (STAYED + "Somalia denied the charge.",),
     "2024-06-01", "not kept", "not kept, as Ethiopia tells it"),
    (LEAVE, KEN, "troops", ("Kenya denied the charge. " + STAYED,),
     "2024-06-01", "not kept", "not kept, as Ethiopia tells it"),
    (LEAVE, KEN, "troops", (STAYED + "The rains were late. " * 20 + "Kenya denied the charge.",),
     "2024-06-01", "not kept", "not kept, as Ethiopia tells it"),
    (LEAVE, KEN, "troops", (STAYED + "Kenya denied the existence of a plan.",),
     "2024-06-01", "not kept", "not kept, as Ethiopia tells it"),
    # Conditions.
    (PRISONERS, KEN, "prisoners", (), "2024-06-01", "conditional", "not shown"),
    (PRISONERS, KEN, "prisoners", ("Ethiopia has not opened the Moyale crossing.",),
     "2024-06-01", "conditional", "still open"),
    (PRISONERS, KEN, "prisoners", ("Ethiopia opened the Moyale crossing.",),
     "2024-06-01", "nothing found", "nothing found"),
    (PRISONERS, KEN, "prisoners", ("Ethiopia opened the Moyale crossing.",
                                   "Kenya released 20 prisoners."),
     "2024-06-01", "partly", "20 of 46 prisoners"),
    (PRISONERS, KEN, "prisoners", ("Ethiopia promised to open the Moyale crossing.",),
     "2024-06-01", "conditional", "not shown"),
    (PRISONERS, KEN, "prisoners", ("Kenya opened the Moyale crossing.",),
     "2024-06-01", "conditional", "not shown"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "bearer", "word", "told", "day", "type_", "words"), CASES)
def test_what_the_record_shows_of_a_duty(
    clause: str, bearer: str, word: str, told: tuple[str, ...], day: str, type_: str, words: str
) -> None:
    reports = [report(t, f"2024-05-{20 + n}") for n, t in enumerate(told)]
    found = duty(case_of(day, agreement(clause), *reports), bearer, word)
    if type_:
        assert found["type"] == type_, found["state"]
    assert words in found["state"]
    if not told:
        assert found["evidence"] == []

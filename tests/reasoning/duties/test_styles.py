"""Duties in other words and other conflicts: passive clauses, months that lack a day, groups."""

from datetime import date, timedelta

import pytest

from .story import agreement, case_of, duty, report

SUDAN = ("Agreement on the Nuba Mountains", "the Government of Sudan and the Government of Chad")
BALKAN = ("Joint Statement on Missing Persons", "Serbia and Croatia")
ANDES = ("Memorandum on the Amazon Border", "Peru and Ecuador")
GULF = ("Agreement on the Hormuz Passage", "Iran, Oman and Qatar")
SAILORS = "40 detained sailors shall be released by Iran before 1 January 2024."

# (title, parties), day signed, clause, bearer, word, (reports, author), day -> type, words, due
CASES = [
    (SUDAN, "31 January 2024", "Sudan shall publish the census within one month of signature.",
     "state:SDN", "census", (), "2024-02-29", "due", "due by a day from",
     ("2024-02-29", "2024-03-01")),
    (SUDAN, "31 January 2023", "Sudan shall publish the census within one month of signature.",
     "state:SDN", "census", (), "2023-03-01", "due date perhaps passed", "perhaps passed",
     ("2023-02-28", "2023-03-01")),
    (SUDAN, "31 January 2023", "Sudan shall publish the census within one month of signature.",
     "state:SDN", "census", (), "2023-03-02", "due date passed", "passed",
     ("2023-02-28", "2023-03-01")),
    (SUDAN, "1 June 2023", "Chad undertakes to disarm 1,200 fighters no later than 1 May 2024.",
     "state:TCD", "fighters", ("Chad has disarmed 1,000 fighters.",), "2024-04-01", "partly",
     "1,000 of 1,200 fighters", ("2024-05-01",) * 2),
    (SUDAN, "1 June 2023", "Chad undertakes to disarm 1,200 fighters no later than 1 May 2024.",
     "state:TCD", "fighters", ("Chad has disarmed nearly all of its own police.",), "2024-04-01",
     "due", "nothing found", ("2024-05-01",) * 2),
    (SUDAN, "1 June 2023", "Chad undertakes to disarm 1,200 fighters no later than 1 May 2024.",
     "state:TCD", "fighters", ("Sudan says Chad has disarmed only 300 fighters.",
                               "Chad says it has disarmed 900 fighters."),
     "2024-04-01", "partly", "300 of 1,200 fighters, as Sudan tells it", ("2024-05-01",) * 2),
    (BALKAN, "5 May 2023", "Serbia will hand over the archives of the camp by the end of 2023.",
     "state:SRB", "archives", ("Serbia handed over the archives of the camp in October.",),
     "2024-02-01", "kept", "kept", ("2023-12-31",) * 2),
    (BALKAN, "5 May 2023", "Serbia will hand over the archives of the camp by the end of 2023.",
     "state:SRB", "archives", ("Croatia said Serbia had failed to hand over the archives.",),
     "2024-06-01", "overdue", "as Croatia tells it", ("2023-12-31",) * 2),
    (BALKAN, "5 May 2023", "Serbia will hand over the archives of the camp by the end of 2023.",
     "state:SRB", "archives", ("Croatia handed over the archives of the camp in October.",),
     "2024-06-01", "due date passed", "nothing found", ("2023-12-31",) * 2),
    (BALKAN, "5 May 2023", "Serbia will hand over the archives of the camp by the end of 2023.",
     "state:SRB", "archives", ("If Serbia handed over the archives, Croatia would reciprocate.",),
     "2024-06-01", "due date passed", "nothing found", ("2023-12-31",) * 2),
    (ANDES, "2 July 2023", "Ecuador must not build watchtowers within two kilometres of the river.",
     "state:ECU", "watchtowers", ("Peru accused Ecuador of building watchtowers near the river.",
                                  "Ecuador built watchtowers on the river, Peru said."),
     "2024-06-01", "broken", "as Peru tells it", (None, None)),
    (ANDES, "2 July 2023", "Ecuador must not build watchtowers within two kilometres of the river.",
     "state:ECU", "watchtowers", ("Ecuador built a school on the river.",),
     "2024-06-01", "nothing found", "nothing found", (None, None)),
    (ANDES, "2 July 2023", "Peru shall clear the mines on the border within two years.",
     "state:PER", "mines", (), "2024-06-01", "due", "due by", ("2025-07-02",) * 2),
    (ANDES, "2 July 2023", "Peru shall keep the Amazon border open until 1 July 2024.",
     "state:PER", "open", (), "2024-08-01", "over", "its time is over", ("2024-07-01",) * 2),
    (ANDES, "2 July 2023", "Peru shall reduce its garrison to 200 soldiers.",
     "state:PER", "garrison", ("Peru has withdrawn 50 soldiers from the border.",),
     "2024-06-01", "nothing found", "nothing found", (None, None)),
    (GULF, "10 October 2023", SAILORS,
     "state:IRN", "sailors", ("Iran released 12 of the 40 detained sailors.",), "2023-12-01",
     "partly", "12 of 40", ("2023-12-31",) * 2),
    (GULF, "10 October 2023", SAILORS,
     "state:IRN", "sailors", ("12 detained sailors were released by Oman.",), "2023-12-01",
     "due", "nothing found", ("2023-12-31",) * 2),
    (GULF, "10 October 2023", SAILORS,
     "state:IRN", "sailors", ("Iran released the remaining sailors.",), "2023-12-01",
     "kept", "kept", ("2023-12-31",) * 2),
    (GULF, "10 October 2023", "Oman shall admit 25 inspectors once Iran has released the sailors.",
     "state:OMN", "inspectors", (), "2024-02-01", "conditional", "not shown", (None, None)),
    (GULF, "10 October 2023", "Oman shall admit 25 inspectors once Iran has released the sailors.",
     "state:OMN", "inspectors", ("Iran released the sailors.",), "2024-06-01",
     "nothing found", "nothing found", (None, None)),
    (GULF, "10 October 2023", "Oman shall admit 25 inspectors once Iran has released the sailors.",
     "state:OMN", "inspectors", ("Iran released the sailors.", "Oman admitted ten inspectors."),
     "2024-06-01", "partly", "10 of 25 inspectors", (None, None)),
    (GULF, "10 October 2023", "The Parties shall not lay mines in the passage.",
     "state:QAT", "mines", ("Iran laid mines in the passage.",), "2024-06-01",
     "nothing found", "nothing found", (None, None)),
    (SUDAN, "1 June 2023", "Sudan shall release all prisoners within six months of signature.",
     "state:SDN", "prisoners", ("Sudan released 120 prisoners.",), "2023-11-01",
     "partly", "120 prisoners", ("2023-12-01",) * 2),
    (SUDAN, "1 June 2023", "Sudan shall release all prisoners within six months of signature.",
     "state:SDN", "prisoners", ("Sudan has released all prisoners.",), "2023-11-01",
     "kept", "kept", ("2023-12-01",) * 2),
    (BALKAN, "5 May 2023", "Croatia shall destroy its stockpile of landmines.",
     "state:HRV", "landmines", ("Croatia destroyed 5,000 landmines.",), "2024-02-01",
     "partly", "5,000 landmines", (None, None)),
    (BALKAN, "5 May 2023", "Croatia shall return 3,000 refugees by 1 May 2024.",
     "state:HRV", "refugees", ("Croatia said 2,400 refugees had been returned.",), "2024-02-01",
     "partly", "2,400 of 3,000 refugees, as Croatia tells it", ("2024-05-01",) * 2),
    (BALKAN, "5 May 2023", "Croatia shall withdraw its forces from the camp by 1 May 2024.",
     "state:HRV", "forces", ("Croatia began to withdraw its forces from the camp.",), "2024-02-01",
     "partly", "begun", ("2024-05-01",) * 2),
    (BALKAN, "5 May 2023", "Croatia shall complete the withdrawal by 1 May 2024.",
     "state:HRV", "withdrawal", ("Croatia has not completed the withdrawal.",), "2024-06-01",
     "overdue", "not done", ("2024-05-01",) * 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "signed", "clause", "bearer", "word", "told", "day", "type_", "words", "due"), CASES
)
def test_styles(
    what: tuple[str, str], signed: str, clause: str, bearer: str, word: str, told: tuple[str, ...],
    day: str, type_: str, words: str, due: tuple[str | None, str | None],
) -> None:  # fmt: skip
    agreed = agreement(clause, title=what[0], parties=what[1], day=signed)
    last = date.fromisoformat(day)
    days = [last - timedelta(days=len(told) - n) for n in range(len(told))]
    reports = [report(t, d.isoformat()) for t, d in zip(told, days, strict=True)]
    found = duty(case_of(day, agreed, *reports), bearer, word)
    assert found["type"] == type_, found["explanation"]
    assert words in found["state"]
    assert (found["due_earliest"], found["due_latest"]) == due

"""status: an agreement is said to be over, or to hold, against what the formal record shows."""

from collections.abc import Iterator

from servanda.model import Act, Finding
from servanda.reasoning.board import LIVING, OVER, WORDS
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.pair import clash, tellers
from servanda.reasoning.log import MODALITY
from servanda.reasoning.meant import surely_meant

ENDS = ("expiry", "termination", "withdrawal", "supersession")


def find(case: Case) -> Iterator[Finding]:
    """Yield claimed ends of what the record shows in force, and denied ends of what is over."""
    seen: set[tuple[str, ...]] = set()
    for record in case.evidence.records:
        if not isinstance(record, Act) or record.act not in ENDS or not record.instrument.id:
            continue
        if not surely_meant(record.instrument):
            continue  # "it ended": what it points back to may be another thing
        name = case.evidence.same.get(record.instrument.id, record.instrument.id)
        said = case.evidence.said_on(record)[1] or case.day
        if MODALITY[record.modality] != "done" or not case.parties(name):
            continue
        day = min(said, case.day)
        shown = [case.answer(name, p, "record", day)[1:] for p in case.parties(name)]
        statuses = {s for found, sure in shown if sure for s in found}
        if not all(sure for _, sure in shown):
            continue
        affirmed = record.polarity == "affirmed"
        key = (name, record.polarity, *tellers(case, record))
        if key not in seen and statuses <= (LIVING if affirmed else OVER):
            seen.add(key)
            words = ", ".join(sorted(WORDS[s] for s in statuses))
            yield clash(
                case, "status", "status/said-against-record", record, None,
                explanation=(
                    f"{case.name(name)} is said {'to be over' if affirmed else 'to hold'}; "
                    f"by the formal record it is {words} on {day}"
                ),
                dissolved_by="the words are an evaluation and not a legal claim, or an act is "
                "missing from the record",
                registry=name, registry_says=f"{case.name(name)}: {words} on {day}",
            )  # fmt: skip

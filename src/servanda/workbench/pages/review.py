"""The review queue: what waits for a decision, in context, and what happens when one is made."""

from msgspec.structs import replace

from servanda.ledger.index import PENDING
from servanda.ledger.judging import VERDICTS
from servanda.model import Judgement
from servanda.model.errors import LedgerConflict, ServandaError
from servanda.model.terms import Verdict
from servanda.workbench.cards import ROW_COLUMNS, card, cards, row, title_of
from servanda.workbench.state import address, item_path
from servanda.workbench.visit import Go, Page, Visit, sliced
from servanda.workbench.wording import CLAIMS

QUEUE = 20  # records on one page of the queue
LONGEST_WHY = 2_000
LONGEST_WHO = 80
FIELD = "field:"  # before the name of a field in the form of a correction


def review(visit: Visit) -> Page:
    """Records that wait for a decision (or have the verdict asked for), in reading order.

    Without a choice of kinds, what is said and agreed; names and times can be asked for.
    """
    index = visit.desk.index
    state = replace(
        visit.state, verdict=visit.state.verdict or PENDING, kind=visit.state.kind or CLAIMS
    )
    ids = index.select(state.filter)
    part = sliced(len(ids), state.page, QUEUE)
    shown = cards(visit, part.of(ids), context=True)
    last = next((j for j in index.by(visit.who) if j.verdict in VERDICTS), None)
    return Page(
        "review.html", "Review",
        {
            "records": shown, "slice": part, "facets": index.facets(state.filter),
            "verdict": state.verdict, "last": last,
            "last_card": next(iter(cards(visit, [last.record])), None) if last else None,
            "titles": {d.id: title_of(d) for d in visit.desk.documents(visit.ledger).values()},
        },
        columns=ROW_COLUMNS, rows=lambda: [row(c) for c in shown],
    )  # fmt: skip


def decide(visit: Visit) -> Go | Page:
    """Keep a verdict on one record; where somebody else decided meanwhile, show that and ask."""
    verdict, who = _verdict(visit), _who(visit)
    record = visit.field("record")
    try:
        made = visit.ledger.judge(record, verdict, who=who, why=_why(visit), saw=visit.field("saw"))
    except LedgerConflict:
        return conflict(visit, record, verdict)
    return Go(back(visit, record), who, {"judgement": made})


def decide_many(visit: Visit) -> Go | Page:
    """Keep one verdict on the records chosen on the visible page, each as it was seen."""
    verdict, who = _verdict(visit), _who(visit)
    chosen = [str(c).partition("|") for c in visit.form.get("chosen", ())]
    if not chosen:
        raise ServandaError("nothing was chosen", remedy="tick the records, then decide")
    made: list[Judgement] = []
    missed: list[str] = []
    for record, _, saw in chosen[:QUEUE]:
        try:
            made.append(visit.ledger.judge(record, verdict, who=who, why=_why(visit), saw=saw))
        except LedgerConflict:
            missed.append(record)
    if missed:
        visit.desk.index.refresh(visit.ledger.db)
        return Page("missed.html", "Somebody else decided meanwhile", {
            "made": made, "verdict": verdict, "records": cards(visit, missed),
            "back": back(visit, ""),
        }, status=409)  # fmt: skip
    return Go(back(visit, ""), who, {"judgements": made})


def correct(visit: Visit) -> Go | Page:
    """Keep a record as the person set it right; the one it mends is rejected in its favour."""
    who, record = _who(visit), visit.field("record")
    changes = {
        name.removeprefix(FIELD): str(values[-1])
        for name, values in visit.form.items() if name.startswith(FIELD)
    }  # fmt: skip
    try:
        made = visit.ledger.correct(
            record, changes, who=who, why=_why(visit), saw=visit.field("saw")
        )
    except LedgerConflict:
        return conflict(visit, record, "reject")
    to = address(item_path("record", made.id), visit.state.only(("as_of", "accepted")))
    return Go(to, who, {"record": made})


def undo(visit: Visit) -> Go:
    """Take a judgement back; it stays in the history."""
    who = _who(visit)
    made = visit.ledger.judge(visit.field("judgement"), "undo", who=who, why=_why(visit))
    return Go(back(visit, ""), who, {"judgement": made})


def name(visit: Visit) -> Go:
    """Keep under which name the person decides from now on."""
    return Go(address("/review", replace(visit.state, id="")), _who(visit))


def conflict(visit: Visit, record: str, verdict: str) -> Page:
    """Show what was decided since the form was opened, and ask again."""
    visit.desk.index.refresh(visit.ledger.db)
    found = visit.ledger.newest([record])
    return Page("conflict.html", "Somebody else decided meanwhile", {
        "card": card(visit, found[0]), "verdict": verdict, "why": _why(visit),
        "stands": visit.ledger.standing_judgement(record), "back": back(visit, record),
        "history": visit.ledger.history(record),
    }, status=409)  # fmt: skip


def back(visit: Visit, record: str) -> str:
    """Return where the person came from, one of our own pages: the queue or a record."""
    if visit.field("from") == "record" and record:
        return address(item_path("record", record), visit.state.only(("as_of", "accepted")))
    if visit.field("from") == "entities":
        return address("/entities")
    return address("/review", replace(visit.state, id=""))


def _verdict(visit: Visit) -> Verdict:
    for name in VERDICTS:
        if visit.field("verdict") == name:
            return name
    raise ServandaError(f"no verdict {visit.field('verdict')[:20]!r}",
                        remedy="one of " + ", ".join(VERDICTS))  # fmt: skip


def _who(visit: Visit) -> str:
    return (visit.field("who") or visit.who)[:LONGEST_WHO]


def _why(visit: Visit) -> str:
    return visit.field("why")[:LONGEST_WHY]

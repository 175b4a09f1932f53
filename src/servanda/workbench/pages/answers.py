"""A question and what the record says to it; where nothing answers, the passages nearest to it."""

from time import monotonic

from servanda.asking import Answer, answered, nearest, put
from servanda.asking.kept import places
from servanda.workbench.cards import cards
from servanda.workbench.pages.whole import perspectives, worked_out
from servanda.workbench.visit import Page, Visit

CITED = 4  # places under a sentence of an answer that stand in their context; others are folded
COLUMNS = ("sentence", "quotes", "records", "registry", "reviewed")
PATIENCE = 0.15  # seconds: most answers are there in less


def ask(visit: Visit) -> Page:
    """A question, answered from the record or not at all.

    That nothing answers it is said while the passages nearest to it are still being looked up.
    """
    if not visit.state.query:
        return Page("ask.html", "Ask", {"answer": None, "cards": {}, "left": False})
    answer, left = _found(visit)
    sentences = answer.sentences if answer else ()
    first = dict.fromkeys(r for s in sentences for r in s.records[:CITED])
    rest = dict.fromkeys(r for s in sentences for r in s.records if r not in first)
    known = {c.id: c for c in (*cards(visit, first, context=True), *cards(visit, rest))}
    rows = [
        {"sentence": s.text, "quotes": s.quotes, "records": s.records, "registry": s.registry,
         "reviewed": not s.pending}
        for s in sentences
    ]  # fmt: skip
    return Page(
        "ask.html",
        "Ask",
        {"answer": answer, "cards": known, "few": CITED, "left": left},
        columns=COLUMNS,
        rows=lambda: rows,
    )


def _found(visit: Visit) -> tuple[Answer | None, bool]:
    """Return what is known of an answer by now, and whether more is still to come."""
    case, question = visit.desk.case(visit.ledger, visit.state), visit.state.query
    views, begun = perspectives(visit, case), monotonic()

    def near(asked: str) -> Answer:
        with visit.desk.open() as ledger:  # of its own: this may go on after the visit
            return nearest(*put(case, asked), lambda words: places(ledger, case, words))

    told, left = worked_out(
        visit, ("ask", question), [question], lambda q: answered(*put(case, q), views), PATIENCE
    )
    if left or told[0].sentences:
        return (None, True) if left else (told[0], False)
    wait = max(0.0, begun + PATIENCE - monotonic())
    found, left = worked_out(visit, ("nearest", question), [question], near, wait)
    return (found or told)[0], bool(left)

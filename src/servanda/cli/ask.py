"""servanda ask: a question, answered with citations or not at all."""

from datetime import date
from pathlib import Path

import click

from servanda.cli.cases import case_in, perspectives
from servanda.cli.common import open_ledger, query_options
from servanda.cli.output import emit


@click.command("ask")
@click.argument("question")
@query_options
def command(
    question: str, ledger_path: Path, as_of: date | None, seen_by: tuple[str, ...],
    accepted: bool, form: str | None,
) -> None:  # fmt: skip
    """Answer a question, every sentence with its quote or registry row."""
    from servanda.asking import ask

    case = case_in(ledger_path, as_of, accepted=accepted)

    def search(words: str) -> list[tuple[str, str]]:
        with open_ledger(ledger_path) as ledger:
            hits = ledger.search(words, limit=5)
        texts = {i: d.text for i, d in case.evidence.documents.items()}
        return [(h.document, " ".join(texts[h.document][h.start : h.end].split())[:300])
                for h in hits if h.document in texts]  # fmt: skip

    answer = ask(case, question, seen_by=perspectives(case, seen_by), search=search)
    if form in (None, "table"):
        for line in answer.lines():
            click.echo(line)
        return
    rows = [
        {"sentence": s.text, "quotes": s.quotes, "records": s.records, "registry": s.registry,
         "reviewed": not s.pending}
        for s in answer.sentences
    ]  # fmt: skip
    emit([answer] if form == "json" else answer.sentences, form, rows=rows,
         columns=["sentence", "quotes", "records", "registry", "reviewed"])  # fmt: skip

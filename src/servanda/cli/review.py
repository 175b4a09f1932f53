"""servanda review: what people decide on records."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from servanda.cli.common import KIND, format_options, ledger_option, open_ledger, today
from servanda.cli.output import emit, heading, say
from servanda.cli.paging import page_of, tell_page
from servanda.model.errors import UnknownName
from servanda.model.terms import OUTCOMES, Verdict

if TYPE_CHECKING:
    from servanda.ledger import Ledger
    from servanda.model import Record

who_option = click.option(
    "--who", envvar="SERVANDA_WHO", default=lambda: getpass.getuser(), help="Who decides."
)
why_option = click.option("--why", default="", help="The reason.")

NAMES = ("actor", "mention", "time")  # who and when; the rest is what is said and agreed


@click.group("review")
def command() -> None:
    """List records that wait for a decision; accept, reject or merge them; undo."""


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="Decided ones too.")
@click.option("--kind", type=KIND, help="Only records of this kind.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True,
              help="At most so many.")  # fmt: skip
@click.option("--page", type=click.IntRange(min=1), default=1, help="The next so many: 2, 3 ...")
@format_options
@ledger_option
def list_(
    everything: bool, kind: str | None, limit: int, page: int, form: str | None,
    ledger_path: Path,
) -> None:  # fmt: skip
    """List pending records, the surest first; names and times last, unless asked for."""
    from servanda.dossier.words import gist
    from servanda.model import kind_of

    with open_ledger(ledger_path) as ledger:
        standings = ledger.standings()
        names = {d.id: d.title or d.name for d in ledger.documents()}
        records = ledger.records(kind=kind)
    if not everything:
        records = [r for r in records if r.id not in standings]
    ordered = sorted(records, key=lambda r: (kind_of(r) in NAMES, -r.confidence, r.id))
    records = list(page_of(ordered, limit, page))
    if form is None and records:
        _tell(ledger_path, records)
        tell_page(len(ordered), limit, page)
        return
    rows: list[dict[str, Any]] = [
        {
            "id": r.id,
            "kind": kind_of(r),
            "says": gist(r),
            "quote": " ... ".join(a.quote for a in r.anchors)[:50],
            "document": names.get(r.document, r.document)[:40],
            "verdict": standings[r.id].verdict if r.id in standings else "pending",
        }
        for r in records
    ]
    emit(
        records, form, rows=rows, columns=["id", "says", "quote", "document", "verdict"],
        empty="nothing waits for a decision",
    )  # fmt: skip


def _tell(path: Path, records: "list[Record]") -> None:
    """Print records for people: what each says, in whose words, and the id to decide it by."""
    from servanda.cli.told import ident, quoted, says, scribe_of
    from servanda.model import kind_of

    with open_ledger(path) as ledger:
        scribe = scribe_of(ledger, records)
    for r in records:
        heading(f"{kind_of(r)}: {says(scribe, r)}")
        say(quoted(scribe, r), "  ", "  ")
        say(f"confidence {r.confidence:.2f}, {ident(scribe, r.id)}", "  ")
    click.echo()
    click.echo("decide: servanda review accept ID (or reject, unsure, correct); "
               "look at one: servanda show ID", err=True)  # fmt: skip


def _verdict(name: Verdict, help_text: str) -> None:
    pair = name in ("same", "different")

    @command.command(name, help=help_text)
    @click.argument("ids", nargs=2 if pair else -1, required=True)
    @who_option
    @why_option
    @ledger_option
    def decide(ids: tuple[str, ...], who: str, why: str, ledger_path: Path) -> None:
        with open_ledger(ledger_path, write=True) as ledger:
            if pair:
                one, other = _two(ledger, ids)
                made = [ledger.judge(one, name, other=other, who=who, why=why)]
            else:
                made = [ledger.judge(ledger.whole(i), name, who=who, why=why) for i in ids]
        for j in made:
            click.echo(j.id)
        back = " ".join(j.id for j in made)
        click.echo(f"{name}: {len(made)} - take back with: servanda review undo {back}", err=True)


def _two(ledger: "Ledger", names: Sequence[str]) -> tuple[str, str]:
    """Return the ids of two entities given by id or name; raises UsageError where they are one."""
    from servanda.reasoning.case import Case
    from servanda.reasoning.lookup import entity_id

    case = Case(ledger.evidence(), today(None))
    one, other = (entity_id(case, name) for name in names)
    if one == other:
        raise click.UsageError(f"{names[0]} and {names[1]} are one already: {one}")
    return one, other


_TEXTS: dict[str, str] = {
    "accept": "Accept records: from now on they count as reviewed.",
    "reject": "Reject records: they are kept, but no view or answer uses them.",
    "unsure": "Mark records as unsure.",
    "same": "Say that two entities are one.",
    "different": "Say that two entities are not one.",
    "undo": "Take judgements back, by their ids.",
}
for _name in get_args(Verdict):
    if _name in _TEXTS:
        _verdict(_name, _TEXTS[_name])


@command.command("outcome")
@click.argument("record")
@click.argument("state", type=click.Choice(OUTCOMES))
@who_option
@why_option
@ledger_option
def outcome(record: str, state: str, who: str, why: str, ledger_path: Path) -> None:
    """Say what came of a prediction: open, came true, did not, partly, void or cannot tell."""
    with open_ledger(ledger_path, write=True) as ledger:
        made = ledger.judge(ledger.whole(record), "outcome", other=state, who=who, why=why)
    click.echo(made.id)
    click.echo(f"{state} - take back with: servanda review undo {made.id}", err=True)


@command.command("correct")
@click.argument("record")
@click.argument("changes", nargs=-1, metavar="[FIELD=VALUE]...")
@who_option
@why_option
@ledger_option
def correct(record: str, changes: tuple[str, ...], who: str, why: str, ledger_path: Path) -> None:
    """Set fields of a record right: polarity=negated, date=2024-05-31, actors.0=state:FRA.

    Without fields, list those of the record that can be set. What a reader found is kept, rejected
    in favour of what you set.
    """
    from servanda.ledger.correcting import editable
    from servanda.model import Record

    if unset := [c for c in changes if "=" not in c]:
        raise click.UsageError(f"{unset[0]!r} sets nothing; write FIELD=VALUE, polarity=negated")
    given = dict(c.partition("=")[::2] for c in changes)
    if not given:
        with open_ledger(ledger_path) as ledger:
            found = ledger.find(ledger.whole(record))
        if not isinstance(found, Record):
            raise UnknownName("no record of that id in this ledger", place=record,
                              remedy="list them: servanda review list")  # fmt: skip
        rows = [{"field": e.name, "value": e.value, "of": e.label[:40],
                 "allowed": ", ".join(e.choices) or e.sort} for e in editable(found)]  # fmt: skip
        for row in rows:
            of = f" (“{row['of']}”)" if row["of"] else ""
            say(f"{row['field']}={row['value']}{of} - {row['allowed']}", "", "  ")
        return
    with open_ledger(ledger_path, write=True) as ledger:
        made = ledger.correct(ledger.whole(record), given, who=who, why=why)
        stands = ledger.standing_judgement(made.id)
    click.echo(made.id)
    if stands is not None:
        click.echo(f"corrected - take back with: servanda review undo {stands.id}", err=True)

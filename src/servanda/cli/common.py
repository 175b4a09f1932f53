"""Options that verbs share, and the ledger they open."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from servanda.ledger import Ledger
    from servanda.model import Evidence

F = TypeVar("F", bound=Callable[..., Any])
DEFAULT_LEDGER = "servanda.ledger"
READ = (".md", ".markdown", ".txt")  # in a folder of sources these are sources


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic in newer click
    """A calendar day, written YYYY-MM-DD, within some years."""

    name = "day"

    def __init__(self, first: int = 1, last: int = 9999) -> None:
        self.years = (first, last)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with how one is written."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write 2023-09-13", param, ctx)
        first, last = self.years
        if not first <= day.year <= last:
            self.fail(f"{value} is outside the years {first}-{last}", param, ctx)
        return day


DAY = Day()
RECKONED = Day(1800, 2199)  # the years in which the status rules reckon

ledger_option = click.option(
    "--ledger", "ledger_path", envvar="SERVANDA_LEDGER", default=DEFAULT_LEDGER,
    show_default=True, type=click.Path(path_type=Path), help="The ledger file.",
)  # fmt: skip
as_of_option = click.option(
    "--as-of", type=RECKONED, default=None, help="The day asked about; today if not given."
)
seen_by_option = click.option(
    "--seen-by", "seen_by", multiple=True, metavar="WHO",
    help="record, party:ID or source:ID; names do too. Several may be given.",
)  # fmt: skip
accepted_option = click.option(
    "--accepted", is_flag=True, help="Leave out what nobody has accepted yet."
)


class OutFile(click.Path):
    """A file to write: not a folder, and in a folder that there is."""

    def __init__(self, *, allow_dash: bool = False) -> None:
        super().__init__(dir_okay=False, path_type=Path, allow_dash=allow_dash)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:  # fmt: skip
        """Return the path, or fail with what is wrong with it, before any work is done."""
        path = Path(str(super().convert(value, param, ctx)))
        folder = path.parent
        if not value:
            self.fail("name a file", param, ctx)
        if str(path) != "-" and not folder.is_dir():
            self.fail(f"there is no folder {folder} - make it first", param, ctx)
        if _is_database(path):
            self.fail(f"{path} is a ledger or another database, and is not written over; "
                      "name another file", param, ctx)  # fmt: skip
        return path


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as f:
        return f.read(16) == b"SQLite format 3\0"


def refuse_source(out: Path | None, sources: Iterable[str | Path]) -> None:
    """Raise UsageError where a file to write is one of those to read."""
    if out is None or not out.exists():
        return
    for source in map(Path, sources):
        inside = source.is_dir() and source.resolve() in out.resolve().parents
        if source.exists() and (source.samefile(out) or (inside and out.suffix in READ)):
            raise click.UsageError(f"{out} is a source, and is not written over; name another file")


class OneOf(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic in newer click
    """One of some words that are looked up when one is given, not for a page of help."""

    def __init__(self, name: str, words: Callable[[], Iterable[str]]) -> None:
        self.name = name
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word, or fail with those that there are."""
        words = list(self.words())
        if value not in words:
            self.fail(f"{value!r} is none; write one of {', '.join(words)}", param, ctx)
        return str(value)


def _kinds() -> Iterable[str]:
    from servanda.model import KINDS

    return KINDS


KIND = OneOf("kind", _kinds)


def write_whole(out: Path, content: Iterable[bytes]) -> int:
    """Write a file whole or not at all; return its bytes. Raises ServandaError where it cannot."""
    from servanda.model.errors import ServandaError

    draft = out.with_name(out.name + ".part")
    try:
        try:
            with draft.open("wb") as f:
                size = sum(f.write(piece) for piece in content)
            draft.replace(out)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as e:
        raise ServandaError(
            f"cannot be written ({e.strerror})", place=str(out),
            remedy="make room, or choose another place; what was there before is as it was",
        ) from e  # fmt: skip
    return size


def format_options(f: F) -> F:
    """Add --json, --jsonl and --csv, which set `form` to that word (or `table`)."""
    for name, text in (
        ("csv", "Print a comma-separated table."),
        ("jsonl", "Print one JSON object a line."),
        ("json", "Print one JSON document."),
    ):
        f = click.option(f"--{name}", "form", flag_value=name, help=text)(f)
    return f


def query_options(f: F) -> F:
    """Add --ledger, --as-of, --seen-by, --accepted and the output formats."""
    for option in (accepted_option, seen_by_option, as_of_option, ledger_option):
        f = option(f)
    return format_options(f)


def open_ledger(path: Path, *, create: bool = False, write: bool = False) -> "Ledger":
    """Return the ledger at a path; it must be there unless `create`."""
    from servanda.ledger import Ledger

    return Ledger(path, create=create, write=write)


def evidence_in(
    path: Path, *, accepted: bool = False, as_recorded: date | None = None,
    kinds: Sequence[str] = (),
) -> "Evidence":  # fmt: skip
    """Return what the ledger at a path holds, now or at the end of a day, for reasoning."""
    with open_ledger(path) as ledger:
        known = as_recorded.isoformat() if as_recorded else None
        return ledger.evidence(as_recorded=known, accepted=accepted, kinds=kinds)


def today(as_of: date | None) -> date:
    """Return the day asked about; the only place where verbs look at the clock."""
    return as_of or date.today()

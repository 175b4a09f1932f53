"""The root command: verbs by name, loaded one at a time, and what errors end with."""

import importlib
import io
import os
import sys
from typing import Any

import click

from servanda.version import VERSION

# Verb, module, and the line that the help page shows.
VERBS = {
    "read": ("reading", "Read documents and print their records; nothing is kept."),
    "add": ("adding", "Read documents and keep their records in the ledger."),
    "status": ("status", "Say whether agreements still hold, for whom, as seen by whom."),
    "duties": ("duties", "List who owes what to whom, and what the record shows of it."),
    "bindings": ("bindings", "Say which commitments bind one party to another."),
    "timeline": ("timeline", "List acts, statements, events and predictions by date."),
    "firsts": ("firsts", "Say who was first to do or say something."),
    "clashes": ("clashes", "List where statements, commitments and dates contradict."),
    "check": ("check", "Hold a document against the record, claim by claim."),
    "predictions": ("predictions", "List what was predicted, by whom, until when."),
    "ask": ("ask", "Answer a question with citations."),
    "show": ("show", "Show a record, document, or the failures."),
    "review": ("review", "Accept, reject or merge records; undo."),
    "dossier": ("dossier", "Write one offline HTML page that answers with evidence."),
    "import": ("importing", "Bring in records or data sets of the field."),
    "export": ("exporting", "Write the ledger as JSON Lines or CSV."),
    "serve": ("serve", "Browse and review the ledger in a local web page."),
    "eval": ("evaluate", "Write predictions for a scorer."),
    "doctor": ("doctor", "Check the installation and the ledger."),
}


class Enough(Exception):  # noqa: N818
    """Whoever reads the output has seen enough and closed it (`| head`): nothing went wrong."""


class Verbs(click.Group):
    """A group whose commands are imported when they are called for, so that the start is quick."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; a closed output ends it without being taken for a fault."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as e:
            raise Enough from e

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the work."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a verb's command; one that is not built says so and exits 2."""
        if cmd_name not in VERBS:
            return None
        module = f"servanda.cli.{VERBS[cmd_name][0]}"
        try:
            command: click.Command = importlib.import_module(module).command
        except ModuleNotFoundError as e:
            if e.name != module:
                raise
            return _unbuilt(cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that is meant; of one that there is not, the nearest is named."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], VERBS, 1)
            ctx.fail(f"There is no verb '{args[0]}'."
                     + (f" Did you mean '{near[0]}'?" if near else ""))  # fmt: skip
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs without importing any."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, line) for verb, (_, line) in VERBS.items()])


def _unbuilt(verb: str) -> click.Command:
    @click.command(
        verb,
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    def command() -> None:
        click.echo(f"servanda {verb}: not built in version {VERSION}", err=True)
        sys.exit(2)

    return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="servanda")
def root() -> None:
    """Servanda keeps the record of who committed to what, to whom, and whether it still holds.

    Start with: servanda add DOC..., then servanda status, and servanda dossier -o page.html
    """


def run() -> None:
    """Run the root command; our errors print one line and end with their exit code."""
    debug = "--debug" in sys.argv
    args = [a for a in sys.argv[1:] if a != "--debug"]
    for stream in (sys.stdout, sys.stderr):  # a quote must not stop at a terminal's encoding
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        root.main(args, prog_name="servanda", standalone_mode=False)
        sys.stdout.flush()  # here, so that a full output is said, and not when all is over
    except click.exceptions.Exit as e:
        sys.exit(e.exit_code)
    except click.Abort:
        click.echo("stopped; what a ledger held or was given before is whole", err=True)
        sys.exit(130)
    except click.ClickException as e:
        e.show()
        sys.exit(2)
    except (Enough, BrokenPipeError):
        _drop_the_rest()
        sys.exit(0)
    except Exception as e:
        if debug:
            raise
        code = _say(e)
        if isinstance(e, OSError) and not e.filename:
            _drop_the_rest()
        sys.exit(code)


def _drop_the_rest() -> None:
    """Let what is left to flush go nowhere: the output takes no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(error: Exception) -> int:
    """Print an error as one line and return the exit code for it."""
    from servanda.model.errors import ServandaError

    if isinstance(error, ServandaError):
        click.echo(f"servanda: {error}", err=True)
        return error.exit_code
    if isinstance(error, OSError) and error.strerror:
        place = error.filename or "the output"
        click.echo(f"servanda: {place}: cannot be read or written ({error.strerror}) - check the "
                   "name, the rights and the room there", err=True)  # fmt: skip
        return 2
    click.echo(
        f"servanda: unexpected {type(error).__name__}: {error} - run again with --debug and "
        "report what it prints",
        err=True,
    )
    return 2

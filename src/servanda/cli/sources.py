"""Options that describe a source, shared by the verbs that read documents."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.cli.common import DAY
from servanda.model.terms import GENRES, TRANSLATIONS

if TYPE_CHECKING:
    from servanda.intake import Options

SHOWN = 5  # documents in another language that are named
F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--published", type=DAY, help="The day the source came out."),
    click.option("--title", help="Its title."),
    click.option("--publisher", help="Who published it."),
    click.option("--author", "authors", multiple=True, help="Who wrote it; may be repeated."),
    click.option("--url", help="Where it can be found."),
    click.option("--language", help="Its language, e.g. en."),
    click.option("--translation", type=click.Choice(TRANSLATIONS), help="How it was translated."),
    click.option("--genre", type=click.Choice(GENRES), help="What sort of text it is."),
    click.option("--rights", type=click.Choice(["open", "quote"]), help="What may be passed on."),
    click.option("--encoding", help="Its encoding, where the bytes do not say."),
    click.option("--max-mb", type=click.IntRange(min=1), default=20, show_default=True,
                 help="Refuse larger files."),
)  # fmt: skip

# For those who read: how much of a text is parsed.
GATE = "Parse only what signals ask for, faster (from 100 sources on, unless you say)."


def source_options(f: F) -> F:
    """Add the options that describe a source; `options_of` takes them back together."""
    for option in reversed(_OPTIONS):
        f = option(f)
    return f


def options_of(
    *, published: date | None, authors: tuple[str, ...], encoding: str | None, max_mb: int,
    **texts: Any,
) -> "Options":  # fmt: skip
    """Return intake options from the values of `source_options`."""
    from servanda.intake import Meta, Options

    meta = Meta(published=published, authors=authors or None, **texts)
    return Options(meta=meta, encoding=encoding, max_bytes=max_mb * 1_000_000)


def tell_foreign(found: Iterable[tuple[str, str]]) -> None:
    """Say on the error stream which documents are not in the language that the readers know."""
    some = [f"{name or 'a document'} ({language})" for name, language in found]
    if some:
        more = f" and {len(some) - SHOWN} more" if len(some) > SHOWN else ""
        click.echo(f"not in English, so little or nothing is found there: {', '.join(some[:SHOWN])}"
                   f"{more} - if one is, say so: --language en", err=True)  # fmt: skip

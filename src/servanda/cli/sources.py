"""Options that describe a source, shared by the verbs that read documents."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.model.terms import GENRES, TRANSLATIONS

if TYPE_CHECKING:
    from servanda.intake import Meta, Options

SHOWN = 5  # documents in another language that are named
F = TypeVar("F", bound=Callable[..., Any])


class Published(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic in newer click
    """When a source came out: a day, or as EDTF a month, a year, an interval."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return what the metadata says of it, or fail with how one is written."""
        from servanda.intake.options import WRITTEN, published_in
        from servanda.model.errors import DateError

        if not isinstance(value, str):
            return value
        try:
            return published_in(value)
        except DateError:
            self.fail(f"{value!r} is no date; {WRITTEN}", param, ctx)


_OPTIONS = (
    click.option("--published", type=Published(),
                 help="When the source came out: 2023-09-13, 2023-09 or 2023-09-13/2023-09-20."),
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
    *, published: "Meta | None", authors: tuple[str, ...], encoding: str | None, max_mb: int,
    **texts: Any,
) -> "Options":  # fmt: skip
    """Return intake options from the values of `source_options`."""
    from servanda.intake import Meta, Options
    from servanda.intake.options import merged

    meta = merged(published or Meta(), Meta(authors=authors or None, **texts))
    return Options(meta=meta, encoding=encoding, max_bytes=max_mb * 1_000_000)


def tell_foreign(found: Iterable[tuple[str, str]]) -> None:
    """Say on the error stream which documents are not in the language that the readers know."""
    some = [f"{name or 'a document'} ({language})" for name, language in found]
    if some:
        more = f" and {len(some) - SHOWN} more" if len(some) > SHOWN else ""
        click.echo(f"not in English, so little or nothing is found there: {', '.join(some[:SHOWN])}"
                   f"{more} - if one is, say so: --language en", err=True)  # fmt: skip

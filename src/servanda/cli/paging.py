"""Pages of a long list: how many rows a verb prints at once, and how to see the others."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
USUAL = 40  # rows that people are shown at once


def page_options(f: F) -> F:
    """Add --limit and --page."""
    f = click.option("--page", type=click.IntRange(min=1), default=1,
                     help="The next so many: 2, 3 ...")(f)  # fmt: skip
    return click.option(
        "--limit", type=click.IntRange(min=1), default=None,
        help=f"At most so many. [default: {USUAL}; all as JSON or CSV]",
    )(f)  # fmt: skip


def page_of(
    items: Sequence[T], limit: int | None, page: int, *, whole: bool = False
) -> Sequence[T]:  # fmt: skip
    """Return the items of a page; all of them where the list is `whole` and no limit was asked for.

    Raises UsageError for a page that there is not.
    """
    if limit is None and whole and page == 1:
        return items
    size = limit or USUAL
    pages = max(1, -(-len(items) // size))
    if page > pages:
        raise click.UsageError(f"there is no page {page}: {len(items)} in {pages} of {size}")
    return items[(page - 1) * size : page * size]


def tell_page(total: int, limit: int | None, page: int) -> None:
    """Say on the error stream which part of a list was shown, where it was not the whole."""
    size = limit or USUAL
    if total <= size:
        return
    first, last = (page - 1) * size + 1, min(page * size, total)
    more = f" - the next: --page {page + 1}" if last < total else ""
    click.echo(f"{first} to {last} of {total}{more}", err=True)

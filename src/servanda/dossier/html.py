"""The pages as one HTML file: no network, no need of a script, a strict policy in its head."""

import base64
import hashlib
import re
from datetime import date
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from servanda.dossier.chart import chart
from servanda.dossier.cite import safe_url
from servanda.dossier.pages import Moment, Pages
from servanda.dossier.plain import counted, listed, slug
from servanda.dossier.segments import parts
from servanda.version import VERSION

# Characters that change how others are shown, or that a page may not hold: shown by their number.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)


STRETCH = 10  # rows from which a stretch of the timeline is long enough to be folded alone


def render_html(pages: Pages) -> str:
    """Return the pages as one self-contained HTML document; the same pages, the same text."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; "
        f"script-src 'sha256-{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )
    day = date.fromisoformat(pages.cover.as_of)
    return _environment().get_template("page.html.jinja").render(
        p=pages, c=pages.cover, style=Markup(style), script=Markup(script), policy=Markup(policy),
        chart=chart(pages.timeline, day), years=_years(pages.timeline),
    )  # fmt: skip


def draw(template: str, **values: Any) -> str:
    """Return a page without a script, of the dossier's style, drawn from a template."""
    style = _asset("page.css")
    policy = (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    return _environment().get_template(template).render(
        style=Markup(style), policy=Markup(policy), version=VERSION, **values
    )  # fmt: skip


def visible(text: str) -> str:
    """Return text with its control and direction characters written out, e.g. `[U+202E]`."""
    return HIDDEN.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("servanda.dossier"), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=StrictUndefined, finalize=_finalize,
    )  # fmt: skip
    env.filters |= {"slug": slug, "url": safe_url, "counted": counted, "listed": listed}
    env.globals |= {"parts": parts, "by_key": _grouped}
    return env


def _finalize(value: Any) -> Any:
    """Write out hidden characters of every text on its way into the page."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return "" if value is None else value


def _grouped(rows: list[Any], key: str) -> list[tuple[Any, list[Any]]]:
    """Return rows in groups of equal neighbours by a field."""
    return [(k, list(g)) for k, g in groupby(rows, key=lambda r: getattr(r, key))]


def _years(moments: tuple[Moment, ...]) -> list[tuple[str, list[tuple[int, Moment]]]]:
    """Return the numbered rows of the timeline in stretches of years, each worth unfolding."""
    out: list[tuple[str, list[tuple[int, Moment]]]] = []
    for year, rows in groupby(enumerate(moments), key=lambda m: m[1].earliest[:4]):
        if out and len(out[-1][1]) < STRETCH:
            first, earlier = out.pop()
            out.append((f"{first.partition(' ')[0]} to {year}", [*earlier, *rows]))
        else:
            out.append((year, list(rows)))
    return out


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return (resources.files("servanda.dossier") / "templates" / name).read_text(encoding="utf-8")

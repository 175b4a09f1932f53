"""The pages as one HTML file: no network, no need of a script, a strict policy in its head."""

import base64
import hashlib
import json
import re
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from servanda.dossier.chartdata import chart_data
from servanda.dossier.cite import safe_url, web_words
from servanda.dossier.grounds import Grounds, bare, by_source
from servanda.dossier.history import whom
from servanda.dossier.pages import Moment, Pages
from servanda.dossier.places import Places, auto, isolated
from servanda.dossier.plain import counted, kind_says, listed, slug, unmarked
from servanda.dossier.segments import parts, runs, stacked
from servanda.dossier.terse import terse
from servanda.dossier.words import spoken
from servanda.version import VERSION

# Characters that change how others are shown, or that a page may not hold: shown by their number.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)


NAME = re.compile(r"--[a-z]+")  # a colour or font of the style sheet
STRETCH = 10  # rows from which a stretch of the timeline is long enough to be folded alone


def render_html(pages: Pages) -> str:
    """Return the pages as one self-contained HTML document; the same pages, the same text."""
    style, script = _style("scores.css" if pages.scores else ""), _asset("assets/page.js")
    places = Places.of(pages)
    body = _environment().get_template("page.html.jinja").render(
        p=pages, c=pages.cover, policy=Markup(_policy(style, script)),
        years=_years(pages.timeline), rid=places.record, places=places, kind=kind_says,
        turned=_first_changes(pages), grounds=Grounds.of(pages.agreements),
    )  # fmt: skip
    return (
        terse(body)
        .replace("<style></style>", f"<style>{style}</style>", 1)
        .replace("<script type=application/json id=data></script>",
                 f"<script type=application/json id=data>{data_block(pages)}</script>", 1)
        .replace("<script></script>", f"<script>{script}</script>", 1)
    )  # fmt: skip


def data_block(pages: Pages) -> str:
    """Return what the charts draw as JSON that may stand in a script element."""
    return json.dumps(visible_in(chart_data(pages)), ensure_ascii=False,
                      separators=(",", ":")).replace("<", "\\u003c")  # fmt: skip


def visible_in(value: Any) -> Any:
    """Return plain values with the hidden characters of their texts written out."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {k: visible_in(v) for k, v in value.items()}
    return [visible_in(v) for v in value] if isinstance(value, (list, tuple)) else value


def _policy(style: str, script: str = "") -> str:
    """Return the policy that allows this style and script alone."""
    allowed = f" script-src 'sha256-{_digest(script)}';" if script else ""
    return (f"default-src 'none'; style-src 'sha256-{_digest(style)}';{allowed} "
            "base-uri 'none'; form-action 'none'")  # fmt: skip


def draw(template: str, **values: Any) -> str:
    """Return a page without a script, of the dossier's style, drawn from a template."""
    style = _style("check.css")
    body = (
        _environment()
        .get_template(template)
        .render(policy=Markup(_policy(style)), version=VERSION, **values)
    )
    return terse(body).replace("<style></style>", f"<style>{style}</style>", 1)


def visible(text: str) -> str:
    """Return text with its control and direction characters written out, e.g. `[U+202E]`."""
    return HIDDEN.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("servanda.dossier"), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=StrictUndefined, finalize=_finalize,
    )  # fmt: skip
    env.filters |= {"slug": slug, "url": safe_url, "counted": counted, "listed": listed,
                    "iso": _isolated, "bare": bare, "web": web_words,
                    "unmarked": unmarked}  # fmt: skip
    env.globals |= {
        "parts": parts,
        "stacked": stacked,
        "spoken": spoken,
        "runs": runs,
        "by_source": by_source,
        "by_key": _grouped,
        "by_keys": _paired,
        "auto": auto,
        "whom": whom,
    }
    return env


def _finalize(value: Any) -> Any:
    """Write out hidden characters of every text on its way into the page."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return "" if value is None else value


def _isolated(text: str) -> Markup:
    return isolated(visible(text))


def _grouped(rows: list[Any], key: str) -> list[tuple[Any, list[Any]]]:
    """Return rows in groups of equal neighbours by a field."""
    return [(k, list(g)) for k, g in groupby(rows, key=lambda r: getattr(r, key))]


def _paired(rows: list[Any], *keys: str) -> list[tuple[tuple[Any, ...], list[Any]]]:
    """Return rows in groups of equal neighbours by several fields."""
    return [
        (k, list(g)) for k, g in groupby(rows, key=lambda r: tuple(getattr(r, n) for n in keys))
    ]


def _years(moments: tuple[Moment, ...]) -> list[tuple[str, list[Moment]]]:
    """Return the rows of the timeline in stretches of years, each worth unfolding."""
    out: list[tuple[str, list[Moment]]] = []
    for year, rows in groupby(moments, key=lambda m: m.earliest[:4]):
        if out and len(out[-1][1]) < STRETCH:
            first, earlier = out.pop()
            out.append((f"{first.partition(' ')[0]} to {year}", [*earlier, *rows]))
        else:
            out.append((year, list(rows)))
    return out


def _first_changes(pages: Pages) -> dict[str, int]:
    """Return for each agreement the place of its first change, where its page leads."""
    return {c.agreement: n for n, c in reversed(list(enumerate(pages.changes)))}


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache(maxsize=3)
def _style(more: str = "") -> str:
    """Return the style sheet, and one more, without the space that it does not need."""
    text = re.sub(
        r"/\*.*?\*/",
        "",
        _asset("assets/charts.css")
        + _asset("templates/page.css")
        + (_asset(f"templates/{more}") if more else ""),
        flags=re.DOTALL,
    )
    text = re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", text))
    text = text.replace(": ", ":").replace(";}", "}").strip()
    names = {n: f"--{i:x}" for i, n in enumerate(sorted(set(NAME.findall(text))))}
    return NAME.sub(lambda m: names[m[0]], text)


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return (resources.files("servanda.dossier") / name).read_text(encoding="utf-8")

"""From a page's data to bytes: HTML by templates, JSON and CSV of the same data."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from servanda.dossier.html import visible_in
from servanda.dossier.plain import humane, listed, marks, unmarked
from servanda.dossier.words import clip
from servanda.model.date_words import came_out, edtf_words
from servanda.model.terms import GENRES, OUTCOMES, TRANSLATIONS
from servanda.workbench import wording
from servanda.workbench.cards import Card
from servanda.workbench.pages.findings import leaves
from servanda.workbench.state import EVERYWHERE, State, address, item_path
from servanda.workbench.visit import Page

# Name, package and folder, media type; the page's own style is the dossier's.
STATIC = {
    "page.css": ("servanda.dossier", "templates", "text/css"),
    "charts.css": ("servanda.dossier", "assets", "text/css"),
    "page.js": ("servanda.dossier", "assets", "text/javascript"),
    "workbench.css": ("servanda.workbench", "static", "text/css"),
    "workbench.js": ("servanda.workbench", "static", "text/javascript"),
}
NAV = (
    ("/", "Overview"), ("/review", "Review"), ("/documents", "Documents"),
    ("/records", "Records"), ("/entities", "Actors & agreements"), ("/status", "Status"),
    ("/duties", "Duties"), ("/clashes", "Clashes"), ("/timeline", "Timeline"),
    ("/changes", "What changed"), ("/network", "Who deals with whom"), ("/positions", "Positions"),
    ("/predictions", "Predictions"), ("/questions", "Open questions"), ("/ask", "Ask"),
    ("/search", "Search"),
)  # fmt: skip


class Renderer:
    """Templates and static files, read from the package once."""

    def __init__(self) -> None:
        self.static = {
            name: (resources.files(package) / folder / name).read_bytes()
            for name, (package, folder, _) in STATIC.items()
        }
        # The address of a static file changes with its bytes, so that a new version is fetched.
        self.versions = {n: hashlib.sha256(b).hexdigest()[:12] for n, b in self.static.items()}
        self.env = Environment(
            loader=PackageLoader("servanda.workbench", "templates"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_finalize,
        )  # fmt: skip
        self.env.globals.update(
            nav=NAV, address=address, item_path=item_path, versions=self.versions, State=State,
            verdict_words=wording.VERDICT_WORDS, verdict_shapes=wording.VERDICT_SHAPES,
            kind_words=wording.KIND_WORDS, claims=wording.CLAIMS, genres=GENRES,
            translations=TRANSLATIONS, outcomes=OUTCOMES, leaves=leaves, pronouns=wording.PRONOUNS,
            tones=dict(marks().values()),
        )  # fmt: skip
        self.env.filters.update(brief=brief, clip=clip, number=number, web=web_only,
                                listed=listed, drawn=drawn, days=days, came_out=came_out,
                                rowed=rowed, unmarked=unmarked)  # fmt: skip

    def warm(self) -> None:
        """Compile all templates, so that no page waits for that."""
        for name in self.env.list_templates(extensions=["html"]):
            self.env.get_template(name)

    def html(self, page: Page, state: State, path: str, *, bare: bool = False, **more: Any) -> str:
        """Return a page as HTML; of a `bare` ledger, without a document, what it will show."""
        waiting = wording.WAITING.get(page.template, "") if bare else ""
        return self.env.get_template("bare.html" if waiting else page.template).render(
            **page.data, page_title=page.title, state=state, path=path,
            carried=state.only(EVERYWHERE), waiting=waiting, has_table=bool(page.columns), **more,
        )  # fmt: skip


def as_json(page: Page) -> bytes:
    """Return the data of a page as JSON, the same bytes for the same data."""
    data = msgspec.to_builtins(page.data, str_keys=True, enc_hook=list, order="deterministic")
    return msgspec.json.format(msgspec.json.encode(_encodable(data), order="deterministic")) + b"\n"


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a table as CSV with a heading; formulas of a spreadsheet are disarmed."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({c: _cell(row.get(c)) for c in columns})
    return out.getvalue().encode("utf-8", "replace").decode()


def brief(card: Card, length: int) -> str:
    """Return what a record says, cut to a length; what it is not, or not yet, is never cut off."""
    marks = f" [{card.meant}]" if card.meant else ""
    return clip(card.says.removesuffix(marks), length) + marks


def number(value: int) -> str:
    """Return a count with thin spaces between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def days(value: Any) -> str:
    """Return a date in EDTF, or our own words with days in them, as people write dates."""
    text = str(value)
    said = edtf_words(text)
    return said if said != text else humane(text)


def rowed(row: str) -> str:
    """Return the id of a registry's row as words: "trilateral statement 2020: signature 2020"."""
    return row.partition(":")[2].replace("/", ": ").replace("-", " ").replace("#", ", point ")


def drawn(chart: Any) -> Markup:
    """Return what a chart draws as JSON that may stand in a script element."""
    text = json.dumps(visible_in(chart), ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def web_only(url: str) -> str:
    """Return a web address, or nothing: a source may not make a link that runs a script."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return "; ".join(_cell(v) for v in value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _finalize(value: Any) -> Any:
    """Show what would turn the order of reading, and leave None out."""
    if value is None:
        return ""
    return wording.visible(value) if type(value) is str else value


def _encodable(value: Any) -> Any:
    """Return JSON data in which no text holds what UTF-8 cannot carry."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_encodable(k): _encodable(v) for k, v in value.items()}
    return [_encodable(v) for v in value] if isinstance(value, (list, tuple)) else value

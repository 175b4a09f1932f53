"""The forms of a dossier: one content, drawn as HTML, Markdown or JSON."""

from collections.abc import Callable

from servanda.dossier.content import Options, as_json, build
from servanda.dossier.html import render_html
from servanda.dossier.markdown import render_markdown
from servanda.dossier.pages import Pages
from servanda.reasoning.case import Case

FORMS: dict[str, Callable[[Pages], str]] = {
    "html": render_html,
    "md": render_markdown,
    "json": lambda pages: as_json(pages).decode() + "\n",
}


def render(case: Case, options: Options | None = None, form: str = "html") -> str:
    """Return the dossier of a case in a form: `html`, `md` or `json`."""
    return FORMS[form](build(case, options))

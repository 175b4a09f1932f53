"""The form under which names of entities are compared."""

import unicodedata

_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'",
        "‐": "-", "‑": "-", "–": "-", "—": "-",
        "ı": "i", "ə": "e", "Ə": "e", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d",
        "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d",
    }
)  # fmt: skip


def name_key(surface: str) -> str:
    """Return a surface without case, accents, full stops, curly quotes, `#` and double blanks.

    A leading article is kept: "The Hague" and "the Hague" share a key, "Hague" does not.
    """
    text = surface
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(text.lstrip("#").replace(".", "").casefold().split())


def squeeze(key: str) -> str:
    """Return a key without blanks, hyphens and apostrophes, as hashtags are written."""
    return key.replace(" ", "").replace("-", "").replace("'", "")

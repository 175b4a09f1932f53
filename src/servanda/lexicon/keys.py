"""The form under which names of entities are compared."""

import unicodedata

_PLAIN: dict[int, str | None] = {
    ord(char): plain
    for chars, plain in (
        ("’‘ʼʻ`´", "'"), ("‐‑–—", "-"), ("ı", "i"), ("əƏ", "e"), ("øØ", "o"), ("łŁ", "l"),
        ("đĐ", "d"), ("æÆ", "ae"), ("œŒ", "oe"), ("ß", "ss"), ("þÞ", "th"), ("ðÐ", "d"),
    )
    for char in chars
}  # fmt: skip
_PLAIN.update(dict.fromkeys(range(0x0300, 0x0370)))  # combining marks, once decomposed, go


def name_key(surface: str) -> str:
    """Return a surface without case, accents, full stops, curly quotes, `#` and double blanks.

    A leading article is kept: "The Hague" and "the Hague" share a key, "Hague" does not.
    """
    if surface.isascii():
        text = surface.lower()
    else:
        text = unicodedata.normalize("NFKD", surface).translate(_PLAIN).casefold()
    if "." in text or "#" in text:
        text = text.lstrip("#").replace(".", "")
    if text.startswith(" ") or text.endswith(" ") or "  " in text or not text.isprintable():
        text = " ".join(text.split())
    return text


def squeeze(key: str) -> str:
    """Return a key without blanks, hyphens and apostrophes, as hashtags are written."""
    return key.replace(" ", "").replace("-", "").replace("'", "")

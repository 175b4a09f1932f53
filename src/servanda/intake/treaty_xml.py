"""Treaties and laws in XML: articles with number and name, TEI divisions, Akoma Ntoso units."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from servanda.intake.decode import canonical, require_words
from servanda.intake.options import Meta, Options
from servanda.model.errors import WrongFormat

if TYPE_CHECKING:
    from lxml.etree import _Element

    from servanda.intake.formats import Content

# Elements by their local names, in any namespace.
HEADERS = frozenset({"meta", "teiheader", "header", "frbrwork", "identification", "note", "script"})
DIVISIONS = frozenset({
    "part", "chapter", "section", "title", "annex", "appendix", "schedule", "article", "div",
    "protocol", "preamble", "attachment",
})  # fmt: skip
LABELS = frozenset({"num", "head", "heading", "label", "number"})
LEAVES = frozenset({"p", "para", "item", "li", "ab", "l"})
LABELLED = r"(?:\(?[a-z]{1,2}\)|\([ivx]{1,5}\)|\(?\d{1,3}[.)])(?=\s)"
BREAK = re.compile(r"(\s*\n[ \t]*\n\s*|[ \t]{2,}|\s*\n\s*)")
OWN_LINE = re.compile(LABELLED)
ENDS = (".", ";", ":")
RUNS_ON = re.compile(
    r"(?:\b(?:the|an?|of|and|or|in|to|by|with|under|for|from|on|at|de|del|la|el|y|en)|,)$", re.I
)
DATED = re.compile(r"\d{4}-\d\d-\d\d")


def treaty_xml(raw: bytes, name: str, options: Options) -> "Content":
    """Read an XML text of articles: headings and paragraphs on lines of their own.

    Entities from outside are never loaded. Raises WrongFormat where it is no XML.
    """
    from lxml import etree

    from servanda.intake.formats import Content

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                             huge_tree=False, remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as e:
        raise WrongFormat(f"the XML is broken ({e.msg})", place=name, remedy="mend the file") from e
    lines = [line for line in _lines(root) if line.strip()]
    text = require_words(canonical("\n\n".join(lines)), name)
    return Content(text, meta=_meta(root), media_type="application/xml")


def _local(element: "_Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _words(element: "_Element") -> str:
    """Return the words of an element on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def _lines(element: "_Element") -> Iterator[str]:
    """Yield the lines of an element: its heading, its own words, those of what it holds."""
    local = _local(element)
    if not local or local in HEADERS:
        return
    if local in DIVISIONS:
        yield from _heading(element, local)
    if local in LEAVES or not len(element):
        yield from _paragraphs("".join(map(str, element.itertext())))
        return
    yield from _paragraphs(element.text or "")
    number = ""
    for child in element:
        kind = _local(child)
        if kind in LABELS and local in DIVISIONS:
            pass  # told in the heading
        elif kind in LABELS:
            number = _words(child)
        else:
            for line in _lines(child):
                yield f"{number} {line}" if number else line
                number = ""
        yield from _paragraphs(child.tail or "")


def _heading(element: "_Element", local: str) -> Iterator[str]:
    """Yield the number of a division and, on the next line, its name."""
    number = element.get("number") or element.get("n") or ""
    name = element.get("name") or element.get("title") or ""
    kind = (element.get("type") or local).lower()
    inner = [_words(c) for c in element if _local(c) in LABELS]
    if inner and not number:
        number, name = inner[0], " ".join(inner[1:]) or name
    elif inner and not name:
        name = " ".join(inner)
    if number and number[:1].isdecimal() and kind in DIVISIONS - {"div"}:
        number = f"{kind.capitalize()} {number}"
    yield number
    yield name


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of running text: cut at blank lines, wide gaps and numbers.

    What follows a lone line end, or a gap after words that call for more, goes on with what came
    before: the gap was the end of a printed line or page.
    """
    held = ""
    parts = BREAK.split(text)
    for gap, piece in zip(["", *parts[1::2]], parts[::2], strict=True):
        if not piece.strip():
            continue
        if held and _goes_on(held, gap, piece):
            held = f"{held} {piece.strip()}"
            continue
        if held:
            yield held
        held = piece.strip()
    if held:
        yield held


def _goes_on(held: str, gap: str, piece: str) -> bool:
    """Say whether a piece after a gap belongs to the paragraph before it."""
    if held.endswith(ENDS) or OWN_LINE.match(piece):
        return False
    wide = gap.count("\n") != 1
    return not wide or piece[:1].islower() or bool(RUNS_ON.search(held))


def _meta(root: "_Element") -> Meta:
    """Return title, source and day of signature where the header has them."""
    found: dict[str, str] = {}
    for element in root.iter():
        local = _local(element)
        if local in ("name", "title", "source", "date_signed") and local not in found:
            words = _words(element)
            if words and any(_local(a) in HEADERS for a in element.iterancestors()):
                found[local] = words
    day, url = found.get("date_signed", ""), found.get("source", "")
    return Meta(
        title=found.get("title") or found.get("name"),
        url=url if url.startswith("http") else None,
        published=date.fromisoformat(day) if DATED.fullmatch(day) else None,
    )

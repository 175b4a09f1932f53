"""From canonical text to blocks: titles, paragraphs, list items, captions, quotations."""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from msgspec.structs import replace

from servanda.model import Block, Ref, Voice, anchor

LIST_MARK = re.compile(
    r"[ \t]*(?:[•●▪◦‣·*\-–—]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])[ \t]+\S"
)
HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+\S")
QUOTED = re.compile(r"[ \t]*>[ \t]?\S")
# Marks of Markdown around a block: of a heading, and of a whole line set in bold or italics.
MARKED = re.compile(r"(?:[ \t]*#{1,6}[ \t]+)?(\*{1,3}|_{1,3}|)(?=\S)")
ASKS = re.compile(r"(?P<who>Q|Question|Interviewer|Moderator|Host)\s?[:.]\s", re.IGNORECASE)
ANSWERS = re.compile(r"[A-Z][\w.'’, -]{0,60}?\s?[:.]\s")  # "A: ", "Ana Petrescu: "
LEAST_ASKED = 2  # paragraphs that open with an asker's label, from which a text is a dialogue
CAPTION_HEAD = re.compile(
    r"\s*(?:FILE(?: PHOTO)?\s*[-–—:.]|(?:File )?[Pp]hoto(?:graph)?\s*(?:by|:)|Caption:)"
)
CREDIT = re.compile(r"\(([^()]{2,160})\)\s*$|(?:Photo|Image|Credit)s?:\s*([^\n]{2,80})$")
SENTENCE_END = tuple(".?!:;…\"”’'»)")
TITLE_LENGTH = 200
WRAPPED_LINE = 100  # a text whose lines all keep below this is taken as hard-wrapped


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain or Markdown text in order; they cover every word of it."""
    wrapped = _hard_wrapped(text)
    out: list[Block] = []
    for start, end in _pieces(text, wrapped=wrapped):
        out.append(_block(text, start, end, out))
    return tuple(_asked(text, out))


def _asked(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with those that an interviewer speaks in the interviewer's voice."""
    found = [ASKS.match(text, b.start, b.end) for b in blocks]
    answered = any(m is None and ANSWERS.match(text, b.start, b.end)
                   for b, m in zip(blocks, found, strict=True))  # fmt: skip
    if sum(m is not None for m in found) < LEAST_ASKED or not answered:
        return blocks
    return [
        b if m is None else replace(b, voice=Voice("quoted", _label(text, m)))
        for b, m in zip(blocks, found, strict=True)
    ]


def _label(text: str, label: re.Match[str]) -> Ref:
    """Return the label of a turn as who speaks it; "Q" is an interviewer."""
    place = anchor(text, label.start("who"), label.end("who"))
    bare = place.quote.lower() in ("q", "question")
    return Ref("interviewer" if bare else place.quote, anchors=(place,))


def _pieces(text: str, *, wrapped: bool) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs, each list item and heading on its own."""
    start: int | None = None
    end = 0
    for m in re.finditer(r"[^\n]*(?:\n|$)", text):
        line = m.group()
        if not line.strip():
            if start is not None:
                yield start, end
            start = None
            continue
        own = bool(LIST_MARK.match(line) or HEADING.match(line))
        if start is not None and (own or not wrapped or _own_line(text[start:end])):
            yield start, end
            start = None
        if start is None:
            start = m.start() + len(line) - len(line.lstrip())
        end = m.start() + len(line.rstrip())
    if start is not None:
        yield start, end


def _own_line(piece: str) -> bool:
    """Say whether what came before ends with its line: a heading does."""
    return bool(HEADING.match(piece))


def _hard_wrapped(text: str) -> bool:
    """Say whether line ends inside a paragraph are only typography."""
    lines = [x for x in text.split("\n") if x.strip()]
    if not lines or max(map(len, lines)) > WRAPPED_LINE:
        return False
    pairs = re.findall(r"([^\n]*\S)[ \t]*\n(?=[ \t]*\S)", text)
    running = [p for p in pairs if not p.endswith((".", "?", "!", ":")) and len(p) > 40]
    return len(running) * 3 > len(pairs)


def _unmarked(piece: str) -> tuple[int, int]:
    """Return how many characters of Markdown stand before and after the words of a block."""
    opened = MARKED.match(piece)
    if opened is None:
        return 0, 0
    marks = opened.group(1)
    body = piece[opened.end() :]
    if marks and body.endswith(marks) and marks not in body[: -len(marks)] and body != marks:
        return opened.end(), len(marks)
    return opened.end() - len(marks), 0


def _block(text: str, start: int, end: int, before: list[Block]) -> Block:
    heading = bool(HEADING.match(text[start:end]))
    front, after = _unmarked(text[start:end])
    start, end = start + front, end - after
    piece = text[start:end]
    if heading:
        return Block(start, end, "title" if not before else "heading")
    if not before and _is_title(text, piece, end):
        return Block(start, end, "title")
    agency = _agency(text, start, end)
    if CAPTION_HEAD.match(piece) or agency is not None:
        return Block(start, end, "caption", Voice("agency", agency))
    if QUOTED.match(piece) or _wholly_quoted(piece):
        return Block(start, end, "quotation", Voice("quoted"))
    if LIST_MARK.match(piece):
        return Block(start, end, "list_item", intro=_intro(text, before))
    return Block(start, end)


def _is_title(text: str, piece: str, end: int) -> bool:
    """Say whether the first piece is a title: short, one line, no full stop, more after it."""
    short = len(piece) <= TITLE_LENGTH and "\n" not in piece and not LIST_MARK.match(piece)
    return short and not piece.endswith((".", ":", ";", ",")) and bool(text[end:].strip())


def _wholly_quoted(piece: str) -> bool:
    body = piece.strip()
    return (
        len(body) > 2
        and body[0] in '“"«„'
        and body[-1] in '”"»'
        and not any(c in body[1:-1] for c in '“”"«»„')
    )


def _intro(text: str, before: list[Block]) -> int | None:
    """Return the index of the line that introduces a list: the last one ending with a colon."""
    for i in range(len(before) - 1, -1, -1):
        b = before[i]
        if b.type == "list_item":
            return b.intro
        return i if text[b.start : b.end].endswith(":") else None
    return None


def _agency(text: str, start: int, end: int) -> Ref | None:
    """Return the agency in the credit that closes a caption, anchored, if there is one."""
    credit = CREDIT.search(text[start:end])
    if not credit:
        return None
    group = 1 if credit.group(1) else 2
    words, offset = credit.group(group), start + credit.start(group)
    names = "|".join(re.escape(n) for n in agencies())
    # "Name, Sputnik, Pool Photo via AP": the agency that carries the picture comes after "via".
    m = re.search(rf"\bvia ({names})(?!\w)", words) or re.search(rf"(?<!\w)({names})(?!\w)", words)
    if not m:
        return None
    place = anchor(text, offset + m.start(1), offset + m.end(1))
    return Ref(place.quote, anchors=(place,))


@lru_cache(maxsize=1)
def agencies() -> tuple[str, ...]:
    """Return the names of news agencies that sign captions, longest first."""
    table = resources.files("servanda.intake") / "data" / "agencies.tsv"
    with table.open(encoding="utf-8") as f:
        names = [row["name"] for row in csv.DictReader(f, delimiter="\t")]
    return tuple(sorted(names, key=lambda n: (-len(n), n)))

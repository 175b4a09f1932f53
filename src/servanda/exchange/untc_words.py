"""UN Treaty Collection: what participants declared, one text file a treaty.

A line `#Participant` opens what that participant declared when it signed, ratified or acceded, or
later: declarations, reservations, objections to those of others. Each becomes a statement in the
participant's own voice. They say nothing of entry or exit, so no act follows from them.
"""

import re
from pathlib import Path

from msgspec.structs import replace

from servanda.exchange.parties import by_name
from servanda.exchange.sheets import Maker, Remark, Sheet
from servanda.exchange.tables import decode
from servanda.model import Anchor, Document, Ref, Statement, document_id, text_hash, with_id
from servanda.model.document import Block, Voice

EXTRACTOR = "exchange.untc-words@1"
MEDIUM = "declaration to the depositary"
_HEAD = re.compile(r"^#[ \t]*(?P<who>\S.*?)[ \t]*$", re.MULTILINE)
_PARAGRAPH = re.compile(r"\S.*?(?=[ \t]*$)", re.MULTILINE)


def is_words(path: Path) -> bool:
    """Return whether a text file opens with the name of a participant."""
    return path.suffix.casefold() == ".txt" and bool(_HEAD.match(_text(path)))


def read_words(path: Path, maker: Maker, treaty: str) -> Sheet:
    """Return the document of a file of declarations with a statement for each participant."""
    text = _text(path)
    heads = list(_HEAD.finditer(text))
    ends = [h.start() for h in heads[1:]] + [len(text)]
    blocks: list[Block] = []
    statements: list[Statement] = []
    empty: list[Remark] = []
    identity = document_id(text)
    for head, end in zip(heads, ends, strict=True):
        who = _who(head)
        found = _PARAGRAPH.finditer(text, head.end(), end)
        words = [Anchor(m.start(), m.end(), m[0]) for m in found]
        blocks.append(Block(head.start(), head.end(), type="heading"))
        blocks += [Block(a.start, a.end, voice=Voice("quoted", who)) for a in words]
        if words:
            statements.append(_statement(identity, who, words))
        else:
            empty.append(Remark(f"participant={who.surface}", "", "no words follow its name"))
    document = Document(
        id=identity, text=text, sha256=text_hash(text), publisher=maker.name, genre="registry",
        title=f"Declarations and reservations: {treaty}", language="en", translation="unknown",
        media_type="text/plain", name=path.name, blocks=tuple(blocks),
    )  # fmt: skip
    return Sheet(document, tuple(statements), len(heads), len(statements), tuple(empty))


def _statement(document: str, who: Ref, words: list[Anchor]) -> Statement:
    return with_id(Statement(
        document=document, anchors=(*who.anchors, *words), speaker=who, manner="direct",
        medium=MEDIUM, source=who.anchors, content=tuple(words), extractor=EXTRACTOR,
        confidence=1.0,
    ))  # fmt: skip


def _who(head: re.Match[str]) -> Ref:
    """Return the participant that a heading names, anchored on its name alone."""
    anchor = Anchor(head.start("who"), head.end("who"), head["who"])
    return replace(by_name(head["who"], fallback="polity:untc"), anchors=(anchor,))


def _text(path: Path) -> str:
    return decode(path).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

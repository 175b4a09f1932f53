"""Building canonical text piece by piece, for formats that give layout instead of plain text."""

from servanda.model import Block, Voice
from servanda.model.terms import BlockType

GAP = "\n\n"


class Builder:
    """Collects pieces of text with their block types; offsets are fixed as they come."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0

    def add(self, text: str, kind: BlockType = "paragraph") -> None:
        """Append a piece as a block; blank pieces are passed over."""
        text = text.strip()
        if not text:
            return
        if self.parts:
            self.parts.append(GAP)
            self.length += len(GAP)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        voice = {"quotation": Voice("quoted"), "caption": Voice("agency")}.get(kind, Voice())
        intro = self._intro() if kind == "list_item" else None
        self.blocks.append(Block(start, self.length, kind, voice, intro=intro))

    def _intro(self) -> int | None:
        if not self.blocks:
            return None
        last = self.blocks[-1]
        if last.type == "list_item":
            return last.intro
        ends = self.text[last.start : last.end].endswith(":")
        return len(self.blocks) - 1 if ends else None

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self.parts)

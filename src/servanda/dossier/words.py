"""One line for a record, made of its fields; the same words in every view."""

from collections.abc import Iterable
from functools import singledispatch

from servanda.model import (
    Act,
    Actor,
    Commitment,
    Event,
    Instrument,
    Link,
    Mention,
    Position,
    Prediction,
    Provision,
    Question,
    Record,
    Ref,
    Statement,
    Time,
)
from servanda.model.date_words import edtf_words
from servanda.reasoning.named import name_of_id

LONGEST = 140
USUAL = {"Question": "questioned", "Prediction": "future"}  # goes without saying


def gist(record: Record) -> str:
    """Return what a record says in one line: who, what, to whom; polarity and modality kept."""
    said = _gist(record)
    usual = ("affirmed", "actual", USUAL.get(type(record).__name__))
    marks = [m for m in (record.polarity, record.modality) if m not in usual]
    return said + (f" [{', '.join(marks)}]" if marks else "")


def spoken(kind: str, says: str, beside: str) -> tuple[str, str, str]:
    """Return a card's line in three: our words, the source's words, and its marks.

    `beside` is the highlight that the card stands beside, if any: of a question, a prediction and
    a statement the source's words are not said again then.
    """
    said, bracket, marks = says.rpartition(" [") if says.endswith("]") else (says, "", "")
    if not bracket:
        said = says
    mark = f"[{marks}" if bracket else ""
    if kind in ("question", "prediction"):
        return "", "" if beside else said, mark
    head, colon, words = said.partition(":")
    if kind not in ("statement", "position", "commitment") or not colon:
        return said, "", mark
    if kind == "statement":
        head = head.removesuffix(f" {beside}")
    return head, "" if beside and kind == "statement" else words.strip(), mark


def names(refs: Iterable[Ref]) -> str:
    """Return references as they are read: "Russia and Azerbaijan"."""
    words = [r.surface for r in refs]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def clip(text: str, length: int = LONGEST) -> str:
    """Return text on one line, cut with an ellipsis where it is longer."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


@singledispatch
def _gist(record: Record) -> str:
    return " ... ".join(a.quote for a in record.anchors)


@_gist.register
def _(record: Actor) -> str:
    return f"{record.name or record.entity.surface} ({record.type})"


@_gist.register
def _(record: Instrument) -> str:
    return f"{record.title or record.entity.surface} ({record.form})"


@_gist.register
def _(record: Link) -> str:
    return f"{record.source.surface} {record.relation} {record.target.surface}"


@_gist.register
def _(record: Mention) -> str:
    known = record.refers_to.id
    return f"names {name_of_id(known) if known else 'somebody unknown'}"


@_gist.register
def _(record: Time) -> str:
    said = edtf_words(record.open_edtf or record.edtf) or record.timex_value or "no calendar date"
    return f"{said}, {record.mod.lower().replace('_', ' ')}" if record.mod else said


@_gist.register
def _(record: Provision) -> str:
    of = f" of {record.instrument.surface}" if record.instrument else ""
    return record.locator + of


@_gist.register
def _(record: Commitment) -> str:
    verb = {
        "obligation": "must", "prohibition": "must not", "permission": "may",
        "power": "has the power", "recognition": "recognises",
    }[record.force]  # fmt: skip
    to = f" (towards {names(record.counterparties)})" if record.counterparties else ""
    action = record.action.text if record.action else ""
    return clip(f"{names(record.bearers)} {verb}: {action}{to}")


@_gist.register
def _(record: Statement) -> str:
    who = record.speaker.surface if record.speaker else "somebody"
    cue = " ".join(a.quote for a in record.cue) or "said"
    return clip(f"{who} {cue}: {' ... '.join(a.quote for a in record.content)}")


@_gist.register
def _(record: Position) -> str:
    return clip(
        f"{record.holder.surface} {record.stance}: {record.issue.text if record.issue else ''}"
    )


@_gist.register
def _(record: Act) -> str:
    who = f" by {names(record.actors)}" if record.actors else ""
    if record.act == "breach_alleged":  # its actors are who is said to have broken it
        return f"alleged breach of {record.instrument.surface}{who}"
    return f"{record.act.replace('_', ' ')} of {record.instrument.surface}{who}"


@_gist.register
def _(record: Event) -> str:
    target = f" towards {names(record.target)}" if record.target else ""
    return f"{record.plover.lower()} by {names(record.source) or 'somebody'}{target}"


@_gist.register
def _(record: Prediction) -> str:
    return clip(record.proposition.text)


@_gist.register
def _(record: Question) -> str:
    return clip(record.text.text)

"""Relations: the PLOVER class of what a given source does to a given target, by frames alone."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from servanda.cli.tasks.bare import document
from servanda.cli.tasks.plover import told
from servanda.reading.context import Sentence, context
from servanda.reading.event_ends import best, noun_ends, verb_ends
from servanda.reading.match import Hit
from servanda.reading.mood import mood

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that say only that what their object names is done.
LIGHT = frozenset({
    "order", "announce", "launch", "open", "conduct", "approve", "begin", "start", "resume",
    "complete", "carry", "hold", "make", "stage", "mount", "wage", "impose", "lead",
})  # fmt: skip
UNTOLD = "CONSULT"  # what is left to say of two actors when no verb or noun of a class is there


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "events": [{"code"}]}`, one for each pair of a row, in the row's order.

    Rows are `{"id", "text", "events": [{"source": {"spans"}, "target": {"spans"}}]}`; a class that
    the row gives is not looked at.
    """
    for row in rows:
        sentences = context(document(row["text"])).sentences
        ends = [(spans(e.get("source")), spans(e.get("target"))) for e in row["events"]]
        yield {"id": row["id"], "events": [{"code": relation(sentences, *pair)} for pair in ends]}


def spans(actor: dict[str, Any] | None) -> list[tuple[int, int]]:
    """Return the spans of an actor as pairs of offsets."""
    return [(int(a), int(b)) for a, b in (actor or {}).get("spans", [])]


def relation(
    sentences: tuple[Sentence, ...], source: list[tuple[int, int]], target: list[tuple[int, int]]
) -> str:
    """Return the class of the cue that ties two places of a text best."""
    weighed = [
        (weight, -hit.head.i, code(hit))
        for sentence in sentences
        for hit, weight in _weighed(sentence, source, target)
    ]
    return max(weighed)[2] if weighed else UNTOLD


def code(hit: Hit) -> str:
    """Return the class of a cue as it is told, its own where coders would list none."""
    found = mood(hit.head)
    return told(hit.cue.family, found.polarity, found.modality) or hit.cue.family


def _weighed(
    sentence: Sentence, source: list[tuple[int, int]], target: list[tuple[int, int]]
) -> Iterator[tuple[Hit, float]]:
    """Yield the cues of a sentence, each with how well it ties the two places."""
    doers = _heads(sentence, source)
    others = _heads(sentence, target)
    path = {t.i for a in doers for b in others for t in _path(a, b)}
    for token in sentence:
        hit = best(token)
        if hit is not None:
            noun = token.pos_ in ("NOUN", "PROPN")
            who, whom = noun_ends(hit) if noun else verb_ends(hit)
            weight = 2.0 * (token.i in path) - 0.5 * noun + 0.5 * len(hit.rest)
            weight += 1.5 * _within(who, sentence, source) + 1.5 * _within(whom, sentence, target)
            weight += 2.5 * (noun and token.dep_ == "dobj" and token.head.lemma_ in LIGHT)
            weight -= 1.0 * _within(who, sentence, target) + 0.1 * _depth(token)
            yield hit, weight


def _heads(sentence: Sentence, places: list[tuple[int, int]]) -> "list[Token]":
    """Return the tokens that govern the words of each place."""
    found = []
    for start, end in places:
        inside = [t for t in sentence if start <= t.idx + sentence.offset < end]
        if inside:
            found.append(min(inside, key=_depth))
    return found


def _within(token: "Token | None", sentence: Sentence, places: list[tuple[int, int]]) -> bool:
    place = token.idx + sentence.offset if token is not None else -1
    return any(start <= place < end for start, end in places)


def _path(a: "Token", b: "Token") -> "list[Token]":
    """Return the tokens on the way from one to another through the tree, both left out."""
    up = [a, *a.ancestors]
    down = [b, *b.ancestors]
    below = {t.i for t in up}
    meeting = next((t for t in down if t.i in below), None)
    if meeting is None:
        return []
    first = up[: [t.i for t in up].index(meeting.i) + 1]
    second = down[: [t.i for t in down].index(meeting.i)]
    return [t for t in (*first, *second) if t.i not in (a.i, b.i)]


def _depth(token: "Token") -> int:
    return sum(1 for _ in token.ancestors)

"""A Mention for each pronoun and definite phrase, with what it may point back to."""

from collections.abc import Iterator

from servanda.model import Anchor, Mention, Record, Ref
from servanda.reading.anaphora.features import Candidate, candidates
from servanda.reading.anaphora.forms import pointing
from servanda.reading.anaphora.phrases import Phrases
from servanda.reading.context import Context

NAME = "anaphora"
OPEN, BARRED = 0.5, 0.0
# Naming may settle these without any
VOICED = ("i", "we", "own", "several", "other", "they")


def read(context: Context) -> Iterator[Record]:
    """Yield a Mention for each phrase that points back, in text order; `rule` tells its form.

    Its `antecedents` are what it may mean, nearest first, each with its features as method; one
    with several anchors stands for several ("Russia and Azerbaijan"); confidence 0 says that
    grammar forbids it. Naming decides among them.
    """
    phrases = Phrases(context)
    places: dict[tuple[int, int], Anchor] = {}  # a phrase is what many others may point to
    for found in pointing(phrases, context.text):
        anchor = context.span(found.start, found.end)
        listed = tuple(_ref(context, c, places) for c in candidates(phrases, found))
        if not listed and found.form not in VOICED:
            continue
        size = f".{found.size}" if found.form in ("several", "the") else ""
        word = f".{found.word}" if found.word else ""
        yield context.record(
            Mention, reader=NAME, at=(anchor,), refers_to=Ref(anchor.quote, None, (anchor,)),
            antecedents=listed, confidence=0.5, rule=f"anaphor.{found.form}{size}{word}",
        )  # fmt: skip


def _ref(context: Context, candidate: Candidate, places: dict[tuple[int, int], Anchor]) -> Ref:
    for noun in candidate.nouns:
        if (noun.start, noun.end) not in places:
            places[noun.start, noun.end] = context.span(noun.start, noun.end)
    anchors = tuple(places[n.start, n.end] for n in candidate.nouns)
    surface = " and ".join(a.quote for a in anchors)
    weight = BARRED if candidate.barred else OPEN
    return Ref(surface, None, anchors, " ".join(candidate.features), weight)

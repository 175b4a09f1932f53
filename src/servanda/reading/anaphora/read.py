"""A Mention for each pronoun and definite phrase, with what it may point back to."""

from collections.abc import Iterator

from servanda.model import Mention, Record, Ref
from servanda.reading.anaphora.forms import pointing
from servanda.reading.anaphora.phrases import Phrases
from servanda.reading.anaphora.weigh import candidates
from servanda.reading.context import Context

NAME = "anaphora"
HEAVIEST = 2.5  # no weight is greater; confidence is the share of it
# Naming may settle these without any
VOICED = ("i", "we", "own", "several", "other", "state", "they")


def read(context: Context) -> Iterator[Record]:
    """Yield a Mention for each phrase that points back, in text order; `rule` tells its form.

    Its `antecedents` are what it may mean, likeliest first, each with its weight as confidence; one
    with several anchors stands for several ("Russia and Azerbaijan"). Naming decides among them.
    """
    phrases = Phrases(context)
    for found in pointing(phrases, context.text):
        anchor = context.span(found.start, found.end)
        listed = tuple(
            _ref(context, weight, tuple((n.start, n.end) for n in nouns))
            for weight, nouns in candidates(phrases, found)
        )
        if not listed and found.form not in VOICED:
            continue
        size = f".{found.size}" if found.form == "several" else ""
        word = f".{found.word}" if found.word and found.form != "again" else ""
        yield context.record(
            Mention, reader=NAME, at=(anchor,), refers_to=Ref(anchor.quote, None, (anchor,)),
            antecedents=listed, confidence=0.5, rule=f"anaphor.{found.form}{size}{word}",
        )  # fmt: skip


def _ref(context: Context, weight: float, places: tuple[tuple[int, int], ...]) -> Ref:
    anchors = tuple(context.span(*p) for p in places)
    surface = " and ".join(a.quote for a in anchors)
    share = round(min(1.0, max(0.0, weight / HEAVIEST)), 3)
    return Ref(surface, None, anchors, "candidate", share)

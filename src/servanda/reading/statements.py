"""Reader of statements: who says, writes, thinks, claims, demands or denies what, and by which cue.

Two roads meet here: the frames of cue words in the parse (`frames`) and the quotation marks
(`direct`). What both find for one cue becomes one statement. Whoever wants, supports or refuses
something need not have said a word: such attitudes are positions, and `attitudes` gives them in the
form of statements only to whoever asks.
"""

from collections.abc import Iterator
from dataclasses import replace

from servanda.model import Record, Statement
from servanda.reading.chains import wordless
from servanda.reading.context import Context
from servanda.reading.direct import quoted_drafts
from servanda.reading.drafts import Draft, Spans, covered, inside, union
from servanda.reading.frames import frame_drafts
from servanda.reading.labels import labelled_drafts
from servanda.reading.match import runs
from servanda.reading.mood import mood
from servanda.reading.quotes import Quote, find_quotes, quote_at
from servanda.reading.refs import marks
from servanda.reading.sources import source_of
from servanda.reading.syntax import name_tokens

NAME = "statements"


def read(context: Context) -> Iterator[Record]:
    """Yield the statements of a document, the outermost first, and fill `context.statements`."""
    for draft, quotes in _drafts(context):
        record = None if wordless(draft.rule) else _record(context, draft, quotes)
        if record is not None:
            context.statements.append(record)
            yield record


def attitudes(context: Context) -> Iterator[Statement]:
    """Yield attitudes in the form of statements: "Chad wants to leave", "the party supports it"."""
    for draft, quotes in _drafts(context):
        record = _record(context, draft, quotes) if wordless(draft.rule) else None
        if record is not None:
            yield record


def _drafts(context: Context) -> Iterator[tuple[Draft, tuple[Quote, ...]]]:
    quotes = find_quotes(context.text)
    drafts = _merged(context, quotes)
    drafts.sort(key=lambda d: (-sum(e - s for s, e in d.content), d.place))
    for draft in drafts:
        yield draft, quotes


def _merged(context: Context, quotes: tuple[Quote, ...]) -> list[Draft]:
    """Return one draft a cue: quotations win over the clause they hold, else both are joined."""
    found: dict[int, Draft] = {d.place: d for d in frame_drafts(context, quotes)}
    for draft in quoted_drafts(context, quotes):
        other = found.get(draft.place)
        if other is None:
            found[draft.place] = draft
            continue
        outside = () if covered(other.content, draft.content) else other.content
        found[draft.place] = replace(
            other,
            content=union(draft.content, outside),
            source=other.source or draft.source,
            confidence=max(other.confidence, draft.confidence),
        )
    found = {place: _to_the_end(draft, quotes) for place, draft in found.items()}
    for draft in labelled_drafts(context, quotes):
        found.setdefault(draft.place, draft)
    return list(found.values())


def _to_the_end(draft: Draft, quotes: tuple[Quote, ...]) -> Draft:
    """Let content that stops inside a quotation go on to where the quotation ends."""
    if not draft.content or quote_at(quotes, draft.place) is not None:
        return draft
    spans = []
    for start, end in draft.content:
        first, last = quote_at(quotes, start), quote_at(quotes, end - 1)
        low = first.start if first is not None else start
        high = last.end if last is not None and last.closed else end
        spans.append((min(low, start), max(high, end)))
    return replace(draft, content=union(tuple(spans), ()))


def _record(context: Context, draft: Draft, quotes: tuple[Quote, ...]) -> Statement | None:
    content = tuple(
        context.span(s, e) for s, e in draft.content if context.text[s:e].strip()
    )  # fmt: skip
    cue = tuple(context.anchor(draft.sentence, t) for t in runs(draft.hit))
    if not content or not cue:
        return None
    found = mood(draft.hit.head)
    source, speaker = source_of(context, draft)
    return context.record(
        Statement,
        reader=NAME,
        at=cue[:1],
        speaker=speaker,
        addressees=tuple(context.ref(draft.sentence, name_tokens(t)) for t in draft.addressees),
        manner=manner(draft.content, quotes),
        source=source,
        cue=cue,
        content=content,
        polarity=found.polarity,
        modality=found.modality,
        marks=marks(context, draft.sentence, found),
        confidence=draft.confidence,
        rule=draft.rule,
    )


def manner(content: Spans, quotes: tuple[Quote, ...]) -> str:
    """Return how words are given: direct, where all stand in quotation marks; mixed; indirect."""
    total = sum(e - s for s, e in content)
    quoted = sum(inside(s, e, quotes) for s, e in content)
    if quoted >= total - 2 * len(content) and quoted:
        return "direct"
    return "mixed" if quoted > 0 else "indirect"

"""A large ledger made up from the registry's agreements and the known actors, always the same.

Sentences are filled in from patterns, so that every anchor is exact; few agreements are named often
and many seldom, as in a collection of real texts.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from servanda.ledger import Ledger
from servanda.lexicon.entities import load_entities
from servanda.lexicon.registry import load_registry
from servanda.model import (
    Act,
    Anchor,
    Attribution,
    Block,
    Commitment,
    Document,
    Event,
    Instrument,
    Mention,
    Phrase,
    Position,
    Prediction,
    Question,
    Record,
    Ref,
    Statement,
    When,
    anchor,
    document_id,
    text_hash,
    with_id,
)

DOING = ("withdraw", "release", "open", "dismantle", "return", "monitor", "demine", "transfer")
DID = ("withdrew", "released", "opened", "dismantled", "returned", "monitored", "demined", "handed")
THINGS = (
    "troops",
    "prisoners",
    "the border crossing",
    "missiles",
    "heavy weapons",
    "refugees",
    "observers",
    "artillery",
    "the airport",
    "mines",
    "detainees",
    "the gas pipeline",
    "grain ships",
    "the bridge",
    "police posts",
    "drones",
    "radar posts",
    "hostages",
)
WHERE = (
    "the northern district",
    "the demilitarised zone",
    "the coast",
    "the capital",
    "the old town",
    "the river crossing",
    "the eastern valley",
    "the islands",
    "the port",
)
ISSUES = (
    "peace plan",
    "border talks",
    "grain corridor",
    "sanctions",
    "water treaty",
    "inspection",
    "nuclear programme",
    "prisoner exchange",
    "trade agreement",
    "observer mission",
    "refugee return",
    "energy deal",
    "missile test",
    "election",
    "blockade",
)
STANCES = {
    "opposes": "opposes",
    "supports": "supports",
    "condemns": "condemns",
    "demands": "demands",
    "rejects": "rejects",
    "accepts": "accepts",
}
DEEDS = {
    "termination": "terminated",
    "suspension": "suspended",
    "signature": "signed",
    "ratification": "ratified",
    "notice": "gave notice of leaving",
    "breach_alleged": "violated",
    "reaffirmation": "reaffirmed",
}
TOWARDS = {
    "ACCUSE": "accused",
    "CONSULT": "met with",
    "AGREE": "agreed with",
    "THREATEN": "threatened",
    "SUPPORT": "backed",
    "COERCE": "raided",
}
# Of a hundred records, as the examples have them.
SHARE = {
    "mention": 42,
    "statement": 14,
    "event": 11,
    "act": 5,
    "commitment": 4,
    "position": 6,
    "prediction": 3,
    "question": 2,
    "instrument": 3,
    "doing": 10,
}
EACH = 100  # records of a document


class _Text:
    """A text that grows, and the anchors of what was put into it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.at = 0

    def add(self, words: str) -> tuple[int, int]:
        self.pieces.append(words)
        start, self.at = self.at, self.at + len(words)
        return start, self.at


class _Maker:
    """Makes documents from a seed; `agreements` of the registry are spoken of."""

    def __init__(self, seed: int, agreements: int) -> None:
        self.random = random.Random(seed)
        rows = [r for r in load_registry().instruments if r.computable]
        self.random.shuffle(rows)
        self.rows = rows[:agreements]
        self.weights = [1 / (n + 2) for n in range(len(self.rows))]
        # What was done to each, so that those who tell of it mostly tell the same.
        self.stories = {r.id: [self._deed(r.parties) for _ in range(3)] for r in self.rows}
        entities = load_entities()
        self.states = entities.states[:150]
        self.persons = entities.persons[:300]

    def _deed(self, parties: tuple[str, ...]) -> tuple[str, str, date]:
        day = date(2000, 1, 1) + timedelta(days=self.random.randrange(7000))
        return self.random.choice(list(DEEDS)), self.random.choice(parties), day

    def document(self, n: int, records: int) -> tuple[Document, list[Record]]:
        """Return the n-th document and what it says."""
        r = self.random
        day = date(2000, 1, 1) + timedelta(days=r.randrange(8500))
        text, made = _Text(), []
        text.add(f"Report {n}")
        ends = [text.at]
        kinds = r.choices(list(SHARE), list(SHARE.values()), k=records)
        for kind in kinds:
            text.add("\n\n")
            made.append(getattr(self, f"_{kind}")(text, day))
            ends.append(text.at)
        whole = "".join(text.pieces)
        starts = [0, *(e + 2 for e in ends)]
        doc = Document(
            id=document_id(whole),
            text=whole,
            sha256=text_hash(whole),
            title=f"Report {n}",
            published=day,
            publisher=f"Publisher {n % 40}",
            name=f"{n}.txt",
            language="en",
            genre=r.choice(("news", "news", "op-ed", "official statement")),
            blocks=tuple(Block(s, e, "paragraph") for s, e in zip(starts, ends, strict=False)),
        )
        return doc, [with_id(make(doc)) for make in made]

    def _ref(self, text: _Text, name: str, id_: str) -> Callable[[Document], Ref]:
        start, end = text.add(name)
        return lambda d: Ref(name, id_, (anchor(d.text, start, end),), "name", 0.9)

    def _party(self, text: _Text, ids: tuple[str, ...] = ()) -> Callable[[Document], Ref]:
        if ids:
            id_ = self.random.choice(ids)
            known = load_entities().by_id.get(id_)
            return self._ref(text, getattr(known, "name", id_), id_)
        person = self.random.random() < 0.15
        one = self.random.choice(self.persons) if person else self.random.choice(self.states)
        return self._ref(text, one.name, one.id)

    def _treaty(self, text: _Text) -> tuple[Callable[[Document], Ref], tuple[str, ...]]:
        row = self.random.choices(self.rows, self.weights)[0]
        return self._ref(text, row.title, row.id), row.parties

    def _mention(self, text: _Text, day: date) -> Callable[[Document], Record]:
        who = self._party(text)
        text.add(" was named.")
        return lambda d: Mention(document=d.id, anchors=who(d).anchors, refers_to=who(d))

    def _instrument(self, text: _Text, day: date) -> Callable[[Document], Record]:
        text.add("The text of the ")
        what, _ = self._treaty(text)
        text.add(" is public.")
        return lambda d: Instrument(
            document=d.id, anchors=what(d).anchors, entity=what(d), title=what(d).surface
        )

    def _statement(self, text: _Text, day: date) -> Callable[[Document], Record]:
        r = self.random
        who = self._party(text)
        text.add(" said that ")
        n = r.randrange(len(DOING))
        a, b = text.add(f"nobody had {DID[n]} {r.choice(THINGS)} from {r.choice(WHERE)}")
        text.add(".")
        return lambda d: Statement(
            document=d.id,
            anchors=(anchor(d.text, a, b),),
            speaker=who(d),
            content=(anchor(d.text, a, b),),
        )

    def _event(self, text: _Text, day: date) -> Callable[[Document], Record]:
        r = self.random
        who = self._party(text)
        plover = r.choice(list(TOWARDS))
        text.add(" ")
        a, b = text.add(TOWARDS[plover])
        text.add(" ")
        whom = self._party(text)
        text.add(f" over the {r.choice(ISSUES)} near {r.choice(WHERE)}.")
        on = _when(day - timedelta(days=r.randrange(30))) if r.random() < 0.5 else None
        return lambda d: Event(
            document=d.id,
            anchors=(anchor(d.text, a, b),),
            source=(who(d),),
            target=(whom(d),),
            plover=plover,
            date=on,
        )

    def _doing(self, text: _Text, day: date) -> Callable[[Document], Record]:
        r = self.random
        row = r.choices(self.rows, self.weights)[0]
        who = self._party(text, row.parties)
        text.add(" ")
        a, b = text.add(r.choice(DID))
        text.add(f" {r.choice(THINGS)} from {r.choice(WHERE)}.")
        negated = "negated" if r.random() < 0.2 else "affirmed"
        return lambda d: Event(
            document=d.id,
            anchors=(anchor(d.text, a, b),),
            source=(who(d),),
            plover="AID",
            polarity=negated,
        )

    def _act(self, text: _Text, day: date) -> Callable[[Document], Record]:
        r = self.random
        row = r.choices(self.rows, self.weights)[0]
        told = r.random() < 0.3
        teller = self._party(text, row.parties) if told else None
        if told:
            text.add(" said that ")
        act, actor, done = r.choice(self.stories[row.id])
        who = self._party(text, (actor,))
        text.add(" ")
        a, b = text.add(DEEDS[act])
        text.add(" the ")
        what = self._ref(text, row.title, row.id)
        text.add(".")
        on = _when(done) if done < day and r.random() < 0.3 else None

        def make(d: Document) -> Record:
            voice = teller(d) if teller else None
            said = (Attribution(voice.surface, voice.id, voice.anchors),) if voice else ()
            return Act(
                document=d.id,
                anchors=(anchor(d.text, a, b),),
                act=act,
                actors=(who(d),),
                instrument=what(d),
                date=on,
                attribution=said,
            )

        return make

    def _commitment(self, text: _Text, day: date) -> Callable[[Document], Record]:
        r = self.random
        text.add("Under the ")
        row = r.choices(self.rows, self.weights)[0]
        what = self._ref(text, row.title, row.id)
        text.add(", ")
        who = self._party(text, row.parties)
        a, b = text.add(" undertakes to ")
        c, e = text.add(f"{r.choice(DOING)} {r.choice(THINGS)} from {r.choice(WHERE)}")
        text.add(".")
        return lambda d: Commitment(
            document=d.id,
            anchors=(anchor(d.text, a + 1, b - 1),),
            bearers=(who(d),),
            action=Phrase(d.text[c:e], (anchor(d.text, c, e),)),
            instrument=what(d),
        )

    def _position(self, text: _Text, day: date) -> Callable[[Document], Record]:
        r = self.random
        who = self._party(text)
        stance = r.choice(list(STANCES))
        text.add(" ")
        a, b = text.add(STANCES[stance])
        text.add(" ")
        c, e = text.add(f"the {r.choice(ISSUES)} in {r.choice(WHERE)}")
        text.add(".")
        return lambda d: Position(
            document=d.id,
            anchors=(anchor(d.text, a, b),),
            holder=who(d),
            stance=stance,
            issue=Phrase(d.text[c:e], (anchor(d.text, c, e),)),
        )

    def _prediction(self, text: _Text, day: date) -> Callable[[Document], Record]:
        r = self.random
        who = self._party(text)
        text.add(" expects that ")
        a, _ = text.add("")
        self._party(text)
        _, b = text.add(f" will {r.choice(DOING)} {r.choice(THINGS)} from {r.choice(WHERE)}")
        until = day + timedelta(days=r.randrange(30, 900))
        text.add(f" by {until.isoformat()}.")
        low = r.randrange(1, 9) / 10
        return lambda d: Prediction(
            document=d.id,
            anchors=(anchor(d.text, a, b),),
            forecaster=who(d),
            proposition=Phrase(d.text[a:b], (anchor(d.text, a, b),)),
            horizon=_when(until),
            probability=(low, low + 0.1),
        )

    def _question(self, text: _Text, day: date) -> Callable[[Document], Record]:
        r = self.random
        text.add("Will ")
        who = self._party(text)
        text.add(f" {r.choice(DOING)} {r.choice(THINGS)}?")
        rhetorical = r.random() < 0.3

        def make(d: Document) -> Record:
            spot = who(d).anchors[0]
            end = d.text.index("?", spot.end) + 1
            asked: Anchor = anchor(d.text, spot.start - 5, end)
            return Question(
                document=d.id,
                anchors=(asked,),
                text=Phrase(asked.quote, (asked,)),
                rhetorical=rhetorical,
            )

        return make


def _when(day: date) -> When:
    return When(day.isoformat(), day, day)


def documents(
    count: int, *, records: int = EACH, agreements: int = 120, seed: int = 7
) -> Iterator[tuple[Document, list[Record]]]:
    """Yield made-up documents with their records, about `records` each, the same for a seed."""
    maker = _Maker(seed, agreements)
    for n in range(count):
        yield maker.document(n, records)


def fill(path: Path, count: int, *, seed: int = 7) -> int:
    """Write a ledger of `count` made-up documents; return how many records it holds."""
    total = 0
    with Ledger(path) as ledger:
        for document, found in documents(count, seed=seed):
            ledger.add(document, found, extractor="made-up@1")
            total += len(found)
            for record in found[:: len(found) // 5][:3]:
                ledger.judge(record.id, "accept", who="bench")
        ledger.judge(found[-1].id, "reject", who="bench")
    return total

"""Documents of made sentences with the records that a reader would find in them."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from servanda.engine.pipeline import Read
from servanda.model import (
    Act,
    Commitment,
    Document,
    Event,
    Mention,
    Phrase,
    Position,
    Record,
    Ref,
    Statement,
    Time,
    When,
    anchor,
    document_id,
    text_hash,
    with_id,
)

SENTENCES = 43  # of a document: some two hundred records
TELLERS = 12  # documents that speak of one agreement, on the whole
EACH = 3  # agreements that a document speaks of
WRONG = 0.01  # share of the days and stances told that are others
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
DEEDS = ("withdraw its troops from", "reopen the railway to", "demine the fields near",
         "return the prisoners held at", "rebuild the bridge at", "close the camp at")  # fmt: skip
TOPICS = ("the border along the river at", "the corridor through", "the mission to",
          "the census in", "the court at", "the free port of")  # fmt: skip


class Agreement:
    """A made agreement: its parties, places, people and the day of its signature."""

    def __init__(self, number: int) -> None:
        chance = random.Random(number)
        self.title = f"{_name(chance)} {chance.choice(('Accord', 'Protocol', 'Treaty'))}"
        self.id = f"instrument:candidate-{self.title.lower().replace(' ', '-')}-{number}"
        self.parties = [_name(chance) + "ia" for _ in range(2)]
        self.ids = [f"polity:{p.lower()}-{number}" for p in self.parties]
        self.places = [_name(chance) for _ in range(6)]
        self.people = [f"{_name(chance)} {_name(chance)}" for _ in range(4)]
        self.day = date(1990, 1, 1) + timedelta(days=chance.randrange(12_000))


class Writer:
    """A document in the making: its text so far, and its records as they will be made."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.text = ""
        self.todo: list[tuple[type[Record], tuple[int, int], dict[str, object]]] = []

    def say(self, words: str) -> tuple[int, int]:
        """Write some words and return where they stand."""
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def name(self, words: str, id_: str) -> tuple[tuple[int, int], str]:
        """Write a name, note its mention, and return where it stands and what it names."""
        at = self.say(words)
        self.todo.append((Mention, at, {"refers_to": (at, id_)}))
        return at, id_

    def day(self, day: date) -> date:
        """Write a day and note it as a time."""
        at = self.say(f"{day.day} {MONTHS[day.month - 1]} {day.year}")
        self.todo.append((Time, at, {"edtf": day.isoformat(), "earliest": day, "latest": day,
                                     "timex_value": day.isoformat()}))  # fmt: skip
        return day

    def sentence(self, a: Agreement) -> None:
        """Write one sentence about an agreement."""
        self.chance.choice((_signed, _event, _event, _owed, _position, _said, _status))(self, a)
        self.say(" " if self.chance.random() < 0.8 else "\n\n")

    def read(self, number: int) -> Read:
        """Return the document with its records."""
        text = self.text
        document = Document(
            id=document_id(text), text=text, sha256=text_hash(text), name=f"{number}.txt",
            published=date(2023, 1, 1) + timedelta(days=number % 300), genre="news",
            authors=(f"Paper {number % 400}",),
        )  # fmt: skip

        def filled(value: object) -> object:
            if isinstance(value, list):
                return tuple(filled(v) for v in value)
            if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], tuple):
                (start, end), id_ = value
                here = anchor(text, start, end)
                return Ref(here.quote, id=id_, anchors=(here,), method="name", confidence=0.9)
            return value

        records = []
        for kind, (start, end), fields in self.todo:
            made = {k: filled(v) for k, v in fields.items()}
            for name in ("action", "issue"):
                if name in made:
                    here = anchor(text, *made[name])
                    made[name] = Phrase(here.quote, anchors=(here,))
            if "content" in made:
                made["content"] = (anchor(text, *made["content"]),)
            records.append(with_id(kind(
                document=document.id, anchors=(anchor(text, start, end),), extractor="made", **made
            )))  # fmt: skip
        return Read(document, tuple({r.id: r for r in records}.values()))


def _party(w: Writer, a: Agreement) -> tuple[tuple[int, int], str]:
    n = w.chance.randrange(2)
    return w.name(a.parties[n], a.ids[n])


def _signed(w: Writer, a: Agreement) -> None:
    w.say("The ")
    named = w.name(a.title, a.id)
    w.say(" was ")
    at = w.say("signed")
    w.say(f" at {a.places[0]} on ")
    wrong = w.chance.random() < WRONG
    day = w.day(a.day + timedelta(days=31 if wrong else 0))
    w.say(".")
    w.todo.append((Act, at, {"instrument": named, "act": "signature",
                             "date": When(day.isoformat(), day, day)}))  # fmt: skip


def _status(w: Writer, a: Agreement) -> None:
    w.say("The ")
    w.name(a.title, a.id)
    w.say(" has expired" if w.chance.random() < WRONG else " remains in force")
    w.say(f", said {w.chance.choice(a.people)}.")


def _event(w: Writer, a: Agreement) -> None:
    w.say("On ")
    day = w.day(a.day + timedelta(days=w.chance.randrange(2_000)))
    w.say(" ")
    who = _party(w, a)
    w.say(" ")
    at = w.say(w.chance.choice(("shelled", "visited", "searched", "supplied")))
    w.say(f" {w.chance.choice(a.places)}.")
    w.todo.append((Event, at, {"source": [who], "plover": "ASSAULT",
                               "date": When(day.isoformat(), day, day)}))  # fmt: skip


def _owed(w: Writer, a: Agreement) -> None:
    w.say("Under the ")
    named = w.name(a.title, a.id)
    w.say(" ")
    who = _party(w, a)
    w.say(" ")
    at = w.say("shall")
    w.say(" ")
    action = w.say(f"{w.chance.choice(DEEDS)} {w.chance.choice(a.places)}")
    w.say(".")
    w.todo.append((Commitment, at, {"bearers": [who], "instrument": named, "action": action}))


def _position(w: Writer, a: Agreement) -> None:
    who = _party(w, a)
    w.say(" ")
    place = w.chance.randrange(6)
    stance = "opposes" if w.chance.random() < WRONG else "supports"
    at = w.say(stance)
    w.say(" ")
    issue = w.say(f"{TOPICS[place]} {a.places[place]}")
    w.say(".")
    w.todo.append((Position, at, {"holder": who, "stance": stance, "issue": issue}))


def _said(w: Writer, a: Agreement) -> None:
    n = w.chance.randrange(len(a.people))
    speaker = w.name(a.people[n], f"person:{a.people[n].lower().replace(' ', '-')}")
    w.say(" ")
    at = w.say("said")
    w.say(" that ")
    place, month = w.chance.choice(a.places), w.chance.choice(MONTHS)
    party = w.chance.choice(a.parties)
    content = w.say(f"{party} and its neighbours met at {place} in the {month} rain")  # fmt: skip
    w.say(".")
    w.todo.append((Statement, at, {"speaker": speaker, "content": content}))


def made_documents(records: int) -> Iterator[Read]:
    """Yield documents until they have so many records together, the same on every run."""
    number = count = 0
    while count < records:
        chance = random.Random(number)
        group = number // (TELLERS * 10)  # a field of forty agreements
        writer = Writer(chance)
        about = [Agreement(group * 40 + chance.randrange(40)) for _ in range(EACH)]
        for _ in range(SENTENCES):
            writer.sentence(chance.choice(about))
        read = writer.read(number)
        yield read
        number, count = number + 1, count + len(read.records)


def _name(chance: random.Random) -> str:
    parts = ("".join((chance.choice("bdfgklmnprstvw"), chance.choice("aeiou"))) for _ in range(3))
    return ("".join(parts) + chance.choice("nrlsk")).title()

"""Predications: who does what in a document, as the parse has it, one for each verb or deed.

Made once when a document is read and kept with it, so that reasoning need not read sentences again.
"""

import zlib
from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import Struct

Form = Literal["finite", "infinitive", "participle", "noun", "copula"]
Tense = Literal["", "past", "present", "future"]
Role = Literal["subject", "object", "recipient", "agent", "attribute", "oblique", "possessor", "of"]
Above = Literal[
    "", "complement", "infinitive", "participle", "adverbial", "relative", "conjunct", "parataxis",
    "subject-noun", "object-noun", "oblique-noun", "of-noun", "noun",
]  # fmt: skip


class Argument(Struct, frozen=True, array_like=True, omit_defaults=True):
    """One who or what of a predication: its part in the deed and where it stands.

    `start` and `end` are document offsets of the noun phrase without relative clauses, appositions
    and words joined by "and"; `head` is the offset of its main word and `lemma` that word's lemma,
    lower case unless `name` says that it is a proper name, then as written. Where the sentence
    has a relative pronoun, the place is that of what it stands for. `preposition` leads to an
    oblique ("out of"). `determiner` is "a", "the", "no", "every", "all", "any", "some", "this",
    "that", "both" or "". `number` is the wording of an amount. `group` is alike for what "and" or
    "or" joins (0: alone). `same` says that it names what the argument before it names.
    `implied` says that it stands with another verb and is understood here.
    """

    role: Role
    start: int
    end: int
    head: int
    lemma: str
    preposition: str = ""
    name: bool = False
    determiner: str = ""
    number: str = ""
    group: int = 0
    same: bool = False
    implied: bool = False


class Predication(Struct, frozen=True, array_like=True, omit_defaults=True):
    """One deed or state of a document: a verb, a copula with its attribute, or a noun of a deed.

    `start` and `end` are document offsets of its own clause, clauses below it left out at the
    edges; `at` is the span of the verb with its auxiliaries, `head` the offset of its main word.
    `lemma` is in lower case, particles and light verbs joined ("pull out", "take place", "come
    into force"); that of a noun is the verb of its deed ("withdraw" of "the withdrawal").
    `subject` is the grammatical one: of a passive, what the deed is done to; who does it is the
    `agent`. `modal` is shall, must, may, can, will, would, should, could, might, ought, need,
    "have to", "be to" or "". `negated` is not, never, no longer, neither, nor; what a governing
    verb denies ("failed to") is not in it, nor what "no" before an argument does. `above` is the
    index of the governing predication in the document's tuple, -1 for none; `link` how it hangs
    there; `mark` the word that leads it in (if, unless, that, a preposition). `sentence` is the
    sentence's span.
    """

    start: int
    end: int
    at: tuple[int, int]
    head: int
    lemma: str
    form: Form
    sentence: tuple[int, int]
    tense: Tense = ""
    perfect: bool = False
    progressive: bool = False
    passive: bool = False
    negated: bool = False
    modal: str = ""
    above: int = -1
    link: Above = ""
    mark: str = ""
    arguments: tuple[Argument, ...] = ()

    def of(self, *roles: Role) -> tuple[Argument, ...]:
        """Return the arguments that have one of some roles, in their order."""
        return tuple(a for a in self.arguments if a.role in roles)

    def doers(self) -> tuple[Argument, ...]:
        """Return who does it: the subject, the agent of a passive, whose or by whom a noun is."""
        if self.form == "noun":
            return self.of("agent") or self.of("possessor")
        return self.of("agent") if self.passive else self.of("subject")

    def done_to(self) -> tuple[Argument, ...]:
        """Return to whom or what it is done: the object, the subject of a passive, "of" a noun."""
        if self.form == "noun":
            return self.of("of", "object")
        return self.of("subject") if self.passive else self.of("object")


_decoder = msgspec.msgpack.Decoder(tuple[Predication, ...])
_encoder = msgspec.msgpack.Encoder()


def pack(predications: Iterable[Predication]) -> bytes:
    """Return predications as bytes: MessagePack, deflated."""
    return zlib.compress(_encoder.encode(tuple(predications)), 6)


def unpack(raw: bytes) -> tuple[Predication, ...]:
    """Return the predications of what `pack` made; raises ValueError or zlib.error for others."""
    return _decoder.decode(zlib.decompress(raw))

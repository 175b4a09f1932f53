"""Who concludes the agreement that a document is: the names and short names that it gives them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.model import Ref
from servanda.reading.binding import duty_words, law_nouns
from servanda.reading.context import Context

if TYPE_CHECKING:
    from spacy.tokens import Token

COLLECTIVE = re.compile(
    r"\b(?:the|both|all|each|these|two|three|four)\s+((?:high\s+)?(?:two\s+|three\s+|four\s+)?"
    r"(?:contracting\s+|participating\s+|signatory\s+)?"
    r"(?:part(?:y|ies)|sides?|states parties|state party|states members|member states"
    r"|participating states|participants|signatories))\b", re.I,
)  # fmt: skip
LOOSE = re.compile(
    r"\b(?:the|both|all|each|two|three|four)\s+((?:two\s+|three\s+|four\s+)?"
    r"(?:members|states|leaders|governments))\b", re.I,
)  # fmt: skip
NAME = r"(?:[A-Z][\w'’/-]*|of|the|and the(?= [A-Z]))(?:[ ](?:[A-Z][\w'’/-]*|of|the|for|d[eu]))*"
# "(hereinafter "the Movement")", "(below: the Sides)", "hereinafter referred to as the Owner"
DEFINED = re.compile(
    r"(?:\b(?:hereinafter|hereafter|henceforth|below|together|collectively|jointly|respectively)\b"
    r"[^\"“”()\n]{0,50}|\(\s*)(?:[\"“]\s*(?:the\s+)?([^\"”\n]{2,60})[\"”]"
    rf"|(?<=[:,as] )the\s+({NAME})|:\s*the\s+({NAME}))"
)
SHORT = re.compile(r"[A-Za-z] \(([A-Z][A-Za-z/&-]{1,9})\)")  # "the National Council (NC)"
AMONG = re.compile(r"\b(?:between|among|BETWEEN|AMONG)\b(.{5,400}?)(?=\n\s*\n|;|\.\s|$)", re.S)
OFFICE = re.compile(
    r"\b(?:President|Prime Minister|Minister|King|Emir|Sultan|Head|Government|Republic|Kingdom"
    r"|Federation|State|Union|Emirate|Sultanate|Commonwealth)\s+of\s+(?:the\s+)?"
    r"((?:[A-Z][\w'’-]*)(?: of)?(?: the)?(?: [A-Z][\w'’-]*)*)"
)
SIGNED_FOR = re.compile(r"^\W*(?:For|On behalf of)\s+(?:the\s+)?([A-Z][^\n.;:]{1,80})$", re.M)
# What is named after these has brought the parties together and is none of them.
HELPERS = re.compile(
    r"\b(?:with the (?:help|mediation|support|assistance|facilitation)|in the presence|under the "
    r"(?:auspices|mediation)|mediat|witness|facilitat|guarant|brokered|hosted)", re.I,
)  # fmt: skip
CAPITALS = re.compile(r"(?:[A-Z][\w'’/-]*)(?:(?: of| the| for| de)*[ \n][A-Z][\w'’/-]*)*")
UNITS = ("article", "clause")
TITLES = frozenset({"government", "republic", "kingdom", "federation", "state", "union", "emirate",
                    "sultanate", "commonwealth"})  # fmt: skip
GENERAL = frozenset({"republic", "kingdom", "state", "union", "federation", "north", "south"})


@dataclass(frozen=True)
class Parties:
    """The parties of a text: their names in lower case, whole and short.

    `sure` are those told by "between", by a signature or by an office; the others are only called
    something in the head of the text, as bodies that it sets up may be, too.
    """

    names: frozenset[str]
    sure: frozenset[str]

    def known(self, head: "Token | None", *, body: bool = False) -> bool:
        """Say whether a noun with its name before it is one of the parties.

        `body`: the noun is one for institutions, which only sure names make a party.
        """
        if head is None or not head.text[:1].isupper():
            return False
        names = self.sure if body else self.names
        first = head.i
        while first and head.doc[first - 1].text[:1].isupper() and (
            head.doc[first - 1].pos_ in ("PROPN", "ADJ", "NOUN")
        ):  # fmt: skip
            first -= 1
        whole = head.doc[first : head.i + 1].text.lower()
        if whole in names:
            return True
        after = head.nbor(1).lower_ if head.i + 1 < len(head.doc) else ""
        if after == "of":
            return head.lower_ in TITLES and _behind_of(head) in names
        opens = first == head.i or head.doc[first].is_sent_start
        return opens and head.lower_ in names


def parties_of(context: Context) -> Parties:
    """Return the parties that the head and the signatures of a text name."""
    text = context.text
    units = [b.start for b in context.document.blocks if b.type in UNITS]
    head = text[: min(units, default=len(text))]
    other = law_nouns() | duty_words("thing") | duty_words("instrument")
    sure = {n for found in _told(head, text) for n in _shorts(found)}
    helped = HELPERS.search(head)
    stop = helped.start() if helped else len(head)
    sure |= {m[1].lower() for m in SHORT.finditer(head, 0, stop)}
    called = {n for m in DEFINED.finditer(head) for n in _shorts(next(g for g in m.groups() if g))}
    kept, more = (
        frozenset(n for n in some if n.rpartition(" ")[2] not in other) for some in (sure, called)
    )
    return Parties(kept | more, kept)


def _behind_of(head: "Token") -> str:
    """Return the capitalised words behind "of", "of the": "Varn" in "the Federation of Varn"."""
    at = head.i + 2
    while at < len(head.doc) and head.doc[at].lower_ in ("the", "republic", "of"):
        at += 1
    end = at
    while end < len(head.doc) and head.doc[end].text[:1].isupper():
        end += 1
    return str(head.doc[at:end].text.lower())


def _told(head: str, text: str) -> Iterator[str]:
    """Yield the names of parties as the text gives them, whole."""
    helped = HELPERS.search(head)
    for m in AMONG.finditer(head):
        piece = m[1][: max(0, helped.start() - m.start(1))] if helped else m[1]
        yield from (c[0] for c in CAPITALS.finditer(piece))
    for m in OFFICE.finditer(head):
        lead = head[head.rfind("\n", 0, m.start()) + 1 : m.start()]
        if not HELPERS.search(lead):
            yield m[1]
    yield from (m[1] for m in SIGNED_FOR.finditer(text))


def _shorts(name: str) -> set[str]:
    """Return a name and how the text may call it after: its last part, its last word."""
    whole = " ".join(name.split()).lower().removeprefix("the ").strip(" ,")
    last = re.split(r"\b(?:of|for)\s+(?:the\s+)?", whole)[-1]
    out = {whole, last}
    if " of " not in whole:
        out.add(whole.rpartition(" ")[2])
    if whole.startswith("government"):
        out.add("government")
    return {n for n in out if len(n) > 1 and n not in GENERAL}


def all_parties(context: Context, low: int, high: int) -> tuple[Ref, ...]:
    """Return "the parties" where the text speaks of them outside a span; nobody elsewhere.

    The first such place after which the text means its parties by the word is taken; a text that
    has no word for all of them is asked for the names in its head.
    """
    for pattern in (COLLECTIVE, LOOSE, SIGNED_FOR, OFFICE, AMONG):
        for found in pattern.finditer(context.text):
            if found.end() <= low or found.start() >= high:
                a = context.span(found.start(1), found.end(1))
                return (Ref(a.quote, anchors=(a,)),)
    return ()

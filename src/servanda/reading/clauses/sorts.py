"""What the noun of a subject is: a party, a body, a person, a thing or nobody."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.lexicon.entities import load_entities
from servanda.reading.binding import duty_words, law_nouns
from servanda.reading.clauses.segments import Segment
from servanda.reading.refs import CALENDAR, NO_ACTORS, actorlike

if TYPE_CHECKING:
    from spacy.tokens import Token

POINTING = frozenset(
    {"it", "they", "he", "she", "both", "each", "either", "neither", "all", "none"}
)
COLLECTIVES = frozenset(
    {
        "force",
        "army",
        "delegation",
        "command",
        "government",
        "group",
        "faction",
        "movement",
        "country",
        "nation",
        "leader",
        "minister",
        "president",
    }
)
AGENTIVE = re.compile(r"(?:[a-z]{3}(?:er|or|ist|eer|ee|man|woman|ian)|warden|master)$")
NO_SUBJECT = frozenset({"there", "nothing"})


@dataclass(frozen=True)
class Subject:
    """The head of a clause's subject, where it stands, and what it is.

    `sort` is "party", "body", "person", "thing" or "nobody"; `no` says that it is negated ("No
    Party", "Neither Party").
    """

    head: "Token | None"
    segment: Segment
    sort: str
    no: bool = False


def base_of(head: "Token") -> str:
    """Return the singular of a noun in lower case; the parse leaves names as they are."""
    base = str(head.lemma_.lower())
    if head.pos_ == "PROPN" and base.endswith("s") and len(base) > 3:
        return base[:-3] + "y" if base.endswith("ies") else base[:-1]
    return base


def negated(head: "Token") -> bool:
    """Say whether a subject denies: "No Party", "Neither State", "None of them"."""
    if head.lower_ in ("none", "neither", "nobody"):
        return True
    return any(c.lower_ in ("no", "neither") and c.i < head.i for c in head.children)


def sort_of(head: "Token", last: Subject | None = None) -> str:
    """Return what a noun is: "party", "body", "person", "thing", "nobody"."""
    word, base = head.lower_, base_of(head)
    if word in NO_SUBJECT:
        return "nobody"
    if word in ("nobody", "everybody", "anybody"):
        return "person"
    if word in POINTING and head.pos_ in ("PRON", "DET"):
        inner = of_what(head)
        if inner is not None:
            return sort_of(inner, last)
        if last is None or last.sort == "nobody":
            return "body"
        if word == "they" and last.sort == "thing" and last.head is not None and (
            last.head.tag_ in ("NN", "NNP")
        ):  # fmt: skip
            return "person"  # "their number ...; they carry": no plural that they could be
        return last.sort
    if base in ("one", "two", "member", "number", "representative", "majority", "group") or (
        head.pos_ == "NUM"
    ):
        inner = of_what(head)
        if base == "number" and any(c.lower_ == "the" for c in head.children):
            return "thing"
        if base in ("majority", "number") or head.pos_ == "NUM" or base in ("one", "two"):
            return sort_of(inner, last) if inner is not None else "thing"
    if base in duty_words("party") or _country(head) or _member(head, base):
        return "party"
    if base in ("member", "participant", "signatory") and head.i and (
        head.nbor(-1).lower_ in ("states", "state", "member")
    ):  # fmt: skip
        return "party"
    if _government(head):
        return "party"
    both = any(c.lower_ in ("both", "neither", "either") and c.i < head.i for c in head.children)
    if both and base in COLLECTIVES:
        return "party"
    if base in duty_words("body"):
        return "body"
    if base in law_nouns() or base in duty_words("thing"):
        return "thing"
    if base in duty_words("person") or word in ("latter", "former", "person", "everyone", "anyone"):
        return "person"
    if head.pos_ == "PROPN" and base not in CALENDAR and head.ent_type_ not in NO_ACTORS:
        return "body" if _named(head) else "thing"
    if head.pos_ == "NOUN" and (actorlike(head) or _agentive(base)):
        return "person"
    return "thing"


def _agentive(base: str) -> bool:
    """Say whether a noun names by its ending one who acts: "warden" no, "surveyor" yes."""
    return AGENTIVE.search(base) is not None and base not in duty_words("ending")


def _government(head: "Token") -> bool:
    return base_of(head) in ("government", "side") and head.pos_ in ("NOUN", "PROPN")


def _country(head: "Token") -> bool:
    if head.pos_ != "PROPN":
        return False
    named = load_entities().names.get(head.lower_, ())
    return head.ent_type_ in ("GPE", "NORP") or any(
        c.kind == "name" and c.id.startswith(("state:", "polity:")) for c in named
    )


def _member(head: "Token", base: str) -> bool:
    """Say whether a member of an organisation is meant, written large: "All Members"."""
    if base != "member" or not head.text[:1].isupper():
        return False
    inner = of_what(head)
    opens = head.i == 0 or head.nbor(-1).text in (".", ":", ";")
    return not opens or (inner is not None and base_of(inner) in ("organization", "nation"))


def _named(head: "Token") -> bool:
    """Say whether a capitalised word is a name, and not only the first of its sentence."""
    first = head.i == 0 or head.nbor(-1).text in (".", ":", ";") or head.i == head.sent.start
    return not first or any(c.pos_ == "PROPN" for c in head.children) or bool(head.ent_type_)


def quantified(head: "Token") -> "Token | None":
    """Return the noun of "each of the Parties", None of other heads."""
    pointing = head.lower_ in POINTING and head.lower_ not in ("it", "they", "he", "she")
    return of_what(head) if pointing else None


def of_what(head: "Token") -> "Token | None":
    """Return what a quantity is of: "one of the parties", "a majority of the members"."""
    for i in range(head.i + 1, min(head.i + 3, len(head.doc))):
        if head.doc[i].lower_ == "of":
            for j in range(i + 1, min(i + 8, len(head.doc))):
                token = head.doc[j]
                after = head.doc[j + 1] if j + 1 < len(head.doc) else None
                goes_on = after is not None and after.pos_ in ("NOUN", "PROPN") and (
                    token.text[:1].islower() or not after.text[:1].islower()
                )  # fmt: skip
                if token.pos_ in ("NOUN", "PROPN", "PRON") and not goes_on:
                    return token
    return None

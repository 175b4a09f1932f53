"""content: what a provision is said to say, against what it says or is said to say elsewhere."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Commitment, Finding, Record
from servanda.reasoning.case import Case
from servanda.reasoning.check import contents, provisions, terms
from servanda.reasoning.check.claim import Claim, Held
from servanda.reasoning.check.parts import ASIDE, SUPPOSED
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.clashes.lone import lone_sentences
from servanda.reasoning.clashes.pair import clash, tellers
from servanda.reasoning.deeds import deeds, head_of, proper
from servanda.reasoning.locators import place, places_in
from servanda.reasoning.log import MODALITY
from servanda.reasoning.meant import surely_meant
from servanda.reasoning.parties import party_of
from servanda.reasoning.wording import sentence_of

ALIKE = 0.75  # share of the words of the shorter telling that the other must have
WORDS = 2  # words besides the deed's that both must have
APART = re.compile(
    r"\b(?:if|unless|except|save|provided|without|other than|more than|only|until|till|after|"
    r"where|when|while|as long as|amended|old|new|draft\w*|original\w*|then)\b", re.IGNORECASE,
)  # fmt: skip


BAN = re.compile(
    r"\b(?:may|shall|must|can) not\b|\bcannot\b|\bforbid\w*|\bprohibit\w*|\bban(?:s|ned)\b|"
    r"\bbars?\b|\brules? out\b", re.IGNORECASE,
)  # fmt: skip
COUNTS = ("quantity", "term", "notice")  # what tells of itself which provision is meant
WHAT = {
    "quantity": "the number", "force": "the force", "bearer": "the bearer",
    "paragraph": "the place", "content": "the content", "term": "the term",
    "notice": "the notice",
}  # fmt: skip


class Telling(Struct, frozen=True):
    """What a commitment tells of a provision: its force, deed, words and names."""

    record: Commitment
    force: str
    bearers: frozenset[str]
    deed: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]


def find(case: Case) -> Iterator[Finding]:
    """Yield tellings of provisions off their text, and tellings of two forces for one thing."""
    yield from _off_the_row(case)
    groups: dict[tuple[str, str, frozenset[str]], list[Telling]] = {}
    for record in case.evidence.records:
        if not isinstance(record, Commitment) or record.instrument is None:
            continue
        told = _telling(case, record)
        if told is not None:
            id_ = record.instrument.id or ""
            key = (case.evidence.same.get(id_, id_), place(record.provision), told.deed)
            groups.setdefault(key, []).append(told)
    for (name, locator, _), tellings in groups.items():
        if locator:
            yield from _two_forces(case, name, tellings)


def _off_the_row(case: Case) -> Iterator[Finding]:
    """Yield what differs from the registry's row of the provision, by the rules of `check`."""
    seen: set[tuple[str, ...]] = set()
    for record, held in (*_commitments(case), *_sentences(case)):
        document = case.evidence.documents.get(record.document)
        if not _differs(held) or document is None or document.genre == "agreement":
            continue
        key = (*tellers(case, record), held.registry, held.says)
        if key not in seen and (held.aspect != "force" or _of_a_ban(case, record, held)):
            seen.add(key)
            yield _against(case, record, held)


def _commitments(case: Case) -> Iterator[tuple[Record, Held]]:
    """Yield what is held of commitments that cite a provision."""
    for record in case.evidence.records:
        if not isinstance(record, Commitment) or not record.provision or not record.instrument:
            continue
        if not case.asked(record.document):
            continue
        words = sentence_of(case.evidence, record)
        aside = ASIDE.search(words) or SUPPOSED.search(words)
        if surely_meant(record.instrument) and not aside:
            found = provisions.hold(case, Claim(record, case.evidence))
            yield from ((record, h) for h in found if _known(case, h, {record.provision}))


def _sentences(case: Case) -> Iterator[tuple[Record, Held]]:
    """Yield what is held of sentences that cite a provision or count what the agreement counts."""
    by_document: dict[str, list[Record]] = {}
    lone = [s for s in lone_sentences(case)
            if case.asked(s.document) and case.registry.get(s.instrument) is not None]  # fmt: skip
    wanted = {s.document for s in lone}
    for record in case.evidence.records:
        if record.document in wanted:
            by_document.setdefault(record.document, []).append(record)
    texts: dict[str, Text] = {}
    for one in lone:
        text = texts.get(one.document)
        if text is None:
            document = case.evidence.documents[one.document]
            own = tuple(by_document[one.document])
            mine = replace(case.evidence, documents={one.document: document}, records=own)
            text = texts[one.document] = Text(document, mine, case, case)
        stretch = Stretch(one.start, one.end, one.instrument, one.by)
        words = text.words(stretch)
        if ASIDE.search(words) or SUPPOSED.search(words):
            continue  # it asks, supposes, denies or looks ahead
        cited = places_in(words) | ({one.place} if one.place else set())
        for rule in (contents.near, terms.near):
            for held in rule(case, text, stretch):
                told = _known(case, held, cited)
                if told and (cited or held.aspect in COUNTS):
                    yield held.at or stretch.by, held


def _known(case: Case, held: Held, cited: Iterable[str]) -> bool:
    """Say whether the registry has the place cited: else it cannot tell that it says otherwise."""
    row = case.registry.get(held.registry)
    rows = row.provisions if row is not None else ()
    return held.aspect != "paragraph" or any(
        provisions.at_place(p.locator, c) for p in rows for c in cited
    )


def _differs(held: Held) -> bool:
    return held.verdict == "differs" and bool(held.registry)


def _of_a_ban(case: Case, record: Record, held: Held) -> bool:
    """Say whether one side is a ban: to call a duty a leave, or a leave a right, is no clash."""
    row = case.registry.get(held.registry)
    own = [p for p in row.provisions if held.says.startswith(f"{p.locator}: ")] if row else []
    banned = any(c.force == "prohibition" for p in own for c in p.commitments)
    return banned or BAN.search(sentence_of(case.evidence, record)) is not None


def _against(case: Case, record: Record, held: Held) -> Finding:
    return clash(
        case, "content", f"content/{held.aspect}", record, None,
        explanation=(
            f"{case.name(held.registry)}: {WHAT.get(held.aspect, held.aspect)} told of a "
            f"provision is not that of its text"
        ),
        dissolved_by=held.otherwise or "another provision is meant",
        registry=held.registry, registry_says=f"{held.says} ({held.source})",
    )  # fmt: skip


def _telling(case: Case, record: Record) -> Telling | None:
    """Return what a commitment tells plainly of a provision's force, without ifs and buts."""
    if not isinstance(record, Commitment) or record.action is None or record.instrument is None:
        return None
    if MODALITY[record.modality] != "done" or not record.instrument.id:
        return None
    sentence = sentence_of(case.evidence, record)
    if record.condition or record.exception or APART.search(sentence):
        return None
    if not surely_meant(record.instrument):
        return None
    day = case.evidence.said_on(record)[1]
    bearers = frozenset(
        party_of(r, day, case.entities, case.evidence) or r.surface.lower() for r in record.bearers
    )
    action = record.action.text
    deed = head_of(action)
    return Telling(
        record, provisions.force_of(record), bearers, deed, deeds(action) - deed, proper(action)
    )


def _two_forces(case: Case, name: str, tellings: list[Telling]) -> Iterator[Finding]:
    seen: set[tuple[str, ...]] = set()
    by_force: dict[str, list[Telling]] = {}
    for one in tellings:
        by_force.setdefault(one.force, []).append(one)
    for ban in by_force.get("prohibition", []):
        for other in (*by_force.get("permission", []), *by_force.get("obligation", [])):
            key = tuple(sorted(tellers(case, ban.record, other.record)))
            if key not in seen and _one_thing(ban, other):
                seen.add(key)
                yield clash(
                    case, "content", "content/two-forces", ban.record, other.record,
                    explanation=(
                        f"{ban.record.provision} of {case.name(name)} is told as a prohibition "
                        f"and as {_article(other.force)} of the same"
                    ),
                    dissolved_by="two sentences of the provision are meant, or one telling is "
                    "of its exception",
                )  # fmt: skip


def _one_thing(a: Telling, b: Telling) -> bool:
    """Say whether two tellings are of one bearer, deed, thing and place."""
    if not a.bearers & b.bearers or a.names != b.names:
        return False
    fewest = min(len(a.words), len(b.words))
    shared = len(a.words & b.words)
    return shared >= ALIKE * fewest and shared >= min(WORDS, max(len(a.words), len(b.words)))


def _article(force: str) -> str:
    return f"an {force}" if force[0] in "aeiou" else f"a {force}"

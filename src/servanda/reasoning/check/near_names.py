"""Names told beside a naming: who signed it and between whom it is, against its row."""

import re
from collections.abc import Iterator

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Mention
from servanda.reasoning.case import Case
from servanda.reasoning.check.beside import held_beside as _held
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.cues import CUES
from servanda.reasoning.check.parts import VERB
from servanda.reasoning.check.rows import folded
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.parties import state_of
from servanda.reasoning.shown import dated

SIGNING = re.compile(r"\W*(?:signing|having signed|putting (?:his|her) name)\b", re.IGNORECASE)
SIGNED_FOR = re.compile(r"\bsign\w*\s+(?:for|on behalf of)\b", re.I)
STOOD_BY = re.compile(
    r"\b(?:with|before|presence of|witness\w*|hosted|broker\w*|mediat\w*|chaired|watched|alongside|"
    r"flanked|overseen|guided|drafted|negotiated)\b[^,;]*$",
    re.IGNORECASE,
)
WATCHED = re.compile(
    r"\W*(?:as (?:a )?(?:witness|host|guarantor)|look\w+ on|watch\w*|present)\b", re.IGNORECASE
)
HELPED = re.compile(
    r"\b(?:broker|mediat|guarant|witness|host|support|endors|welcom|back|observ)\w*\s+by\b", re.I
)
JOINTS = re.compile(r"\s*(?:,|,?\s+and|,?\s+as well as)?\s*(?:the\s+|then\s+)?")
BEFORE_LIST = re.compile(r"\b(?:between|by|among|of|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$")


def people(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    """Yield whether those told as signatories are those of the row; one is exchanged at most."""
    days, words = dated(row), text.words(stretch)
    people = [m for m in text.between(text.mentions, stretch.start, stretch.end)
              if isinstance(m, Mention) and text.id_of(m).startswith("person:")
              and not m.rule.startswith("anaphor")]  # fmt: skip
    if not row.signed_by or not people or days is None:
        return
    sorts = {sort for sort, p in CUES.items() if p.search(words)}
    each = len(people) > 1 and any(_stands_for(text, stretch, m) for m in people)
    named = text.says_so(row.id, stretch.sentence.start, stretch.sentence.end)
    cued = bool(sorts & {"signature", "agreed"}) or each or (named and not VERB.search(words))
    signers = {folded(case.name(p)): p for p in row.signed_by}
    mine = {m.id: signers.get(folded(m.anchors[0].quote)) or signers.get(
        folded(case.name(text.id_of(m)))) or _alike(m.anchors[0].quote, signers)
        for m in people}  # fmt: skip
    strange = [m for m in people if mine[m.id] is None and not _beside(text, stretch, m)]
    fitting = {p for p in mine.values() if p}
    says = f"{case.name(row.id)} was signed by {', '.join(_name(case, p) for p in row.signed_by)}"
    if fitting and not strange and (cued or len(fitting) > 1):
        fit = next(m for m in people if mine[m.id])
        yield _held(True, "who signed", row, says, fit)
        return
    if not cued:
        return
    missing = [p for p in row.signed_by if p not in fitting]
    states = {state_of(p, days[0], case.entities) for p in missing} - {None}
    replaced = [m for m in strange if state_of(text.id_of(m), days[0], case.entities) in states]
    one_for_one = len(people) == len(row.signed_by) > 1 and len(strange) == 1
    chained = len(people) > 1 and (_chained(text, people) or SIGNED_FOR.search(words) or each)
    if (each or "signature" in sorts | _listed(sorts, words)) and fitting and chained and (
        replaced or one_for_one
    ):  # fmt: skip
        yield _held(False, "who signed", row, says, (replaced or strange)[0])


FOR = re.compile(r"\W*(?:(?:\w+ )?for|on behalf of)\b|\s*\(", re.IGNORECASE)
LED_BY = re.compile(r"\b(?:for|on behalf of)\s+(?:[\w’'-]+,?\s+){1,5}(?:by\s+)?$", re.I)


def _stands_for(text: Text, stretch: Stretch, person: Mention) -> bool:
    """Say whether somebody is told to stand for a side: "X for the one side, Y for the other"."""
    at, body = person.anchors[0], text.document.text
    lead = body[max(stretch.start, at.start - 60) : at.start]
    return bool(FOR.match(body[at.end : at.end + 12]) or LED_BY.search(lead))


def _beside(text: Text, stretch: Stretch, person: Mention) -> bool:
    """Say whether somebody stood by and did not sign: a witness, mediator or host."""
    at, body = person.anchors[0], text.document.text
    if SIGNING.match(body, at.end) or _stands_for(text, stretch, person):
        return False
    lead = body[max(stretch.start, at.start - 40) : at.start]
    return bool(STOOD_BY.search(lead) or WATCHED.match(body[at.end : at.end + 30]))


def _name(case: Case, person: str) -> str:
    """Return a name as it is written; who has no row has only the words of the id."""
    name = case.name(person)
    return name.title() if name.islower() else name


def _alike(quote: str, signers: dict[str, str]) -> str | None:
    """Return the signatory whose family name ends a naming, where one alone has it."""
    last = folded(quote).split()[-1:]
    found = [p for name, p in signers.items() if name.split()[-1:] == last]
    first = folded(quote).split()[:1]
    if len(found) == 1 and (len(quote.split()) == 1 or any(
            n.startswith(first[0][:1]) for n, p in signers.items() if p == found[0])):  # fmt: skip
        return found[0]
    near = [p for name, p in signers.items()
            if name.split()[:1] == first and name.split()[-1][:4] == last[0][:4]]  # fmt: skip
    return near[0] if len(near) == 1 else None


def _listed(sorts: set[str], words: str) -> set[str]:
    """Return the cue of signing where an agreement is told to be one between persons."""
    between = re.search(r"\b(?:agreed|issued|made|adopted) (?:between|by)\b", words)
    return {"signature"} if "agreed" in sorts and between else set()


def parties(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    """Yield whether the parties that are listed are those of the row."""
    if not 2 <= len(row.parties) <= 8:
        return
    actors = [m for m in text.between(text.mentions, stretch.start, stretch.end)
              if isinstance(m, Mention)
              and text.id_of(m).startswith(("state:", "polity:", "org:", "group:"))]  # fmt: skip
    if (held := _among(case, text, stretch, row, actors)) is not None:
        yield held
    for chain in chains(text, actors):
        start = chain[0].anchors[0].start
        lead = text.document.text[max(stretch.start, start - 40) : start]
        if len(chain) < 2 or not BEFORE_LIST.search(lead) or HELPED.search(lead):
            continue
        told = {text.id_of(m) for m in chain}
        mine = told & set(row.parties)
        cued = CUES["signature"].search(text.words(stretch)) or "between" in lead
        if not mine or not cued:
            continue
        strange = [p for p in told - mine if not noted(case.name(p), row.parties_note)]
        if not strange and any(absent(case.name(p), row.parties_note) for p in told - mine):
            strange = [p for p in told - mine if absent(case.name(p), row.parties_note)]
            yield _held(False, "party", row, f"{case.name(row.id)}: {row.parties_note}",
                        next(m for m in chain if text.id_of(m) == strange[0]))  # fmt: skip
            continue
        says = f"{case.name(row.id)} is between {', '.join(case.name(p) for p in row.parties)}"
        if not strange or (len(strange) < len(told) and not row.parties_note):
            yield _held(not strange, "party", row, says)


def _among(
    case: Case, text: Text, stretch: Stretch, row: Row, actors: list[Mention]
) -> Held | None:
    """Return whether those named with an agreement are its parties: all of them, some, or one more.

    "Alone" leaves no other party; who is told to have made it "with" the others is one of them.
    """
    names = list(dict.fromkeys(text.id_of(m) for m in actors if not m.rule.startswith("anaphor")))
    mine = [n for n in names if n in row.parties]
    says = f"{case.name(row.id)} is between {', '.join(case.name(p) for p in row.parties)}"
    words = text.words(stretch)
    made = [t for t in text.tellings if stretch.start <= t.head < stretch.end
            and t.senses & MADE and t.mood == "fact" and not t.negated]  # fmt: skip
    cued = bool(made) or "between" in words or BOUND.search(words) is not None
    if not cued or not actors:
        return None
    if ALONE.search(words) and len(mine) == len(names) > 1 and len(mine) < len(row.parties):
        return _held(False, "party", row, says, actors[0])
    if len(mine) == len(names) > 1:
        return _held(True, "party", row, says, actors[0])
    for chain in chains(text, actors) if made else ():
        more = [m for m in chain if text.id_of(m) not in row.parties]
        told = {text.id_of(m) for m in chain}
        if len(more) == 1 and len(row.parties) > 1 and set(row.parties) < told and not noted(
            case.name(text.id_of(more[0])), row.parties_note):  # fmt: skip
            return _held(False, "party", row, says, more[0])
    strange = [
        m
        for m in actors
        for t in made
        for x in t.around
        if x.preposition == "with"
        and x.start <= m.anchors[0].start < x.end
        and text.id_of(m) not in row.parties
    ]
    whole = len(row.parties) < 5 and not any(
        noted(case.name(text.id_of(m)), row.parties_note) for m in strange)  # fmt: skip
    strange = [m for m in strange if not AS_GUEST.match(text.document.text, m.anchors[-1].end)]
    if strange and whole and not STOOD_WITH.search(words):
        return _held(False, "party", row, says, strange[0])
    return None


MADE = frozenset(("sign", "conclude", "adopt", "=agree", "=make", "=strike", "=reach", "=draw"))
ALONE = re.compile(r"\b(?:alone|only|nobody else|no one else)\b", re.IGNORECASE)
BOUND = re.compile(r"\b(?:bound|part(?:y|ies|ners?)|signator(?:y|ies)|sides?)\b", re.IGNORECASE)
STOOD_WITH = re.compile(r"\b(?:help|mediat\w+|support|presence|witness\w*|consent|guarant\w+|"
                        r"observ\w+|blessing|backing)\b", re.IGNORECASE)  # fmt: skip
AS_GUEST = re.compile(r"\W*(?:as|in)\s+(?!(?:a |the )?(?:part(?:y|ner)|signatory|side)\b)")


def noted(name: str, note: str) -> bool:
    return bool(note) and (name in note or name.split()[-1] in note)


def absent(name: str, note: str) -> bool:
    """Say whether a note says of somebody that they are no party."""
    said = [p for p in re.split(r"[.;]", note) if noted(name, p)]
    return any(re.search(r"\b(?:not|never|no|refus\w+|declin\w+)\b", p) for p in said)


def chains(text: Text, mentions: list[Mention]) -> Iterator[list[Mention]]:
    """Yield runs of namings that only commas and "and" stand between."""
    run: list[Mention] = []
    for one in mentions:
        if run and one.anchors[0].start < run[-1].anchors[-1].end:
            continue
        gap = text.document.text[run[-1].anchors[-1].end : one.anchors[0].start] if run else ""
        if run and not (gap and JOINTS.fullmatch(gap)):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _chained(text: Text, people: list[Mention]) -> bool:
    return any(len(run) == len(people) for run in chains(text, people))

"""Reader of acts: what is done, or said to be done, to an instrument, in whatever words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import structs

from servanda.model import Act, Record, Ref
from servanda.model.anchors import Mark
from servanda.model.terms import Polarity
from servanda.reading.act_places import evaluator, instruments_of
from servanda.reading.context import Context, Sentence
from servanda.reading.instrument_phrases import IT, Instruments
from servanda.reading.match import Hit, begins, hits, runs
from servanda.reading.mood import Mood, mood
from servanda.reading.refs import marks, refs
from servanda.reading.syntax import (
    clause_head,
    doer,
    patient,
    possessor,
    preposition,
    preposition_object,
    spread,
    subject,
    subject_of_noun,
)
from servanda.reading.understood import (
    WORKING,
    begins_to_work,
    echoes,
    effective,
    follows,
    given,
    nouns_told,
    understood,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "acts"
FORMAL = frozenset({"agreement", "official statement"})
# Modals that leave a judgement a claim.
JUDGING = frozenset({"can", "may", "must", "should", "has", "have", "to"})


def read(context: Context) -> Iterator[Record]:
    """Yield the acts about instruments; one that still "holds" is a negated expiry."""
    instruments = Instruments(context)
    last: Told | None = None
    clubs: Counter[str] = Counter()
    for sentence in context.sentences:
        taken: set[int] = set()
        told: set[tuple[str, int]] = set()
        for token in sentence:
            # Without a cue only "they did" and "others followed" tell an act.
            if not begins(token, NAME) and (last is None or token.lemma_ not in ECHOES):
                continue
            if token.i in taken or begins_to_work(token):
                continue
            found = _told(instruments, sentence, token, last, clubs)
            if found is None:
                continue
            taken |= {t.i for t in found.hit.rest}
            again = token.pos_ == "NOUN" and (found.family, found.place) in told
            told.add((found.family, found.place))
            if found.family == "notice":
                taken |= {t.i for t in nouns_told(found.hit)}
            if found.act is None or again:
                continue
            for ref, instrument in found.refs:
                yield _record(context, sentence, found.hit, found.act, instrument, ref)
            last = found
            if found.family in CLUB and (key := _key(instruments, found.refs[0][0])):
                clubs[key] += 1


ECHOES = frozenset({"do", "follow"})
# Acts by which one becomes, stays or ceases to be a party.
CLUB = frozenset({"signature", "ratification", "accession", "withdrawal", "notice", "suspension"})
NEAR = 2  # sentences after which "they left" still says what they left


def _key(instruments: Instruments, ref: Ref) -> str:
    if not ref.anchors:
        return ""
    return instruments.topics.key_at(ref.anchors[0].start, ref.anchors[0].end)


@dataclass(frozen=True)
class Told:
    """An act that a word tells: its cue, what it stands for there, and upon which instruments.

    `refs` pairs each reference with its noun, None where the clause leaves the noun out; `place`
    tells instruments apart.
    """

    sentence: int
    hit: Hit
    family: str
    act: "Meant | None"
    refs: "tuple[tuple[Ref, Token | None], ...]"
    place: int


def _told(
    instruments: Instruments,
    sentence: Sentence,
    token: "Token",
    last: Told | None,
    clubs: Counter[str],
) -> Told | None:
    """Return the act that a word tells, upon an instrument that stands there or is understood."""
    left_out: Told | None = None
    for hit in hits(token, "acts"):
        if (notice := _notice_to(instruments, sentence, hit)) is not None:
            return notice
        if (back := _taken_back(sentence, hit, last)) is not None:
            return back
        if (begun := _begun(instruments, sentence, hit, last, clubs)) is not None:
            return begun
        if _other_verb(hit):
            continue
        found = instruments_of(instruments, sentence, hit)
        if found:
            refs_ = tuple((instruments.ref(sentence, one), one) for one in found)
            act = meant(hit)
            if act is not None and act.family == "resumption" and hit.cue.lemma == "return":
                joined = instruments.is_body(sentence, found[0])
                act = Meant("accession", act.mood) if joined else act
            return Told(sentence.index, hit, hit.cue.family, act, refs_, found[0].i)
        near = last is not None and last.family in CLUB and sentence.index - last.sentence <= NEAR
        spoken = understood(instruments, sentence, hit, clubs, near) if left_out is None else None
        if spoken is not None and (act := meant(hit)) is not None:
            ref = instruments.spoken_ref(spoken)
            if hit.cue.lemma == "return":
                act = Meant("accession", act.mood)  # who comes back without more was out
            verb = given(token) if "given" in hit.cue.frames else None
            if verb is not None:  # "no notice had been deposited"
                hit, act = Hit(hit.cue, verb, (token,)), Meant(hit.cue.family, mood(verb))
            left_out = Told(sentence.index, hit, hit.cue.family, act, ((ref, None),), -spoken.start)
    if (
        left_out is None
        and last is not None
        and (echoes(token, last.hit.head) or (last.family in CLUB and follows(token)))
    ):
        return _echo(sentence, token, last)
    return left_out


def _other_verb(hit: Hit) -> bool:
    """Say whether a particle makes another verb of a cue: "what the statement leaves out"."""
    if hit.head.pos_ != "VERB" or " " in hit.cue.lemma:
        return False
    return any(c.dep_ == "prt" and c not in hit.rest for c in hit.head.children)


def _begun(
    instruments: Instruments,
    sentence: Sentence,
    hit: Hit,
    last: Told | None,
    clubs: Counter[str],
) -> Told | None:
    """Return the act that takes effect: "their withdrawal took effect", "it takes effect"."""
    inner = effective(hit)
    if inner is not None:
        found = _told(instruments, sentence, inner.head, last, clubs)
        if found is None:
            return None
        act = Meant(found.family if found.family != "notice" else "withdrawal", _mood(hit))
        whole = Hit(hit.cue, hit.head, (*hit.rest, inner.head))
        return Told(sentence.index, whole, act.family, act, found.refs, found.place)
    who = subject(hit.head) if hit.cue.family == "entry_into_force" else None
    pointing = who is not None and (who.lower_ in IT or who.lower_ == "one")
    if not pointing or last is None or last.family not in WORKING:
        return None
    if last.sentence < sentence.index - 1:
        return None
    family = "withdrawal" if last.family == "notice" else last.family
    return Told(sentence.index, hit, family, Meant(family, _mood(hit)), last.refs, last.place)


def _notice_to(instruments: Instruments, sentence: Sentence, hit: Hit) -> Told | None:
    """Return the notice of a deed told by an infinitive: "gave notice to end the agreement"."""
    if hit.cue.family != "notice":
        return None
    words = (hit.head, *hit.rest)
    for verb in (c for w in words for c in w.children if c.dep_ in ("acl", "xcomp", "advcl")):
        for inner in hits(verb, "acts"):
            if inner.cue.family not in ENDS:
                continue
            found = instruments_of(instruments, sentence, inner)
            if found:
                refs_ = tuple((instruments.ref(sentence, one), one) for one in found)
                whole = Hit(hit.cue, hit.head, (*hit.rest, verb))
                act = Meant("notice", mood(hit.head))
                return Told(sentence.index, whole, "notice", act, refs_, found[0].i)
    return None


ENDS = frozenset({"withdrawal", "termination", "suspension", "non_renewal"})


def _taken_back(sentence: Sentence, hit: Hit, last: Told | None) -> Told | None:
    """Return the taking back of a notice told before: "gave notice and revoked it"."""
    family = "notice_revoked"
    if last is None or last.sentence < sentence.index - 1 or hit.head.pos_ != "VERB":
        return None
    if last.family not in ("notice", family) or hit.cue.family not in BACK:
        return None
    what = patient(hit.head)
    if what is None or not (what.lower_ == "it" or what.lemma_ == "notice"):
        return None
    return Told(sentence.index, hit, family, Meant(family, _mood(hit)), last.refs, last.place)


BACK = frozenset({"termination", "suspension", "withdrawal", "notice_revoked"})


def _echo(sentence: Sentence, word: "Token", last: Told) -> Told | None:
    """Return the act told before that an auxiliary repeats: "Russia did not sign, China did"."""
    if last.act is None or last.hit.head.pos_ == "NOUN" or last.sentence < sentence.index - 1:
        return None
    act = Meant(last.family, mood(word))
    refs_ = tuple((ref, None) for ref, _ in last.refs)
    cue = structs.replace(last.hit.cue, effect="")
    return Told(sentence.index, Hit(cue, word), last.family, act, refs_, last.place)


@dataclass(frozen=True)
class Meant:
    """The act that a cue stands for where it stands, and its mood."""

    family: str
    mood: Mood


def meant(hit: Hit) -> Meant | None:
    """Return the act that a cue stands for; None where it tells of none.

    What is not kept, carried out or respected is said to be broken, what is not renewed is not
    renewed; to carry out an agreement, or that one must, is no act upon it.
    """
    found, effect, family = _mood(hit), hit.cue.effect, hit.cue.family
    plain = Mood("affirmed", found.modality, (), found.modals)
    if effect in ("kept", "unkept", "respected") and found.polarity == "negated":
        return Meant("breach_alleged", plain)
    if effect == "renewing" and found.polarity == "negated":
        return Meant("non_renewal", plain)
    if effect == "unkept" or (effect in ("respected", "done") and not _is_told(hit.head)):
        return None
    if effect == "respected" and mood(hit.head).modality != "actual":
        return None
    if hit.head.lemma_ == "leave" and any(c.lower_ in UNTOUCHED for c in hit.head.children):
        return None
    if effect == "never" and found.polarity != "negated":
        return None
    if effect == "never" and family == "objection":
        return Meant(family, plain)  # "cannot produce legal effects"
    if effect == "still" and not _lasting(hit.head):
        return None
    if effect == "voted" and not any(t.lemma_.lower() in VOTERS for t in _doers(hit.head)):
        return None
    return Meant(family, found)


UNTOUCHED = frozenset({"alone", "open", "unchanged", "intact", "untouched", "aside", "unsigned"})


def _doers(verb: "Token") -> "tuple[Token, ...]":
    who = doer(verb)
    return () if who is None else spread(who)


def _lasting(word: "Token") -> bool:
    """Say whether a state is told as going on or ending: "still bound", "no longer binds"."""
    carrier = word.head if word.dep_ in ("acomp", "oprd", "ccomp", "xcomp") else word
    words = {c.lower_ for w in (word, carrier) for c in w.children} | {carrier.lemma_}
    return bool(words & LASTING)


LASTING = frozenset({"still", "until", "till", "longer", "remain", "continue", "stay", "yet",
                     "anymore", "cease"})  # fmt: skip
VOTERS = frozenset({
    "parliament", "senate", "assembly", "house", "congress", "duma", "majlis", "diet", "knesset",
    "seimas", "bundestag", "chamber", "legislature", "deputy", "lawmaker", "senator", "voter",
    "electorate", "referendum", "people", "plebiscite", "mp", "commons", "legislator", "rada",
    "sejm", "vote",
})  # fmt: skip


def _is_told(verb: "Token") -> bool:
    """Say whether a verb tells a fact or future, not an aim: "reached", not "efforts to reach"."""
    if verb.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
        return True
    return any(c.dep_ == "aux" and c.lower_ != "to" for c in verb.children)


def _doer_of(hit: Hit, instrument: "Token | None") -> "Token | None":
    """Return who does what a noun tells: "their exit", "in breach of", "the exit of A from B"."""
    word = hit.head
    owner = possessor(word) or (possessor(instrument) if instrument is not None else None)
    if owner is not None and owner != instrument:
        return owner
    of = preposition(word, {"of"})
    other = preposition_object(of) if of is not None else None
    if other is not None and other != instrument and other.pos_ == "PROPN":
        return other
    for child in word.children:
        if child.dep_ in ("compound", "nmod", "amod") and child.ent_type_ in ("GPE", "NORP", "ORG"):
            return child if child != instrument else None
    if word.dep_ == "pobj" and word.head.lower_ == "in":
        verb = clause_head(word)
        return subject(verb) if verb.pos_ in ("VERB", "AUX") else None
    return subject_of_noun(word)


def _record(
    context: Context,
    sentence: Sentence,
    hit: Hit,
    act: Meant,
    instrument: "Token | None",
    ref: Ref,
) -> Act:
    word = hit.head
    found = act.mood
    if word.pos_ in ("NOUN", "PROPN"):
        actor = _doer_of(hit, instrument)
    elif "subj" in hit.cue.frames and "obj" not in hit.cue.frames:
        actor = None
    else:
        actor = doer(word)
        if actor is None and hit.cue.frames <= {"p:to", "p:by"}:
            actor = subject(word.head if word.pos_ == "ADJ" else word)  # "France is committed to"
        if actor is not None and actor == instrument:
            actor = None
    sure = word.pos_ != "NOUN" and instrument is not None and instrument.lower_ not in IT
    return context.record(
        Act,
        reader=NAME,
        at=tuple(context.anchor(sentence, t) for t in runs(hit)),
        instrument=ref,
        act=act.family,
        actors=refs(context, sentence, actor),
        authority="formal" if context.document.genre in FORMAL else "claim",
        polarity=found.polarity,
        modality=found.modality,
        marks=(*marks(context, sentence, found), *_turned(context, sentence, hit)),
        confidence=(0.75 if sure else 0.55) - 0.15 * (ref.method in ("context", "pronoun")),
        rule=hit.cue.id,
    )


def _turned(context: Context, sentence: Sentence, hit: Hit) -> tuple[Mark, ...]:
    """Return the mark of a cue that itself says the end has not come: "still holds"."""
    if hit.cue.effect not in ("negated", "still"):
        return ()
    return (Mark("polarity", (context.anchor(sentence, hit.head),)),)


def _judged(found: Mood, judge: "Token | None") -> Mood:
    """Return the mood of a judged state: the modal of the judging verb does not weaken it.

    "can be considered to have expired" claims that it has; "could have been considered" and a
    judgement that is itself in question or under a condition stay what they are.
    """
    if judge is None or (judge in found.modals and found.modality in ("intended", "demanded")):
        return found  # "is considering leaving", "called for withdrawal": a plan, a demand
    if judge in found.modals and any(h.cue.family == "excluded" for h in hits(judge, "mood")):
        return found  # "has not ruled out leaving"
    if any(m != judge and m.head != judge for m in found.modals) and found.modality != "actual":
        return found  # "believes that it will leave": a modal of its own
    above = mood(judge)
    negators = tuple({n.i: n for n in (*found.negators, *above.negators)}.values())
    polarity: Polarity = "negated" if len(negators) % 2 else "affirmed"
    plain = above.modality in ("possible", "demanded") and all(
        m.head == judge and m.lower_ in JUDGING for m in above.modals
    )
    return Mood(polarity, "actual" if plain else above.modality, negators, above.modals)


def _mood(hit: Hit) -> Mood:
    """Return the mood of the act; "holds" turns it round."""
    found = _judged(mood(hit.head), evaluator(hit.head))
    if hit.cue.effect in ("negated", "still"):
        turned: Polarity = "affirmed" if found.polarity == "negated" else "negated"
        return Mood(turned, found.modality, found.negators, found.modals)
    return found

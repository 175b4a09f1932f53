"""Claims: what a prediction says will come, taken apart so that reports can be held against it."""

import re

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Prediction
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.counts import TURNOUT, Amount, amounts
from servanda.reasoning.foretold.passages import Naming, Passage, passages
from servanda.reasoning.foretold.tables import (
    Hit,
    Role,
    hits,
    is_thing,
    pattern,
    roles_in,
    things,
    words_of,
)
from servanda.reasoning.wording import STEM, WORD

COMPLEMENT = r"(?:an?|the|in|at|bound|part|members?|part(?:y|ies)|back|no|over|within|outside)\b"
MODAL = re.compile(
    r"(?:\b(?:will|shall|would|might|may|could|won['’]t|can)\b|['’]ll\b"
    r"|\b(?:is|are)\s+(?:(?:not|very|most|quite|almost|still)\s+)*(?:going|likely|unlikely|due|set|"
    r"expected|bound|certain|sure|about|poised|doomed|destined|scheduled|slated|tipped)\s+to\b)"
    rf"(?:\s+(?!(?:still\s+)?be\s+{COMPLEMENT})(?:not|never|probably|still|soon|almost|certainly|"
    r"also|well|then|too|even|have|been|be|\w+ly|yet|again|both|finally|in the end))*\s+",
    re.IGNORECASE,
)  # fmt: skip
TO = re.compile(r"\bto\s+(?:(?:not|be|have|been)\s+)*", re.IGNORECASE)
# What is refused is told by what is not done: "refuses to ratify".
REFUSE = re.compile(r"(?:refus\w+|declin\w+|fail\w*|neglect\w*)\s+to\s+", re.IGNORECASE)
BESIDE = re.compile(
    r"\b(?:on|in|at|to|into|from|with|over|for|under|against|between|within)\b", re.I
)
PASSIVE = re.compile(r"\b(?:be|been|being|get)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
CLAUSE = re.compile(r"[:;—]|\bthat\b|,\s*(?=[A-Z])")
AFTERWARDS = re.compile(
    r"[;:—(]|,\s+(?:and|but|or|so|as|because|though|although|while|which|who|whatever|all|for|"
    r"to|in|he|she|it|they|I|according|says|said)\b|\b(?:because|whatever|although)\b"
)
PREPOSITION = re.compile(
    r"\b(?:on|in|at|to|into|from|of|with|over|for|by|under|against|through|towards?|between|before|"
    r"after|within|out|about|without)\b", re.IGNORECASE,
)  # fmt: skip
# "Countries *that recognise* the island": what describes a thing is no part of what is foretold.
DESCRIBED = re.compile(
    r"(?<=\w)\s+(?:that|which|who)\s+(?!(?:it|they|he|she|the|its|their)\b)(?=\w)", re.IGNORECASE
)
OF = re.compile(
    r"\b(?:on|of|for|against|over)\s+"
    r"((?:(?!(?:in|by|at|since|from|to)\b)[\w'’-]+\s*){1,4})", re.IGNORECASE,
)  # fmt: skip
ENOUGH = 0.5


class Claim(Struct, frozen=True):
    """A deed foretold: who, which deed, on what, and whether it is to come about.

    `axes` are what the deed may be told by, `sign` the side on which it lies, turned where it is
    foretold not to come. `who` are the keys of those who do it, `roles` their roles; `names` are
    the keys of all that the rest names, a set for each naming; `theme` what its words tell, a set
    of alternatives for each, and `head` the first of these that the deed is done to. `verb` is the
    stem of the verb. `each` says that all who are named must take part, `lasts` that what
    is foretold is a state, `thing` that its subject is a thing: "the talks will resume".
    """

    subject: str
    predicate: str
    axes: frozenset[str]
    sign: int
    kind: str
    each: bool
    verb: str
    passive: bool
    who: tuple[frozenset[str], ...]
    roles: tuple[Role, ...]
    names: tuple[frozenset[str], ...]
    theme: tuple[frozenset[str], ...]
    head: frozenset[str]
    amount: Amount | None = None
    doer: tuple[frozenset[str], ...] = ()
    theme_text: str = ""
    of: frozenset[str] = frozenset()
    lasts: bool = False
    thing: bool = False


def claim_of(case: Case, record: Prediction) -> Claim | None:
    """Return the claim of a prediction; None where its words name no deed."""
    document = case.evidence.documents.get(record.document)
    if document is None or not record.proposition.anchors:
        return None
    start = min(a.start for a in record.proposition.anchors)
    end = max(a.end for a in record.proposition.anchors)
    text = _blanked(document.text[start:end], start, record)
    place = record.anchors[0].start - start if record.anchors else 0
    found = _split(text, place)
    if found is None:
        return None
    subject, predicate, passive = found
    namings = _namings(case, record.document, start, end)
    aside = record.horizon.anchors if record.horizon else ()
    namings = [
        n for n in namings if not any(a.start - start <= n.start < a.end - start for a in aside)
    ]
    return _claim(text, subject, predicate, passive, namings, record)


def _namings(case: Case, document: str, start: int, end: int) -> list[Naming]:
    """Return whom a stretch of a document names, with offsets from its start."""
    return [
        Naming(n.start - start, n.end - start, n.keys, n.pronoun)
        for p in passages(case).of(document)
        if p.start < end and start < p.end
        for n in p.named
        if start <= n.start < end
    ]


def condition_claim(case: Case, record: Prediction) -> tuple[Claim, bool] | None:
    """Return the claim that a condition makes, and whether the prediction hangs on its failing."""
    condition = record.condition
    document = case.evidence.documents.get(record.document)
    if condition is None or not condition.anchors or document is None:
        return None
    start, end = condition.anchors[0].start, condition.anchors[-1].end
    text = document.text[start:end]
    lead = re.match(
        r"\W*(?:if|unless|once|provided(?: that)?|should|when|as long as)\s+", text, re.I
    )
    if lead is None:
        return None
    unless = lead[0].strip().lower() == "unless"
    found = next((h for h in hits(text) if h.start > lead.end()), None)
    if found is None:
        return None
    passive = re.search(r"\b(?:is|are|be|were)\s+(?:\w+ly\s+)?$", text[: found.start]) is not None
    namings = _namings(case, record.document, start, end)
    subject = (lead.end(), found.start)
    made = _claim(text, subject, (found.start, len(text)), passive, namings, None)
    return (made, unless) if made is not None else None


def _blanked(text: str, start: int, record: Prediction) -> str:
    """Return the words of a proposition with its condition and window blanked out."""
    aside = [*(record.condition.anchors if record.condition else ())]
    aside += [*(record.horizon.anchors if record.horizon else ())]
    for anchor in aside:
        low, high = max(0, anchor.start - start), max(0, anchor.end - start)
        text = text[:low] + " " * (min(high, len(text)) - low) + text[high:]
    return text


def _split(text: str, place: int) -> tuple[tuple[int, int], tuple[int, int], bool] | None:
    """Return where subject and predicate of a proposition stand, and whether it is passive."""
    found = MODAL.search(text, max(0, place - 12)) or MODAL.search(text)
    found = found or TO.search(text, max(0, place)) or TO.search(text)
    if found is None:
        return (0, 0), (0, len(text)), False  # a noun: "elections in Mali"
    before = text[: found.start()]
    low = max((m.end() for m in CLAUSE.finditer(before)), default=0)
    after = AFTERWARDS.search(text, found.end()) or DESCRIBED.search(text, found.end())
    last = after.start() if after else len(text)
    passive = PASSIVE.search(text[: found.end()]) is not None
    return (low, found.start()), (found.end(), last), passive


def _claim(
    text: str, subject: tuple[int, int], predicate: tuple[int, int], passive: bool,
    namings: list[Naming], record: Prediction | None,
) -> Claim | None:  # fmt: skip
    told = text[slice(*predicate)]
    refused = REFUSE.match(told)
    if refused:
        predicate = (predicate[0] + refused.end(), predicate[1])
        told = text[slice(*predicate)]
    word = WORD.search(told)
    if word is None:
        return None
    mains = _mains(told)
    verb = word[0].lower()
    used = max((h.end for h in mains), default=word.end())
    own = [h for h in mains if h.kind != "state"] or mains
    sign = own[0].sign if own else 1
    used_up = any("no" in told[h.start : h.end].lower().split() for h in mains)
    objects = "" if used_up else told
    if bool(refused) != (record is not None and negated_in(text[: predicate[0]], objects)):
        sign = -sign
    who, beside, thing = _subject(text, subject, namings)
    inner = _inner(told, mains)
    roles = roles_in(text[slice(*subject)])
    counted = amounts(text[subject[0] : predicate[1]]) if record is not None else []
    for n in namings:  # what a naming stands for is compared by whom it means
        text = text[: n.start] + " " * (n.end - n.start) + text[n.end :]
    of_subject = _elements(text[slice(*subject)])
    rest = text[predicate[0] + used : predicate[1]]
    sets = (*inner, *_elements(rest))
    if counted and counted[0].unit == TURNOUT:
        sets, of_subject = (frozenset({"=turnout"}),), ()
    heads = of_subject if passive else sets
    return Claim(
        subject=text[slice(*subject)].strip(),
        predicate=told.strip(),
        axes=_axes([h for h in mains if own and h.sign == own[0].sign]),
        sign=sign,
        kind=own[0].kind if own else "one",
        each=any(h.kind == "each" for h in mains),
        verb="" if verb in words_of("light") else verb[:STEM],
        passive=passive,
        who=who,
        roles=roles,
        names=(*beside, *(n.keys for n in namings
                          if predicate[0] + used <= n.start < predicate[1] and not n.pronoun)),
        theme=(*sets, *(of_subject if passive or thing or not who else ())),
        head=_head(heads, rest, passive, inner),
        amount=_of_subject(counted[0], of_subject) if counted else None,
        lasts=_lasts(text[slice(*subject)], told, own, sign),
        thing=thing,
        doer=of_subject,
        theme_text=_object(told[used:]),
        of=of_what(rest),
    )  # fmt: skip


def _axes(mains: list[Hit]) -> frozenset[str]:
    """Return the axes of a deed; to give notice is more than to announce."""
    found = frozenset(h.axis for h in mains)
    return found - {"announce"} if "notice" in found else found


def _of_subject(amount: Amount, subject: tuple[frozenset[str], ...]) -> Amount:
    """Return an amount that counts what the subject tells where no unit stands with it."""
    if amount.unit:
        return amount
    told = frozenset(k for e in subject for k in e if k[0] != "@")
    return replace(amount, unit=told)


def _object(rest: str) -> str:
    """Return the words of what a deed is done to: up to the first preposition."""
    stop = PREPOSITION.search(rest, 4)
    return rest[: stop.start()] if stop else rest


def of_what(text: str) -> frozenset[str]:
    """Return what a thing is of: of "its ban on fish", fish; names are compared elsewhere."""
    found = OF.search(text)
    return frozenset().union(*_elements(found[1])) if found else frozenset()


def _lasts(subject: str, told: str, own: list[Hit], sign: int) -> bool:
    """Say whether what is foretold is a state that holds to the end: "will stay", "is a party".

    That it will not survive foretells a deed.
    """
    if subject.strip().lower().endswith("there"):
        return False
    if own and own[0].kind == "state":
        return sign == own[0].sign
    return pattern("lasting").match(told) is not None


def _subject(
    text: str, subject: tuple[int, int], namings: list[Naming]
) -> tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...], bool]:
    """Return whom the subject of a claim names, whom what stands beside it, and whether it is a
    thing: "the *Oslo* talks", "talks in *Oslo*", "all American sanctions"."""
    stop = BESIDE.search(text, *subject)
    end = stop.start() if stop and text[subject[0] : stop.start()].strip() else subject[1]
    mine = [n for n in namings if subject[0] <= n.start < subject[1]]
    core = text[subject[0] : end]
    cut = re.search(r"\b(?:that|which|who|of)\b", core)
    near = core[: cut.start()] if cut and core[: cut.start()].strip() else core
    last = list(WORD.finditer(near))
    head = last[-1] if last else None
    named = head is not None and any(n.start <= subject[0] + head.start() < n.end for n in mine)
    thing = (
        head is not None
        and not named
        and head[0].islower()
        and not roles_in(near)
        and is_thing(head[0])
    )
    return (tuple(n.keys for n in mine if n.start < end),
            tuple(n.keys for n in mine if n.start >= end), thing)  # fmt: skip


def _inner(told: str, mains: list[Hit]) -> tuple[frozenset[str], ...]:
    """Return what the words inside a wording tell besides its deed: "put *the talks* on hold"."""
    long = max(mains, key=lambda h: h.end - h.start, default=None)
    if long is None:
        return ()
    words = list(WORD.finditer(told, long.start, long.end))
    if len(words) < 4:
        return ()
    return _elements(told[words[1].start() : words[-1].start()])


def _mains(told: str) -> list[Hit]:
    """Return the wordings of the deed: those at the verb, else the first after it."""
    found = hits(told)
    word = WORD.match(told)
    first = [h for h in found if h.start == 0]
    if first and word is not None:
        light = word[0].lower() in words_of("light") and max(h.end for h in first) <= word.end()
        if not light:
            return first
    later = [h for h in found if h.start > 0 and len(WORD.findall(told[: h.start])) <= 5]
    return [h for h in later if h.start == later[0].start] if later else first


def negated_in(front: str, told: str) -> bool:
    """Say whether a proposition itself is of what does not come: "will not", "no government".

    A doubt about it ("I doubt that they meet") is told of the proposition and does not turn it.
    """
    front = front[max((m.end() for m in CLAUSE.finditer(front)), default=0) :]
    words = r"\b(?:not|never|no|none|nobody|neither|nor)\b|n['’]t\b"
    found = re.findall(words, front, re.I)
    found += re.findall(r"^(?:\w+\s+)?(?:no|neither|nothing|nobody)\b", told, re.I)
    return len(found) % 2 == 1


def _elements(text: str) -> tuple[frozenset[str], ...]:
    """Return what the words of a text tell: for each word its sort of thing, or the deeds it names.

    Names are left out: they are compared by whom they mean.
    """
    out = []
    deeds = hits(text)
    for word in WORD.finditer(text):
        low = word[0].lower()
        if word[0][0].isupper() or low in words_of("calendar") or low in words_of("light"):
            continue
        told = things(word[0])
        axes = {"@" + h.axis for h in deeds if h.start < word.end() and word.start() < h.end}
        if told or axes:
            out.append(told | axes)
    return tuple(out)


def _head(
    sets: tuple[frozenset[str], ...], rest: str, passive: bool, inner: tuple[frozenset[str], ...]
) -> frozenset[str]:
    """Return what the deed is done to: the last word before the first preposition."""
    if passive:
        return sets[-1] if sets else frozenset()
    if inner:
        return inner[-1]
    if rest.lstrip().startswith("that "):
        told = _elements(rest)
        return told[-1] if told else frozenset()
    stop = PREPOSITION.search(rest)
    if stop is not None and not rest[: stop.start()].strip():
        stop = PREPOSITION.search(rest, stop.end())
    near = _elements(rest[: stop.start()] if stop else rest)
    return near[-1] if near else frozenset()


def told_in(passage: Passage) -> frozenset[str]:
    """Return what the words of a passage tell, with the axes of its deeds."""
    return passage.stems | {"@" + h.axis for h in hits(passage.text)}

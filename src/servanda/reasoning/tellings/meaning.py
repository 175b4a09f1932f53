"""How a deed is meant where it stands: told as done, owed, forbidden, refused, supposed or to come.

Worked out from a predication's own modal and negation and from what governs it, up to the top of
the sentence.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from servanda.model.predications import Predication
from servanda.reasoning.tellings.words import governors

DUTY = frozenset({"shall", "must", "have to", "be to"})
OPEN_MODALS = frozenset({"can", "could", "might", "should", "ought", "need"})
SUPPOSING = frozenset({
    "if", "unless", "whether", "lest", "provided", "providing", "supposing", "in case", "as if",
    "as though", "so that", "in order", "instead of", "rather than", "than", "once", "until",
    "till", "as long as", "like", "against", "for",
})  # fmt: skip
REAL = frozenset({"after", "since", "following", "despite", "during", "upon", "amid", "because of",
                  "in spite of", "as a result of", "thanks to", "by"})  # fmt: skip
LACKING = frozenset({"without", "in the absence of"})
# Verbs of a deed noun that say that the deed is done, as far as they are.
DONE = frozenset({
    "take place", "happen", "occur", "begin", "start", "complete", "carry out", "conduct",
    "perform", "make", "launch", "finish", "continue", "go on", "follow", "come", "proceed",
    "resume", "stage", "execute", "commit", "effect", "see", "witness", "record", "report",
    "confirm", "observe", "be", "give", "grant", "achieve", "conclude", "last", "open",
})  # fmt: skip
# Verbs of a deed noun that say nothing of whether it is done.
UNDONE = frozenset({
    "delay", "postpone", "suspend", "cancel", "halt", "stop", "block", "prevent", "plan",
    "expect", "schedule", "await", "propose", "demand", "urge", "request", "oppose", "reject",
    "refuse", "offer", "threaten", "consider", "discuss", "negotiate", "require", "deny", "seek",
    "want", "favour", "favor", "support", "prepare", "envisage", "foresee", "order", "announce",
    "promise", "pledge", "accept", "call for", "allow", "permit", "authorise", "authorize",
})  # fmt: skip
# Who orders by what it says: "the article has the commissioners meet", "the text lets us stay".
TEXTUAL = frozenset({
    "article", "treaty", "agreement", "accord", "protocol", "text", "clause", "paragraph", "point",
    "rule", "law", "pact", "convention", "memorandum", "declaration", "annex", "constitution",
    "decree", "resolution", "charter", "statute", "deal", "provision", "section", "armistice",
    "truce", "ceasefire", "instrument", "order", "circular", "instruction", "regulation", "act",
    "covenant", "compact", "settlement", "document", "paper", "mandate", "ruling", "judgment",
})  # fmt: skip
# Verbs that take for granted that the deed that they are of was done.
FACTIVE = frozenset({
    "condemn", "protest", "criticise", "criticize", "welcome", "denounce", "praise", "deplore",
    "regret", "mourn", "celebrate", "hail", "survive", "suffer", "cause", "provoke", "spark",
    "trigger", "resent", "punish", "avenge", "applaud", "commemorate", "film", "watch", "undergo",
    "endure", "inflict", "effect", "precede", "mark", "photograph", "hear",
})  # fmt: skip
DEPTH = 12  # governors above which nothing more is asked


class Meant(Struct, frozen=True):
    """How a deed is meant: `mood` is fact, future or open; `force` must, ban, may, refuse or "".

    `negated` says that it is told not to be done. `duty` is the index of the predication that
    says what is owed ("undertook"), -1 where a modal does.
    """

    mood: str = "fact"
    force: str = ""
    negated: bool = False
    duty: int = -1


OPEN = Meant("open")


def meant(all_: Sequence[Predication], n: int, question: bool = False, depth: int = 0) -> Meant:
    """Return how the deed of a predication of a document is meant."""
    p = all_[n]
    if question or depth > DEPTH:
        return OPEN
    own = _own(p)
    if p.above < 0 or p.above == n:
        return OPEN if p.form in ("noun", "infinitive") else own
    g = all_[p.above]
    above = meant(all_, p.above, depth=depth + 1)
    if p.form == "noun":
        return _noun(p, g, above)
    if p.link == "conjunct":
        return _conjunct(all_, p, g, above, own, depth)
    if p.link == "complement":
        return _complement(p, g, above, own, all_)
    if p.link == "participle" and p.mark in LACKING:
        return _adverbial(p, g, above, own)  # "left without having met"
    if p.link in ("infinitive", "participle") or (p.link == "object-noun"):
        return _governed(p, g, above, own)
    if p.link == "adverbial" and p.form == "infinitive" and _binds(g):
        return _governed(p, g, above, own)  # "obliges both sides to keep their guns away"
    if p.link == "adverbial":
        return _adverbial(p, g, above, own)
    if p.form == "infinitive":
        return OPEN
    return own


def _binds(g: Predication) -> bool:
    """Say whether a verb orders, forbids or allows whom it is done to."""
    return (governors().get(g.lemma) in OWING and bool(g.of("object", "recipient"))) or (
        g.passive and governors().get(g.lemma) in OWING
    )  # fmt: skip


OWING = ("must", "ban", "may")
# Prepositions of a noun of duty: "under an obligation to", "with orders to".
BOUND_BY = ("under", "with", "by", "in", "at")


def noun_of_duty(g: Predication) -> str:
    """Return how the noun of duty or leave of a governor means what it leads; empty without one.

    "Gave its word", "is under an obligation", "has no right".
    """
    for a in g.arguments:
        led = a.role in ("object", "attribute") or (
            a.role == "oblique" and a.preposition in BOUND_BY
        )
        if led and not a.name and a.lemma in DUTY_NOUNS:
            return governors().get(a.lemma, "must")
    return ""


DUTY_NOUNS = frozenset({
    "duty", "obligation", "commitment", "promise", "pledge", "undertaking", "word", "guarantee",
    "assurance", "vow", "oath", "right", "freedom", "permission", "leave", "licence", "license",
    "order", "instruction", "authority", "mandate", "responsibility", "ban", "prohibition",
})  # fmt: skip


def _own(p: Predication) -> Meant:
    """Return how a predication is meant by its own modal and negation."""
    no = p.negated or _nobody(p)
    if p.modal in DUTY:
        return Meant("fact", "ban" if no else "must")
    if p.modal == "may":
        return Meant("fact", "ban" if no else "may")
    if p.modal in OPEN_MODALS:
        return OPEN
    if p.modal in ("will", "would") or p.tense == "future":
        if p.perfect:
            return OPEN
        return Meant("fact", "refuse") if no and not p.passive else Meant("future", "", no)
    return Meant("fact", "", no)


def _nobody(p: Predication) -> bool:
    return any(
        a.determiner in ("no", "neither", "none") or a.lemma in ("nobody", "nothing", "none",
                                                                "no-one")
        for a in p.arguments if a.role in ("subject", "object", "agent", "attribute")
    )  # fmt: skip


def _conjunct(
    all_: Sequence[Predication], p: Predication, g: Predication, above: Meant, own: Meant,
    depth: int,
) -> Meant:  # fmt: skip
    """Return the meaning of the second of two joined verbs: under the modal and governor of one."""
    if not p.modal and not p.tense:
        return _with(above, p.negated, g.negated)
    if g.above >= 0 and g.link not in ("conjunct", "relative"):
        moved = list(all_)
        at = moved.index(p)
        moved[at] = replace(p, above=g.above, link=g.link, mark=g.mark)
        return meant(moved, at, depth=depth + 1)
    return own


def _with(above: Meant, negated: bool, before: bool) -> Meant:
    """Return the meaning of a governor for what is joined to it, with a negation of its own."""
    if negated == before or not negated:
        return above
    if above.force in ("must", "ban"):
        return replace(above, force="ban" if above.force == "must" else "must")
    return replace(above, negated=not above.negated)


DENIES = frozenset({"deny", "refute", "disclaim", "disprove", "belie"})
FALSE = frozenset({"untrue", "false", "baseless", "unfounded", "groundless", "lie", "invention",
                   "fabrication", "nonsense", "fiction", "fable", "slander", "incorrect",
                   "wrong"})  # fmt: skip


def _denied(g: Predication, all_: Sequence[Predication]) -> bool:
    """Say whether what a predication leads is told to be untrue."""
    above = all_[g.above] if g.form == "noun" and g.above >= 0 else g
    attributes = {a.lemma.lower() for a in above.of("attribute")}
    false = bool(attributes & FALSE) and above.lemma == "be" and not above.negated
    return false or (g.lemma in DENIES and not g.negated and g.form != "noun")


def _complement(
    p: Predication, g: Predication, above: Meant, own: Meant, all_: Sequence[Predication]
) -> Meant:
    how = _how(p, g) or "said"
    if p.form == "participle" and p.at[0] < g.at[0]:
        return OPEN  # "finding solutions is a task": nobody has found any
    if _denied(g, all_) and own.mood == "fact" and not own.force and above.mood == "fact":
        return replace(own, negated=not own.negated)
    if _how(p, g) == "must" and not p.tense and g.lemma in ("have", "make"):
        return Meant("fact", "ban" if own.negated else "must", duty=p.above)
    if p.mark in ("if", "whether") or above.mood != "fact" or above.negated:
        return OPEN
    if above.force == "refuse":
        return OPEN
    if how in ("must", "ban", "may"):
        if own.force or own.mood == "future":
            no = own.negated or own.force in ("ban", "refuse")
            return Meant("fact", "ban" if no else "must", duty=p.above)
        # "require that inspectors be admitted": no tense of its own
        return Meant("fact", "ban" if own.negated else "must", duty=p.above) if not p.tense else own
    if how in ("open", "keeps", "not"):
        return OPEN
    return own


def _governed(p: Predication, g: Predication, above: Meant, own: Meant) -> Meant:
    """Return the meaning of an infinitive or participle under its verb, noun or adjective."""
    how = _how(p, g)
    if g.form == "copula" and how not in OWING:
        found = [governors()[a.lemma] for a in g.of("attribute") if a.lemma in governors()]
        how = found[0] if found else "open"
    if how is None:
        how = "open" if p.form == "infinitive" else "fact"
    if g.lemma in DENIES and p.form == "participle" and above.mood == "fact":
        return Meant("fact", "", not (own.negated or above.negated))
    if how == "said":
        how = "fact" if g.passive or p.form == "participle" else "open"
    if g.form == "noun" and g.above < 0 and p.link == "participle" and p.form == "participle":
        return own  # "Talks among the three opened on 29 August": no verb stands above
    if how == "open" or above.mood == "open":
        return OPEN
    no = own.negated
    if how in ("must", "ban", "may"):
        return _owed(p, how, above, no)
    if above.force in ("must", "ban"):
        turned = no != (how in ("not", "keeps", "refuse"))
        ban = (above.force == "ban") != turned
        return replace(above, force="ban" if ban else "must")
    if how == "refuse":
        return Meant(above.mood, "" if above.negated else "refuse")
    if how == "keeps" and above.negated and not no:
        return Meant("fact", "may", duty=p.above)
    turned = no != (how in ("not", "keeps"))
    return replace(above, negated=above.negated != turned)


def _how(p: Predication, g: Predication) -> str | None:
    """Return how a governor means what it leads; a text orders and allows by its own verbs."""
    textual = any(a.lemma.lower() in TEXTUAL for a in g.of("subject"))
    if g.lemma == "have" and p.form == "infinitive":
        return "must"
    if textual and g.lemma in ("have", "make", "let", "leave", "give", "help", "see"):
        return "must" if g.lemma in ("have", "make") else "may"
    if textual and g.lemma in ("ask", "call on", "want", "expect", "demand", "call for"):
        return "must"
    noun = noun_of_duty(g) if g.form != "noun" else ""
    if noun and p.link in ("infinitive", "complement", "adverbial"):
        return noun
    return governors().get(g.lemma)


def _owed(p: Predication, how: str, above: Meant, no: bool) -> Meant:
    if above.negated:
        if how == "must":
            return OPEN
        return Meant("fact", "ban" if how == "may" else "may", duty=p.above)
    if above.force == "refuse":
        return OPEN
    if how == "may":
        return Meant(above.mood, "may", duty=p.above)
    ban = (how == "ban") != no
    return Meant("fact", "ban" if ban else "must", duty=p.above)


def _adverbial(p: Predication, g: Predication, above: Meant, own: Meant) -> Meant:
    if p.mark in SUPPOSING or (p.mark in ("before", "when") and p.tense == "present" and (
        not p.perfect
    )):  # fmt: skip
        return OPEN  # "before the treaty lapses"
    if p.mark in LACKING:
        return Meant("fact" if above.mood == "fact" else "open", "", not own.negated)
    if p.form == "infinitive":
        until = g.lemma == "have" and any(a.preposition in ("until", "till", "by") for a in
                                          (*g.arguments, *p.arguments))  # fmt: skip
        return Meant("fact", "must", duty=p.above) if until and above == Meant() else OPEN
    if p.form == "participle":
        return own if above.mood == "fact" and above.force in ("", "refuse") else OPEN
    return own


def _noun(p: Predication, g: Predication, above: Meant) -> Meant:
    """Return the meaning of a deed noun: done where its verb says so or takes it for granted."""
    how = governors().get(g.lemma)
    if p.link == "oblique-noun":
        if p.mark in LACKING:
            return Meant("fact", "", True)
        if how in ("not", "ban") and p.mark == "from":
            return Meant("fact", "ban") if how == "ban" or above.force == "must" else Meant(
                above.mood, "", not above.negated)  # fmt: skip
        return Meant("fact") if p.mark in REAL and above.mood == "fact" else OPEN
    if p.link == "noun" and g.form == "copula" and above.mood == "fact" and not above.force and (
        any(a.head == p.head for a in g.of("subject")) and not g.of("attribute")
    ):  # fmt: skip
        return above  # "There was no shelling of Ristow"
    if p.link not in ("subject-noun", "object-noun"):
        return OPEN
    if above.mood != "fact":
        return above
    if g.lemma in DONE:
        return replace(above, negated=above.negated or p.negated)
    if p.negated:
        return OPEN
    done_to = p.link == ("subject-noun" if g.passive else "object-noun")
    if g.form == "copula" and p.link == "subject-noun" and any(
        a.lemma in ("due", "owed", "mandatory", "obligatory", "compulsory", "required", "overdue")
        for a in g.of("attribute")
    ):  # fmt: skip
        return OPEN if above.negated else Meant("fact", "must")
    if g.form == "copula" and p.link == "subject-noun" and any(
        a.lemma in ("forbidden", "illegal", "unlawful", "banned", "prohibited", "inadmissible")
        for a in g.of("attribute")
    ):  # fmt: skip
        return OPEN if above.negated else Meant("fact", "ban")
    if how == "may" and done_to:
        return Meant("fact", "ban" if above.negated else "may", duty=p.above)
    if how == "must" and done_to:
        return Meant("fact", "must", duty=p.above)
    if how in ("ban", "not") and done_to:
        banned = how == "ban" or above.force == "must"
        return Meant("fact", "ban", duty=p.above) if banned else OPEN
    if g.lemma in UNDONE or how in ("open", "refuse", "keeps"):
        return OPEN
    return Meant("fact") if g.lemma in FACTIVE and not above.force else OPEN

""" "It" that points to nothing: of weather, time, clefts and clauses put last."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSES = frozenset({"ccomp", "advcl", "xcomp", "csubj", "relcl", "acl", "csubjpass"})
SEEMING = frozenset({"seem", "appear", "turn", "happen", "follow", "emerge", "transpire", "take",
                     "remain", "matter", "suffice", "mean", "result", "occur", "come"})  # fmt: skip
PASSIVES = frozenset({"say", "think", "believe", "expect", "know", "report", "agree", "hope",
                      "assume", "fear", "note", "recall", "understand", "decide", "argue",
                      "stress", "suggest", "claim", "allege", "estimate"})  # fmt: skip
WEATHER = frozenset({"rain", "snow", "freeze", "thunder", "hail"})
MAKING = frozenset({"make", "find", "think", "consider", "deem", "leave", "take", "believe"})
LINKING = frozenset({"that", "whether", "if", "to", "when", "how", "why", "who", "what", "for"})
TIMES = re.compile(
    r"[^.;]{0,24}\b(?:years?|months?|weeks?|days?|hours?|decades?|o'clock|morning|evening|"
    r"noon|midnight|night|dawn|late|early|time|today|yesterday|then|now|here|there|only)\b",
    re.IGNORECASE,
)


def points_to_nothing(token: "Token") -> bool:
    """Say whether "it" at a place is there for the grammar alone."""
    if token.lower_ != "it":
        return False
    verb = token.head
    if token.dep_ in ("nsubj", "nsubjpass", "expl"):
        return _as_subject(token, verb)
    # "made it clear that", "find it hard to": the clause is what is meant
    if token.dep_ in ("dobj", "nsubj") or verb.pos_ == "ADJ":
        maker = verb if verb.lemma_ in MAKING else verb.head
        if maker.lemma_ in MAKING:
            rest = token.doc[token.i + 1 : min(token.i + 6, token.sent.end)]
            judged = any(t.pos_ == "ADJ" or t.lower_ in ("duty", "clear", "upon") for t in rest[:2])
            return judged and any(t.lower_ in LINKING for t in rest)
    return False


def _as_subject(token: "Token", verb: "Token") -> bool:
    lemma, below = verb.lemma_.lower(), list(verb.children)
    clause = any(c.dep_ in CLAUSES and c.i > verb.i for c in below)
    if lemma in WEATHER:
        return True
    if lemma == "take" and any(c.dep_ == "xcomp" or c.dep_ == "advcl" for c in below):
        return True  # "it took months to agree", "it takes patience to"
    if lemma in SEEMING and lemma not in ("take", "mean", "remain"):
        return any(c.dep_ == "ccomp" for c in below) or _linked(verb, verb)
    if token.dep_ == "nsubjpass" and lemma in PASSIVES:
        return any(c.dep_ == "ccomp" and c.i > verb.i for c in below)
    if lemma in ("help", "depend", "pay", "hurt") and (
        clause or any(c.dep_ in CLAUSES or c.tag_ in ("WP", "WDT", "WRB") for c in below)
    ):
        return True  # "it helps to remember", "it depends whom you ask"
    if (
        token.dep_ == "nsubjpass"
        and lemma == "leave"
        and any(t.tag_ == "TO" for t in token.doc[verb.i + 1 : token.sent.end])
    ):
        return True  # "it was left to the mediators to find words"
    if lemma == "start" and any(c.lower_ == "all" for c in below):
        return True  # "it all began with": the whole story
    if lemma in ("be", "become", "remain") and verb.pos_ in ("AUX", "VERB"):
        return _of_being(token, verb, clause)
    return False


def _of_being(token: "Token", verb: "Token", clause: bool) -> bool:
    """Say whether "it is ..." goes on in a clause, a cleft or a time."""
    said = next((c for c in verb.children if c.dep_ in ("acomp", "attr", "prep", "advmod", "oprd")
                 and c.i > verb.i and c.lower_ != "not"), None)  # fmt: skip
    text = token.doc.text[verb.idx + len(verb) : token.sent.end_char]
    if said is None:
        return clause and TIMES.match(text) is not None
    if said.dep_ == "acomp":
        return said.lemma_.lower() not in ABLE and (_linked(verb, said) or _announces(said))
    if said.dep_ == "attr" and said.ent_type_ in ("DATE", "TIME"):
        return True
    if said.dep_ == "prep" and any(
        t.lower_ in ("that", "whether", "to")
        for t in token.doc[said.i + 2 : said.i + 12]
        if t.sent == token.sent
    ):
        return True  # "it was at such a moment that", "it is of importance that"
    if said.dep_ == "advmod" or said.dep_ == "prep":
        return TIMES.match(text) is not None and (clause or said.dep_ == "prep"
                                                 or said.lower_ in ("then", "only"))  # fmt: skip
    cleft = any(c.dep_ in ("relcl", "ccomp", "advcl", "acl") for c in said.children)
    joined = any(t.lower_ in ("that", "who") for t in token.doc[said.i + 1 : said.i + 8])
    subject_clause = any(c.dep_ in ("advcl", "csubj", "ccomp") and c.i > said.i and _opens(c)
                         for c in (*verb.children, *said.children))  # fmt: skip
    return subject_clause or (cleft and joined and _definite(said)) or _judges(said)


# Adjectives of somebody who acts: "it is ready to talk" points to a state.
ABLE = frozenset({"ready", "able", "unable", "willing", "unwilling", "prepared", "determined",
                  "committed", "eager", "free", "bound", "obliged", "happy", "proud", "glad",
                  "entitled", "keen", "reluctant", "afraid", "aware", "confident", "likely",
                  "unlikely", "set", "due", "responsible"})  # fmt: skip
EVIDENT = frozenset({"clear", "obvious", "evident", "interesting", "noteworthy", "unclear", "true",
                     "certain", "possible", "impossible", "necessary", "important", "essential",
                     "imperative", "vital", "crucial", "wrong", "right", "open"})  # fmt: skip


def _announces(said: "Token") -> bool:
    """Say whether a judgement goes on in a clause or after a colon: "it is very clear: ..."."""
    after = said.doc[said.i + 1 : min(said.i + 8, said.sent.end)]
    return said.lemma_.lower() in EVIDENT and any(
        t.text == ":" or t.lower_ in ("that", "whether", "if", "to", "how", "why") for t in after
    )


def _opens(clause: "Token") -> bool:
    """Say whether a clause opens with a word that makes it the real subject."""
    first = next(iter(clause.subtree), clause)
    return first.lower_ in ("that", "if", "when", "to", "whether", "for")


def _definite(noun: "Token") -> bool:
    return noun.pos_ == "PROPN" or any(c.lower_ in ("the", "this", "these", "our", "not")
                                       for c in noun.children)  # fmt: skip


def _judges(noun: "Token") -> bool:
    """Say whether a noun judges the clause that follows: "it is time to", "a pity that"."""
    after = noun.doc[noun.i + 1 : noun.i + 3]
    return noun.lemma_.lower() in JUDGING and any(t.lower_ in LINKING for t in after)


JUDGING = frozenset({"pity", "time", "shame", "honour", "honor", "duty", "pleasure", "privilege",
                     "fact", "matter", "question", "wonder", "mistake", "task", "goal", "hope",
                     "opportunity", "job", "responsibility", "secret", "irony"})  # fmt: skip


def _linked(verb: "Token", said: "Token") -> bool:
    """Say whether a clause follows what is said: "clear that", "wiser to ask", "important for"."""
    clause = any(
        c.dep_ in CLAUSES and c.i > said.i for c in (*verb.children, *said.children) if c != said
    )
    after = said.doc[said.i + 1 : min(said.i + 9, said.sent.end)]
    return clause and any(t.lower_ in LINKING or t.lower_ == "than" for t in after)

"""Where verbs stand in a plain sentence, and in which sense: by a table, a helper or an ending."""

from collections.abc import Iterator

from msgspec import Struct

from servanda.model.spelt import count_of
from servanda.reasoning.clashes.clause_words import (
    AUX,
    AWAY,
    BE,
    BEFORE_NOUN,
    DETERMINER,
    DO,
    HAVING,
    NO_DEED,
    NO_VERB,
    NOMINAL,
    PARTICLES,
    PROMISED,
    PRONOUN,
    RENOUNCED,
    SPLIT,
    STATE,
    STATES,
    VAGUE,
)
from servanda.reasoning.tellings.lexis import Form, things, verb_forms
from servanda.reasoning.tellings.pages import Page
from servanda.reasoning.wording import empty_words


class Token(Struct, frozen=True):
    """A word or mark of a sentence with its offsets in the document."""

    low: str
    start: int
    end: int


def verbs_in(text: str, tokens: list[Token], page: Page) -> Iterator[tuple[int, Form, int]]:
    """Yield where verbs of the table stand, in which sense, with how many words."""
    table = verb_forms()
    skip = -1
    for n, token in enumerate(tokens):
        if n <= skip or (text[token.start].isupper() and n):
            continue
        follows = tokens[n + 1].low if n + 1 < len(tokens) else ""
        forms = table.get(token.low) or _unknown(tokens, n)
        if AWAY.match(text, token.start):
            forms = (Form("present", "base"),)
        elif state := STATE.match(text, token.start):
            forms = (Form(STATES[state["state"].lower()], "have"),)
        elif (token.low in HAVING and (follows in VAGUE or follows[:1].isdigit() or (
            count_of(follows) is not None and follows not in ("a", "an")
        ))) or (token.low == "there" and follows in BE | {"has", "have", "had"}):  # fmt: skip
            forms = (Form("have", "have"),)
        elif token.low == "still" and n and tokens[n - 1].low in BE and follows in (
            "in", "at", "on", "there", "inside"
        ):  # fmt: skip
            forms = (Form("present", "have"),)
        elif token.low in NOMINAL and RENOUNCED.search(text[tokens[0].start : token.start]):
            forms = (Form("attack", "noun"),)
        for form in (*forms, *(_unknown(tokens, n) if forms and forms[0].how != "have" else ())):
            size = len(form.after)
            if _followed(tokens, n, form) and _is_verb(tokens, n, form, page):
                if not NO_VERB.match(text, token.start):
                    yield n, form, size
                skip = n + size
                break


def _followed(tokens: list[Token], n: int, form: Form) -> bool:
    """Say whether the words that a verb needs follow it: "turned away", "turned them away"."""
    size = len(form.after)
    if tuple(t.low for t in tokens[n + 1 : n + 1 + size]) == form.after:
        return True
    if size != 1 or form.after[0] not in PARTICLES or tokens[n].low[:3] not in SPLIT:
        return False
    for token in tokens[n + 1 : n + 7]:
        if not token.low[0].isalnum():
            return False
        if token.low == form.after[0]:
            return True
    return False


def _unknown(tokens: list[Token], n: int) -> tuple[Form, ...]:
    """Return the form of a verb that is not in the table, by its auxiliary or its ending."""
    low = tokens[n].low
    before = tokens[n - 1].low if n else ""
    if not low.isalpha() or len(low) < 3 or low in AUX or low in NO_DEED or low in empty_words():
        return ()
    if low in things() or low.endswith("ly"):
        return ()
    if before == "to" and n > 1 and not PROMISED.match(tokens[n - 2].low) and not (
        tokens[n - 2].low == "not" and n > 2 and PROMISED.match(tokens[n - 3].low)
    ):  # fmt: skip
        return ()
    if before in DO and before not in ("not", "never") and not low.endswith(("ed", "ing")):
        return (Form("=" + stem_of(low), "base"),)
    governed = before in ("not", "never", "ever") and n > 1 and tokens[n - 2].low in DO
    if governed and not low.endswith(("ed", "ing")):
        return (Form("=" + stem_of(low), "base"),)
    if low.endswith("ed") and not low.endswith("eed") and before.isalpha():
        return (Form("=" + stem_of(low), "past"),)
    return ()


def stem_of(word: str) -> str:
    """Return the stem by which forms of an unknown verb meet: fortified, fortify, fortifies."""
    for ending in ("ied", "ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = word.removesuffix(ending)
            break
    word = word.rstrip("ey")
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


def _is_verb(tokens: list[Token], n: int, form: Form, page: Page) -> bool:
    """Say whether a word is a verb where it stands, and no noun or adjective."""
    if form.how in ("noun", "have"):
        return True
    before = tokens[n - 1].low if n else ""
    after = tokens[n + 1].low if n + 1 < len(tokens) else ""
    group = group_of(tokens, n)
    aux = {t.low for t in tokens[group:n]}
    if form.how == "base" and form.sense == "open" and aux & BE:
        return True
    if form.how == "base":
        return bool(aux & DO) or before in ("they", "we", "i", "you") or (
            before.endswith("s") and before not in BEFORE_NOUN
            and (after in BEFORE_NOUN | VAGUE or after[:1].isdigit()) and not before.endswith("'s")
        )  # fmt: skip
    if form.how == "s" and before in ("still", "never", "also"):
        return True
    if form.how == "s":
        return before not in BEFORE_NOUN and not before[:1].isdigit() and (
            before in PRONOUN or after in DETERMINER or after in page.proper
            or (before in things() and after in ("in", "on", "at", "to", "from"))
            or (before in page.proper and after in ("in", "on", "at", "to", "from", "with", "for"))
        )  # fmt: skip
    if form.how == "ing":
        if before in DETERMINER or count_of(before) is not None:
            return False
        return bool(aux & BE) or before in ("of", "for", "from", "by", "in") or after in (
            BEFORE_NOUN | things().keys() | {"out", "over"}
        )  # fmt: skip
    if before in BEFORE_NOUN | {"all", "both"} and not (aux & BE):
        return False
    sort = after in things() or after in ("sides", "men", "conflict", "struggle", "units")
    return not (sort and not aux and before not in PRONOUN and form.sense == "arm")


def group_of(tokens: list[Token], n: int) -> int:
    """Return where the group of a verb begins: its auxiliaries, "not" and adverbs."""
    at = n
    while at and (tokens[at - 1].low in AUX or (
        tokens[at - 1].low.endswith("ly") and tokens[at - 1].low not in things()
    )):  # fmt: skip
        at -= 1
    return at

"""Clauses: the plain sentences of a page as verb, subject and rest, without a parser.

A clause is found by its verb, whose sense is in a table. What stands before the verb up to the
last boundary is its subject, what follows up to the next its rest; who does a passive verb follows
"by". Not all sentences are understood so: what is not is left out, and no clash rests on it.
"""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from servanda.model.spelt import count_of
from servanda.reasoning.clashes.clause_words import (
    ADVERBIAL,
    AUX,
    AWAY,
    BE,
    BEFORE_NOUN,
    BOUND,
    BREAK,
    BY_TEXT,
    COMMITTED,
    DEMONYM,
    DETERMINER,
    DO,
    EVERY,
    GOING_ON,
    GOVERN,
    HANDING,
    HAVING,
    IMPERSONAL,
    IS_TO,
    LIGHT,
    NO_DEED,
    NO_VERB,
    NOMINAL,
    NONE_OF,
    NOTHING,
    PARTICLES,
    PLACED,
    PLEDGED,
    PROMISED,
    PRONOUN,
    RELATIVE,
    RENOUNCED,
    SEEN,
    SMALL,
    SPLIT,
    STAGED,
    STANDS_FOR,
    START,
    STATE,
    STATES,
    TIMED,
    TOKEN,
    VAGUE,
)
from servanda.reasoning.deeds import CALENDAR
from servanda.reasoning.tellings.lexis import Form, things, verb_forms
from servanda.reasoning.tellings.numbers import Number, numbers_in
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import (
    INVERTED,
    OPEN,
    UNSAID,
    Window,
    negated_before,
    taken_back,
    window_of,
)
from servanda.reasoning.wording import empty_words


class Clause(Struct, frozen=True):
    """A verb with what stands before and after it.

    `force` is "" of what is told to be, must, ban, may, or refuse; `mood` is fact, open or future.
    `subject` and `rest` are the stems and sorts of their words, `object` those of the rest up to
    the first word of place or time, `names` the proper words of the clause, `doers`
    those of who does it. `everybody` says that all parties are the subject, `binding` that a duty
    is told of a text or a promise and is no opinion.
    """

    document: str
    start: int
    end: int
    verb: int
    sense: str
    subject: frozenset[str]
    rest: frozenset[str]
    object: frozenset[str]
    names: frozenset[str]
    doers: frozenset[str]
    force: str = ""
    mood: str = "fact"
    negated: bool = False
    ever: bool = False
    everybody: bool = False
    when: Window | None = None
    numbers: tuple[Number, ...] = ()
    voice: str = ""
    said: tuple[date | None, date | None] = (None, None)
    heading: str = ""
    passive: bool = False
    binding: bool = False


class Token(Struct, frozen=True):
    """A word or mark of a sentence with its offsets in the document."""

    low: str
    start: int
    end: int


def clauses_in(page: Page) -> Iterator[Clause]:
    """Yield the clauses of a document, in order."""
    back = taken_back(page)
    before: Clause | None = None
    for line in page.lines:
        if line in back:
            continue
        found = list(_in_line(page, line, before))
        yield from found
        before = found[-1] if found else before


def _in_line(page: Page, line: Line, before: Clause | None) -> Iterator[Clause]:
    text = page.text
    begin = START.match(text, line.start, line.end)
    first = begin.end() if begin else line.start
    numbers = list(numbers_in(text, first, line.end))
    # "In May" is no "may".
    tokens = [Token(m.group() if m.group() == "May" else m.group().lower().replace("’", "'"),
                    m.start(), m.end())
              for m in TOKEN.finditer(text, first, line.end)]  # fmt: skip
    verbs = list(_verbs(text, tokens, page))
    breaks = [m.span() for m in BREAK.finditer(text, first, line.end)]
    last: Clause | None = None
    for n, (at, form, size) in enumerate(verbs):
        group = _group(tokens, at)
        left = max([first, *(e for _, e in breaks if e <= tokens[group].start + 1)])
        if n and verbs[n - 1][0] >= 0:
            left = max(left, _joint(text, tokens[verbs[n - 1][0]].end, tokens[group].start, left))
        right = min([line.end, *(s for s, _ in breaks if s >= tokens[at].end)])
        if n + 1 < len(verbs):
            following = tokens[_group(tokens, verbs[n + 1][0])].start
            right = min(right, _before_joint(text, tokens[at].end, following, right))
        last = _clause(page, line, tokens, (at, group, size), form, (left, right), last or before,
                       tuple(x for x in numbers if left <= x.start < right))  # fmt: skip
        yield last


def _verbs(text: str, tokens: list[Token], page: Page) -> Iterator[tuple[int, Form, int]]:
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
    group = _group(tokens, n)
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


def _group(tokens: list[Token], n: int) -> int:
    """Return where the group of a verb begins: its auxiliaries, "not" and adverbs."""
    at = n
    while at and (tokens[at - 1].low in AUX or (
        tokens[at - 1].low.endswith("ly") and tokens[at - 1].low not in things()
    )):  # fmt: skip
        at -= 1
    return at


def _joint(text: str, start: int, end: int, left: int) -> int:
    """Return where the subject begins that follows a verb and its object, after a joint."""
    found = [m.end() for m in re.finditer(r"\sand\s|\sor\s|,\s", text[start:end])]
    return start + found[-1] if found else max(left, start)


def _before_joint(text: str, start: int, end: int, right: int) -> int:
    found = [m.start() for m in re.finditer(r"\sand\s|\sor\s|,\s", text[start:end])]
    return start + found[-1] if found else min(right, end)


def _clause(
    page: Page, line: Line, tokens: list[Token], at: tuple[int, int, int], form: Form,
    span: tuple[int, int], before: Clause | None, numbers: tuple[Number, ...],
) -> Clause:  # fmt: skip
    """Return the clause of one verb."""
    text = page.text
    verb, group, size = at
    left, right = span
    start, end = tokens[group].start, tokens[verb + size].end
    aux = [t.low for t in tokens[group:verb]]
    passive = form.how in ("past", "base") and any(a in BE for a in aux)
    ahead, behind = ADVERBIAL.sub("", text[left:start]), text[end:right]
    by = re.search(r"\bby\s(?:the\s)?([^,;]{2,60})", behind) if passive else None
    doing = by[1] if by else "" if passive else ahead
    subject = words_of(ahead)
    voice = page.voice(start)
    speaker = "" if voice == page.document.source or ":" in voice else voice
    relative = RELATIVE.search(text[line.start : left])
    if not subject and re.search(r"\b(?:I|we|our|We|Our)\b", ahead) and speaker:
        subject, doing = words_of(speaker), speaker
    if not subject and relative and _lacks(ahead):
        ahead = " ".join(relative[1].split()[-8:])
        subject, doing = words_of(ahead), "" if passive else ahead
        inherited = frozenset[str]()
    elif not subject and before is not None and _lacks(ahead):
        subject = before.subject
        inherited = before.doers
    else:
        inherited = frozenset[str]()
    above = text[line.start : left]
    force, mood = _force(text, line, above, ahead, aux, form, start)
    away = AWAY.match(text, tokens[verb].start)
    if away:  # "shall keep its police away from the bridge"
        subject |= words_of(away["who"])
        force = "ban" if force == "must" else force
    if form.how == "noun":
        force, mood = ("ban", "fact") if BOUND.search(text, line.start, start) else ("", "open")
        everyone = bool(EVERY.search(text, line.start, start))
        subject = frozenset() if everyone else subject
    lead = f"{ahead} {' '.join(aux)}"
    if tokens[verb].low == "there":  # "there was never a referendum"
        lead += " " + " ".join(behind.split()[:3])
    negated, ever = negated_before(lead, "", behind)
    if force == "refuse":
        negated = False
    none = NONE_OF.match(behind) or NOTHING.search(behind)
    if none and tokens[verb].low != "there" and force in ("", "must"):
        force = "ban" if force else ""
        negated, ever = not negated, True
    names = names_in(page, text[left:right])
    rest = words_of("" if form.how == "noun" else _timeless(page, end, right))
    light = LIGHT.match(text, tokens[verb].start)
    if light:  # "gave help to armed bands": the help is no thing, the bands are what it acts on
        form, behind = Form("support", form.how), text[light.end() : right]
    parts = PLACED if form.sense != "attack" else TIMED
    object_ = words_of(parts.split(behind, maxsplit=1)[0]) & rest
    if re.match(r"\s*(?:it|them|him|her)\b", behind) and before is not None:
        rest |= before.rest | before.subject
        object_ |= before.object | before.subject
    when = window_of(page, (left, start, end, right), line)
    if negated and set(aux) & {"have", "has", "haven't", "hasn't"} and when is None:
        ever = True  # "has not met": at no time until it is said
    first = left + len(text[left:start]) - len(text[left:start].lstrip(" ,"))
    last = end + len(behind.rstrip(" ,."))
    pledged = PLEDGED.search(above)
    everybody = bool(EVERY.search(above if pledged else ahead)) or (
        form.how == "noun" and not subject
    )
    doers = names_in(page, above if pledged else doing) | inherited
    if not passive and not pledged:
        doers |= ids_in(page, left, start)
    elif by:
        doers |= ids_in(page, end + by.start(1), end + by.end(1))
    names |= ids_in(page, left, right)
    return Clause(
        page.document.id, first, last, start, _sense(form, subject if passive else object_),
        subject, rest, object_, names, doers, force, mood, negated, ever, everybody, when,
        numbers, page.voice(start), page.days(), line.heading, passive,
        _binding(page, line, text[line.start:start], force, everybody),
    )  # fmt: skip


def _binding(page: Page, line: Line, ahead: str, force: str, everybody: bool) -> bool:
    """Say whether a duty is that of a text or a promise: by its article, its words, its bearers."""
    if force not in ("must", "ban"):
        return False
    if line.heading or page.treaty or everybody or COMMITTED.search(ahead) or BY_TEXT.search(ahead):
        return not re.match(r"\s*(?:we|i|you|let us)\b", ahead, re.IGNORECASE)
    n = page.lines.index(line)
    before = page.text[page.lines[n - 1].start : page.lines[n - 1].end] if n else ""
    mine = not re.search(r"\b(?:we|I|you|one)\s*(?:\w+\s*)?$", ahead, re.IGNORECASE)
    return mine and bool(BY_TEXT.search(before))


def _timeless(page: Page, start: int, end: int) -> str:
    """Return the text between two offsets without its times."""
    out = page.text[start:end]
    for t in page.times_in(start, end):
        out = out.replace(t.anchors[0].quote, " ")
    return out


def _sense(form: Form, rest: frozenset[str]) -> str:
    """Return the sense of a verb with its object: to send weapons is to arm."""
    if form.sense == "hold" and rest & STAGED:
        return "stage"  # to hold a referendum
    if form.sense in ("lay", "lift") and "#mines" in rest:
        return "mine" if form.sense == "lay" else "demine"
    armed = "#arms" in rest or (form.sense == "give" and "#groups" in rest)
    return "arm" if form.sense in HANDING and armed else form.sense


def things_of(c: Clause) -> frozenset[str]:
    """Return what a clause is about: what is acted on, or who is, comes, meets, goes free."""
    if c.passive:
        return c.subject
    if c.sense in ALONE:
        mine = frozenset(w for w in c.subject if not any(d.startswith(w) for d in c.doers))
        return c.object | mine
    return c.object


ALONE = frozenset({"present", "free", "meet", "withdraw", "die", "begin", "happen", "have", "stop",
                   "continue", "resume"})  # fmt: skip


def _lacks(ahead: str) -> bool:
    """Say whether a clause has no subject of its own: it is shared, or a pronoun."""
    return not EVERY.search(ahead) and not IMPERSONAL.search(ahead)


def _force(
    text: str, line: Line, above: str, ahead: str, aux: list[str], form: Form, verb: int
) -> tuple[str, str]:
    """Return the force and the mood of a clause by its auxiliaries and what governs it."""
    whole = text[line.start : line.end]
    if whole.rstrip(' "”’').endswith("?") or INVERTED.match(whole) or UNSAID.search(above):
        return "", "open"
    if re.search(r"\b(?:if|unless|whether|until)\s[^,;]*$", above + ahead, re.I):
        return "", "open"
    said = set(aux)
    no = bool(said & {"not", "never", "cannot", "mustn't"}) or bool(
        re.search(r"\b(?:neither|no|nobody|none)\b", ahead, re.I)
    )
    if "shall" in said or "must" in said or "mustn't" in said:
        return ("ban" if no else "must"), "fact"
    if said & {"can", "cannot", "can't"}:
        return "", "open"
    if "may" in said:
        return ("ban" if no else "may"), "fact"
    if said & {"will", "would", "won't", "wouldn't"} and PLEDGED.search(above):
        return ("ban" if no else "must"), "fact"
    if said & {"will", "would", "won't", "wouldn't"}:
        if "have" in said or ("be" in said and "would" in said):
            return "", "open"
        return ("refuse", "fact") if no or said & {"won't", "wouldn't"} else ("", "future")
    if said & {"should", "could", "might"}:
        return "", "open"
    if "to" in said or form.how == "ing":
        lead = ahead + " " + " ".join(a for a in aux if a not in ("to", "not", "never"))
        for force, pattern in GOVERN:
            if pattern is IS_TO and "to" not in said:
                continue
            if pattern.search(lead + " ") or pattern.search(f"{above} {lead} "):
                denied = force == "must" and bool(said & {"not", "never"})
                return ("", "open") if force == "open" else ("ban" if denied else force, "fact")
        if "to" in said:
            return "", "open"
        seen = SEEN.search(above + ahead) or GOING_ON.search(text[line.start : verb])
        if form.how == "ing" and not (said & BE) and not seen:
            return "", "open"
    return "", "open" if OPEN.search(ahead) else "fact"


def words_of(text: str) -> frozenset[str]:
    """Return the stems of the words of sense in a text; of known sorts of things the sort."""
    sorts, empty = things(), empty_words()
    out: set[str] = set()
    for word in re.findall(r"[^\W\d_][\w'’-]*", text):
        low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
        low = low[:-3] + "y" if low.endswith("ies") and low not in sorts else low
        if low in sorts:
            out.add(f"#{sorts[low]}")
        elif len(low) > 2 and not any(low in some for some in (empty, CALENDAR, SMALL, AUX)) and (
            count_of(low) is None
        ):  # fmt: skip
            out.add(low[:5])
    return frozenset(out)


def ids_in(page: Page, start: int, end: int) -> frozenset[str]:
    """Return the ids of the states and groups named between two offsets: Athens acts for Greece."""
    return frozenset(
        ref.id for _, _, ref in page.names_in(start, end)
        if ref.id and ref.id.partition(":")[0] in ("state", "polity", "group", "org")
        and ref.surface[:1].isupper()
    )  # fmt: skip


def names_in(page: Page, text: str) -> frozenset[str]:
    """Return the proper words of a text, of peoples those of the land: "Peruvian", "Peru"."""
    out: set[str] = set()
    for word in re.findall(r"[^\W\d_][\w'’-]*", text):
        low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
        proper = low in page.proper or DEMONYM.search(word)
        if (word[0].isupper() and proper and len(low) > 1) or low in STANDS_FOR:
            out.add(low[:6])
    return frozenset(out)

"""norms: two commitments of one bearer that cannot both be kept."""

import re
from collections.abc import Iterator

from servanda.model import Commitment, Finding, Record
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.pair import clash, tellers
from servanda.reasoning.duties import binding
from servanda.reasoning.locators import place
from servanda.reasoning.owed import Duty, owes
from servanda.reasoning.prevailing import FORBIDS, conflict
from servanda.reasoning.traces import Wanted
from servanda.reasoning.wording import sentence_of

# What lets both be kept: a case apart, a leave to be given, a time or a part for each.
APART = re.compile(
    r"\b(?:if|unless|except|save|provided that|without (?:the )?(?:prior )?(?:consent|leave|notice|"
    r"approval)|other than|more than|fewer than|less than|only|until|till|before|after|during|"
    r"beyond|outside|further|additional|new|foreign|where|when|while|as long as|instead|rather)\b",
    re.IGNORECASE,
)  # fmt: skip


def find(case: Case) -> Iterator[Finding]:
    """Yield a duty to do and a duty not to do the same, of one bearer, that may both bind.

    Two amounts or two days are no such pair: doing the more, or doing it sooner, keeps both.
    """
    by_id = {r.id: r for r in case.evidence.records}
    if case.focus and not any(
        told.document == case.focus for d in case.duties if (told := _told(d, by_id)) is not None
    ):
        return  # a clash of norms is of the document asked about by a duty that it tells
    seen: set[tuple[str, ...]] = set()
    for (bearer, kind), duties in case.rivals.items():
        if kind != "forbidding":
            continue
        wanted = _by_word(case.rivals.get((bearer, "requiring"), []))
        for ban, mine in duties:
            if not _plain(case, ban, by_id):
                continue
            for duty, theirs in _near(mine, wanted):
                if conflict(ban, duty, mine, theirs) != FORBIDS or not _plain(case, duty, by_id):
                    continue
                if _one_place(ban, duty):
                    continue  # two tellings of one provision: see `content`
                a, b = (_told(d, by_id) for d in (ban, duty))
                if (a is None and b is None) or not _both_bind(case, ban, duty):
                    continue
                places = tellers(case, *(r for r in (a, b) if r))
                key = (
                    *sorted(places),
                    ban.instrument,
                    duty.instrument,
                    ban.registry,
                    duty.registry,
                )
                if key not in seen:
                    seen.add(key)
                    yield _finding(case, ban, duty, a, b)


Some = list[tuple[Duty, Wanted]]


def _by_word(duties: Some) -> dict[str, Some]:
    """Return duties by each word of their deed, so that only those that share one are compared."""
    out: dict[str, Some] = {}
    for one in duties:
        for word in one[1].words:
            out.setdefault(word, []).append(one)
    return out


def _near(mine: Wanted, wanted: dict[str, Some]) -> list[tuple[Duty, Wanted]]:
    """Return the duties that share the rarest words of a ban, each once."""
    found = [wanted.get(w, []) for w in mine.words]
    return list({id(d): (d, w) for some in found for d, w in some}.values())


def _told(duty: Duty, by_id: dict[str, Record]) -> Record | None:
    return next((by_id[r] for r in duty.records if r in by_id), None)


def _plain(case: Case, duty: Duty, by_id: dict[str, Record]) -> bool:
    """Say whether a duty is told without condition, exception or time of its own."""
    if duty.condition or duty.exception or duty.until or duty.words or duty.quantity:
        return False
    told = _told(duty, by_id)
    text = sentence_of(case.evidence, told) if told is not None else duty.action
    dated = duty.force == "prohibition" and duty.deadline is not None
    return not dated and not APART.search(text)


def _one_place(one: Duty, other: Duty) -> bool:
    told = place(one.provision)
    return bool(told) and told == place(other.provision) and one.instrument == other.instrument


def _both_bind(case: Case, one: Duty, other: Duty) -> bool:
    """Say whether neither is surely over or not begun; what a text alone tells may bind."""
    return all(binding(case, d, "record") != "not binding" for d in (one, other))


def _finding(case: Case, ban: Duty, duty: Duty, a: Record | None, b: Record | None) -> Finding:
    record, other = (a, b) if a is not None else (b, None)
    if record is None:
        raise AssertionError("a clash of norms rests on a record")
    rowed = next((d for d in (ban, duty) if d.registry and _is_row(d, a if d is ban else b)), None)
    return clash(
        case, "norms", "norms/required-and-forbidden", record,
        other if isinstance(other, Commitment) else None,
        explanation=(
            f"{case.name(duty.bearer)} {owes(duty)} ({_where(case, duty)}) and "
            f"{owes(ban)} ({_where(case, ban)}): it cannot keep both"
        ),
        dissolved_by="they are of different places, times or means, or the later of two "
        "agreements prevails between the parties of both (VCLT 30)",
        registry=rowed.registry if rowed else "",
        registry_says=f"{rowed.action} ({rowed.source})" if rowed else "",
    )  # fmt: skip


def _is_row(duty: Duty, told: Record | None) -> bool:
    return told is None and bool(duty.registry)


def _where(case: Case, duty: Duty) -> str:
    return ", ".join(p for p in (duty.provision, case.name(duty.instrument)) if p)

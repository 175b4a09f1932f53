"""breach of plain sentences: a duty or ban, and a deed of its bearer against it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clauses import Clause, things_of
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.clashes.plain_pairs import parted, place_of
from servanda.reasoning.clashes.surely import supposed_at
from servanda.reasoning.tellings.numbers import Number
from servanda.reasoning.tellings.telling import THAN

if TYPE_CHECKING:
    from servanda.reasoning.case import Case


def find(case: "Case") -> Iterator[Finding]:
    """Yield duties and bans beside what their bearer is told to have done or refused."""
    index = case.clauses
    for norm in index.every:
        if norm.force not in ("must", "ban") or norm.mood != "fact" or not norm.binding:
            continue
        against = alike.opposed(norm.sense) if norm.force == "must" else ()
        if EXCEPTION.search(case.pages[norm.document].text, norm.verb, _line_end(case, norm)):
            continue  # what is only forbidden so, or there, or then
        parties = {w[:6] for w in case.pages[norm.document].proper} if norm.everybody else ()
        for deed in index.near(norm, [*alike.kin(norm.sense), *against], parties):
            how = _broken(norm, deed, opposed=deed.sense in against)
            if how and (supposed_at(case, deed.document, deed.verb) or parted(case, norm, deed)):
                continue
            if deed.negated and THAN.match(case.pages[deed.document].text[deed.verb : deed.end]):
                continue
            if how and _bears(case, norm, deed) and _after(case, norm, deed):
                yield between(
                    case, "breach", f"breach/{how}", place_of(norm), place_of(deed),
                    explanation=f"a {'ban' if norm.force == 'ban' else 'duty'}; by the other "
                    f"telling its bearer {WORDS[how]}",
                    dissolved_by="the deed is not what the text means, or the duty was not due",
                )  # fmt: skip


EXCEPTION = re.compile(r"\b(?:without|unless|except|save|other than|otherwise than)\b", re.I)


def _line_end(case: "Case", clause: Clause) -> int:
    line = case.pages[clause.document].line_at(clause.verb)
    return line.end if line else clause.end


WORDS = {
    "told-refused": "refused it", "told-not-done": "did not do it",
    "told-done": "did what it forbids", "told-against": "did the contrary",
    "told-late": "did it later than agreed",
}  # fmt: skip


def _broken(norm: Clause, deed: Clause, *, opposed: bool) -> str:
    """Return how a deed breaks a duty, empty where it does not."""
    if deed.mood != "fact" or deed.force not in ("", "refuse"):
        return ""
    if opposed and deed.sense == "present":
        stays = not deed.negated and not deed.force and bool(things_of(norm) & deed.subject)
        return "told-against" if stays else ""
    same = alike.same_object(norm, deed) or (
        norm.sense in ("arm", "disarm", "meet") and not norm.rest - {"winte"}
    )
    if norm.force == "ban" and norm.passive and not norm.subject:
        same = True  # "nobody will be moved": whoever it is
    if norm.force == "ban" and norm.everybody and not norm.rest:
        same = True  # "both sides must refrain from attacks": whatever is attacked
    if norm.force == "ban":
        done = not deed.negated and not deed.force and same
        return "told-done" if done else ""
    if opposed:
        loose = {norm.sense, deed.sense} == {"arm", "disarm"}
        return "told-against" if not deed.negated and not deed.force and (same or loose) else ""
    if not same:
        return ""
    if deed.force == "refuse":
        return "told-refused"
    if deed.negated:
        return "told-not-done" if deed.ever or deed.when else ""
    term, took = _days(norm), _days(deed)
    late = term is not None and took is not None and took.low > term.high
    return "told-late" if late else ""


def _days(clause: Clause) -> Number | None:
    return next((n for n in clause.numbers if n.unit == "days"), None)


def _bears(case: "Case", norm: Clause, deed: Clause) -> bool:
    """Say whether who did it bears the duty."""
    if (norm.passive and not norm.doers) or (deed.passive and not deed.doers):
        return True
    if deed.sense == "present" and things_of(norm) & deed.subject:
        return True  # what is to be removed still stands: who let it stand is clear
    if norm.everybody:
        page = case.pages[norm.document]
        proper = {w[:6] for w in page.proper} | {n[2].id for n in page.names if n[2].id}
        return bool(deed.doers & proper) or bool(deed.doers & alike.ANYBODY) or deed.everybody
    if norm.doers and deed.doers:
        return bool(norm.doers & deed.doers)
    return bool(norm.subject & deed.subject)


def _after(case: "Case", norm: Clause, deed: Clause) -> bool:
    """Say whether a deed is not older than the telling of its duty by more than the duty may be."""
    if norm.document == deed.document or deed.when is None or deed.when.last is None:
        return True
    if not case.pages[norm.document].treaty or norm.said[0] is None:
        return True
    return deed.when.last >= norm.said[0]  # an agreement's own text is as old as its duties

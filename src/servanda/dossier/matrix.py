"""The duties matrix: who owes what to whom, due when, and what each side's sources show."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from servanda.dossier.pages import DutyRow, Side
from servanda.dossier.plain import duty_mark, listed
from servanda.dossier.scribe import Scribe
from servanda.model import Because, Finding
from servanda.model.date_words import edtf_words
from servanda.reasoning.duties import duties

PLURAL = re.compile(r"^(undertake|recognise)s")
VERBS = {"obligation": "undertakes to", "prohibition": "undertakes not to",
         "recognition": "undertakes to"}  # fmt: skip
TOLD = {"obligation": "must, as told:", "prohibition": "must not, as told:",
        "recognition": "recognises, as told:"}  # fmt: skip


def matrix(
    scribe: Scribe, seen_by: str, found: Iterable[Finding] | None = None
) -> list[DutyRow]:  # fmt: skip
    """Return the rows of the matrix, of all duties or of those found.

    Equal duties of several bearers, of which nothing is found, become one row.
    """
    rows: dict[tuple[Any, ...], list[Finding]] = {}
    for n, finding in enumerate(duties(scribe.case, seen_by=seen_by) if found is None else found):
        v = finding.values
        alone = n if v["evidence"] or finding.records else -1
        key = (v["instrument"], v["provision"], v["force"], v["action"], v["due"], v["binds"],
               v["state"], v["registry"], tuple(v["notes"]), alone)  # fmt: skip
        rows.setdefault(key, []).append(finding)
    return [_row(scribe, group) for group in rows.values()]


def _row(scribe: Scribe, group: list[Finding]) -> DutyRow:
    v = group[0].values
    shape, tone = duty_mark(group[0].type)
    bearers = [str(f.values["bearer_name"]) for f in group]
    towards = dict.fromkeys(n for f in group for n in f.values["counterparty_names"])
    if len(group) > 1 and set(towards) <= set(bearers):
        towards = {"each other": None} if len(group) == 2 else {"one another": None}
    sides: dict[str, list[Side]] = {"own": [], "other": [], "third": []}
    for which, side in _evidence(scribe, group[0]):
        sides[which].append(side)
    return DutyRow(
        agreement=scribe.name(v["instrument"].partition("#")[0]),
        provision=v["provision"],
        bearer=listed(bearers),
        towards=tuple(towards),
        verb=_verb(v["force"], told=not v["registry"], several=len(group) > 1),
        action=v["action"] if v["registry"] else f"“{v['action']}”",
        due=scribe.words(_due(v)),
        binds=v["binds"] + (f" ({v['why_not']})" if v["why_not"] else ""),
        state=scribe.words(v["state"]),
        notes=tuple(scribe.words(n) for n in v["notes"]),
        shape=shape,
        tone=tone,
        own=tuple(sides["own"]),
        other=tuple(sides["other"]),
        third=tuple(sides["third"]),
        rests_on=tuple(scribe.leaves(_telling(group[0]))),
    )


def _due(v: dict[str, Any]) -> str:
    """Return when a duty is due: its words, and the days that follow from them."""
    days = dict.fromkeys(d for d in (v["due_earliest"], v["due_latest"]) if d)
    reckoned = "/".join(days)
    lead = "until " if v["until"] else ""
    if not reckoned or v["due"] == reckoned or not v["due_note"]:
        return lead + str(reckoned or edtf_words(v["due"]))
    return f"{edtf_words(v['due'])}: {reckoned}" + ("" if v["due_latest"] else " or later")


def _verb(force: str, *, told: bool, several: bool) -> str:
    """Return how a duty is owed, in words."""
    verb = (TOLD if told else VERBS)[force]
    return PLURAL.sub(r"\1", verb, count=1) if several else verb


def _telling(finding: Finding) -> list[Because]:
    """Return the leaves that tell of the duty itself, not of its keeping."""
    traces = {e["record"] for e in finding.values["evidence"]}
    return [b for b in finding.because if b.record not in traces]


def _evidence(scribe: Scribe, finding: Finding) -> Iterator[tuple[str, Side]]:
    """Yield each report with the side it comes from: the bearer's own, the other, or a third."""
    v = finding.values
    for e in v["evidence"]:
        yield e["side"], Side(says=e["says"], cite=scribe.cite(e["record"], e["quote"]))

"""The status board: for each instrument, party and view, does it hold, and because of what."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from servanda.model import Because, Finding, RoleOf, finding_id
from servanda.model.dates import parse_date
from servanda.reasoning import links
from servanda.reasoning.case import Case
from servanda.reasoning.parties import asserted_by
from servanda.reasoning.status import Answer

SPEAKERS = ("state:", "polity:", "person:", "org:", "group:")
WORDS = {
    "none": "not a party", "signed": "signed, not bound", "consented": "bound, not yet in force",
    "provisional": "applied provisionally", "in_force": "in force", "suspended": "suspended",
    "ending": "in force, notice running", "withdrawn": "withdrawn", "expired": "expired",
    "superseded": "superseded", "terminated": "terminated",
}  # fmt: skip
# What "withdrawn" says of who signed, and told the depositary that it means to be no party.
SIGNATURE_ENDED = "signature withdrawn, not bound"
OVER = frozenset(("expired", "terminated", "withdrawn", "superseded", "none"))
LIVING = frozenset(("in_force", "ending", "suspended", "provisional"))


def board(
    case: Case,
    instruments: Iterable[str] | None = None,
    perspectives: Iterable[str] | None = None,
    day: date | None = None,
) -> list[Finding]:
    """Return one status finding for each instrument, perspective and party.

    Without `instruments`: those that the documents speak of. Without `perspectives`: the formal
    record, each party that claims something about the instrument, and each source that does.
    """
    out: list[Finding] = []
    for instrument in case.instruments if instruments is None else instruments:
        views = perspectives_on(case, instrument) if perspectives is None else perspectives
        for seen_by in views:
            out += [finding(case, instrument, p, seen_by, day) for p in case.parties(instrument)]
    return out


def perspectives_on(case: Case, instrument: str) -> list[str]:
    """Return the perspectives worth asking for: the record, and whoever claims acts on it."""
    parties = set(case.parties(instrument))
    out = {"record": None}
    for record in case.acts_on(instrument):
        if record.registry:
            continue
        by = asserted_by(record, case.entities, case.evidence)
        if by in parties:
            out[f"party:{by}"] = None
        elif by in case.voices or by.startswith(SPEAKERS):  # the unidentified have no view
            out[f"source:{by}"] = None
    return list(out)


def finding(
    case: Case, instrument: str, party: str, seen_by: str, day: date | None = None
) -> Finding:
    """Return the status of one party under one instrument, as one perspective sees it."""
    day = day or case.day
    answer, statuses, sure = case.answer(instrument, party, seen_by, day)
    rule = f"status/{instrument}/{party}/{seen_by}/{day}"
    raw = answer.raw() if answer else {"flags": {}, "because": {"acts": [], "rules": []}}
    acts = raw["because"]["acts"]
    leaves = case.family(instrument).acts.leaves
    records = [a.partition("/")[0] for a in acts if leaves[a].record is not None]
    said = ", or ".join(WORDS[s] for s in statuses) or "cannot be worked out"
    if answer is not None and statuses == ("withdrawn",) and _never_bound(case, answer):
        said = SIGNATURE_ENDED
    return Finding(
        id=finding_id(rule, records),
        finding="status",
        type="sure" if sure else "not sure",
        records=tuple(RoleOf(r, "because") for r in dict.fromkeys(records)),
        because=(
            *(because(case, answer, raw["flags"]) if answer else ()),
            *(links.because(case, instrument) if seen_by == "record" else ()),
        ),
        rule=rule,
        explanation=(
            f"{case.name(instrument)}: {said} for {case.name(party)} on {day}, "
            f"{seen_words(case, seen_by)}"
        ),
        values={
            **raw,
            "instrument": instrument,
            "party": party,
            "as_of": day.isoformat(),
            "seen_by": seen_by,
            "statuses": list(statuses),
            "sure": sure,
            "says": said,
            "title": case.name(instrument),
            "party_name": case.name(party),
            "view": seen_words(case, seen_by),
            "links": links.raw(case, instrument),
            "rule_set": answer.rule_set if answer else "",
        },
    )


def _never_bound(case: Case, answer: Answer) -> bool:
    """Say whether a party had signed only when it withdrew: VCLT 18(a), no end of a bond."""
    asked = answer.query
    acts = [row for a in answer.acts if (row := case.row(a)) is not None]
    days = (parse_date(str(a["date"])).earliest for a in acts if a["act"] == "withdrawal")
    first = min((d for d in days if d is not None), default=None)
    if first is None:
        return False
    before = first - timedelta(days=1)
    return case.answer(asked.instrument, asked.party, asked.seen_by, before)[1] == ("signed",)


def seen_words(case: Case, seen_by: str) -> str:
    """Return a perspective in words: "by the formal record", "as Russia sees it"."""
    kind, _, name = seen_by.partition(":")
    if kind == "record":
        return "by the formal record"
    return f"as {case.name(name)} {'sees' if kind == 'party' else 'tells'} it"


def because(case: Case, answer: Answer, flags: dict[str, Any]) -> Iterator[Because]:
    """Yield the because-tree of an answer: its rules with their law, its acts, its raw flags."""
    rules = rule_texts()
    shown: set[str] = set()
    found = by_rule(case, answer)
    for rule in answer.rules:
        says, law = rules[rule]
        leaves = tuple(leaf(case, a) for a in found.get(rule, ()))
        yield Because(text=says, rule=rule, law=law, children=leaves)
    yield from (leaf(case, a) for a in found.get("", ()))
    for name, flag in flags.items():
        says, law = rules[name]
        certainty = "" if flag["certainty"] == "sure" else " (possible)"
        for item in one_an_act(flag["items"]):
            yield Because(
                text=told(case, says, item) + certainty,
                rule=name,
                law=law,
                children=tuple(leaf(case, a) for a in _objections_first(case, item["acts"])),
            )
            shown |= set(item["acts"])
    yield from earlier(case, answer, shown)


def _objections_first(case: Case, acts: Iterable[str]) -> list[str]:
    """Return the acts of a flag, an objection before what it is raised against."""
    kinds = {a: row["act"] for a in acts if (row := case.row(a)) is not None}
    return sorted(acts, key=lambda a: kinds.get(a) != "objection")


def by_rule(case: Case, answer: Answer) -> dict[str, list[str]]:
    """Return the acts behind an answer by the rule that each is a reason for.

    That is told by an act's kind; one of no such kind stands under the first rule.
    """
    found: dict[str, list[str]] = {}
    first = next(iter(answer.rules), "")
    for act in answer.acts:
        row = case.row(act)
        fit = act_rules().get(str(row["act"]), ()) if row is not None else ()
        found.setdefault(next((r for r in fit if r in answer.rules), first), []).append(act)
    return found


def one_an_act(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return flag items with those that differ in their possible day alone made one.

    An act on an uncertain day gives one item a day by the rules; people read a range.
    """
    joined: dict[str, dict[str, Any]] = {}
    for item in items:
        key = str({k: v for k, v in item.items() if k != "day"})
        old = joined.get(key)
        if old is not None and "day" in item:
            first = str(old["day"]).partition(" or ")[0]
            item = {**old, "day": f"{first} or later, by {item['day']}"}
        joined[key] = item
    return list(joined.values())


def earlier(case: Case, answer: Answer, shown: set[str]) -> Iterator[Because]:
    """Yield the reaffirmations of the record before the last one, which the flag names alone."""
    instrument = answer.query.instrument
    names = {instrument, instrument.partition("#")[0]}
    day = date.fromordinal(answer.query.as_of).isoformat()
    rows = [
        a
        for a in case.family(instrument).told.values()
        if a["act"] == "reaffirmation" and a["instrument"] in names and a["authority"] == "formal"
        and a["modality"] == "done" and str(a["date"]) <= day and a["id"] not in shown
    ]  # fmt: skip
    if rows:
        rows.sort(key=lambda a: (str(a["date"]), str(a["id"])), reverse=True)
        yield Because(
            text="it was also reaffirmed before",
            rule="reaffirmed",
            law=rule_texts()["reaffirmed"][1],
            children=tuple(leaf(case, str(a["id"])) for a in rows),
        )


def told(case: Case, says: str, item: dict[str, object]) -> str:
    """Return the sentence of a flag with the names of those it is about."""
    names = {k: case.name(str(item[k])) for k in ("by", "actor", "against") if item.get(k)}
    if "against" not in names:
        says = says.replace(" by {against}", "")
    spoken = {"by": "somebody", "actor": "somebody", **names}
    if "by" not in names and "actor" in names:
        spoken["by"] = names["actor"]
    return says.format(day=item.get("day", ""), **spoken)


def leaf(case: Case, act: str) -> Because:
    """Return what an act of the log rests on: a record with its quote, or a registry row."""
    origin, row = case.leaf(act), case.row(act)
    assert origin is not None  # what is asked about stands in the log
    assert row is not None
    actor = str(row["actor"])
    who = "all parties" if actor == "all" else case.name(actor)
    text = f"{str(row['act']).replace('_', ' ')}, {who}, {dates(str(row['date']))}"
    if origin.record is None:
        return Because(
            text=text + (" (not verified)" if origin.verified == "unverified" else ""),
            registry=origin.registry,
            quote=origin.source,
        )
    r = origin.record
    pending = r.registry is None and not case.evidence.accepted(r.id)
    claim = " - claimed by " + case.name(str(row["by"])) if row["authority"] == "claim" else ""
    return Because(
        text=text + claim,
        record=r.id,
        quote=r.registry.cited if r.registry else " ... ".join(a.quote for a in r.anchors),
        pending=pending,
    )


def dates(edtf: str) -> str:
    """Return an EDTF date as people read it: an interval as "between ... and ..."."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return edtf
    return f"some day up to {last}" if first == ".." else f"some day from {first} to {last}"


@lru_cache(maxsize=1)
def rule_texts() -> dict[str, tuple[str, str]]:
    """Return for each rule and flag of the status rules what it says and the article of law."""
    return {r["rule"]: (r["says"], r["law"] or "") for r in _rows("rules.tsv")}


@lru_cache(maxsize=1)
def act_rules() -> dict[str, tuple[str, ...]]:
    """Return for each kind of act the rules that it may be a reason for, the likeliest first."""
    return {r["act"]: tuple(r["rules"].split("|")) for r in _rows("act_rules.tsv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (resources.files("servanda.reasoning") / "data" / name).open(encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t"))

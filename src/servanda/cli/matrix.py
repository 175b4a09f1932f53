"""The duties matrix on a terminal: by agreement, who owes what, due when, what each side shows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from servanda.cli.output import one_line, paper

if TYPE_CHECKING:
    from rich.text import Text

    from servanda.model import Finding
    from servanda.reasoning.case import Case

WIDE = 104  # columns from which what each side shows has a column of its own
LONGEST = 150  # characters of a report's sentence that are shown
STYLES = {"good": "green", "bad": "red", "warn": "yellow", "calm": "dim"}
SIDES = {"own": "own side", "other": "other side", "third": "others"}
FEW = 3  # names at most before "and 5 others"


def merged(found: "Sequence[Finding]") -> "list[list[Finding]]":
    """Return findings with equal duties of several bearers, of which nothing is told, as one."""
    rows: dict[tuple[Any, ...], list[Finding]] = {}
    for n, finding in enumerate(found):
        v = finding.values
        own = n if finding.records or v["prevailing"] else -1
        key = (v["instrument"], v["provision"], v["force"], v["action"], v["due"], v["binds"],
               v["state"], v["seen_by"], tuple(v["notes"]), own)  # fmt: skip
        rows.setdefault(key, []).append(finding)
    return list(rows.values())


def towards(group: "Sequence[Finding]") -> str:
    """Return to whom something is owed, in few words."""
    bearers = {f.values["bearer_name"] for f in group}
    names = list(dict.fromkeys(n for f in group for n in f.values["counterparty_names"]))
    if len(group) > 1 and set(names) <= bearers:
        return "each other" if len(group) == 2 else "one another"
    return few(names)


def few(names: Sequence[str]) -> str:
    """Return names as a list, the later ones of many counted."""
    if len(names) > FEW + 1:
        return f"{', '.join(names[:FEW])} and {len(names) - FEW} others"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def owed_words(group: "Sequence[Finding]") -> tuple[str, str]:
    """Return who owes, and what to whom, of a row."""
    v = group[0].values
    who = few([f.values["bearer_name"] for f in group])
    action = v["action"].removeprefix("to ")
    lead = {"prohibition": "not to ", "recognition": "recognises: "}.get(v["force"], "to ")
    if v["force"] == "recognition" and v["registry"]:
        lead = "to "  # the registry words actions as verbs: "to respect the borders"
    if not action[:1].islower():
        lead = ": "  # "40 sailors be released", a clause of its own
    whom = towards(group)
    return who, f"{'' if lead == ': ' else ' '}{lead}{action}{f' → {whom}' if whom else ''}"


def shows(finding: "Finding") -> Iterator[tuple[str, str]]:
    """Yield what each side's sources show: the side, and who says what when, in whose words."""
    for side, label in SIDES.items():
        for e in finding.values["evidence"]:
            if e["side"] != side:
                continue
            day = f", {e['said_on']}" if e["said_on"] else ""
            words = " ".join((e["sentence"] or e["quote"]).split())
            if len(words) > LONGEST:
                words = words[:LONGEST].rsplit(" ", 1)[0] + "…"
            yield label, f"{e['by_name']}{day}: {e['says']} “{words}”"


def due_words(values: dict[str, Any]) -> str:
    """Return when something is due: its day, or its days where they are uncertain."""
    first: str | None = values["due_earliest"]
    last: str | None = values["due_latest"]
    lead = "until " if values["until"] else ""
    if first and first == last:
        return lead + first
    if first:
        return f"{first} to {last}" if last else f"{first} or later"
    return str(values["due"] or "")


def draw(case: "Case", found: "Sequence[Finding]") -> None:
    """Print the matrix to fit the terminal, an agreement at a time."""
    from rich.padding import Padding
    from rich.text import Text

    from servanda.reasoning.board import seen_words

    console = paper()
    if not console.is_terminal and "COLUMNS" not in _environment():
        console = paper(width=120)
    by_agreement: dict[tuple[str, str], list[list[Finding]]] = {}
    for group in merged([replace(f, values=_plain(f.values)) for f in found]):
        v = group[0].values
        by_agreement.setdefault((v["title"].partition(", point ")[0], v["seen_by"]), []).append(
            group
        )
    for (title, seen_by), groups in by_agreement.items():
        console.print()
        view = "" if seen_by == "record" else f"  ({seen_words(case, seen_by)})"
        console.print(Text(title + view, style="bold"))
        console.print(_table(groups, console.width))
        for line in _linked(groups):
            console.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))


def _plain(value: Any) -> Any:
    """Return values with their texts as they may stand on a terminal."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return one_line(value) if isinstance(value, str) else value


def _environment() -> "Iterable[str]":
    import os

    return os.environ


def _table(groups: "list[list[Finding]]", width: int) -> Any:
    """Return the table of one agreement."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    wide = width >= WIDE
    table = Table(box=SIMPLE_HEAD, pad_edge=False, width=min(width, 160), show_lines=False)
    table.add_column("who owes what", ratio=10, vertical="top")
    table.add_column("due", width=10, vertical="top")
    table.add_column("so far", ratio=8 if wide else 10, vertical="top")
    if wide:
        table.add_column("what each side shows", ratio=11, vertical="top")
    for n, group in enumerate(groups):
        v = group[0].values
        who, what = owed_words(group)
        owed = Text(v["provision"] + "\n" if v["provision"] else "", style="dim")
        owed.append(who, style="bold not dim")
        owed.append(what, style="not dim")
        cells = [owed, Text(due_words(v)), _state(group[0], sides=not wide)]
        if wide:
            cells.append(_sides(group[0]))
        table.add_row(*cells)
        if n + 1 < len(groups):
            table.add_row()
    return table


def _state(finding: "Finding", *, sides: bool) -> "Text":
    """Return what is shown so far, with what else is to be said of it."""
    from rich.text import Text

    from servanda.dossier.plain import duty_mark

    v = finding.values
    mark, tone = duty_mark(finding.type)
    out = Text(f"{mark} {v['state']}", style=STYLES.get(tone, ""))
    if v["binds"] != "binding":
        why = f" ({v['why_not']})" if v["why_not"] else ""
        out.append(f"\n{v['binds']}{why}", style="not bold dim")
    for note in v["notes"]:
        out.append(f"\n- {note}", style="default")
    if sides:
        for label, words in shows(finding):
            out.append(f"\n{label}: ", style="dim")
            out.append(words, style="default not dim")
    return out


def _sides(finding: "Finding") -> "Text":
    from rich.text import Text

    out = Text()
    for n, (label, words) in enumerate(shows(finding)):
        out.append(("\n" if n else "") + label + ": ", style="dim")
        out.append(words)
    return out


def _linked(groups: "list[list[Finding]]") -> list[str]:
    """Return the links of an agreement, a line of them."""
    said = list(dict.fromkeys(li["says"] for g in groups for li in g[0].values["links"]))
    return ["linked: " + "; ".join(said[:6])] if said else []


def csv_row(finding: "Finding") -> dict[str, Any]:
    """Return a finding as a flat row for a spreadsheet, evidence by side."""
    v = finding.values
    told: dict[str, list[str]] = {label: [] for label in SIDES.values()}
    for label, words in shows(finding):
        told[label].append(words)
    return {
        **v,
        "agreement": v["title"],
        "who": v["bearer_name"],
        "owes": ("not to " if v["force"] == "prohibition" else "") + v["action"],
        "to": v["counterparty_names"],
        "type": finding.type,
        "invoked": [f"{i['says']} by {i['by_name']}" for i in v["invoked"]],
        "done": [f"{d['value']:g} by {d['by_name']}" for d in v["done"]],
        "notes": "; ".join(v["notes"]),
        "links": "; ".join(li["says"] for li in v["links"]),
        **{label: "; ".join(words) for label, words in told.items()},
    }


CSV = (
    "agreement", "instrument", "provision", "who", "force", "owes", "to", "due", "due_earliest",
    "due_latest", "due_standing", "condition", "condition_state", "exception", "invoked",
    "quantity", "unit", "done", "binds", "why_not", "type", "state", "notes", *SIDES.values(),
    "links", "registry", "seen_by", "as_of",
)  # fmt: skip

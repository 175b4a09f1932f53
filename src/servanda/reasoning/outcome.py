"""What the reports show of a duty, in a word and in a sentence; never more than they say."""

from collections.abc import Callable, Iterable
from datetime import date

from msgspec import Struct

from servanda.reasoning.conditions import Standing
from servanda.reasoning.deadlines import Due
from servanda.reasoning.deeds import head_of
from servanda.reasoning.holding import Hold
from servanda.reasoning.owed import Duty
from servanda.reasoning.traces import STOPPING, Trace

Name = Callable[[str], str]


class Shown(Struct, frozen=True):
    """What is shown of a duty: a `type` to sort by and the whole `state` in words.

    `total` is how much of the quantity has been done, as each source tells it.
    """

    type: str
    state: str
    total: tuple[tuple[str, float], ...] = ()


def shown_of(
    duty: Duty, traces: list[Trace], due: Due, condition: Standing | None, hold: Hold, day: date,
    name: Name,
) -> Shown:  # fmt: skip
    """Return what reports show of a duty on a day; without a report, how it stands."""
    says = {s: [t for t in traces if t.says == s] for s in
            ("done", "begun", "not done", "alleged", "denied", "refused")}  # fmt: skip
    told = _of_breach(duty, says, name)
    kept = None if duty.force == "prohibition" else _of_deed(duty, says, due, condition, day, name)
    if told is not None:
        if kept is not None and kept.type != "kept":
            return Shown(told.type, f"{told.state}; {kept.state}", kept.total)
        return Shown(told.type, told.state, kept.total if kept else ())
    if kept is not None:
        return kept
    return _silent(due, condition, hold, day)


def _of_breach(duty: Duty, says: dict[str, list[Trace]], name: Name) -> Shown | None:
    """Return what is told of a breach: alleged, denied, refused, a forbidden deed done or not."""
    accused, denied = _by(says["alleged"], name), _by(says["denied"], name)
    if duty.force == "prohibition":
        done, left = _by(says["done"] + says["begun"], name), _by(says["not done"], name)
        accused = accused or done
        if (accused or done) and (denied or left):
            told = f"alleged by {accused}" if says["alleged"] else f"done, as {told_by(done)}"
            return Shown("breach disputed", f"breach {told}, denied by {denied or left}")
        if done and not says["alleged"]:
            return Shown("broken", f"broken, as {told_by(done)}")
        if left and not accused:
            return Shown("kept", f"kept, as {told_by(left)}")
    if accused and denied:
        return Shown("breach disputed", f"breach alleged by {accused}, denied by {denied}")
    if accused and says["done"]:
        done = _by(says["done"], name)
        return Shown("breach disputed", f"breach alleged by {accused}; done, as {told_by(done)}")
    if accused:
        return Shown("breach alleged", f"breach alleged by {accused}")
    if denied:
        return Shown("breach denied", f"breach denied by {denied}")
    if says["refused"]:
        return Shown("refused", f"refused, as {told_by(_by(says['refused'], name))}")
    return None


def _of_deed(
    duty: Duty, says: dict[str, list[Trace]], due: Due, condition: Standing | None, day: date,
    name: Name,
) -> Shown | None:  # fmt: skip
    """Return what is told of the deed itself: done, in part, begun, not done."""
    done, left = says["done"], says["not done"]
    last = max((t.said_on or date.min for t in done), default=None)
    left = [t for t in left if last is None or (t.said_on or date.min) >= last]
    if done and left:
        return Shown(
            "reports differ",
            f"reports differ: done, as {told_by(_by(done, name))}; "
            f"not done, as {told_by(_by(left, name))}",
        )
    if done:
        return _in_part(duty, done, due, day, name) or _kept(done, due, name)
    if says["begun"]:
        return Shown("partly", f"begun, as {told_by(_by(says['begun'], name))}")
    if left:
        if head_of(duty.action) & STOPPING:
            return Shown("not kept", f"not kept, as {told_by(_by(left, name))}")
        return _left(left, due, condition, day, name)
    return None


def _kept(done: list[Trace], due: Due, name: Name) -> Shown:
    """Return that a duty was kept, late where every deed is dated after its day."""
    tell = told_by(_by(done, name))
    starts = [t.when[0] for t in done]
    last = due.latest
    if last is not None and not due.until and all(s is not None and s > last for s in starts):
        return Shown("kept late", f"kept after the due day, as {tell}")
    return Shown("kept", f"kept, as {tell}")


def _in_part(duty: Duty, done: list[Trace], due: Due, day: date, name: Name) -> Shown | None:
    """Return how much is told to be done where that is less than what is owed."""
    if duty.ceiling:
        return None
    if not duty.quantity:
        return _of_all(duty, done, name)
    whole = duty.quantity
    totals = totals_of(done)
    if not totals:
        words = [t.amount.words for t in done if t.amount is not None]
        if words and all(t.amount is not None for t in done):
            return Shown("partly", f"partly: {words[-1]} of {figure(whole)} {duty.unit}, as "
                                   f"{told_by(_by(done, name))}".rstrip())  # fmt: skip
        return None
    plain = [t for t in done if t.amount is None]
    if max(totals.values()) >= whole or plain:
        lower = {b: n for b, n in totals.items() if n < whole}
        if lower and len(lower) < len(totals):
            return Shown("reports differ", "reports differ: " + _sums(totals, duty, name),
                         tuple(totals.items()))  # fmt: skip
        if not lower or not plain:
            return Shown("kept", f"kept, as {told_by(_by(done, name))}", tuple(totals.items()))
    passed = "; due day passed" if due.standing(day) == "passed" and not due.until else ""
    return Shown("partly", f"partly: {_sums(totals, duty, name)}{passed}", tuple(totals.items()))


def _of_all(duty: Duty, done: list[Trace], name: Name) -> Shown | None:
    """Return a number told where all of something is owed: how many that are is not known."""
    totals = totals_of(done)
    if not duty.unit or not totals or any(t.amount is None or t.amount.value is None for t in done):
        return None
    told = "; ".join(f"{figure(n)} {duty.unit}, as {told_by(name(b))}" for b, n in totals.items())
    return Shown("partly", f"partly, or all if there are no more: {told}", tuple(totals.items()))


def totals_of(done: Iterable[Trace]) -> dict[str, float]:
    """Return by source how much is done: the last total told, further amounts added to it."""
    totals: dict[str, float] = {}
    for trace in done:
        if trace.amount is None or trace.amount.value is None:
            continue
        before = totals.get(trace.by, 0.0)
        value = trace.amount.value
        totals[trace.by] = before + value if trace.amount.added else max(before, value)
    return totals


def _sums(totals: dict[str, float], duty: Duty, name: Name) -> str:
    told: dict[float, list[str]] = {}
    for by, total in totals.items():
        told.setdefault(total, []).append(name(by))
    return "; ".join(
        f"{figure(total)} of {figure(duty.quantity or 0)} {duty.unit}, as {told_by(_listed(by))}"
        for total, by in told.items()
    )


def figure(number: float) -> str:
    """Return a number as people write it: 460, 1,960, 3.67."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,g}"


def _left(
    left: list[Trace], due: Due, condition: Standing | None, day: date, name: Name
) -> Shown | None:
    """Return what "not done" amounts to: overdue only where it is told after the due day."""
    tell = told_by(_by(left, name))
    if condition is not None and condition.state in ("open", "not shown"):
        return Shown("conditional", f"not done, as {tell}; its condition is {_stands(condition)}")
    standing = due.standing(day)
    if due.until or standing == "":
        return Shown("not kept", f"not kept, as {tell}")
    if standing == "not yet":
        return Shown("due", f"{_due_words(due)}; not done so far, as {tell}")
    told = max((t.said_on for t in left if t.said_on is not None), default=None)
    if standing == "passed" and told is not None and due.latest is not None and told > due.latest:
        return Shown("overdue", f"overdue: not done, as {tell}")
    when = f" on {told}" if told else ""
    passed = "due day passed" if standing == "passed" else "due day perhaps passed"
    return Shown("due date passed", f"{passed}; not done{when}, as {tell}")


def _silent(due: Due, condition: Standing | None, hold: Hold, day: date) -> Shown:
    """Return how a duty stands of which no source speaks."""
    if hold.binds == "not binding" and not hold.stays:
        if hold.reason == "suspended":
            return Shown("suspended", "suspended, not due")
        return Shown("not binding", "not binding, nothing found")
    standing = due.standing(day)
    if due.until and standing == "passed":
        return Shown("over", "its time is over, nothing found")
    if condition is not None and condition.state in ("open", "not shown"):
        return Shown("conditional", f"condition {_stands(condition)}, nothing found")
    if standing == "passed":
        stays = " and stays due" if hold.stays else ""
        return Shown("due date passed", f"due day passed{stays}, nothing found")
    if standing == "cannot tell":
        return Shown("due date perhaps passed", "due day perhaps passed, nothing found")
    if standing == "not yet" and not due.until:
        return Shown("due", f"{_due_words(due)}, nothing found")
    return Shown("nothing found", "nothing found")


def _stands(condition: Standing) -> str:
    return "still open" if condition.state == "open" else condition.state


def _due_words(due: Due) -> str:
    if due.earliest is None:
        return "not due yet"
    if due.latest is None or due.latest == due.earliest:
        return f"due by {due.earliest}" + ("" if due.latest else " or later")
    return f"due by a day from {due.earliest} to {due.latest}"


def _by(traces: Iterable[Trace], name: Name) -> str:
    return _listed([name(b) for b in dict.fromkeys(t.by for t in traces)])


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def told_by(names: str) -> str:
    """Return "A tells it", "A and B tell it", "inspectors tell it", "A's words tell it"."""
    last = names.rpartition(" ")[2]
    many = " and " in names or (last[:1].islower() and last.endswith("s"))
    return f"{names} {'tell' if many else 'tells'} it"

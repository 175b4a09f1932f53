"""The timeline drawn: lanes of marks on an axis of days, dense places as counted clusters."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from servanda.dossier.pages import Moment
from servanda.dossier.plain import counted

WIDTH, LEFT, RIGHT = 960, 112, 24
LANE, TOP, FOOT = 38, 14, 30
LANES = ("formal act", "claimed act", "event", "statement", "prediction")
NEAR = 23  # units of the drawing within which marks become one
KEEP = 0.8  # share of the marks that the axis must hold; a few far ones stand at its edge
LONGEST = 120  # years that an axis spans at most


class Mark(Struct, frozen=True):
    """A mark: its place, the range in which its day may lie, how many it stands for, its row."""

    x: float
    y: int
    left: float
    right: float
    count: int
    row: int
    title: str


class Tick(Struct, frozen=True):
    """A line of the axis with its year."""

    x: float
    label: str


class Chart(Struct, frozen=True):
    """What is drawn; `earlier` and `later` count what lies off the axis."""

    width: int
    height: int
    left: int
    lanes: tuple[tuple[int, str], ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    earlier: int
    later: int


def chart(moments: tuple[Moment, ...], day: date) -> Chart | None:
    """Return the drawing of a timeline, or None where there are fewer than two dates to draw."""
    if len(moments) < 2:
        return None
    first, last = _window(moments)
    lanes = [name for name in LANES if any(m.lane == name for m in moments)]
    scale = (WIDTH - LEFT - RIGHT) / max(1, last - first)

    def place(iso: str) -> float:
        days = min(max(date.fromisoformat(iso).toordinal(), first), last) - first
        return round(LEFT + days * scale, 1)

    marks: list[Mark] = []
    for n, lane in enumerate(lanes):
        y = TOP + LANE * n + LANE // 2
        rows = [(place(m.earliest), place(m.latest), i, m) for i, m in enumerate(moments)
                if m.lane == lane]  # fmt: skip
        marks += _clusters(rows, y)
    today = day.toordinal()
    return Chart(
        width=WIDTH, height=TOP + LANE * len(lanes) + FOOT, left=LEFT,
        lanes=tuple((TOP + LANE * n + LANE // 2, name) for n, name in enumerate(lanes)),
        marks=tuple(marks), ticks=tuple(_ticks(first, last, scale)),
        today=round(LEFT + (today - first) * scale, 1) if first <= today <= last else None,
        earlier=sum(_day(m.latest) < first for m in moments),
        later=sum(_day(m.earliest) > last for m in moments),
    )  # fmt: skip


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def _window(moments: tuple[Moment, ...]) -> tuple[int, int]:
    """Return the shortest stretch of whole years that holds most marks."""
    years = sorted(int(m.earliest[:4]) for m in moments)
    held = max(1, round(len(years) * KEEP))
    low = min(range(len(years) - held + 1), key=lambda n: years[n + held - 1] - years[n])
    first, last = years[low], years[low + held - 1]
    first = max(first, last - LONGEST)
    return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()


def _clusters(rows: list[tuple[float, float, int, Moment]], y: int) -> Iterator[Mark]:
    """Yield marks from the left; those closer than `NEAR` to the middle of a group join it."""
    group: list[tuple[float, float, int, Moment]] = []
    for row in sorted(rows, key=lambda r: ((r[0] + r[1]) / 2, r[2])):
        middle = sum(r[0] + r[1] for r in group) / 2 / max(1, len(group))
        if group and (row[0] + row[1]) / 2 - middle > NEAR:
            yield _mark(group, y)
            group = []
        group.append(row)
    if group:
        yield _mark(group, y)


def _mark(group: list[tuple[float, float, int, Moment]], y: int) -> Mark:
    middles = [(left + right) / 2 for left, right, _, _ in group]
    first = group[0][3]
    title = f"{first.words}: {first.what}"
    if len(group) > 1:
        title = f"{counted(len(group), 'entry', 'entries')}, from {first.words}"
    return Mark(
        x=round(sum(middles) / len(middles), 1), y=y,
        left=min(r[0] for r in group), right=max(r[1] for r in group),
        count=len(group), row=min(r[2] for r in group), title=title,
    )  # fmt: skip


def _ticks(first: int, last: int, scale: float) -> Iterator[Tick]:
    """Yield the years of the axis, not more of them than can be read."""
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 2)
    step = next(s for s in (1, 2, 5, 10, 20, 50) if len(years) / s <= 13)
    for year in years:
        if year % step == 0 or len(years) <= 3:
            x = LEFT + (date(year, 1, 1).toordinal() - first) * scale
            yield Tick(round(x, 1), str(year))

"""Large act logs made by dice: instruments of two to forty parties, eight acts a key, all kinds.

`made(acts, uncertain)` returns columns for `servanda.reasoning.status.bulk`. Half of the
instruments have two parties. Every party signs; most ratify, some accede; then follow
suspensions, notices, withdrawals, terminations, revivals, talk and the rest, over seventy years.
Of the uncertain dates six in ten are months, three are years, one is a stretch of some days.
"""

import numpy as np

from servanda.reasoning.status.bulk_columns import CODE, NO_PERIOD, Columns, Ints

SIZES = np.array([2, 3, 4, 5, 6, 8, 12, 20, 40])
SHARES = np.array([50, 14, 9, 7, 6, 6, 5, 2, 1]) / 100
EACH = 8
BEGIN, END = 711_857, 738_156  # 1950-01-01 and 2021-12-31
LATER = {
    "suspension": 14, "resumption": 12, "reaffirmation": 14, "breach_alleged": 10,
    "breach_cleared": 6, "objection": 6, "notice": 9, "notice_revoked": 5, "non_renewal": 4,
    "withdrawal": 4, "termination": 3, "supersession": 1, "expiry": 1, "revival": 2,
    "accession": 4, "provisional_application": 3, "entry_into_force": 2,
}  # fmt: skip
JOINT = ("revival", "supersession", "expiry", "termination", "suspension", "resumption")
SINGULAR = [
    CODE[kind]
    for kind in ("withdrawal", "termination", "supersession", "expiry", "entry_into_force")
]


def made(acts: int, uncertain: float = 0.0, seed: int = 1) -> Columns:
    """Return a log of about so many acts, a share of them with uncertain dates."""
    rng = np.random.default_rng(seed)
    keys = acts // EACH
    sizes = rng.choice(SIZES, size=keys, p=SHARES)
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), keys)) + 1]
    first = np.concatenate([[0], np.cumsum(sizes)])
    first[-1] = max(keys, first[-2] + 2)
    lanes, keys = len(sizes), int(first[-1])
    lane = np.repeat(np.arange(lanes), np.diff(first))
    kind, day = _histories(rng, lane, keys)
    actor = np.repeat(np.arange(keys) - first[lane], EACH).reshape(keys, EACH)
    joint = np.isin(kind, [CODE[k] for k in JOINT[:3]]) | (
        np.isin(kind, [CODE[k] for k in JOINT[3:]]) & (rng.random(kind.shape) < 0.15)
    )
    actor[joint] = -1
    rows = np.repeat(lane, EACH), kind.ravel(), actor.ravel(), day.ravel()
    lo, hi = _uncertain(rng, rows[3], uncertain)
    notice = np.full((len(lo), 2), [NO_PERIOD, 0])
    own = (rows[1] == CODE["notice"]) & (rng.random(len(lo)) < 0.3)
    notice[own] = [3, 0]
    return Columns(
        first=first, ratified=rng.random(lanes) < 0.6,
        needs=np.where(rng.random(lanes) < 0.7, np.diff(first), 2),
        delay=_period(rng, lanes, 0.4, 1, 0, [0, 0]), duration=_period(rng, lanes, 0.3, 60, 0),
        renewal=_period(rng, lanes, 0.7, 12, 0), term_notice=_period(rng, lanes, 0.6, 6, 0),
        exit=rng.integers(0, 3, lanes), vclt=rng.random(lanes) < 0.8,
        parent=np.full(lanes, -1), place=np.arange(keys) - first[lane],
        lane=rows[0], kind=rows[1], actor=rows[2], lo=lo, hi=hi, notice=notice,
        rank=np.arange(len(lo)), last=END,
    )  # fmt: skip


def _histories(rng: np.random.Generator, lane: Ints, keys: int) -> tuple[Ints, Ints]:
    """Return kinds and days, eight acts a key."""
    names, weights = list(LATER), np.array(list(LATER.values()), float)
    codes = np.array([CODE[name] for name in names])
    kind = codes[rng.choice(len(codes), size=(keys, EACH), p=weights / weights.sum())]
    kind[:, 0], kind[:, 1] = CODE["signature"], CODE["ratification"]
    kind[rng.random(keys) < 0.1, 1] = CODE["accession"]
    for code in SINGULAR:  # A second act of a kind that happens once would be another telling.
        again = (kind == code) & (np.cumsum(kind == code, axis=1) > 1)
        kind[again] = CODE["reaffirmation"]
    lanes = int(lane[-1]) + 1
    begin = rng.integers(BEGIN, END - 9000, lanes)[lane]
    day = np.empty((keys, EACH), np.int64)
    day[:, 0] = begin + rng.integers(0, 200, keys)
    day[:, 1] = begin + rng.integers(200, 900, keys)
    day[:, 2:] = begin[:, None] + rng.integers(900, 9000, (keys, EACH - 2))
    for code in (CODE["supersession"], CODE["expiry"]):
        where = np.argwhere(kind == code)
        _, heads = np.unique(lane[where[:, 0]], return_index=True)
        spare = np.delete(where, heads, axis=0)
        kind[spare[:, 0], spare[:, 1]] = CODE["reaffirmation"]
    return kind, day


def _uncertain(rng: np.random.Generator, day: Ints, share: float) -> tuple[Ints, Ints]:
    """Blur a share of the days to months, years and stretches."""
    lo, hi = day.copy(), day.copy()
    dice = rng.random(len(day))
    blurred = np.flatnonzero(dice < share)
    how = dice[blurred] / max(share, 1e-9)
    for unit, mask in (("M", how < 0.6), ("Y", (how >= 0.6) & (how < 0.9))):
        some = blurred[mask]
        start = (day[some] - 719_163).astype("datetime64[D]").astype(f"datetime64[{unit}]")
        lo[some] = start.astype("datetime64[D]").astype(np.int64) + 719_163
        hi[some] = (start + 1).astype("datetime64[D]").astype(np.int64) + 719_162
    some = blurred[how >= 0.9]
    hi[some] += rng.integers(1, 10, len(some))
    return lo, hi


def _period(
    rng: np.random.Generator, lanes: int, share: float, months: int, days: int,
    without: list[int] | None = None,
) -> Ints:  # fmt: skip
    """Give a share of the instruments a period, the others none."""
    out = np.full((lanes, 2), without or [NO_PERIOD, 0])
    out[rng.random(lanes) < share] = [months, days]
    return out

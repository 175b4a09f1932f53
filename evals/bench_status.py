"""CPU seconds and peak memory of statuses in large made logs, and of single questions to one.

usage: python -m evals.bench_status [ACTS]
Every status interval of a log of so many acts (a million), of one with a fifth of its dates
uncertain, and of eight times as many acts, each in a process of its own; then as-of and pair
queries and one more act at a desk over the first log. The ratio is to `numpy.lexsort` of the same
rows in the same run. The kernel is compiled first, if it is not kept from an earlier run; that is
timed apart. Logs: see `evals.status_logs`.
"""

import random
import resource
import subprocess
import sys
import time

import numpy as np
from evals.status_logs import made

from servanda.reasoning.status import Act, Desk, Log, Query
from servanda.reasoning.status.bulk import Columns, stretches

QUESTIONS = 1000


def intervals_of(acts: int, uncertain: float) -> None:
    """Print the figures of one log."""
    stretches(made(400, uncertain))
    log = made(acts, uncertain)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    found = stretches(log)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    np.lexsort((log.lo, log.actor, log.lane))
    sort = time.process_time() - start
    keys = int(log.first[-1])
    print(f"{acts:>9} acts, {uncertain:4.0%} uncertain: CPU {spent:6.2f} s = {spent / sort:5.1f} x "
          f"lexsort ({sort:.2f} s), peak {peak:.0f} MB (log {before:.0f} MB)")  # fmt: skip
    print(f"{'':11}{keys} keys, {len(found.key)} stretches, {len(found.unknown)} too uncertain "
          f"({len(found.unknown) / keys:.1%}), {found.slow} instruments by the ordinary engine",
          flush=True)  # fmt: skip


def whole(columns: Columns) -> Log:
    """Return columns as one log, as the ledger would hold it."""
    instruments, acts = {}, {}
    for lane in range(columns.lanes):
        one = columns.log(lane)
        instruments.update(one.instruments)
        acts.update(one.acts)
    return Log(columns.last, instruments, acts, {})


def questions(acts: int) -> None:
    """Print the times of single questions to a desk over a log."""
    columns = made(acts)
    desk = Desk(whole(columns))
    rng = random.Random(7)
    sizes = np.diff(columns.first)
    by_key = np.repeat(np.arange(columns.lanes), sizes)
    times: dict[str, list[float]] = {"as-of": [], "pair": [], "one more act": []}
    for _ in range(QUESTIONS):
        # A key by chance, so that an instrument of forty parties comes up twenty times as often
        # as one of two.
        name = f"i{by_key[rng.randrange(len(by_key))]}"
        a, b = rng.sample(desk.log.instruments[name].parties, 2)
        day = rng.randint(int(columns.lo.min()), columns.last)
        start = time.process_time()
        desk.statuses(Query(name, a, day, "record"))
        times["as-of"].append(time.process_time() - start)
        name = f"i{by_key[rng.randrange(len(by_key))]}"
        a, b = rng.sample(desk.log.instruments[name].parties, 2)
        start = time.process_time()
        desk.binds(name, a, b, day, "record")
        times["pair"].append(time.process_time() - start)
    for number in range(100):
        name = f"i{by_key[rng.randrange(len(by_key))]}"
        party = desk.log.instruments[name].parties[0]
        act = Act(f"new{number}", name, "suspension", party, day, day, True, "record")
        start = time.process_time()
        desk = desk.with_act(act)
        desk.statuses(Query(name, party, columns.last, "record"))
        times["one more act"].append(time.process_time() - start)
    for title, some in times.items():
        p50, p99 = np.percentile(some, [50, 99]) * 1000
        print(f"{title:>14}: p50 {p50:6.2f} ms, p99 {p99:6.2f} ms, {len(some)} times", flush=True)


def main() -> None:
    """Print all figures, each from a process of its own."""
    acts = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        questions(acts) if sys.argv[2] == "questions" else intervals_of(acts, float(sys.argv[2]))
        return
    start = time.process_time()
    stretches(made(400, 0.2))
    print(f"kernel ready after {time.process_time() - start:.1f} CPU s (kept for the next time)")
    for number, share in ((acts, "0"), (acts, "0.2"), (8 * acts, "0"), (acts, "questions")):
        command = [sys.executable, "-m", "evals.bench_status", str(number), share]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()

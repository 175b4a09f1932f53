"""CPU seconds and peak memory of every status interval of large made logs.

usage: python -m evals.bench_status [ACTS] [UNCERTAIN]
The last column is the ratio to `numpy.lexsort` of the same rows in the same run. Uncertain dates
(a share, 0 without) also cost the ordinary engine, where the order of events is open.
"""

import resource
import sys
import time

import numpy as np
from evals.status_logs import made

from servanda.reasoning.status.bulk import stretches


def main() -> None:
    """Print one line of figures."""
    acts = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    uncertain = float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
    log = made(acts, uncertain)
    start = time.process_time()
    found = stretches(log)
    spent = time.process_time() - start
    start = time.process_time()
    np.lexsort((log.lo, log.actor, log.lane))
    sort = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{acts} acts, {int(log.first[-1])} keys, {len(found.key)} stretches")
    print(f"CPU {spent:.2f} s, peak {peak:.0f} MB, {spent / sort:.1f} x lexsort ({sort:.2f} s)")
    print(f"{found.slow} of {log.lanes} instruments by the ordinary engine")


if __name__ == "__main__":
    main()

"""Where everything stands in the rows of numbers that the kernel works with.

An act is a row with the columns LO to UIDX. The fixed facts of an instrument (`k`), and the
state of one world (`s`), are plain rows too; the places that depend on the number of parties are
themselves facts, from O_PB on. Units are the instrument itself, or its parent and then itself.
"""

LO, HI, KIND, ACTOR, UNIT, NM, ND, NIDX, RIDX, UIDX = range(10)
"""Columns of an act: days, kind, actor (-1 all), unit, its own notice (months, days; -1 none).

NIDX, RIDX and UIDX number the notices, what may refuse a renewal, and the uncertain acts.
"""

FIELDS = 10

# Facts. FROM and UPTO enclose the notices that may run; REVIVED is the last day of a revival.
(PARTIES, UNITS, NOTICES, REFUSALS, OPEN, RECORDED, NEEDS, DM, DD, END, READING, DOUBT, ODD,
 O_PB, O_DUE, O_UP, O_NOT, O_REF, O_DONE, O_SINCE, O_SHOWN, SIZE, RATIFIED, ACTS, FROM, UPTO,
 BEGIN, REVIVED) = range(28)  # fmt: skip
O_UNIT = 28
DURM, DURD, RENM, REND, NOTM, NOTD, EXIT, VCLT, PAIR = range(9)
UNIT_SIZE = 9
O_PARTY = O_UNIT + 2 * UNIT_SIZE
"""From here on a row of flags for each party: MEMBER, NO_JOIN, FORCED."""
MEMBER, NO_JOIN, FORCED = 1, 2, 4

# State: the base is the day from which E0 follows (or E0 itself where it is recorded).
BASE, BLO, BHI, CAME = range(4)
BITS = 4  # and 5, one for each unit
CLOSED, TERMLESS, ENOUGH = 1, 2, 4
HEAD = 6
CONS, GROUPED, GONE = 1, 2, 4
"""Bits of a party: has consented, on or before the base; has a recorded withdrawal."""
# Of each unit and party: state, state before the end, bits, kind and day of a later entry.
OF, BE, FL, RT, RLO, RHI = range(6)
LEFT, MISSED, SUSP = 1, 2, 4
WAITS, PAST, PLAIN = 1, 2, 3
"""A later entry waits for its day and E0, for E0 alone, or for its day alone."""
# Of each notice: how it stands and the day it was given; of each refusal likewise its term.
RUNNING, MATURED, DEAD = 1, 2, 3

(NONE, SIGNED, CONSENTED, PROVISIONAL, IN_FORCE, WITHDRAWN, EXPIRED, SUPERSEDED, TERMINATED,
 SUSPENDED, ENDING) = range(11)  # fmt: skip
STATUSES = ("none", "signed", "consented", "provisional", "in_force", "withdrawn", "expired",
            "superseded", "terminated", "suspended", "ending")  # fmt: skip

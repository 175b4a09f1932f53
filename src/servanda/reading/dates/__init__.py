"""Dates in running English: found, normalised as EDTF and TIMEX3, usable alone.

>>> from datetime import date
>>> [m.edtf for m in find("signed yesterday, in force since May 2021", date(2023, 9, 13))]
['2023-09-12', '2021-05']
"""

from servanda.reading.dates.bounds import bound_publication
from servanda.reading.dates.find import Match, find
from servanda.reading.dates.one import Options

__all__ = ["Match", "Options", "bound_publication", "find"]

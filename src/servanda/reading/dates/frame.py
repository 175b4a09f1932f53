"""What a text has told so far about when it is: publication, the last date told, the tense."""

from dataclasses import dataclass
from datetime import date, timedelta

from servanda.reading.dates.calendar import PROXY, Moment

NEAR_MONTHS = 3  # a month so little ahead is meant unless the tense is past
NEAR_DAYS = 60  # a day without a year so near is that one, whatever the tense


NEAR_CHARACTERS = 450
NEAR_WEEKDAYS = 3  # a weekday so little back is nearer than the next one


@dataclass
class Frame:
    """The times that relative expressions are reckoned from.

    `published` is the day of publication; in a `narrative` the last date told (`told`) stands for
    it; `last` is the last date of any use, `thread` the last one of the paragraph with a month, and
    `place` where the last date was told; `context` is that date if it stands in the sentence of
    the expression at hand, and `borrowed` its value once a year was taken from it. `tense` is that
    of the expression at hand: past, future, near (which of both cannot be told) or empty; it stands
    at the offset `at`. In a `legal` text no date told is one that "that year" means.
    """

    published: date | None = None
    narrative: bool = False
    told: Moment | None = None
    last: Moment | None = None
    tense: str = ""
    thread: Moment | None = None
    place: int = 0
    context: Moment | None = None
    borrowed: str = ""
    at: int = 0
    legal: bool = False

    def now(self) -> date | None:
        """Return the day that "today" is reckoned from, or None where nothing tells it."""
        return self.told_day() if self.narrative else self.published

    def told_day(self) -> date | None:
        """Return the first day of the last date told, or None."""
        return first_day(self.told) if self.told else None

    def told_near(self) -> bool:
        """Say whether the last date told is near enough to say which day "at noon" means."""
        return self.narrative or self.at - self.place < NEAR_CHARACTERS

    def told_is_day(self) -> bool:
        """Say whether the last date told is one day."""
        return self.told is not None and self.told.granularity in ("day", "time")

    def label(self) -> str:
        """Return what `now` is: `published`, the date told, or `unknown`."""
        if self.narrative:
            return self.told.value if self.told else "unknown"
        if self.borrowed:
            return self.borrowed
        return "published" if self.published else "unknown"

    def reference(self) -> tuple[date | None, str]:
        """Return what "that year" and "two days later" are reckoned from, and its name."""
        if self.legal:
            return None, "unknown"
        last = self.last or self.told
        at = first_day(last) if last is not None else None
        if last is not None and at is not None:
            return at, last.value
        return self.published, "published" if self.published else "unknown"

    def hear(self, moment: Moment) -> None:
        """Keep a date with a known year as the last one told."""
        if moment.year != 0 and not self.legal:
            self.told = self.last = moment

    def pass_by(self, moment: Moment) -> None:
        """Keep a date that only names a thing: "that month" may mean it, "a week later" not."""
        if moment.year != 0 and not self.legal:
            self.last = moment

    def year_of_month(self, month: int) -> int:
        """Return the year that a bare month lies in, 0 where that cannot be told."""
        if self.narrative:
            return self._year_after_told(month)
        if self.published is None:
            return 0
        now = self.published
        if y := self._year_of_context(month, 1):
            return y
        if self.tense == "future":
            return now.year + (month < now.month)
        near = 0 < month - now.month <= NEAR_MONTHS and self.tense != "past"
        return now.year - (month > now.month and not near)

    def year_of_day(self, month: int, day: int) -> int:
        """Return the year that a day without one lies in, 0 where that cannot be told."""
        if self.narrative:
            return self._of_publication(month, day) or self._year_after_told(month)
        if self.published is None:
            return 0
        if y := self._year_of_context(month, day):
            return y
        now, years = self.published, range(self.published.year - 1, self.published.year + 2)
        days = [d for d in (_date(y, month, day) for y in years) if d]
        nearest = min(days, key=lambda d: abs(d - now), default=now)
        if abs((nearest - now).days) > NEAR_DAYS and self.tense:
            ahead = self.tense == "future"
            days = [d for d in days if (d >= now) == ahead] or days
        return min(days, key=lambda d: abs(d - now)).year if days else 0

    def _of_publication(self, month: int, day: int) -> int:
        """Return the year of publication for a day shortly before it, in a narrative's paragraph
        that has told no date yet; else 0."""
        if self.published is None or self.thread is not None:
            return 0
        if self.told is not None and self.at - self.place < NEAR_CHARACTERS:
            return 0
        days = (_date(y, month, day) for y in (self.published.year, self.published.year - 1))
        near = next((d for d in days if d and d <= self.published), None)
        return near.year if near and (self.published - near).days <= NEAR_DAYS else 0

    def _year_of_context(self, month: int, day: int) -> int:
        """Return the year of a date told in the same sentence, if this one follows it; else 0.

        "In May 1988, on 7 May", "on 6 October 2020 and again on 31 October".
        """
        told, now = self.context, self.published
        if told is None or now is None or not told.month or told.year > now.year:
            return 0
        follows = told.granularity == "month" and told.month == month
        if told.granularity == "day" and self.tense != "future":
            at = _date(told.year, month, day)
            follows = at is not None and told.earliest is not None and told.earliest < at <= now
        self.borrowed = told.value if follows else ""
        return told.year if follows else 0

    def year_of_season(self, month: int) -> int:
        """Return the year that a bare season lies in, by its first month; 0 where unknown."""
        return self.year_of_month(month)

    def weekday(self, number: int) -> date | None:
        """Return the day that a bare weekday (1 is Monday) means, or None."""
        now = self.now() if not self.narrative else None
        if now is None:
            return None
        back = (now.isoweekday() - number) % 7
        if self.tense == "near" and back > NEAR_WEEKDAYS:
            return now + timedelta(days=7 - back)
        if self.tense == "future" and back:
            return now + timedelta(days=7 - back)
        return now - timedelta(days=back)

    def _year_after_told(self, month: int) -> int:
        if self.told is None:
            return 0
        if self.told.month and self.told.month - month >= 8:
            return self.told.year + 1
        return self.told.year


def first_day(moment: Moment) -> date | None:
    """Return the first day of a moment; before our era one that `calendar` reckons with."""
    if moment.earliest is None and moment.year > PROXY:
        return _date(moment.year, moment.month or 1, moment.day or 1)
    return moment.earliest


def _date(y: int, m: int, d: int) -> date | None:
    try:
        return date(y, m, d)
    except ValueError:
        return None

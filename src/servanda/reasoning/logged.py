"""What has a log: evidence, rows, names and a day, with the act log worked out once."""

from datetime import date
from functools import cached_property

from servanda.lexicon.entities import Entities
from servanda.lexicon.registry import Registry
from servanda.model import Evidence
from servanda.reasoning.log import ActLog, build, checked
from servanda.reasoning.status import Desk
from servanda.reasoning.status.log import Log


class Logged:
    """The act log of some evidence and rows on a day, and the desks that answer on it."""

    evidence: Evidence
    registry: Registry
    entities: Entities
    day: date

    @cached_property
    def _checked(self) -> tuple[Log, ActLog]:
        return checked(build(self.evidence, self.registry, self.entities, self.day))

    @property
    def acts(self) -> ActLog:
        """Return the act log of verified rows and records, and what was left out of it."""
        return self._checked[1]

    @property
    def log(self) -> Log:
        """Return the checked log."""
        return self._checked[0]

    @cached_property
    def desk(self) -> Desk:
        """Return the desk that answers on the log, briefly where a day is not known."""
        return Desk(self.log, brief=True)

    @cached_property
    def doubtful_desk(self) -> Desk:
        """Return the desk for which the registry's unverified acts count too."""
        acts = build(self.evidence, self.registry, self.entities, self.day, unverified=True)
        return Desk(checked(acts)[0], brief=True)

    @cached_property
    def told(self) -> dict[str, dict[str, object]]:
        """Return the log's acts by id."""
        return {a["id"]: a for a in self.acts.log["acts"]}

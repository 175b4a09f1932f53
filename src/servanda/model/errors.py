"""The tree of errors; each says what, where, why and what to do about it.

ServandaError
├── InputError          a file or text cannot be taken in
│   ├── EmptyInput      nothing in it to read
│   ├── WrongFormat     not what its name or bytes promise, broken, or not supported
│   └── TooLarge        larger than the room accepts
├── MetadataError       a flag or metadata row that does not hold
├── DateError           a date or period outside the accepted forms
├── AnchorError         an anchor that does not quote its document
├── LogFault            an act log that breaks a rule of its form
├── LexiconError        a row of the lexicon that does not hold
├── LedgerError         the ledger cannot be opened, read or written
│   ├── ForeignLedger   a file that is no ledger of ours
│   ├── LedgerConflict  somebody else decided in the meantime
│   └── LedgerReadOnly  no right to write
├── UnknownName         a name or id that nothing is known of
└── NotAvailable        a verb or part that this installation does not have
"""


class ServandaError(Exception):
    """The base of every error that the program raises on purpose.

    `place` is a file, a line, a field or an id; `remedy` is one sentence telling the user what to
    do; `exit_code` is what the command line ends with (2 usage or not available, 3 partial
    failure).
    """

    exit_code = 2

    def __init__(self, cause: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        """Return place, cause and remedy as one line."""
        head = f"{self.place}: {self.cause}" if self.place else self.cause
        return f"{head} - {self.remedy}" if self.remedy else head


class InputError(ServandaError):
    """A file or text cannot be taken in."""


class EmptyInput(InputError):  # noqa: N818
    """There is nothing to read in the input."""


class WrongFormat(InputError):  # noqa: N818
    """The input is broken, or is not what its name or first bytes promise."""


class TooLarge(InputError):  # noqa: N818
    """The input is larger than the room accepts."""


class MetadataError(ServandaError):
    """A flag or a row of metadata does not hold."""


class DateError(ServandaError, ValueError):
    """A date or period is outside the accepted forms."""


class AnchorError(ServandaError, ValueError):
    """An anchor does not quote its document exactly."""


class LogFault(ServandaError, ValueError):  # noqa: N818
    """An act log breaks a rule of its form; `id` names the faulty instrument, act or `log`."""

    def __init__(self, cause: str, id: str = "log") -> None:  # noqa: A002
        super().__init__(cause, place=id)
        self.id = id


class LexiconError(ServandaError):
    """A row of the lexicon does not hold."""


class LedgerError(ServandaError):
    """The ledger cannot be opened, read or written."""


class ForeignLedger(LedgerError):  # noqa: N818
    """The file is no ledger of ours, or of a later version."""


class LedgerConflict(LedgerError):  # noqa: N818
    """Somebody else wrote what the writer had not seen."""


class LedgerReadOnly(LedgerError):  # noqa: N818
    """The ledger cannot be written."""


class UnknownName(ServandaError):  # noqa: N818
    """Nothing is known of a name or id."""


class NotAvailable(ServandaError):  # noqa: N818
    """This installation does not have the verb or part asked for."""

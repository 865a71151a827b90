"""What can be done with a record, as values: menu, palette, keys and the sheet of all keys read the same ones."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from sdesk.models import Record
from sdesk.translation import gettext as _


class Sense(Enum):
    """What a command is about: the groups of the menu, in this order."""

    GO_ON = auto()
    WHO = auto()
    TELL = auto()
    RELATE = auto()
    PRINT = auto()
    HISTORY = auto()
    DANGEROUS = auto()

    @property
    def title(self) -> str:
        return {
            Sense.GO_ON: _("Go on"),
            Sense.WHO: _("Who"),
            Sense.TELL: _("Tell"),
            Sense.RELATE: _("Relate"),
            Sense.PRINT: _("Print and files"),
            Sense.HISTORY: _("History"),
            Sense.DANGEROUS: _("Dangerous"),
        }[self]


def always(desk: Any, record: Any) -> str:
    """Nothing speaks against it."""
    return ""


@dataclass(frozen=True)
class RecordCommand:
    """Offered for the records that it `applies` to; grey where `why_not` says, in words, why it cannot be used now.

    `does` gets the desk, the record and the form that shows it, which has been saved before. Of those that apply to
    one record no two have the same `keys`; `shown_keys` are those of a command of the window that does the same.
    A `main` one is what Ctrl+Return does where no step follows.
    """

    name: str
    title: Callable[[], str]
    picture: str
    applies: Callable[[Record], bool]
    does: Callable[[Any, Any, Any], object]
    sense: Sense = Sense.GO_ON
    keys: str = ""
    why_not: Callable[[Any, Any], str] = always
    writes: bool = True
    saves: bool = True
    shown_keys: str = ""
    main: bool = False

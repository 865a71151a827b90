"""What is said of the team in the status line. Each word of it is so, or another one is said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui import wall
from sdesk.ui.records.reading import moment_text, time_text


class How(Enum):
    """How the last exchange went. `ALONE`: nobody was ever invited. `STOPPED`: something keeps it from being made."""

    ALONE = auto()
    NO_FOLDER = auto()
    EXCHANGING = auto()
    NOT_REACHED = auto()
    STOPPED = auto()
    MADE = auto()


@dataclass(frozen=True)
class TeamState:
    """`missing`: operations of others that are not here; `unsent`: of ours that are not in the folder; `details`: sentences on
    what is not as it should be; `beside`: on what is, and may be wondered at."""

    how: How
    missing: int = 0
    unsent: int = 0
    to_settle: int = 0
    since: datetime | None = None
    details: Sequence[str] = field(default_factory=tuple)
    beside: Sequence[str] = field(default_factory=tuple)

    @property
    def words(self) -> str:
        match self.how:
            case How.ALONE:
                return ""
            case How.NO_FOLDER:
                return _("no exchange folder")
            case How.NOT_REACHED:
                return _("folder not reachable since {time}").format(time=_since(self.since))
            case How.STOPPED:
                return _("not exchanged, see why")
        behind = ngettext("{n} behind", "{n} behind", self.missing).format(n=self.missing)
        to_go = ngettext("{n} to go out", "{n} to go out", self.unsent).format(n=self.unsent)
        said = [words for n, words in ((self.missing, behind), (self.unsent, to_go)) if n]
        if said:
            return ", ".join(said)
        if self.how is How.EXCHANGING:
            return _("exchanging")
        return _("something waits, see why") if self.details else _("up to date")

    @property
    def settle_words(self) -> str:
        if not self.to_settle or self.how is How.ALONE:
            return ""
        return ngettext("{n} to settle", "{n} to settle", self.to_settle).format(n=self.to_settle)

    @property
    def tip(self) -> str:
        return "\n".join([*self.details, *self.beside, _what_a_press_does()])


def _what_a_press_does() -> str:
    return _("How far the laptops are that share this workspace. F5 exchanges now.")


def _since(moment: datetime | None) -> str:
    """The time of day; with the day, if that was another one."""
    if moment is None:
        return ""
    return time_text(moment) if wall.day_of(moment) == wall.today() else moment_text(moment)


__all__ = ["How", "TeamState"]

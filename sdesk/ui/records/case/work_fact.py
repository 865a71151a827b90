"""The fact that says how much of the work which the price of a month includes is used up."""

from sdesk.models.printout import WorkMonth
from sdesk.translation import gettext as _
from sdesk.ui.pieces.fields.number_field import written_duration
from sdesk.ui.records.case.fact import FactKind, Told
from sdesk.ui.theme.marks import Shape

WORK = FactKind("work", lambda: _("Work this month"), height=2)


def work_told(month: WorkMonth | None) -> Told:
    """What was used of what is included, and what went beyond in a line of its own; nothing where no agreement is in effect."""
    if month is None:
        return Told()
    used = _short(month.used)
    if month.included is None:
        return Told((used,))
    of_included = _("{used} of {included}").format(used=used, included=_short(month.included))
    if not month.beyond:
        return Told((of_included,))
    beyond = _("{time} beyond").format(time=_short(month.beyond))
    return Told((of_included, beyond), Shape.NEEDS_REVIEW)


def _short(minutes: int) -> str:
    """As "2 h 10": two of them stand in one line."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return _("{hours} h {minutes}").format(hours=hours, minutes=f"{rest:02}")
    return written_duration(minutes)


__all__ = ["WORK", "work_told"]

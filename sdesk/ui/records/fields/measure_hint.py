"""The hint beside a row that says in words what the program can count: taken with one press, never by itself."""

from sdesk.models.measures import Sense, Window
from sdesk.practice.measures.figures import amount
from sdesk.practice.measures.proposals import Proposal, proposal_of
from sdesk.practice.measures.targets import TargetRow
from sdesk.translation import gettext as _
from sdesk.translation import word
from sdesk.ui.pieces import Hint


def measure_hint(row: TargetRow) -> Hint | None:
    found = proposal_of(row)
    return Hint(_said(found), _("Count it so"), found.taken_into(row)) if found else None


def _said(found: Proposal) -> str:
    windows = {Window.MONTH: _("each month"), Window.QUARTER: _("each quarter")}
    if found.window in windows:
        text = _("The program can count this as “{measure}”: {side} {number}, {window}.")
    else:
        text = _("The program can count this as “{measure}”: {side} {number}.")
    return text.format(
        measure=_(found.measure.label),
        side=_("at least") if found.sense is Sense.AT_LEAST else _("at most"),
        number=word(amount(found.number, found.measure.unit)),
        window=windows.get(found.window, ""),
    )


__all__ = ["measure_hint"]

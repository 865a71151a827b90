"""The bands in words: what each asks, and of one that is signed what it said, by whom and when."""

from sdesk.models import (
    Approval,
    HistoryEntry,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
)
from sdesk.practice.control.changes import paper_of
from sdesk.practice.control.light.bands import Band, is_signed, is_to_be_put_in_place, open_band
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.records import history_of
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.records.reading import moment_text, plain_text
from sdesk.ui.theme.marks import Shape, StateMark

_BY = {Band.DECIDE: ("approve", "reject"), Band.DO: ("clear",), Band.LOOK_BACK: ("close",)}


def title_of(band: Band) -> str:
    return {
        Band.ASK: _("Ask"),
        Band.DECIDE: _("Decide"),
        Band.DO: _("Do"),
        Band.LOOK_BACK: _("Look back"),
    }[band]


def mark_of_band(workspace: Workspace, change: ServiceChangeRequest, band: Band) -> StateMark:
    """How far a band is; of a signature only where there is one."""
    if not is_signed(change, band):
        is_open = open_band(change) is band
        return StateMark(Shape.DRAFT, _("open")) if is_open else StateMark(Shape.NOT_APPLICABLE, _("later"))
    if band is Band.ASK:
        return StateMark(Shape.APPROVED, _("asked"))
    given = _approval(workspace, change, band)
    if given is not None and given.step == "reject":
        return StateMark(Shape.NOT_APPLICABLE, _("rejected"))
    if band is Band.DO and is_to_be_put_in_place(change):
        return StateMark(Shape.IN_PROGRESS, _("signed, not in place yet"))
    return StateMark(Shape.APPROVED, _("signed"))


def what_it_asks(band: Band) -> str:
    return {
        Band.ASK: _("What is to change, for whom, on which items, and by when."),
        Band.DECIDE: _(
            "Whether it may be done, by the criteria; how, by whom and when; and when it counts as done."
        ),
        Band.DO: _("Whether each of these was seen, and the settings, a photo or a file of what was built."),
        Band.LOOK_BACK: _("Days after it is in place: whether it worked, and what followed."),
    }[band]


def done_by(workspace: Workspace, change: ServiceChangeRequest, band: Band) -> str:
    """What was signed, with the records behind it."""
    said = _what_it_said(workspace, change, band)
    given = _asked(workspace, change) if band is Band.ASK else _approval(workspace, change, band)
    if given is None:
        return said
    by = _("{person}, {when}").format(person=given.person_name, when=moment_text(given.at))
    return " · ".join(part for part in (by, said) if part)


def _what_it_said(workspace: Workspace, change: ServiceChangeRequest, band: Band) -> str:
    if band is Band.ASK:
        needed = _("needed {day}").format(day=plain_text(change.date_needed)) if change.date_needed else ""
        return " · ".join(part for part in (change.purpose, needed) if part)
    if band is Band.DECIDE:
        return _with_papers(workspace, change, change.decision_reason, ServiceDesign)
    if band is Band.DO:
        return _with_papers(workspace, change, change.deployment_reason, ServiceBuild, ServiceTestReport)
    return change.review


def _with_papers(
    workspace: Workspace,
    change: ServiceChangeRequest,
    said: str,
    *models: type[ServiceDesign] | type[ServiceBuild] | type[ServiceTestReport],
) -> str:
    found = (paper_of(workspace, change, model) for model in models)
    return " · ".join((said, *(each.number for each in found if each is not None)))


def _asked(workspace: Workspace, change: ServiceChangeRequest) -> HistoryEntry | None:
    """A request is handed in, and approved by nobody: history says by whom and when."""
    return next((each for each in history_of(workspace, change) if each.action == "submit"), None)


def _approval(workspace: Workspace, change: ServiceChangeRequest, band: Band) -> Approval | None:
    given = approvals_of(workspace, change) if band in _BY else ()
    return next((each for each in reversed(given) if each.step in _BY[band]), None)

"""The bands in words: what each asks, and of one that is signed what it said, by whom and when."""

from sdesk.models import Approval, ServiceBuild, ServiceChangeRequest, ServiceDesign, ServiceTestReport
from sdesk.practice.control.changes import paper_of
from sdesk.practice.control.light.bands import Band
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.records.reading import moment_text, plain_text

_BY = {Band.DECIDE: "approve", Band.DO: "clear", Band.LOOK_BACK: "close"}


def title_of(band: Band) -> str:
    return {
        Band.ASK: _("Ask"),
        Band.DECIDE: _("Decide"),
        Band.DO: _("Do"),
        Band.LOOK_BACK: _("Look back"),
    }[band]


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
    given = _approval(workspace, change, band)
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


def _approval(workspace: Workspace, change: ServiceChangeRequest, band: Band) -> Approval | None:
    given = approvals_of(workspace, change) if band in _BY else ()
    return next((each for each in reversed(given) if each.step == _BY[band]), None)

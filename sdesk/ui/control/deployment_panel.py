"""The page of a change about its deployment: what speaks for and against it before, what followed it after."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import ActionItem, Record, ServiceChangeRequest
from sdesk.models.control import ChangeKind
from sdesk.practice.control.clearance import clearance_of
from sdesk.practice.control.deployment_review import DAYS_TO_WATCH, improve_procedures, incidents_after
from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.control.clearance_view import ClearanceView
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import STYLE, Callout, HelpText, Tone, button, column_of
from sdesk.ui.records.panel_parts import PanelPage, RecordLine, group
from sdesk.ui.records.reading import moment_text, plain_text
from sdesk.ui.wording import worded


class FollowedView(QWidget):
    """The incidents that followed a change, as one list."""

    def __init__(self, desk: Desk, change: ServiceChangeRequest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ServiceChangeRequest.followed")
        title = ngettext(
            "Incidents on the same items within {n} day",
            "Incidents on the same items within {n} days",
            DAYS_TO_WATCH,
        )
        made, column = group(title.format(n=DAYS_TO_WATCH), self)
        found = incidents_after(desk.workspace, change)
        for incident in found:
            at = moment_text(incident.started_at) if incident.started_at else ""
            column.addWidget(RecordLine(desk, incident, made, said=at))
        column.addWidget(HelpText(_followed_words(len(found)), made))
        column_of(made, inside=self, spacing=STYLE)


def _followed_words(count: int) -> str:
    if not count:
        return _("None. That is worth a sentence in the review.")
    return ngettext(
        "{n} incident followed. Say in the review whether the change caused it.",
        "{n} incidents followed. Say in the review whether the change caused them.",
        count,
    ).format(n=count)


class DeploymentPanel(PanelPage):
    """Read anew whenever it is looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "record.deployment", _("Before and after the deployment"), parent)
        self._change: ServiceChangeRequest | None = None

    def show_record(self, record: Record | None) -> None:
        shown, column = self.begin()
        self._trouble = Callout(Tone.ERROR, "", shown)
        self._trouble.hide()
        column.addWidget(self._trouble)
        if isinstance(record, ServiceChangeRequest):
            self._change = record
            if record.deployed_at is not None:
                column.addWidget(FollowedView(self.desk, record, shown))
                column.addWidget(self._actions(record, shown))
                column.addWidget(self._lessons(record, shown))
            if record.kind is not ChangeKind.PRE_APPROVED:
                column.addWidget(ClearanceView(self.desk, clearance_of(self.desk.workspace, record), shown))
        self.finish(shown, column)

    def _actions(self, change: ServiceChangeRequest, parent: QWidget) -> QWidget:
        made, column = group(_("Action items"), parent)
        found = page(
            self.desk.workspace,
            Listing(ActionItem.__name__, sort="due", descending=False, where=(("source", change.id),)),
        )
        for action in found:
            due = getattr(action, "due", None)
            said = (
                _("due {day}").format(day=plain_text(due))
                if due and action.state in ("open", "in progress")
                else ""
            )
            column.addWidget(RecordLine(self.desk, action, made, said=said))
        if not found:
            column.addWidget(HelpText(_("None come from this change."), made))
        return made

    def _lessons(self, change: ServiceChangeRequest, parent: QWidget) -> QWidget:
        made, column = group(_("What to improve in the procedures"), parent)
        if change.improvement.strip():
            column.addWidget(HelpText(change.improvement.strip(), made))
            begin = button(
                _("Take it into the next version of the procedures"), made, icon_name="git-branch", name="action.improve-procedures"
            )  # fmt: skip
            self.desk.writes(begin).clicked.connect(self._improve)
            column.addWidget(begin, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            text = _(
                "Nothing is noted. What is written in the section “Review” can be taken into the procedures from here."
            )
            column.addWidget(HelpText(text, made))
        return made

    def _improve(self) -> None:
        if self._change is None:
            return
        try:
            draft = improve_procedures(self.desk.workspace, self._change)
        except SdeskError as fault:
            self._trouble.say(Tone.ERROR, worded(fault))
            self._trouble.show()
            return
        self.desk.say(
            _("It stands among the notes of version {n} of the procedures.").format(n=draft.version)
        )
        self.desk.open_record(draft.id)

"""What came of a comment: a complaint, actions agreed, and the answer that went back."""

from collections.abc import Callable

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdesk.models import ActionItem, FeedbackEntry, Record
from sdesk.models.governance import FeedbackKind
from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import FlowLayout, HelpText, PlainLabel, WrappedLabel, button, column_of
from sdesk.ui.pieces.fields.date_reading import written_date
from sdesk.ui.records.panel_parts import PanelPage, RecordLine, group
from sdesk.ui.records.reading import moment_text
from sdesk.ui.relationship.feedback_dialogs import ActionDialog, AnswerDialog, ComplaintDialog
from sdesk.ui.theme.look import GRID


class FeedbackPanel(PanelPage):
    """Shows one entry of the feedback log past draft, and what can be done about it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "feedback.panel", _("What came of it"), parent)
        self._feedback: FeedbackEntry | None = None

    def show_record(self, record: Record | None) -> None:
        shown, column = self.begin()
        self._feedback = record if isinstance(record, FeedbackEntry) else None
        if self._feedback is not None:
            column.addWidget(self._buttons(self._feedback, shown))
            column.addWidget(self._actions(self._feedback, shown))
            column.addWidget(self._answers(self._feedback, shown))
        self.finish(shown, column)

    # what happens

    def _asking(self, dialog) -> Callable[[], None]:
        def ask() -> None:
            if self._feedback is not None:
                dialog(self.desk, self._feedback, self).open()

        return ask

    # making

    def _buttons(self, feedback: FeedbackEntry, parent: QWidget) -> QWidget:
        made = QWidget(parent)
        flow = FlowLayout(made, spacing=GRID)
        flow.setContentsMargins(0, 0, 0, 0)
        is_open = not feedback.state_called(feedback.state).ended
        offered = [
            ("complaint", _("Treat as a complaint…"), "flag", ComplaintDialog, is_open and feedback.kind is not FeedbackKind.COMPLAINT),
            ("action", _("Agree on an action…"), "list-checks", ActionDialog, feedback.state != "cancelled"),
            ("answer", _("Answer…"), "mail", AnswerDialog, feedback.state != "cancelled"),
        ]  # fmt: skip
        for name, text, picture, dialog, applies in offered:
            if applies:
                each = button(text, made, icon_name=picture, name=f"feedback.{name}")
                self.desk.writes(each).clicked.connect(self._asking(dialog))
                flow.addWidget(each)
        return made

    def _actions(self, feedback: FeedbackEntry, parent: QWidget) -> QWidget:
        made, column = group(_("Actions agreed"), parent)
        listing = Listing(ActionItem.__name__, sort="due", descending=False, where=(("source", feedback.id),))
        found = page(self.desk.workspace, listing)
        for action in found:
            due = getattr(action, "due", None)
            said = _("due {day}").format(day=written_date(due, QLocale())) if due else ""
            column.addWidget(RecordLine(self.desk, action, made, said=said))
        if not found:
            column.addWidget(HelpText(_("None yet."), made))
        return made

    def _answers(self, feedback: FeedbackEntry, parent: QWidget) -> QWidget:
        made, column = group(_("Answers"), parent)
        for answer in reversed(feedback.answers):
            column.addLayout(
                _answer_lines(answer.who, moment_text(answer.at) if answer.at else "", answer.text, made)
            )
        if not feedback.answers:
            waits = feedback.kind is FeedbackKind.COMPLAINT
            text = (
                _("Nobody has answered yet. A complaint needs one.")
                if waits
                else _("Nobody has answered yet.")
            )
            column.addWidget(HelpText(text, made))
        return made


def _answer_lines(who: str, at: str, text: str, parent: QWidget) -> QVBoxLayout:
    head = PlainLabel(who, parent)
    font = head.font()
    font.setWeight(font.Weight.Medium)
    head.setFont(font)
    return column_of(head, HelpText(at, parent), WrappedLabel(text, parent), spacing=2)

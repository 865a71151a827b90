"""A small window to record an incident from anywhere, in less time than the call takes."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.models import ServiceIncident
from sdesk.practice.incident.merging import report_again
from sdesk.practice.incident.recording import Recorded, keep_draft, record_quickly
from sdesk.practice.lifecycle.records import delete_draft
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.intake.alike import Alike
from sdesk.ui.incident.intake.call_fields import CallFields
from sdesk.ui.incident.intake.foot import Foot
from sdesk.ui.incident.intake.not_kept import take_over, typed_form
from sdesk.ui.pieces import Callout, LinkPicker, PageTitle, TabsAsRead, Tone, column_of
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.unsaved.typing import OpenForm
from sdesk.ui.wording import worded

LOOK_AFTER = 250
"""Milliseconds after the last key until what is similar is looked for."""


class QuickIncidentWindow(TabsAsRead, QDialog):
    """Who, what, which service. Closing it keeps what was typed as a draft; nothing is lost."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quick.incident")
        self.setWindowTitle(_("New incident"))
        self.setAccessibleName(_("New incident"))
        self._desk = desk
        self._draft: ServiceIncident | None = None
        self.fields = CallFields(desk, self)
        self.who, self.what, self.call = self.fields.who, self.fields.what, self.fields.call
        self.details, self.service = self.fields.details, self.fields.service
        self._alike = Alike(desk, self)
        self.found = self._alike.found
        self._trouble = Callout(Tone.WARNING, "", self)
        self._trouble.hide()
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._look.timeout.connect(self.look_for_similar)
        self._foot = Foot(self)
        title = PageTitle(_("New incident"), self)
        column_of(
            title, self.fields, self._trouble, (self._alike, 1), self._foot,
            inside=self, margins=PAGE_MARGIN, spacing=12,
        )  # fmt: skip
        self._open_form = OpenForm(desk.typing, lambda: typed_form(self.fields), self)
        self._connect()
        self.resize(720, 660)

    # what others use

    def start(self) -> None:
        """Come up ready to type; what was typed and not recorded is still there."""
        take_over(self._desk, self.fields)
        self.show()
        self.raise_()
        self.activateWindow()
        if not self.fields.has_words():
            self.who.startTyping()

    def record(self) -> ServiceIncident | None:
        """Record it (Ctrl+Enter). What is missing is said, and kept as a draft; None then."""
        kept = self._keep()
        if kept is None:
            return None
        if kept.missing:
            self._draft = kept.incident
            self._open_form.over()
            self._say_missing(kept)
            return None
        made = kept.incident
        self._desk.say(_("{number} is {state}.").format(number=made.number, state=_(made.state)))
        self._leave()
        return kept.incident

    def record_and_open(self) -> None:
        recorded = self.record()
        if recorded is not None:
            self._desk.open_record(recorded.id)

    def look_for_similar(self) -> None:
        """Show what is open or known and looks the same as what is typed so far."""
        besides = self._draft.id if self._draft else None
        self._alike.look(self.what.value().strip(), self.service.value(), besides)

    # what happens

    def _keep(self) -> Recorded | None:
        self._trouble.hide()
        self._open_form.about_to_save()
        if self._complains_of_words(self.fields.unpicked().values()):
            return None
        try:
            return record_quickly(
                self._desk.workspace,
                self.fields.values(),
                self._draft,
                belongs_to=self._alike.linked,
                known_errors=self._alike.known,
                solved_by=self.call.solved_by.value(),
            )
        except SdeskError as fault:
            self._complain(worded(fault))
            return None

    def _say_missing(self, kept: Recorded) -> None:
        lacking = " ".join(worded(problem.text) for problem in kept.missing)
        said = _("Kept as draft {number}. {lacking}").format(number=kept.incident.number, lacking=lacking)
        self._trouble.say(Tone.WARNING, said, _("Open draft"))
        self._trouble.show()
        self.fields.go_to(kept.missing[0].field)

    def _complains_of_words(self, pickers: Iterable[LinkPicker]) -> bool:
        said = next((each.typedProblem() for each in pickers), "")
        if said:
            self._complain(said)
        return bool(said)

    def _complain(self, text: str) -> None:
        self._trouble.say(Tone.ERROR, text)
        self._trouble.show()

    def _open_draft(self) -> None:
        draft = self._draft
        if draft is not None:
            self._keep()
            self._leave()
            self._desk.open_record(draft.id)

    def _add_to(self, record_id: UUID) -> None:
        """It is the same: the caller waits to hear of that one too, and nothing new is recorded."""
        workspace = self._desk.workspace
        incident = workspace.get(ServiceIncident, record_id)
        if incident is None:
            return
        unpicked = self.fields.unpicked()
        if self._complains_of_words([each for name, each in unpicked.items() if name != "service"]):
            return
        try:
            report_again(workspace, incident, self.who.reporter(), self.what.value())
            if self._draft is not None:
                delete_draft(workspace, self._draft)
        except SdeskError as fault:
            self._complain(worded(fault))
            return
        self._desk.say(_("The caller was added to {number}.").format(number=incident.number))
        self._leave()

    def reject(self) -> None:
        """Esc: what was typed is kept as a draft."""
        if self.keep():
            self._leave()

    def keep(self) -> bool:
        """Keep what was typed as a draft, if anything was. False if it could not be; the window says why."""
        self._look.stop()
        if not self.fields.has_words():
            return True
        unpicked = self.fields.unpicked()
        unpicked.pop("who", None)  # somebody of whom only the name is known
        if self._complains_of_words(unpicked.values()):
            return False
        self._open_form.about_to_save()
        kept = self._draft_of_typed()
        if kept is None:
            return False
        self._draft = kept
        self._open_form.over()
        self._desk.say(_("Kept as draft {number}.").format(number=kept.number))
        return True

    def _draft_of_typed(self) -> ServiceIncident | None:
        values = self.fields.values()
        values["reporter"] = values["reporter"] or self.who.named()
        said = (values["details"], self.call.solved_by.value().strip())
        values["details"] = "\n".join(filter(None, said))
        try:
            return keep_draft(self._desk.workspace, values, self._draft)
        except SdeskError as fault:
            self._complain(worded(fault))
            return None

    def discard(self) -> None:
        """Give up what was typed; a draft kept on the way is deleted and can be restored."""
        if self._draft is not None:
            delete_draft(self._desk.workspace, self._draft)
        self._leave()

    def _leave(self) -> None:
        self._open_form.over()
        self._draft = None
        self._look.stop()
        self.fields.clear()
        self._alike.clear()
        self._trouble.hide()
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _connect(self) -> None:
        self.fields.changed.connect(self._open_form.typed)
        self.fields.told.connect(self._look.start)
        self._trouble.acted.connect(self._open_draft)
        self._alike.same.connect(self._add_to)
        self._foot.record_asked.connect(self.record)
        self._foot.open_asked.connect(self.record_and_open)
        self._foot.keep_asked.connect(self.reject)
        self._foot.discard_asked.connect(self.discard)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.record)
        QShortcut(QKeySequence("Ctrl+Shift+Return"), self).activated.connect(self.record_and_open)


__all__ = ["QuickIncidentWindow"]

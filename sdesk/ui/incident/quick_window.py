"""A small window to take a call in from anywhere, in less time than the call takes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QSizePolicy, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Record, ServiceIncident
from sdesk.practice.intake.came_with import CameWith, is_gone, lacking
from sdesk.practice.intake.kinds import CallKind
from sdesk.practice.intake.recording import Kept, Told, add_call, keep_call, record_call
from sdesk.practice.lifecycle.records import delete_draft
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.fitting import FRAME, FitsScreen
from sdesk.ui.incident.intake.alike import Alike
from sdesk.ui.incident.intake.arrivals import Arrivals
from sdesk.ui.incident.intake.call_fields import CallFields
from sdesk.ui.incident.intake.coming_in import ComingIn
from sdesk.ui.incident.intake.foot import Foot
from sdesk.ui.incident.intake.not_kept import take_over, typed_form
from sdesk.ui.pieces import STRETCH, Callout, FieldWidget, HelpText, PageTitle, TabsAsRead, Tone, column_of
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.unsaved.typing import OpenForm
from sdesk.ui.wording import worded

FIRST_SIZE = QSize(720, 720)

LOOK_AFTER = 250
"""Milliseconds after the last key until what is similar is looked for."""


class QuickIncidentWindow(FitsScreen, TabsAsRead, QDialog):
    """Who, what, which service. Closing it keeps what was typed as a draft; nothing is lost."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quick.incident")
        self.setAccessibleName(_("New incident"))
        self._desk = desk
        self._draft: Record | None = None
        self.fields = CallFields(desk, self)
        self.who, self.what, self.call = self.fields.who, self.fields.what, self.fields.call
        self.details, self.service = self.fields.details, self.fields.service
        self.arrivals = Arrivals(desk, self.fields, self)
        self._alike = Alike(desk, self)
        self.found = self._alike.found
        self._hint = HelpText(
            _("Open incidents and known errors that look the same show up while you type."), self
        )
        self._trouble = Callout(Tone.WARNING, "", self)
        self._trouble.hide()
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._look.timeout.connect(self.look_for_similar)
        self._foot = Foot(self)
        self._title = PageTitle("", self)
        self._lay_out()
        self._open_form = OpenForm(desk.typing, lambda: typed_form(self.fields, self.arrivals), self)
        self._connect()
        self._show_kind(self.fields.kind)

    def _lay_out(self) -> None:
        """What is typed scrolls where the screen is low; what it is called and the buttons stay in sight."""
        room = QWidget(self)
        column_of(
            self.fields,
            self.arrivals.list,
            self._hint,
            STRETCH,
            inside=room,
            margins=(PAGE_MARGIN, 0, PAGE_MARGIN, 0),
            spacing=12,
        )
        for each in (self.fields, self.arrivals.list):  # it scrolls rather than squeeze them
            each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._room = scroll = QScrollArea(self)
        scroll.setWidget(room)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sides = (PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        head = column_of(self._title, margins=sides)
        foot = column_of(self._alike, self.arrivals, self._trouble, self._foot, margins=sides, spacing=12)
        column_of(head, (scroll, 1), foot, inside=self, margins=(0, PAGE_MARGIN, 0, PAGE_MARGIN), spacing=12)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize() - FRAME))

    # what others use

    def start(self) -> None:
        """Come up ready to type; what was typed and not recorded is still there, with the keys where one writes on."""
        was_hidden = not self.isVisible()
        self.fields.begin()
        take_over(self._desk, self.fields, self.arrivals)
        self.show()
        self.raise_()
        self.activateWindow()
        if not self.fields.has_words():
            self.who.startTyping()
        elif was_hidden:
            self.fields.write_on()

    def take_in(self, path: str) -> None:
        """Come up with this mail in it; not over a call that is being typed."""
        is_busy = self._has_something()
        self.start()
        if is_busy:
            self._complain(_("Record or keep this call first, then take the mail in."))
        else:
            self.arrivals.take_files([path])

    def record(self) -> Record | None:
        """Record it (Ctrl+Enter). What is missing is said, and kept as a draft; None then.

        What is wanted or was said is opened: it is gone on with there. A request that lacks what nobody says on the
        telephone is made all the same.
        """
        kept = self._keep()
        if kept is None:
            return None
        made, kind = kept.record, self.fields.kind
        if kept.missing and kind is not CallKind.WANTED:
            self._draft = made
            self._open_form.over()
            self._say_missing(kept)
            return None
        said = _("{number} is a draft.") if made.is_draft else _("{number} is {state}.")
        told = said.format(number=made.number, state=_(made.state))
        self._desk.say(" ".join([told, *(worded(each.text) for each in kept.missing)]))
        self._leave()
        if kind is not CallKind.BROKEN:
            self._desk.open_record(made.id)
        return made

    def record_and_open(self) -> None:
        is_opened = self.fields.kind is not CallKind.BROKEN
        recorded = self.record()
        if recorded is not None and not is_opened:
            self._desk.open_record(recorded.id)

    def look_for_similar(self) -> None:
        """Show what is open or known and looks the same as what is typed so far."""
        besides = self._draft.id if self._draft else None
        words = self.what.value().strip() if self.fields.kind is CallKind.BROKEN else ""
        self._alike.look(words, self.service.value(), besides)

    # what happens

    def _keep(self) -> Kept | None:
        self._trouble.hide()
        self._open_form.about_to_save()
        if self._complains_of_words(self.fields.unreadable().values()):
            return None
        try:
            return record_call(self._desk.workspace, self._told(), self._draft)
        except SdeskError as fault:
            self._complain(worded(fault))
            return None

    def _told(self) -> Told:
        linked = {*self._alike.linked, *(case.id for case in self.arrivals.belongs_to())}
        return self.fields.told(linked, self._alike.known, self.arrivals.all())

    def _say_missing(self, kept: Kept) -> None:
        lacking = " ".join(worded(problem.text) for problem in kept.missing)
        said = _("Kept as draft {number}. {lacking}").format(number=kept.record.number, lacking=lacking)
        self._trouble.say(Tone.WARNING, said, _("Open draft"))
        self._trouble.show()
        self.fields.go_to(kept.missing[0].field)

    def _complains_of_words(self, fields: Iterable[FieldWidget]) -> bool:
        said = next((each.typedProblem() for each in fields), "")
        if said:
            self._complain(said)
        return bool(said)

    def _complain(self, text: str) -> None:
        self._trouble.say(Tone.ERROR, text)
        self._trouble.show()

    def _open_draft(self) -> None:
        if self._draft is not None and self.keep():
            draft = self._draft
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
            add_call(workspace, incident, self._told(), self._draft)
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
        if not self._has_something():
            return True
        unreadable = self.fields.unreadable()
        unreadable.pop("who", None)  # somebody of whom only the name is known
        if self._complains_of_words(unreadable.values()):
            return False
        self._open_form.about_to_save()
        gone = lacking(self.arrivals.all())
        kept = self._draft_of_typed(without=gone)
        if kept is None:
            return False
        self._draft = kept
        self.arrivals.clear()
        self._open_form.over()
        said = [_("Kept as draft {number}.").format(number=kept.number)]
        said += [worded(is_gone(each.path).message) for each in gone if each.path]
        self._desk.say(" ".join(said))
        return True

    def _has_something(self) -> bool:
        return self.fields.has_words() or bool(self.arrivals.all())

    def _draft_of_typed(self, without: Sequence[CameWith]) -> Record | None:
        told = self._told()
        values = {**told.values, "reporter": told.values["reporter"] or self.who.named()}
        came = tuple(each for each in told.came if each not in without)
        try:
            return keep_call(self._desk.workspace, replace(told, values=values, came=came), self._draft)
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
        self.arrivals.clear()
        self._alike.clear()
        self._trouble.hide()
        self.hide()

    def _answered(self, case: ServiceIncident) -> None:
        """The mail is where it belongs: the window goes where nothing else stands in it."""
        if not self._has_something() and self._draft is None:
            self._leave()
            self._desk.open_record(case.id)

    def _show_kind(self, kind: CallKind) -> None:
        """Only of what is broken anything can be alike; what was lacking of another kind is said of this one no more."""
        self._trouble.hide()
        title = _titles()[kind]
        self._title.setText(title)
        self.setWindowTitle(title)
        self._hint.setVisible(kind is CallKind.BROKEN)
        self.look_for_similar()
        self._foot.show_kind(kind)

    def _keep_in_sight(self) -> None:
        """What is being typed in, where what is typed got less room."""
        focused = self.focusWidget()
        if focused is not None and self._room.isAncestorOf(focused):
            QTimer.singleShot(0, self, lambda: self._room.ensureWidgetVisible(focused))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _connect(self) -> None:
        self.fields.changed.connect(self._open_form.typed)
        self.fields.told_more.connect(self._look.start)
        self.fields.kind_chosen.connect(self._show_kind)
        self.arrivals.changed.connect(self._open_form.typed)
        self.arrivals.answered.connect(self._answered)
        coming = ComingIn(self)
        coming.files.connect(self.arrivals.take_files)
        coming.mail.connect(self.arrivals.take_content)
        coming.picture.connect(self.arrivals.take_picture)
        self._trouble.acted.connect(self._open_draft)
        self._alike.same.connect(self._add_to)
        self._alike.grown.connect(self._keep_in_sight)
        self._foot.record_asked.connect(self.record)
        self._foot.open_asked.connect(self.record_and_open)
        self._foot.keep_asked.connect(self.reject)
        self._foot.discard_asked.connect(self.discard)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._on(keys).activated.connect(self.record)
        self._on("Ctrl+Shift+Return").activated.connect(self.record_and_open)

    def _on(self, keys: str) -> QShortcut:
        """Not by a key that is held."""
        made = QShortcut(QKeySequence(keys), self)
        made.setAutoRepeat(False)
        return made


def _titles() -> dict[CallKind, str]:
    return {
        CallKind.BROKEN: _("New incident"),
        CallKind.WANTED: _("New change request"),
        CallKind.SAID: _("New feedback"),
    }


__all__ = ["QuickIncidentWindow"]

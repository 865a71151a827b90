"""The page of a small change: four bands, each open when the one above is signed (screens of the light way)."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Record, ServiceChangeRequest, Step
from sdesk.practice.control.light.bands import Band, is_signed, is_to_be_put_in_place, open_band
from sdesk.practice.control.light.signing import is_of_ones_own, put_in_place, sign
from sdesk.practice.control.light.writing import Said, add_file, keep, keep_outcome, leave, merged
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.workspaces import people
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext
from sdesk.ui.control.light.body import AskBody, Body, DecideBody, DoBody, LookBackBody, PlaceBody
from sdesk.ui.control.light.summaries import done_by, mark_of_band, title_of, what_it_asks
from sdesk.ui.desk import Desk, OwnStep
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    GroupTitle,
    HelpText,
    StateLabel,
    Tone,
    WrappedLabel,
    button,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.buttons import NOT_MEANT_FOR
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.fields.link_fields import FieldContext
from sdesk.ui.records.panel_parts import PanelPage
from sdesk.ui.theme.marks import Shape, StateMark
from sdesk.ui.wording import worded

KEPT_AFTER = 1000
"""Milliseconds after the last key until what is typed in the open band is stored."""

BODIES = {Band.ASK: AskBody, Band.DECIDE: DecideBody, Band.DO: DoBody, Band.LOOK_BACK: LookBackBody}


class LightPage(PanelPage):
    """Made anew when the change has gone on; while somebody types, what stands in the open band stays."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "record.light", _("The light way of a small change"), parent)
        self._change: ServiceChangeRequest | None = None
        self._body: Body | None = None
        self._then: Said = {}
        self._stored: object = None
        self._is_typed = self._was_left = False
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._timer.timeout.connect(self.flush)
        self.rests = QTimer(self, singleShot=True, interval=NOT_MEANT_FOR)

    # what is shown

    def own_step(self, record: Record) -> OwnStep | None:
        """The band that the button of the next step signs, and the how many of the four it is."""
        if not isinstance(record, ServiceChangeRequest) or not self.desk.may_write:
            return None
        band, places = open_band(record), list(Band)
        if band is None and not is_to_be_put_in_place(record):
            return None
        said = _("{n} of {all}").format(n=places.index(band or Band.DO) + 1, all=len(places))
        shape = Shape.DRAFT if band in (Band.ASK, Band.DECIDE) else Shape.IN_PROGRESS
        return OwnStep(title_of(band) if band else _("In place"), StateMark(shape, said))

    def show_record(self, record: Record | None) -> None:
        if not isinstance(record, ServiceChangeRequest):
            return
        before = self._change
        if before is not None and before.id != record.id:
            self.flush()
        stays = before is not None and (before.id, before.state) == (record.id, record.state)
        self._change = record
        if not (
            stays and (self._is_typed or (self._focused() and not self._is_stale() and not self._was_left))
        ):
            self._make_under_hands()
        self._was_left = False

    def edit(self) -> None:
        """Go to the first field of the open band that is empty."""
        if self._body is not None:
            self._body.enter()

    def _focused(self) -> QWidget | None:
        """What of the open band has the focus."""
        focused = QApplication.focusWidget()
        inside = self._body is not None and focused is not None and self._body.isAncestorOf(focused)
        return focused if inside else None

    def _is_stale(self) -> bool:
        """Whether something else was stored since the open band was filled."""
        return self._body is not None and self._body.stored() != self._stored

    def _make_under_hands(self) -> None:
        """Make it anew, as something else was stored; the focus stays in its field."""
        focused, before = self._focused(), self._body
        self._make()
        if before is not None and self._body is not None:
            self._body.take_from(before)
            self._is_typed = self._body.keeps_back()
        again = self.findChild(QWidget, focused.objectName()) if focused and focused.objectName() else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        change = self._change
        assert change is not None
        self._timer.stop()
        self._is_typed = False
        shown, column = self.begin()
        column.setSpacing(16)
        self._body = None
        for band in Band:
            column.addWidget(self._band(change, band, shown))
        full = quiet_button(_("Make a full change of it"), shown, icon_name="git-branch", name="light.full")
        self.desk.writes(full).clicked.connect(self._go_full)
        if not change.state_called(change.state).ended:
            column.addLayout(row_of(full, STRETCH))
        self.finish(shown, column)

    def _band(self, change: ServiceChangeRequest, band: Band, parent: QWidget) -> QWidget:
        made = QWidget(parent)
        made.setObjectName(f"light.{band.value.replace(' ', '-')}")
        signed, is_open = is_signed(change, band), open_band(change) is band
        mark = mark_of_band(self.desk.workspace, change, band)
        head = row_of(GroupTitle(title_of(band), made), StateLabel(mark, made), STRETCH)
        column = column_of(head, inside=made)
        if signed:
            column.addWidget(WrappedLabel(done_by(self.desk.workspace, change, band), made))
        if is_open and self.desk.may_write:
            self._open(BODIES[band], change, made, column, _SIGNS[band]())
        elif not signed:
            column.addWidget(HelpText(what_it_asks(band), made))
        if band is Band.DO and is_to_be_put_in_place(change) and self.desk.may_write:
            self._open(PlaceBody, change, made, column, _("It is in place now"))
        return made

    def _open(
        self, kind: type[Body], change: ServiceChangeRequest, parent: QWidget, column: QVBoxLayout, word: str
    ) -> None:
        context = FieldContext(
            self.desk, partial(open_create_dialog, self.desk), self._value_of, type(change).__name__
        )
        self._body = kind(context, change, parent)
        self._then, self._stored = self._body.so_far(), self._body.stored()
        self._body.edited.connect(self._note_edit)
        self._body.files_asked.connect(self._choose_files)
        self._body.files_dropped.connect(self.attach_files)
        self._trouble = Callout(Tone.ERROR, "", parent)
        self._trouble.setObjectName("light.trouble")
        self._trouble.hide()
        column.addWidget(self._body)
        column.addWidget(self._trouble)
        column.addLayout(self._foot(change, parent, word))

    def _foot(self, change: ServiceChangeRequest, parent: QWidget, word: str) -> QHBoxLayout:
        self._sign: QPushButton = button(word, parent, name="light.sign")
        self._sign.setToolTip(plain_tip(_("{text} (Ctrl+Enter)").format(text=word)))
        self._sign.clicked.connect(self.sign)
        self._own = HelpText("", parent)
        self._say_whose()
        return row_of(self.desk.writes(self._sign), (self._own, 1))

    def _say_whose(self) -> None:
        """In a firm of one it goes without saying."""
        band = open_band(self._change) if self._change else None
        decides = band in (Band.DECIDE, Band.DO) and len(people(self.desk.workspace)) > 1
        own = decides and self._change and band and is_of_ones_own(self.desk.workspace, self._change, band)
        self._own.setText(_("You wrote this yourself: the approval says so.") if own else "")

    # writing

    def flush(self) -> None:
        """Store what is typed in the open band now."""
        self._timer.stop()
        if not self._is_typed or self._change is None or self._body is None or not self.desk.may_write:
            return
        body, now, is_stale = self._body, self._body.so_far(), self._is_stale()
        try:
            if isinstance(body, PlaceBody):
                self._change = keep_outcome(self.desk.workspace, self._change, body.how_it_went())
            else:
                said = merged(self._then, now, body.read(self._change)) if is_stale else now
                self._change = keep(self.desk.workspace, self._change, said)
        except SdeskError as fault:
            self._complain(fault)
            return
        self._is_typed = body.keeps_back()
        self._then, self._stored = now, body.stored()
        self._say_whose()
        if is_stale and not self._is_typed:
            self._make_under_hands()

    def sign(self) -> None:
        """Sign the open band; what stops it is said, and nothing is signed then. Not twice in a moment."""
        body, change = self._body, self._change
        if body is None or change is None or not self.desk.may_write or self.rests.isActive():
            return
        wrong = body.unreadable()
        if wrong is not None:
            wrong.goIn()
            return
        self._timer.stop()
        if self._is_stale():
            self.flush()
            self._make_under_hands()
            self._complain(
                SdeskError(message("Somebody has written in it meanwhile: read it, and sign then."))
            )
            return
        try:
            if isinstance(body, PlaceBody):
                done = put_in_place(self.desk.workspace, change, body.how_it_went())
            else:
                done = sign(self.desk.workspace, change, body.said())
        except SdeskError as fault:
            self.flush()
            self._complain(fault)
            return
        self.rests.start()
        self._is_typed = False
        self._change = reload(self.desk.workspace, done)
        self._make()
        self.desk.say(_("{number} is {state} now.").format(number=done.number, state=_(done.state)))
        self.edit()

    def takes(self, step: Step) -> bool:
        """The button and the key of the record's next step sign the band that it belongs to, rather than take it alone."""
        is_of_band = self._body is not None and step.main
        if is_of_band:
            self.sign()
        return is_of_band

    def attach_files(self, names: Sequence[str]) -> None:
        """Photos and files of what was built."""
        change = self._change
        if change is None or open_band(change) is not Band.DO or not names:
            return
        self.flush()
        try:
            for name in names:
                add_file(self.desk.workspace, change, Path(name))
        except SdeskError as fault:
            self._complain(fault)
            return
        said = ngettext("{n} file is kept.", "{n} files are kept.", len(names))
        self.desk.say(said.format(n=len(names)))
        if self._is_typed and self._body is not None:
            self._stored = self._body.stored()
        else:
            self._make()

    def _choose_files(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Attach a photo or a file"))
        self.attach_files(chosen)

    def _complain(self, fault: SdeskError) -> None:
        self._trouble.say(Tone.ERROR, worded(fault))
        self._trouble.show()
        self.ensureWidgetVisible(self._trouble)

    def _note_edit(self) -> None:
        self._is_typed = True
        self._trouble.hide()
        self._timer.start()

    def _value_of(self, name: str) -> object:
        return getattr(self._change, name, None)

    def _go_full(self) -> None:
        """The same records in their own forms, with every step of its own; it opens in them from now on."""
        self.flush()
        if self._change is None:
            return
        try:
            self._change = leave(self.desk.workspace, self._change)
        except SdeskError as fault:
            self._complain(fault)
        else:
            self.desk.open_case(self._change.id)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.flush()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()
        self._was_left = True


_SIGNS = {
    Band.ASK: lambda: _("Sign the request"),
    Band.DECIDE: lambda: _("Sign the decision"),
    Band.DO: lambda: _("Sign what was done"),
    Band.LOOK_BACK: lambda: _("Sign the review"),
}

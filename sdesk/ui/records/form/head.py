"""What stays in sight above a record: number, title, state, who acts next, the next step, and everything else."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from sdesk.models import Level, Record, Step
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.translation import gettext as _
from sdesk.ui.aloud import say_aloud
from sdesk.ui.desk import Desk, OwnStep
from sdesk.ui.pieces import (
    ElidedLabel,
    HelpText,
    StateLabel,
    column_of,
    menu_button,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.buttons import NOT_MEANT_FOR, Unhurried
from sdesk.ui.records.form.head_parts import AtWorkHelp, ElidedHelp, HeadClock, MoreButton, NextStepButton
from sdesk.ui.records.form.head_words import about
from sdesk.ui.records.form.versions_menu import VersionsMenu
from sdesk.ui.records.marks import mark_here, mark_of
from sdesk.ui.records.naming import heading_of
from sdesk.ui.theme.look import CONTROL_HEIGHT, GRID, PAGE_MARGIN, scaled_font
from sdesk.ui.theme.marks import StateMark

LINE = 28


def action_name(step: Step) -> str:
    """The object name of the button that takes a step."""
    return f"action.{step.name.replace(' ', '-')}"


class NumberLabel(HelpText):
    """The number of a record: muted, selectable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWordWrap(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


class RecordHead(QWidget):
    """Two lines, always as high, whatever is typed or happens below them.

    `step_asked` carries the name of the step whose button was pressed, "" for making a new record.
    """

    step_asked = Signal(str)
    save_asked = Signal()
    revert_asked = Signal()
    version_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._compact = compact
        self._number = NumberLabel(self)
        self._title = ElidedLabel("", self)
        self._title.setFont(scaled_font("page_title"))
        self._state: StateLabel | None = None
        self._clock = HeadClock(desk, self)
        self._record: UUID | None = None
        self._at_work = AtWorkHelp(self)
        desk.at_work_told.connect(self._show_at_work)
        self._about = ElidedHelp("", self)
        self._told = ""
        self._saved = HelpText("", self)
        self._saved.setObjectName("record.saved")
        self._saved.setWordWrap(False)
        self._versions_menu = VersionsMenu(desk, self)
        self._versions_menu.chosen.connect(self.version_asked)
        self._versions = menu_button("", self._versions_menu, self, name="record.versions")
        self._versions.setProperty("quiet", True)
        self._versions.setFixedHeight(LINE)
        self._versions.hide()
        self.more = QMenu(self)
        self._more = MoreButton(self.more, self)
        self._save = quiet_button(_("Save"), self, icon_name="save", name="action.save")
        self._save.setToolTip(_("Save (Ctrl+S)"))
        self._save.clicked.connect(self.save_asked)
        self._revert = quiet_button(_("Revert"), self, icon_name="undo-2", name="action.revert")
        self._revert.setToolTip(_("Go back to what is stored"))
        self._revert.clicked.connect(self.revert_asked)
        for made in (self._save, self._revert):
            made.setFixedHeight(LINE)
        self.pause = QTimer(self, singleShot=True, interval=NOT_MEANT_FOR)
        self._steps: list[QPushButton] = []
        self._assemble()

    # what is shown

    def show_new(self, model: type[Record], *, adds_at_once: bool) -> None:
        """A record that is not stored yet; with `adds_at_once`, it is stored by a button and not by itself."""
        self._record = None
        self._show_at_work()
        self._number.setText(_("New"))
        self._versions.hide()
        self._title.setText(_(model.singular))
        self._show_state(model, mark_of(model, model.first_state().name))
        self._clock.show_record(None)
        self._about.setText("" if adds_at_once else _("stored as soon as you type"))
        had_focus = self._drop_steps()
        if adds_at_once:
            text = _("Add {kind}").format(kind=_(model.singular.lower()))
            self._add_step(NextStepButton(text, self, name="action.add-record"), "")
        else:
            self._add_main_steps(steps_from_here(model(state=model.first_state().name)))
        self._go_on(had_focus)

    def show_record(self, record: Record, own: OwnStep | None = None) -> None:
        """With `own`, the next step and the state in the words of the page that is looked at."""
        self._record = record.id
        self._show_at_work()
        self._number.setText(record.number)
        self._show_versions(record)
        self._title.setText(heading_of(record) or _(record.singular))
        self._show_state(type(record), own.mark if own else mark_here(self._desk.workspace, record))
        self._clock.show_record(record)
        self._about.setText(" · ".join(about(self._desk, record)))
        had_focus = self._drop_steps()
        self._add_main_steps(steps_from_here(record) if record.deleted_at is None else (), own)
        self._go_on(had_focus)

    def _show_at_work(self) -> None:
        """Who is at it on another laptop."""
        self._at_work.say(self._desk.at_work.get(self._record) if self._record else None)

    def show_saving(
        self, text: str, *, offers_save: bool, offers_revert: bool, is_settled: bool = True
    ) -> None:
        """What is stored and what not, with the buttons to decide about it; said aloud once it is settled."""
        self._saved.setText(text)
        self._saved.setVisible(bool(text))
        if is_settled and text != self._told:
            self._told = text
            say_aloud(self, text)
        self._save.setVisible(offers_save)
        self._revert.setVisible(offers_revert)

    def show_more(self, has_lines: bool) -> None:
        self._more.setVisible(has_lines)

    def open_more(self) -> None:
        """Its menu, by key."""
        if self._more.isVisible():
            self._more.showMenu()

    def offers_step(self) -> bool:
        """Whether there is a next step, and whoever is here may take it."""
        return any(each.isEnabled() for each in self._steps)

    def why_no_step(self) -> str:
        """What keeps whoever is here from the step that there is."""
        return next((each.toolTip() for each in self._steps if not each.isEnabled()), "")

    def go_to_step(self) -> bool:
        """To the button of the next step; False if there is none here."""
        if self._steps:
            self._steps[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._steps)

    def saving_text(self) -> str:
        return self._saved.text()

    # parts

    def _assemble(self) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        saving = ((self._saved, 0, middle), (self._save, 0, middle), (self._revert, 0, middle))
        first = ((self._title, 1), *(() if self._compact else saving), (self._number, 0, middle))
        top = row_of(*first, (self._versions, 0, middle), spacing=GRID)
        self._line = row_of(
            (self._clock, 0, middle),
            (self._at_work, 0, middle),
            (self._about, 1, middle),
            *(saving if self._compact else ()),
            spacing=12,
        )
        self._end = row_of((self._more, 0, middle), spacing=GRID)
        self._line.addLayout(self._end)
        lines = column_of(self._line, inside=self, margins=(PAGE_MARGIN, 6, PAGE_MARGIN, 6), spacing=0)
        self._line.addStrut(CONTROL_HEIGHT)
        if self._compact:
            for each in (self._title, self._number):
                each.hide()
            return
        self._title.setMinimumHeight(LINE)
        lines.insertLayout(0, top)

    def _show_state(self, model: type[Record], mark: StateMark) -> None:
        if self._state is None:
            self._state = StateLabel(mark, self)
            self._state.setObjectName("record.state")
            self._line.insertWidget(0, self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        self._state.setMark(mark)
        self._state.setVisible(len(model.states) > 1)

    def _show_versions(self, record: Record) -> None:
        """Which version this is, and the way to the others."""
        self._versions.setVisible(record.versioned and not self._compact)
        if record.versioned:
            self._versions.setText(_("Version {version}").format(version=record.version))
            self._versions_menu.show_for(record)

    def _add_main_steps(self, steps: Sequence[Step], own: OwnStep | None = None) -> None:
        """One next step; a second button only where the record's kind, not known yet, decides between two."""
        if self._compact:  # the wizard around the form has the one primary button
            return
        main = [step for step in steps if step.main][:1]
        for step in main:
            word = own.word if own else _(step.label)
            self._add_step(NextStepButton(word, self, name=action_name(step)), step.name)

    def _add_step(self, made: QPushButton, name: str) -> None:
        made.setProperty("step", name)
        self._desk.writes(made).clicked.connect(self._press)
        Unhurried(made, self.pause)
        self._end.insertWidget(len(self._steps), made)
        self._steps.append(made)
        made.show()

    def _go_on(self, had_focus: bool) -> None:
        """Whoever was on the button of a step is on that of the next one now, or where everything else is."""
        if had_focus:
            following = self._steps[0] if self._steps else self._more
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_steps(self) -> bool:
        """Whether one of them had the focus, or would have it again once a dialog over the window is closed."""
        had_focus = self.window().focusWidget() in self._steps
        for made in self._steps:
            self._end.removeWidget(made)
            made.hide()
            made.setParent(None)
            made.deleteLater()
        self._steps.clear()
        return had_focus

    def _press(self) -> None:
        self.step_asked.emit(self.sender().property("step"))


def is_kept_at_once(model: type[Record]) -> bool:
    """Whether a new record of this kind is stored by a button: it knows no draft."""
    return model.first_state().level is not Level.DRAFT

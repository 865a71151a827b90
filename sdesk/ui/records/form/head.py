"""What stays in sight above a record: number, title, state, who acts next, the next step, and everything else."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from sdesk.models import (
    ConfigurationItem,
    Level,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    Step,
    fields_of,
)
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.lists import linking_to
from sdesk.practice.lifecycle.roles import any_of, holders, roles_of
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext, term
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    ElidedLabel,
    FlowLayout,
    HelpText,
    StateLabel,
    button,
    menu_button,
    primary_button,
    row_of,
)
from sdesk.ui.records.form.versions_menu import VersionsMenu
from sdesk.ui.records.marks import mark_here, mark_of
from sdesk.ui.records.naming import heading_of
from sdesk.ui.records.reading import plain_text
from sdesk.ui.theme.look import GRID, PAGE_MARGIN, scaled_font
from sdesk.ui.theme.marks import StateMark
from sdesk.ui.unsaved.typing import SPOKEN_FOR
from sdesk.ui.wording import worded

WIDE_FROM = 640
QWIDGETSIZE_MAX = 16_777_215
_SAID_IN_HEAD = ("kind", "priority")


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
    """`step_asked` carries the name of the step whose button was pressed, "" for making a new record."""

    step_asked = Signal(str)
    save_asked = Signal()
    revert_asked = Signal()
    reason_typed = Signal(str)
    version_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._compact = compact
        self._number = NumberLabel(self)
        self._title = ElidedLabel("", self)
        self._title.setFont(scaled_font("page_title"))
        self._state_line = QWidget(self)
        self._state: StateLabel | None = None
        self._about = HelpText("", self._state_line)
        self._holder = HelpText("", self)
        self._saved = HelpText("", self)
        self._saved.setObjectName("record.saved")
        self._saved.setWordWrap(False)
        self._versions_menu = VersionsMenu(desk, self)
        self._versions_menu.chosen.connect(self.version_asked)
        self._versions = menu_button("", self._versions_menu, self, name="record.versions")
        self._versions.setProperty("quiet", True)
        self._versions.hide()
        self.more = QMenu(self)
        self._more = menu_button(_("More"), self.more, self, name="action.more")
        self._buttons = QWidget(self)
        self._flow = FlowLayout(self._buttons, spacing=GRID)
        self._flow.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._buttons.setSizePolicy(policy)
        self._save = button(_("Save"), self._buttons, icon_name="save", name="action.save")
        self._save.setToolTip(_("Save (Ctrl+S)"))
        self._save.clicked.connect(self.save_asked)
        self._revert = button(_("Revert"), self._buttons, icon_name="undo-2", name="action.revert")
        self._revert.setToolTip(_("Go back to what is stored"))
        self._revert.clicked.connect(self.revert_asked)
        self._reason = QLineEdit(self)
        self._reason.setObjectName("record.reason")
        self._reason.setPlaceholderText(_("Why? It is kept in the history of what was approved."))
        self._reason.setAccessibleName(_("Reason for the change"))
        self._reason.setProperty(SPOKEN_FOR, True)
        self._reason.returnPressed.connect(self.save_asked)
        self._reason.textEdited.connect(self.reason_typed)
        self._reason.hide()
        self._steps: list[QPushButton] = []
        self._assemble()

    # what is shown

    def show_new(self, model: type[Record], *, adds_at_once: bool) -> None:
        """A record that is not stored yet; with `adds_at_once`, it is stored by a button and not by itself."""
        self._number.setText(_("New"))
        self._versions.hide()
        self._title.setText(_(model.singular))
        self._show_state(model, mark_of(model, model.first_state().name))
        self._about.setText("" if adds_at_once else _("stored as soon as you type"))
        self._holder.hide()
        had_focus = self._drop_steps()
        if adds_at_once:
            text = _("Add {kind}").format(kind=_(model.singular.lower()))
            self._add_step(primary_button(text, self._buttons, name="action.add-record"), "")
        else:
            self._add_main_steps(steps_from_here(model(state=model.first_state().name)))
        self._go_on(had_focus)

    def show_record(self, record: Record) -> None:
        self._number.setText(record.number)
        self._show_versions(record)
        self._title.setText(heading_of(record) or _(record.singular))
        self._show_state(type(record), mark_here(self._desk.workspace, record))
        self._about.setText(" · ".join([*_details(record), *_open_cases(self._desk, record)]))
        had_focus = self._drop_steps()
        steps = steps_from_here(record) if record.deleted_at is None else ()
        self._add_main_steps(steps)
        self._show_holder(steps)
        self._go_on(had_focus)

    def show_saving(self, text: str, *, offers_save: bool, offers_revert: bool) -> None:
        """What is stored and what not, with the buttons to decide about it."""
        self._saved.setText(text)
        self._saved.setVisible(bool(text))
        self._save.setVisible(offers_save)
        self._revert.setVisible(offers_revert)
        self._place_buttons()

    def show_reason(self, is_asked: bool, typed: str) -> None:
        """Ask why, where something of an approved record is about to change; `typed` is what was said so far."""
        if self._reason.text() != typed:
            self._reason.setText(typed)
        self._reason.setVisible(is_asked)

    def show_more(self, has_lines: bool) -> None:
        self._more.setVisible(has_lines)
        self._place_buttons()

    def saving_text(self) -> str:
        return self._saved.text()

    # parts

    def _assemble(self) -> None:
        top = row_of(
            (self._title, 1),
            (self._number, 0, Qt.AlignmentFlag.AlignVCenter),
            (self._versions, 0, Qt.AlignmentFlag.AlignVCenter),
            spacing=12,
        )
        self._states = row_of(inside=self._state_line)
        self._about.setWordWrap(False)
        self._states.addWidget(self._about)
        self._states.addStretch(1)
        self._states.addWidget(self._saved)
        for widget in (self._save, self._revert, self._more):
            self._flow.addWidget(widget)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._grid.addLayout(top, 0, 0, 1, 2)
        self._grid.addWidget(self._state_line, 1, 0)
        self._grid.addWidget(self._holder, 2, 0, 1, 2)
        self._grid.addWidget(self._reason, 4, 0, 1, 2)
        self._is_wide: bool | None = None
        self._place_buttons()
        if self._compact:
            self._title.hide()
            self._number.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def _place_buttons(self) -> None:
        """Beside the state where there is room, else in a line of their own."""
        is_wide = self.width() >= WIDE_FROM
        if is_wide:
            shown = [each for each in self._buttons.findChildren(QPushButton) if not each.isHidden()]
            needed = sum(each.sizeHint().width() + GRID for each in shown)
            self._buttons.setFixedWidth(needed)
        else:
            self._buttons.setMinimumWidth(0)
            self._buttons.setMaximumWidth(QWIDGETSIZE_MAX)
        if is_wide is not self._is_wide:
            self._is_wide = is_wide
            spans = (1, 1, 1, 1) if is_wide else (3, 0, 1, 2)
            self._grid.addWidget(self._buttons, *spans)

    def _show_state(self, model: type[Record], mark: StateMark) -> None:
        if self._state is None:
            self._state = StateLabel(mark, self._state_line)
            self._state.setObjectName("record.state")
            self._states.insertWidget(0, self._state)
        self._state.setMark(mark)
        self._state.setVisible(len(model.states) > 1)

    def _show_versions(self, record: Record) -> None:
        """Which version this is, and the way to the others."""
        self._versions.setVisible(record.versioned and not self._compact)
        if record.versioned:
            self._versions.setText(_("Version {version}").format(version=record.version))
            self._versions_menu.show_for(record)

    def _add_main_steps(self, steps: Sequence[Step]) -> None:
        """One next step; a second button only where the record's kind, not known yet, decides between two."""
        if self._compact:  # the wizard around the form has the one primary button
            return
        main = [step for step in steps if step.main][:1]
        for step in main:
            made = primary_button(_(step.label), self._buttons, name=action_name(step))
            self._add_step(made, step.name)

    def _add_step(self, made: QPushButton, name: str) -> None:
        made.setProperty("step", name)
        self._desk.writes(made).clicked.connect(self._press)
        self._flow.insertWidget(len(self._steps), made)
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
            self._flow.removeWidget(made)
            made.hide()
            made.setParent(None)
            made.deleteLater()
        self._steps.clear()
        return had_focus

    def _press(self) -> None:
        self.step_asked.emit(self.sender().property("step"))

    def _show_holder(self, steps: Sequence[Step]) -> None:
        said = next((who_acts(self._desk, step) for step in steps if step.main), "")
        self._holder.setText(said)
        self._holder.setVisible(bool(said))


def who_acts(desk: Desk, step: Step) -> str:
    """Whom the step waits for, if it is not whoever works here now."""
    if not step.roles:
        return ""
    workspace = desk.workspace
    on = today(workspace)
    if set(step.roles) & set(roles_of(workspace, workspace.person_id, on)):
        return ""
    people = tuple(person.name for person in holders(workspace, step.roles, on)) or message("nobody yet")
    said = message(
        "“{step}” is for the {roles}: {people}.",
        step=term(step.label),
        roles=any_of(step.roles),
        people=people,
    )
    return worded(said)


def _details(record: Record) -> list[str]:
    specs = [spec for spec in fields_of(type(record)) if spec.name in _SAID_IN_HEAD]
    said = [
        _("priority {priority}").format(priority=plain_text(getattr(record, spec.name)))
        if spec.name == "priority"
        else plain_text(getattr(record, spec.name)).lower()
        for spec in specs
        if getattr(record, spec.name) is not None
    ]
    if getattr(record, "on_hold", False):
        said.append(_("on hold"))
    return said


def _open_cases(desk: Desk, record: Record) -> list[str]:
    """WP.02 d: open changes and incidents are shown with the item, not typed."""
    if not isinstance(record, ConfigurationItem):
        return []
    incidents = _open_ones(desk, record, ServiceIncident)
    changes = _open_ones(desk, record, ServiceChangeRequest)
    said = []
    if incidents:
        said.append(ngettext("{n} open incident", "{n} open incidents", incidents).format(n=incidents))
    if changes:
        said.append(
            ngettext("{n} open change request", "{n} open change requests", changes).format(n=changes)
        )
    return said


def _open_ones(desk: Desk, item: ConfigurationItem, model: type[Record]) -> int:
    found = linking_to(desk.workspace, item.id, (model.__name__,))
    return len({entry.id for entry, _field in found if not model.state_called(entry.state).ended})


def is_kept_at_once(model: type[Record]) -> bool:
    """Whether a new record of this kind is stored by a button: it knows no draft."""
    return model.first_state().level is not Level.DRAFT

"""The form of any record: its head, what it lacks, its fields, and what belongs to it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sdesk.models import Document, Organization, Record, Step
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.practice.lifecycle.versions import latest
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, OwnStep
from sdesk.ui.pieces import TabsAsRead, column_of
from sdesk.ui.reading.page import ReadingPage
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form.above import AboveForm
from sdesk.ui.records.form.head import is_kept_at_once
from sdesk.ui.records.form.head_words import no_step_words
from sdesk.ui.records.form.more_menu import RecordActions
from sdesk.ui.records.form.pages import RecordPages
from sdesk.ui.records.form.sheet import RecordSheet
from sdesk.ui.records.form.sheet_rack import SheetRack, name_of_sheet
from sdesk.ui.records.form.shown_record import ShownRecord
from sdesk.ui.records.form.step_taking import StepTaking
from sdesk.ui.records.form.strip import RecordStrip
from sdesk.ui.records.naming import key_of, record_called

ONE_OF_A_KIND = (Document, Organization)
LOOK_AGAIN_AFTER = 300
"""Milliseconds after a key until the list of what is missing is made anew."""


class RecordForm(TabsAsRead, ShownRecord):
    """Shows one record at a time, stored or new. What is typed and not saved waits until somebody comes back to it.

    `taking_step` says that a step was asked for, before anything of it is done; `finished_step` says that the record was taken to its next state by a step of that name; `record_created` that
    a new one was stored; `shown` what the form shows now, None for nothing; `left` that Esc was pressed;
    `read_through` that nothing is left to be read of what the program proposed.
    """

    finished_step = Signal(object, str)
    taking_step = Signal()
    record_created = Signal(object)
    shown = Signal(object)
    left = Signal()
    wants_to_be_seen = Signal()
    read_through = Signal()

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        compact: bool = False,
        only_fields: Collection[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.create_elsewhere = partial(open_create_dialog, desk)
        self._compact = compact
        self._only_fields = only_fields
        self._sheet: RecordSheet | None = None
        self._rack = SheetRack(self._make_sheet)
        self._above = AboveForm(desk, self._rack, self, compact=compact)
        self.head, self.missing, self._note = self._above.head, self._above.missing, self._above.note
        self._strip = RecordStrip(desk, self)
        self._pages = RecordPages(desk, self.create_elsewhere, self, compact=compact, only_fields=only_fields)
        self._sheets = self._pages.sheets
        self._steps = StepTaking(desk, self)
        self._actions = RecordActions(self.head.more, desk, self)
        self._look_again = QTimer(self, singleShot=True, interval=LOOK_AGAIN_AFTER)
        self.step_pause = self.head.pause
        column_of(self._above, (self._pages, 1), inside=self, spacing=0)
        self._connect()
        self.clear()

    # what is shown

    @property
    def record(self) -> Record | None:
        """The stored record that is shown; None for a new one and for nothing."""
        return self._sheet.record if self._sheet else None

    @property
    def model(self) -> type[Record] | None:
        return self._sheet.model if self._sheet else None

    @property
    def sheet(self) -> RecordSheet | None:
        """The fields that are shown, with what is not saved of them."""
        return self._sheet

    def show_record(self, record: Record | UUID) -> None:
        """Show a stored record as it is now; what was typed in it and not saved is still there."""
        key = record.id if isinstance(record, Record) else record
        found = record_called(self._desk.workspace, key)
        if found is None:
            self.clear()
            return
        if self._sheet is not None and self.record is not None and self.record.id == found.id:
            self._sheet.refresh()
            taken_over = self._sheet.take_over()
            self._refresh_around()
            if taken_over:
                self.jump_to(taken_over)
            return
        self._leave()
        waiting = self._rack.waiting_at(found.id)
        sheet = waiting or self._rack.clean(type(found))
        if waiting:
            sheet.refresh()
        else:
            sheet.show_record(found)
        self._use(sheet)

    def start_new(self, model: type[Record], values: Mapping[str, Any] | None = None) -> None:
        """An empty form, filled with `values` and what the program proposes. Nothing is stored before it is typed.

        Of a document there is one: that one is shown if it is there. Where a copy is read, nothing new is begun.
        """
        existing = latest(self._desk.workspace, model) if issubclass(model, ONE_OF_A_KIND) else None
        if existing is not None:
            self.show_record(existing)
            return
        if not self._desk.may_write:
            self.clear()
            return
        self._leave()
        waiting = self._rack.waiting_at(model)
        sheet = waiting or self._rack.clean(model)
        if waiting is None:
            sheet.start(values or {})
        self._use(sheet)

    def clear(self) -> None:
        """Show nothing."""
        self._leave()
        self._put_away()
        self.setAcceptDrops(False)
        self._above.clear()
        self._strip.hide()
        self._pages.hide()
        self.shown.emit(None)

    def jump_to(self, field: str) -> None:
        """Go to a field or a place in it, unfolding its section; to what links to the record, for what no field says."""
        self.wants_to_be_seen.emit()
        name = field.partition("[")[0]
        if self._sheet is None or self._pages.read_section(name) or self._pages.go_to(field):
            return
        if name in self._sheet.body.fields:
            self._pages.show_fields()
            self._sheet.jump_to(field)
        else:
            self._pages.show_links()

    def enter(self) -> None:
        """Come by key from another pane: to the fields, where they are what is shown."""
        if self._sheet is None or self._pages.read_extra():
            return
        if self._sheet.isVisible() or self.reading is not None:
            self.read()

    @property
    def reading(self) -> ReadingPage | None:
        """The page on which the record is read section by section, if that is in sight."""
        return self._pages.reading

    def asides(self) -> tuple[QWidget, ...]:
        """What stands beside the fields now."""
        return self._pages.asides()

    def read(self) -> None:
        """Go to the page of the fields, where the arrow keys scroll; nothing is chosen to be changed."""
        if self.reading is not None:
            self.reading.enter()
        elif self._sheet is not None and not self._pages.read_extra():
            self._pages.show_fields()
            self._sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_page(self, by: int) -> None:
        """To the next page of the record, or the one before, around the end; the keys go there, too."""
        self._pages.turn_page(by)

    def go_on(self) -> None:
        """To where the hand goes after a step: what is asked for next, else the next step itself, else the record."""
        if self._sheet is None:
            return
        lacking = self.missing.problems() if self._pages.shows_fields() and self.missing.isVisible() else ()
        asked = next((each.where for each in lacking if each.field in self._sheet.body.fields), "")
        if asked:
            self.jump_to(asked)
        elif not self.head.go_to_step():
            self.read()

    def edit(self) -> None:
        """Go to the first field that can be filled in (F2); where it is read, to the section that is next."""
        if self.reading is not None:
            self.reading.enter()
        elif self._sheet is None or self._pages.go_into_extra():
            return
        elif self._sheet.body.first_open_field():
            self.jump_to(self._sheet.body.first_open_field())

    # saving

    def save(self, reason: str = "") -> bool:
        """Store what was changed (Ctrl+S). False if something could not be; the form says what, and keeps it."""
        if self._sheet is None or not self._desk.may_write:
            return True
        was_new = self._sheet.record is None
        done = self._sheet.save(reason)
        if not done:
            self._go_to_fault()
        elif was_new and self.record is not None:
            self._desk.say(_("{number} was added.").format(number=self.record.number))
        return done

    def _save_what_was_left(self) -> None:
        """A fact was left, which is no word on what others wrote in another."""
        if self._sheet is not None and self._desk.may_write:
            before = self._sheet.fault
            if not self._sheet.save_by_itself() and self._sheet.fault is not before:
                self._go_to_fault()

    def save_all(self) -> bool:
        """The same, and add what stands in lines of stories: the window closes."""
        done = self.save()
        return self._pages.add_words() and done

    def flush(self) -> None:
        """Save drafts now instead of in a second; never asks and never complains."""
        self._pages.flush()
        if self._sheet is not None:
            self._sheet.flush()

    def unsaved(self) -> tuple[str, ...]:
        """The records in which something is typed that is not stored."""
        sheets = [*self._rack.waiting(), *filter(None, [self._sheet])]
        typed = (name_of_sheet(sheet) for sheet in sheets if sheet.is_unsaved)
        return (*typed, *self._pages.unsaved())

    def step_by_key(self) -> None:
        """Do what the button of the next step does, else the main thing that can be done, else say why not (Ctrl+Enter); not
        twice in a moment."""
        if self.step_pause.isActive():
            return
        main = next((each for each in self.actions_now() if each.property("main")), None)
        if self.head.offers_step():
            self.press_step()
        elif main is not None and main.isEnabled():
            main.trigger()
        elif self.record is not None:
            why = self.head.why_no_step() or (main.property("why") if main is not None else "")
            self._desk.say(why or no_step_words(self.record))

    def press_step(self, name: str = "") -> None:
        """Do what the button of a step does; the next main step if none is named."""
        if self._sheet is None:
            return
        if self._sheet.record is None and is_kept_at_once(self._sheet.model):
            self.save()
            return
        subject = self._sheet.as_typed()
        step = next((each for each in steps_from_here(subject) if name in ("", each.name)), None)
        self.taking_step.emit()
        if step is not None and not self._pages.take_step(step):
            self._steps.press(self._sheet, step)

    def refuse(self, text: str) -> None:
        """Say above the fields why something was not done."""
        if text:
            self.wants_to_be_seen.emit()
        self._note.complain(text)

    def step_was_taken(self, record: Record, step: Step) -> None:
        """A step was taken with the record that is shown: say so, here and to who listens."""
        self.missing.calm_down()
        self.refuse("")
        self.step_pause.start()
        self._refresh_around()
        self._desk.say(_("{number} is {state} now.").format(number=record.number, state=_(record.state)))
        self.shown.emit(record)
        if not self._compact:
            self.go_on()
        self.finished_step.emit(record, step.name)

    def attach_files(self, names: Sequence[str]) -> None:
        """Keep copies of files with the record; what is typed, and a new record, is stored first."""
        self.flush()
        if names and self.record is None:
            self.save()
        if names and self.record is not None:
            self.refuse(self._take_dropped(self.record, names))

    def _take_dropped(self, record: Record, names: Sequence[str]) -> str:
        """What is more than a file goes where it belongs first; what could not be done."""
        take = self._desk.screens.drops.get(type(record))
        left, fault = take(self._desk, record, names, self) if take else (names, "")
        return " ".join(filter(None, (fault, self._pages.take_files(record, left) if left else "")))

    def choose_files(self) -> None:
        """Ask which files to keep with the record."""
        self._actions.choose_files()

    def actions_now(self) -> list[QAction]:
        """All that can be done with the shown record, also what cannot be used now and says why."""
        return self._actions.actions()

    # what happens

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_S and ctrl:
            self.save()
        elif event.key() == Qt.Key.Key_F2:
            self.edit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: save what saves itself, and look at nothing more; the file may be closed next."""
        super().hideEvent(event)
        self._look_again.stop()
        self.flush()

    def _workspace_changed(self, ids: frozenset[UUID]) -> None:
        if self.record is None or self._sheet is None or self._steps.is_taking:
            return
        if self.record.id in ids:
            self._sheet.refresh()
        self._refresh_around()

    def _refresh_around(self, *, anew: bool = False) -> None:
        """Everything but the fields; `anew` for another record than before."""
        self._pages.show_record(self.record, anew=anew)
        self._show_head()
        self._show_saving()
        self._show_missing()
        if not self._compact:
            self._above.elsewhere.refresh()
        self._show_strip()

    def _show_strip(self) -> None:
        """What stands above the fields; it is made and read only where they are looked at."""
        if self._pages.shows_fields():
            self._strip.show_record(None if self._compact else self.record)

    def _show_head(self) -> None:
        if self._sheet is not None:
            self._above.show_head(self._sheet, self._own_step())
            self._actions.fill(self._sheet.record)
            self.head.show_more(not self.head.more.isEmpty())

    def _own_step(self) -> OwnStep | None:
        return self._pages.own_step(self.record) if self.record is not None else None

    def _turned(self) -> None:
        self._show_strip()
        self._show_head()
        self._show_missing()

    def _show_saving(self) -> None:
        if self._sheet is not None:
            self._above.show_saving(self._sheet)

    def _show_missing(self) -> None:
        if self._sheet is not None:
            self._above.show_missing(self._sheet, self._own_step())

    def _show_waiting_one(self, key: UUID | type[Record]) -> None:
        self.show_record(key) if isinstance(key, UUID) else self.start_new(key)

    def _note_reason(self, text: str) -> None:
        if self._sheet is not None:
            self._sheet.type_reason(text)

    def _note_edit(self) -> None:
        self._note.complain("")
        self._show_saving()
        self._look_again.start()

    def _settled(self) -> None:
        if self._sheet is not self.sender():
            return
        self.refuse(str(self._sheet.fault) if self._sheet.fault else "")
        self._refresh_around()

    def _go_to_fault(self) -> None:
        if self._sheet is None:
            return
        named = [problem.field for problem in getattr(self._sheet.fault, "problems", ())]
        for name in (*self._sheet.body.unreadable(), *named):
            if not self._pages.go_to(name):
                self._pages.show_fields()
                self._sheet.jump_to(name)
            return

    # sheets

    def _make_sheet(self, model: type[Record]) -> RecordSheet:
        sheet = RecordSheet(self._desk, model, self.create_elsewhere, only_fields=self._only_fields)
        sheet.edited.connect(self._note_edit)
        sheet.settled.connect(self._settled)
        sheet.made.connect(self.record_created)
        sheet.made.connect(self.shown)
        sheet.files_asked.connect(self._actions.choose_files)
        return sheet

    def _use(self, sheet: RecordSheet) -> None:
        self._sheet = sheet
        self.missing.calm_down()
        self.setObjectName(f"{key_of(sheet.model)}.form")
        self.setAccessibleName(name_of_sheet(sheet))
        sheet.setAccessibleName(name_of_sheet(sheet))
        self.setAcceptDrops(self._desk.may_write)
        self.head.show()
        self._note.show()
        if self._sheets.currentWidget() is not sheet:
            self._put_away()
            self._sheets.addWidget(sheet)
            sheet.put_above(self._strip)
        self.refuse("")
        taken_over = "" if self._compact else sheet.take_over()
        self._refresh_around(anew=True)
        self._pages.show()
        if taken_over:
            self.jump_to(taken_over)
        self.shown.emit(sheet.record)

    def _put_away(self) -> None:
        """Only what is shown is in the window, so that a field is found by its name once."""
        while (sheet := self._sheets.currentWidget()) is not None:
            self._strip.setParent(self)
            self._sheets.removeWidget(sheet)
            sheet.setParent(None)

    def _leave(self) -> None:
        """Save what saves itself; set aside what cannot be saved, as it is."""
        sheet, self._sheet = self._sheet, None
        self._look_again.stop()
        if sheet is None:
            return
        sheet.flush()
        self._rack.put_away(sheet)

    # making

    def _connect(self) -> None:
        self.head.step_asked.connect(self.press_step)
        self.head.save_asked.connect(self.save)
        self.head.revert_asked.connect(self._revert)
        self._note.save_asked.connect(self.save)
        self._note.reason_typed.connect(self._note_reason)
        self.head.version_asked.connect(self.show_record)
        self.missing.jumped.connect(self.jump_to)
        self._above.deleted.acted.connect(self._actions.restore)
        self._above.elsewhere.asked.connect(self._show_waiting_one)
        self._look_again.timeout.connect(self._show_missing)
        self._pages.record_asked.connect(self.show_record)
        self._pages.turned.connect(self._turned)
        self._pages.new_asked.connect(self._desk.new_record)
        self._pages.attach_asked.connect(self._actions.choose_files)
        self._pages.read_through.connect(self._go_to_step)
        self._pages.save_asked.connect(self._save_what_was_left)
        self._pages.step_asked.connect(self.step_by_key)
        self._pages.field_asked.connect(self.jump_to)
        self._desk.changed.connect(self._workspace_changed)
        self.destroyed.connect(self._rack.clear_away)
        self._desk.moved.connect(self._take_back)
        if not self._compact:  # else it is the key of what is around
            self._on_key("Ctrl+Return", self.step_by_key)
            self._on_key("Ctrl+Enter", self.step_by_key)
        else:  # elsewhere the window turns its pages
            self._on_key("Ctrl+Tab", partial(self._pages.turn_page, 1))
            self._on_key("Ctrl+Shift+Tab", partial(self._pages.turn_page, -1))

    def _on_key(self, keys: str, does: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(does)

    def _take_back(self) -> None:
        """What was said told to do what is done now."""
        self.refuse("")

    def _go_to_step(self) -> None:
        """All is read: to the button of the next step, here or of the wizard around the form."""
        if not self.head.go_to_step():
            self.read_through.emit()

    def _revert(self) -> None:
        if self._sheet is not None:
            self._sheet.revert()

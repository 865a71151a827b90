"""One record, stored or still to be, with its fields and what has not been saved of them."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Level, Record, field_of, fields_of
from sdesk.practice.lifecycle.conflicts import Conflict
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import create, latest_operation, proposed, reload, save
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.practice.unsaved import REASON, TypedField, TypedForm, as_json, values_to_take
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui import wall
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import column_of
from sdesk.ui.pieces.fields.date_reading import written_time
from sdesk.ui.records.fields.link_fields import Create, FieldContext
from sdesk.ui.records.form.body import FormBody
from sdesk.ui.unsaved.typing import OpenForm

AUTOSAVE_AFTER = 1000
"""Milliseconds after the last key until a draft saves itself."""


class _Page(QWidget):
    """What scrolls: the fields, and what stands above them."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.column = column_of((body, 1), inside=self, spacing=0)

    def minimumSizeHint(self) -> QSize:
        """As high as its width asks for, as the fields are."""
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class RecordSheet(QScrollArea):
    """Fills its fields from a record and saves what a person changes in them.

    A draft saves itself; anything past draft, and a new record of a kind that knows no draft, is saved when asked.
    What cannot be saved stays in the fields exactly as it was typed, and until it is saved it is kept beside the
    workspace. `settled` says that something was saved or
    refused, `made` that a new record has been stored, `files_asked` that somebody wants to attach files.
    """

    edited = Signal(str)
    settled = Signal()
    made = Signal(object)
    files_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        model: type[Record],
        create_elsewhere: Create,
        parent: QWidget | None = None,
        *,
        only_fields: Collection[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.record: Record | None = None
        self.saved_at: datetime | None = None
        self.fault: SdeskError | None = None
        self.reason = ""
        self._contested: set[str] = set()
        self._desk = desk
        self._given: dict[str, Any] = {}
        self._base = latest_operation(desk.workspace)
        self._autosaves = True
        self.body = FormBody(
            model,
            FieldContext(desk, create_elsewhere, self._value_of, model.__name__, self.files_asked.emit),
            only_fields=only_fields,
        )
        self.body.edited.connect(self._note_edit)
        self._page = _Page(self.body)
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_AFTER)
        self._timer.timeout.connect(self.save_by_itself)
        self._open_form = OpenForm(desk.typing, self.typed, self)

    # what is shown

    def show_record(self, record: Record) -> None:
        """Fill the fields from a stored record, forgetting what was in them."""
        self._take(record, {})
        self.body.fill(record)
        self.suit()
        self.verticalScrollBar().setValue(0)

    def start(self, values: Mapping[str, Any]) -> None:
        """Fill the fields for a new record: with what the program proposes, and with `values`. Nothing is stored."""
        self._take(None, dict(values))
        blank = {spec.name: spec.default for spec in fields_of(self.model)}
        self.body.fill({**blank, **proposed(self._desk.workspace, self.model, values), **values})
        self.suit()
        self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Show what others changed in the record, and leave alone what is being typed."""
        if self.record is None:
            return
        self.record = reload(self._desk.workspace, self.record)
        if not self.is_unsaved:
            self._base = latest_operation(self._desk.workspace)
        self.body.fill(self.record, anew=False)
        self.suit()

    def as_typed(self) -> Record:
        """A copy, never stored, of the record with what stands in the fields now."""
        stored = self.record or self.model(state=self.model.first_state().name)
        copy = self.model(**{name: getattr(stored, name) for name in self.model.model_fields})
        typed = self.body.values() if self.record is None else self.body.changed_values()
        for name, value in ({**self._given, **typed} if self.record is None else typed).items():
            setattr(copy, name, value)
        return copy

    def put_above(self, strip: QWidget) -> None:
        """What stands above the fields and scrolls with them."""
        self._page.column.insertWidget(0, strip)

    def suit(self) -> None:
        self.body.suit(self.record, self._needed_states())

    def jump_to(self, name: str) -> None:
        block = self.body.jump_to(name)
        if block is not None:
            self._page.adjustSize()
            self.ensureWidgetVisible(block, 16, 48)

    def _take(self, record: Record | None, given: dict[str, Any]) -> None:
        self._timer.stop()
        self._open_form.over()
        self.record, self._given = record, given
        self.saved_at = self.fault = None
        self.reason = ""
        self._contested.clear()
        self._base = latest_operation(self._desk.workspace)

    def _needed_states(self) -> tuple[str, ...]:
        """The states whose mandatory fields are marked: those held now, and the one that the next step leads to."""
        subject = self.as_typed()
        ahead = next((step.to for step in steps_from_here(subject) if step.main), subject.state)
        return subject.states_to_hold(ahead)

    # saving

    def setAutosaves(self, autosaves: bool) -> None:
        """Whether drafts save themselves; in a dialog they wait for its button."""
        self._autosaves = autosaves

    @property
    def saves_itself(self) -> bool:
        if not self._autosaves:
            return False
        if self.record is not None:
            return self.record.is_draft
        first = self.model.first_state()
        return first.level is Level.DRAFT

    @property
    def is_unsaved(self) -> bool:
        return bool(self.body.changed_names)

    @property
    def changes_what_was_approved(self) -> bool:
        """Whether fields of approved content wait to be saved that are still open; notes and links are not of it."""
        if self.record is None or not self.record.state_called(self.record.state).frozen:
            return False
        changed = (field_of(self.model, name) for name in self.body.changed_names)
        return any(spec.content.open_until != "*" for spec in changed)

    def saving_text(self) -> str:
        """Whether what is typed is stored, in a few words."""
        if self.fault is not None:
            return _("Not saved")
        if self.body.unreadable():
            return _("A field cannot be read yet")
        if self.is_unsaved:
            return _("Saving…") if self.saves_itself else _("Unsaved changes")
        if self.saved_at is None:
            return ""
        saved_at = wall.local(self.saved_at)
        at = written_time(saved_at.hour * 60 + saved_at.minute, self.locale())
        return _("Saved {time}").format(time=at)

    def save(self, reason: str = "") -> bool:
        """Store what was changed, over what others wrote meanwhile where that was said. False if something of it could not be
        stored; it then says so beside the field."""
        self._contested.clear()
        return self._save_these(self.body.changed_values(), reason)

    def save_by_itself(self) -> bool:
        """The same as nobody asked for it: what others wrote meanwhile is left to who presses Save."""
        self._contested &= self.body.changed_names
        if not self._contested:
            return self._save_these(self.body.changed_values(), "")
        refused = self.fault
        others = {n: each for n, each in self.body.changed_values().items() if n not in self._contested}
        if others:
            self._save_these(others, "")
            self.fault = self.fault or refused
            self.settled.emit()
        return False

    def _save_these(self, values: dict[str, Any], reason: str) -> bool:
        self._timer.stop()
        self.fault = None
        if self.record is None or values:
            self._open_form.about_to_save()
            try:
                self._save_what_fits(values, reason or self.reason.strip())
            except Exception:
                self.fault = SdeskError(
                    message("This could not be saved: the program has a fault."),
                    message("What you typed is still here; try again, or copy it to somewhere else."),
                )
                self.settled.emit()
                raise
        self._open_form.settled()
        if self.fault is None:
            self.saved_at = wall.now()
        if not self.is_unsaved:
            self.reason = ""
        self.suit()
        self.settled.emit()
        return self.fault is None and not self.body.unreadable()

    def flush(self) -> None:
        """Save now what would save itself in a moment."""
        if self.is_unsaved and self.saves_itself:
            self.save_by_itself()

    def revert(self) -> None:
        """Go back to what is stored."""
        if self.record is None:
            self.start(self._given)
        else:
            self.show_record(reload(self._desk.workspace, self.record))
        self.settled.emit()

    def _save_what_fits(self, values: dict[str, Any], reason: str) -> None:
        try:
            self._store(values, reason)
        except Refused as refusal:
            self.fault = refusal
            if any(isinstance(problem, Conflict) for problem in refusal.problems):
                self._base = latest_operation(self._desk.workspace)  # whoever saves again has seen it
                self._contested = {each.field for each in refusal.problems if isinstance(each, Conflict)}
            self.body.show_problems(refusal.problems)
            faulty = {problem.field for problem in refusal.problems}
            fitting = {name: value for name, value in values.items() if name not in faulty}
            if self.saves_itself and fitting and len(fitting) < len(values):
                with suppress(Refused):
                    self._store(fitting, reason)
        except SdeskError as fault:
            self.fault = fault

    def _store(self, values: dict[str, Any], reason: str) -> None:
        workspace = self._desk.workspace
        is_new = self.record is None
        if self.record is None:
            self.record = create(workspace, self.model, {**self._given, **values})
        else:
            self.record = save(workspace, self.record, values, reason, base=self._base)
        self._base = latest_operation(workspace)
        self.body.settle(values)
        if is_new:
            self.made.emit(self.record)

    # what is typed and not saved

    def typed(self) -> TypedForm | None:
        """What is not saved; of a new record with what it was begun from."""
        if not self.is_unsaved:
            return None
        begun_from = [
            TypedField(spec.name, _(spec.label), as_json(self._given[spec.name]))
            for spec in (fields_of(self.model) if self.record is None else ())
            if spec.name in self._given and spec.name not in self.body.changed_names
        ]
        record_id = self.record.id if self.record is not None else None
        why = (
            [TypedField(REASON, _("Reason for the change"), self.reason, self.reason)] if self.reason else []
        )
        fields = (*self.body.typed(self.record), *begun_from, *why)
        return TypedForm(self.model.__name__, record_id, "", self.name(), fields)

    def name(self) -> str:
        """The number of the record; "new incident" for one that has none yet."""
        if self.record is not None:
            return self.record.number
        return _("new {kind}").format(kind=_(self.model.singular.lower()))

    def take_over(self) -> str:
        """Put in the fields what was kept of them, if it was asked for; never over what is being typed now.

        The first field that it was put in, "" for none.
        """
        offer = self._desk.typing.claim(self.model, self.record.id if self.record is not None else None)
        if offer is not None and not self.is_unsaved:
            self.body.type_in(values_to_take(self._desk.workspace, offer), offer)
            self.reason = next((each.said for each in offer.kept.form.fields if each.name == REASON), "")
            self.suit()
            self._desk.typing.taken(offer)
            return offer.differences[0].field.name
        return ""

    def type_reason(self, text: str) -> None:
        """Why it is changed, as far as a person has typed it."""
        self.reason = text
        self._open_form.typed()

    def give_up(self) -> None:
        """Nobody wants what is typed here any more."""
        self._timer.stop()
        self._open_form.over()

    def _note_edit(self, name: str) -> None:
        self._open_form.typed()
        if self.saves_itself:
            self._timer.start()
        if name == "kind":
            self.suit()
        self.edited.emit(name)

    def _value_of(self, name: str) -> Any:
        return self.body.value_of(name)

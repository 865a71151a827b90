"""Dialogs and boxes that are no form of a record: what is typed in their fields is kept by the same means."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from sdesk.models import Contact, Record
from sdesk.practice.unsaved import TypedField, TypedForm, as_json
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import ChoiceField, DateField, DateTimeField, FieldWidget, LinkPicker, LinksPicker
from sdesk.ui.records.fields.contact_field import ContactField
from sdesk.ui.records.naming import candidates
from sdesk.ui.unsaved.typing import OpenForm, typed_field


class OpenFields(OpenForm):
    """The fields of one dialog or box, by name, read when they are kept: those that a person has changed.

    `act` names what the dialog does, so that it finds its text again; `title` is what a person calls it. Text that
    was kept for it is put in its fields at once, if somebody asked for that.
    """

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        act: str,
        title: str,
        fields: Mapping[str, FieldWidget] | None = None,
        record: Record | None = None,
    ) -> None:
        """All fields that stand in `owner` by now, where none are named."""
        super().__init__(desk.typing, self._read_fields, owner)
        self._desk = desk
        self._act = act
        self._title = title
        self._fields = fields_in(owner) if fields is None else fields
        self._record = record
        self._touched: set[str] = set()
        for name, field in self._fields.items():
            field.changed.connect(self._noting(name))
        if isinstance(owner, QDialog):
            owner.finished.connect(self.over)
        self.take_over()

    def covers(self, edit: QWidget) -> bool:
        return any(field.isAncestorOf(edit) for field in self._fields.values())

    def about(self, act: str, title: str) -> None:
        """The box is for something else from now on."""
        self._act, self._title = act, title

    def over(self) -> None:
        self._touched.clear()
        super().over()

    def take_over(self) -> None:
        """Put in the fields what was kept for them, if it was asked for and nothing is typed in them."""
        model = type(self._record) if self._record is not None else None
        offer = self._desk.typing.claim(
            model, self._record.id if self._record is not None else None, self._act
        )
        if offer is None or self._touched:
            return
        for kept in offer.kept.form.fields:
            if kept.name in self._fields:
                put_in(self._desk, self._fields[kept.name], kept)
        if all(kept.name in self._fields for kept in offer.kept.form.fields):
            self._desk.typing.taken(offer)
        else:
            self._desk.typing.not_all_taken(offer)

    def _noting(self, name: str) -> Callable[[], None]:
        def note() -> None:
            self._touched.add(name)
            self.typed()

        return note

    def _read_fields(self) -> TypedForm | None:
        if not self._touched:
            return None
        fields = tuple(
            typed_field(name, field.accessibleName().partition(",")[0], field)
            for name, field in self._fields.items()
            if name in self._touched
        )
        model = type(self._record).__name__ if self._record is not None else ""
        record_id = self._record.id if self._record is not None else None
        return TypedForm(model, record_id, self._act, self._title, fields)


def fields_in(owner: QWidget) -> dict[str, FieldWidget]:
    """The fields in a dialog or box by their names; what stands in a field of rows is part of that one."""
    found = owner.findChildren(FieldWidget)
    whole = [
        each for each in found if not any(other is not each and other.isAncestorOf(each) for other in found)
    ]
    return {each.objectName() or f"{type(each).__name__} {at}": each for at, each in enumerate(whole)}


def put_in(desk: Desk, field: FieldWidget, kept: TypedField) -> None:
    """Put what was kept in a field, as if a person typed it now; as words where it is no value there any more."""
    try:
        value = _value(desk, field, kept.value)
    except (ValueError, LookupError, TypeError):
        value = None
    if value is not None:
        field.setValue(value)
        field.changed.emit()
    if words := kept.words or ({"": kept.said} if value is None and kept.said else {}):
        field.typeWords(words)


def _value(desk: Desk, field: FieldWidget, value: Any) -> Any:
    """What `setValue` of this kind of field takes. Raises ValueError, LookupError or TypeError for what does not fit."""
    if value is None:
        return None
    if isinstance(field, DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(field, DateField):
        return date.fromisoformat(value)
    if isinstance(field, ChoiceField):
        return {json.dumps(as_json(each)): each for each in field.offered()}[json.dumps(value)]
    if isinstance(field, ContactField):
        return Contact(**value)
    if isinstance(field, LinksPicker):
        return candidates(desk.workspace, [UUID(each) for each in value])
    if isinstance(field, LinkPicker):
        return candidates(desk.workspace, (UUID(value),))[0]
    return value


__all__ = ["OpenFields", "fields_in", "put_in"]

"""The one place of a page that is being changed: opened, left and so stored, or taken back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.models import FieldSpec, Proposable
from sdesk.practice.lifecycle.proposed.reading import write_section
from sdesk.practice.lifecycle.proposed.sections import Section
from sdesk.practice.lifecycle.records import save
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.reading.card import PlaceFrame
from sdesk.ui.reading.editor import PlaceEditor
from sdesk.ui.records.fields.link_fields import Create
from sdesk.ui.records.naming import called

Store = Callable[[Mapping[str, Any], UUID | None], object]
"""Takes values by field and the operation on which they were built. Raises SdeskError."""


class Editing(QObject):
    """`opened` carries the place that turned into fields; `stored` says that what was typed is kept, `kept` that a key or
    a button asked for that, `dropped` that it was taken back."""

    opened = Signal(object)
    stored = Signal()
    kept = Signal()
    dropped = Signal()

    def __init__(self, desk: Desk, create: Create, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._create = create
        self._page = page
        self._frame: PlaceFrame | None = None
        self._last: PlaceFrame | None = None

    @property
    def is_open(self) -> bool:
        return self._frame is not None

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not stored."""
        editor = self._editor()
        return editor is not None and editor.is_changed

    def is_in(self, frame: QWidget) -> bool:
        return self._frame is frame

    def was_of(self, frame: QWidget) -> bool:
        """Whether this is the place that was changed last."""
        return self._last is frame

    def has_focus(self) -> bool:
        """Whether keys go to its fields."""
        editor, focus = self._editor(), self._page.window().focusWidget()
        return editor is not None and focus is not None and editor.isAncestorOf(focus)

    def open(
        self,
        frame: PlaceFrame,
        record: Proposable,
        specs: Sequence[FieldSpec],
        values: Mapping[str, Any],
        store: Store,
        act: str,
        title: str,
        first: str = "",
    ) -> None:
        """Turn a place into these fields, and go to the first of them."""
        whole = _("{record}: {section}").format(record=called(record), section=title)
        editor = PlaceEditor(
            self._desk, record, specs, values, store, self._create, frame, act=f"section {act}", title=whole
        )
        editor.setAccessibleName(title)
        editor.kept_asked.connect(self._keep)
        editor.dropped_asked.connect(self._take_back)
        self._frame = self._last = frame
        frame.open(editor)
        self.opened.emit(frame)
        editor.goIn(first)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def leave(self) -> bool:
        """Store what is typed, and show text again. False if it could not be stored: it stays open and says why."""
        editor = self._editor()
        if editor is None:
            return True
        if not editor.store():
            return False
        self.drop()
        self.stored.emit()
        return True

    def drop(self) -> None:
        """Show text again; nothing more is stored."""
        frame, self._frame = self._frame, None
        if frame is None:
            return
        QApplication.instance().focusChanged.disconnect(self._focus_moved)  # type: ignore[union-attr]
        focus = self._page.window().focusWidget()
        if focus is not None and focus is not frame and frame.isAncestorOf(focus):
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        frame.close_editor()

    def flush(self) -> None:
        """Store what was changed; what was not is as it was, and is not read by that."""
        if self.is_changed:
            self.leave()
        else:
            self.drop()

    # what happens

    def _editor(self) -> PlaceEditor | None:
        return self._frame.editor if self._frame is not None else None

    def _keep(self) -> None:
        if self.leave():
            self.kept.emit()

    def _take_back(self) -> None:
        editor = self._editor()
        if editor is not None:
            editor.give_up()
        self.drop()
        self.dropped.emit()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Somebody left the fields by Tab or by a click. A dialog over them, or another window, does not leave them.

        Who has changed nothing there has said nothing of it either."""
        editor = self._editor()
        if editor is None or now is None or now.window() is not self._page.window():
            return
        if now is not editor and not editor.isAncestorOf(now):
            self.flush()


# ------------------------------------------------------------ what is changed


def fields_of_section(section: Section) -> tuple[FieldSpec, ...]:
    """The field, or the columns of its row."""
    if section.row is None:
        return (section.field,)
    return tuple(each for each in section.field.columns if not each.content.computed)


def store_section(
    workspace: Workspace, record: Proposable, section: Section, values: Mapping[str, Any], base: UUID | None
) -> None:
    """Who has put it in these words has read it. Raises Refused."""
    if section.row is not None:
        row = type(section.row)(**{**dict(section.row), **values})
        write_section(workspace, record, section.place, row, base)
    elif section.proposal is not None:
        write_section(workspace, record, section.place, values[section.field.name], base)
    else:
        store_fields(workspace, record, values, base)


def store_fields(
    workspace: Workspace, record: Proposable, values: Mapping[str, Any], base: UUID | None
) -> None:
    save(workspace, record, values, base=base)


__all__ = ["Editing", "fields_of_section", "store_fields", "store_section"]

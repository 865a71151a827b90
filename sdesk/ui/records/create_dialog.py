"""A small form over something else, to make a person, a party or an item without leaving it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import Record
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    FEET,
    STYLE,
    Dialog,
    PageTitle,
    column_of,
)
from sdesk.ui.records.form.sheet import RecordSheet
from sdesk.ui.theme.look import PAGE_MARGIN


class CreateDialog(Dialog):
    """The form of one kind of record; it is stored by the button, complete or as a draft."""

    def __init__(
        self,
        desk: Desk,
        model: type[Record],
        values: Mapping[str, Any],
        parent: QWidget,
        done: Callable[[Record], None],
    ) -> None:
        title = _("New {kind}").format(kind=_(model.singular.lower()))
        super().__init__("create.dialog", title, parent, modal=True)
        self.setAccessibleName(title)
        self._done = done
        self.sheet = RecordSheet(desk, model, partial(open_create_dialog, desk), self)
        self.sheet.setAutosaves(False)
        self.sheet.start(values)
        self.finished.connect(self.sheet.give_up)
        does = _("Add {kind}").format(kind=_(model.singular.lower()))
        heading = PageTitle(title, self)
        heading.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, 0)
        column_of(
            heading,
            (self.sheet, 1),
            self.trouble,
            self.feet(does, _("Cancel"), margins=FEET),
            inside=self,
            spacing=STYLE,
        )
        self.resize(560, 520)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.sheet.jump_to(self.sheet.body.first_open_field())

    def confirm(self) -> None:
        """Store it and hand it on; what is wrong is said beside the fields."""
        if self.sheet.save() and self.sheet.record is not None:
            self._done(self.sheet.record)
            self.accept()
        elif self.sheet.fault is not None:
            self.complain(str(self.sheet.fault))


def open_create_dialog(
    desk: Desk,
    model: type[Record],
    values: Mapping[str, Any],
    parent: QWidget,
    done: Callable[[Record], None],
) -> CreateDialog:
    """Ask for a new record over `parent`; `done` gets it once it is stored."""
    dialog = CreateDialog(desk, model, values, parent, done)
    dialog.open()
    return dialog

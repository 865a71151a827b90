"""A contact: picked from the people we know by typing a name, or typed in its parts."""

from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from sdesk.models import Contact, fields_of
from sdesk.models.identity import uuid7
from sdesk.practice.lifecycle.contacts import contacts
from sdesk.practice.lifecycle.reaching import can_be_reached
from sdesk.translation import gettext as _
from sdesk.ui.pieces import Candidate, FieldWidget, HelpText, column_of, quiet_button, row_of
from sdesk.ui.pieces.fields.suggestions import Suggestions
from sdesk.ui.pieces.lines import add_opener
from sdesk.ui.records.fields.link_fields import FieldContext
from sdesk.ui.theme.look import GRID

NAME_WIDTH = 480
TWO_COLUMNS_FROM = 440
PARTS = tuple(spec for spec in fields_of(Contact) if spec.name != "name")


class ContactField(FieldWidget):
    """`value()` is a Contact, or None while nothing is said. What is all that is asked for folds into one line."""

    def __init__(
        self, context: FieldContext, parent: QWidget | None = None, *, in_full: bool = False
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._in_full = in_full
        self._offered: dict[UUID, Contact] = {}
        self._is_unfolded = False
        editor = QWidget(self)
        self._name = QLineEdit(editor)
        self._name.setMaximumWidth(NAME_WIDTH)
        self._name.setPlaceholderText(_("Full name; type to pick a contact"))
        self._name.installEventFilter(self)
        shows_all = add_opener(self._name, "chevron-down", _("Show what can be chosen (F4)"))
        shows_all.triggered.connect(self.showMatches)
        self._suggestions = Suggestions(self._name, self._name)
        self._suggestions.taken.connect(self._take)
        self._name.textEdited.connect(self._name_typed)
        self._summary = self._make_summary(editor)
        self._details = self._make_details(editor)
        column = column_of(inside=editor, spacing=4)
        for widget in (self._name, self._summary, self._details):
            column.addWidget(widget)
        self._install(editor, self._name)
        self._arrange()

    # the field protocol

    def value(self) -> Contact | None:
        parts = {name: edit.text().strip() for name, edit in self._edits.items()}
        said = Contact(name=self._name.text().strip(), **parts)
        return said if any(said.model_dump().values()) else None

    def setValue(self, value: Contact | None) -> None:
        given = value or Contact()
        self._name.setText(given.name)
        self._name.setCursorPosition(0)
        for name, edit in self._edits.items():
            edit.setText(getattr(given, name))
        self._is_unfolded = False
        self._editor.setMinimumHeight(0)
        self._arrange()
        self._refresh_reading()

    def displayText(self) -> str:
        value = self.value()
        if value is None:
            return ""
        lines = (
            ", ".join(filter(None, (value.name, value.organization))),
            value.address,
            " · ".join(filter(None, (value.telephone, value.email))),
        )
        return "\n".join(filter(None, lines))

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for spec in PARTS:
            self._edits[spec.name].setAccessibleName(f"{name}: {_(spec.label)}")

    # picking

    def showMatches(self) -> None:
        """Drop down the contacts that fit what is typed, those of the record's own customer first."""
        party = self._context.value_of("customer") or self._context.value_of("supplier")
        found = contacts(self._context.desk.workspace, self._name.text(), party)
        self._offered = {uuid7(): contact for contact in found}
        lines = [Candidate(key, contact.name, contact.organization) for key, contact in self._offered.items()]
        self._suggestions.offer(lines)
        self._suggestions.popup().setCurrentIndex(QModelIndex())  # a name typed in full stays as typed

    def suggestions(self) -> Suggestions:
        return self._suggestions

    def _name_typed(self, text: str) -> None:
        party = self._context.value_of("customer") or self._context.value_of("supplier")
        if text.strip() and contacts(self._context.desk.workspace, text, party, limit=1):
            self.showMatches()
        else:
            self._suggestions.close()
        self._typed()

    def _take(self, candidate: Candidate) -> None:
        height = self._editor.height()
        self.setValue(self._offered[candidate.id])
        self._editor.setMinimumHeight(height)  # what stands below stays where it is
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edited()

    # parts

    def _make_summary(self, editor: QWidget) -> QWidget:
        holder = QWidget(editor)
        self._rest = HelpText("", holder)
        self._unfold = quiet_button(_("Edit"), holder, icon_name="pencil", name="contact.edit")
        self._unfold.clicked.connect(self._show_parts)
        row_of(
            (self._rest, 1), (self._unfold, 0, Qt.AlignmentFlag.AlignTop), inside=holder, margins=(2, 0, 0, 0)
        )
        return holder

    def _make_details(self, editor: QWidget) -> QWidget:
        holder = QWidget(editor)
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(4)
        self._edits: dict[str, QLineEdit] = {}
        self._blocks: list[QWidget] = []
        for spec in PARTS:
            block = QWidget(holder)
            edit = QLineEdit(block)
            edit.setObjectName(f"contact.{spec.name}")
            edit.setAccessibleName(_(spec.label))
            edit.textEdited.connect(self._typed)
            column_of(HelpText(_(spec.label), block), edit, inside=block, spacing=2)
            self._edits[spec.name] = edit
            self._blocks.append(block)
        self._columns = 0
        self._place_blocks(2)
        return holder

    def _place_blocks(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, block in enumerate(self._blocks):
            self._grid.addWidget(block, place // columns, place % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_blocks(2 if self.width() >= TWO_COLUMNS_FROM else 1)

    def _arrange(self) -> None:
        """All that is asked for: a line, unless somebody types. Anything less: the parts, which wait for a name."""
        said = self.value()
        unfolded = said is None or self._is_unfolded or self._lacks(said)
        self._details.setVisible(unfolded)
        self._details.setEnabled(said is not None)
        self._summary.setVisible(said is not None and not unfolded)
        if said is not None:
            telephone = said.telephone.replace(" ", "\N{NO-BREAK SPACE}")
            parts = (said.organization, said.address, telephone, said.email)
            self._rest.setText(" · ".join(filter(None, parts)))

    def _lacks(self, said: Contact) -> bool:
        return bool(said.missing) if self._in_full else not (said.name and can_be_reached(said))

    def _typed(self) -> None:
        self._is_unfolded = True
        self._arrange()
        self._edited()

    def _show_parts(self) -> None:
        self._is_unfolded = True
        self._arrange()
        next(iter(self._edits.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        opens = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4)
        if opens and event.type() == QEvent.Type.KeyPress and not self._suggestions.isOpen():
            self.showMatches()
            return True
        return super().eventFilter(watched, event)

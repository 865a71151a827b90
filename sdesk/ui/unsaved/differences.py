"""What was typed and not saved, beside what is saved now, field by field, to read and to copy."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QWidget,
)

from sdesk.models import field_of, model_named
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.unsaved import Difference, Offer, as_json
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Callout,
    Dialog,
    FieldTitle,
    HelpText,
    PageTitle,
    Tone,
    button,
    column_of,
    danger_button,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.texts import ReadText
from sdesk.ui.records.history_text import ids_in, value_text
from sdesk.ui.records.naming import name_of
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.look import GRID, PAGE_MARGIN

SIZE = (760, 520)

_ABOVE_A_VALUE = 5
"""Pixels: the border and padding of a `ReadText`, so that a title stands on the line of its value."""


class DifferencesDialog(Dialog):
    """`take_asked` and `discard_asked` are what was decided; closing it decides nothing."""

    take_asked = Signal()
    discard_asked = Signal()

    def __init__(self, desk: Desk, offer: Offer, parent: QWidget) -> None:
        super().__init__("unsaved.differences", _("Text that was not saved"), parent, modal=True)
        self._desk = desk
        self._offer = offer
        head = column_of(
            PageTitle(offer.kept.form.title, self),
            HelpText(_("Typed on {when}.").format(when=moment_text(offer.kept.at)), self),
            margins=(PAGE_MARGIN, 0, PAGE_MARGIN, 0),
            spacing=STYLE,
        )
        for text in self._warnings():
            head.addWidget(Callout(Tone.WARNING, text, self))
        column_of(
            head,
            (self._table(), 1),
            self._buttons(),
            inside=self,
            margins=(0, PAGE_MARGIN, 0, PAGE_MARGIN),
            spacing=2 * GRID,
        )
        self.resize(*SIZE)

    def as_text(self) -> str:
        """All that was typed, to be copied elsewhere."""
        return "\n\n".join(f"{each.field.label}:\n{self._typed(each)}" for each in self._offer.differences)

    def _warnings(self) -> Iterator[str]:
        offer = self._offer
        if offer.is_gone:
            yield _("The record is deleted. Restore it first, or copy the text to where it belongs.")
        elif any(each.is_closed for each in offer.differences):
            yield _(
                "Some of this can no longer be changed: it was approved or closed. Copy it to where it belongs."
            )
        if not offer.is_gone and any(each.changed_since for each in offer.differences):
            yield _(
                "The record was changed since. What you take over stands in the form and goes over that when saved."
            )

    def _table(self) -> QScrollArea:
        page = QWidget(self)
        grid = QGridLayout(page)
        grid.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        has_saved = self._offer.record is not None and not self._offer.kept.form.act
        heads = (_("Saved now"), _("Not saved")) if has_saved else (_("Not saved"),)
        for at, text in enumerate(heads, start=1):
            grid.addWidget(FieldTitle(text, page), 0, at)
            grid.setColumnStretch(at, 1)
        for line, each in enumerate(self._offer.differences, start=1):
            title = HelpText(self._title(each), page)
            title.setFixedWidth(150)
            title.setContentsMargins(0, _ABOVE_A_VALUE, 0, 0)
            grid.addWidget(title, line, 0, Qt.AlignmentFlag.AlignTop)
            texts = (self._saved(each), self._typed(each)) if has_saved else (self._typed(each),)
            for at, text in enumerate(texts, start=1):
                shown = ReadText("", page)
                shown.setValueText(text)
                shown.setAccessibleName(f"{each.field.label}: {heads[at - 1]}")
                grid.addWidget(shown, line, at, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(self._offer.differences) + 1, 1)
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        return area

    def _title(self, each: Difference) -> str:
        if each.is_closed:
            return _("{field} (cannot be changed any more)").format(field=each.field.label)
        return (
            _("{field} (changed since)").format(field=each.field.label)
            if each.changed_since
            else each.field.label
        )

    def _typed(self, each: Difference) -> str:
        return each.field.said or self._words(each.field.name, each.field.value)

    def _saved(self, each: Difference) -> str:
        return self._words(each.field.name, as_json(each.saved))

    def _words(self, name: str, value: Any) -> str:
        model = model_named(self._offer.kept.form.model) if self._offer.kept.form.model else None
        try:
            spec = field_of(model, name) if model is not None else None
        except StopIteration:
            spec = None
        if spec is None:
            return "" if value is None else str(value)
        named = entries(self._desk.workspace, set[UUID](ids_in(spec, value)))
        return value_text(spec, value, {key: name_of(entry) for key, entry in named.items()})

    def _buttons(self) -> QHBoxLayout:
        discard = danger_button(_("Discard"), self, name="unsaved.dialog.discard")
        discard.clicked.connect(self._discard)
        copy = button(_("Copy the text"), self, name="unsaved.dialog.copy")
        copy.clicked.connect(self._copy)
        later = button(_("Decide later"), self, name="unsaved.dialog.later")
        later.clicked.connect(self.reject)
        line = row_of(discard, STRETCH, copy, later, margins=(PAGE_MARGIN, 0, PAGE_MARGIN, 0))
        if self._offer.can_be_taken:
            take = primary_button(_("Take it over"), self, name="unsaved.dialog.take")
            take.setDefault(True)
            take.clicked.connect(self._take)
            line.addWidget(take)
        return line

    def _take(self) -> None:
        self.accept()
        self.take_asked.emit()

    def _discard(self) -> None:
        self.accept()
        self.discard_asked.emit()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.as_text())


__all__ = ["DifferencesDialog"]

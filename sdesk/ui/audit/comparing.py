"""Two versions of a record beside each other: only what differs, in texts word by word, to read, to print, to save."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from sdesk.errors import SdeskError
from sdesk.models import FieldSpec, Kind, Record, Row
from sdesk.models.differing import FieldDifference, RowDifference, differences
from sdesk.practice.audit.printing import difference_printout
from sdesk.practice.exchange.handouts import hand_out
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.records import versions_of
from sdesk.practice.unsaved import as_json
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    ChoiceField,
    Dialog,
    FieldTitle,
    HelpText,
    LabelledField,
    PageTitle,
    Tone,
    button,
    column_of,
    row_of,
)
from sdesk.ui.records.history_text import ids_in, value_text
from sdesk.ui.records.marked_text import MarkedText, parts_of
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import called, name_of
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded

SIZE = (980, 640)
FIELD_WIDTH = 180
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)


class CompareDialog(Dialog):
    """At first this version and the one before it; any two can be chosen."""

    def __init__(self, desk: Desk, record: Record, parent: QWidget) -> None:
        super().__init__("compare", _("Compare versions"), parent)
        self._desk = desk
        self._versions = versions_of(desk.workspace, record)
        offered = [(each.id, _version(each)) for each in self._versions]
        self._older = self._chooser("compare.older", offered)
        self._newer = self._chooser("compare.newer", offered)
        place = next((at for at, each in enumerate(self._versions) if each.id == record.id), 0)
        before = min(place + 1, len(self._versions) - 1)
        self._newer.setValue(self._versions[place if before != place else 0].id)
        self._older.setValue(self._versions[before].id)
        self._about = HelpText("", self)
        self._about.setObjectName("compare.about")
        self._area = QScrollArea(self)
        self._area.setObjectName("compare.fields")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(_("What differs"))
        self._assemble(record)
        self.refresh()
        self.fit(*SIZE)

    def choose(self, older: Record, newer: Record) -> None:
        """Show these two."""
        self._older.setValue(older.id)
        self._newer.setValue(newer.id)
        self.refresh()

    def refresh(self) -> None:
        """Show what differs between the two that are chosen, the older one at the left whichever was chosen first."""
        found = differences(*self._chosen())
        self._about.setText(
            ngettext("{n} field differs.", "{n} fields differ.", len(found)).format(n=len(found))
            if found
            else _("Both versions say the same.")
        )
        before = self._area.takeWidget()
        self._area.setWidget(self._grid(found))
        if before is not None:
            before.deleteLater()

    # what happens

    def _chosen(self) -> tuple[Record, Record]:
        by_id = {each.id: each for each in self._versions}
        one, other = (by_id[field.value()] for field in (self._older, self._newer))  # type: ignore[index]
        return (one, other) if one.version <= other.version else (other, one)

    def _save(self) -> None:
        from sdesk.ui.reporting.output import ask_file, file_name

        older, newer = self._chosen()
        name = file_name(
            newer.number, _("versions {older} and {newer}").format(older=older.version, newer=newer.version)
        )
        ask_file(self, _("Save as PDF"), name, ".pdf", self.write)

    def write(self, path: Path) -> None:
        """What differs, as a PDF; history tells it with the newer version."""
        from sdesk.reports.pdf import render_pdf
        from sdesk.reports.version_differences import differences_document

        older, newer = self._chosen()
        content = render_pdf(differences_document(difference_printout(self._desk.workspace, older, newer)))
        try:
            hand_out(self._desk.workspace, path, content, newer.id)
        except SdeskError as fault:
            self.complain(worded(fault))
        else:
            self._desk.say(_("Saved as {name}.").format(name=path.name))

    # making

    def _chooser(self, name: str, offered: list[tuple[Any, str]]) -> ChoiceField:
        field = ChoiceField(offered, self, empty=None)
        field.setObjectName(name)
        field.changed.connect(self.refresh)
        return field

    def _assemble(self, record: Record) -> None:
        save = self._desk.writes(button(_("Save as PDF…"), self, icon_name="download", name="compare.save"))
        save.clicked.connect(self._save)
        close = button(_("Close"), self, name="compare.close")
        close.clicked.connect(self.reject)
        chosen = row_of(
            (LabelledField(_("Version"), self._older, self), 1),
            (LabelledField(_("and version"), self._newer, self), 1),
            STRETCH,
            spacing=2 * GRID,
        )
        head = column_of(
            PageTitle(called(record), self),
            chosen,
            self._about,
            self.trouble,
            margins=(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, 0),
        )
        feet = row_of(save, STRETCH, close, margins=(PAGE_MARGIN, GRID, PAGE_MARGIN, PAGE_MARGIN))
        column_of(head, (self._area, 1), feet, inside=self, spacing=GRID)

    def _grid(self, found: tuple[FieldDifference, ...]) -> QWidget:
        page = QWidget(self._area)
        grid = QGridLayout(page)
        grid.setContentsMargins(PAGE_MARGIN, GRID, PAGE_MARGIN, GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        if found:
            for at, each in enumerate(self._chosen(), start=1):
                grid.addWidget(FieldTitle(_version(each), page), 0, at)
                grid.setColumnStretch(at, 1)
        for line, (title, before, after) in enumerate(self._lines(found), start=1):
            parts = parts_of(before, after)
            head = HelpText(title, page)
            head.setFixedWidth(FIELD_WIDTH)
            head.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(head, line, 0, Qt.AlignmentFlag.AlignTop)
            for at, (kept, version) in enumerate(
                zip(("removed", "added"), self._chosen(), strict=True), start=1
            ):
                shown = MarkedText(parts, kept, page)
                shown.setAccessibleName(f"{title}, {_version(version)}: {shown.plain}")
                grid.addWidget(shown, line, at, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(grid.rowCount(), 1)
        if any(each.reordered for each in found):
            names = ", ".join(_(each.field.label) for each in found if each.reordered)
            text = _("Lines stand in another order: {fields}.").format(fields=names)
            grid.addWidget(Callout(Tone.INFO, text, page), grid.rowCount(), 0, 1, 3)
        return page

    def _lines(self, found: tuple[FieldDifference, ...]) -> Iterator[tuple[str, str, str]]:
        """Title, older text, newer text: a field, or a line of a field of rows."""
        for each in found:
            if each.field.kind is not Kind.ROWS:
                yield (
                    _(each.field.label),
                    self._words(each.field, each.before),
                    self._words(each.field, each.after),
                )
            for row in each.rows:
                yield (
                    self._title(each.field, row),
                    self._row(each.field, row.before, row),
                    self._row(each.field, row.after, row),
                )

    def _title(self, field: FieldSpec, row: RowDifference) -> str:
        there = row.after or row.before
        name = self._words(field.columns[0], getattr(there, field.columns[0].name))
        how = {"added": _("new"), "removed": _("left out"), "changed": _("changed")}[row.how]
        return _("{field}: {line} ({how})").format(field=_(field.label), line=name or "–", how=how)

    def _row(self, field: FieldSpec, row: Row | None, difference: RowDifference) -> str:
        if row is None:
            return ""
        columns = difference.columns or field.columns
        said = ((_(spec.label), self._words(spec, getattr(row, spec.name))) for spec in columns)
        return "\n".join(f"{label}: {text or '–'}" for label, text in said if text or difference.columns)

    def _words(self, spec: FieldSpec, value: Any) -> str:
        if spec.kind in _TEXTS:
            return str(value or "").strip()
        plain = as_json(value)
        names = {
            key: name_of(entry)
            for key, entry in entries(self._desk.workspace, set(ids_in(spec, plain))).items()
        }
        return value_text(spec, plain, names)


def _version(record: Record) -> str:
    mark = mark_of(type(record), record.state)
    return _("Version {version}: {state}").format(version=record.version, state=mark.word.lower())


__all__ = ["CompareDialog"]

"""A field of rows as a form knows it: values are the model's rows, which keep their ids while they are edited."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import FieldSpec, Kind
from sdesk.models.content import Row
from sdesk.models.identity import uuid7
from sdesk.translation import gettext as _
from sdesk.ui.pieces import FieldWidget, RowColumn, RowsEditor
from sdesk.ui.pieces.fields.row_fields import RowManner
from sdesk.ui.records.fields.row_manners import manner_of

MakeField = Callable[[FieldSpec, QWidget], FieldWidget]

_LEAST = {
    Kind.TEXT: 15,
    Kind.LONG_TEXT: 21,
    Kind.CHOICE: 13,
    Kind.LINK: 14,
    Kind.LINKS: 14,
    Kind.ROWS: 18,
    Kind.NUMBER: 10,
    Kind.DATE: 12,
    Kind.DATE_TIME: 17,
    Kind.YES_NO: 9,
}
"""Characters that a cell needs so that one sees what stands in it."""

_STRETCH = {
    Kind.LONG_TEXT: 4,
    Kind.TEXT: 3,
    Kind.LINK: 4,
    Kind.LINKS: 4,
    Kind.DATE: 0,
    Kind.DATE_TIME: 0,
    Kind.YES_NO: 0,
}
"""Who takes what room is left: of what is always as long, none."""


class RowsField(RowsEditor):
    """`value()` is a tuple of rows. A row gets its id when it is first read, so that saving twice adds it once."""

    def __init__(
        self,
        spec: FieldSpec,
        make_field: MakeField,
        parent: QWidget | None = None,
        *,
        mark_of: Callable[[str], str] = lambda column: "",
        manner: RowManner | None = None,
    ) -> None:
        columns = [_column(column, make_field, mark_of(column.name)) for column in spec.columns]
        super().__init__(
            columns,
            parent,
            add_text=_("New row"),
            manner=manner or manner_of(spec.row),
            is_fixed=any(column.content.computed and column.content.needed_for for column in spec.columns),
        )
        if spec.row is None:
            raise TypeError(f"{spec.name} is no field of rows")
        self._row_type = spec.row

    def value(self) -> tuple[Row, ...]:  # type: ignore[override]
        for row in self._kept():
            row.row.setdefault("id", uuid7())
        return tuple(self._row_type(**row) for row in super().value())

    def setValue(self, value: Iterable[Any] | None) -> None:
        super().setValue([dict(row) for row in value or ()])


def _column(spec: FieldSpec, make_field: MakeField, item: str) -> RowColumn:
    def make_widget(parent: QWidget) -> FieldWidget:
        return make_field(spec, parent)

    content = spec.content
    return RowColumn(
        spec.name,
        _(spec.label),
        make_widget,
        explanation=_(content.help) if content.help else "",
        required=bool(content.needed_for),
        stretch=_STRETCH.get(spec.kind, 2),
        is_long=spec.kind in (Kind.LONG_TEXT, Kind.ROWS),
        item=item,
        least=max(_LEAST.get(spec.kind, 12), min(len(_(spec.label)) + 3, 14)),
        holds_many=spec.kind in (Kind.LINKS, Kind.CONTACT),
        is_shown=content.computed,
    )

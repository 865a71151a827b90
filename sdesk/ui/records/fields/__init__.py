"""The widget for each kind of field, as its declaration asks for it."""

from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from sdesk.models import FieldSpec, Kind
from sdesk.models.control import MasterCopy
from sdesk.models.relationship import Service
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    AnswerField,
    ChoiceField,
    DateField,
    DateTimeField,
    DigestField,
    DurationField,
    FieldWidget,
    LongTextField,
    NumberField,
    TextField,
    YesNoField,
    quiet_button,
)
from sdesk.ui.pieces.fields.stars_field import StarsField
from sdesk.ui.records.fields.contact_field import ContactField
from sdesk.ui.records.fields.day_time_field import DayTimeField
from sdesk.ui.records.fields.hours_hint import ServiceManner
from sdesk.ui.records.fields.link_fields import FieldContext, RecordLinkField, RecordLinksField
from sdesk.ui.records.fields.rows_field import RowsField
from sdesk.ui.records.fields.statement_field import StatementField

ACROSS = (Kind.LONG_TEXT, Kind.ROWS, Kind.CONTACT, Kind.LINKS)
"""The kinds that take the whole width of a form."""


def field_for(spec: FieldSpec, context: FieldContext, parent: QWidget | None = None) -> FieldWidget:
    """The widget in which this field is filled in and read."""
    example = _(spec.content.example) if spec.content.example else ""
    match spec.kind:
        case Kind.LONG_TEXT:
            return LongTextField(parent, placeholder=example)
        case Kind.NUMBER:
            return _number_field(spec, parent)
        case Kind.DATE:
            return DateField(parent)
        case Kind.DATE_TIME:
            return DateTimeField(parent)
        case Kind.YES_NO:
            return AnswerField(parent) if spec.default is None else YesNoField(_("Yes"), parent)
        case Kind.CHOICE:
            return ChoiceField([(choice, _(choice.label)) for choice in spec.choices], parent)
        case Kind.LINK:
            return RecordLinkField(context, spec.target, parent)
        case Kind.LINKS:
            return RecordLinksField(context, spec.target, parent)
        case Kind.CONTACT:
            return ContactField(context, parent, in_full=spec.content.in_full)
        case Kind.ROWS:
            return _rows_field(spec, context, parent)
        case Kind.TEXT:
            if spec.name == "statement":
                return StatementField(context, parent, placeholder=example)
            return _text_field(spec, example, parent)


def _text_field(spec: FieldSpec, example: str, parent: QWidget | None) -> TextField:
    if spec.name == "sha256":
        return DigestField(parent, placeholder=example)
    field = TextField(parent, placeholder=example)
    line = field.focusProxy()
    if spec.name == "time_zone" and isinstance(line, QLineEdit):
        zones = QCompleter(sorted(available_timezones()), field)
        zones.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        zones.setFilterMode(Qt.MatchFlag.MatchContains)
        zones.activated.connect(field.changed)
        line.setCompleter(zones)
    return field


def _number_field(spec: FieldSpec, parent: QWidget | None) -> FieldWidget:
    unit = spec.content.unit
    if unit == "minutes":
        return DurationField(parent)
    if unit == "time of day":
        return DayTimeField(parent)
    if spec.name == "score":
        return StarsField(parent)
    decimals = 4 if spec.python_type is float else 0
    return NumberField(parent, decimals=decimals, unit=_(unit) if unit else "")


def _rows_field(spec: FieldSpec, context: FieldContext, parent: QWidget | None) -> FieldWidget:
    own_editors = context.desk.screens.row_fields
    if spec.row is not None and spec.row in own_editors:
        return own_editors[spec.row](parent)

    def make_field(column: FieldSpec, row: QWidget) -> FieldWidget:
        return field_for(column, context, row)

    def mark_of(column: str) -> str:
        return context.desk.workspace.packs.mark_of(context.record, f"{spec.name}.{column}")

    manner = ServiceManner(context.desk.workspace) if spec.row is Service else None
    made = RowsField(spec, make_field, parent, mark_of=mark_of, manner=manner)
    if spec.row is MasterCopy and context.ask_files is not None:
        attach = quiet_button(_("Attach a file…"), made, icon_name="paperclip", name="action.attach-copy")
        attach.clicked.connect(context.ask_files)
        made.addButton(attach)
    return made

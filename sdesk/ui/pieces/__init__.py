"""The small widgets that every screen is made of. They know nothing of records."""

from sdesk.ui.pieces.busy_line import BusyLine
from sdesk.ui.pieces.buttons import (
    button,
    danger_button,
    menu_button,
    primary_button,
    quiet_button,
    tool_button,
)
from sdesk.ui.pieces.callout import Callout, Tone
from sdesk.ui.pieces.dialog import FEET, AskingDialog, Dialog
from sdesk.ui.pieces.empty_state import EmptyState
from sdesk.ui.pieces.fields.choice_field import AnswerField, ChoiceField, YesNoField
from sdesk.ui.pieces.fields.date_fields import DateField, DateTimeField, TimeField
from sdesk.ui.pieces.fields.field import FieldWidget, LabelledField
from sdesk.ui.pieces.fields.link_picker import LinkPicker, LinksPicker
from sdesk.ui.pieces.fields.number_field import DurationField, NumberField
from sdesk.ui.pieces.fields.row_columns import Hint, RowColumn
from sdesk.ui.pieces.fields.rows_editor import RowsEditor
from sdesk.ui.pieces.fields.suggestions import Candidate
from sdesk.ui.pieces.fields.text_fields import DigestField, LongTextField, TextField
from sdesk.ui.pieces.flow_layout import FlowLayout
from sdesk.ui.pieces.layouts import STRETCH, STYLE, column_of, row_of, tell_height
from sdesk.ui.pieces.panels import Card, PopupFrame, SidePanel
from sdesk.ui.pieces.state_label import StateLabel
from sdesk.ui.pieces.tab_order import TabsAsRead
from sdesk.ui.pieces.tables import AllInSight, dress_table
from sdesk.ui.pieces.texts import (
    Aside,
    ElidedLabel,
    ErrorText,
    FieldTitle,
    GroupTitle,
    HelpText,
    ItemMark,
    PageTitle,
    PlainLabel,
    ReadText,
    WrappedLabel,
)
from sdesk.ui.pieces.undo_bar import UndoBar

__all__ = [
    "FEET",
    "STRETCH",
    "STYLE",
    "AllInSight",
    "AnswerField",
    "Aside",
    "AskingDialog",
    "BusyLine",
    "Callout",
    "Candidate",
    "Card",
    "ChoiceField",
    "DateField",
    "DateTimeField",
    "Dialog",
    "DigestField",
    "DurationField",
    "ElidedLabel",
    "EmptyState",
    "ErrorText",
    "FieldTitle",
    "FieldWidget",
    "FlowLayout",
    "GroupTitle",
    "HelpText",
    "Hint",
    "ItemMark",
    "LabelledField",
    "LinkPicker",
    "LinksPicker",
    "LongTextField",
    "NumberField",
    "PageTitle",
    "PlainLabel",
    "PopupFrame",
    "ReadText",
    "RowColumn",
    "RowsEditor",
    "SidePanel",
    "StateLabel",
    "TabsAsRead",
    "TextField",
    "TimeField",
    "Tone",
    "UndoBar",
    "WrappedLabel",
    "YesNoField",
    "button",
    "column_of",
    "danger_button",
    "dress_table",
    "menu_button",
    "primary_button",
    "quiet_button",
    "row_of",
    "tell_height",
    "tool_button",
]

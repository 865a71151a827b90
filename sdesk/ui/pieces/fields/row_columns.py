"""What rows of a RowsEditor have for fields, and what is hinted at beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.fields.field import FieldWidget

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowColumn:
    """One field of every row. `is_long` text takes the whole width, and makes rows cards; one that `is_shown` is never
    typed in."""

    name: str
    title: str
    make_widget: Callable[[QWidget], FieldWidget]
    explanation: str = ""
    required: bool = False
    stretch: int = 1
    is_long: bool = False
    item: str = ""
    example: str = ""
    is_shown: bool = False

    def heading(self) -> str:
        return _("{field} *").format(field=self.title) if self.required else self.title


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to know about a row, and the values that one press puts in its fields."""

    text: str
    action: str
    values: Mapping[str, Any]

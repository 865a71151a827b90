"""What rows of a RowsEditor have for fields, how they say themselves in short, and what is hinted at beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.fields.field import FieldWidget

if TYPE_CHECKING:
    from sdesk.ui.pieces.fields.row_forms import RowForm

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowColumn:
    """One field of every row. `is_long` text takes the whole width, and makes rows cards."""

    name: str
    title: str
    make_widget: Callable[[QWidget], FieldWidget]
    explanation: str = ""
    required: bool = False
    stretch: int = 1
    is_long: bool = False
    item: str = ""
    example: str = ""

    def heading(self) -> str:
        return _("{field} *").format(field=self.title) if self.required else self.title


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to know about a row, and the values that one press puts in its fields."""

    text: str
    action: str
    values: Mapping[str, Any]


class RowManner:
    """How the rows of one kind say themselves in short, how their fields suit each other, and what is hinted at."""

    def summary(self, row: "RowForm") -> str:
        """The first few answers in one line."""
        return " · ".join(list(filter(None, row.answers().values()))[:4])

    def suit(self, row: "RowForm") -> None:
        """Called when its fields are there, and after each change."""

    def hint(self, values: Row) -> Hint | None:
        """What a card shows beside its fields."""
        return None

"""Fields for links to other records."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sdesk.ui.pieces.fields.chips_field import ChipsField, Search
from sdesk.ui.pieces.fields.suggestions import Candidate

LINK_WIDTH = 480


class LinksPicker(ChipsField):
    """Several links. `value()` is a tuple of ids in the order of picking; `setValue` takes candidates."""

    def value(self) -> tuple[UUID, ...]:
        return self.chosen()

    def setValue(self, value: Sequence[Candidate]) -> None:
        self.setChosen(value)


class LinkPicker(ChipsField):
    """One link or none. `value()` is its id or None; `setValue` takes a candidate or None."""

    most = 1

    def __init__(
        self,
        search: Search,
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        can_create: bool = False,
    ) -> None:
        super().__init__(search, parent, placeholder=placeholder, can_create=can_create)
        self._frame.setMaximumWidth(LINK_WIDTH)

    def value(self) -> UUID | None:
        return next(iter(self.chosen()), None)

    def setValue(self, value: Candidate | None) -> None:
        self.setChosen([] if value is None else [value])

"""What the pages of the first run have in common."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdesk.practice.lifecycle.problem import Problem
from sdesk.ui.pieces import FieldWidget, LabelledField, PageTitle, WrappedLabel
from sdesk.ui.theme.look import PAGE_MARGIN


class FirstRunPage(QWidget):
    """A title, a sentence or two, and what is asked. `fields` are those of NewProvider that stand on it."""

    def __init__(
        self, key: str, title: str, sentence: str, fields: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.title = title
        self.fields = tuple(fields)
        self._shown: dict[str, FieldWidget] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * PAGE_MARGIN, 24, 2 * PAGE_MARGIN, PAGE_MARGIN)
        self.column.setSpacing(12)
        self.column.addWidget(PageTitle(title, self))
        self.column.addWidget(WrappedLabel(sentence, self))

    def labelled(
        self, name: str, title: str, field: FieldWidget, *, required: bool = False, explanation: str = ""
    ) -> LabelledField:
        """A field under its name; a test finds it as `first-run.<name>`."""
        field.setObjectName(f"first-run.{name}")
        self._shown[name] = field
        return LabelledField(title, field, self, required=required, explanation=explanation)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say beside each field what is wrong with it, and go to the first."""
        for name, field in self._shown.items():
            field.setError(next((str(each) for each in problems if each.field == name), ""))
        first = next((self._shown[each.field] for each in problems if each.field in self._shown), None)
        if first is not None:
            first.setFocus()

    def says(self, problem: Problem) -> bool:
        """Whether a field of this page says it beside itself."""
        return problem.field in self._shown

    def problems(self) -> list[Problem]:
        """What is wrong that only this page can know."""
        return []

    def focus_first(self) -> None:
        first = next(iter(self._shown.values()), None)
        if first is not None:
            first.setFocus()


__all__ = ["FirstRunPage"]

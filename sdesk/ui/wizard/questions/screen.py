"""One of the three screens: some questions, one below the other, as wide as a text is read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sdesk.ui.pieces import STRETCH, column_of, row_of
from sdesk.ui.theme.look import GROUP_GAP, PAGE_MARGIN
from sdesk.ui.wizard.questions.question import Question

WIDTH = 640


class Screen(QScrollArea):
    """`title` is the name of the step."""

    def __init__(self, title: str, questions: Sequence[Question], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.questions = tuple(questions)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QWidget(self)
        column.setMaximumWidth(WIDTH + 2 * PAGE_MARGIN)
        column.setMinimumWidth(min(WIDTH, 560))
        column_of(
            *questions, STRETCH, inside=column, margins=(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, GROUP_GAP),
            spacing=GROUP_GAP + 8,
        )  # fmt: skip
        inside = QWidget(self)
        row_of((column, 1000), (QWidget(inside), 1), inside=inside)
        self.setWidget(inside)

    def show_from(self, question: Question) -> None:
        """Scroll so that it begins at the top, as far as there is something below it."""
        inside = self.widget()
        top = question.mapTo(inside, question.rect().topLeft()).y() if inside is not None else 0
        self.verticalScrollBar().setValue(max(top - PAGE_MARGIN, 0))


__all__ = ["Screen"]

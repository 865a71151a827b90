"""What the words of a column are called here."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    ChoiceField,
    Dialog,
    HelpText,
    PageTitle,
    PlainLabel,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.theme.look import PAGE_MARGIN

MOST_WORDS = 100


class WordsDialog(Dialog):
    """A choice for each word of the file; `chosen` tells word -> value."""

    chosen = Signal(object)

    def __init__(
        self,
        words: Sequence[str],
        choices: Sequence[tuple[str, str]],
        known: Mapping[str, str],
        parent: QWidget,
    ) -> None:
        super().__init__("import.words", _("What the words mean"), parent)
        self.resize(480, 420)
        column_of(
            PageTitle(self.windowTitle(), self),
            HelpText(_("Say for each word of the file what it is called here."), self),
            (self._lines(words[:MOST_WORDS], choices, known), 1),
            self._buttons(),
            inside=self,
            margins=PAGE_MARGIN,
        )

    def _lines(
        self, words: Sequence[str], choices: Sequence[tuple[str, str]], known: Mapping[str, str]
    ) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        inside = QWidget(area)
        grid = QGridLayout(inside)
        grid.setVerticalSpacing(4)
        own = {text.lower(): value for value, label in choices for text in (value, label)}
        self._fields: dict[str, ChoiceField] = {}
        for row, word in enumerate(words):
            field = ChoiceField(choices, inside, empty=_("as it is"))
            field.setObjectName(f"import.word.{row}")
            field.setAccessibleName(_("Meaning of {word}").format(word=word))
            field.setValue(known.get(word) or own.get(word.lower()))
            grid.addWidget(PlainLabel(word, inside), row, 0)
            grid.addWidget(field, row, 1)
            self._fields[word] = field
        grid.setRowStretch(len(words), 1)
        area.setWidget(inside)
        return area

    def _buttons(self) -> QHBoxLayout:
        keep = button(_("Leave them"), self, name="dialog.keep-editing")
        use = primary_button(_("Use these words"), self, name="dialog.confirm")
        keep.clicked.connect(self.reject)
        use.clicked.connect(self._use)
        return row_of(STRETCH, keep, use, spacing=STYLE)

    def _use(self) -> None:
        self.chosen.emit({word: field.value() for word, field in self._fields.items() if field.value()})
        self.accept()

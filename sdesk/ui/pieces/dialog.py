"""Dialogs: what they all have, and the ones that ask a few things and then do what their button says."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from sdesk.errors import SdeskError
from sdesk.translation import gettext as _
from sdesk.ui.fitting import FRAME, FitsScreen
from sdesk.ui.pieces.buttons import NOT_MEANT_FOR, Unhurried, button, primary_button
from sdesk.ui.pieces.callout import Callout, Tone
from sdesk.ui.pieces.fields.field import FieldWidget, LabelledField
from sdesk.ui.pieces.layouts import STRETCH, Margins, column_of, row_of
from sdesk.ui.pieces.tab_order import TabsAsRead
from sdesk.ui.pieces.texts import HelpText, PageTitle
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded

FEET = (PAGE_MARGIN, GRID, PAGE_MARGIN, PAGE_MARGIN)
"""The margins of `feet` where what is above goes to the edges."""
F = TypeVar("F", bound=FieldWidget)


class Dialog(FitsScreen, TabsAsRead, QDialog):
    """It is gone once it is closed. Ctrl+Return presses the button of `feet` from anywhere in it; no held key does."""

    def __init__(
        self, name: str, title: str, parent: QWidget | None = None, *, width: int = 0, modal: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if modal:
            self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self.pause = QTimer(self, singleShot=True, interval=NOT_MEANT_FOR)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_no_press_yet()

    def take_no_press_yet(self) -> None:
        """What is pressed in the moment in which it comes was meant for something else."""
        self.pause.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that is held since before the dialog came confirms nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.isAutoRepeat():
            return
        super().keyPressEvent(event)

    def fit(self, width: int, height: int) -> None:
        """Begin with this size, or with what the screen has room for."""
        self.resize(QSize(width, height).boundedTo(self.screen().availableSize() - FRAME))

    @cached_property
    def trouble(self) -> Callout:
        """Where `complain` says what is wrong, for the layout; hidden until then."""
        made = Callout(Tone.ERROR, "", self)
        made.hide()
        return made

    def complain(self, text: str) -> None:
        """Say in the dialog what kept it from being done."""
        self.trouble.say(Tone.ERROR, text)
        self.trouble.show()

    def confirm(self) -> None:
        """What the button of `feet` does."""
        self.accept()

    def feet(
        self,
        does: str,
        keeps: str = "",
        *,
        makes: Callable[..., QPushButton] = primary_button,
        margins: Margins = 0,
    ) -> QHBoxLayout:
        """The button that does it, behind the one that leaves all as it is."""
        confirm = makes(does, self, name="dialog.confirm")
        confirm.setDefault(True)
        confirm.clicked.connect(self.confirm)
        Unhurried(confirm, self.pause)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, partial(self._press, confirm)).setAutoRepeat(False)
        back = button(keeps or _("Keep editing"), self, name="dialog.keep-editing")
        back.clicked.connect(self.reject)
        return row_of(STRETCH, back, confirm, margins=margins)

    def _press(self, confirm: QPushButton) -> None:
        if not self.pause.isActive():
            confirm.click()


def explained(field: FieldWidget, explanation: str) -> str:
    """What stands below a field that a dialog asks: of a time also whose clock shows it, where this laptop is elsewhere."""
    return " ".join(filter(None, (explanation, field.whose_clock())))


class AskingDialog(Dialog):
    """A title, an explanation, a few fields (`make_fields`), and a button that does what it says (`carry_out`)."""

    def __init__(
        self,
        name: str,
        title: str,
        explanation: str,
        parent: QWidget | None,
        *,
        heading: str = "",
        does: str = "",
        keeps: str = "",
        makes: Callable[..., QPushButton] = primary_button,
        width: int = 520,
    ) -> None:
        super().__init__(f"{name}.dialog", title, parent, width=width, modal=True)
        self._name = name
        self.fields: dict[str, FieldWidget] = {}
        self.column = column_of(
            PageTitle(heading or title, self), inside=self, margins=PAGE_MARGIN, spacing=2 * GRID
        )
        if explanation:
            self.column.addWidget(HelpText(explanation, self))
        self.make_fields()
        self.buttons = self.feet(does or title, keeps, makes=makes)
        self.column.addWidget(self.trouble)
        self.column.addLayout(self.buttons)

    def make_fields(self) -> None:
        raise NotImplementedError

    def carry_out(self) -> None:
        """Do it. Raises SdeskError for what a person can put right."""
        raise NotImplementedError

    def add_field(
        self, name: str, label: str, field: FieldWidget, *, required: bool = False, explanation: str = ""
    ) -> None:
        made, said = self.named(name, field), explained(field, explanation)
        self.column.addWidget(LabelledField(label, made, self, required=required, explanation=said))

    def named(self, name: str, field: F) -> F:
        """The field as one of the dialog; the first has the focus."""
        field.setObjectName(f"{self._name}.{name}")
        if not self.fields:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields[name] = field
        return field

    def confirm(self) -> None:
        self.attempt(self.carry_out)

    def attempt(self, act: Callable[[], object]) -> None:
        """Do it and close; what keeps it from being done is said in the dialog."""
        try:
            act()
        except SdeskError as fault:
            self.complain(worded(fault))
        else:
            self.accept()

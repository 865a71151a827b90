"""When something goes wrong that nobody foresaw: what happened in plain words, and what to pass on. The program goes on."""

import traceback
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from sdesk.errors import SdeskError
from sdesk.log import chain, kind_of, note_fault
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Dialog,
    GroupTitle,
    HelpText,
    WrappedLabel,
    button,
    column_of,
    primary_button,
    quiet_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded

Ways = Sequence[tuple[str, Callable[[], object]]]
"""What a button says, and what it does."""


class FaultDialog(Dialog):
    """A problem that a person can do something about: what it is, and what to do; `ways` are buttons that do it."""

    def __init__(self, fault: SdeskError, parent: QWidget | None = None, ways: Ways = ()) -> None:
        super().__init__("fault", _("That did not work"), parent, width=440)
        title = GroupTitle(worded(fault.message), self)
        title.setWordWrap(True)
        column = column_of(title, inside=self, margins=PAGE_MARGIN)
        for problem in getattr(fault, "problems", ()):
            column.addWidget(WrappedLabel(f"• {worded(problem)}", self))
        if fault.hint:
            column.addWidget(WrappedLabel(worded(fault.hint), self))
        close = primary_button(_("Close"), self, name="action.close")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        column.addSpacing(GRID)
        column.addLayout(row_of(*(self._way(*each) for each in ways), STRETCH, close, spacing=STYLE))

    def _way(self, said: str, go: Callable[[], object]) -> QPushButton:
        made = button(said, self)
        made.clicked.connect(self.accept)
        made.clicked.connect(lambda: go())
        return made


class ProblemReport(Dialog):
    """A fault of the program: what it means for the work, and the details for whoever can mend it."""

    def __init__(self, fault: BaseException, parent: QWidget | None = None) -> None:
        super().__init__("problem", _("Something went wrong in sdesk"), parent, width=560)
        self._details = QPlainTextEdit(details_of(fault), self)
        self._details.setObjectName("problem.details")
        self._details.setAccessibleName(_("Details"))
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setMinimumHeight(200)
        self._details.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        title = GroupTitle(_("The last thing you did could not be finished."), self)
        title.setWordWrap(True)
        column = column_of(
            title,
            WrappedLabel(
                _(
                    "This is a fault of the program, not of yours. What was saved before is safe, what you typed "
                    "is still on the screen, and you can go on working."
                ),
                self,
            ),
            HelpText(
                _(
                    "If it happens again, copy the details and send them to whoever looks after sdesk. They say what "
                    "the program was doing, and hold nothing from your records."
                ),
                self,
            ),
            inside=self,
            margins=PAGE_MARGIN,
        )
        self._more = quiet_button(_("Show details"), self, icon_name="chevron-down", name="action.details")
        self._more.clicked.connect(self._show_details)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._details, 1)
        column.addSpacing(GRID)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        copy = button(_("Copy details"), self, icon_name="copy", name="action.copy")
        copy.clicked.connect(self._copy)
        go_on = primary_button(_("Keep working"), self, name="action.keep-working")
        go_on.clicked.connect(self.accept)
        go_on.setDefault(True)
        return row_of(copy, STRETCH, go_on, spacing=STYLE)

    def _show_details(self) -> None:
        self._details.show()
        self._more.hide()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())


def details_of(fault: BaseException) -> str:
    """Versions and where in the code it was, to pass on; not what the fault says, which may be from a record."""
    trace = "\n".join(
        f"{''.join(traceback.format_tb(each.__traceback__))}{kind_of(each)}"
        for each in reversed(chain(fault))
    )
    from sdesk.ui.window.about import details

    return details(trace)


_open: set[QDialog] = set()
"""Reports that belong to no window, kept until they are closed."""


def tell(fault: BaseException, parent: QWidget | None = None, ways: Ways = ()) -> QDialog:
    """Show a fault: as advice where a person can act on it, else as a report. It does not block anything."""
    note_fault(fault)
    dialog = (
        FaultDialog(fault, parent, ways) if isinstance(fault, SdeskError) else ProblemReport(fault, parent)
    )
    if parent is None:
        _open.add(dialog)
        dialog.finished.connect(lambda _result: _open.discard(dialog))
    dialog.open()
    return dialog

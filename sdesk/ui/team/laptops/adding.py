"""One more laptop: its invitation is written, and its words are shown to be read out."""

from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QStackedWidget, QWidget

from sdesk.errors import SdeskError
from sdesk.file_names import safe_name
from sdesk.practice.team.laptops import invite
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    BusyLine,
    Dialog,
    HelpText,
    LabelledField,
    PageTitle,
    PlainLabel,
    TextField,
    WrappedLabel,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.buttons import Unhurried
from sdesk.ui.theme.look import GRID, PAGE_MARGIN, scaled_font
from sdesk.ui.window.problem_report import tell
from sdesk.ui.wording import worded
from sdesk.ui.worker import Worker

INVITATION = ".invitation"


class AddLaptop(Dialog):
    """First whose it is and where the file goes; then the words, which are nowhere once it is closed."""

    def __init__(self, desk: Desk, parent: QWidget, *, at_once: bool = False) -> None:
        super().__init__("add-laptop", _("Add a laptop"), parent, width=600, modal=True)
        self._desk = desk
        self._worker = Worker(self)
        self._worker.at_once = at_once
        self._busy = BusyLine(self)
        self._worker.finished.connect(self._busy.finish)
        self._name = TextField(self)
        self._name.setObjectName("add-laptop.name")
        self._words = WordsToRead(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._asking())
        self._pages.addWidget(self._words)
        column_of(
            PageTitle(self.windowTitle(), self),
            (self._pages, 1),
            self._busy,
            self.trouble,
            inside=self,
            margins=PAGE_MARGIN,
            spacing=2 * GRID,
        )
        self._words.closed.clicked.connect(self.accept)
        Unhurried(self._words.closed, self.pause)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _asking(self) -> QWidget:
        page = QWidget(self)
        self._feet = self.feet(_("Write the invitation…"), _("Cancel"))
        column_of(
            HelpText(
                _(
                    "An invitation is one file with a copy of the workspace, for one laptop. Bring it there by whatever way: without its "
                    "words nobody can read it."
                ),
                page,
            ),
            LabelledField(
                _("What the laptop is called"), self._name, page, required=True,
                explanation=_("As the others know it: “Ana at home”, “workshop”."),
            ),
            STRETCH,
            self._feet,
            inside=page,
            spacing=2 * GRID,
        )  # fmt: skip
        return page

    def confirm(self) -> None:
        """Ask where the invitation goes."""
        name = str(self._name.value() or "").strip()
        if not name:
            self.complain(_("The laptop has no name. Say whose it is to be."))
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        dialog = QFileDialog(
            self, _("Where the invitation goes"), str(user_documents_path()),
            _("Invitations (*{ending})").format(ending=INVITATION),
        )  # fmt: skip
        dialog.setObjectName("file.invitation")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is written over
        dialog.setDefaultSuffix(INVITATION.removeprefix("."))
        dialog.selectFile(f"{safe_name(name)}{INVITATION}")
        dialog.fileSelected.connect(lambda chosen: self.write(name, Path(chosen)))
        dialog.open()

    def write(self, name: str, place: Path) -> None:
        """The invitation, beside the window: all of the workspace is copied."""
        workspace = self._desk.workspace
        self.trouble.hide()
        self._pages.setEnabled(False)
        self._busy.start(_("Writing the invitation"), can_cancel=False)
        self._worker.start(
            _("Writing the invitation"),
            lambda _progress: invite(workspace, name, place),
            lambda words: self._show(words, name, place),
            self._failed,
        )

    def _show(self, words: str, name: str, place: Path) -> None:
        self._pages.setEnabled(True)
        self._words.show_words(words, name, place)
        self._pages.setCurrentWidget(self._words)
        self.take_no_press_yet()

    def _failed(self, fault: Exception) -> None:
        self._pages.setEnabled(True)
        if isinstance(fault, SdeskError):
            self.complain(worded(fault))
        else:
            tell(fault, self)

    def reject(self) -> None:
        """What is under way is waited for, and the words go by their own button alone: without them an invitation is worth nothing."""
        if self._pages.isEnabled() and self._pages.currentWidget() is not self._words:
            super().reject()

    def done(self, result: int) -> None:
        self._words.forget()
        self._worker.wait()
        super().done(result)


class WordsToRead(QWidget):
    """Large, one below the other in the order in which they are read out. They are copied by a press alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._about = WrappedLabel("", self)
        self._shown = PlainLabel("", self)
        self._shown.setObjectName("add-laptop.words")
        self._shown.setFont(scaled_font("page_title", strong=True))
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._copy = button(_("Copy the words"), self, icon_name="copy", name="add-laptop.copy")
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._copy_words)
        self._copied = HelpText("", self)
        self.closed = primary_button(_("They have been read out"), self, name="add-laptop.close")
        column_of(
            self._about,
            GRID,
            self._shown,
            GRID,
            HelpText(
                _(
                    "Read them out by telephone; never send them with the file. They are kept nowhere: once this is closed, nobody has them."
                ),
                self,
            ),
            self._copied,
            STRETCH,
            row_of(self._copy, STRETCH, self.closed),
            inside=self,
        )

    def show_words(self, words: str, name: str, place: Path) -> None:
        said = _("{file} is the invitation for {name}. It opens with these words:")
        self._about.setText(said.format(file=place.name, name=name))
        self._shown.setText("\n".join(words.split()))
        self._shown.setAccessibleName(words)
        self.closed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_words(self) -> None:
        QApplication.clipboard().setText(" ".join(self._shown.text().split()))
        self._copied.setText(_("Copied. What is on the clipboard can be read by every program."))

    def forget(self) -> None:
        self._shown.setText("")
        self._shown.setAccessibleName("")


__all__ = ["AddLaptop", "WordsToRead"]

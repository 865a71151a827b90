"""Joining with an invitation: its words are tried first, then it is asked where the workspace goes."""

from collections.abc import Callable
from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from sdesk.errors import SdeskError
from sdesk.file_names import safe_name
from sdesk.practice.passphrase import problems_of, strength
from sdesk.practice.team.laptops import Invited, invited_by, join
from sdesk.practice.workspaces import open_workspace
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    BusyLine,
    Callout,
    Dialog,
    FieldTitle,
    HelpText,
    PageTitle,
    Tone,
    button,
    column_of,
    row_of,
)
from sdesk.ui.pieces.lines import secret_line
from sdesk.ui.team.laptops.adding import INVITATION
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.unsaved.typing import SPOKEN_FOR
from sdesk.ui.window.problem_report import tell
from sdesk.ui.wording import worded
from sdesk.ui.worker import Worker

WIDTH = 620


class JoinDialog(Dialog):
    """What was typed stays whatever is wrong with it. `joined` carries the new workspace's place, and its passphrase."""

    joined = Signal(Path, str)

    def __init__(self, parent: QWidget | None, *, at_once: bool = False) -> None:
        super().__init__("join", _("Join with an invitation"), parent, width=WIDTH, modal=True)
        self._invited: Invited | None = None
        self._worker = Worker(self)
        self._worker.at_once = at_once
        self._busy = BusyLine(self)
        self._worker.finished.connect(self._busy.finish)
        self._make_lines()
        self._lay_out()
        self._show_step()
        self._file.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ making

    def _make_lines(self) -> None:
        self._file = _line("join.file", _("Invitation"), self)
        self._words = _line("join.words", _("Words of the invitation"), self)
        # Whoever has them reads the invitation: they are kept nowhere.
        self._words.setProperty(SPOKEN_FOR, True)
        self._words.setPlaceholderText(_("as they were read out"))
        self._place = _line("join.place", _("Where the workspace goes on this laptop"), self)
        self._passphrase = secret_line("join.passphrase", _("Passphrase on this laptop"), self)
        self._again = secret_line("join.again", _("The same again"), self)
        self._strength = HelpText("", self)
        self._passphrase.textChanged.connect(self._show_strength)
        self._says = Callout(Tone.OK, "", self)
        self._says.setObjectName("join.says")

    def _lay_out(self) -> None:
        self._first = QWidget(self)
        column_of(
            HelpText(
                _(
                    "Whoever has the workspace writes an invitation for this laptop, and reads its words out by telephone."
                ),
                self,
            ),
            *self._chosen(self._file, "join.choose-file", self._ask_file),
            FieldTitle(self._words.accessibleName(), self),
            self._words,
            inside=self._first,
        )
        self._second = QWidget(self)
        self._secret = QWidget(self)
        column_of(
            HelpText(
                _(
                    "The workspace is encrypted with a passphrase where it comes from, and has to be so here too. It may be another one."
                ),
                self,
            ),
            self._passphrase,
            self._again,
            self._strength,
            inside=self._secret,
        )
        column_of(
            self._says,
            *self._chosen(self._place, "join.choose-place", self._ask_place),
            self._secret,
            inside=self._second,
        )
        self._feet = self.feet("", _("Cancel"))
        column_of(
            PageTitle(self.windowTitle(), self),
            self._first,
            self._second,
            self._busy,
            self.trouble,
            STRETCH,
            self._feet,
            inside=self,
            margins=PAGE_MARGIN,
            spacing=2 * GRID,
        )

    def _chosen(self, line: QLineEdit, name: str, asks: Callable[[], None]) -> tuple[QWidget, QHBoxLayout]:
        choose = button(_("Choose…"), self, name=name)
        choose.setAutoDefault(False)
        choose.clicked.connect(asks)
        return FieldTitle(line.accessibleName(), self), row_of((line, 1), choose)

    def _show_step(self) -> None:
        """Where it goes is asked once the words are those of the invitation."""
        self._first.setEnabled(self._invited is None)
        self._second.setVisible(self._invited is not None)
        self._secret.setVisible(self._invited is not None and self._invited.is_encrypted)
        confirm = self.findChild(QWidget, "dialog.confirm")
        confirm.setText(_("Join") if self._invited else _("Go on"))  # type: ignore[union-attr]

    def _show_strength(self, words: str) -> None:
        self._strength.setText(worded(strength(words).said) if words else "")

    # ------------------------------------------------------------ what is asked

    def _ask_file(self) -> None:
        dialog = QFileDialog(
            self, _("Which invitation"), str(user_documents_path()),
            _("Invitations (*{ending});;All files (*)").format(ending=INVITATION),
        )  # fmt: skip
        dialog.setObjectName("file.invitation")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._file.setText)
        dialog.fileSelected.connect(lambda _chosen: self._words.setFocus())
        dialog.open()

    def _ask_place(self) -> None:
        proposed = Path(self._place.text())
        dialog = QFileDialog(
            self, _("Where the workspace goes"), str(proposed.parent), _("Workspaces (*.sdesk)")
        )
        dialog.setObjectName("file.join")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is written over
        dialog.setDefaultSuffix("sdesk")
        dialog.selectFile(proposed.name)
        dialog.fileSelected.connect(self._place.setText)
        dialog.open()

    def confirm(self) -> None:
        self.trouble.hide()
        if self._invited is None:
            self._try_words()
        else:
            self._join()

    def _try_words(self) -> None:
        file, words = self._file.text().strip(), self._words.text()
        for line, lacks in (
            (self._file, _("Choose the invitation first.")),
            (self._words, _("Type the words of the invitation.")),
        ):
            if not line.text().strip():
                self._refuse(lacks, line)
                return
        self._carry_out(
            _("Trying the words"), lambda: invited_by(Path(file), words), self._may_join, self._words
        )

    def _may_join(self, invited: Invited) -> None:
        self._invited = invited
        said = _("The words are right: this is the invitation for {name}.")
        self._says.say(Tone.OK, said.format(name=invited.name))
        if not self._place.text():
            name = f"{safe_name(Path(self._file.text()).stem)}.sdesk"
            self._place.setText(str(user_documents_path() / name))
        self._show_step()
        (self._passphrase if invited.is_encrypted else self._place).setFocus(Qt.FocusReason.OtherFocusReason)
        self.take_no_press_yet()

    def _join(self) -> None:
        assert self._invited
        place, words, passphrase = Path(self._place.text().strip()), self._words.text(), ""
        if not self._place.text().strip() or not place.is_absolute():
            self._refuse(_("Choose where the workspace goes on this laptop."), self._place)
            return
        if self._invited.is_encrypted:
            passphrase = self._passphrase.text()
            lacking = problems_of(passphrase, self._again.text())
            if lacking:
                wrong = self._again if lacking[0].field == "again" else self._passphrase
                self._refuse(worded(lacking[0].whole), wrong)
                return
        file = Path(self._file.text().strip())
        self._carry_out(
            _("Unpacking and checking the workspace"),
            lambda: join(file, place, words, open_workspace, passphrase).close(),
            lambda _nothing: self._joined(place, passphrase),
            self._place,
        )

    def _joined(self, place: Path, passphrase: str) -> None:
        self.accept()
        self.joined.emit(place, passphrase)

    def _carry_out(
        self, doing: str, work: Callable[[], object], done: Callable[..., object], otherwise: QLineEdit
    ) -> None:
        """Beside the window; where it cannot be, it is said and the keys are for the line that is to be put right."""

        def failed(fault: Exception) -> None:
            self.setEnabled(True)
            if isinstance(fault, SdeskError):
                self._refuse(worded(fault), otherwise)
            else:
                tell(fault, self)

        def went(result: object) -> None:
            self.setEnabled(True)
            done(result)

        self.setEnabled(False)
        self._busy.start(doing, can_cancel=False)
        self._worker.start(doing, lambda _progress: work(), went, failed)

    def _refuse(self, text: str, line: QLineEdit) -> None:
        self.complain(text)
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """What is under way is waited for."""
        if self.isEnabled():
            super().reject()

    def done(self, result: int) -> None:
        self._worker.wait()
        super().done(result)


def _line(name: str, title: str, parent: QWidget) -> QLineEdit:
    made = QLineEdit(parent)
    made.setObjectName(name)
    made.setAccessibleName(title)
    return made


__all__ = ["JoinDialog"]

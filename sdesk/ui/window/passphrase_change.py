"""Setting, changing and removing the passphrase of the open workspace, and its page to print and lock away."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.log import Event, note, note_fault
from sdesk.practice.exchange.handouts import PASSPHRASE
from sdesk.practice.passphrase import (
    change_passphrase,
    is_encrypted,
    is_passphrase,
    known_words,
    problems_of,
    remove_passphrase,
    strength,
    to_lock_away,
)
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    Dialog,
    HelpText,
    PageTitle,
    Tone,
    button,
    column_of,
    danger_button,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.lines import secret_line
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.window.problem_report import tell
from sdesk.ui.wording import worded
from sdesk.ui.worker import Worker


class ChangePassphrase(Dialog):
    """Whoever changes, removes or prints it has to know the one there is: the window may have been left open."""

    def __init__(self, desk: Desk, worker: Worker, parent: QWidget) -> None:
        super().__init__("passphrase.change", _("Passphrase"), parent, width=680, modal=True)
        self._desk = desk
        self._worker = worker
        self._had_one = is_encrypted(desk.workspace)
        self._known = known_words(desk.workspace)
        self._present = secret_line("passphrase.present", _("Present passphrase"), self)
        self._present.setVisible(self._had_one)
        self._new = secret_line("passphrase.new", _("New passphrase"), self)
        self._again = secret_line("passphrase.again", _("The same again"), self)
        self._strength = HelpText("", self)
        self._strength.setObjectName("passphrase.strength")
        self._new.textChanged.connect(self._show_strength)
        self._done = Callout(Tone.OK, "", self)
        self._done.setObjectName("passphrase.done")
        self._done.hide()
        self._lay_out()
        (self._present if self._had_one else self._new).setFocus()

    def _lay_out(self) -> None:
        self._asked = QWidget(self)
        column_of(
            HelpText(
                _(
                    "Three or four words that do not belong together are hard to find and easy to type. Nobody can "
                    "open the file without them, and nobody can find them again for you."
                ),
                self,
            ),
            self._present,
            self._new,
            self._again,
            self._strength,
            inside=self._asked,
        )
        column_of(
            PageTitle(self.windowTitle(), self),
            self._asked,
            self._done,
            self.trouble,
            STRETCH,
            self._feet(),
            inside=self,
            margins=PAGE_MARGIN,
            spacing=2 * GRID,
        )

    def _feet(self) -> QHBoxLayout:
        self._remove = danger_button(_("Remove passphrase"), self, name="passphrase.remove")
        self._remove.clicked.connect(self._ask_to_remove)
        self._print = button(_("Print…"), self, icon_name="printer", name="passphrase.print")
        self._print.clicked.connect(lambda: self._with_the_page("print"))
        self._save = button(_("Save as PDF…"), self, name="passphrase.save")
        self._save.clicked.connect(lambda: self._with_the_page("save_pdf"))
        for each in (self._remove, self._print, self._save):
            each.setAutoDefault(False)
            each.setVisible(self._had_one)
        self._take = primary_button(
            _("Change passphrase") if self._had_one else _("Encrypt workspace"), self, name="passphrase.take"
        )
        self._take.setDefault(True)
        self._take.clicked.connect(self.confirm)
        self._close = button(_("Close"), self, name="action.close")
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.accept)
        return row_of(self._remove, self._print, self._save, STRETCH, self._close, self._take)

    def _show_strength(self, words: str) -> None:
        self._strength.setText(worded(strength(words, self._known).said) if words else "")

    # ------------------------------------------------------------ what the buttons do

    def confirm(self) -> None:
        words, again = self._new.text(), self._again.text()
        lacking = problems_of(words, again)
        if not self._knows_it():
            return
        if lacking:
            self.complain(worded(lacking[0].whole))
            return
        self._carry_out(
            _("Encrypting"), lambda: change_passphrase(self._desk.workspace, words, again), self._changed
        )

    def _ask_to_remove(self) -> None:
        if self._knows_it():
            self._carry_out(_("Writing anew"), lambda: remove_passphrase(self._desk.workspace), self._removed)

    def _knows_it(self) -> bool:
        knows = not self._had_one or is_passphrase(self._desk.workspace, self._present.text())
        if not knows:
            self.complain(_("The present passphrase is another one."))
            self._present.selectAll()
            self._present.setFocus()
        return knows

    def _carry_out(self, doing: str, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self.trouble.hide()
        self.setEnabled(False)
        self._worker.start(doing, lambda _progress: work(), done, self._failed)

    def reject(self) -> None:
        """What is under way is waited for: whoever closed it would not hear which passphrase the file has."""
        if self.isEnabled():
            super().reject()

    def _failed(self, fault: Exception) -> None:
        self.setEnabled(True)
        if isinstance(fault, SdeskError):
            note_fault(fault)
            self.complain(worded(fault))
        else:
            tell(fault, self)

    def _changed(self, readable: object) -> None:
        said = [
            _("The workspace is encrypted. Print the passphrase and lock it away."),
            _("Copies made before keep the passphrase that they have, or none."),
        ]
        assert isinstance(readable, list)
        said += [_("Anybody can still read: {file}").format(file=each) for each in map(_name, readable)]
        self._show_done("\n".join(said), has_one=True)

    def _removed(self, _nothing: object) -> None:
        self._show_done(
            _("The workspace is not encrypted any more: whoever can read the file can open it."),
            has_one=False,
        )

    def _show_done(self, said: str, *, has_one: bool) -> None:
        self.setEnabled(True)
        for line in (self._present, self._new, self._again):
            line.clear()
        note(Event.PASSPHRASE_CHANGED, encrypted=has_one)
        self._desk.moved.emit()  # all of it lies in another file now
        self._desk.copy_asked.emit()  # older copies keep the passphrase that they have
        self._had_one = False  # it was proven to be known
        for each in (self._asked, self._remove, self._take):
            each.hide()
        self._print.setVisible(has_one)
        self._save.setVisible(has_one)
        self._done.say(Tone.OK, said)
        self._done.show()
        self.adjustSize()
        self._close.setFocus()

    def _with_the_page(self, act: str) -> None:
        if not self._knows_it():
            return
        from sdesk.reports.passphrase_sheet import passphrase_document
        from sdesk.reports.pdf import render_pdf
        from sdesk.ui.reporting.output import Output
        from sdesk.ui.reporting.preview import PdfPane

        pane = PdfPane(self)
        pane.hide()
        pane.show_pdf(render_pdf(passphrase_document(to_lock_away(self._desk.workspace))))
        output = Output(pane, self._desk.workspace, self)
        output.name, output.action = _("Passphrase"), PASSPHRASE
        output.failed.connect(self.complain)
        getattr(output, act)()


def _name(path: object) -> str:
    return path.name if isinstance(path, Path) else str(path)

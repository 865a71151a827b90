"""What becomes of the workspace if a copy takes its place: looked into, verified and compared before anybody agrees."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QTableWidgetItem, QWidget

from sdesk.practice.restoring import Fate, NotOpened, Seen, look_into
from sdesk.practice.safekeeping import Damage
from sdesk.practice.team.exchanging import is_shared
from sdesk.practice.workspaces import Workspace, needs_passphrase
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    BusyLine,
    Callout,
    Dialog,
    HelpText,
    PageTitle,
    Tone,
    WrappedLabel,
    button,
    column_of,
    danger_button,
    dress_table,
    row_of,
)
from sdesk.ui.pieces.lines import secret_line
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.history_text import action_text
from sdesk.ui.records.naming import name_of
from sdesk.ui.records.reading import moment_text
from sdesk.ui.safekeeping.closing_copy import told
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded
from sdesk.ui.worker import Progress, Worker

SIZE = (820, 560)
WIDTHS = (150, 280, 190)
MOST = 2000
"""Lines that are shown; how many records there are is said in any case."""


class RestorePreview(Dialog):
    """`agreed` carries what was seen, once somebody wants it in the place of the workspace; `new_place_wanted` the file
    and its passphrase, to be put elsewhere; `rescue_wanted` the same of a damaged one, of which some can be read."""

    agreed = Signal(object)
    new_place_wanted = Signal(Path, str)
    rescue_wanted = Signal(Path, str)

    def __init__(
        self, copy: Path, path: Path, present: Workspace | None, parent: QWidget, *, at_once: bool = False
    ) -> None:
        """`path` is where the workspace is; `present` the workspace itself, where it can be opened."""
        super().__init__("restore", _("Restore a copy"), parent, modal=True)
        self._copy, self._path, self._present = copy, path, present
        self._passphrase = present.passphrase if present is not None and needs_passphrase(copy) else ""
        self._seen: Seen | None = None
        self._worker = Worker(self)
        self._worker.at_once = at_once
        self._make()
        column_of(
            PageTitle(self.windowTitle(), self),
            HelpText(str(copy), self),
            self._standing,
            row_of((self._secret, 1), self._try),
            self._counts,
            (self._table, 100),
            STRETCH,  # what is left where there is no table
            self._busy,
            self._buttons(),
            inside=self,
            margins=PAGE_MARGIN,
            spacing=GRID,
        )
        self.resize(*SIZE)
        self._ask_passphrase(shown=present is None and needs_passphrase(copy))
        if self._secret.isHidden():
            self.look()

    def _make(self) -> None:
        self._standing = Callout(
            Tone.INFO, _("It is opened and verified before anything is done with it."), self
        )
        self._standing.setObjectName("restore.standing")
        self._counts = WrappedLabel("", self)
        self._counts.setObjectName("restore.counts")
        self._secret = secret_line("restore.passphrase", _("Passphrase of the copy"), self)
        self._try = button(_("Open it"), self, name="restore.try")
        self._try.clicked.connect(self._try_passphrase)
        self._table = QTableWidget(0, 4, self)
        self._table.setObjectName("restore.table")
        self._table.setAccessibleName(_("What differs"))
        self._table.setHorizontalHeaderLabels(
            [_("When"), _("Record"), _("What was done"), _("If you restore")]
        )
        dress_table(self._table)
        for at, width in enumerate(WIDTHS):
            self._table.setColumnWidth(at, width)
        self._busy = BusyLine(self)
        self._worker.progressed.connect(self._busy.setProgress)
        self._worker.finished.connect(self._busy.finish)

    def _buttons(self) -> QHBoxLayout:
        self._elsewhere = button(_("Restore to a new file…"), self, name="restore.elsewhere")
        self._elsewhere.clicked.connect(self._want_new_place)
        self._rescue = button(_("Save what can be read…"), self, name="restore.rescue")
        self._rescue.clicked.connect(self._want_rescue)
        self._rescue.hide()
        self._keep = button(_("Leave it as it is"), self, name="restore.keep")
        self._keep.clicked.connect(self.reject)
        self._keep.setDefault(True)
        self._agree = danger_button(_("Restore"), self, name="restore.agree")
        self._agree.clicked.connect(self._want_it)
        for each in (self._elsewhere, self._rescue, self._agree, self._try):
            each.setAutoDefault(False)
        for each in (self._elsewhere, self._agree):
            each.setEnabled(False)
        self._elsewhere.setVisible(self._present is not None)
        return row_of(self._elsewhere, self._rescue, STRETCH, self._keep, self._agree, spacing=STYLE)

    # ------------------------------------------------------------ looking into it

    def look(self) -> None:
        copy, path, passphrase, present = self._copy, self._path, self._passphrase, self._present

        def work(progress: Progress) -> Seen:
            return look_into(copy, path, passphrase, present, progress)

        self._busy.start(_("Looking into the copy"), can_cancel=False)
        self._worker.start(_("Looking into the copy"), work, self._show, self._failed)

    def _ask_passphrase(self, *, shown: bool) -> None:
        self._secret.setVisible(shown)
        self._try.setVisible(shown)
        if shown:
            self._secret.setFocus()
            self._try.setDefault(True)

    def _try_passphrase(self) -> None:
        self._passphrase = self._secret.text()
        self.look()

    def _failed(self, fault: Exception) -> None:
        if isinstance(fault, NotOpened) and needs_passphrase(self._copy):
            self._standing.say(Tone.ERROR, self._that_another_is_wanted())
        else:
            self._standing.say(Tone.ERROR, told(fault))
        self._rescue.setVisible(self._present is not None)
        self._ask_passphrase(shown=needs_passphrase(self._copy))

    def _that_another_is_wanted(self) -> str:
        if self._secret.isHidden():
            return _(
                "It does not open as the workspace does now: it has another passphrase, or its beginning is damaged. "
                "Type the passphrase that the workspace had when the copy was made."
            )
        return _(
            "That passphrase does not open it, or its beginning is damaged. Type the one of when the copy was made."
        )

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        self._ask_passphrase(shown=False)
        self._keep.setDefault(True)
        self._keep.setFocus()
        self._standing.say(*_standing(seen, self._present))
        self._counts.setText("\n".join(_counted(seen, self._present)))
        self._fill(seen)
        self._rescue.setVisible(bool(seen.damages) and self._present is not None)
        self._elsewhere.setEnabled(not seen.damages)
        self._agree.setEnabled(not seen.damages and not seen.is_other)

    def _fill(self, seen: Seen) -> None:
        if seen.damages:
            self._fill_damages(seen.damages[:MOST])
            return
        shown = [*(seen.differences or ())][:MOST]
        self._table.setVisible(bool(shown))
        self._table.setRowCount(len(shown))
        for row, each in enumerate(shown):
            done = _("{action}, {person}") if each.told.person_name else "{action}"
            texts = (
                moment_text(each.told.at),
                name_of(each.entry),
                done.format(action=action_text(each.told), person=each.told.person_name),
                _fate(each.fate),
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text) if column == 1 else "")
                self._table.setItem(row, column, item)

    def _fill_damages(self, damages: Sequence[Damage]) -> None:
        self._table.setHorizontalHeaderLabels(["", _("Where"), _("What is wrong"), ""])
        self._table.setColumnHidden(0, True)
        self._table.setColumnHidden(3, True)
        self._table.setRowCount(len(damages))
        for row, each in enumerate(damages):
            self._table.setItem(row, 1, QTableWidgetItem(worded(each.where)))
            self._table.setItem(row, 2, QTableWidgetItem(worded(each.text)))

    # ------------------------------------------------------------ what is wanted

    def _want_it(self) -> None:
        self.accept()
        self.agreed.emit(self._seen)

    def _want_rescue(self) -> None:
        self.accept()
        self.rescue_wanted.emit(self._copy, self._passphrase)

    def _want_new_place(self) -> None:
        self.accept()
        self.new_place_wanted.emit(self._copy, self._passphrase)

    def done(self, result: int) -> None:
        self._worker.wait()
        super().done(result)


def _standing(seen: Seen, present: Workspace | None) -> tuple[Tone, str]:
    if seen.damages:
        said = ngettext(
            "It is damaged, so it is not restored: {damage}",
            "It is damaged in {n} places, so it is not restored. The first: {damage}",
            len(seen.damages),
        )
        return Tone.ERROR, said.format(n=len(seen.damages), damage=worded(seen.damages[0].whole))
    if seen.is_other:
        said = _(
            "It is a copy of another workspace, of {organization}. It can be restored to a new file only."
        )
        return Tone.WARNING, said.format(organization=seen.organization)
    if present is not None and seen.passphrase != present.passphrase:
        if seen.passphrase:
            return Tone.WARNING, _(
                "It is whole. Its passphrase is another one: that opens the workspace then."
            )
        return Tone.WARNING, _("It is whole. It has no passphrase: anybody can read the workspace then.")
    return Tone.OK, _("It was opened and verified just now: it is whole.")


def _counted(seen: Seen, present: Workspace | None) -> list[str]:
    made = [_("The copy was made on {moment}.").format(moment=moment_text(seen.made))] if seen.made else []
    last = seen.last_written
    written = (
        [_("What was written last in it is of {moment}.").format(moment=moment_text(last))] if last else []
    )
    lines = [" ".join([*made, *written])]
    if seen.damages or seen.is_other:
        return lines
    lines.append(_that_differs(seen, present))
    if present is not None and seen.differences and is_shared(present):
        lines.append(
            _(
                "What other laptops have of it, or lies in the exchange folder, comes back with the next exchange."
            )
        )
    lines.append(_("What is there now is copied first, and kept beside it under another name."))
    return lines


def _that_differs(seen: Seen, present: Workspace | None) -> str:
    if seen.unknown is not None:
        return _("What differs cannot be told: {why}").format(why=worded(seen.unknown))
    if seen.differences is None or present is None:
        return _("What is there now cannot be opened, so nobody can tell what differs.")
    if not seen.differences:
        return _("By their histories, nothing differs.")
    goes, was, back = (seen.counts[fate] for fate in (Fate.GOES, Fate.AS_IT_WAS, Fate.COMES_BACK))
    said = (
        (goes, ngettext("{n} record goes", "{n} records go", goes)),
        (was, ngettext("{n} record is again what it was", "{n} records are again what they were", was)),
        (back, ngettext("{n} record comes back", "{n} records come back", back)),
    )
    return _("If you restore it: {what}.").format(what=", ".join(text.format(n=n) for n, text in said if n))


def _fate(fate: Fate) -> str:
    return {
        Fate.GOES: _("Goes: it is not in the copy"),
        Fate.AS_IT_WAS: _("Is what it was"),
        Fate.COMES_BACK: _("Comes back"),
    }[fate]


__all__ = ["RestorePreview"]

"""Binder: everything that an auditor is shown, in one file; what it would say, what goes in, and making it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QScrollArea, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.audit.binder.outline import Outline, outline
from sdesk.practice.audit.binder.packing import make_binder
from sdesk.practice.audit.binder.verifying import Checked, verify_binder
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.requirements import RequirementStanding, requirements, variant_of
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.translation import gettext as _
from sdesk.ui.audit.judging import Judging
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    BusyLine,
    Callout,
    GroupTitle,
    HelpText,
    PageTitle,
    PlainLabel,
    Tone,
    WrappedLabel,
    button,
    column_of,
    primary_button,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.current import Current
from sdesk.ui.pieces.elided_combo import ElidedCombo
from sdesk.ui.reporting.output import file_name
from sdesk.ui.theme.look import GRID, GROUP_GAP, PAGE_MARGIN, tabular
from sdesk.ui.window.problem_report import tell
from sdesk.ui.wording import worded
from sdesk.ui.worker import Progress, Worker


class BinderPage(Current):
    """One is made at a time, beside the work; called off, nothing of it is left."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, at_once: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("binder")
        self.setAccessibleName(_("Binder"))
        self._desk = desk
        self._written = Path()
        self._worker = Worker(self)
        self._worker.at_once = at_once
        self._busy = BusyLine(self)
        self._worker.started.connect(self._begin)
        self._worker.progressed.connect(self._busy.setProgress)
        self._worker.finished.connect(self._end)
        self._busy.cancelled.connect(self._worker.cancel)
        self._judging = Judging(desk.workspace, self)
        self._judging.judged.connect(self._show)
        self._make()
        self._lay_out()
        self.follow(desk.changed)

    # making

    def _make(self) -> None:
        self._variant = ElidedCombo(self)
        self._variant.setObjectName("binder.variant")
        self._variant.setAccessibleName(_("Part of the profile"))
        for each in self._desk.pack.asks.variants:
            self._variant.addItem(_(each.name), each.id)
        self._variant.setCurrentIndex(self._variant.findData(variant_of(self._desk.workspace)))
        self._variant.activated.connect(self.refresh)
        self._says = Callout(Tone.INFO, _("The requirements are being judged."), self)
        self._says.setObjectName("binder.says")
        self._says.acted.connect(partial(self._desk.open_view, "audit", "requirements"))
        self._parts = QGridLayout()
        self._parts.setHorizontalSpacing(GROUP_GAP)
        self._parts.setVerticalSpacing(GRID)
        self._parts.setColumnStretch(2, 1)
        self._zip = primary_button(_("Make the binder…"), self, icon_name="package", name="binder.zip")
        self._pdf = button(_("The paper alone…"), self, icon_name="file-text", name="binder.pdf")
        for does, ending in ((self._zip, ".zip"), (self._pdf, ".pdf")):
            self._desk.writes(does).clicked.connect(partial(self._ask, ending))
        self._check = quiet_button(_("Check a binder…"), self, icon_name="shield-check", name="binder.check")
        self._check.clicked.connect(self._ask_which)
        self._said = Callout(Tone.OK, "", self)
        self._said.setObjectName("binder.said")
        self._said.acted.connect(self._open)
        self._folder = quiet_button(_("Open the folder"), self, icon_name="folder-open", name="binder.folder")
        self._folder.clicked.connect(self._open_folder)
        self._said.addButton(self._folder)
        self._said.hide()

    def _lay_out(self) -> None:
        page = QWidget(self)
        column_of(
            row_of(PageTitle(_("Binder"), page), STRETCH, self._variant),
            HelpText(
                _(
                    "Everything that an auditor is shown, in one file: a PDF with contents and links, and beside it each "
                    "record as data, every attachment, and a list of all with their SHA-256."
                ),
                page,
            ),
            GRID,
            GroupTitle(_("What it will say"), page),
            self._says,
            GRID,
            GroupTitle(_("What goes in"), page),
            self._parts,
            GRID,
            WrappedLabel(
                _(
                    "Nothing in it is encrypted, and it holds names and addresses: give it to those who may read them."
                ),
                page,
            ),
            row_of(self._zip, self._pdf, STRETCH, self._check),
            self._busy,
            self._said,
            STRETCH,
            inside=page,
            margins=(PAGE_MARGIN, 12, PAGE_MARGIN, PAGE_MARGIN),
        )
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(page)
        column_of(self._scroll, inside=self)

    # what is shown

    def refresh(self) -> None:
        """Judge and count anew; what stood there stays until that is done."""
        self.is_stale = False
        self._judging.ask(partial(requirements, variant=self._variant.currentData()))

    def _show(self, standings: Sequence[RequirementStanding]) -> None:
        found = outline(self._desk.workspace, self._variant.currentData(), standings)
        tone = Tone.OK if found.declares else Tone.WARNING
        self._says.say(tone, _statement(found), "" if found.declares else _("Show requirements"))
        while item := self._parts.takeAt(0):
            if label := item.widget():
                label.hide()
                label.deleteLater()
        for row, part in enumerate(found.parts):
            amount = PlainLabel(worded(part.amount), self)
            amount.setFont(tabular(amount.font()))
            self._parts.addWidget(PlainLabel(worded(part.name), self), row, 0)
            self._parts.addWidget(amount, row, 1)

    # what happens

    def _begin(self, text: str) -> None:
        is_here = self._has_focus()
        if is_here:  # a button that cannot be pressed keeps no focus
            self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)
        self._busy.start(text, takes_focus=is_here)
        self._let(False)

    def _end(self) -> None:
        is_here = self._has_focus()
        self._let(True)
        if is_here:
            self._zip.setFocus(Qt.FocusReason.OtherFocusReason)
        self._busy.finish()

    def _has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _let(self, it_be: bool) -> None:
        for does in (self._zip, self._pdf):
            does.setEnabled(it_be and self._desk.may_write)
        self._check.setEnabled(it_be)

    def _ask(self, ending: str) -> None:
        ours = organization(self._desk.workspace)
        name = file_name(ours.name if ours else "", _("Binder"), f"{today(self._desk.workspace):%Y-%m-%d}")
        dialog = QFileDialog(self.window(), _("Where to put the binder"), str(Path.home()))
        dialog.setObjectName("binder.file")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.setNameFilter({".zip": _("Binders (*.zip)"), ".pdf": _("PDF files (*.pdf)")}[ending])
        dialog.selectFile(f"{name}{ending}")
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Make the binder at `path`, by the ending of its name. Nothing, while another is made or checked."""
        if self._worker.is_busy():
            return
        self._said.hide()
        workspace, variant = self._desk.workspace, self._variant.currentData()

        def work(progress: Progress) -> Path:
            from sdesk.reports.binder import pdf_of_binder

            make_binder(workspace, path, pdf_of_binder, variant, progress)
            return path

        self._worker.start(_("Making the binder"), work, self._done, self._failed)

    def _ask_which(self) -> None:
        dialog = QFileDialog(self.window(), _("Which binder to check"), str(Path.home()))
        dialog.setObjectName("binder.which")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Binders (*.zip)"))
        dialog.fileSelected.connect(lambda chosen: self.check(Path(chosen)))
        dialog.open()

    def check(self, path: Path) -> None:
        """Whether the ZIP file of a binder is as it was made."""
        if self._worker.is_busy():
            return
        self._said.hide()
        self._written = path
        self._worker.start(
            _("Reading the binder through"),
            lambda _progress: verify_binder(path),
            self._checked,
            self._failed,
        )

    def _done(self, path: Path) -> None:
        self._written = path
        self._tell(
            Tone.OK, _("{name} is written.").format(name=path.name), opens=path.suffix.lower() == ".pdf"
        )

    def _checked(self, found: Checked) -> None:
        name = self._written.name
        if found.faults:
            lines = [_("{name} is not as it was made:").format(name=name), *map(worded, found.faults[:5])]
            if len(found.faults) > 5:
                lines.append(_("… and {n} more.").format(n=len(found.faults) - 5))
            self._tell(Tone.ERROR, "\n".join(lines))
            return
        said = _(
            "{name} is as it was made by {organization} on {day}: {n} files. SHA-256 of its list: {seal}"
        )
        self._tell(
            Tone.OK,
            said.format(
                name=name, organization=found.organization, day=found.day, n=found.items, seal=found.seal
            ),
        )

    def _failed(self, fault: Exception) -> None:
        if not self._desk.workspace.is_open:  # closed while it was made: nobody looks any more
            return
        if isinstance(fault, SdeskError):
            self._tell(Tone.ERROR, worded(fault), at_hand=False)
        else:
            tell(fault, self)

    def _tell(self, tone: Tone, text: str, *, opens: bool = False, at_hand: bool = True) -> None:
        self._said.say(tone, text, _("Open") if opens else "")
        self._folder.setVisible(at_hand)
        self._said.show()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def _statement(found: Outline) -> str:
    """What the statement of conformity says, and which requirements it names as not met, or not in full."""
    if found.declares:
        return _("It declares conformity: all {n} requirements are met.").format(n=found.total)
    said = _("It does not declare conformity: {met} of {n} requirements are met. It names the others:")
    lines = [said.format(met=found.met, n=found.total)]
    for verdict in (Verdict.NOT_MET, Verdict.PARTLY, Verdict.NOT_SHOWN, Verdict.DOES_NOT_APPLY):
        named = [each.requirement.id for each in found.others if each.verdict is verdict]
        if named:
            lines.append(
                _("{verdict}: {requirements}").format(verdict=_(verdict), requirements=_(", ").join(named))
            )
    return "\n".join(lines)


__all__ = ["BinderPage"]

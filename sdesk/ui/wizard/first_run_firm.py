"""The page of the first run: whose workspace it is, who begins it, and where it is kept."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from sdesk.models.governance.organization import Paper
from sdesk.practice import passphrase
from sdesk.practice.governance.first_run import NewProvider
from sdesk.practice.lifecycle.problem import Problem
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    ChoiceField,
    FieldWidget,
    HelpText,
    LabelledField,
    LongTextField,
    PageTitle,
    TextField,
    Tone,
    WrappedLabel,
    column_of,
    row_of,
)
from sdesk.ui.pieces.lines import secret_line
from sdesk.ui.records.form.sections import FormSection
from sdesk.ui.safekeeping.shared_folders import SharedNote
from sdesk.ui.theme.look import GROUP_GAP, PAGE_MARGIN
from sdesk.ui.wizard.first_run_fields import (
    FileField,
    FolderField,
    PictureField,
    proposed_path,
    system_zone,
    usual_paper,
    zones,
)
from sdesk.ui.wording import worded


class FirmPage(QWidget):
    """Name, who begins, the file, a passphrase for those who want one; behind *More* what can wait."""

    def __init__(self, parent: QWidget | None = None, *, copies: Path | None = None) -> None:
        """`copies` is the folder that is there for them; without one, none are made and none is asked for."""
        super().__init__(parent)
        self._shown: dict[str, FieldWidget] = {}
        self._usual_copies = copies
        self.name = TextField(self)
        self.person = TextField(self)
        self.address = LongTextField(self)
        self.logo = PictureField(self)
        self.time_zone = ChoiceField([(zone, zone.replace("_", " ")) for zone in zones()], self, empty=None)
        self.time_zone.setValue(system_zone())
        self.paper = ChoiceField([(paper, paper.value) for paper in Paper], self, empty=None)
        self.paper.setValue(usual_paper())
        self.file = FileField(self)
        self.shared = SharedNote(self)
        self.copies = FolderField(self)
        if copies is not None:
            self.copies.setValue(copies)
        self.secret = Secret(self)
        self._more = self._make_more()
        self._assemble()
        self.shared.kept_here.connect(self._keep_in)
        self.file.changed.connect(self._look_where)
        self.name.changed.connect(self._propose_file)
        self._propose_file()

    # what is said

    def provider(self) -> NewProvider:
        return NewProvider(
            name=self.name.value(),
            person=self.person.value(),
            address=self.address.value(),
            time_zone=str(self.time_zone.value() or "UTC"),
            paper=Paper(str(self.paper.value())),
            logo=self.logo.path,
        )

    def path(self) -> Path:
        """Where the workspace will be."""
        return Path(self.file.value())

    def folder_for_copies(self) -> Path | None:
        """Where copies will be; None where none are made."""
        return Path(self.copies.value()) if self._usual_copies is not None else None

    def problems(self) -> list[Problem]:
        """What is wrong that only this page can know."""
        return [*self._problems_of_file(), *self._problems_of_copies(), *self.secret.problems()]

    def _problems_of_file(self) -> list[Problem]:
        path = self.path()
        if not str(self.file.value()).strip():
            return [
                Problem("file", message("There is no place for the workspace yet."), message("Choose one."))
            ]
        if path.exists():
            said = message("There is already a file {file} there.", file=path.name)
            return [Problem("file", said, message("Choose another name."))]
        if not path.parent.is_dir():
            said = message("There is no folder {folder}.", folder=str(path.parent))
            return [Problem("file", said, message("Choose a folder that exists."))]
        return []

    def _problems_of_copies(self) -> list[Problem]:
        copies = self.folder_for_copies()
        if copies in (None, self._usual_copies) or (copies.is_absolute() and copies.is_dir()):
            return []
        said = message("There is no folder {folder}.", folder=str(copies))
        return [Problem("copies", said, message("Choose a folder that exists."))]

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say beside each field what is wrong with it, and go to the first."""
        for name, field in self._shown.items():
            field.setError(next((str(each) for each in problems if each.field == name), ""))
        first = next((each.field for each in problems if each.field in self._shown), None)
        if first is not None:
            field = self._shown[first]
            if self._more.isAncestorOf(field):
                self._more.setOpen(True)
            field.setFocus()

    def says(self, problem: Problem) -> bool:
        """Whether a field says it beside itself."""
        return problem.field in self._shown

    # where it goes

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_where()  # what was typed before the program ended stands here again

    def _propose_file(self) -> None:
        self.file.propose(proposed_path(self.name.value()))
        self._look_where()

    def _look_where(self) -> None:
        self.shared.look(self.path())

    def _keep_in(self, folder: Path) -> None:
        self.file.setValue(proposed_path(self.path().stem, folder))
        self._look_where()

    # making

    def _labelled(
        self, name: str, title: str, field: FieldWidget, explanation: str = "", *, required: bool = False
    ) -> LabelledField:
        """A field under its name; a test finds it as `first-run.<name>`."""
        field.setObjectName(f"first-run.{name}")
        self._shown[name] = field
        return LabelledField(title, field, self, required=required, explanation=explanation)

    def _make_more(self) -> FormSection:
        more = FormSection(_("More"), self)
        more.setObjectName("first-run.more")
        blocks = [
            self._labelled("address", _("Address"), self.address),
            self._labelled("logo", _("Logo"), self.logo, _("A PNG or JPEG for the head of reports.")),
            self._labelled("time-zone", _("Time zone"), self.time_zone),
            self._labelled("paper", _("Paper"), self.paper),
        ]
        kept = self._labelled(
            "copies",
            _("Where copies of it are kept"),
            self.copies,
            _("They are made by themselves and verified. Another disk survives the loss of this one."),
            required=True,
        )
        kept.setVisible(self._usual_copies is not None)
        for block in [*blocks, *([kept] if self._usual_copies is not None else [])]:
            more.addField(block, across=True)
        more.setFoldable(True, self._said_of_more())
        more.setOpen(False)
        more.arrange()
        return more

    def _said_of_more(self) -> str:
        if self._usual_copies is not None:
            return _("Address, logo, time zone, paper, copies")
        return _("Address, logo, time zone, paper")

    def _assemble(self) -> None:
        column_of(
            PageTitle(_("Your organization"), self),
            WrappedLabel(_("The file is made now. Then come ten questions; every one of them can wait."), self),
            8,
            self._labelled("name", _("Name of the firm"), self.name, _("As it stands on what you hand over."), required=True),
            self._labelled("person", _("Your name"), self.person, _("It goes with everything that you change or approve."), required=True),
            self._labelled("file", _("Where to keep the workspace"), self.file,
                           _("One file holds everything. Keep it where your backups reach it."), required=True),
            self.shared,
            self.secret,
            self._more,
            STRETCH,
            inside=self, margins=(2 * PAGE_MARGIN, GROUP_GAP, 2 * PAGE_MARGIN, PAGE_MARGIN), spacing=12,
        )  # fmt: skip


class Secret(QWidget):
    """A passphrase for those who want one, typed twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = QCheckBox(_("Protect the file with a passphrase"), self)
        self._wanted.setObjectName("first-run.protect")
        self._wanted.toggled.connect(self._show)
        self._inside = QWidget(self)
        self._first = secret_line("first-run.passphrase", _("Passphrase"), self._inside)
        self._again = secret_line("first-run.passphrase-again", _("The same again"), self._inside)
        self._strength = HelpText("", self._inside)
        self._strength.setObjectName("first-run.strength")
        self._first.textChanged.connect(self._show_strength)
        warning = Callout(
            Tone.WARNING,
            _("Nobody can open the file without it, and nobody can find it again for you."),
            self._inside,
        )
        column_of(
            row_of(self._first, self._again),
            self._strength,
            warning,
            inside=self._inside,
            margins=(28, 0, 0, 0),
        )
        column_of(self._wanted, self._inside, inside=self)
        self._inside.hide()

    def passphrase(self) -> str:
        return self._first.text() if self._wanted.isChecked() else ""

    def problems(self) -> list[Problem]:
        return (
            passphrase.problems_of(self._first.text(), self._again.text()) if self._wanted.isChecked() else []
        )

    def _show(self, shown: bool) -> None:
        self._inside.setVisible(shown)
        if shown:
            self._first.setFocus()

    def _show_strength(self, words: str) -> None:
        self._strength.setText(worded(passphrase.strength(words).said) if words else "")


__all__ = ["FirmPage"]

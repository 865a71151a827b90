"""The second screen: for whom, by whom, with what, and how people reach us."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.models import FirmAnswers
from sdesk.models.governance.answers import AnsweredCustomer, AnsweredSupplier, Tool, Worker
from sdesk.practice.starter.contacts import contacts_from_csv
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import Callout, FieldWidget, NumberField, TextField, Tone, quiet_button, row_of
from sdesk.ui.wizard.questions.cells import PersonField, ServicesField, text_cell
from sdesk.ui.wizard.questions.line_rows import Cell, LineRows
from sdesk.ui.wizard.questions.offers import tools_to_offer
from sdesk.ui.wizard.questions.picked import Picked
from sdesk.ui.wizard.questions.question import Question
from sdesk.ui.wording import worded


class _AboutServices(Question):
    """Rows that may each name some of the services."""

    rows: LineRows[Any]
    _services: Sequence[str] = ()

    def lacking(self) -> FieldWidget | None:
        return self.rows.lacking()

    def offer_services(self, names: Sequence[str]) -> None:
        self._services = names
        for field in self.rows.fields("services"):
            field.offer(names)

    def _services_cell(self, parent: QWidget) -> ServicesField:
        made = ServicesField(parent)
        made.offer(self._services)
        return made


class CustomersQuestion(_AboutServices):
    """A row a firm, by hand or from a list of contacts."""

    number = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("4. Who are your customers?"),
            _("For each an agreement is drafted; whoever calls from there is known by name."),
            parent,
        )
        self.rows = LineRows(
            "question.4.customers",
            self.title,
            AnsweredCustomer,
            (
                Cell("firm", _("Firm"), text_cell(), 3, needed=True),
                Cell("contact", _("Person"), text_cell(), 3),
                Cell("reach", _("Telephone or e-mail"), text_cell(), 3),
                Cell("place", _("Place"), text_cell(), 2),
                Cell("services", _("Services"), self._services_cell, 1),
            ),
            self,
        )
        self.rows.changed.connect(self.changed)
        brings = quiet_button(
            _("From a list of contacts (CSV)…"), self, icon_name="download", name="question.4.csv"
        )
        brings.clicked.connect(self._ask_file)
        self._said = Callout(Tone.INFO, "", self)
        self._said.setObjectName("question.4.said")
        self._said.hide()
        self.arrange(self.rows, row_of(brings, -1), self._said)

    def show_answers(self, answers: FirmAnswers) -> None:
        self.rows.set_rows(answers.customers)

    def said(self) -> dict[str, Any]:
        return {"customers": self.rows.rows()}

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("A list of contacts"), "", _("Tables (*.csv)"))
        dialog.setObjectName("file.contacts")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Take these"))
        dialog.fileSelected.connect(self.bring)
        dialog.open()

    def bring(self, name: str) -> None:
        """Put the contacts of a file behind those that are there; a firm and person who are there already stay once."""
        try:
            found = contacts_from_csv(Path(name))
        except SdeskError as fault:
            self._say(Tone.ERROR, worded(fault))
            return
        there = {_same(each) for each in self.rows.rows()}
        fresh = [each for each in found if _same(each) not in there]
        taken = fresh[: self.rows.room()]
        self.rows.set_rows([*self.rows.rows(), *taken])
        said = ngettext(
            "{n} contact was taken from {file}.", "{n} contacts were taken from {file}.", len(taken)
        )
        if len(taken) < len(fresh):
            said = _("{n} contacts were taken from {file}, {left} were not: there is no room for more rows.")
        named = {"n": len(taken), "left": len(fresh) - len(taken), "file": Path(name).name}
        self._say(Tone.INFO if len(taken) == len(fresh) else Tone.WARNING, said.format(**named))
        if taken:
            self.changed.emit()

    def _say(self, tone: Tone, text: str) -> None:
        self._said.say(tone, text)
        self._said.show()


def _same(row: AnsweredCustomer) -> tuple[str, str]:
    return row.firm.strip().casefold(), row.contact.strip().casefold()


class SuppliersQuestion(_AboutServices):
    """A row a firm, or nobody."""

    number = 5

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("5. Whom do you depend on?"),
            _("A line to the internet, a cloud, a firm that repairs: where they fail, your services do."),
            parent,
        )
        self.rows = LineRows(
            "question.5.suppliers",
            self.title,
            AnsweredSupplier,
            (
                Cell("firm", _("Firm"), text_cell(), 3, needed=True),
                Cell("services", _("For which services"), self._services_cell, 1),
                Cell("reach", _("Telephone or e-mail"), text_cell(), 3),
            ),
            self,
        )
        self.rows.changed.connect(self._typed)
        self._nobody = QCheckBox(_("We depend on nobody"), self)
        self._nobody.setObjectName("question.5.nobody")
        self._nobody.clicked.connect(self.changed)
        self.arrange(self.rows, self._nobody)

    def show_answers(self, answers: FirmAnswers) -> None:
        self.rows.set_rows(answers.suppliers)
        self._nobody.setChecked(bool(answers.no_supplier))
        self._suit()

    def said(self) -> dict[str, Any]:
        return {"suppliers": self.rows.rows(), "no_supplier": self._nobody.isChecked()}

    def _typed(self) -> None:
        self._suit()
        self.changed.emit()

    def _suit(self) -> None:
        """Whoever names one does not depend on nobody."""
        has_one = bool(self.rows.rows())
        self._nobody.setEnabled(not has_one)
        if has_one:
            self._nobody.setChecked(False)


class ToolsQuestion(Question):
    """Ticks, with a name and a place for each, and where copies are."""

    number = 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("6. What tools do you use, and where are your copies?"),
            _("Documents say where things are kept and who may change them; an auditor asks where the copies lie."),
            parent,
        )  # fmt: skip
        self.tools: Picked[Tool] = Picked(
            "question.6.tools",
            _("Tools"),
            tools_to_offer(),
            lambda key, name: Tool(starter=key, name=name),
            (
                Cell("name", _("Tool"), text_cell(), 2, needed=True),
                Cell("place", _("Where it is"), text_cell(), 3),
            ),
            self,
        )
        self.tools.changed.connect(self.changed)
        self.begins_at = self.tools
        self.copies = TextField(self, placeholder=_("On a disk in the office, and a second one at home"))
        self.arrange(
            self.tools, self.labelled("copies", _("Where are the copies of your and your customers' data?"), self.copies)
        )  # fmt: skip

    def show_answers(self, answers: FirmAnswers) -> None:
        self.tools.show_rows(answers.tools)
        self.copies.setValue(answers.copies)

    def said(self) -> dict[str, Any]:
        return {"tools": self.tools.rows(), "copies": self.copies.value()}

    def lacking(self) -> FieldWidget | None:
        return self.tools.lines.lacking()

    def not_enough(self) -> str:
        return _("open: a tool, or where the copies are")


class ReachQuestion(Question):
    """Telephone, mail, who answers a complaint, within how many days."""

    number = 7

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("7. How do people reach you, and who answers a complaint?"),
            _("It stands in the catalogue, in each agreement, and in what you tell people."),
            parent,
        )
        self.telephone, self.email = TextField(self), TextField(self)
        self.complaints_to = PersonField(self)
        self.days = NumberField(self, minimum=1, maximum=60, unit=_("working days"))
        self.arrange(
            row_of(
                self.labelled("telephone", _("Telephone"), self.telephone),
                self.labelled("email", _("E-mail"), self.email),
                spacing=12,
            ),
            self.in_line(
                self.labelled("complaints-to", _("Who answers a complaint"), self.complaints_to),
                self.labelled("days", _("Within"), self.days),
            ),
        )

    def show_answers(self, answers: FirmAnswers) -> None:
        self.telephone.setValue(answers.telephone)
        self.email.setValue(answers.email)
        self.complaints_to.setValue(answers.complaints_to)
        self.days.setValue(answers.answer_days)

    def said(self) -> dict[str, Any]:
        return {
            "telephone": self.telephone.value(),
            "email": self.email.value(),
            "complaints_to": self.complaints_to.value(),
            "answer_days": self.days.value(),
        }

    def lacking(self) -> FieldWidget | None:
        return self.days if self.days.typedProblem() else None

    def not_enough(self) -> str:
        return _("open: a telephone or an e-mail, who, or days")

    def offer_people(self, workers: Sequence[Worker]) -> None:
        self.complaints_to.offer(workers)


__all__ = ["CustomersQuestion", "ReachQuestion", "SuppliersQuestion", "ToolsQuestion"]

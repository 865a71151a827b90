"""Drawing a sample, and setting one aside."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from sdesk.models import Audit
from sdesk.models.audit.audit import Population, Sample
from sdesk.practice.audit.samples import draw_sample, set_aside
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Refused
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    ChoiceField,
    DateField,
    LabelledField,
    LongTextField,
    NumberField,
    TextField,
    row_of,
)
from sdesk.ui.theme.look import GRID
from sdesk.ui.unsaved.dialog import WritingDialog

USUAL_SIZE = 8


class DrawDialog(WritingDialog):
    """From what, of which days, how many; the seed is made, unless an auditor brings one."""

    def __init__(self, desk: Desk, audit: Audit, parent: QWidget) -> None:
        self._audit = audit
        explanation = _(
            "The program draws, in parts by state and priority, so that each is in it. It keeps how, and draws the same again."
        )
        super().__init__(desk, audit, "sample", _("Draw a sample"), explanation, parent, does=_("Draw"))

    def make_fields(self) -> None:
        day = today(self.desk.workspace)
        self.population = ChoiceField([(each, _(each.label)) for each in Population], self, empty=None)
        self.population.setValue(Population.INCIDENTS)
        self.wanted = NumberField(self, minimum=1)
        self.wanted.setValue(USUAL_SIZE)
        self.first, self.last = DateField(self), DateField(self)
        self.first.setValue(day - timedelta(days=364))
        self.last.setValue(day)
        self.seed = TextField(self)
        for pair in (
            (("population", _("Drawn from"), self.population), ("wanted", _("How many"), self.wanted)),
            (("first", _("From"), self.first), ("last", _("Until"), self.last)),
        ):
            fields = [
                (LabelledField(label, self.named(name, field), self, required=True), 1)
                for name, label, field in pair
            ]
            self.column.addLayout(row_of(*fields, spacing=2 * GRID))
        self.add_field(
            "seed",
            _("Seed"),
            self.seed,
            explanation=_("Leave it empty and one is made. An auditor from outside may bring theirs."),
        )

    def carry_out(self) -> None:
        population, wanted = self.population.value(), self.wanted.value()
        first, last = self.first.value(), self.last.value()
        if not isinstance(population, Population) or first is None or last is None or wanted is None:
            raise Refused(message("Say from what, of which days, and how many."))
        draw_sample(self.desk.workspace, self._audit, population, first, last, int(wanted), self.seed.value())


class SetAsideDialog(WritingDialog):
    def __init__(self, desk: Desk, audit: Audit, sample: Sample, parent: QWidget) -> None:
        self._audit, self._sample = audit, sample
        explanation = _("It stays in the audit and is printed with your reason; its answers stay too.")
        super().__init__(desk, audit, "aside", _("Set the sample aside"), explanation, parent)

    def make_fields(self) -> None:
        self.reason = LongTextField(self)
        self.add_field("reason", _("Why"), self.reason, required=True)

    def carry_out(self) -> None:
        set_aside(self.desk.workspace, self._audit, self._sample.id, self.reason.value())

"""The panel at the right: what a report is about, what is missing for it, and what can be done with it."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from sdesk.errors import SdeskError
from sdesk.models import RECORDS, ServiceCatalogue
from sdesk.practice.measures.periods import Period
from sdesk.translation import gettext as _
from sdesk.ui.pieces import STYLE, DateField, ErrorText, FieldTitle, HelpText, column_of, row_of
from sdesk.ui.pieces.elided_combo import ElidedCombo
from sdesk.ui.reporting.kinds import ReportKind, Wanted
from sdesk.ui.reporting.periods import NamedPeriod
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded


class ReportOptions(QWidget):
    """Asks what a kind of report needs to know; `changed` when the answer is another one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = "UTC"
        self._agreement = _combo(self, "reports.agreement", _("Agreement"))
        self._model = _combo(self, "reports.model", _("Kind of record"))
        self._named = _combo(self, "reports.period", _("Period"))
        self._first = _date(self, "reports.first", _("First day"))
        self._last = _date(self, "reports.last", _("Last day"))
        self._fault = ErrorText("", self)
        self._fault.hide()
        self._fill_models()
        self._lay_out()
        self._agreement.activated.connect(self.changed)
        self._model.activated.connect(self.changed)
        self._named.activated.connect(self._take_named)
        self._first.changed.connect(self._take_days)
        self._last.changed.connect(self._take_days)

    def _fill_models(self) -> None:
        offered = [model for model in RECORDS if model.columns and not issubclass(model, ServiceCatalogue)]
        for model in sorted(offered, key=lambda each: _(each.plural)):
            self._model.addItem(_(model.plural), model.__name__)
        self._model.setCurrentIndex(max(0, self._model.findData("ServiceIncident")))

    def _lay_out(self) -> None:
        self._groups = {
            "agreement": _group(self, _("Agreement"), self._agreement),
            "model": _group(self, _("Kind of record"), self._model),
            "period": _group(self, _("Period"), self._named, self._days(), self._fault),
        }
        column = column_of(inside=self, spacing=2 * GRID)
        for group in self._groups.values():
            column.addWidget(group)

    def _days(self) -> QWidget:
        days = QWidget(self)
        column = column_of(inside=days)
        for title, field in ((_("From"), self._first), (_("Until"), self._last)):
            label = HelpText(title, days)
            label.setFixedWidth(44)
            line = row_of(label, (field, 1), spacing=STYLE)
            column.addLayout(line)
        return days

    # ------------------------------------------------------------ what is asked

    def ask(
        self,
        kind: ReportKind,
        agreements: Sequence[tuple[UUID, str]],
        periods: Sequence[NamedPeriod],
        wanted: UUID | None = None,
    ) -> None:
        """Ask what this kind of report needs; what was answered before stays, unless an agreement is `wanted`."""
        self._groups["agreement"].setVisible(kind.asks_agreement)
        self._groups["model"].setVisible(kind.asks_model)
        self._groups["period"].setVisible(kind.asks_period or kind.asks_weeks)
        self._offer_agreements(agreements, wanted)
        self._offer_periods(periods)

    def ask_nothing(self) -> None:
        for group in self._groups.values():
            group.hide()

    def asks(self) -> bool:
        """Whether anything is asked at all."""
        return any(not group.isHidden() for group in self._groups.values())

    def _offer_agreements(self, agreements: Sequence[tuple[UUID, str]], wanted: UUID | None) -> None:
        before = wanted or self._agreement.currentData()
        with QSignalBlocker(self._agreement):
            self._agreement.clear()
            for key, name in agreements:
                self._agreement.addItem(name, key)
            known = [key for key, _name in agreements]  # Qt finds only the very same object
            self._agreement.setCurrentIndex(known.index(before) if before in known else 0)

    def _offer_periods(self, periods: Sequence[NamedPeriod]) -> None:
        titles = [each.title for each in periods]
        if titles == [self._named.itemText(at) for at in range(self._named.count() - 1)]:
            return
        with QSignalBlocker(self._named):
            self._named.clear()
            for each in periods:
                self._named.addItem(each.title, each.period)
            self._named.addItem(_("Other days"))
        if periods:
            self._zone = periods[0].period.time_zone
            self._show_days(periods[0].period)

    # ------------------------------------------------------------ what is answered

    def wanted(self) -> Wanted | None:
        """The answers; None while the period is not a period."""
        period = self._period()
        if not self._groups["period"].isHidden() and period is None:
            return None
        return Wanted(period, self._agreement.currentData(), str(self._model.currentData() or ""))

    def _take_named(self) -> None:
        period = self._named.currentData()
        if isinstance(period, Period):
            self._show_days(period)
            self.changed.emit()
        else:
            self._first.setFocus()

    def _show_days(self, period: Period) -> None:
        self._fault.hide()
        self._first.setValue(period.first)
        self._last.setValue(period.last)

    def _take_days(self) -> None:
        self._named.setCurrentIndex(self._named.count() - 1)
        self.changed.emit()

    def _period(self) -> Period | None:
        first, last = self._first.value(), self._last.value()
        self._fault.hide()
        if first is None or last is None:
            return None
        try:
            return Period(first, last, self._zone)
        except SdeskError as fault:
            self._fault.setText(worded(fault))
            self._fault.show()
            return None


def _combo(parent: QWidget, name: str, accessible: str) -> QComboBox:
    made = ElidedCombo(parent)
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    return made


def _date(parent: QWidget, name: str, accessible: str) -> DateField:
    made = DateField(parent)
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    return made


def _group(parent: QWidget, title: str, *widgets: QWidget) -> QWidget:
    group = QWidget(parent)
    column = column_of(FieldTitle(title, group), inside=group, spacing=4)
    for widget in widgets:
        column.addWidget(widget)
    return group

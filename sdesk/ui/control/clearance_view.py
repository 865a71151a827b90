"""Test results against criteria, consent and schedule, as one look before deployment is approved (CO.3.2)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from sdesk.practice.control.clearance import Clearance, CriterionResult, Outcome
from sdesk.translation import gettext as _
from sdesk.translation import ngettext, sentences
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, HelpText, StateLabel, Tone, WrappedLabel, column_of
from sdesk.ui.records.panel_parts import Columns, RecordLine, group
from sdesk.ui.records.reading import moment_text, plain_text
from sdesk.ui.theme.look import GRID, GROUP_GAP
from sdesk.ui.theme.marks import Shape, StateMark
from sdesk.ui.wording import worded

_SHAPES = {
    Outcome.PASSED: Shape.APPROVED,
    Outcome.FAILED: Shape.OVERDUE,
    Outcome.NOT_TESTED: Shape.NEEDS_REVIEW,
}


def _outcome_word(outcome: Outcome) -> str:
    return {
        Outcome.PASSED: _("passed"),
        Outcome.FAILED: _("failed"),
        Outcome.NOT_TESTED: _("not tested"),
    }[outcome]


class ClearanceView(QWidget):
    """Shows one clearance, as it was read."""

    def __init__(self, desk: Desk, clearance: Clearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ServiceChangeRequest.clearance")
        self._desk = desk
        self._clearance = clearance
        column = column_of(self._verdict(), inside=self, spacing=GROUP_GAP)
        sides = Columns(self)
        sides.add(self._tests(sides), 3)
        sides.add(self._around(sides), 2)
        column.addWidget(sides)

    def _verdict(self) -> Callout:
        against = sentences(*self._clearance.objections)
        if against:
            return Callout(Tone.WARNING, worded(against), self)
        return Callout(Tone.OK, _("Tests, agreement and schedule: nothing speaks against deploying."), self)

    def _tests(self, parent: QWidget) -> QWidget:
        made, column = group(_("Tests against the acceptance criteria"), parent)
        if not self._clearance.results:
            column.addWidget(HelpText(_("The design names no acceptance criteria yet."), made))
        lines = QGridLayout()
        lines.setHorizontalSpacing(12)
        lines.setVerticalSpacing(GRID)
        lines.setColumnStretch(0, 1)
        for row, result in enumerate(self._clearance.results):
            self._add_result(lines, row, result, made)
        column.addLayout(lines)
        rest = self._clearance.other_tests
        if rest:
            passed = sum(bool(test.passed) for test in rest)
            text = ngettext(
                "And {n} other test, {passed} of them passed.",
                "And {n} other tests, {passed} of them passed.",
                len(rest),
            )
            column.addWidget(HelpText(text.format(n=len(rest), passed=passed), made))
        for paper in (self._clearance.design, self._clearance.report):
            if paper is not None:
                said = plain_text(getattr(paper, "conclusion_text", None))
                column.addWidget(RecordLine(self._desk, paper, made, said=said))
        return made

    def _add_result(self, lines: QGridLayout, row: int, result: CriterionResult, parent: QWidget) -> None:
        said = "; ".join(test.result for test in result.tests if test.result.strip())
        words = QWidget(parent)
        column = column_of(WrappedLabel(result.criterion, words), inside=words, spacing=0)
        if said:
            column.addWidget(HelpText(said, words))
        lines.addWidget(words, row, 0)
        mark = StateMark(_SHAPES[result.outcome], _outcome_word(result.outcome))
        lines.addWidget(StateLabel(mark, parent), row, 1, Qt.AlignmentFlag.AlignTop)

    def _around(self, parent: QWidget) -> QWidget:
        made = QWidget(parent)
        column_of(self._consent(made), self._schedule(made), inside=made, spacing=GROUP_GAP)
        return made

    def _consent(self, parent: QWidget) -> QWidget:
        made, column = group(_("What the agreement says"), parent)
        for agreement in self._clearance.agreements:
            said = _("asks for consent") if agreement.consent_to_changes else _("asks for no consent")
            column.addWidget(RecordLine(self._desk, agreement, made, said=said))
        if not self._clearance.agreements:
            column.addWidget(HelpText(_("No agreement covers this customer or service."), made))
        change = self._clearance.change
        for each in change.consents:
            said = "; ".join(filter(None, (each.who, plain_text(each.on), each.how)))
            column.addWidget(WrappedLabel(said, made))
        if change.customer_consent.strip():
            column.addWidget(WrappedLabel(change.customer_consent, made))
        if not self._clearance.consent_given and self._clearance.consent_needed:
            text = _("Write down who agreed, when and how, under “Agreed by the customer”.")
            column.addWidget(HelpText(text, made))
        return made

    def _schedule(self, parent: QWidget) -> QWidget:
        made, column = group(_("On the schedule"), parent)
        change = self._clearance.change
        if change.planned_start and change.planned_end:
            start, end = moment_text(change.planned_start), moment_text(change.planned_end)
            times = _("{start} – {end}").format(start=start, end=end)
            column.addWidget(WrappedLabel(times, made))
        else:
            column.addWidget(HelpText(_("It has no planned time."), made))
        for conflict in self._clearance.conflicts:
            other = conflict.other if conflict.change.record_id == change.id else conflict.change
            called = f"{other.number} {other.title}"
            text = _("{record}: {reason}").format(record=called, reason=worded(conflict.reason))
            column.addWidget(WrappedLabel(f"{Shape.OVERDUE.glyph} {text}", made))
        if change.planned_start and not self._clearance.conflicts:
            column.addWidget(HelpText(_("Nothing stands in its way."), made))
        return made

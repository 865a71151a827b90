"""The requirements, and behind each the tasks, work products and records that are its evidence."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from sdesk.packs import Pack
from sdesk.packs.model import as_cited
from sdesk.practice.audit.adoption import can_be_adopted
from sdesk.practice.audit.statements import Answered, StatementLine, statements
from sdesk.practice.audit.trace import related_to
from sdesk.practice.readiness.requirements import RequirementStanding, requirements, variant_of
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.practice.team.counted import laptops_counted
from sdesk.translation import gettext as _
from sdesk.ui.audit.adoption import AdoptDialog
from sdesk.ui.audit.checklist.answer_box import AnswerBox, Subject
from sdesk.ui.audit.evidence import EvidenceTree, carried_mark
from sdesk.ui.audit.judging import Judging
from sdesk.ui.audit.readiness_card import beside
from sdesk.ui.audit.requirement_list import RequirementList
from sdesk.ui.audit.tracing.trace_panel import TracePanel
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    Aside,
    Callout,
    HelpText,
    PageTitle,
    SidePanel,
    StateLabel,
    Tone,
    WrappedLabel,
    quiet_button,
)
from sdesk.ui.pieces.elided_combo import ElidedCombo
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import GRID, PAGE_MARGIN, scaled_font
from sdesk.ui.theme.marks import Shape, StateMark
from sdesk.ui.wording import worded

LIST_WIDTH = 380


_SHAPES = {
    Verdict.MET: Shape.APPROVED,
    Verdict.PARTLY: Shape.NEEDS_REVIEW,
    Verdict.NOT_MET: Shape.OVERDUE,
    Verdict.NOT_SHOWN: Shape.DRAFT,
    Verdict.DOES_NOT_APPLY: Shape.NOT_APPLICABLE,
}


def standing_mark(standing: RequirementStanding) -> StateMark:
    """The verdict; beside a met one that something is overdue which an auditor would ask about."""
    if standing.met and standing.overdue:
        return StateMark(Shape.NEEDS_REVIEW, _("Met, review overdue"))
    return verdict_mark(standing.verdict)


def verdict_mark(verdict: Verdict) -> StateMark:
    said = _(verdict)
    return StateMark(_SHAPES[verdict], said[:1].upper() + said[1:])


_ANSWERED = {
    Answered.MET: Shape.APPROVED,
    Answered.PARTLY: Shape.NEEDS_REVIEW,
    Answered.NOT_MET: Shape.OVERDUE,
    Answered.DOES_NOT_APPLY: Shape.NOT_APPLICABLE,
    Answered.APPLIES: Shape.DRAFT,
}


def _mark_of_statement(line: StatementLine) -> StateMark:
    """A person's word; without one, whether there is something to look at."""
    if line.stands in _ANSWERED:
        said = _(line.stands)
        return StateMark(_ANSWERED[line.stands], said[:1].upper() + said[1:])
    if line.stands is Answered.NOT_CARRIED:
        return StateMark(Shape.NOT_APPLICABLE, _("Not carried"))
    return carried_mark(line.number)


class RequirementsPage(QWidget):
    """At the left the requirements of the chosen part of the profile; at the right the evidence of the chosen one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale = True
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._refresh_if_seen)
        self._standings: dict[str, RequirementStanding] = {}
        self._wanted = ""
        self._carried: dict[str, StatementLine] = {}
        self._make()
        self._lay_out()
        desk.changed.connect(self._workspace_changed)
        self.refresh()

    # ------------------------------------------------------------ making

    def _make(self) -> None:
        self._figure = Aside(_("The requirements are being judged."), self)
        self._figure.setObjectName("audit.figure")
        self._figure.setWordWrap(True)
        self._laptops = HelpText("", self)
        self._laptops.setObjectName("audit.laptops")
        self._variant = ElidedCombo(self)
        self._variant.setObjectName("audit.variant")
        self._variant.setAccessibleName(_("Part of the profile"))
        self._variant.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._variant.setMinimumContentsLength(14)
        self._offer(variant_of(self._desk.workspace))
        self._variant.activated.connect(self.refresh)
        self._adopt = quiet_button(_("Adopt another standard…"), self, icon_name="plus", name="audit.adopt")
        self._desk.writes(self._adopt).clicked.connect(self._ask_to_adopt)
        self._judging = Judging(self._desk.workspace, self)
        self._judging.judged.connect(self._show_standings)
        self._list = RequirementList(self)
        self._list.chosen.connect(self._show)
        self._number = PageTitle("", self)
        self._number.setObjectName("audit.requirement")
        self._mark = StateLabel(StateMark(Shape.DRAFT, ""), self)
        self._mark.setObjectName("audit.state")
        self._statement = WrappedLabel("", self)
        self._statement.setFont(scaled_font("group_title"))
        self._source = Aside("", self)
        self._missing = Callout(Tone.WARNING, "", self)
        self._missing.setObjectName("audit.missing")
        self._missing.hide()
        self._tree = EvidenceTree(self)
        self._tree.record_asked.connect(self._desk.open_record)
        self._tree.work_product_asked.connect(self._desk.open_work_product)
        self._tree.task_asked.connect(self._desk.open_task)
        self._trace = TracePanel(self._desk, self)
        self._trace.record_asked.connect(self._desk.open_record)
        self._tree.record_chosen.connect(self._trace.show_record)
        self._answer = AnswerBox(self._desk, "audit.answer", self)
        self._answer.hide()

    def _lay_out(self) -> None:
        self._split = QSplitter(self)
        self._split.setObjectName("audit.split")
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._left())
        self._split.addWidget(self._right())
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([LIST_WIDTH, 900])
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._split)

    def panes(self) -> list[QWidget]:
        """What F6 goes through, as it is read."""
        return [each for at in range(self._split.count()) if (each := self._split.widget(at))]

    def _left(self) -> QWidget:
        panel = SidePanel(self)
        panel.setMinimumWidth(280)
        head = QHBoxLayout()
        head.addWidget(PageTitle(_("Requirements"), panel), 1)
        head.addWidget(self._variant)
        column = QVBoxLayout(panel)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._figure)
        column.addWidget(self._laptops)
        column.addWidget(self._list, 1)
        column.addWidget(self._adopt, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    def _right(self) -> QWidget:
        panel = QWidget(self)
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self._number)
        head.addWidget(self._mark)
        head.addStretch(1)
        head.addWidget(self._source)
        column = QVBoxLayout(panel)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._statement)
        column.addWidget(self._missing)
        column.addWidget(self._answer)
        column.addWidget(self._tree, 3)
        column.addWidget(self._trace, 2)
        return panel

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read everything again; the chosen requirement stays chosen."""
        self._stale = False
        self._offer(self._variant.currentData())
        self._adopt.setVisible(bool(can_be_adopted(self._desk.workspace)))
        said = laptops_counted(self._desk.workspace)
        self._laptops.setText(worded(said) if said else "")
        self._laptops.setVisible(bool(said))
        if pack := self._chosen_pack():
            self._refresh_carried(pack)
            return
        self._judging.ask(partial(requirements, variant=self._variant.currentData()))

    def _show_standings(self, standings: Sequence[RequirementStanding]) -> None:
        if self._chosen_pack():  # another set was chosen meanwhile
            return
        self._carried = {}
        self._standings = {each.requirement.id: each for each in standings}
        met = sum(each.met for each in standings)
        said = _("{met} of {total} requirements are met").format(met=met, total=len(standings))
        self._figure.setText(", ".join((said, *beside(standings))))
        self._list.show_requirements(
            self._desk.pack.asks, [(each, standing_mark(each)) for each in standings]
        )
        if self._wanted:
            self._list.choose(self._wanted)
            self._wanted = ""

    def chosen(self) -> str:
        return self._list.chosen_id()

    def _refresh_carried(self, pack: Pack) -> None:
        """Another standard: its statements with the records that carry something of them, answered by people."""
        found = statements(self._desk.workspace, pack)
        self._standings = {}
        self._carried = {each.requirement.id: each for each in found}
        carried = sum(bool(each.records) for each in found)
        answered = sum(each.stands in _ANSWERED for each in found)
        self._figure.setText(
            _(
                "Records here may say something of {carried} of {total} statements. Answered: {answered}"
            ).format(carried=carried, total=len(found), answered=answered)
        )
        self._list.show_requirements(pack.asks, [(each, _mark_of_statement(each)) for each in found])

    def choose(self, named: str) -> None:
        """Show a statement by its full id: in the part of the profile that is chosen, or in its own set."""
        set_id, _slash, key = named.partition("/")
        self._offer(self._variant.currentData())
        at = self._variant.findData(f"{set_id}/")
        if at >= 0:
            self._variant.setCurrentIndex(at)
            self.refresh()
        elif self._chosen_pack():
            self._choose_variant(variant_of(self._desk.workspace))
            self.refresh()
        self._wanted = key
        self._list.choose(key)

    def _show_carried(self, line: StatementLine) -> None:
        asked, packs = line.requirement, self._desk.workspace.packs
        self._number.setText(asked.id)
        self._mark.setMark(_mark_of_statement(line))
        self._statement.setText(_(asked.statement))
        self._source.setText("")
        self._source.setToolTip(plain_tip(asked.source))
        self._missing.setVisible(not line.records)
        self._missing.say(Tone.INFO, _("No kind of record here carries this; keep its evidence elsewhere."))
        pack = self._chosen_pack()
        if pack is not None:
            subject = Subject(pack.full_id(asked.id), asked.id, of_point=False)
            self._answer.show_answer(subject, line.answer, line.changed)
            self._answer.show()
        models = [model for model, _number, _newest in line.records]
        products = {each: packs.product_kept_in(each.__name__) for each in models}
        self._tree.show_carrying(self._desk.workspace, line, products)

    def _offer(self, chosen: str) -> None:
        """The parts of service delivery, and below them the other standards that are adopted."""
        offered = [(_(each.name), each.id) for each in self._desk.pack.asks.variants]
        others = self._desk.workspace.packs.adoptions[1:]
        offered += [(_(each.pack.asks.header.title), each.pack.full_id("")) for each in others]
        if offered != [
            (self._variant.itemText(at), self._variant.itemData(at)) for at in range(self._variant.count())
        ]:
            self._variant.clear()
            for text, data in offered:
                self._variant.addItem(text, data)
                self._variant.setItemData(self._variant.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
            self._choose_variant(chosen)

    def _chosen_pack(self) -> Pack | None:
        """The other standard that is chosen; None where it is a part of service delivery."""
        chosen = self._variant.currentData()
        return next((pack for pack in self._desk.workspace.packs.packs if pack.full_id("") == chosen), None)

    def _ask_to_adopt(self) -> None:
        dialog = AdoptDialog(self._desk, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.adopted.connect(self._show_adopted)
        dialog.open()

    def _show_adopted(self, pack: str) -> None:
        """What was adopted just now is what one wants to look at."""
        self._offer(self._variant.currentData())
        self._choose_variant(f"{pack}/")
        self.refresh()

    def _show(self, requirement: str) -> None:
        self._trace.show_record(None)
        if carried := self._carried.get(requirement):
            self._show_carried(carried)
            return
        standing = self._standings.get(requirement)
        if standing is None:
            return
        asked = standing.requirement
        self._answer.hide()
        self._number.setText(asked.id)
        self._mark.setMark(standing_mark(standing))
        self._statement.setText(_(asked.statement))
        cited = [as_cited(each) for each in asked.related]
        self._source.setText("ISO/IEC 20000-1: " + ", ".join(cited[:4]) if cited else "")
        self._source.setToolTip(plain_tip("\n".join([*cited, asked.source])))
        lacking = standing.missing or standing.overdue
        self._missing.setVisible(bool(lacking))
        self._missing.say(
            Tone.WARNING if standing.missing else Tone.INFO, "\n".join(worded(each) for each in lacking)
        )
        related = related_to(self._desk.workspace, self._desk.pack, asked)
        self._tree.show_evidence(self._desk.workspace, standing, related)

    def _choose_variant(self, variant: str) -> None:
        self._variant.setCurrentIndex(max(0, self._variant.findData(variant)))

    def _workspace_changed(self) -> None:
        self._stale = True
        self._soon.start()

    def _refresh_if_seen(self) -> None:
        if self._stale and self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()
        self._list.setFocus()

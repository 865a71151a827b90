"""Audit: the requirements, and behind each the tasks, work products and records that are its evidence."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from sdesk.packs import Pack
from sdesk.packs.model import as_cited
from sdesk.practice.audit.adoption import Carried, can_be_adopted, carried_by_records
from sdesk.practice.readiness.requirements import RequirementStanding, requirements, variant_of
from sdesk.translation import gettext as _
from sdesk.ui.audit.adoption import AdoptDialog
from sdesk.ui.audit.evidence import EvidenceTree, carried_mark
from sdesk.ui.audit.requirement_list import RequirementList
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Aside, Callout, PageTitle, SidePanel, StateLabel, Tone, WrappedLabel, quiet_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import GRID, PAGE_MARGIN, scaled_font
from sdesk.ui.theme.marks import Shape, StateMark
from sdesk.ui.wording import worded

LIST_WIDTH = 380


def standing_mark(standing: RequirementStanding) -> StateMark:
    """Met, met with something overdue that an auditor would ask about, or not met."""
    if not standing.met:
        return StateMark(Shape.DRAFT, _("Not met"))
    if standing.overdue:
        return StateMark(Shape.NEEDS_REVIEW, _("Met, review overdue"))
    return StateMark(Shape.APPROVED, _("Met"))


def _mark_of_carried(carried: Carried) -> StateMark:
    if not carried.records:
        return StateMark(Shape.NOT_APPLICABLE, _("Not carried"))
    return carried_mark(carried.number)


class AuditTab(QWidget):
    """At the left the requirements of the chosen part of the profile; at the right the evidence of the chosen one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale = True
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._refresh_if_seen)
        self._standings: dict[str, RequirementStanding] = {}
        self._carried: dict[str, Carried] = {}
        self._make()
        self._lay_out()
        desk.changed.connect(self._workspace_changed)
        self.refresh()

    # ------------------------------------------------------------ making

    def _make(self) -> None:
        self._figure = Aside("", self)
        self._figure.setObjectName("audit.figure")
        self._variant = QComboBox(self)
        self._variant.setObjectName("audit.variant")
        self._variant.setAccessibleName(_("Part of the profile"))
        self._variant.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._variant.setMinimumContentsLength(14)
        self._offer(variant_of(self._desk.workspace))
        self._variant.activated.connect(self.refresh)
        self._adopt = quiet_button(_("Adopt another standard…"), self, icon_name="plus", name="audit.adopt")
        self._desk.writes(self._adopt).clicked.connect(self._ask_to_adopt)
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
        self._tree = EvidenceTree(self)
        self._tree.record_asked.connect(self._desk.open_record)
        self._tree.work_product_asked.connect(self._desk.open_work_product)
        self._tree.task_asked.connect(self._desk.open_task)

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
        column.addWidget(self._tree, 1)
        return panel

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read everything again; the chosen requirement stays chosen."""
        self._stale = False
        self._offer(self._variant.currentData())
        self._adopt.setVisible(bool(can_be_adopted(self._desk.workspace)))
        if pack := self._chosen_pack():
            self._refresh_carried(pack)
            return
        self._carried = {}
        standings = requirements(self._desk.workspace, self._variant.currentData())
        self._standings = {each.requirement.id: each for each in standings}
        met = sum(each.met for each in standings)
        self._figure.setText(
            _("{met} of {total} requirements have their evidence").format(met=met, total=len(standings))
        )
        self._list.show_requirements(
            self._desk.pack.asks, [(each, standing_mark(each)) for each in standings]
        )

    def chosen(self) -> str:
        return self._list.chosen_id()

    def _refresh_carried(self, pack: Pack) -> None:
        """Another standard: its requirements with the records that carry something of them, judged by nobody."""
        found = carried_by_records(self._desk.workspace, pack)
        self._standings = {}
        self._carried = {each.requirement.id: each for each in found}
        carried = sum(bool(each.records) for each in found)
        self._figure.setText(
            _("Records here may say something of {carried} of {total}").format(
                carried=carried, total=len(found)
            )
        )
        self._list.show_requirements(pack.asks, [(each, _mark_of_carried(each)) for each in found])

    def _show_carried(self, carried: Carried) -> None:
        asked, packs = carried.requirement, self._desk.workspace.packs
        self._number.setText(asked.id)
        self._mark.setMark(_mark_of_carried(carried))
        self._statement.setText(_(asked.statement))
        self._source.setText("")
        self._source.setToolTip(plain_tip(asked.source))
        self._missing.setVisible(not carried.records)
        self._missing.say(Tone.INFO, _("No kind of record here carries this; keep its evidence elsewhere."))
        models = [model for model, _number in carried.records]
        self._tree.show_carrying(carried, {each: packs.product_kept_in(each.__name__) for each in models})

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
        dialog.open()

    def _show(self, requirement: str) -> None:
        if carried := self._carried.get(requirement):
            self._show_carried(carried)
            return
        standing = self._standings.get(requirement)
        if standing is None:
            return
        asked = standing.requirement
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
        self._tree.show_evidence(self._desk.workspace, standing)

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

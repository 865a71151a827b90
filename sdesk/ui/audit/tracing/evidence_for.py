"""Behind a tab of a record: the statements that it is evidence for, whether it counts there, and the way to each."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdesk.models import Record
from sdesk.packs import Pack
from sdesk.practice.audit.trace import Bearing, evidence_for, points_about
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import GroupTitle, HelpText, StateLabel, WrappedLabel, column_of, quiet_button, row_of
from sdesk.ui.records.panel_parts import PanelPage
from sdesk.ui.theme.look import GRID
from sdesk.ui.theme.marks import Shape, StateMark
from sdesk.ui.wording import worded


class EvidenceForPage(PanelPage):
    """Read when it is looked at."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, "record.evidence_for", _("Evidence for"), parent)

    def show_record(self, record: Record | None) -> None:
        page, column = self.begin()
        if record is not None:
            self._fill(column, record, page)
        self.finish(page, column)

    def _fill(self, column: QVBoxLayout, record: Record, page: QWidget) -> None:
        """The statements of each set, those that count it first; then the points of evidence."""
        found = evidence_for(self.desk.workspace, record)
        if not found:
            column.addWidget(HelpText(_("No statement of an adopted standard asks for it."), page))
        for pack in self.desk.workspace.packs.packs:
            of_it = [each for each in found if each.pack is pack]
            if of_it:
                column.addWidget(GroupTitle(_(pack.asks.header.title), page))
            for each in of_it:
                column.addWidget(self._statement(pack, each, page))
        points = points_about(self.desk.workspace, record)
        if points:
            column.addWidget(GroupTitle(_("Points of evidence"), page))
            for point in points:
                column.addWidget(WrappedLabel(f"{point.short}  {_(point.text)}", page))

    def _statement(self, pack: Pack, bearing: Bearing, page: QWidget) -> QWidget:
        holder = QWidget(page)
        statement = bearing.requirement
        opens = quiet_button(statement.id, holder, name=f"statement.{statement.id}")
        opens.setToolTip(_("Show it in Audit"))
        full = pack.full_id(statement.id)
        opens.clicked.connect(lambda: self.desk.open_statement(full))
        head = row_of(
            opens, (WrappedLabel(_(statement.statement), holder), 1), StateLabel(_mark(bearing), holder)
        )
        column = column_of(head, inside=holder, spacing=0)
        for asked, passes in bearing.judged:
            said = worded(asked.sentence)
            column.addWidget(HelpText(("● " if passes else "▲ ") + said, holder))
        column.setContentsMargins(0, 0, 0, GRID)
        return holder


def _mark(bearing: Bearing) -> StateMark:
    if not bearing.judged:
        return StateMark(Shape.NOT_APPLICABLE, _("Not counted"))
    if all(passes for _asked, passes in bearing.judged):
        return StateMark(Shape.APPROVED, _("Counts"))
    return StateMark(Shape.OVERDUE, _("Does not pass"))


__all__ = ["EvidenceForPage"]

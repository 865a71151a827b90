"""Where a change is on its way: the states behind it, the one it is in, those before it, in one path."""

from PySide6.QtWidgets import QWidget

from sdesk.models import ServiceChangeRequest
from sdesk.practice.readiness.case_route import CaseRoute
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import FlowLayout, StateLabel
from sdesk.ui.records.marks import mark_of
from sdesk.ui.theme.look import GRID
from sdesk.ui.theme.marks import Shape, StateMark


def way_of(desk: Desk, change: ServiceChangeRequest) -> list[tuple[str, str]]:
    """Each state by its name, "done", "now" or "next"; of one that left the way, where it left and where it is."""
    product = desk.workspace.packs.work_product_in(type(change).__name__)
    if not product:  # no set says how a change goes
        return [(change.state, "now")]
    route = CaseRoute(desk.pack, product, change.kind.value if change.kind else "")
    names = [change.first_state().name, *(step.to for step in route.steps)]
    if change.state in names:
        at = names.index(change.state)
        stands = ["done"] * at + ["now"] + ["next"] * (len(names) - at - 1)
        return list(zip(names, stands, strict=True))
    left = change.state_called(change.state).after
    done = names[: names.index(left) + 1] if left in names else names[:1]
    ahead = [] if change.state_called(change.state).ended else names[len(names) - 1 :]
    return [*((name, "done") for name in done), (change.state, "now"), *((name, "next") for name in ahead)]


class WayLine(QWidget):
    """The path in words and shapes; the state that it is in now as its own state is shown."""

    def __init__(self, desk: Desk, change: ServiceChangeRequest, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("case.way")
        flow = FlowLayout(self, spacing=GRID)
        said = []
        for name, stands in way_of(desk, change):
            own = mark_of(type(change), name)
            shape = {"done": Shape.APPROVED, "next": Shape.DRAFT}.get(stands, own.shape)
            label = StateLabel(StateMark(shape, own.word), self)
            label.setObjectName(f"way.{name}")
            if stands == "now":
                font = label.font()
                font.setWeight(font.Weight.DemiBold)
                label.setFont(font)
            label.setAccessibleName(_SAID[stands]().format(state=own.word))
            said.append(label.accessibleName())
            flow.addWidget(label)
        self.setAccessibleName(", ".join(said))


_SAID = {
    "done": lambda: _("{state}: done"),
    "now": lambda: _("{state}: now"),
    "next": lambda: _("{state}: to come"),
}

__all__ = ["WayLine", "way_of"]

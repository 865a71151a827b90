"""What was read and confirmed, and would be said otherwise by the answers of now: a list that leads there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sdesk.practice.starter.drafting import Differing
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Dialog, PageTitle, WrappedLabel, button, column_of, quiet_button, row_of
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.wording import worded


class DifferingDialog(Dialog):
    """A line for each section; a click opens its document. Nothing of them is changed."""

    def __init__(self, desk: Desk, differing: Sequence[Differing], parent: QWidget | None = None) -> None:
        super().__init__("questions.differing", _("Read before, and different now"), parent, width=560)
        self._desk = desk
        lines = [self._line(at, each) for at, each in enumerate(differing)]
        close = button(_("Close"), self, name="action.close")
        close.clicked.connect(self.accept)
        column_of(
            PageTitle(self.windowTitle(), self),
            WrappedLabel(
                _("You have confirmed these sections. By your answers of now they would say something else. They stay as they are until you change them. Where one is right as it is, say so there: it is not listed again until an answer changes."),
                self,
            ),
            *lines,
            row_of(-1, close),
            inside=self,
            margins=PAGE_MARGIN,
        )  # fmt: skip

    def _line(self, at: int, each: Differing) -> QWidget:
        record = each.record
        said = _("{document}: {section}").format(
            document=worded(record.heading), section=worded(each.section.label)
        )
        made = quiet_button(said.replace("&", "&&"), self, icon_name="file-text", name=f"differing.{at}")
        made.setAccessibleName(said)
        made.setProperty("record", str(record.id))
        made.clicked.connect(lambda: self._open(record.id))
        return made

    def _open(self, record_id: object) -> None:
        self.accept()
        self._desk.open_record(record_id)  # type: ignore[arg-type]


__all__ = ["DifferingDialog"]

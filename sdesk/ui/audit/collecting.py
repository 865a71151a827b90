"""Collecting what the records say to a management review, on a worker: a year is read for it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import ManagementReview, Record
from sdesk.models.audit.management_review import ReviewInput
from sdesk.practice.audit.management_review import collect_again, collect_for
from sdesk.translation import gettext as _
from sdesk.ui.audit.judging import Judging
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, Tone, column_of
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded


def collect_inputs(desk: Desk, review: ManagementReview, over: QWidget) -> None:
    """Put in the inputs as the records are now; remarks stay."""
    desk.say(_("What the records say is being collected."))

    def store(found: Sequence[ReviewInput]) -> None:
        try:
            collect_again(desk.workspace, review, found)
            desk.say(_("What the records say was collected."))
        except SdeskError as fault:
            desk.say(worded(fault))
        collecting.deleteLater()

    collecting = Judging(desk.workspace, over.window())
    collecting.judged.connect(store)
    collecting.ask(partial(collect_for, review=review))


class CollectingStrip(QWidget):
    """Above a management review whose inputs are not there yet: that the program collects them, and the button for it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._review: ManagementReview | None = None
        said = _("The program reads what the records say to each subject. It is not typed.")
        self.callout = Callout(Tone.INFO, said, self, action=_("Collect the inputs"))
        self.callout.setObjectName("review.collect")
        desk.writes(self.callout.button)
        self.callout.acted.connect(self._collect)
        column_of(self.callout, inside=self, margins=(PAGE_MARGIN, 0, PAGE_MARGIN, GRID), spacing=0)

    def show_record(self, record: Record) -> None:
        self._review = record if isinstance(record, ManagementReview) else None
        self.setVisible(
            self._review is not None and self._review.is_draft and self._review.collected_at is None
        )

    def _collect(self) -> None:
        if self._review is not None:
            collect_inputs(self._desk, self._review, self)


__all__ = ["CollectingStrip", "collect_inputs"]

"""Collecting what the records say to a management review, on a worker: a year is read for it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import ManagementReview
from sdesk.models.audit.management_review import ReviewInput
from sdesk.practice.audit.management_review import collect_again, collect_for
from sdesk.translation import gettext as _
from sdesk.ui.audit.judging import Judging
from sdesk.ui.desk import Desk
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


__all__ = ["collect_inputs"]

"""Rules of agreements (WP.03, WP.21)."""

from collections.abc import Iterator

from sdesk.models import Agreement
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import message as _


def dates_are_in_order(workspace: Workspace, agreement: Agreement, state: str) -> Iterator[Problem]:
    if agreement.start and agreement.end and agreement.end <= agreement.start:
        yield Problem("end", _("The agreement ends before it starts."), _("Correct one of the two days."))
    if agreement.start and agreement.review_date and agreement.review_date < agreement.start:
        yield Problem("review_date", _("The review is before the start."), _("Correct one of the two days."))

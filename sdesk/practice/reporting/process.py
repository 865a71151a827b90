"""Reports on a period (WP.07, WP.19): their kinds of record, put together."""

from sdesk.models import ImprovementReport, PerformanceReport
from sdesk.practice.lifecycle.record_type import RecordType
from sdesk.practice.lifecycle.undo import KEEP_PRINT
from sdesk.practice.reporting.conclusions import conclusions_are_somebodys
from sdesk.practice.reporting.decisions import actions_are_decided
from sdesk.practice.reporting.reports import figures_have_moved, follow_figures, freeze_figures
from sdesk.practice.reporting.rules import (
    is_about_an_agreement,
    judgements_have_grounds,
    period_is_in_order,
    period_is_over,
)
from sdesk.translation import message as _

_KEPT = {KEEP_PRINT: _("The print of what was approved is kept.")}

RECORD_TYPES = (
    RecordType(
        ImprovementReport,
        rules=(
            period_is_in_order,
            period_is_over,
            judgements_have_grounds,
            actions_are_decided,
            conclusions_are_somebodys,
        ),
        fills={"approve": freeze_figures},
        follows=follow_figures,
        warns=figures_have_moved,
        not_undone=_KEPT,
    ),
    RecordType(
        PerformanceReport,
        rules=(
            period_is_in_order,
            period_is_over,
            judgements_have_grounds,
            is_about_an_agreement,
            conclusions_are_somebodys,
        ),
        fills={"approve": freeze_figures},
        follows=follow_figures,
        warns=figures_have_moved,
        not_undone=_KEPT,
    ),
)

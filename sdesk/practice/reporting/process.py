"""Reports on a period (WP.07, WP.19): their kinds of record, put together."""

from sdesk.models import ImprovementReport, PerformanceReport
from sdesk.practice.lifecycle.handing_out import given_once_approved
from sdesk.practice.lifecycle.record_type import RecordType
from sdesk.practice.lifecycle.undo import KEEP_PRINT
from sdesk.practice.reporting.actions.decisions import actions_are_decided
from sdesk.practice.reporting.reports import follow_figures, freeze_figures
from sdesk.practice.reporting.rules import (
    approver_is_told,
    is_about_an_agreement,
    judgements_have_grounds,
    period_is_in_order,
    period_is_over,
)
from sdesk.practice.reporting.telling.conclusions import conclusions_are_somebodys
from sdesk.translation import message as _

_KEPT = {KEEP_PRINT: _("The print of what was approved is kept.")}
_RULES = (
    period_is_in_order,
    period_is_over,
    judgements_have_grounds,
    conclusions_are_somebodys,
    given_once_approved,
)

RECORD_TYPES = (
    RecordType(
        ImprovementReport,
        rules=(*_RULES, actions_are_decided),
        fills={"approve": freeze_figures},
        follows=follow_figures,
        warns=approver_is_told,
        not_undone=_KEPT,
    ),
    RecordType(
        PerformanceReport,
        rules=(*_RULES, is_about_an_agreement),
        fills={"approve": freeze_figures},
        follows=follow_figures,
        warns=approver_is_told,
        not_undone=_KEPT,
    ),
)

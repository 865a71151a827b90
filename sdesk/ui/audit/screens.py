"""What is said about a work product as evidence, and what audits and findings show of their own. Each part is imported when it is asked for."""

from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import (
    RECORDS,
    WORK_PRODUCTS,
    ActionItem,
    Agreement,
    AssignedRoles,
    Audit,
    Document,
    ExternalDocument,
    Finding,
    ManagementReview,
    Record,
    ServiceIncident,
)
from sdesk.models.audit.audit import CaseAnswer, Sample
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, RecordPage, Screens
from sdesk.ui.record_command import RecordCommand, Sense


def _is_audit(record: Record) -> bool:
    return isinstance(record, Audit)


def _sample(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.samples.sample_page import SamplePage

    return SamplePage(desk, parent)


def _statement(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.finding_strip import FindingStrip

    return FindingStrip(desk, parent)


def _collecting(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.collecting import CollectingStrip

    return CollectingStrip(desk, parent)


def _elsewhere(parent: QWidget | None) -> QWidget:
    from sdesk.ui.audit.elsewhere_field import ElsewhereField

    return ElsewhereField(parent)


def _leads_to_actions(record: Record) -> bool:
    """Reports and findings make theirs by their steps, feedback and changes on pages of their own."""
    return isinstance(record, Audit | Finding | ServiceIncident | AssignedRoles) and not record.is_draft


def _action(desk: Desk, record: Any, over: QWidget) -> None:
    """One list of action items, wherever they come from."""
    desk.new_record(ActionItem, {"source": record.id, "owner": getattr(record, "owner", None)})


def _can_be_found_against(record: Record) -> bool:
    return isinstance(record, Audit) and record.state == "under way"


def _finding(desk: Desk, record: Any, over: QWidget) -> None:
    desk.new_record(Finding, {"audit": record.id})


def _can_be_read(record: Record) -> bool:
    return isinstance(record, Document | Agreement | ExternalDocument) and record.state in (
        "approved",
        "in use",
    )


def _review(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.audit.document_dialogs import ReviewDialog

    ReviewDialog(desk, record, over.window()).open()


def _confirm(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.audit.document_dialogs import ConfirmDialog

    ConfirmDialog(desk, record, over.window()).open()


def _is_versioned(record: Record) -> bool:
    return record.versioned


def _compare(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.audit.comparing import CompareDialog

    CompareDialog(desk, record, over.window()).open()


def _strip(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.obsolete_strip import VersionStrip

    return VersionStrip(desk, parent)


def _is_evidence(record: Record) -> bool:
    return isinstance(record, WORK_PRODUCTS)


def _evidence_for(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.tracing.evidence_for import EvidenceForPage

    return EvidenceForPage(desk, parent)


def _can_be_collected(record: Record) -> bool:
    return isinstance(record, ManagementReview) and record.is_draft


def _collect(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.audit.collecting import collect_inputs

    collect_inputs(desk, record, over)


SCREENS = Screens(
    pages=(
        RecordPage("sample", lambda: _("Sample"), _is_audit, _sample),
        RecordPage("evidence", lambda: _("Evidence for"), _is_evidence, _evidence_for),
    ),
    strips={
        **{model: _strip for model in RECORDS if model.versioned},
        Finding: _statement,
        ManagementReview: _collecting,
    },
    row_fields={Sample: _elsewhere, CaseAnswer: _elsewhere},
    commands=(
        RecordCommand(
            "compare",
            lambda: _("Compare versions…"),
            "columns-3",
            _is_versioned,
            _compare,
            sense=Sense.HISTORY,
        ),
        RecordCommand("review", lambda: _("Review without change…"), "refresh-cw", _can_be_read, _review),
        RecordCommand("confirm", lambda: _("Read and understood…"), "signature", _can_be_read, _confirm),
        RecordCommand("collect", lambda: _("Collect the inputs"), "refresh-cw", _can_be_collected, _collect),
        RecordCommand(
            "finding",
            lambda: _("Raise a finding…"),
            "flag",
            _can_be_found_against,
            _finding,
            sense=Sense.RELATE,
        ),
        RecordCommand(
            "action-item",
            lambda: _("New action item…"),
            "list-checks",
            _leads_to_actions,
            _action,
            sense=Sense.RELATE,
        ),
    ),
)

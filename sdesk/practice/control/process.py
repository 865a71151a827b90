"""Service control (CO): its kinds of record, put together."""

from sdesk.models import (
    ChangeModel,
    ChangeProcedure,
    ChangeSchedule,
    ConfigurationItem,
    ScheduleEntry,
    SecureComponentProcedure,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
)
from sdesk.practice.control import changes, proposals
from sdesk.practice.control.clearance import approve_build
from sdesk.practice.control.emergency import finish_parts_made_good, list_missing_parts
from sdesk.practice.lifecycle.documents import document
from sdesk.practice.lifecycle.record_type import Effect, RecordType

RECORD_TYPES = (
    RecordType(ConfigurationItem, proposes=proposals.configuration_item),
    document(SecureComponentProcedure),
    document(ChangeProcedure),
    document(ChangeSchedule),
    RecordType(ScheduleEntry),
    RecordType(ChangeModel),
    RecordType(
        ServiceChangeRequest,
        rules=(
            changes.has_its_papers,
            changes.was_decided,
            changes.schedule_is_in_order,
            changes.rejection_has_reason,
            changes.this_build_was_tested,
            changes.tests_were_passed,
            changes.customer_consented,
        ),
        fills={
            "approve": changes.decide,
            "approve afterwards": changes.decide,
            "approve after roll-back": changes.decide,
            "reject": changes.refuse,
            "refuse": changes.refuse,
            "clear": changes.clear,
            "clear afterwards": changes.clear,
            "clear after roll-back": changes.clear,
            "roll back": changes.roll_back,
        },
        brings_about=(
            Effect(
                ServiceChangeRequest, approve_build, ("clear", "clear afterwards", "clear after roll-back")
            ),
            Effect(ServiceChangeRequest, list_missing_parts, ("deploy emergency",)),
            Effect(ServiceChangeRequest, finish_parts_made_good),
        ),
        proposes=proposals.change_request,
    ),
    *(
        RecordType(paper, brings_about=(Effect(paper, finish_parts_made_good),), proposes=proposes)
        for paper, proposes in (
            (ServiceDesign, proposals.design),
            (ServiceBuild, proposals.build),
            (ServiceTestReport, proposals.test_report),
        )
    ),
)

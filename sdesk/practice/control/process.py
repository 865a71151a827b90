"""Service control (CO): its kinds of record, put together."""

from dataclasses import replace

from sdesk.models import (
    ChangeModel,
    ChangeProcedure,
    ChangeSchedule,
    ConfigurationItem,
    JobRun,
    RecurringJob,
    ScheduleEntry,
    SecureComponentProcedure,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
)
from sdesk.practice.control import (
    changes,
    copies,
    jobs,
    order_of_change,
    proposals,
    queue,
    scheduled,
    tested,
)
from sdesk.practice.control.clearance import approve_build
from sdesk.practice.control.emergency import finish_parts_made_good, list_missing_parts
from sdesk.practice.lifecycle.documents import document
from sdesk.practice.lifecycle.handing_out import given_once_approved
from sdesk.practice.lifecycle.record_type import Effect, RecordType
from sdesk.practice.lifecycle.records import time_spent_is_not_below_zero

_OF_A_BUILD = (copies.copies_are_what_they_say,)
_OF_TESTS = (tested.failed_ones_are_accepted, tested.criteria_are_answered, given_once_approved)

RECORD_TYPES = (
    RecordType(
        ConfigurationItem,
        rules=(
            copies.item_names_its_version,
            copies.item_says_its_copies,
        ),
        proposes=proposals.configuration_item,
    ),
    document(SecureComponentProcedure),
    document(ChangeProcedure),
    replace(
        document(ChangeSchedule),
        fills={"approve": scheduled.note_what_is_scheduled},
        warns=scheduled.what_is_not_scheduled,
    ),
    RecordType(
        ScheduleEntry,
        rules=(scheduled.days_are_both,),
        fills={"plan": scheduled.note_days},
        follows=scheduled.follow_days,
    ),
    RecordType(RecurringJob, rules=(jobs.comes_back,), proposes=proposals.job),
    RecordType(
        JobRun,
        rules=(jobs.every_point_is_answered,),
        proposes=jobs.proposed_run,
        follows=jobs.follow_job,
    ),
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
            order_of_change.was_deployed_in_order,
            time_spent_is_not_below_zero,
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
        marks=queue.MARKS,
        views=queue.VIEWS,
    ),
    *(
        RecordType(
            paper, rules=rules, brings_about=(Effect(paper, finish_parts_made_good),), proposes=proposes
        )
        for paper, proposes, rules in (
            (ServiceDesign, proposals.design, (order_of_change.designed_once_decided,)),
            (ServiceBuild, proposals.build, (order_of_change.built_once_designed, *_OF_A_BUILD)),
            (ServiceTestReport, proposals.test_report, (order_of_change.tested_once_built, *_OF_TESTS)),
        )
    ),
)

"""Evidence and audit: the kinds of record that say what was done, what does not apply and what audits saw, put together."""

from sdesk.models import (
    AdoptedPack,
    Audit,
    ChecklistAnswer,
    DocumentEntry,
    DocumentReview,
    ExternalDocument,
    Finding,
    JobRun,
    ManagementReview,
    NotApplicable,
    ReadConfirmation,
    StatementAnswer,
    TaskInterval,
    TaskPerformance,
)
from sdesk.practice.audit import audits, findings, management_review, reviewing
from sdesk.practice.audit.checklist import answers
from sdesk.practice.audit.own_work import warn_of_own_work
from sdesk.practice.audit.performing import counts_as_done, task_was_done, task_was_not_done
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.record_type import Effect, RecordType
from sdesk.translation import message as _

RECORD_TYPES = (
    RecordType(NotApplicable),
    RecordType(
        TaskPerformance,
        rules=(counts_as_done,),
        proposes=lambda workspace, given: {"done_on": today(workspace), "done_by": workspace.person_id},
    ),
    RecordType(TaskInterval),
    RecordType(AdoptedPack),
    RecordType(
        Audit,
        rules=(
            audits.days_are_in_order,
            audits.auditors_are_named,
            audits.all_is_gone_through,
            findings.findings_are_settled,
        ),
        proposes=audits.proposed_audit,
        warns=warn_of_own_work,
        not_undone={"draw sample": _("A sample was drawn: nobody draws until they like what they see.")},
    ),
    RecordType(
        Finding,
        rules=(
            findings.statement_is_known,
            findings.failure_has_cause,
            findings.action_is_done,
            findings.somebody_else_verifies,
        ),
        fills={
            "carry out": findings.note_done,
            "verify": findings.note_verified,
            "did not help": findings.note_no_help,
        },
        follows=findings.seen_stays,
        warns=findings.warn_of_step,
    ),
    RecordType(
        ChecklistAnswer,
        rules=(answers.point_is_known, answers.says_why),
        proposes=answers.who_and_when,
        follows=answers.answered_again,
    ),
    RecordType(
        StatementAnswer,
        rules=(answers.statement_is_known, answers.says_why),
        proposes=answers.who_and_when,
        follows=answers.answered_again,
    ),
    RecordType(
        ManagementReview,
        rules=(management_review.is_in_order, management_review.looks_at_all),
        proposes=management_review.proposed,
        follows=management_review.found_stays,
    ),
    RecordType(ExternalDocument),
    RecordType(
        DocumentReview,
        rules=(reviewing.review_counts,),
        fills={"record": reviewing.note_review},
        brings_about=(Effect(DocumentReview, reviewing.follow_review, ("record",)),),
        proposes=reviewing.next_day_proposed,
    ),
    RecordType(
        ReadConfirmation,
        rules=(reviewing.confirmation_counts,),
        fills={"record": reviewing.note_confirmation},
    ),
    RecordType(DocumentEntry),
)

EFFECTS = (
    Effect(JobRun, task_was_done, ("record",)),
    Effect(JobRun, task_was_not_done, ("cancel",)),
)

"""Governance (GO): its kinds of record, put together."""

from sdesk.models import (
    ActionItem,
    AssignedRoles,
    BusinessGoals,
    DocumentProcedure,
    Finding,
    FirmAnswers,
    ImprovementReport,
    ManagementReview,
    Organization,
    PerformanceReport,
    Person,
    ServiceCalendar,
    ServiceDeliveryPolicy,
    ServiceScope,
)
from sdesk.practice.governance import proposals, rules
from sdesk.practice.governance.action_items import (
    make_action_items,
    make_action_of_finding,
    note_ending,
    note_reopening,
)
from sdesk.practice.governance.changed_hours import keep_what_counted, past_stays_as_it_was
from sdesk.practice.lifecycle.documents import document
from sdesk.practice.lifecycle.record_type import Effect, RecordType

RECORD_TYPES = (
    RecordType(Organization, rules=(rules.bounds_are_only_tightened,)),
    RecordType(Person),
    RecordType(FirmAnswers),
    RecordType(
        ServiceCalendar,
        rules=(rules.clocks_can_read_it, past_stays_as_it_was),
        proposes=proposals.service_hours,
        follows=keep_what_counted,
    ),
    document(BusinessGoals, rules.goals_can_be_counted),
    document(ServiceScope),
    document(DocumentProcedure),
    document(
        AssignedRoles,
        rules.service_manager_is_competent,
        rules.competence_is_somebodys,
        rules.no_role_given_twice,
    ),
    document(
        ServiceDeliveryPolicy,
        rules.matrix_is_whole,
        rules.objectives_can_be_counted,
        proposes=proposals.policy,
    ),
    RecordType(ActionItem, fills={"finish": note_ending, "cancel": note_ending, "reopen": note_reopening}),
)

EFFECTS = (
    Effect(ImprovementReport, make_action_items, ("approve",)),
    Effect(PerformanceReport, make_action_items, ("approve",)),
    Effect(Finding, make_action_of_finding, ("plan",)),
    Effect(ManagementReview, make_action_items, ("approve",)),
)

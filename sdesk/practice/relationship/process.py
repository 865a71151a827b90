"""Relationships (RE): its kinds of record, put together."""

from sdesk.models import (
    Customer,
    CustomerAgreement,
    CustomerExperienceApproach,
    FeedbackEntry,
    ServiceCatalogue,
    Supplier,
    SupplierAgreement,
    SurveyScore,
)
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.documents import document
from sdesk.practice.lifecycle.record_type import RecordType
from sdesk.practice.relationship.rules import (
    dates_are_in_order,
    follow_supplier,
    quality_can_be_counted,
    says_which_supplier,
    targets_are_theirs,
    targets_can_be_counted,
)
from sdesk.translation import message as _

RECORD_TYPES = (
    RecordType(Customer),
    RecordType(Supplier),
    document(ServiceCatalogue, quality_can_be_counted),
    document(CustomerExperienceApproach),
    *(
        RecordType(
            agreement,
            rules=(dates_are_in_order, targets_can_be_counted, *more),
            proposes=lambda workspace, given: {"our_owner": workspace.person_id},
        )
        for agreement, more in ((CustomerAgreement, ()), (SupplierAgreement, (targets_are_theirs,)))
    ),
    RecordType(
        FeedbackEntry,
        rules=(says_which_supplier,),
        follows=follow_supplier,
        proposes=lambda workspace, given: {"received_at": workspace.clock()},
        not_undone={"answer": _("Somebody was answered.")},
    ),
    RecordType(SurveyScore, proposes=lambda workspace, given: {"asked_on": today(workspace)}),
)

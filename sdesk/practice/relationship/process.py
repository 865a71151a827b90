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
from sdesk.practice.lifecycle.handing_out import given_once_approved
from sdesk.practice.lifecycle.record_type import RecordType
from sdesk.practice.relationship.rules import (
    dates_are_in_order,
    follow_supplier,
    included_is_not_below_zero,
    other_side_agreed,
    quality_can_be_counted,
    says_which_supplier,
    targets_are_theirs,
    targets_can_be_counted,
)
from sdesk.translation import message as _

_OF_SUPPLIERS = (other_side_agreed, targets_are_theirs)

RECORD_TYPES = (
    RecordType(Customer),
    RecordType(Supplier),
    document(ServiceCatalogue, quality_can_be_counted, given_once_approved),
    document(CustomerExperienceApproach),
    *(
        RecordType(
            agreement,
            rules=(
                dates_are_in_order,
                included_is_not_below_zero,
                targets_can_be_counted,
                *more,
            ),
            proposes=lambda workspace, given: {"our_owner": workspace.person_id},
        )
        for agreement, more in ((CustomerAgreement, ()), (SupplierAgreement, _OF_SUPPLIERS))
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

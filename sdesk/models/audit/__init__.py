"""What a provider is audited against, the audits and what they found, what is answered, what management makes of it; and
what is kept about documents."""

from sdesk.models.audit.adopted_pack import AdoptedPack
from sdesk.models.audit.answers import ChecklistAnswer, StatementAnswer
from sdesk.models.audit.audit import Audit
from sdesk.models.audit.documents import (
    DocumentEntry,
    DocumentReview,
    ExternalDocument,
    ExternalKind,
    ReadConfirmation,
    Reader,
)
from sdesk.models.audit.finding import Finding
from sdesk.models.audit.management_review import ManagementReview

__all__ = [
    "AdoptedPack",
    "Audit",
    "ChecklistAnswer",
    "DocumentEntry",
    "DocumentReview",
    "ExternalDocument",
    "ExternalKind",
    "Finding",
    "ManagementReview",
    "ReadConfirmation",
    "Reader",
    "StatementAnswer",
]

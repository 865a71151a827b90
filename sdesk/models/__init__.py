"""Records: one class a kind, each field declared once. The tuple below lists them; nothing is discovered."""

from sdesk.models.audit import (
    AdoptedPack,
    Audit,
    ChecklistAnswer,
    DocumentEntry,
    DocumentReview,
    ExternalDocument,
    Finding,
    ManagementReview,
    ReadConfirmation,
    StatementAnswer,
)
from sdesk.models.audit.evidence import NotApplicable, TaskInterval, TaskPerformance
from sdesk.models.content import Choice, Contact, Content, FieldSpec, Kind, Row, field_of, fields_of
from sdesk.models.control import (
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
from sdesk.models.control.change_model import ChangeModel
from sdesk.models.governance import (
    AssignedRoles,
    BusinessGoals,
    CustomerExperienceApproach,
    DocumentProcedure,
    FeedbackEntry,
    ImprovementReport,
    ServiceDeliveryPolicy,
    ServiceReport,
    ServiceScope,
)
from sdesk.models.governance.action_item import ActionItem
from sdesk.models.governance.answers import FirmAnswers
from sdesk.models.governance.organization import Organization, Person
from sdesk.models.governance.service_calendar import ServiceCalendar
from sdesk.models.incident import KnownError, ServiceIncident
from sdesk.models.ledger import (
    COMPUTED_ANEW,
    HANDOUT,
    LAPTOP,
    NOTES,
    SETTLED,
    TELLS_OF_COPIES,
    Approval,
    ApprovalForm,
    Attachment,
    Change,
    HistoryEntry,
    Operation,
    Replica,
)
from sdesk.models.record import Document, Level, Proposable, Record, Shape, State, Step, Stored
from sdesk.models.relationship import (
    Agreement,
    CustomerAgreement,
    PerformanceReport,
    ServiceCatalogue,
    SupplierAgreement,
)
from sdesk.models.relationship.party import Customer, Supplier, SurveyScore
from sdesk.models.saved_view import SavedView

WORK_PRODUCTS: tuple[type[Record], ...] = (
    BusinessGoals,
    ConfigurationItem,
    CustomerAgreement,
    CustomerExperienceApproach,
    DocumentProcedure,
    FeedbackEntry,
    ImprovementReport,
    AssignedRoles,
    SecureComponentProcedure,
    ServiceCatalogue,
    ServiceChangeRequest,
    ChangeSchedule,
    ServiceBuild,
    ServiceDeliveryPolicy,
    ServiceScope,
    ServiceDesign,
    ChangeProcedure,
    ServiceIncident,
    PerformanceReport,
    ServiceTestReport,
    SupplierAgreement,
)
"""What the processes make and keep; which work product of a standard each of them is, packs say."""

SUPPORTING: tuple[type[Record], ...] = (
    Organization,
    Person,
    FirmAnswers,
    Customer,
    Supplier,
    ServiceCalendar,
    ScheduleEntry,
    RecurringJob,
    JobRun,
    ChangeModel,
    KnownError,
    ActionItem,
    SurveyScore,
    NotApplicable,
    TaskPerformance,
    TaskInterval,
    AdoptedPack,
    Audit,
    Finding,
    ChecklistAnswer,
    StatementAnswer,
    ManagementReview,
    ExternalDocument,
    DocumentReview,
    ReadConfirmation,
    DocumentEntry,
    SavedView,
)

RECORDS: tuple[type[Record], ...] = (*WORK_PRODUCTS, *SUPPORTING)

_BY_NAME = {model.__name__: model for model in RECORDS}


def model_named(name: str) -> type[Record]:
    """The class of that name. Raises KeyError: a wrong name is a bug."""
    return _BY_NAME[name]


__all__ = [
    "COMPUTED_ANEW", "HANDOUT", "LAPTOP", "NOTES", "RECORDS", "SETTLED", "SUPPORTING", "TELLS_OF_COPIES", "WORK_PRODUCTS", "ActionItem", "AdoptedPack", "Agreement", "Approval", "ApprovalForm",
    "AssignedRoles", "Attachment", "Audit", "BusinessGoals", "Change", "ChangeModel", "ChangeProcedure", "ChangeSchedule", "ChecklistAnswer",
    "Choice", "ConfigurationItem", "Contact", "Content", "Customer", "CustomerAgreement", "CustomerExperienceApproach", "Document", "DocumentEntry",
    "DocumentProcedure", "DocumentReview", "ExternalDocument", "FeedbackEntry", "FieldSpec", "Finding", "FirmAnswers", "HistoryEntry", "ImprovementReport", "JobRun", "Kind",
    "KnownError", "Level", "ManagementReview", "NotApplicable", "Operation", "Organization", "PerformanceReport", "Person", "Proposable", "ReadConfirmation",
    "Record", "RecurringJob", "Replica", "Row", "SavedView",
    "ScheduleEntry", "SecureComponentProcedure", "ServiceBuild", "ServiceCalendar", "ServiceCatalogue", "ServiceChangeRequest",
    "ServiceDeliveryPolicy", "ServiceDesign", "ServiceIncident", "ServiceReport", "ServiceScope", "ServiceTestReport", "Shape", "State", "StatementAnswer",
    "Step", "Stored", "Supplier", "SupplierAgreement", "SurveyScore", "TaskInterval", "TaskPerformance", "field_of", "fields_of",
    "model_named",
]  # fmt: skip

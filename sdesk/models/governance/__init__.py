"""GO, Governance: goals, policy, scope, roles, procedures, feedback log, improvement report."""

from sdesk.models.governance.documents import DocumentProcedure
from sdesk.models.governance.feedback import (
    Answer,
    CustomerExperienceApproach,
    FeedbackAbout,
    FeedbackEntry,
    FeedbackKind,
)
from sdesk.models.governance.goals import BusinessGoals, Goal, ServiceScope
from sdesk.models.governance.policy import (
    DeliveryRisk,
    MatrixCell,
    Objective,
    PlannedWork,
    PriorityTarget,
    ServiceDeliveryPolicy,
    StandardMessage,
)
from sdesk.models.governance.reports import (
    ActionDecision,
    Handover,
    ImprovementAction,
    ImprovementReport,
    ProposedAction,
    ServiceReport,
)
from sdesk.models.governance.roles import AssignedRoles, Competence, RoleAssignment, ServiceRole, Subject
from sdesk.models.priorities import Impact, Priority, Urgency

__all__ = [
    "ActionDecision",
    "Answer",
    "AssignedRoles",
    "BusinessGoals",
    "Competence",
    "CustomerExperienceApproach",
    "DeliveryRisk",
    "DocumentProcedure",
    "FeedbackAbout",
    "FeedbackEntry",
    "FeedbackKind",
    "Goal",
    "Handover",
    "Impact",
    "ImprovementAction",
    "ImprovementReport",
    "MatrixCell",
    "Objective",
    "PlannedWork",
    "Priority",
    "PriorityTarget",
    "ProposedAction",
    "RoleAssignment",
    "ServiceDeliveryPolicy",
    "ServiceReport",
    "ServiceRole",
    "ServiceScope",
    "StandardMessage",
    "Subject",
    "Urgency",
]

"""CO, Service Control: configuration items, changes with their designs, builds and tests, the schedule."""

from sdesk.models.control.build import MasterCopy, ServiceBuild
from sdesk.models.control.change import (
    CriterionScore,
    Decision,
    ReviewResult,
    Risk,
    Score,
    ServiceChangeRequest,
)
from sdesk.models.control.change_steps import ChangeKind
from sdesk.models.control.configuration import (
    ConfigurationItem,
    ItemRelation,
    ItemType,
    RelationKind,
    SecureComponentProcedure,
)
from sdesk.models.control.design import AcceptanceCriterion, DesignRisk, ServiceDesign
from sdesk.models.control.procedures import ChangeProcedure
from sdesk.models.control.schedule import ChangeSchedule, EntryKind, ScheduleEntry
from sdesk.models.control.testing import ServiceTestReport, TestCase, TestConclusion

__all__ = [
    "AcceptanceCriterion",
    "ChangeKind",
    "ChangeProcedure",
    "ChangeSchedule",
    "ConfigurationItem",
    "CriterionScore",
    "Decision",
    "DesignRisk",
    "EntryKind",
    "ItemRelation",
    "ItemType",
    "MasterCopy",
    "RelationKind",
    "ReviewResult",
    "Risk",
    "ScheduleEntry",
    "Score",
    "SecureComponentProcedure",
    "ServiceBuild",
    "ServiceChangeRequest",
    "ServiceDesign",
    "ServiceTestReport",
    "TestCase",
    "TestConclusion",
]

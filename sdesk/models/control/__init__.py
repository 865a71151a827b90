"""CO, Service Control: configuration items, changes with their designs, builds and tests, the schedule."""

from sdesk.models.control.build import ServiceBuild
from sdesk.models.control.change import (
    Consent,
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
    ExpiryDate,
    ItemCheck,
    ItemRelation,
    ItemType,
    RelationKind,
    RunningOut,
    SecureComponentProcedure,
)
from sdesk.models.control.design import AcceptanceCriterion, DesignRisk, ServiceDesign
from sdesk.models.control.jobs import JobCheck, JobPoint, JobRun, PointResult, RecurringJob, Rhythm
from sdesk.models.control.master_copies import CopyCheck, CopyHolder, ItemCopy, MasterCopy
from sdesk.models.control.procedures import ChangeProcedure, criterion_named
from sdesk.models.control.schedule import (
    ChangeSchedule,
    EntryKind,
    ScheduledKind,
    ScheduledLine,
    ScheduleEntry,
)
from sdesk.models.control.testing import ServiceTestReport, TestCase, TestConclusion

__all__ = [
    "AcceptanceCriterion",
    "ChangeKind",
    "ChangeProcedure",
    "ChangeSchedule",
    "ConfigurationItem",
    "Consent",
    "CopyCheck",
    "CopyHolder",
    "CriterionScore",
    "Decision",
    "DesignRisk",
    "EntryKind",
    "ExpiryDate",
    "ItemCheck",
    "ItemCopy",
    "ItemRelation",
    "ItemType",
    "JobCheck",
    "JobPoint",
    "JobRun",
    "MasterCopy",
    "PointResult",
    "RecurringJob",
    "RelationKind",
    "ReviewResult",
    "Rhythm",
    "Risk",
    "RunningOut",
    "ScheduleEntry",
    "ScheduledKind",
    "ScheduledLine",
    "Score",
    "SecureComponentProcedure",
    "ServiceBuild",
    "ServiceChangeRequest",
    "ServiceDesign",
    "ServiceTestReport",
    "TestCase",
    "TestConclusion",
    "criterion_named",
]

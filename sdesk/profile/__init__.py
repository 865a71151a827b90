"""The standard as data: what a profile consists of, read from TOML and checked on load."""

from sdesk.profile.elements import (
    Activity,
    Cadence,
    ContentItem,
    Process,
    Profile,
    Requirement,
    Role,
    Task,
    Variant,
    WorkProduct,
    WorkProductKind,
    WorkProductState,
)
from sdesk.profile.loader import load_profile, service_delivery
from sdesk.profile.order import dependency_order

__all__ = [
    "Activity",
    "Cadence",
    "ContentItem",
    "Process",
    "Profile",
    "Requirement",
    "Role",
    "Task",
    "Variant",
    "WorkProduct",
    "WorkProductKind",
    "WorkProductState",
    "dependency_order",
    "load_profile",
    "service_delivery",
]

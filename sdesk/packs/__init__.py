"""Standards as data: requirement sets, their bindings to our records, their words. Read from TOML, checked on load."""

from sdesk.packs.adopted import AdoptedPacks, Adoption
from sdesk.packs.bindings import Bindings, TaskBinding, TaskPage, WorkProductBinding
from sdesk.packs.load import SERVICE_DELIVERY, load_pack, load_packs, shipped_packs
from sdesk.packs.model import (
    Activity,
    Clause,
    ContentItem,
    Process,
    Requirement,
    RequirementSet,
    Role,
    Task,
    Variant,
    WorkProduct,
)
from sdesk.packs.pack import Pack
from sdesk.packs.product_state import ProductState, Standing

__all__ = [
    "SERVICE_DELIVERY",
    "Activity",
    "AdoptedPacks",
    "Adoption",
    "Bindings",
    "Clause",
    "ContentItem",
    "Pack",
    "Process",
    "ProductState",
    "Requirement",
    "RequirementSet",
    "Role",
    "Standing",
    "Task",
    "TaskBinding",
    "TaskPage",
    "Variant",
    "WorkProduct",
    "WorkProductBinding",
    "load_pack",
    "load_packs",
    "shipped_packs",
]

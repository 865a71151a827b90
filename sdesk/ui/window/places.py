"""Where things belong in the window: the tabs, and which tab shows which record."""

from collections.abc import Mapping
from dataclasses import dataclass

from sdesk.models import (
    ActionItem,
    ChangeModel,
    Customer,
    KnownError,
    NotApplicable,
    Organization,
    Person,
    Record,
    ScheduleEntry,
    ServiceCalendar,
    Supplier,
    SurveyScore,
    TaskInterval,
    TaskPerformance,
)
from sdesk.profile import service_delivery
from sdesk.translation import gettext as _

PROCESS_OF: Mapping[type[Record], str] = {
    Organization: "GO",
    Person: "GO",
    NotApplicable: "GO",
    TaskPerformance: "GO",
    TaskInterval: "GO",
    ScheduleEntry: "CO",
    ChangeModel: "CO",
    Customer: "RE",
    Supplier: "RE",
    SurveyScore: "RE",
    ActionItem: "RE",
    ServiceCalendar: "RE",
    KnownError: "IN",
}
"""The process in whose tab records are shown that are no work product."""


@dataclass(frozen=True)
class Place:
    """A tab: its name in code, and the process it shows, if it shows one."""

    name: str
    process: str = ""

    @property
    def title(self) -> str:
        return {
            "today": _("Today"),
            "governance": _("Governance"),
            "control": _("Service control"),
            "relationships": _("Relationships"),
            "incidents": _("Incidents"),
            "audit": _("Audit"),
            "reports": _("Reports"),
        }[self.name]


PLACES = (
    Place("today"),
    Place("governance", "GO"),
    Place("control", "CO"),
    Place("relationships", "RE"),
    Place("incidents", "IN"),
    Place("audit"),
    Place("reports"),
)


def place_of_process(process: str) -> int:
    """The index of the tab of a process. Raises StopIteration for a process without one."""
    return next(at for at, place in enumerate(PLACES) if place.process == process)


def place_of(model: type[Record]) -> int:
    """The index of the tab that shows records of this model."""
    return place_of_process(process_of(model))


def process_of(model: type[Record]) -> str:
    if model in PROCESS_OF:
        return PROCESS_OF[model]
    return service_delivery().work_product(model.work_product).process


def process_about(subject: str) -> str:
    """The process of a task ("GO.1.1") or a work product ("WP.21"); "" for anything else."""
    profile = service_delivery()
    processes = {task.id: task.process for task in profile.tasks}
    processes.update((product.id, product.process) for product in profile.work_products)
    return processes.get(subject, "")

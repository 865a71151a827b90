"""Where things belong in the window: the tabs, and which tab shows which record."""

from collections.abc import Mapping
from dataclasses import dataclass

from sdesk.models import (
    ActionItem,
    AdoptedPack,
    Audit,
    ChangeModel,
    ChecklistAnswer,
    Customer,
    DocumentEntry,
    DocumentReview,
    ExternalDocument,
    Finding,
    JobRun,
    KnownError,
    ManagementReview,
    NotApplicable,
    Organization,
    Person,
    ReadConfirmation,
    Record,
    RecurringJob,
    SavedView,
    ScheduleEntry,
    ServiceCalendar,
    StatementAnswer,
    Supplier,
    SurveyScore,
    TaskInterval,
    TaskPerformance,
)
from sdesk.packs import AdoptedPacks
from sdesk.translation import gettext as _

PLACE_OF: Mapping[type[Record], str] = {
    Organization: "governance",
    Person: "governance",
    NotApplicable: "governance",
    AdoptedPack: "governance",
    TaskPerformance: "governance",
    TaskInterval: "governance",
    ScheduleEntry: "control",
    RecurringJob: "control",
    JobRun: "control",
    SavedView: "incidents",
    ChangeModel: "control",
    Customer: "relationships",
    Supplier: "relationships",
    SurveyScore: "relationships",
    ActionItem: "relationships",
    ServiceCalendar: "relationships",
    KnownError: "incidents",
    Audit: "audit",
    Finding: "audit",
    ManagementReview: "audit",
    ChecklistAnswer: "audit",
    StatementAnswer: "audit",
    ExternalDocument: "audit",
    DocumentReview: "audit",
    ReadConfirmation: "audit",
    DocumentEntry: "audit",
}
"""The tab in which records are shown whatever a standard calls them. All others: where their work product is."""


@dataclass(frozen=True)
class Place:
    """A tab: its name in code and in bindings, and whether it shows a process."""

    name: str
    of_process: bool = False

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
    Place("governance", of_process=True),
    Place("control", of_process=True),
    Place("relationships", of_process=True),
    Place("incidents", of_process=True),
    Place("audit"),
    Place("reports"),
)


def place_called(tab: str) -> int:
    """The index of a tab. Raises StopIteration for a name that none has."""
    return next(at for at, place in enumerate(PLACES) if place.name == tab)


def place_of(packs: AdoptedPacks, model: type[Record]) -> int:
    """The index of the tab that shows records of this model; Governance for what no set has a word for."""
    product = packs.work_product_in(model.__name__)
    return place_called(PLACE_OF.get(model) or tab_about(packs, product) or "governance")


def tab_about(packs: AdoptedPacks, subject: str) -> str:
    """The tab of the process of a task or a work product; "" for anything else."""
    try:
        pack, key = packs.find(subject)
    except KeyError:
        return ""
    bound = pack.bindings.processes.get(pack.asks.process_of(key))
    return bound.tab if bound else ""


def processes_in(packs: AdoptedPacks, tab: str) -> tuple[str, ...]:
    """The processes of the first set that stand in a tab."""
    pack = packs.first
    bound = pack.bindings.processes
    return tuple(each.id for each in pack.asks.processes if each.id in bound and bound[each.id].tab == tab)

"""What a wizard walks through: an activity, the set-up, everything that is left, or one case."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sdesk.models import Record, ServiceChangeRequest, ServiceIncident
from sdesk.packs import Pack
from sdesk.practice.guidance.case_pages import case_pages
from sdesk.practice.guidance.wizards import WizardPage, activity_pages, remaining_pages, setup_pages
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.records.naming import heading_of

Load = Callable[[Workspace], tuple[WizardPage, ...]]


@dataclass(frozen=True)
class PageSource:
    """`key` tells one wizard from another, `subtitle` says which case it is about."""

    key: str
    title: str
    load: Load
    subtitle: str = ""


def setup_source() -> PageSource:
    return PageSource("setup", _("Set up"), setup_pages, _("Once, in this order; then on review"))


def activity_source(pack: Pack, activity_id: str) -> PageSource:
    activity = pack.asks.activity(activity_id)

    def load(workspace: Workspace) -> tuple[WizardPage, ...]:
        return activity_pages(workspace, activity_id)

    return PageSource(activity_id, _(activity.name), load, activity_id)


def remaining_source(workspace: Workspace) -> PageSource:
    """What is left now: a page that gets finished stays in sight, so that nobody wonders where it went."""
    keys = [page.key for page in remaining_pages(workspace)]

    def load(workspace: Workspace) -> tuple[WizardPage, ...]:
        by_key = {
            page.key: page
            for activity in dict.fromkeys(workspace.packs.first.asks.task(key).activity for key in keys)
            for page in activity_pages(workspace, activity)
        }
        return tuple(by_key[key] for key in keys)

    return PageSource("remaining", _("Everything that is left"), load)


def case_source(case: Record) -> PageSource:
    model, case_id = type(case), case.id

    def load(workspace: Workspace) -> tuple[WizardPage, ...]:
        found = workspace.get(model, case_id)
        return case_pages(workspace, found) if found is not None else ()

    return PageSource(str(case.id), f"{case.number}", load, heading_of(case))


def case_called(workspace: Workspace, case_id: UUID) -> Record | None:
    """The change request or incident with this id."""
    return workspace.get(ServiceChangeRequest, case_id) or workspace.get(ServiceIncident, case_id)

"""Pages of a process that are no list of records: what its records come to, taken together.

An explicit list; a page is imported when somebody looks at it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk


@dataclass(frozen=True)
class ProcessView:
    """A page in the place of list and form. `make` gets desk and parent; the widget has a `refresh()`."""

    name: str
    title: Callable[[], str]
    make: Callable[[Desk, QWidget], QWidget]


def _trends(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.incident.trends_page import TrendsPage

    return TrendsPage(desk, parent)


def _parties(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.relationship.parties_page import PartiesPage

    return PartiesPage(desk, parent)


VIEWS: Mapping[str, tuple[ProcessView, ...]] = {
    "RE": (ProcessView("parties", lambda: _("At a glance"), _parties),),
    "IN": (ProcessView("trends", lambda: _("Potential incidents"), _trends),),
}
"""By the id of the process."""


OF_TASK: Mapping[str, tuple[str, str]] = {
    "IN.1.3": ("IN", "trends"),
    "RE.2.3": ("RE", "parties"),
    "RE.2.4": ("RE", "parties"),
    "RE.2.5": ("RE", "parties"),
}
"""The process and page that somebody who does a task will want to look at."""


def view_of_task(task: str) -> ProcessView | None:
    """The page that helps with a task, if one does."""
    process, name = OF_TASK.get(task, ("", ""))
    return next((view for view in VIEWS.get(process, ()) if view.name == name), None)

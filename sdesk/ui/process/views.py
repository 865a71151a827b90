"""Pages of a tab that are no list of records: what its records come to, taken together.

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


def _requirements(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.requirements_page import RequirementsPage

    return RequirementsPage(desk, parent)


def _months(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.months_page import MonthsPage

    return MonthsPage(desk, parent)


def _matrix(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.tracing.matrix_page import MatrixPage

    return MatrixPage(desk, parent)


def _checklist(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.checklist.page import ChecklistPage

    return ChecklistPage(desk, parent)


def _documents(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.documents_page import DocumentsPage

    return DocumentsPage(desk, parent)


def _binder(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.audit.binder_page import BinderPage

    return BinderPage(desk, parent)


VIEWS: Mapping[str, tuple[ProcessView, ...]] = {
    "relationships": (ProcessView("parties", lambda: _("At a glance"), _parties),),
    "incidents": (ProcessView("trends", lambda: _("Potential incidents"), _trends),),
    "audit": (
        ProcessView("requirements", lambda: _("Requirements"), _requirements),
        ProcessView("months", lambda: _("Over the months"), _months),
        ProcessView("matrix", lambda: _("Matrix"), _matrix),
        ProcessView("checklist", lambda: _("Checklist"), _checklist),
        ProcessView("documents", lambda: _("Documents"), _documents),
        ProcessView("binder", lambda: _("Binder"), _binder),
    ),
}
"""By the tab."""


def view_called(name: str) -> ProcessView | None:
    """The page of this name, as bindings of tasks name it; None where there is none."""
    return next((view for views in VIEWS.values() for view in views if view.name == name), None)


def tab_of_view(name: str) -> str:
    """The tab in which the page stands. Raises StopIteration for a name that none has."""
    return next(tab for tab, views in VIEWS.items() if name in [view.name for view in views])

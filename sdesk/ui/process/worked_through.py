"""The records that people work through in a tab, such as incidents, and the views of them at its side."""

from collections.abc import Mapping

from sdesk.models import Record
from sdesk.practice.finding.view import View
from sdesk.practice.finding.views import counts, views_of
from sdesk.ui.desk import Desk
from sdesk.ui.process.panel import ProcessPanel
from sdesk.ui.window.places import place_called, place_of
from sdesk.ui.wording import worded


class WorkedThrough:
    """`model` is None where a tab has no such records."""

    def __init__(self, desk: Desk, tab: str) -> None:
        self._desk = desk
        at, packs = place_called(tab), desk.workspace.packs
        here = (model for model in desk.screens.queues if place_of(packs, model) == at)
        self.model: type[Record] | None = next(here, None)

    @property
    def views(self) -> tuple[View, ...]:
        return views_of(self._desk.workspace, self.model) if self.model else ()

    def titles(self) -> list[tuple[str, str]]:
        """Names and titles of the views."""
        return [(view.name, worded(view.title)) for view in self.views]

    def counted(self) -> Mapping[str, int]:
        """How many stand in each view now, by its name."""
        return counts(self._desk.workspace, self.model, self.views) if self.model else {}

    def show_in(self, panel: ProcessPanel, counted: Mapping[str, int]) -> None:
        """Show which views there are now, and how many were counted in each."""
        if self.model is not None:
            panel.offer_views(self.titles())
            panel.count(counted)

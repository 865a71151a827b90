"""Which records a list shows: those of the view that was chosen, and of them those that the filter line asks for."""

from collections.abc import Mapping

from sdesk.models import Record
from sdesk.practice.finding.filtering import narrowed, read_filter
from sdesk.practice.finding.view import View
from sdesk.practice.finding.views import counts, views_of
from sdesk.practice.lifecycle.lists import Listing, size
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.translation import sentences
from sdesk.ui.records.list.choices import HOME, OPEN, TableChoices
from sdesk.ui.wording import worded


class Narrowing:
    """Puts the listing together, by the time and the records of now. `fault` says what of the line was not understood."""

    def __init__(self, workspace: Workspace, model: type[Record], choices: TableChoices) -> None:
        self._workspace = workspace
        self._model = model
        self._choices = choices
        self.views = views_of(workspace, model)
        self.fault = ""
        if choices.view not in [view.name for view in self.views]:
            choices.view = HOME

    @property
    def view(self) -> View | None:
        """The view that narrows the list; none where the states alone do."""
        return next((each for each in self.views if each.name == self._choices.view != HOME), None)

    @property
    def title(self) -> str:
        """What the list is called now."""
        if self.views and (self._choices.view != HOME or self._choices.states == OPEN):
            return next(worded(each.title) for each in self.views if each.name == self._choices.view)
        return _(self._model.plural)

    def listing(self, line: str = "") -> Listing:
        found = self._of_the_view()
        asked = read_filter(self._workspace, self._model, line)
        self.fault = worded(sentences(*asked.faults)) if asked.faults else ""
        return narrowed(self._workspace, found, asked)

    def total(self) -> int:
        """How many there are in the view, whatever the filter line says."""
        return size(self._workspace, self._of_the_view())

    def counts(self) -> Mapping[str, int]:
        """How many there are in each view."""
        return counts(self._workspace, self._model, self.views)

    def _of_the_view(self) -> Listing:
        choices, view = self._choices, self.view
        if view is None:
            return choices.listing()
        everything = Listing(self._model.__name__, "", (), choices.sort, choices.descending)
        return narrowed(self._workspace, everything, read_filter(self._workspace, self._model, view.where))

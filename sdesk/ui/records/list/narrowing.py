"""Which records a list shows: those of the view that was chosen, and of them those that the filter line asks for."""

from collections.abc import Mapping

from sdesk.models import Record
from sdesk.practice.finding.filter_line import Term, written
from sdesk.practice.finding.filtering import narrowed, read_filter
from sdesk.practice.finding.view import View
from sdesk.practice.finding.views import counts, views_of
from sdesk.practice.lifecycle.lists import Listing, size
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.translation import sentences
from sdesk.ui.records.list.choices import ALL, HOME, OPEN, TableChoices
from sdesk.ui.wording import worded


class Narrowing:
    """Puts the listing together, by the time and the records of now. `fault` says what of the line was not understood."""

    def __init__(self, workspace: Workspace, model: type[Record], choices: TableChoices) -> None:
        self._workspace = workspace
        self._model = model
        self._choices = choices
        self.fault = ""
        self.settle()

    def settle(self) -> bool:
        """Back to all that are open where the view is not there any more; whether it was so."""
        is_gone = self._choices.view not in [view.name for view in self.views]
        if is_gone:
            self._choices.view = HOME
        return is_gone and bool(self.views)

    @property
    def views(self) -> tuple[View, ...]:
        """Those that there are now: somebody may have saved one."""
        return views_of(self._workspace, self._model)

    @property
    def view(self) -> View | None:
        """The view that narrows the list; none where the states alone do."""
        return next((each for each in self.views if each.name == self._choices.view != HOME), None)

    def as_shown(self, line: str) -> View:
        """What the list shows now, as a view: what the view and the line ask for, its order, and columns that were chosen."""
        choices, view = self._choices, self.view
        states = {OPEN: "is:open", ALL: ""}.get(choices.states)
        of_states = written((Term(choices.states, "state", whole=True),)) if states is None else states
        where = " ".join(filter(None, (view.where if view else of_states, line.strip())))
        columns = () if choices.fits_itself else tuple(choices.columns)
        sort = choices.sort if choices.sort not in [each.name for each in choices.live] else ""
        return View(choices.view, self.title, where, sort, choices.descending, columns)

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

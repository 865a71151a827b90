"""What somebody chose for a list: its columns, their widths, its order, the states it shows."""

from dataclasses import dataclass, field

from sdesk.models import Record
from sdesk.practice.lifecycle.lists import Listing
from sdesk.ui.desk import LiveColumn
from sdesk.ui.records.list.columns import ListColumn, columns_of, default_columns
from sdesk.ui.records.remembered import remember_words, remembered_words

OPEN, ALL = "open", "all"
HOME = "open"
"""The view that is no choice: all that are not over, or in whatever states are asked for."""


@dataclass
class TableChoices:
    """The choices for the list of one model, as they were left on this laptop."""

    model: type[Record]
    live: tuple[LiveColumn, ...] = ()
    columns: list[str] = field(default_factory=list)
    states: str = OPEN
    sort: str = "number"
    descending: bool = False
    view: str = HOME

    @classmethod
    def remembered(cls, model: type[Record], live: tuple[LiveColumn, ...]) -> "TableChoices":
        chosen = cls(model, live, list(default_columns(model, live)), OPEN, *first_order(model, live))
        known = {column.name for column in columns_of(model, live)}
        columns = [name for name in remembered_words(f"{model.__name__}/columns") if name in known]
        chosen.columns = columns or chosen.columns
        order = remembered_words(f"{model.__name__}/sorted")
        if len(order) == 2 and order[0] in known:
            chosen.sort, chosen.descending = order[0], order[1] == "down"
        states = remembered_words(f"{model.__name__}/states")
        if states and states[0] in (OPEN, ALL, *(state.name for state in model.states)):
            chosen.states = states[0]
        chosen.view = next(iter(remembered_words(f"{model.__name__}/view")), HOME)
        return chosen

    def remember(self) -> None:
        remember_words(f"{self.model.__name__}/columns", self.columns)
        remember_words(f"{self.model.__name__}/states", [self.states])
        remember_words(f"{self.model.__name__}/view", [self.view])

    def remember_order(self) -> None:
        """Only what somebody chose: else the list begins as it is best."""
        remember_words(f"{self.model.__name__}/sorted", [self.sort, "down" if self.descending else "up"])

    def widths(self) -> dict[str, int]:
        """Pixels by column, as they were left."""
        pairs = (word.partition("=") for word in remembered_words(f"{self.model.__name__}/widths"))
        return {name: int(width) for name, _, width in pairs if width.isdigit()}

    def remember_widths(self, widths: dict[str, int]) -> None:
        kept = {**self.widths(), **widths}
        words = [f"{name}={width}" for name, width in kept.items()]
        remember_words(f"{self.model.__name__}/widths", words)

    @property
    def fits_itself(self) -> bool:
        """Whether nobody chose columns, so that those may stay away for which there is no room."""
        return self.columns == list(default_columns(self.model, self.live))

    def all_columns(self) -> tuple[ListColumn, ...]:
        """All that the list can show."""
        return columns_of(self.model, self.live)

    def shown_columns(self) -> list[ListColumn]:
        known = {column.name: column for column in self.all_columns()}
        return [known[name] for name in self.columns]

    def wanted_states(self) -> tuple[str, ...]:
        """The states to list; none means every one."""
        if self.states == ALL:
            return ()
        if self.states == OPEN:
            return tuple(state.name for state in self.model.states if not state.ended)
        return (self.states,)

    def listing(self, words: str = "") -> Listing:
        return Listing(self.model.__name__, words, self.wanted_states(), self.sort, self.descending)


def first_order(model: type[Record], live: tuple[LiveColumn, ...] = ()) -> tuple[str, bool]:
    """What is computed says what comes first, where it has an order; what is numbered by the year shows the newest first; people
    and parties go by name."""
    computed = next((each.name for each in live if each.order is not None), "")
    if computed:
        return computed, False
    if "number" in model.columns:
        return "number", model.yearly
    return model.columns[0], False

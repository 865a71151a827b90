"""What stands in the place of the lines of a list: the lines; else what belongs there, or what hides what there is."""

from PySide6.QtWidgets import QWidget

from sdesk.models import Record
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import EmptyState
from sdesk.ui.pieces.page_stack import PageStack
from sdesk.ui.theme.icons import icon


class ListPages(PageStack):
    """`empty` offers the first record, `nothing` to show what is there."""

    def __init__(self, lines: QWidget, model: type[Record], why: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        action = _("New {kind}").format(kind=_(model.singular.lower()))
        sentence = _("No {records} yet").format(records=_(model.plural.lower()))
        self.empty = EmptyState(sentence, why, action, parent)
        self.nothing = EmptyState("", "", _("Show all"), parent, icon_name="search")
        self.nothing.button.setIcon(icon("list", "on_accent"))
        self.nothing.button.setObjectName("action.show-all")
        for page in (lines, self.empty, self.nothing):
            self.addWidget(page)

    def show_for(self, shown: int, total: int, words: str, among: str) -> None:
        """Given how many are shown, of how many that there are; the words that filter; the view or states that do, if any."""
        if total and not shown:
            self._say_what_hides_them(total, words, among)
        self.setCurrentWidget(self._lines if shown else self.nothing if total else self.empty)

    def _say_what_hides_them(self, total: int, words: str, among: str) -> None:
        there = ngettext("There is {n}.", "There are {n}.", total).format(n=total)
        if words and not among:
            said, does = _("Nothing matches “{words}”").format(words=words), _("Clear the filter")
        elif words:
            said = _("Nothing matches “{words}” among “{states}”").format(words=words, states=among)
            does = _("Clear the filter and show all")
        else:
            said, does = _("None of them is among “{states}”").format(states=among), _("Show all")
        self.nothing.say(said, there, does)

"""The bar above everything that offers what was typed and not saved before the program ended."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.models import model_named
from sdesk.practice.unsaved import Offer
from sdesk.practice.workspaces import now
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui import wall
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import STYLE, Callout, Tone, quiet_button, row_of
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.look import GRID
from sdesk.ui.unsaved.differences import DifferencesDialog

QUICK = "quick incident"


class UnsavedBar(QWidget):
    """One line for the oldest of what is offered; the next one follows when it is decided.

    `quick_asked` says that what was typed in the small window for incidents is wanted there.
    """

    quick_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("unsaved")
        self._desk = desk
        self._line = Callout(Tone.WARNING, "", self)
        self._line.setObjectName("unsaved.line")
        self._show = quiet_button(_("Show what differs"), self._line, name="unsaved.show")
        self._show.clicked.connect(self.show_differences)
        self._take = quiet_button(_("Take it over"), self._line, name="unsaved.take")
        self._take.clicked.connect(self.take_over)
        self._discard = quiet_button(_("Discard…"), self._line, name="unsaved.discard")
        self._discard.clicked.connect(self.show_differences)  # what is given up is seen first
        for each in (self._show, self._take, self._discard):
            self._line.addButton(each)
        row_of(self._line, inside=self, margins=(GRID, 0, GRID, 4), spacing=STYLE)
        desk.typing.offers_changed.connect(self.refresh)
        self.refresh()

    @property
    def offer(self) -> Offer | None:
        """What the line speaks of."""
        return next(iter(self._desk.typing.offers()), None)

    def refresh(self) -> None:
        offer = self.offer
        self.setVisible(offer is not None)
        if offer is not None:
            self._line.say(
                Tone.WARNING, words_of(offer, len(self._desk.typing.offers()) - 1, now(self._desk.workspace))
            )
            self._take.setVisible(offer.can_be_taken)

    def text(self) -> str:
        return self._line.text()

    def show_differences(self) -> None:
        self._desk.typing.look_again()
        if self.offer is not None:
            dialog = DifferencesDialog(self._desk, self.offer, self.window())
            dialog.take_asked.connect(self._hand_over)
            dialog.discard_asked.connect(self.discard)
            dialog.open()

    def take_over(self) -> None:
        """Put it in its form; what goes over something saved since is shown first."""
        self._desk.typing.look_again()
        if self.offer is not None and self.offer.needs_a_look:
            self.show_differences()
        else:
            self._hand_over()

    def discard(self) -> None:
        if self.offer is not None:
            self._desk.typing.discard(self.offer)

    def _hand_over(self) -> None:
        offer = self.offer
        if offer is None:
            return
        form = offer.kept.form
        self._desk.typing.hand_out(offer)
        if form.act == QUICK:
            self.quick_asked.emit()
        elif form.act.startswith("task "):
            self._desk.open_task(form.act.removeprefix("task "))
        elif form.act == "note trends":
            self._desk.open_view("IN", "trends")
        elif form.record_id is not None:
            self._desk.open_record(form.record_id)
        elif not form.act:
            self._desk.new_record(model_named(form.model))
        if self._desk.typing.is_handed_out(offer):
            self._line.say(Tone.INFO, where_it_goes(offer))


def words_of(offer: Offer, more: int, now: datetime) -> str:
    """What is offered, of when, and whether something was done to the record since."""
    kept = offer.kept
    count = len(offer.differences)
    at = wall.local(kept.at)
    today = wall.day_of(kept.at) == wall.day_of(now)
    fields = ngettext("{number} field", "{number} fields", count).format(number=_in_words(count))
    said = [_("Text that was not saved: {form}, {fields}, {time}.").format(
        form=kept.form.title, fields=fields, time=f"{at:%H:%M}" if today else moment_text(kept.at)
    )]  # fmt: skip
    if offer.is_gone:
        said.append(_("The record is deleted."))
    elif not offer.can_be_taken:
        said.append(_("The record was closed or approved since."))
    elif any(each.changed_since for each in offer.differences):
        said.append(_("The record was changed since."))
    if more:
        said.append(ngettext("{n} more follows.", "{n} more follow.", more).format(n=more))
    return " ".join(said)


def _in_words(count: int) -> str:
    words = (
        _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"), _("ten"),
    )  # fmt: skip
    return words[count - 1] if 0 < count <= len(words) else str(count)


def where_it_goes(offer: Offer) -> str:
    """What a person does so that the text comes back, where the program cannot do it for them."""
    title = offer.kept.form.title
    if not offer.kept.form.act:
        return _("Save or revert what you are typing in {form} first.").format(form=title)
    return _("Open “{form}” again: the text will stand in it.").format(form=title)


__all__ = ["UnsavedBar", "words_of"]

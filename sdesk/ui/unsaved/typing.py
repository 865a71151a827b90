"""The one thing that keeps what is typed: every form tells it of a key, and it writes for all of them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from sdesk.errors import SdeskError
from sdesk.models import Record
from sdesk.models.identity import uuid7
from sdesk.practice.unsaved import Offer, PutAside, TypedField, TypedForm, as_json, keep, offer_of, offers
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.pieces import FieldWidget
from sdesk.ui.wording import worded

KEPT_AFTER = 1500
"""Milliseconds after the first key that is not saved until it is kept; further keys don't put it off. What is left of
two seconds is for the disk."""
SPOKEN_FOR = "spoken for"
"""The property of a line whose words somebody else keeps, or that are to find something and nothing to keep."""
TRIED_AGAIN_AFTER = 15_000
"""Milliseconds after which it is tried again, where the disk took nothing."""


class Typing(QObject):
    """Keeps what is not saved of all open forms of a workspace, with one write for all.

    `offers_changed` says that there is more or less to be offered from before a crash, `said` carries what a person
    has to know.
    """

    offers_changed = Signal()
    said = Signal(str)
    _failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._changed: dict[str, OpenForm] = {}
        self._kept: dict[str, tuple[OpenForm, TypedForm]] = {}
        self._offers: list[Offer] = []
        self._handed: Offer | None = None
        self._has_complained = False
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._timer.timeout.connect(self.keep_now)
        self._failed.connect(self._try_later)

    # what forms use

    def note(self, form: "OpenForm") -> None:
        """Something is typed in this form. Nothing is kept of what a copy that is read takes in: it takes in nothing."""
        if self._workspace.read_only:
            return
        self._changed[form.key] = form
        if not self._timer.isActive():
            self._timer.start(KEPT_AFTER)
            if self._workspace.is_open:
                self._workspace.unsaved.prepare()

    def keep_now(self, gone: tuple[str, ...] = ()) -> None:
        """Keep what was typed since the last time, beside the window."""
        self._timer.stop()
        if not self._workspace.is_open:
            return
        read = {key: (form, form.read() if isValid(form) else None) for key, form in self._changed.items()}
        self._changed.clear()
        fresh = {
            key: (form, typed)
            for key, (form, typed) in read.items()
            if typed is not None and self._kept.get(key) != (form, typed)
        }
        emptied = [key for key, (_form, typed) in read.items() if typed is None and key in self._kept]
        for key in emptied:
            del self._kept[key]
        self._write(fresh, [*gone, *emptied])

    def keep_before_saving(self, form: "OpenForm") -> None:
        """What is kept of this form is made what is about to be saved, so that it can be known again as saved.

        Of a form of which nothing is kept, nothing has to be.
        """
        if form.key not in self._kept or not self._workspace.is_open:
            return
        typed = form.read()
        if typed is not None and typed != self._kept[form.key][1]:
            self._write({form.key: (form, typed)}, [])
        self._workspace.unsaved.wait()

    def forget(self, form: "OpenForm") -> None:
        """Nothing of this form is unsaved any more."""
        self._changed.pop(form.key, None)
        if self._kept.pop(form.key, None) is not None and self._workspace.is_open:
            self._write({}, [form.key])

    def end(self) -> None:
        """The window closes in good order: what was typed is saved or given up. What was offered and not decided stays."""
        self._timer.stop()
        self._changed.clear()
        ours, self._kept = list(self._kept), {}
        if ours and self._workspace.is_open:
            self._write({}, ours)

    def hand_over(self) -> None:
        """The window closes, and another goes on: what is typed here is offered there."""
        self.keep_now()
        self._kept = {}

    # what is offered again

    def look(self) -> None:
        """See what was kept before the program ended without saving."""
        if self._workspace.read_only:
            return
        try:
            self._offers = offers(self._workspace)
        except SdeskError as fault:
            self.said.emit(worded(fault))
        self.offers_changed.emit()

    def look_again(self) -> None:
        """See how what is offered differs by now: the records may have been changed since."""
        again = (offer_of(self._workspace, offer.kept) for offer in self._offers)
        self._offers = [offer for offer in again if offer is not None]
        self.offers_changed.emit()

    def offers(self) -> tuple[Offer, ...]:
        return tuple(self._offers)

    def hand_out(self, offer: Offer) -> None:
        """The form that this belongs to may claim it."""
        self._handed = offer

    def is_handed_out(self, offer: Offer) -> bool:
        return self._handed is offer

    def claim(self, model: type[Record] | None, record_id: UUID | None, act: str = "") -> Offer | None:
        """What was handed out for this form; None if it is not for this one."""
        handed = self._handed
        form = handed.kept.form if handed else None
        name = model.__name__ if model else ""
        if form is None or (form.model, form.record_id, form.act) != (name, record_id, act):
            return None
        return handed

    def taken(self, offer: Offer) -> None:
        """It stands in its form now: what is kept of that form takes the place of what was offered."""
        self._forget_offer(offer)
        self.keep_now((offer.kept.id,))
        self.offers_changed.emit()

    def not_all_taken(self, offer: Offer) -> None:
        """Some of it has no place any more: it stays offered, to be read and copied."""
        if self._handed is offer:
            self._handed = None
        self.said.emit(_("Not all of the text has its place here any more. The bar still shows all of it."))

    def discard(self, offer: Offer) -> None:
        self._forget_offer(offer)
        keep(self._workspace, {}, (offer.kept.id,), self._failed.emit)
        self.offers_changed.emit()

    def _forget_offer(self, offer: Offer) -> None:
        self._offers = [each for each in self._offers if each is not offer]
        if self._handed is offer:
            self._handed = None

    # writing

    def _write(self, fresh: "dict[str, tuple[OpenForm, TypedForm]]", gone: list[str]) -> None:
        if not fresh and not gone:
            return
        self._kept.update(fresh)
        contents = {key: typed for key, (_form, typed) in fresh.items()}
        keep(self._workspace, contents, gone, self._failed.emit)

    def _try_later(self, fault: SdeskError) -> None:
        """The forms are as they are; it is said once, and tried again."""
        if isinstance(fault, PutAside):  # what is typed now is kept; what was there before is elsewhere
            self.said.emit(worded(fault))
            return
        if not self._has_complained:
            self._has_complained = True
            said = _("What you type is not kept against a crash until you save it. {why}")
            self.said.emit(said.format(why=worded(fault)))
        if self._kept and self._workspace.is_open:
            self._changed.update((key, form) for key, (form, _typed) in self._kept.items())
            self._kept.clear()
            self._timer.start(TRIED_AGAIN_AFTER)


class OpenForm(QObject):
    """The small piece that a form holds: `read` gives what is not saved of it, None for nothing."""

    def __init__(
        self, typing: Typing, read: Callable[[], TypedForm | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.read = read
        self.key = str(uuid7())  # in the order of time, as what was kept in one go is offered
        self._typing = typing

    def covers(self, edit: QWidget) -> bool:
        """Whether what is typed in this line or text is part of what it reads."""
        owner = self.parent()
        return isinstance(owner, QWidget) and (owner is edit or owner.isAncestorOf(edit))

    def typed(self) -> None:
        """A person changed something."""
        self._typing.note(self)

    def about_to_save(self) -> None:
        self._typing.keep_before_saving(self)

    def settled(self) -> None:
        """Something was saved, or could not be."""
        if self.read() is None:
            self.over()
        else:
            self.typed()

    def over(self) -> None:
        """All of it is saved or given up; what is typed from now on is something else."""
        self._typing.forget(self)
        self.key = str(uuid7())


def typed_field(name: str, label: str, field: FieldWidget, before: Any = None) -> TypedField:
    """A field with what is typed in it; what cannot be read keeps its words."""
    unreadable = bool(field.typedProblem())
    words = field.typedWords()
    return TypedField(
        name, label, as_json(field.value()), field.typedText(), unreadable, as_json(before), words
    )


__all__ = ["KEPT_AFTER", "SPOKEN_FOR", "OpenForm", "Typing", "typed_field"]

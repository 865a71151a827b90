"""The fields of a call: who, what, which service, and what a call of its kind tells besides."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.models import ChangeModel
from sdesk.models.governance import FeedbackKind
from sdesk.practice.control.change_models import models_in_use
from sdesk.practice.incident.recording import offered_services, only_service
from sdesk.practice.intake.came_with import CameWith
from sdesk.practice.intake.kinds import CallKind
from sdesk.practice.intake.recording import Told
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.caller_field import CallerField
from sdesk.ui.incident.first_call import FirstCall
from sdesk.ui.incident.intake.kind_row import KindRow
from sdesk.ui.incident.intake.when_row import WhenRow
from sdesk.ui.pieces import (
    Candidate,
    ChoiceField,
    FieldWidget,
    HelpText,
    LabelledField,
    LinkPicker,
    LongTextField,
    TextField,
    column_of,
)


class CallFields(QWidget):
    """Fields that make no sense for the kind are not shown; what stands in them stays, for when the kind is another again.

    `changed` is emitted when a person says something else in one of them, `told_more` when that bears on what is alike,
    `kind_chosen` when it is something else.
    """

    changed = Signal()
    told_more = Signal()
    kind_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.kinds = KindRow(self)
        self.who = CallerField(desk, self)
        self.what = TextField(self)
        self.what.setObjectName("quick.what")
        self.details = LongTextField(self, placeholder=_("Details, if there are any yet"))
        self.details.setObjectName("quick.details")
        self.details.setAccessibleName(_("Details"))
        self.service = LinkPicker(self._services, self, placeholder=_("Part of a service's name"))
        self.service.setObjectName("quick.service")
        self.call = FirstCall(desk, self)
        self.model = ChoiceField([], self, empty=_("None fits"))
        self.model.setObjectName("quick.model")
        self.said = ChoiceField([(each, _(each.label)) for each in FeedbackKind], self)
        self.said.setObjectName("quick.said")
        self.when = WhenRow(self.call.outage, self)
        self._lay_out()
        self._connect()
        self._offer_models()
        self._show_kind(self.kind)

    # what the window uses

    @property
    def kind(self) -> CallKind:
        return self.kinds.value()

    def values(self) -> dict[str, Any]:
        """As an incident keeps them."""
        return {
            "summary": self.what.value().strip(),
            "details": self.details.value().strip(),
            "customer": self.who.customer_id(),
            "reporter": self.who.reporter(),
            "service": self.service.value(),
            **self.when.past(),
            **self.call.values(),
        }

    def told(
        self, belongs_to: Iterable[UUID], known_errors: Iterable[UUID], came: Iterable[CameWith]
    ) -> Told:
        model = self.model.value()
        said = self.said.value()
        return Told(
            self.kind,
            self.values(),
            solved_by=self.call.solved_by.value(),
            belongs_to=tuple(belongs_to),
            known_errors=tuple(known_errors),
            change_model=model if isinstance(model, UUID) and self.kind is CallKind.WANTED else None,
            date_needed=self.when.day_needed(),
            feedback=said if isinstance(said, FeedbackKind) else None,
            came=tuple(came),
        )

    def by_name(self) -> dict[str, FieldWidget]:
        """The fields by what they are kept as; who called has several of its own."""
        return {
            "summary": self.what,
            "details": self.details,
            "service": self.service,
            "started_at": self.when.at,
            "change_model": self.model,
            "date_needed": self.when.needed,
            "kind": self.said,
            **self.call.fields(),
        }

    def chosen_besides(self) -> dict[str, FieldWidget]:
        """Those of them that no incident has."""
        return {"change_model": self.model, "date_needed": self.when.needed, "kind": self.said}

    def is_told(self, name: str) -> bool:
        """Whether it is recorded of a call of this kind; what was typed in words always is."""
        of: dict[str, tuple[CallKind, ...]] = {
            "change_model": (CallKind.WANTED,),
            "date_needed": (CallKind.WANTED,),
            "kind": (CallKind.SAID,),
            "started_at": (CallKind.BROKEN, CallKind.SAID),
        }
        choices = ("impact", "urgency", "item", "outage")
        return self.kind in of.get(name, (CallKind.BROKEN,) if name in choices else tuple(CallKind))

    def has_words(self) -> bool:
        said = self.what.value().strip() or self.details.value().strip()
        chosen = self.model.value() or self.said.value() or self.when.has_words()
        return bool(said or chosen or self.who.contact.value() or self.unpicked() or self.call.has_words())

    def pickers(self) -> dict[str, LinkPicker]:
        return {
            "who": self.who.picker,
            "customer": self.who.customer,
            "service": self.service,
            "item": self.call.item,
        }

    def unpicked(self) -> dict[str, LinkPicker]:
        """Where words stand that are no choice yet."""
        return {name: picker for name, picker in self.pickers().items() if picker.typedProblem()}

    def unreadable(self) -> dict[str, FieldWidget]:
        """Where words stand that cannot be kept as what this kind of call has there."""
        fields: dict[str, FieldWidget] = {**self.unpicked(), "at": self.when.shown(self.kind)}
        if self.kind is not CallKind.BROKEN:
            fields.pop("item", None)
        return {name: each for name, each in fields.items() if each.typedProblem()}

    def go_to(self, name: str) -> None:
        """To the field of that name; to who called where there is none, or where nobody was named yet."""
        places = {"configuration_items": "item", "description": "summary", "received_at": "started_at"}
        field = self.by_name().get(places.get(name, name))
        if field is None and not self.who.is_empty():
            field = self.who.fields_to_type().get(name)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.who.startTyping()

    def write_on(self) -> None:
        """To the words that were typed last as they are read: what happened, or more of it."""
        (self.details if self.details.value() else self.what).setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """The models that are approved by now, and whose clock it is: both may have changed since."""
        self._offer_models()
        self.when.show_kind(self.kind)

    def _offer_models(self) -> None:
        chosen, found = self.model.value(), models_in_use(self._desk.workspace)
        self.model.offer([(each.id, each.name) for each in found])
        self.model.setValue(chosen if chosen in {each.id for each in found} else None)
        self._show_use()

    def clear(self) -> None:
        for text in (self.what, self.details):
            text.setValue("")
        for choice in (self.service, self.model, self.said):
            choice.setValue(None)
        self.when.clear()
        self.call.clear()
        self.who.clear()
        self.kinds.setValue(CallKind.BROKEN)
        self._show_use()

    # what happens

    def _show_kind(self, kind: CallKind) -> None:
        """The focus goes on where it was, to what is wrong or wanted if that field is there no more."""
        focused = QApplication.focusWidget()
        for name, each in self._of_kind.items():
            each.setVisible(name is kind)
        self.call.show_as(kind is CallKind.BROKEN)
        self.when.show_kind(kind)
        self.what.focusProxy().setPlaceholderText(_placeholder(kind))  # type: ignore[union-attr]
        self._show_use()
        if focused is not None and self.isAncestorOf(focused) and not focused.isVisibleTo(self):
            self.what.setFocus(Qt.FocusReason.OtherFocusReason)
        self.kind_chosen.emit(kind)

    def _show_use(self) -> None:
        key = self.model.value()
        model = self._desk.workspace.get(ChangeModel, key) if isinstance(key, UUID) else None
        is_asked = self.kind is CallKind.WANTED
        self._use.setText(model.when_to_use if model else _("A change request that somebody decides on."))
        self._use.setVisible(is_asked)

    def _who_changed(self) -> None:
        customer = self.who.customer_id()
        only = only_service(self._desk.workspace, customer) if customer else None
        if only is not None and self.service.value() is None:
            self.service.setValue(Candidate(only.id, only.name, ""))
            self.call.service_chosen(only.id)

    def _caller_known(self) -> None:
        """Who it is needs no more keys: what is wrong comes next."""
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _service_changed(self) -> None:
        self.call.service_chosen(self.service.value())
        if self.service.value() is not None:
            comes_next = {CallKind.WANTED: self.model, CallKind.SAID: self.said}
            comes_next.get(self.kind, self.call.impact).setFocus(Qt.FocusReason.OtherFocusReason)

    def _services(self, words: str) -> Sequence[Candidate]:
        found = offered_services(self._desk.workspace, self.who.customer_id(), words)
        return [Candidate(each.id, each.name, each.hours) for each in found]

    # making

    def _lay_out(self) -> None:
        column = column_of(
            self.kinds, self.who, LabelledField(_("What"), self.what, self), inside=self, spacing=12
        )
        self._use = HelpText("", self)
        self._use.setObjectName("quick.use")
        self._of_kind: dict[CallKind, QWidget] = {
            CallKind.WANTED: LabelledField(_("Change model"), self.model, self),
            CallKind.SAID: LabelledField(_("Kind"), self.said, self),
        }
        line = self.call.how_bad(LabelledField(_("Which service"), self.service, self), self)
        for each in self._of_kind.values():
            line.addWidget(each, 6)
        column.addLayout(line)
        column.addWidget(self._use)
        column.addLayout(self.call.solved(self))
        column.addWidget(self.details)
        column.addWidget(self.when)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._show_kind)
        self.kinds.chosen.connect(self.changed)
        self.model.changed.connect(self._show_use)
        self.who.changed.connect(self._who_changed)
        self.who.known.connect(self._caller_known)
        self.service.changed.connect(self._service_changed)
        for field in (self.who, self.what, self.service):
            field.changed.connect(self.told_more)
        besides = (self.model, self.said, self.when.at, self.when.needed)
        for each in (self.who, self.who.picker, self.what, self.details, self.service, self.call, *besides):
            each.changed.connect(self.changed)


def _placeholder(kind: CallKind) -> str:
    return {
        CallKind.BROKEN: _("What you would call it on the telephone"),
        CallKind.WANTED: _("What is to be different, in one line"),
        CallKind.SAID: _("What they said, in their words if you can"),
    }[kind]


__all__ = ["CallFields"]

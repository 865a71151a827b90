"""The fields of a call: who, what, which service, and what the call tells besides."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sdesk.practice.incident.recording import offered_services, only_service
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.caller_field import CallerField
from sdesk.ui.incident.first_call import FirstCall
from sdesk.ui.pieces import (
    Candidate,
    FieldWidget,
    LabelledField,
    LinkPicker,
    LongTextField,
    TextField,
    column_of,
)


class CallFields(QWidget):
    """`changed` is emitted when a person says something else in one of them, `told` when that bears on what is alike."""

    changed = Signal()
    told = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.who = CallerField(desk, self)
        self.what = TextField(self, placeholder=_("What you would call it on the telephone"))
        self.what.setObjectName("quick.what")
        self.details = LongTextField(self, placeholder=_("Details, if there are any yet"))
        self.details.setObjectName("quick.details")
        self.details.setAccessibleName(_("Details"))
        self.service = LinkPicker(self._services, self, placeholder=_("Part of a service's name"))
        self.service.setObjectName("quick.service")
        self.call = FirstCall(desk, self)
        self._lay_out()
        self._connect()

    # what the window uses

    def values(self) -> dict[str, Any]:
        """As an incident keeps them."""
        return {
            "summary": self.what.value().strip(),
            "details": self.details.value().strip(),
            "customer": self.who.customer_id(),
            "reporter": self.who.reporter(),
            "service": self.service.value(),
            **self.call.values(),
        }

    def by_name(self) -> dict[str, FieldWidget]:
        """The fields by what they are kept as; who called has several of its own."""
        return {
            "summary": self.what,
            "details": self.details,
            "service": self.service,
            **self.call.fields(),
            "configuration_items": self.call.item,
        }

    def has_words(self) -> bool:
        said = self.what.value().strip() or self.details.value().strip()
        return bool(said or self.who.contact.value() or self.unpicked() or self.call.has_words())

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

    def go_to(self, name: str) -> None:
        """To the field of that name; to who called where there is none."""
        field = self.by_name().get(name)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.who.startTyping()

    def clear(self) -> None:
        for field in (self.what, self.details):
            field.setValue("")
        self.service.setValue(None)
        self.call.clear()
        self.who.clear()

    # what happens

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
            self.call.impact.setFocus(Qt.FocusReason.OtherFocusReason)

    def _services(self, words: str) -> Sequence[Candidate]:
        found = offered_services(self._desk.workspace, self.who.customer_id(), words)
        return [Candidate(each.id, each.name, each.hours) for each in found]

    # making

    def _lay_out(self) -> None:
        column = column_of(self.who, LabelledField(_("What"), self.what, self), inside=self, spacing=12)
        column.addLayout(self.call.how_bad(LabelledField(_("Which service"), self.service, self), self))
        column.addLayout(self.call.solved(self))
        column.addWidget(self.details)
        column.addWidget(self.call.outage)

    def _connect(self) -> None:
        self.who.changed.connect(self._who_changed)
        self.who.known.connect(self._caller_known)
        self.service.changed.connect(self._service_changed)
        for field in (self.who, self.what, self.service):
            field.changed.connect(self.told)
        for each in (self.who, self.who.picker, self.what, self.details, self.service, self.call):
            each.changed.connect(self.changed)


__all__ = ["CallFields"]

"""Who is calling: picked by part of a name, or typed if nobody knows them yet."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sdesk.models import Contact, Customer
from sdesk.practice.incident.recording import Caller, caller_of, callers
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Candidate, FieldWidget, HelpText, LabelledField, LinkPicker, column_of
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.fields.contact_field import ContactField
from sdesk.ui.records.fields.link_fields import FieldContext, RecordLinkField
from sdesk.ui.theme.look import GRID


class CallerField(QWidget):
    """`changed` is emitted when a person says something else about who is calling, `known` when that says all of it."""

    changed = Signal()
    known = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        context = FieldContext(desk, partial(open_create_dialog, desk), self._value_of)
        self.picker = LinkPicker(
            self._search, self, placeholder=_("Part of a name, number or address"), can_create=True
        )
        self.picker.setObjectName("quick.who")
        self._reach = HelpText("", self)
        self._reach.hide()
        self._others = QWidget(self)
        self.customer = RecordLinkField(context, "Customer", self._others)
        self.customer.setObjectName("quick.customer")
        self.contact = ContactField(context, self._others)
        self.contact.setObjectName("quick.contact")
        column_of(
            LabelledField(_("Customer"), self.customer, self._others),
            LabelledField(_("Name and how to reach them"), self.contact, self._others),
            inside=self._others,
            margins=(0, GRID, 0, 0),
        )
        self._others.hide()
        column_of(
            LabelledField(_("Who"), self.picker, self), self._reach, self._others, inside=self, spacing=4
        )
        self.picker.changed.connect(self._picked)
        self.picker.createRequested.connect(self._type_in)
        self.customer.changed.connect(self._customer_chosen)
        self.contact.changed.connect(self.changed)

    # what the window uses

    def caller(self) -> Caller | None:
        chosen = self.picker.value()
        return caller_of(self._desk.workspace, chosen) if chosen else None

    def customer_id(self) -> UUID | None:
        caller = self.caller()
        return caller.customer.id if caller and caller.customer else self.customer.value()

    def reporter(self) -> Contact | None:
        caller = self.caller()
        return caller.contact if caller and caller.contact else self.contact.value()

    def named(self) -> Contact | None:
        """Somebody who was not picked, by the name typed so far."""
        typed = self.picker.typedWords().get("", "").strip()
        return Contact(name=typed) if typed else None

    def clear(self) -> None:
        self.picker.setValue(None)
        self.customer.setValue(None)
        self.contact.setValue(None)
        self._others.hide()
        self._show_reach()

    def is_empty(self) -> bool:
        """Whether nobody has said anything yet of who calls."""
        fields = (self.picker, self.customer, self.contact)
        return not any(each.value() or each.typedProblem() for each in fields)

    def said(self) -> tuple[Any, ...]:
        """All of it, to see whether somebody has said something else since."""
        return (self.picker.value(), self.customer.value(), self.contact.value())

    def pick(self, caller: Candidate) -> None:
        """As if a person had chosen them."""
        self.picker.setValue(caller)
        self.picker.changed.emit()

    def type_in(self, contact: Contact) -> None:
        """Somebody new, with all that is known of them."""
        self.contact.setValue(contact)
        self._others.show()
        self.changed.emit()

    def fields_to_type(self) -> dict[str, FieldWidget]:
        """Show the fields for somebody who is not picked from the list, by what they say of an incident."""
        self._others.show()
        return {"customer": self.customer, "reporter": self.contact}

    def startTyping(self) -> None:
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)

    # what happens

    def _search(self, words: str) -> Sequence[Candidate]:
        found = callers(self._desk.workspace, words, limit=9)
        return [Candidate(each.id, each.name, _detail(each)) for each in found]

    def _picked(self) -> None:
        caller = self.caller()
        if caller is not None and caller.contact is None and caller.customer is not None:
            self._ask_for_contact(caller.customer)
        elif caller is not None and caller.customer is None and caller.contact is not None:
            self._ask_for_customer(caller.contact)
        elif caller is not None:
            self._others.hide()
        self._show_reach()
        self.changed.emit()
        if caller is not None and caller.contact is not None and caller.customer is not None:
            self.known.emit()

    def _ask_for_contact(self, customer: Customer) -> None:
        """A customer without a person: who there is calling is still to be said."""
        self.picker.setValue(None)
        self.customer.setValue(customer.id)
        self.contact.setValue(_at(customer, ""))
        self._others.show()
        self.contact.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_for_customer(self, contact: Contact) -> None:
        """Somebody of a supplier, or who called without saying from where: whose matter it is is still to be said."""
        self.picker.setValue(None)
        self.contact.setValue(contact)
        self._others.show()
        self.customer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_in(self, name: str) -> None:
        """Somebody new: their name as typed; how to reach them and whose they are can follow."""
        self.picker.setValue(None)
        self.contact.setValue(Contact(name=name))
        self._others.show()
        self.customer.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _customer_chosen(self) -> None:
        """What the customer is called and where they are need not be typed."""
        customer_id = self.customer.value()
        said = self.contact.value() or Contact()
        if customer_id is not None and not said.organization:
            customer = self._desk.workspace.get(Customer, customer_id)
            if customer is not None:
                self.contact.setValue(_at(customer, said.name))
        self.changed.emit()

    def _show_reach(self) -> None:
        caller = self.caller()
        contact = caller.contact if caller else None
        parts = (contact.organization, contact.telephone, contact.email) if contact else ()
        self._reach.setText(" · ".join(filter(None, parts)))
        self._reach.setVisible(bool(parts))

    def _value_of(self, field: str) -> Any:
        return self.customer.value() if field == "customer" else None


def _detail(caller: Caller) -> str:
    if caller.contact is None:
        return _("customer")
    at = caller.customer.name if caller.customer else caller.contact.organization
    return ", ".join(filter(None, (at, caller.part)))


def _at(customer: Any, name: str) -> Contact:
    """Somebody at this customer, as far as the customer's own record knows how to reach them."""
    return Contact(
        name=name,
        organization=customer.name,
        address=", ".join(customer.address.split("\n")),
        telephone=customer.telephone,
        email=customer.email,
    )


__all__ = ["CallerField"]

"""A contact folds into a line once all is said that its field asks for."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit

from sdesk.models import Contact
from sdesk.ui.records.fields.contact_field import ContactField

WHOLE = {
    "name": "Dora Lind",
    "organization": "Pier Dental",
    "address": "1 Quay Street",
    "telephone": "+351 21 000 0001",
    "email": "dora@pier.example",
}


@pytest.mark.parametrize(
    ("said", "in_full", "folds"),
    [
        (WHOLE, False, True),
        (WHOLE, True, True),
        ({**WHOLE, "email": ""}, False, True),
        ({**WHOLE, "email": ""}, True, False),
        ({**WHOLE, "email": "", "telephone": "12345"}, False, False),
        ({**WHOLE, "name": ""}, False, False),
        ({"name": "Dora Lind"}, False, False),
    ],
)
def test_it_folds(qtbot: Any, said: dict[str, str], in_full: bool, folds: bool) -> None:
    context: Any = None
    field = ContactField(context, in_full=in_full)
    qtbot.addWidget(field)
    field.setValue(Contact(**said))
    telephone = field.findChild(QLineEdit, "contact.telephone")
    assert telephone is not None and telephone.isVisibleTo(field) is not folds

"""Numbers as a list, a summary and a history show them: as they were typed, however great or small."""

import pytest
from PySide6.QtCore import QLocale

from sdesk.models import fields_of
from sdesk.models.relationship import ServiceTarget
from sdesk.ui.records.reading import number_text

[TARGET] = [each for each in fields_of(ServiceTarget) if each.name == "target"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_230_000.0, "1,230,000"),
        (1_230_000.5, "1,230,000.5"),
        (1_234_567.25, "1,234,567.25"),
        (99.95, "99.95"),
        (99.99995, "99.99995"),
        (0.00001, "0.00001"),
        (8, "8"),
        (1e20, "100,000,000,000,000,000,000"),
    ],
)
def test_a_number_is_shown_as_it_was_typed(value: float, text: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    try:
        assert number_text(TARGET, value) == text
    finally:
        QLocale.setDefault(before)

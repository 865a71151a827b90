"""Rows of which only a part matters: what was chosen in them says what is asked."""

from typing import Any

import pytest

from sdesk.models import Row
from sdesk.models.control import ItemCopy, MasterCopy, TestCase
from sdesk.models.governance import Competence
from sdesk.models.identity import uuid7
from sdesk.ui.pieces import DigestField
from sdesk.ui.records.fields.row_parts import PARTS

ONE = uuid7()


@pytest.mark.parametrize(
    ("row", "values", "asked"),
    [
        (Competence, {}, {"person", "supplier"}),
        (Competence, {"person": ONE}, {"person"}),
        (Competence, {"supplier": ONE}, {"supplier", "their_person"}),
        (ItemCopy, {"held": "by us"}, {"what", "place", "reached_by", "sha256", "checked_on", "checked_by"}),
        (ItemCopy, {"held": "by its maker"}, {"what", "place", "how"}),
        (ItemCopy, {"held": "none is needed"}, {"how"}),
        (MasterCopy, {"kept_at": "In this workspace"}, set()),
        (MasterCopy, {"kept_at": "Office server"}, {"reached_by", "checked_on", "checked_by"}),
        (TestCase, {"passed": True}, set()),
        (TestCase, {"passed": None}, set()),
        (TestCase, {"passed": False}, {"error", "accepted_by"}),
    ],
)
def test_what_is_asked(row: type[Row], values: dict[str, Any], asked: set[str]) -> None:
    parts = {
        Competence: {"person", "supplier", "their_person"},
        ItemCopy: {"what", "place", "reached_by", "how", "sha256", "checked_on", "checked_by"},
        MasterCopy: {"reached_by", "checked_on", "checked_by"},
        TestCase: {"error", "accepted_by"},
    }[row]
    assert parts - PARTS[row](row(**values).model_dump()) == asked


def test_a_digest_is_read_in_groups_and_kept_without(qtbot) -> None:
    field = DigestField()
    qtbot.addWidget(field)
    field.setValue("0f" * 32)
    assert field.displayText() == " ".join(["0f0f0f0f"] * 8)
    assert field.value() == "0f" * 32
    field.setValue(field.displayText())
    assert field.value() == "0f" * 32
    field.setValue("not recorded")
    assert field.value() == field.displayText() == "not recorded"

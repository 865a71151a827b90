"""A pack changed in data alone: one more recurring task, one more work product, a renamed role."""

from pathlib import Path

import pytest

from sdesk.packs import Pack, ProductState
from tests.packs.folders import copied, loaded

REQUIREMENTS = """
[[task]]
id = "IN.1.4"
activity = "IN.1"
requirement = "P17"
roles = ["IM", "PT"]
cadence = "recurring"
needs = ["WP.18 recorded"]
produces = ["WP.22 recorded"]

[[work_product]]
id = "WP.22"
process = "IN"
kind = "records"
content = [{ ref = "a", text = "What is known to go wrong" }, { ref = "b", text = "How to get round it" }]
evidence = ["Known errors are looked at"]
"""

BINDINGS = """
[work_product."WP.22"]
record = "KnownError"
evidence = ["person"]
content = { a = ["symptom"], b = ["workaround"] }

[task."IN.1.4"]
performance = "review"
interval = "2 weeks"
page = { view = "trends" }
"""

WORDS = """
[work_product."WP.22"]
name = "Known errors"

[task."IN.1.4"]
name = "Look through known errors"
why = "What was got round once comes back."
outcome = "Looked through; two retired."
"""


def extended(folder: Path) -> Path:
    """A folder with 29110-4-3 with what stands above, and with a Service Manager who is called Head of Service."""
    copied(
        folder,
        [
            ("requirements.toml", "tasks = 40", "tasks = 41"),
            ("requirements.toml", "work_products = 21", "work_products = 22"),
            ("requirements.toml", "content_items = 112", "content_items = 114"),
            ("requirements.toml", "evidence_points = 71", "evidence_points = 72"),
        ],
    )
    for file, more in (("requirements", REQUIREMENTS), ("bindings", BINDINGS), ("words-en", WORDS)):
        path = folder / "29110-4-3" / f"{file}.toml"
        text = path.read_text(encoding="utf-8") + more
        text = text.replace('id = "SM"', 'id = "HOS"').replace('"SM"]', '"HOS"]').replace('["SM"', '["HOS"')
        text = text.replace('reports_to = "SM"', 'reports_to = "HOS"').replace("SM = { role", "HOS = { role")
        text = text.replace('SM = { name = "Service Manager" }', 'HOS = { name = "Head of Service" }')
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return loaded(extended(tmp_path))[0]


def test_the_task_stands_in_order_after_what_it_needs(pack: Pack) -> None:
    order = [task.id for task in pack.asks.tasks_in_order]
    assert len(order) == 41
    assert order.index("IN.1.4") > order.index("IN.2.1")
    assert [task.id for task in pack.asks.makers(ProductState("WP.22", "recorded"))] == ["IN.1.4"]
    assert [task.id for task in pack.asks.tasks_of("IN.1")] == ["IN.1.1", "IN.1.2", "IN.1.3", "IN.1.4"]
    task = pack.asks.task("IN.1.4")
    assert (task.name, task.process) == ("Look through known errors", "IN")
    assert task.outcome == "Looked through; two retired."


def test_it_is_done_by_looking_every_two_weeks(pack: Pack) -> None:
    bound = pack.bindings.task("IN.1.4")
    assert (bound.by_review, bound.interval, bound.page.view) == (True, 14, "trends")


def test_the_work_product_is_kept_in_a_kind_of_record_that_was_there(pack: Pack) -> None:
    assert pack.bindings.record_of("WP.22") == "KnownError"
    assert [each.id for each in pack.bindings.work_products_in("KnownError")] == ["WP.22"]
    assert pack.bindings.items_of("KnownError", "workaround") == (("WP.22", "b"),)
    assert pack.asks.work_product("WP.22").short == "Known errors"


def test_the_role_has_another_name_and_the_same_holder(pack: Pack) -> None:
    assert pack.asks.role("HOS").name == "Head of Service"
    assert pack.bindings.roles["HOS"].role == "SM"
    assert pack.asks.task("GO.2.1").roles == ("HOS",)
    with pytest.raises(KeyError):
        pack.asks.role("SM")

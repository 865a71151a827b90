"""What the adopted packs say together: each from its day on, the first names things, keys of sets are told apart."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from sdesk.packs import Pack, shipped_packs
from sdesk.packs.adopted import AdoptedPacks, Adoption
from tests.packs.folders import added, loaded, written

FROM = date(2026, 3, 1)
DELIVERY, ISO_20000, MANAGEMENT = shipped_packs()
ADOPTED = AdoptedPacks((Adoption(DELIVERY), Adoption(ISO_20000, FROM)))

OTHER = """
[set]
id = "other"
standard = "Other"
edition = "1"
language = "en"
status = "draft"

[[process]]
id = "X"
purpose = "To do."

[[requirement]]
id = "P01"
process = "X"
statement = "It is done."

[[work_product]]
id = "WP.18"
process = "X"
kind = "records"
content = [{ ref = "1", text = "Who said so" }]

[[work_product]]
id = "W.2"
process = "X"
kind = "records"
content = [{ ref = "1", text = "What goes wrong" }]
"""
OTHER_BINDINGS = """
[work_product."WP.18"]
record = "ServiceIncident"
content = { 1 = ["reporter"] }

[work_product."W.2"]
record = "KnownError"
content = { 1 = ["symptom"] }

[[mandatory]]
field = "ServiceIncident.impact"
state = "recorded"
"""


@pytest.fixture
def other(tmp_path: Path) -> Pack:
    (pack,) = loaded(written(tmp_path, "other", requirements=OTHER, bindings=OTHER_BINDINGS))
    return pack


def test_a_pack_counts_from_its_day_on() -> None:
    assert ADOPTED.at(FROM - timedelta(days=1)).packs == (DELIVERY,)
    assert ADOPTED.at(FROM).packs == (DELIVERY, ISO_20000)
    assert ADOPTED.at(date.min).first is DELIVERY


def test_what_is_named_is_found_in_its_own_set(other: Pack) -> None:
    both = AdoptedPacks((Adoption(DELIVERY), Adoption(other)))
    assert both.find("WP.18") == (DELIVERY, "WP.18")
    assert both.find("other/WP.18") == (other, "WP.18")
    assert both.find("W.2") == (other, "W.2")
    assert both.full_id("IN.2.2") == "29110-4-3/IN.2.2"
    assert both.task("29110-4-3/IN.2.2")[1].case == "WP.18"
    assert both.record_of("WP.18") == both.record_of("other/WP.18") == "ServiceIncident"


@pytest.mark.parametrize(
    "named",
    ["", "/", "WP.99", "29110-4-3/", "29110-4-3/W.2", "nobody/WP.18", "/WP.18", "29110-4-3/other/WP.18"],
)
def test_what_is_in_no_set_is_a_key_error(other: Pack, named: str) -> None:
    with pytest.raises(KeyError):
        AdoptedPacks((Adoption(DELIVERY), Adoption(other))).find(named)


def test_a_set_that_is_not_adopted_yet_is_not_asked() -> None:
    assert ADOPTED.find("4.1.1 a")[0] is ISO_20000
    with pytest.raises(KeyError):
        ADOPTED.at(FROM - timedelta(days=1)).find("4.1.1 a")
    with pytest.raises(KeyError):
        ADOPTED.pack(MANAGEMENT.id)


def test_the_first_names_things_and_what_another_means_by_it_is_named_in_full(other: Pack) -> None:
    both = AdoptedPacks((Adoption(DELIVERY), Adoption(other)))
    assert both.short_id("WP.18") == "WP.18"
    assert both.short_id("other/WP.18") == "other/WP.18"
    assert both.short_id("other/W.2") == "W.2"
    assert both.work_product_in("ServiceIncident") == "WP.18"
    assert both.work_product_in("KnownError") == "W.2"
    assert both.work_product_in("Person") == ""
    assert both.items_of("ServiceIncident", "reporter") == ("WP.18 b", "other/WP.18 1")
    assert both.items_of("ServiceIncident", "notes") == ()


def test_a_kind_of_record_may_carry_two_work_products_of_one_set(tmp_path: Path) -> None:
    more = '[[work_product]]\nid = "WP.22"\nprocess = "IN"\nkind = "records"\ncontent = [{ ref = "a", text = "Cause" }]\n'
    bound = '[work_product."WP.22"]\nrecord = "ServiceIncident"\ncontent = { a = ["root_cause"] }\n'
    folder = added(tmp_path, {"requirements.toml": more, "bindings.toml": bound})
    file = folder / "29110-4-3" / "requirements.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("work_products = 21", "work_products = 22").replace("items = 112", "items = 113")
    file.write_text(text, encoding="utf-8")
    adopted = AdoptedPacks((Adoption(loaded(folder)[0]),))
    assert adopted.work_product_in("ServiceIncident") == "WP.18"
    assert [each.id for _, each in adopted.work_products_in("ServiceIncident")] == ["WP.18", "WP.22"]
    assert adopted.items_of("ServiceIncident", "root_cause") == ("WP.18 h", "WP.22 a")


def test_what_a_pack_makes_mandatory_counts_from_its_day_on(other: Pack) -> None:
    both = AdoptedPacks((Adoption(DELIVERY), Adoption(other, FROM)))
    assert both.at(FROM).mandatory("ServiceIncident", ("draft", "recorded")) == ("impact",)
    assert both.at(FROM).mandatory("ServiceIncident", ("draft",)) == ()
    assert both.at(FROM).mandatory("ServiceChangeRequest", ("recorded",)) == ()
    assert both.at(FROM - timedelta(days=1)).mandatory("ServiceIncident", ("recorded",)) == ()


def test_tasks_of_all_sets_stand_in_order() -> None:
    assert [task.id for _, task in ADOPTED.tasks()] == [task.id for task in DELIVERY.asks.tasks_in_order]
    assert ADOPTED.tasks_of_step("ServiceIncident", "close") == ("29110-4-3/IN.2.5",)

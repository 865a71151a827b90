"""`sdesk list` and `sdesk show`."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdesk.models import fields_of
from tests.command_line.asking import Sdesk, as_json
from tests.delivery import ASKS, model_of


class TestList:
    def test_records_have_the_field_names_of_their_model(self, sdesk: Sdesk, harbour: Path) -> None:
        incidents = as_json(sdesk, "list", harbour, "WP.18")
        names = [spec.name for spec in fields_of(model_of("WP.18"))]
        assert list(incidents[0])[7:] == names
        one = incidents[0]
        assert one["number"].startswith("INC-")
        assert one["customer"].startswith("CUS-")
        assert one["created_by"].startswith("PER-")
        assert one["started_at"].endswith("Z")
        assert set(one["reporter"]) == {"name", "organization", "address", "telephone", "email"}

    @pytest.mark.parametrize(
        ("condition", "holds"),
        [
            ("state=closed", lambda each: each["state"] == "closed"),
            ("priority=1 critical", lambda each: each["priority"] == "1 critical"),
            ("priority=1 Critical", lambda each: each["priority"] == "1 critical"),
            ("customer=CUS-0002", lambda each: each["customer"] == "CUS-0002"),
            ("outage=yes", lambda each: each["outage"] is True),
            ("solution=", lambda each: not each["solution"]),
            ("parties_told=", lambda each: not each["parties_told"]),
            ("configuration_items=CI-0003", lambda each: "CI-0003" in each["configuration_items"]),
        ],
    )
    def test_conditions_choose(
        self, sdesk: Sdesk, harbour: Path, condition: str, holds: Callable[[dict[str, Any]], bool]
    ) -> None:
        everything = as_json(sdesk, "list", harbour, "WP.18")
        chosen = as_json(sdesk, "list", harbour, "WP.18", "--where", condition)
        assert chosen == [each for each in everything if holds(each)]
        assert len(chosen) < len(everything)

    def test_conditions_hold_together(self, sdesk: Sdesk, harbour: Path) -> None:
        chosen = as_json(
            sdesk, "list", harbour, "WP.18", "--where", "state=closed", "--where", "customer=CUS-0001"
        )
        assert chosen
        assert {(each["state"], each["customer"]) for each in chosen} == {("closed", "CUS-0001")}

    def test_a_link_may_be_named(self, sdesk: Sdesk, harbour: Path) -> None:
        people = {each["name"]: each["number"] for each in as_json(sdesk, "list", harbour, "people")}
        by_name = as_json(sdesk, "list", harbour, "WP.18", "--where", "assigned_to=Ana Reyes")
        by_number = as_json(sdesk, "list", harbour, "WP.18", "--where", f"assigned_to={people['Ana Reyes']}")
        assert by_name == by_number

    def test_words_search(self, sdesk: Sdesk, harbour: Path) -> None:
        everything = as_json(sdesk, "list", harbour, "WP.18")
        word = everything[0]["summary"].split()[0]
        found = as_json(sdesk, "list", harbour, "WP.18", "--words", word)
        assert everything[0]["number"] in [each["number"] for each in found]
        assert len(found) < len(everything)

    def test_comma_separated_values_hold_the_same(self, sdesk: Sdesk, harbour: Path) -> None:
        everything = as_json(sdesk, "list", harbour, "WP.18")
        status, out, _ = sdesk("list", harbour, "WP.18", "--csv")
        assert status == 0
        lines = list(csv.DictReader(io.StringIO(out)))
        assert [line["number"] for line in lines] == [each["number"] for each in everything]
        assert [line["reporter.email"] for line in lines] == [
            (each["reporter"] or {"email": ""})["email"] for each in everything
        ]
        assert [json.loads(line["steps_taken"] or "[]") for line in lines] == [
            each["steps_taken"] for each in everything
        ]

    @pytest.mark.parametrize("name", ["WP.18", "wp18", "INC", "incidents", "ServiceIncident"])
    def test_a_kind_of_record_has_several_names(self, sdesk: Sdesk, harbour: Path, name: str) -> None:
        status, out, _ = sdesk("list", harbour, name)
        assert status == 0
        assert out.splitlines()[0].startswith("Number")

    @pytest.mark.a_few(8)
    @pytest.mark.parametrize("product", [product.id for product in ASKS.work_products])
    def test_every_work_product_lists(self, sdesk: Sdesk, harbour: Path, product: str) -> None:
        assert (
            len(sdesk("list", harbour, product)[1].splitlines())
            == len(as_json(sdesk, "list", harbour, product)) + 1
        )


class TestShow:
    def test_one_record_with_its_history(self, sdesk: Sdesk, harbour: Path) -> None:
        number = as_json(sdesk, "list", harbour, "WP.18", "--where", "state=closed")[0]["number"]
        record = as_json(sdesk, "show", harbour, number)
        assert record["number"] == number
        assert record["approvals"][0]["step"] == "close"
        assert len(record["approvals"][0]["sha256"]) == 64
        moves = [entry["changes"]["state"] for entry in record["history"] if "state" in entry["changes"]]
        assert moves[-1] == [None, "draft"]
        assert moves[0][1] == "closed"
        created = record["history"][-1]["changes"]
        assert created["customer"][1] == record["customer"]

    def test_a_document_is_shown_by_its_work_product_or_version(self, sdesk: Sdesk, harbour: Path) -> None:
        number = as_json(sdesk, "show", harbour, "WP.14")["number"]
        versions = [each["version"] for each in as_json(sdesk, "list", harbour, "WP.14")]
        first = as_json(sdesk, "show", harbour, f"{number}@1")
        assert first == as_json(sdesk, "show", harbour, number, "--version", 1)
        assert first == as_json(sdesk, "show", harbour, "wp.14", "--version", 1)
        assert as_json(sdesk, "show", harbour, number)["version"] == max(versions)

    def test_what_links_to_it_is_said(self, sdesk: Sdesk, harbour: Path) -> None:
        incident = next(
            each for each in as_json(sdesk, "list", harbour, "WP.18") if each["configuration_items"]
        )
        item = as_json(sdesk, "show", harbour, incident["configuration_items"][0])
        assert {"number": incident["number"], "field": "configuration_items"} in item["linked_from"]

    def test_people_can_read_it_too(self, sdesk: Sdesk, harbour: Path) -> None:
        status, out, _ = sdesk("show", harbour, "WP.10")
        assert status == 0
        assert "Services:" in out
        assert "History" in out
        assert "SHA-256" in out

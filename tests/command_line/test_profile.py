"""`sdesk profile`: the whole standard, and what covers it."""

import subprocess
import sys

from sdesk.models import fields_of
from tests.command_line.asking import Sdesk, as_json
from tests.delivery import ASKS, model_of


class TestProfile:
    def test_it_prints_the_whole_standard(self, sdesk: Sdesk) -> None:
        profile = as_json(sdesk, "profile")
        counts = {
            name: len(profile[name])
            for name in (
                "variants",
                "roles",
                "processes",
                "activities",
                "tasks",
                "requirements",
                "work_products",
            )
        }
        assert counts == {
            "variants": 3,
            "roles": 8,
            "processes": 4,
            "activities": 11,
            "tasks": 40,
            "requirements": 17,
            "work_products": 21,
        }
        assert sum(len(product["content"]) for product in profile["work_products"]) == 112

    def test_tasks_come_when_they_can_be_done(self, sdesk: Sdesk) -> None:
        have = {("WP.01", "given")}
        for task in as_json(sdesk, "profile")["tasks"]:
            for need in task["needs"]:
                states = {"draft": ("draft", "approved"), "recorded": ("recorded", "approved")}.get(
                    need["state"], (need["state"],)
                )
                assert any((need["work_product"], state) in have for state in states), task["id"]
            have |= {(made["work_product"], made["state"]) for made in task["produces"]}

    def test_every_content_item_says_what_covers_it(self, sdesk: Sdesk) -> None:
        for product in as_json(sdesk, "profile")["work_products"]:
            names = {field["name"] for field in product["fields"]}
            columns = {
                f"{field['name']}.{column['name']}"
                for field in product["fields"]
                for column in field.get("columns", [])
            }
            for item in product["content"]:
                assert item["fields"] or item["guaranteed"], (product["id"], item["item"])
                assert set(item["fields"]) <= names | columns

    def test_every_field_says_what_it_is(self, sdesk: Sdesk) -> None:
        for product in as_json(sdesk, "profile")["work_products"]:
            specs = {spec.name: spec for spec in fields_of(model_of(product["id"]))}
            assert [field["name"] for field in product["fields"]] == list(specs)
            for field in product["fields"]:
                spec = specs[field["name"]]
                assert (field["kind"], field["label"], field["help"]) == (
                    spec.kind.value,
                    spec.label,
                    spec.content.help,
                )
                assert (field["needed_for"] or "") == spec.content.needed_for
                assert field["choices"] == [choice.value for choice in spec.choices]
                assert bool(field.get("columns")) is (spec.kind.value == "rows")

    def test_people_can_read_it_too(self, sdesk: Sdesk) -> None:
        status, out, _ = sdesk("profile")
        assert status == 0
        for product in ASKS.work_products:
            assert product.name in out

    def test_it_needs_neither_qt_nor_reportlab(self) -> None:
        code = "import sys; from sdesk.__main__ import main; main(['profile']); print([name for name in ('PySide6', 'reportlab', 'openpyxl') if name in sys.modules], file=sys.stderr)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stderr.strip() == "[]"

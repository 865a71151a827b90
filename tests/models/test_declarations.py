"""Declarations of records are sound in themselves, and each work product has its kind of record."""

import re

import pytest

from sdesk.models import RECORDS, SUPPORTING, WORK_PRODUCTS, Kind, Record, fields_of
from sdesk.models.governance import ServiceRole
from tests.delivery import ADOPTED, ASKS


@pytest.mark.parametrize("model", RECORDS)
class TestDeclarations:
    def test_fields_are_needed_for_states_that_can_be_reached(self, model: type[Record]) -> None:
        reachable = {model.first_state().name, *(step.to for step in model.steps)}
        for spec in fields_of(model):
            assert spec.content.needed_for in ("", *reachable), spec.name
            assert all(column.content.needed_for in ("", "*") for column in spec.columns), spec.name
            assert spec.content.open_until in ("", "*", "-", *(state.name for state in model.states)), (
                spec.name
            )

    def test_every_state_is_reached_and_left_by_steps(self, model: type[Record]) -> None:
        names = [state.name for state in model.states]
        by_effect = {"superseded"}
        assert {step.to for step in model.steps} | {names[0]} | by_effect >= set(names)
        for step in model.steps:
            assert {*step.from_states, step.to} <= set(names), step.name
        ended = {state.name for state in model.states if state.ended or state.name == "withdrawn"}
        left = {name for step in model.steps for name in step.from_states}
        assert set(names) - left - ended <= {"in use", "recorded", "approved", "planned"}

    def test_steps_have_names_of_their_own_and_ask_for_fields(self, model: type[Record]) -> None:
        names = [step.name for step in model.steps]
        assert len(set(names)) == len(names)
        fields = {spec.name for spec in fields_of(model)}
        for step in model.steps:
            assert set(step.asks) <= fields, step.name
            assert step.main or step.reason or step.asks or step.name in ("resume",), step.name

    def test_roles_of_a_step_are_ours(self, model: type[Record]) -> None:
        for step in model.steps:
            assert set(step.roles) <= {role.value for role in ServiceRole}

    def test_labels_and_help_can_be_read(self, model: type[Record]) -> None:
        for spec in fields_of(model):
            assert re.match(r"[A-Z]", spec.label), spec.name
            assert not spec.content.help or spec.content.help.endswith((".", "?")), spec.name
            labels = [column.label for column in spec.columns]
            assert len(set(labels)) == len(labels), spec.name
        labels = [spec.label for spec in fields_of(model)]
        assert len(set(labels)) == len(labels)

    def test_what_lists_show_exists(self, model: type[Record]) -> None:
        known = {
            "number",
            "version",
            "state",
            "created_at",
            "changed_at",
            *(spec.name for spec in fields_of(model)),
        }
        assert set(model.columns) <= known
        assert not model.title or model.title in known
        assert model.singular and model.plural and model.prefix

    def test_links_lead_to_models_and_rows_have_columns(self, model: type[Record]) -> None:
        names = {"Record", "Service", *(each.__name__ for each in RECORDS)}
        for spec in (*fields_of(model), *(column for field in fields_of(model) for column in field.columns)):
            assert (spec.kind in (Kind.LINK, Kind.LINKS)) is (spec.target != ""), spec.name
            assert spec.target in ("", *names), spec.name
            assert (spec.kind is Kind.ROWS) is (spec.columns != ()), spec.name
            assert (spec.kind is Kind.CHOICE) is (spec.choices != ()), spec.name


def test_prefixes_are_told_apart() -> None:
    prefixes = [model.prefix for model in RECORDS]
    assert len(set(prefixes)) == len(prefixes)


@pytest.mark.parametrize("model", SUPPORTING)
def test_supporting_records_cover_no_item(model: type[Record]) -> None:
    named = [
        name
        for field in fields_of(model)
        for name in (field.name, *(f"{field.name}.{column.name}" for column in field.columns))
    ]
    assert [ADOPTED.items_of(model.__name__, name) for name in named] == [()] * len(named)


def test_every_work_product_has_its_records_in_order() -> None:
    kept_in = [ADOPTED.record_of(product.id) for product in ASKS.work_products]
    assert kept_in == [model.__name__ for model in WORK_PRODUCTS]

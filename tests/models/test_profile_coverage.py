"""Records and profile say the same, in both directions: no content item without a field, no field beside the profile."""

import re

import pytest

from sdesk.models import RECORDS, SUPPORTING, WORK_PRODUCTS, Document, Kind, Level, Record, fields_of
from sdesk.models.governance import ServiceReport, ServiceRole
from sdesk.models.guarantees import GUARANTEED
from sdesk.profile import WorkProduct, service_delivery

PROFILE = service_delivery()
PAIRS = [
    pytest.param(product, model, id=product.id)
    for product, model in zip(PROFILE.work_products, WORK_PRODUCTS, strict=True)
]


def items_of(model: type[Record]) -> set[str]:
    """The content items that fields of the model name, those of their rows too."""
    specs = [spec for field in fields_of(model) for spec in (field, *field.columns)]
    return {item for spec in specs for item in spec.content.items}


@pytest.mark.parametrize(("product", "model"), PAIRS)
def test_every_work_product_has_its_records_in_order(product: WorkProduct, model: type[Record]) -> None:
    assert model.work_product == product.id
    assert issubclass(model, Document) is (product.kind in ("document", "schedule"))
    assert issubclass(model, ServiceReport) is (product.kind == "report")


@pytest.mark.parametrize(("product", "model"), PAIRS)
def test_every_content_item_is_covered_by_a_field_or_guaranteed(
    product: WorkProduct, model: type[Record]
) -> None:
    guaranteed = {item for work_product, item in GUARANTEED if work_product == product.id}
    assert {item.ref for item in product.content} - items_of(model) - guaranteed == set()


@pytest.mark.parametrize(("product", "model"), PAIRS)
def test_every_item_that_a_field_names_is_there(product: WorkProduct, model: type[Record]) -> None:
    assert items_of(model) - {item.ref for item in product.content} == set()


def test_all_112_items_are_there_and_every_guarantee_is_about_one() -> None:
    items = {(product.id, item.ref) for product in PROFILE.work_products for item in product.content}
    assert len(items) == 112
    assert GUARANTEED.keys() <= items
    assert all(len(how) > 40 and how.endswith(".") for how in GUARANTEED.values())


@pytest.mark.parametrize("model", SUPPORTING)
def test_supporting_records_cover_no_item(model: type[Record]) -> None:
    assert items_of(model) == set()


@pytest.mark.parametrize("model", RECORDS)
class TestDeclarations:
    def test_fields_are_needed_for_states_that_can_be_reached(self, model: type[Record]) -> None:
        reachable = {model.first_state().name, *(step.to for step in model.steps)}
        for spec in fields_of(model):
            assert spec.content.needed_for in ("", *reachable), spec.name
            assert all(column.content.needed_for in ("", "*") for column in spec.columns), spec.name
            assert spec.content.open_until in ("", "*", *(state.name for state in model.states)), spec.name

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

    def test_roles_of_a_step_fit_the_roles_of_its_task(self, model: type[Record]) -> None:
        for step in model.steps:
            assert set(step.roles) <= {role.value for role in ServiceRole}
            if step.task:
                task = PROFILE.task(step.task)
                ours = {role.id for role in PROFILE.roles if not role.external}
                assert not step.roles or set(step.roles) & set(task.roles) & ours, (
                    f"{step.name} of {step.task}"
                )
                held = (
                    {made.work_product for made in task.produces}
                    | {task.case}
                    | {need.work_product for need in task.needs}
                )
                assert model.work_product in held, f"{step.name} of {step.task}"

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


def test_every_case_task_is_a_step_of_its_record() -> None:
    for task in PROFILE.tasks:
        if task.cadence == "case":
            model = next(each for each in WORK_PRODUCTS if each.work_product == task.case)
            moves = {(state, step.to) for step in model.steps for state in step.from_states}
            before = task.from_state or model.first_state().name
            assert {(before, to) for to in task.to_states} <= moves, task.id


def test_what_a_task_produces_is_a_level_that_its_record_can_have() -> None:
    levels = {"draft": Level.DRAFT, "recorded": Level.RECORDED, "approved": Level.APPROVED}
    for task in PROFILE.tasks:
        for made in task.produces:
            model = next(each for each in WORK_PRODUCTS if each.work_product == made.work_product)
            has = {state.level for state in model.states}
            needed = levels[made.state]
            assert needed in has or (needed is Level.RECORDED and Level.APPROVED in has), f"{task.id}: {made}"

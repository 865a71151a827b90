"""The packs as shipped: complete, bound, and what their lookups answer."""

import pytest

from sdesk.models import RECORDS, fields_of, model_named
from sdesk.packs import Pack, ProductState, shipped_packs
from sdesk.practice.readiness.check_bindings import check_bindings
from sdesk.practice.readiness.guarantees import GUARANTEES


@pytest.fixture
def pack() -> Pack:
    return shipped_packs()[0]


def test_three_packs_and_service_delivery_first() -> None:
    assert [pack.id for pack in shipped_packs()] == ["29110-4-3", "20000-1-2011", "29110-4-2-2021"]
    assert shipped_packs() is shipped_packs()


def test_every_name_in_their_bindings_is_ours() -> None:
    check_bindings(shipped_packs())


def test_service_delivery_is_as_large_as_the_standard(pack: Pack) -> None:
    asks = pack.asks
    assert (len(asks.variants), len(asks.roles), len(asks.processes), len(asks.activities)) == (3, 8, 4, 11)
    assert (len(asks.tasks), len(asks.requirements), len(asks.work_products)) == (40, 17, 21)
    assert sum(len(product.content) for product in asks.work_products) == 112
    assert sum(len(product.evidence) for product in asks.work_products) == 71


def test_the_other_two_are_as_large_as_theirs() -> None:
    _, iso20000, management = shipped_packs()
    assert (len(iso20000.asks.clauses), len(iso20000.asks.requirements)) == (53, 410)
    assert len({requirement.clause for requirement in iso20000.asks.requirements}) == 39
    assert len(management.asks.requirements) == 25
    per_process = [
        sum(requirement.process == process.id for requirement in management.asks.requirements)
        for process in management.asks.processes
    ]
    assert per_process == [7, 7, 6, 5]


def test_every_content_item_has_a_field_or_a_guarantee(pack: Pack) -> None:
    covered = [
        (product.id, item.ref)
        for product in pack.asks.work_products
        for item in product.content
        if (bound := pack.bindings.work_products[product.id].item(item.ref)).fields or bound.guarantee
    ]
    assert len(covered) == 112


def test_every_guarantee_is_used_and_says_something(pack: Pack) -> None:
    named = {item.guarantee for bound in pack.bindings.work_products.values() for item in bound.content}
    assert named - {""} == GUARANTEES.keys()
    assert all(len(str(how)) > 40 and str(how).endswith(".") for how in GUARANTEES.values())


def test_every_point_of_evidence_has_its_judge(pack: Pack) -> None:
    points = [point for bound in pack.bindings.work_products.values() for point in bound.evidence]
    judges = [each.judge for each in points]
    assert all(each.check for each in points)
    assert len(judges) == 71
    assert (judges.count("program"), judges.count("prepared"), judges.count("person")) == (43, 21, 7)


def test_every_requirement_has_a_rule_and_every_task_words(pack: Pack) -> None:
    assert all(pack.bindings.requirement(each.id).rule for each in pack.asks.requirements)
    for task in pack.asks.tasks:
        assert task.name != task.id and task.why, task.id
        assert bool(task.outcome) is (task.cadence == "recurring"), task.id


def test_nothing_that_people_read_is_left_an_id() -> None:
    for pack in shipped_packs():
        asks = pack.asks
        parts = (asks.variants, asks.roles, asks.processes, asks.activities, asks.clauses, asks.tasks)
        assert asks.header.title != pack.id
        assert [
            each.id for part in (*parts, asks.work_products) for each in part if each.name == each.id
        ] == []
    assert all(product.short != product.id for product in shipped_packs()[0].asks.work_products)


def test_relations_lead_to_statements_of_the_other_set(pack: Pack) -> None:
    related = {each for requirement in pack.asks.requirements for each in requirement.related}
    assert {each.partition("/")[0] for each in related} == {"20000-1-2011"}
    assert {each.partition("/")[2] for each in related} <= shipped_packs()[1].ids
    assert pack.full_id("WP.18") == "29110-4-3/WP.18"


def test_how_statements_of_the_other_set_are_related_where_there_is_no_doubt(pack: Pack) -> None:
    told = {
        kind: [
            f"{each.id} {named.partition('/')[2]}"
            for each in pack.asks.requirements
            for named in each.related
            if each.relation_to(named) == kind
        ]
        for kind in ("same", "wider", "narrower")
    }
    assert told == {
        "same": [],
        "wider": [
            "P01 4.1.1 a", "P01 4.5.1", "P05 4.5.4", "P07 9.2", "P09 9.1", "P10 9.3", "P13 6.2", "P14 8.1", "P17 8.2",
        ],
        "narrower": ["P05 4.1.2 f", "P11 4.3.1 d"],
    }  # fmt: skip


def test_what_the_management_of_an_organization_touches(pack: Pack) -> None:
    management = shipped_packs()[2]
    related = {each.id: each.related for each in management.asks.requirements if each.related}
    assert len(related) == 13 and related["PPM b"] == ("29110-4-3/P12",)
    assert {named.partition("/")[0] for found in related.values() for named in found} == {pack.id}
    assert not any(each.same or each.wider or each.narrower for each in management.asks.requirements)


def test_what_carries_a_requirement(pack: Pack) -> None:
    _, iso20000, management = shipped_packs()
    assert pack.records_of("P01") == ("BusinessGoals", "ServiceScope")
    assert iso20000.records_of("4.1.1 a") == ("BusinessGoals", "ServiceDeliveryPolicy", "ServiceScope")
    assert iso20000.records_of("4.2 b") == ()
    assert management.records_of("PPM b") == ("CustomerAgreement",)
    uncarried = [each.id for each in iso20000.asks.requirements if not iso20000.records_of(each.id)]
    assert len(uncarried) == 58


def test_what_a_kind_of_record_is_to_the_set(pack: Pack) -> None:
    bindings = pack.bindings
    assert [each.id for each in bindings.work_products_in("ServiceIncident")] == ["WP.18"]
    assert [each.id for each in bindings.work_products_in("ScheduleEntry")] == ["WP.12"]
    assert bindings.work_products_in("Person") == ()
    assert bindings.items_of("ServiceIncident", "reporter") == (("WP.18", "b"),)
    assert bindings.items_of("ServiceCatalogue", "services.hours") == (("WP.10", "b"),)
    assert bindings.items_of("ServiceIncident", "notes") == ()
    assert bindings.tasks_of_step("ServiceIncident", "classify") == ("IN.2.2",)
    assert bindings.tasks_of_step("ServiceIncident", "reopen") == ()
    assert bindings.task("CO.1.1").page.fields_of("CustomerAgreement")[0] == "customer"
    assert bindings.task("GO.1.1").page.fields_of("CustomerAgreement") == ()


def test_every_kind_of_record_is_in_a_street_or_supports_one(pack: Pack) -> None:
    carried = {model.__name__ for model in RECORDS if pack.bindings.work_products_in(model.__name__)}
    assert len(carried) == 22
    for product in pack.bindings.work_products.values():
        fields = {spec.name for spec in fields_of(model_named(product.record))}
        assert {name.partition(".")[0] for item in product.content for name in item.fields} <= fields


def test_a_task_knows_where_it_stands(pack: Pack) -> None:
    task = pack.asks.task("CO.2.1")
    assert (task.activity, task.process, task.case) == ("CO.2", "CO", "WP.11")
    assert pack.asks.activity(task.activity).name == "Evaluate and build the service change"
    assert [pack.asks.role(role).name for role in task.roles] == ["Control Manager"]
    assert pack.asks.task("GO.1.1").case == ""


def test_tasks_of_an_activity_a_process_a_case_and_a_variant(pack: Pack) -> None:
    asks = pack.asks
    assert [task.id for task in asks.tasks_of("CO.2")] == ["CO.2.1", "CO.2.2", "CO.2.3", "CO.2.4"]
    assert sum(len(asks.tasks_of(process.id)) for process in asks.processes) == 40
    assert [task.id for task in asks.tasks_of_case("WP.18")] == [f"IN.2.{n}" for n in range(1, 6)]
    assert {task.process for task in asks.tasks_of_variant("operational")} == {"CO", "RE", "IN"}
    assert [len(asks.requirements_of_variant(each)) for each in ("governance", "operational", "full")] == [
        5,
        12,
        17,
    ]
    assert [task.id for task in asks.makers(ProductState("WP.14", "approved"))] == ["GO.2.2", "GO.2.4"]
    assert asks.makers(ProductState("WP.01", "given")) == ()


def test_an_id_that_is_not_there_is_a_key_error(pack: Pack) -> None:
    with pytest.raises(KeyError):
        pack.asks.task("CO.9.9")
    with pytest.raises(KeyError):
        pack.asks.clause("99")
    with pytest.raises(KeyError):
        pack.records_of("P99")


@pytest.mark.parametrize(
    ("made", "need", "met"),
    [
        ("approved", "draft", True),
        ("approved", "recorded", True),
        ("approved", "approved", True),
        ("draft", "approved", False),
        ("recorded", "draft", False),
        ("draft", "recorded", False),
        ("approved", "given", False),
    ],
)
def test_approved_is_as_good_as_draft_and_recorded(made: str, need: str, met: bool) -> None:
    assert ProductState("WP.11", made).meets(ProductState("WP.11", need)) is met
    assert not ProductState("WP.11", made).meets(ProductState("WP.12", need))

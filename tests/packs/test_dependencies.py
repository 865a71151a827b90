"""What follows from what tasks need and produce."""

from sdesk.packs import ProductState, shipped_packs
from sdesk.packs import dependencies as deps

PACK = shipped_packs()[0]
ASKS = PACK.asks


def test_how_far_tasks_bring_a_work_product() -> None:
    assert deps.needed_state(ASKS, "WP.18") == "approved"
    assert {
        product.id for product in ASKS.work_products if deps.needed_state(ASKS, product.id) == "recorded"
    } == {
        "WP.02",
        "WP.06",
    }
    assert deps.needed_state(ASKS, "WP.01") == "approved"


def test_who_makes_it() -> None:
    makers = [
        deps.maker_of(ASKS, *wanted)
        for wanted in (("WP.14", "draft"), ("WP.14", "approved"), ("WP.01", "approved"))
    ]
    assert [task.id for task in makers if task] == ["GO.2.1", "GO.2.2", "GO.1.1"]
    assert deps.maker_of(ASKS, "WP.18", "given") is None
    before = deps.makers_before(ASKS, ProductState("WP.03", "approved"), ASKS.task("IN.2.1"))
    assert [task.id for task in before] == ["RE.2.2", "RE.2.5"]


def test_what_a_variant_takes_on() -> None:
    governance = deps.products_of_variant(ASKS, "governance")
    assert governance == {f"WP.{n:02}" for n in (1, 4, 5, 6, 7, 8, 14, 15)}
    assert "WP.01" not in deps.products_of_variant(ASKS, "operational")
    assert deps.products_of_variant(ASKS, "full") == {product.id for product in ASKS.work_products}
    order = [task.id for task in deps.tasks_with_their_set_up(ASKS, "operational", {"WP.08", "WP.14"})]
    assert order[:4] == ["GO.1.2", "GO.2.1", "GO.2.2", "CO.1.1"]
    assert not [each for each in order[3:] if each.startswith("GO")]


def test_what_a_page_asks_for() -> None:
    assert [*map(str, deps.asked_on_page(PACK, ASKS.task("GO.1.1")))] == ["WP.01 approved", "WP.15 approved"]
    assert [*map(str, deps.asked_on_page(PACK, ASKS.task("GO.2.1")))] == ["WP.14 draft"]
    assert [*map(str, deps.asked_on_page(PACK, ASKS.task("CO.1.2")))] == ["WP.17 draft", "WP.12 draft"]
    assert [*map(str, deps.asked_on_page(PACK, ASKS.task("IN.1.3")))] == ["WP.11 draft"]
    assert deps.asked_on_page(PACK, ASKS.task("IN.2.1")) == ()
    assert deps.said_elsewhere(PACK, ASKS.task("CO.1.2")) == (ProductState("WP.11", "draft"),)


def test_what_shows_that_a_recurring_task_was_done() -> None:
    signs = {task.id: deps.signs_of(PACK, task) for task in ASKS.tasks if deps.signs_of(PACK, task)}
    assert signs == {
        "GO.2.4": (deps.Sign("ServiceDeliveryPolicy", "approved anew"),),
        "GO.3.1": (deps.Sign("AssignedRoles", "approved anew"),),
        "GO.4.1": (deps.Sign("ImprovementReport", "begun"),),
        "GO.4.2": (deps.Sign("ImprovementReport", "approved"),),
        "RE.1.3": (deps.Sign("ServiceCatalogue", "approved anew"),),
        "RE.2.3": (deps.Sign("FeedbackEntry", "recorded"),),
        "RE.2.4": (deps.Sign("PerformanceReport", "approved"),),
        "RE.2.5": (
            deps.Sign("CustomerAgreement", "approved anew"),
            deps.Sign("SupplierAgreement", "approved anew"),
        ),
        "IN.1.2": (deps.Sign("AssignedRoles", "approved anew"),),
    }


def test_what_reviews_it() -> None:
    assert [task.id for task in deps.reviews_of(ASKS, ASKS.task("GO.2.2"))] == ["GO.2.2", "GO.2.4"]
    assert [task.id for task in deps.reviews_of(ASKS, ASKS.task("GO.2.1"))] == ["GO.2.1"]
    assert [task.id for task in deps.reviews_of(ASKS, ASKS.task("RE.2.2"))] == ["RE.2.2", "RE.2.5"]


def test_work_products_stand_in_the_order_in_which_they_are_made() -> None:
    assert deps.products_in_order(ASKS, "RE") == ("WP.10", "WP.03", "WP.21", "WP.19")
    assert deps.products_in_order(ASKS, "GO")[:3] == ("WP.15", "WP.08", "WP.14")
    assert set(deps.products_in_order(ASKS, "GO")) == {each.id for each in ASKS.work_products_of("GO")}


def test_what_carries_each_requirement() -> None:
    carried = {each.id: each.work_products for each in ASKS.requirements}
    assert carried["P01"] == ("WP.01", "WP.15")
    assert len(carried) == 17
    other = shipped_packs()[1]
    iso20000 = {each.id: other.records_of(each.id) for each in other.asks.requirements}
    assert iso20000["4.1.1 e"] == ("AssignedRoles",)
    assert (len(iso20000), sum(not carried for carried in iso20000.values())) == (410, 58)

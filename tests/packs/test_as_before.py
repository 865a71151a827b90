"""The packs answer as the profile, the declarations and the tables of ids do that they are to replace.

To be taken out together with these.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from sdesk.models import RECORDS, WORK_PRODUCTS, Record, fields_of, model_of
from sdesk.models.control import ChangeKind
from sdesk.models.guarantees import GUARANTEED
from sdesk.packs import Pack, ProductState, Task, shipped_packs
from sdesk.packs import dependencies as deps
from sdesk.packs.adopted import AdoptedPacks, Adoption
from sdesk.packs.product_state import standing_of
from sdesk.practice.guidance import case_pages, wizards
from sdesk.practice.readiness import requirements as readiness
from sdesk.practice.readiness import tasks
from sdesk.practice.readiness.case_route import CaseRoute
from sdesk.practice.readiness.guarantees import GUARANTEES
from sdesk.practice.readiness.progress import CaseStanding, progress_of
from sdesk.practice.workspaces import Workspace
from sdesk.profile import Profile, service_delivery
from sdesk.ui.process import panel as process_panel
from sdesk.ui.process import process_tab
from sdesk.ui.process import views as process_views
from sdesk.ui.wizard import product_area, task_page

PACK: Pack = shipped_packs()[0]
ASKS = PACK.asks
BOUND = PACK.bindings
PROFILE: Profile = service_delivery()
ADOPTED = AdoptedPacks((Adoption(PACK), Adoption(shipped_packs()[1], date(2026, 1, 1))))


def pairs() -> Iterator[tuple[str, type[Record]]]:
    return zip((product.id for product in PROFILE.work_products), WORK_PRODUCTS, strict=True)


def test_elements_are_those_of_the_profile() -> None:
    assert [(each.id, each.name, each.processes) for each in ASKS.variants] == [
        (each.id, each.name, each.processes) for each in PROFILE.variants
    ]
    assert [
        (each.id, each.name, each.duty, each.reports_to, each.mandatory, each.external) for each in ASKS.roles
    ] == [
        (each.id, each.name, each.duty, each.reports_to, each.mandatory, each.external)
        for each in PROFILE.roles
    ]
    assert [(each.id, each.name, each.purpose) for each in ASKS.processes] == [
        (each.id, each.name, each.purpose) for each in PROFILE.processes
    ]
    assert [(each.id, each.name, each.process) for each in ASKS.activities] == [
        (each.id, each.name, each.process) for each in PROFILE.activities
    ]
    assert (ASKS.header.title, ASKS.header.guide) == (PROFILE.title, PROFILE.guide)


def as_cited(related: str) -> str:
    """A clause by its number, an item of a list with the bracket behind its letter: what `sdesk profile` prints."""
    key = related.partition("/")[2]
    clauses = {clause.id for clause in shipped_packs()[1].asks.clauses}
    return key if key in clauses else f"{key})"


def test_requirements_and_work_products_are_those_of_the_profile() -> None:
    for ours, theirs in zip(ASKS.requirements, PROFILE.requirements, strict=True):
        assert (ours.id, ours.process, ours.statement, ours.work_products, ours.source) == (
            theirs.id, theirs.process, theirs.statement, theirs.work_products, theirs.source,
        )  # fmt: skip
        assert ours.related == tuple(f"20000-1-2011/{clause.rstrip(')')}" for clause in theirs.iso20000)
        assert tuple(map(as_cited, ours.related)) == theirs.iso20000
    for made, before in zip(ASKS.work_products, PROFILE.work_products, strict=True):
        assert (made.id, made.name, made.process, made.kind, made.clause, made.evidence) == (
            before.id, before.name, before.process, before.kind, before.clause, before.evidence,
        )  # fmt: skip
        assert [(item.ref, item.text) for item in made.content] == [
            (item.ref, item.text) for item in before.content
        ]


def test_tasks_are_those_of_the_profile_in_the_same_order() -> None:
    for ours, theirs in zip(ASKS.tasks_in_order, tasks.tasks_in_order(), strict=True):
        assert (ours.id, ours.name, ours.activity, ours.process, ours.requirement, ours.roles, ours.cadence, ours.case) == (
            theirs.id, theirs.name, theirs.activity, theirs.process, theirs.requirement, theirs.roles, theirs.cadence, theirs.case,
        )  # fmt: skip
        assert [*map(str, ours.needs)] == [*map(str, theirs.needs)]
        assert [*map(str, ours.produces)] == [*map(str, theirs.produces)]
        assert ours.why == wizards.why(ours.id)
        assert ours.outcome == (wizards.example_outcome(ours.id) if ours.cadence == "recurring" else "")


def test_every_record_is_what_its_class_said_it_is() -> None:
    for model in RECORDS:
        assert ADOPTED.work_product_in(model.__name__) == model.work_product
    for product, model in pairs():
        assert BOUND.record_of(product) == ADOPTED.record_of(product) == model.__name__


def test_every_field_covers_what_it_said_it_covers() -> None:
    for model in RECORDS:
        for spec in fields_of(model):
            said = [f"{model.work_product} {item}" for item in spec.content.items]
            assert [*ADOPTED.items_of(model.__name__, spec.name)] == said, (model, spec.name)
            for column in spec.columns:
                said = [f"{model.work_product} {item}" for item in column.content.items]
                assert [*ADOPTED.items_of(model.__name__, f"{spec.name}.{column.name}")] == said


def test_every_guarantee_is_what_it_was() -> None:
    named = {
        (bound.id, item.ref): GUARANTEES[item.guarantee]
        for bound in BOUND.work_products.values()
        for item in bound.content
        if item.guarantee
    }
    assert named == GUARANTEED


def test_every_step_does_the_task_that_it_said() -> None:
    for model in RECORDS:
        for step in model.steps:
            said = (f"29110-4-3/{step.task}",) if step.task else ()
            assert ADOPTED.tasks_of_step(model.__name__, step.name) == said, (model, step.name)


def test_intervals_reviews_and_what_shows_that_a_task_was_done() -> None:
    recurring = [task for task in ASKS.tasks if task.cadence == "recurring"]
    assert {task.id: BOUND.task(task.id).interval for task in recurring} == dict(tasks.DEFAULT_INTERVALS)
    assert {task.id for task in recurring if BOUND.task(task.id).by_review} == wizards._BY_REVIEW
    for task in ASKS.tasks:
        anew = tuple(sign.record for sign in deps.signs_of(PACK, task) if sign.how == "approved anew")
        assert anew == tasks._NEW_VERSIONS.get(task.id, ())
        ever = [sign.record for sign in deps.signs_of(PACK, task) if sign.how == "approved"]
        assert ever == [tasks._REPORTS[task.id] for _ in range(task.id in tasks._REPORTS)]
    assert deps.signs_of(PACK, ASKS.task("GO.4.1")) == (deps.Sign("ImprovementReport", "begun"),)
    assert deps.signs_of(PACK, ASKS.task("RE.2.3")) == (deps.Sign("FeedbackEntry", "recorded"),)
    assert [task.id for task in ASKS.tasks if BOUND.task(task.id).due_while] == ["IN.1.1"]


def test_pages_views_panels_and_names() -> None:
    for task in ASKS.tasks:
        page = BOUND.task(task.id).page
        assert page.sections == case_pages._GROUPS.get(task.id, ())
        of_case = page.fields_of(BOUND.record_of(task.case)) if task.case else ()
        assert of_case == case_pages._FIELDS.get(task.id, ())
        assert page.view == process_views.OF_TASK.get(task.id, ("", ""))[1]
        assert bool(page.panel) is (task.id in task_page._ABOUT_DEPLOYMENT)
        for product, model in pairs():
            fields = () if task.case else page.fields_of(model.__name__)
            assert fields == wizards._FIELDS.get((task.id, product), ())
    for product, _ in pairs():
        assert ASKS.work_product(product).short == process_panel.short_name(product)
        assert BOUND.work_products[product].may_not_apply is (product in product_area.MAY_NOT_APPLY)
    for process in ASKS.processes:
        assert deps.products_in_order(ASKS, process.id) == process_tab.products_of(process.id)


def test_what_a_page_asks_for() -> None:
    for task in ASKS.tasks:
        if task.cadence == "case":
            assert deps.asked_on_page(PACK, task) == ()
            continue
        before = PROFILE.task(task.id)
        given = [need for need in before.needs if need.state == "given" and task.id == "GO.1.1"]
        wanted = [f"{need.work_product} approved" for need in given]
        wanted += [
            str(made)
            for made in before.produces
            if not (made.work_product == "WP.11" and task.cadence == "setup")
        ]
        assert [*map(str, deps.asked_on_page(PACK, task))] == wanted
    assert deps.said_elsewhere(PACK, ASKS.task("CO.1.2")) == (ProductState("WP.11", "draft"),)
    assert deps.said_elsewhere(PACK, ASKS.task("IN.1.3")) == ()


def test_makers_variants_and_needed_states() -> None:
    for product, _ in pairs():
        assert deps.needed_state(ASKS, product) == readiness.needed_state(product)
        for state in ("draft", "recorded", "approved"):
            maker = deps.maker_of(ASKS, product, state)
            if maker or product == "WP.01":
                assert maker and maker.id == readiness.maker_of(product, state)
    for variant in ("governance", "operational", "full"):
        assert deps.products_of_variant(ASKS, variant) == readiness.products_of_variant(variant)
        assert [task.id for task in deps.tasks_with_their_set_up(ASKS, variant)] == [
            task.id for task in wizards.tasks_of_variant(variant)
        ]
    for task in ASKS.tasks:
        before = PROFILE.task(task.id)
        for need, was in zip(task.needs, before.needs, strict=True):
            assert tuple(each.id for each in deps.makers_before(ASKS, need, task)) == tasks._makers(
                was, before
            )


def test_reviews_of_a_task() -> None:
    for task in ASKS.tasks:
        products = set(tasks._approved_products(PROFILE.task(task.id)))
        expected = [
            each.id
            for each in tasks.tasks_in_order()
            if each.id == task.id
            or (products and each.cadence == "recurring" and products <= set(tasks._approved_products(each)))
        ]
        assert [each.id for each in deps.reviews_of(ASKS, task)] == expected


# ---------------------------------------------------------------- cases

KINDS: tuple[ChangeKind | None, ...] = (None, *ChangeKind)


def route(task: Task, kind: ChangeKind | None = None) -> CaseRoute:
    return CaseRoute(PACK, task.case, kind.value if kind else "")


@pytest.mark.parametrize("kind", KINDS)
def test_where_a_change_waits_and_what_it_has_passed(kind: ChangeKind | None) -> None:
    way = CaseRoute(PACK, "WP.11", kind.value if kind else "")
    for state in model_of("WP.11").states:
        where = CaseStanding("WP.11", state.name, kind)
        here = way.waits_at(state.name)
        assert (here.id if here else "") == tasks.waits_at(where), state.name
        for task in ASKS.tasks_of_case("WP.11"):
            expected = tasks.has_passed(where, PROFILE.task(task.id))
            assert way.has_passed(state.name, task) is expected, (state.name, task.id)


def test_where_an_incident_waits_and_what_it_has_passed() -> None:
    way = CaseRoute(PACK, "WP.18")
    for state in model_of("WP.18").states:
        where = CaseStanding("WP.18", state.name)
        here = way.waits_at(state.name)
        assert (here.id if here else "") == tasks.waits_at(where), state.name
        for task in ASKS.tasks_of_case("WP.18"):
            expected = tasks.has_passed(where, PROFILE.task(task.id))
            assert way.has_passed(state.name, task) is expected, (state.name, task.id)


def test_between_which_states_a_task_moves_a_case() -> None:
    for task in ASKS.tasks:
        if task.case:
            before = PROFILE.task(task.id)
            assert route(task).moves(task) == (before.from_state, before.to_states), task.id


def test_what_a_kind_of_change_goes_round() -> None:
    everything = ASKS.tasks_of_case("WP.11")
    pre_approved = CaseRoute(PACK, "WP.11", "pre-approved")
    assert (
        tuple(task.id for task in everything if task not in pre_approved.tasks)
        == tasks.SKIPPED_BY_PRE_APPROVED
    )
    for kind in ("", "normal", "emergency"):
        assert CaseRoute(PACK, "WP.11", kind).tasks == everything
    assert CaseRoute(PACK, "WP.18").tasks == ASKS.tasks_of_case("WP.18")


def test_an_emergency_is_deployed_first_and_made_good() -> None:
    way = CaseRoute(PACK, "WP.11", "emergency")
    shortcut = way.shortcut()
    assert shortcut is not None and shortcut.name == "deploy emergency"
    assert way.task_of(shortcut) == ASKS.task("CO.3.4")
    never = tuple(task.id for task in way.tasks if not way.can_be_done_after(task, shortcut.to))
    assert never == case_pages._ONLY_BEFORE_DEPLOYMENT
    assert {task.id: field for task in way.tasks if (field := way.made_good_by(task))} == {
        "CO.2.1": "decision",
        "CO.3.2": "cleared_at",
    }
    assert CaseRoute(PACK, "WP.11", "normal").shortcut() is None
    assert CaseRoute(PACK, "WP.11").shortcut() is None


def test_papers_of_a_change() -> None:
    for task in ASKS.tasks_of_case("WP.11"):
        way = route(task)
        model, finished, step = case_pages._PAPERS.get(task.id, (None, (), ""))
        assert way.paper_of(task) is model
        if model is not None:
            states = [state.name for state in model.states if way.paper_is_finished(task, state.name)]
            assert tuple(states) == finished
            assert way.steps_of(task)[0].name == step
            assert way.link_of(task) == "change"


# ---------------------------------------------------------------- where work products stand


def test_work_products_of_the_sample_stand_as_audit_says(sample: Workspace) -> None:
    progress = progress_of(sample)
    evidence = readiness.work_product_evidence(sample)
    assert len({each.state for each in evidence}) > 1
    for each in evidence:
        product = each.work_product.id
        assert each.state == standing_of(
            deps.needed_state(ASKS, product),
            progress.levels(product),
            begun=each.number > 0,
            review_passed=any(day < progress.today for day in progress.review_dates.get(product, ())),
            applies=product not in progress.not_applicable,
        )

"""The profile as shipped: complete, and what its lookups answer."""

import pytest

from sdesk.profile import Profile, WorkProductState, service_delivery


@pytest.fixture
def profile() -> Profile:
    return service_delivery()


def test_it_is_as_large_as_the_standard(profile: Profile) -> None:
    assert len(profile.variants) == 3
    assert len(profile.roles) == 8
    assert len(profile.processes) == 4
    assert len(profile.activities) == 11
    assert len(profile.tasks) == 40
    assert len(profile.requirements) == 17
    assert len(profile.work_products) == 21
    assert sum(len(product.content) for product in profile.work_products) == 112
    assert sum(len(product.evidence) for product in profile.work_products) == 71


def test_it_is_read_once() -> None:
    assert service_delivery() is service_delivery()


def test_a_task_knows_where_it_stands(profile: Profile) -> None:
    task = profile.task("CO.2.1")
    assert (task.activity, task.process) == ("CO.2", "CO")
    assert profile.activity_of(task).name == "Evaluate and build the service change"
    assert profile.requirement(task.requirement).process == "CO"
    assert [profile.role(role).name for role in task.roles] == ["Control Manager"]


def test_a_case_task_moves_its_record(profile: Profile) -> None:
    task = profile.task("CO.3.2")
    assert (task.case, task.from_state, task.to_states) == (
        "WP.11",
        "tested",
        ("cleared", "designed", "rejected"),
    )
    first = profile.task("IN.2.1")
    assert (first.case, first.from_state, first.to_states) == ("WP.18", "", ("recorded",))
    assert profile.task("GO.1.1").case == ""


def test_tasks_of_an_activity_and_of_a_process(profile: Profile) -> None:
    assert [task.id for task in profile.tasks_of("CO.2")] == ["CO.2.1", "CO.2.2", "CO.2.3", "CO.2.4"]
    assert len(profile.tasks_of("IN")) == 8
    assert sum(len(profile.tasks_of(process.id)) for process in profile.processes) == 40
    assert [activity.id for activity in profile.activities_of("RE")] == ["RE.1", "RE.2"]


def test_tasks_of_a_case_are_those_a_record_passes(profile: Profile) -> None:
    assert [task.id for task in profile.tasks_of_case("WP.18")] == [f"IN.2.{n}" for n in range(1, 6)]
    assert len(profile.tasks_of_case("WP.11")) == 9


def test_who_makes_a_work_product(profile: Profile) -> None:
    assert [task.id for task in profile.tasks_making("WP.14", "approved")] == ["GO.2.2", "GO.2.4"]
    assert [task.id for task in profile.tasks_making("WP.14", "draft")] == ["GO.2.1", "GO.2.2", "GO.2.4"]
    assert profile.tasks_making("WP.01", "given") == ()


def test_a_variant_is_its_processes(profile: Profile) -> None:
    governance, operational, full = (variant.id for variant in profile.variants)
    assert {task.process for task in profile.tasks_of_variant(governance)} == {"GO"}
    assert {task.process for task in profile.tasks_of_variant(operational)} == {"CO", "RE", "IN"}
    assert profile.tasks_of_variant(full) == profile.tasks
    requirements = [profile.requirements_of_variant(variant) for variant in (governance, operational)]
    assert [len(part) for part in requirements] == [5, 12]


def test_every_requirement_has_a_task_or_work_product_behind_it(profile: Profile) -> None:
    for requirement in profile.requirements:
        assert profile.tasks_of_requirement(requirement.id) or requirement.work_products


def test_an_id_that_is_not_there_is_a_key_error(profile: Profile) -> None:
    with pytest.raises(KeyError):
        profile.task("CO.9.9")


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
    assert WorkProductState("WP.11", made).meets(WorkProductState("WP.11", need)) is met
    assert not WorkProductState("WP.11", made).meets(WorkProductState("WP.12", need))

"""Who holds which role on a day, and the rules of the list of assigned roles (WP.08)."""

from datetime import date
from typing import Any

import pytest

from sdesk.models import AssignedRoles, BusinessGoals, Supplier
from sdesk.models.governance import ServiceRole
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.lifecycle.roles import holders, roles_of
from tests.provider import Provider, assign_roles

DAY = date(2026, 3, 2)


def list_of(provider: Provider, *assignments: dict[str, Any]) -> AssignedRoles:
    competences = tuple(
        {"person": provider.ana.id, "subject": subject, "achieved_on": DAY}
        for subject in ("service management", "ISO/IEC 29110")
    )
    return provider.create(
        AssignedRoles,
        scope="All",
        assignments=tuple({"start": DAY, **each} for each in assignments),
        competences=competences,
    )


def test_while_nobody_has_a_role_whoever_works_holds_all(beginner: Provider) -> None:
    assert roles_of(beginner.workspace, beginner.cleo.id, DAY) == tuple(ServiceRole)


def test_a_draft_counts_until_the_first_list_is_approved(beginner: Provider) -> None:
    list_of(beginner, {"role": "SM", "person": beginner.ana.id})
    assert roles_of(beginner.workspace, beginner.ana.id, DAY) == (ServiceRole.SM,)
    assert roles_of(beginner.workspace, beginner.cleo.id, DAY) == ()


def test_nobody_holds_no_role_once_roles_are_given(provider: Provider) -> None:
    """A role without a deputy is not everybody's."""
    assert roles_of(provider.workspace, None, DAY) == ()
    goals = provider.approved(BusinessGoals)
    provider.works(None)
    with pytest.raises(Refused, match="is for the"):
        provider.take(goals, "withdraw", reason="No reason")


def test_the_approved_list_counts_while_its_next_version_is_written(provider: Provider) -> None:
    approved = provider.workspace.first(AssignedRoles)
    assert approved is not None
    provider.save(new_version(provider.workspace, approved), assignments=())
    assert ServiceRole.CM in roles_of(provider.workspace, provider.ana.id, DAY)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_role_is_held_from_its_first_to_its_last_day(beginner: Provider, day: date, holds: bool) -> None:
    list_of(
        beginner,
        {"role": "SM", "person": beginner.ana.id, "end": date(2026, 3, 31)},
        {"role": "CM", "person": beginner.ben.id},
    )
    assert (ServiceRole.SM in roles_of(beginner.workspace, beginner.ana.id, day)) is holds


def test_a_deputy_may_act_and_stands_last(beginner: Provider) -> None:
    list_of(
        beginner,
        {"role": "IM", "person": beginner.ben.id, "deputy": beginner.cleo.id},
        {"role": "SM", "person": beginner.ana.id},
    )
    assert roles_of(beginner.workspace, beginner.cleo.id, DAY) == (ServiceRole.IM,)
    assert [each.name for each in holders(beginner.workspace, ["SM", "IM"], DAY)] == [
        "Ben Okafor",
        "Ana Reyes",
        "Cleo Sand",
    ]


def test_the_list_needs_a_service_manager(beginner: Provider) -> None:
    draft = list_of(beginner, {"role": "MGT", "person": beginner.ana.id})
    with pytest.raises(Refused, match="Nobody is Service Manager"):
        beginner.take(draft, "approve")


def test_the_service_manager_needs_both_competences(beginner: Provider) -> None:
    draft = list_of(
        beginner, {"role": "SM", "person": beginner.ana.id}, {"role": "MGT", "person": beginner.ana.id}
    )
    draft = beginner.save(draft, competences=(draft.competences[0],))
    with pytest.raises(Refused, match="ISO/IEC 29110 is neither achieved nor planned"):
        beginner.take(draft, "approve")


def test_a_competence_that_is_planned_with_its_day_blocks_nothing(beginner: Provider) -> None:
    draft = list_of(
        beginner, {"role": "SM", "person": beginner.ana.id}, {"role": "MGT", "person": beginner.ana.id}
    )
    planned = draft.competences[1].model_copy(update={"achieved_on": None, "needed_by": DAY})
    draft = beginner.save(draft, competences=(draft.competences[0], planned))
    assert beginner.take(draft, "approve").state == "approved"


def test_whoever_is_service_manager_no_more_need_not_learn_for_it(beginner: Provider) -> None:
    draft = list_of(
        beginner,
        {"role": "SM", "person": beginner.ben.id, "start": date(2026, 1, 1), "end": date(2026, 3, 1)},
        {"role": "SM", "person": beginner.ana.id},
        {"role": "MGT", "person": beginner.ana.id},
    )
    before, *others = draft.assignments
    still = beginner.save(draft, assignments=(before.model_copy(update={"end": DAY}), *others))
    with pytest.raises(Refused, match="neither achieved nor planned"):
        beginner.take(still, "approve")
    assert beginner.take(beginner.save(still, assignments=(before, *others)), "approve").state == "approved"


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ({"subject": "other"}, "nobody is named"),
        ({"subject": "other", "person": "ana", "their_person": "Their desk"}, "Make two lines"),
        ({"subject": "other", "person": "ana", "supplier": "them"}, "Make two lines"),
        ({"subject": "other", "person": "ana", "achieved_on": date(2099, 1, 1)}, "later than now"),
        ({"subject": "other", "supplier": "them", "their_person": "Their desk", "service": None}, ""),
    ],
)
def test_a_competence_is_of_one_of_us_or_of_a_suppliers_people(
    beginner: Provider, line: dict[str, Any], refused: str
) -> None:
    draft = list_of(
        beginner, {"role": "SM", "person": beginner.ana.id}, {"role": "MGT", "person": beginner.ana.id}
    )
    known = {"ana": beginner.ana.id, "them": beginner.create(Supplier, name="Their Lines").id}
    row = {name: known.get(value, value) for name, value in line.items()}
    draft = beginner.save(draft, competences=(*draft.competences, row))
    if refused:
        with pytest.raises(Refused, match=refused):
            beginner.take(draft, "approve")
    else:
        assert beginner.take(draft, "approve").state == "approved"


@pytest.mark.parametrize(
    ("first_ends", "second_starts", "refused"),
    [
        (None, date(2026, 4, 1), True),
        (date(2026, 4, 1), date(2026, 4, 1), True),
        (date(2026, 3, 31), date(2026, 4, 1), False),
    ],
)
def test_no_authority_is_given_twice(
    beginner: Provider, first_ends: date | None, second_starts: date, refused: bool
) -> None:
    draft = list_of(
        beginner,
        {"role": "SM", "person": beginner.ana.id},
        {"role": "CM", "person": beginner.ben.id, "end": first_ends},
        {"role": "CM", "person": beginner.cleo.id, "start": second_starts},
    )
    if refused:
        with pytest.raises(Refused, match="Two people are Control Manager"):
            beginner.take(draft, "approve")
    else:
        assert beginner.take(draft, "approve").state == "approved"


def test_several_people_may_be_practitioners(beginner: Provider) -> None:
    draft = list_of(
        beginner,
        {"role": "SM", "person": beginner.ana.id},
        {"role": "PT", "person": beginner.ben.id},
        {"role": "PT", "person": beginner.cleo.id},
    )
    assert beginner.take(draft, "approve").state == "approved"


def test_roles_are_looked_up_on_the_day_of_the_step(beginner: Provider) -> None:
    assign_roles(beginner)
    assert roles_of(beginner.workspace, beginner.ana.id, date(2025, 12, 31)) == ()

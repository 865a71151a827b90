"""Which version held at a moment: from its day or its approval until the next one, and never by what came later."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from sdesk.models import (
    RECORDS,
    AssignedRoles,
    CustomerAgreement,
    Document,
    Operation,
    Organization,
    PerformanceReport,
    Record,
    ServiceCatalogue,
    ServiceScope,
)
from sdesk.practice.control.deployment import start_catalogue_version
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.roles import roles_of
from sdesk.practice.lifecycle.versions import (
    Versions,
    draft_of,
    each_in_effect,
    in_effect,
    newest_approved,
    services,
    to_go_by,
)
from sdesk.storage import col
from tests.provider import Provider, assign_roles, change, next_version, working_provider
from tests.thorough import examples

ZONES = ("UTC", "Pacific/Chatham", "America/St_Johns", "Europe/Lisbon")
INSTANT = timedelta(microseconds=1)
FOR_GOOD = date(9999, 12, 30)
BEFORE, MOVED, ONE_DAY = "Europe/Lisbon", date(2026, 3, 2), timedelta(days=1)
"""The provider of the tests moves on its first day; days that were over then stay what they were."""


# ---------------------------------------------------------------- against a plain list


@dataclass
class Told:
    """A version as somebody would write it down."""

    version: int
    approved: datetime
    first_day: date
    last_day: date
    gone: datetime | None = None


def plain(told: list[Told], zone: str, at: datetime, begun: datetime) -> int | None:
    """Read off the list, from the newest version to the oldest; of the time before it began, the first is believed."""
    lasting = [each for each in told if not (each.gone and day_of(each.gone, zone) < each.first_day)]
    lasting = [each for each in lasting if each.last_day >= each.first_day]
    for each in reversed(lasting):
        is_first = each is lasting[0]
        if at >= begins(each.first_day, zone) and ((is_first and at < begun) or at >= each.approved):
            is_over = (each.gone and at >= each.gone) or at >= begins(each.last_day + ONE_DAY, zone)
            return None if is_over else each.version
    return None


def day_of(moment: datetime, zone: str) -> date:
    day = moment.astimezone(ZoneInfo(zone)).date()
    return day if day >= MOVED else moment.astimezone(ZoneInfo(BEFORE)).date()


def begins(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone if day >= MOVED else BEFORE))


def telling_moments(told: list[Told], zone: str) -> list[datetime]:
    """Just before, at and after everything that is told, and the beginnings of the days."""
    days = [each.first_day for each in told]
    days += [each.last_day + timedelta(days=1) for each in told if each.last_day != FOR_GOOD]
    moments = [datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) for day in days]
    moments += [moment for each in told for moment in (each.approved, each.gone) if moment]
    return sorted({moment + by for moment in moments for by in (-INSTANT, timedelta(), INSTANT)})


VERSIONS = st.lists(
    st.tuples(st.integers(0, 4000), st.integers(-4, 5), st.integers(1, 9), st.booleans()),
    min_size=1,
    max_size=5,
)


@settings(max_examples=examples(8, 12), deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.sampled_from(ZONES), VERSIONS)
@example("Pacific/Chatham", [(0, 0, 9, False), (300, 4, 9, False), (300, 2, 9, False), (9000, 0, 9, True)])
@example("America/St_Johns", [(900, -3, 9, False), (0, 3, 9, True), (9, 0, 9, False), (9, -2, 9, False)])
def test_it_is_what_a_plain_list_of_approvals_and_days_says(
    zone: str, steps: list[tuple[int, int, int, bool]]
) -> None:
    with TemporaryDirectory() as folder:
        provider = working_provider(Path(folder) / "firm.sdesk")
        workspace = provider.workspace
        begun = provider.save(workspace.find(Organization)[0], time_zone=zone).created_at
        assert begun
        lists: dict[type[Record], list[Told]] = {ServiceScope: [], CustomerAgreement: []}
        for minutes, ahead, lasts, withdrawn in steps:
            provider.clock.pass_time(minutes=minutes)
            for model, told in lists.items():
                told.append(_approved(provider, model, zone, ahead, lasts))
                if withdrawn:
                    newest = newest_approved(workspace, model)
                    assert newest is not None
                    provider.take(newest, "end" if model is CustomerAgreement else "withdraw", "Not any more")
                    told[-1].gone = workspace.find(Operation, order_by=[col(Operation.tick)])[-1].at
        for model, told in lists.items():
            for moment in telling_moments(told, zone):
                assert len(each_in_effect(workspace, model, moment)) <= 1
                found = in_effect(workspace, model, moment)
                assert (found and found.version) == plain(told, zone, moment, begun), (model, moment)
        workspace.close()


def _approved(provider: Provider, model: type[Record], zone: str, ahead: int, lasts: int) -> Told:
    """The next version is approved, with a first day so many days ahead, or in the past."""
    workspace = provider.workspace
    first = day_of(provider.clock.now, zone) + timedelta(days=ahead)
    last = first + timedelta(days=lasts) if model is CustomerAgreement else FOR_GOOD
    review = {"review_date": first, "start": first, "end": last}
    if model is not CustomerAgreement:
        review = {"next_review_date": first + timedelta(days=99), "date_of_issue": first}
    before = workspace.find(model, order_by=[col(model.version).desc()])
    draft = next_version(provider, before[0]) if before else provider.complete(model, "approved")
    approved = provider.take(provider.save(draft, **review), "approve")
    return Told(approved.version, approvals_of(workspace, approved)[0].at, first, last)


VERSIONED = [model for model in RECORDS if model.versioned]


@pytest.mark.a_few(6)
@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model.__name__)
def test_every_kind_that_has_versions(provider: Provider, model: type[Record]) -> None:
    workspace = provider.workspace
    first = newest_approved(workspace, model) or provider.approved(model, **_subject(provider, model))
    provider.clock.pass_time(days=2)
    between = provider.clock.now
    second = provider.take(next_version(provider, first), "approve")
    found = [each_in_effect(workspace, model, at) for at in (between, provider.clock.now)]
    assert [[each.id for each in some if each.number == first.number] for some in found] == [
        [first.id],
        [second.id],
    ]
    held = [each for each in Versions(workspace, model).held if each.number == first.number]
    assert all(earlier.end == later.start for earlier, later in pairwise(held))


def _subject(provider: Provider, model: type[Record]) -> dict[str, UUID]:
    """A report is about one agreement or the other, so that neither is mandatory by itself."""
    is_report = model is PerformanceReport
    return {"customer_agreement": provider.approved(CustomerAgreement).id} if is_report else {}


# ---------------------------------------------------------------- one by one


def issued(provider: Provider, model: type[Document], ahead: int, **values: object) -> Document:
    """A version of a document, approved now, that counts from so many days ahead."""
    first = provider.clock.now.date() + timedelta(days=ahead)
    there = newest_approved(provider.workspace, model)
    draft = next_version(provider, there) if there else provider.complete(model, "approved")
    dates = {"date_of_issue": first, "next_review_date": first + timedelta(days=300)}
    return provider.take(provider.save(draft, **dates, **values), "approve")


def test_one_that_is_superseded_already_holds_until_the_day_of_the_next(provider: Provider) -> None:
    workspace = provider.workspace
    old = issued(provider, ServiceScope, 0)
    new = issued(provider, ServiceScope, 7)
    assert reload(workspace, old).state == "superseded"
    assert in_effect(workspace, ServiceScope) == reload(workspace, old)
    assert newest_approved(workspace, ServiceScope) == new
    provider.clock.pass_time(days=7)
    assert in_effect(workspace, ServiceScope) == new


def test_what_is_withdrawn_before_its_day_leaves_the_older_one(provider: Provider) -> None:
    old = issued(provider, ServiceScope, 0)
    new = issued(provider, ServiceScope, 7)
    provider.take(new, "withdraw", "A mistake")
    provider.clock.pass_time(days=9)
    assert in_effect(provider.workspace, ServiceScope) == reload(provider.workspace, old)


def test_what_is_withdrawn_is_over_and_noting_something_later_does_not_move_that(provider: Provider) -> None:
    workspace = provider.workspace
    scope = issued(provider, ServiceScope, 0)
    provider.clock.pass_time(days=2)
    before = provider.clock.now
    provider.take(scope, "withdraw", "Not any more")
    after = provider.clock.now
    provider.clock.pass_time(days=2)
    provider.save(scope, notes="Why again?")
    found = [in_effect(workspace, ServiceScope, at) for at in (before, after, provider.clock.now)]
    assert [each and each.version for each in found] == [1, None, None]
    assert to_go_by(workspace, ServiceScope) is None


def test_a_first_version_may_start_before_its_approval_and_is_marked(provider: Provider) -> None:
    workspace = provider.workspace
    asked = provider.clock.now - timedelta(days=10)
    issued(provider, ServiceScope, -20)
    issued(provider, ServiceScope, -20)
    first, second = Versions(workspace, ServiceScope).held
    assert first.start < first.approved_at and second.start == second.approved_at
    scope = in_effect(workspace, ServiceScope, asked)
    assert scope is not None and scope.version == 1


def test_while_nothing_is_in_effect_people_go_by_what_is_approved_for_later(provider: Provider) -> None:
    workspace = provider.workspace
    assert to_go_by(workspace, ServiceScope) is None
    first = issued(provider, ServiceScope, 5)
    issued(provider, ServiceScope, 9)
    assert in_effect(workspace, ServiceScope) is None
    assert to_go_by(workspace, ServiceScope) == reload(workspace, first)


def test_roles_that_are_given_for_later_are_not_everybody_s_until_then(beginner: Provider) -> None:
    clock, to_come = beginner.clock, timedelta(days=5)
    given = {"date_of_issue": clock.now.date() + to_come, "next_review_date": clock.now.date() + 9 * to_come}
    roles = assign_roles(beginner, **given)
    assert in_effect(beginner.workspace, AssignedRoles) is None and roles.state == "approved"
    assert [str(each) for each in roles_of(beginner.workspace, beginner.cleo.id, clock.now.date())] == ["PT"]


def test_the_next_version_goes_on_from_the_one_that_is_to_come(provider: Provider) -> None:
    workspace = provider.workspace
    catalogue = newest_approved(workspace, ServiceCatalogue)
    assert catalogue is not None
    renamed = (catalogue.services[0].model_copy(update={"name": "Renamed"}),)
    issued(provider, ServiceCatalogue, 30, services=renamed)
    assert services(workspace)[0].name == catalogue.services[0].name
    start_catalogue_version(workspace, change(provider, "approved"))
    draft = draft_of(workspace, ServiceCatalogue)
    assert draft is not None and draft.services == renamed


def test_agreements_are_asked_for_one_by_one(provider: Provider) -> None:
    workspace = provider.workspace
    today = provider.clock.now.date()
    one = provider.approved(CustomerAgreement, start=today, end=today + timedelta(days=3))
    other = provider.approved(CustomerAgreement, start=today + timedelta(days=2), end=date(2028, 1, 1))
    at = [provider.clock.now + timedelta(days=days) for days in (0, 2, 3, 4)]
    found = [[each.id for each in each_in_effect(workspace, CustomerAgreement, moment)] for moment in at]
    assert found == [[one.id], [one.id, other.id], [one.id, other.id], [other.id]]
    last_moment = datetime.combine(today + timedelta(days=4), time(), ZoneInfo("Europe/Lisbon")) - INSTANT
    assert one in each_in_effect(workspace, CustomerAgreement, last_moment)

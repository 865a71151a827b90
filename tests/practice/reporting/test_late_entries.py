"""What happened in March and was entered in April is told of March: in the report made again, and nowhere else."""

from pathlib import Path
from typing import Any

import pytest

from sdesk.models import BusinessGoals, ConfigurationItem, Customer, ServiceChangeRequest, ServiceIncident
from sdesk.models.incident import NotKnown, Unknown
from sdesk.practice.exchange.importing import import_table, load_map, read_table
from sdesk.practice.incident.handling import add_step
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.reports import improvement_figures, performance_figures
from tests.delivery import ADOPTED
from tests.practice.reporting.test_corrections import approved_reports, corrected
from tests.practice.reporting.world import IMPORT
from tests.provider import CALLER, Provider
from tests.reported_quarter import MARCH, Quarter, at, reported_quarter, row_of

APRIL = Period.month(2026, 4, "Europe/Lisbon")
HEADS = "Number,Summary,Customer,Service,Started,Restored,Impact,Urgency,State,Item"
ASKED = {"set_by": "The owner", "sense": "at most", "target": 0.0, "statement": "None"}


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    made = reported_quarter(provider)
    provider.approved(
        BusinessGoals,
        goals=(
            *({**ASKED, "counts": each} for each in ("changes deployed", "changes rolled back")),
            {
                "set_by": "The owner",
                "statement": "At once",
                "counts": "fixed at the first call",
                "target": 50.0,
            },
        ),
    )
    provider.clock.now = at(4, 1, 9)
    return made


def incident(quarter: Quarter, restored: Any = None, **values: Any) -> ServiceIncident:
    """Six hours of the last Monday of March, entered on the first of April."""
    provider = quarter.provider
    made = provider.create(
        ServiceIncident, summary="Out", details="Out", customer=quarter.agreement.customer, reporter=CALLER,
        service=quarter.agreement.services[0], started_at=at(3, 30, 10), configuration_items=(quarter.item.id,), **values,
    )  # fmt: skip
    made = provider.take(made, "record")
    if restored:
        found = {"impact": "low", "urgency": "low", "impact_in_words": "Nobody can work"}
        provider.save(made, assigned_to=provider.cleo.id, **found)
        made = add_step(provider.workspace, provider.take(made, "classify"), "Restarted", at=restored)
        made = provider.take(provider.take(made, "investigate"), "restore", restored_at=restored)
    return made


def emergency(quarter: Quarter) -> ServiceChangeRequest:
    """Deployed in the last night of March, written down in the morning."""
    provider = quarter.provider
    made = provider.complete(
        ServiceChangeRequest, "requested", kind="emergency", customer=quarter.agreement.customer,
        service=quarter.agreement.services[0], configuration_items=(quarter.item.id,),
    )  # fmt: skip
    said: dict[str, Any] = {
        "deployed_at": at(3, 31, 20),
        "deployed_by": provider.cleo.id,
        "deployment_outcome": "In place",
    }
    return provider.take(provider.take(made, "submit"), "deploy emergency", **said)


def told(quarter: Quarter, period: Period = MARCH) -> Any:
    return performance_figures(quarter.provider.workspace, quarter.agreement, period)


def goals(quarter: Quarter, period: Period = MARCH) -> dict[str, tuple[float, str]]:
    rows = improvement_figures(quarter.provider.workspace, period)["goals"]["rows"]
    return {row["measure"]: (row["value"]["value"], row["word"]) for row in rows}


def test_an_outage_that_was_entered_late_is_in_the_report_on_the_time_in_which_it_was(
    quarter: Quarter,
) -> None:
    """Else it is in none: of April it says nothing."""
    made = incident(quarter, at(3, 30, 16), outage=True)
    march = told(quarter)
    available = row_of(march, "availability")
    assert available["value"]["value"] == 100 * (22 * 8 - 6) / (22 * 8)
    assert (available["word"], available["missed"][0]["number"]) == ("not met", made.number)
    assert [(each["number"], each["minutes"]) for each in march["outages"]] == [(made.number, 360)]
    assert march["incidents"]["restored"] == 1
    assert march["incidents"]["recorded"] == march["incidents"]["open"] == 0, "it was not recorded yet"
    assert goals(quarter)["fixed at the first call"] == (0.0, "not met"), "six hours are no call"
    quarter.provider.clock.now = at(5, 2, 9)
    april = told(quarter, APRIL)
    assert (april["incidents"]["recorded"], april["incidents"]["restored"]) == (1, 0)
    assert row_of(april, "availability")["value"]["value"] == 100.0
    assert row_of(april, "availability")["previous"]["value"] == available["value"]["value"]


def test_a_change_that_was_written_down_afterwards_was_deployed_when_it_was(quarter: Quarter) -> None:
    quarter.provider.clock.now = at(4, 1, 9)
    emergency(quarter)
    assert goals(quarter)["changes deployed"] == (1.0, "not met")
    assert told(quarter)["changes"]["open"] == told(quarter)["changes"]["asked_for"] == 0
    quarter.provider.clock.now = at(5, 2, 9)
    assert goals(quarter, APRIL)["changes deployed"] == (0.0, "met")
    assert told(quarter, APRIL)["changes"]["asked_for"] == 1


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    "enter",
    [
        lambda quarter: incident(quarter, outage=True),
        lambda quarter: incident(quarter, not_known=(NotKnown(what=Unknown.OUTAGE),)),
        lambda quarter: incident(quarter, at(3, 30, 16)),
        emergency,
    ],
    ids=("outage", "perhaps an outage", "restored", "deployed"),
)
def test_a_report_made_again_names_what_was_entered_late(quarter: Quarter, enter: Any) -> None:
    """Also where one of them was there before, about which nothing was known."""
    approved = approved_reports(quarter)
    quarter.provider.clock.pass_time(hours=1)
    made = enter(quarter)
    for each in approved[:2]:
        assert [(one["number"], one["what"]) for one in corrected(quarter, each)] == [
            (made.number, "entered")
        ]


def test_what_says_nothing_of_march_is_not_named(quarter: Quarter) -> None:
    """It began in March; that is all."""
    approved = approved_reports(quarter)
    quarter.provider.clock.pass_time(hours=1)
    incident(quarter, at(4, 1, 9, 30))
    assert [corrected(quarter, each) for each in approved[:2]] == [[], []]


def test_a_report_made_again_names_what_was_brought_in_since(quarter: Quarter, tmp_path: Path) -> None:
    """A log of another program, in which all of it is closed already."""
    approved = approved_reports(quarter)
    workspace = quarter.provider.workspace
    names = [
        workspace.get(Customer, quarter.agreement.customer),
        workspace.get(ConfigurationItem, quarter.item.id),
    ]
    customer, item = (each.name for each in names if each)
    line = f"OLD-1,Was,{customer},Name in words,2026-03-10 10:00,2026-03-10 16:00,low,medium,closed,{item}"
    (tmp_path / "log.csv").write_text(f"{HEADS}\n{line}", encoding="utf-8")
    (tmp_path / "map.toml").write_text(IMPORT, encoding="utf-8")
    outcome = import_table(
        workspace, read_table(tmp_path / "log.csv"), load_map(tmp_path / "map.toml", ADOPTED)
    )
    [made] = outcome.created
    assert not outcome.problems
    number = workspace.get(ServiceIncident, made).number
    assert told(quarter)["incidents"]["recorded"] == 1
    for each in approved[:2]:
        assert [(one["number"], one["what"]) for one in corrected(quarter, each)] == [(number, "entered")]


def test_what_was_solved_on_the_telephone_and_written_down_then_was_fixed_at_the_first_call(
    quarter: Quarter,
) -> None:
    incident(quarter, at(3, 30, 10, 15))
    assert goals(quarter)["fixed at the first call"] == (100.0, "met")
    incident(quarter, at(3, 30, 10, 16))
    assert goals(quarter)["fixed at the first call"] == (50.0, "met")

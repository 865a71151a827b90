"""Cases that came by import and that nobody adopted: they water nothing down, and show nothing."""

from datetime import date

import pytest

from sdesk.models import Record, ServiceChangeRequest, ServiceIncident
from sdesk.models.identity import uuid7
from sdesk.practice.lifecycle.claimed import adopt, all_claimed
from sdesk.practice.readiness.evidence.period import first_day
from tests.practice.readiness.rules.complete import a_change, an_incident, it_is
from tests.practice.readiness.rules.verdicts import NOT_MET, NOT_SHOWN, repaired, said, signed_by, verdict
from tests.provider import Provider, incident

MAY = date(2026, 5, 4)
CHANGES, INCIDENTS = ("P06", "P07", "P08", "P10"), ("P14", "P16", "P17")


def imported(provider: Provider, record: Record, n: int) -> None:
    """As many that look the same, by a file."""
    for place in range(n):
        with provider.workspace.transaction("import") as session:
            values = {**record.model_dump(), "id": uuid7(), "number": f"{record.number}-{place}"}
            live = session.get_one(type(record), record.id)
            rows = {name: getattr(live, name) for name in values if name not in ("id", "number")}
            session.add(type(record)(**{**values, **rows}))


def given_up(provider: Provider, record: Record) -> None:
    step, state = (
        ("withdraw", "withdrawn") if isinstance(record, ServiceChangeRequest) else ("cancel", "cancelled")
    )
    with provider.workspace.transaction(step, "It was recorded here by mistake.") as session:
        session.get_one(type(record), record.id).state = state


@pytest.mark.parametrize("rule", ["P07", "P10"])
def test_twenty_imported_changes_do_not_water_one_down(set_up: Provider, rule: str) -> None:
    it_is(set_up, MAY)
    made = a_change(set_up, MAY)
    imported(set_up, made, 20)
    signed_by(set_up, made, {"P07": "approve", "P10": "clear"}[rule], person_id=set_up.ben.id)
    assert verdict(set_up, rule) is NOT_MET, said(set_up, rule)


@pytest.mark.parametrize("rule", ["P14", "P16"])
def test_twenty_imported_incidents_do_not_water_one_down(set_up: Provider, rule: str) -> None:
    it_is(set_up, MAY)
    made = an_incident(set_up, MAY)
    imported(set_up, made, 20)
    repaired(set_up, made, steps_taken=(), details="x")
    assert verdict(set_up, rule) is NOT_MET, said(set_up, rule)


def test_imported_cases_alone_show_nothing(set_up: Provider) -> None:
    it_is(set_up, MAY)
    change, incident = a_change(set_up, MAY), an_incident(set_up, MAY)
    for each in (change, incident):
        imported(set_up, each, 5)
        given_up(set_up, each)
    assert set_up.workspace.count(ServiceIncident) == set_up.workspace.count(ServiceChangeRequest) == 6
    assert {rule: verdict(set_up, rule) for rule in (*CHANGES, *INCIDENTS)} == dict.fromkeys(
        (*CHANGES, *INCIDENTS), NOT_SHOWN
    )


def test_who_brings_everything_in_and_adopts_it_does_not_grow_younger(provider: Provider) -> None:
    """Else all that was brought in lay before the period, and nothing would ever fall due."""
    it_is(provider, MAY)
    made = incident(provider, "recorded")
    imported(provider, provider.take(made, "record"), 3)
    provider.save(made)
    with provider.workspace.transaction("repair") as session:
        session.get_one(ServiceIncident, made.id).deleted_at = provider.clock.now
    it_is(provider, date(2026, 6, 1))
    adopt(
        provider.workspace,
        all_claimed(provider.workspace, ServiceIncident),
        "The old log, held against it line by line.",
        "Log",
    )
    it_is(provider, date(2028, 5, 2))
    provider.create(ServiceIncident, summary="The first that is recorded here")
    assert first_day(provider.workspace) == date(2026, 6, 1)

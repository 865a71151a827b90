"""What of audits stands on Today: each thing when its time has come, whose it is, and gone when it is done."""

from datetime import timedelta

from sdesk.practice.guidance.today import Group, Matter, Thing, to_do
from tests.practice.audit.raising import EFFECT, action_of, audit, carried_out, day_of, finding, planned
from tests.provider import Provider


def things(provider: Provider, number: str) -> list[Thing]:
    return [each for each in to_do(provider.workspace).things if each.number == number]


def test_an_audit_stands_there_by_its_days_and_to_be_closed_when_its_findings_are_settled(
    provider: Provider,
) -> None:
    day = day_of(provider)
    made = audit(provider, starts_on=day + timedelta(days=9), ends_on=day + timedelta(days=11))
    assert things(provider, made.number) == []
    provider.clock.pass_time(days=3)
    (thing,) = things(provider, made.number)
    assert (thing.matter, thing.group, thing.due) == (Matter.AUDIT, Group.WEEK, made.starts_on)
    made = provider.take(made, "begin")
    provider.clock.pass_time(days=9)
    (thing,) = things(provider, made.number)
    assert (thing.group, thing.due) == (Group.NOW, made.ends_on)
    found = finding(provider, audit=made.id)
    made = provider.take(made, "report", conclusion="What was looked at is done as it is written down, with one exception that is named below.")  # fmt: skip
    assert things(provider, made.number) == []
    provider.take(found, "decline", reason="the reporter was told, as the letter shows")
    (thing,) = things(provider, made.number)
    assert (thing.matter, thing.step) == (Matter.STEP, "Close audit")
    provider.take(made, "close")
    assert things(provider, made.number) == []


def test_a_finding_waits_for_its_owner_then_its_action_then_somebody_else(provider: Provider) -> None:
    made = finding(provider)
    (thing,) = things(provider, made.number)
    assert (thing.step, thing.person, thing.record) == ("Plan the action", provider.ben.id, made.id)
    made = planned(provider, made)
    assert things(provider, made.number) == [], "its action item stands there instead"
    made = carried_out(provider, made, provider.ben)
    (thing,) = things(provider, made.number)
    assert (thing.step, thing.person) == ("Verify the effect", None), "Ana or Cleo, whoever comes first"
    provider.works(provider.cleo)
    provider.take(made, "verify", effect=EFFECT)
    assert things(provider, made.number) == []


def test_its_action_done_it_is_to_be_said_and_late_from_its_day(provider: Provider) -> None:
    made = planned(provider, finding(provider))
    provider.works(provider.ben)
    provider.take(action_of(provider, made), "finish", outcome="Done as it was planned.")
    (thing,) = things(provider, made.number)
    assert (thing.step, thing.group) == ("Carried out", Group.WAITING)
    provider.clock.pass_time(days=15)
    (thing,) = things(provider, made.number)
    assert (thing.matter, thing.group, thing.due) == (Matter.AUDIT, Group.NOW, made.due)


def test_who_is_alone_is_called_after_thirty_days(provider: Provider) -> None:
    for other in (provider.ben, provider.cleo):
        provider.take(other, "end", reason="moved away")
    provider.clock.pass_time(days=2)
    made = carried_out(provider, planned(provider, finding(provider, owner=provider.ana.id)), provider.ana)
    assert things(provider, made.number) == []
    provider.clock.pass_time(days=24)
    (thing,) = things(provider, made.number)
    assert made.done_on and thing.due == made.done_on + timedelta(days=30)
    assert thing.person == provider.ana.id

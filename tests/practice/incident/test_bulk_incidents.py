"""Several incidents at once: all or none, and taken back in one act."""

import pytest

from sdesk.models import ServiceIncident
from sdesk.practice.incident.bulk import classify_all, hold_all, merge_all
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.undo import undo
from tests.provider import Provider, incident


def recorded(provider: Provider, summary: str) -> ServiceIncident:
    return provider.take(incident(provider, "recorded", summary=summary, impact=None, urgency=None), "record")


def classified(provider: Provider, summary: str) -> ServiceIncident:
    case = provider.take(incident(provider, "classified", summary=summary), "record")
    return provider.take(case, "classify")


def values(provider: Provider) -> dict:
    return {
        "impact": "low",
        "urgency": "low",
        "impact_in_words": "One person works more slowly",
        "configuration_items": (provider.extra["item"].id,),
        "assigned_to": provider.ben.id,
    }


def now(provider: Provider, *cases: ServiceIncident) -> list[ServiceIncident]:
    return [reload(provider.workspace, each) for each in cases]


def test_all_are_classified_and_one_undo_takes_it_back(provider: Provider) -> None:
    cases = [recorded(provider, "One"), recorded(provider, "Two")]
    done = classify_all(provider.workspace, cases, values(provider))
    after = now(provider, *cases)
    assert {(each.state, each.assigned_to) for each in after} == {("classified", provider.ben.id)}
    assert all(each.priority for each in after)
    assert done is not None
    undo(provider.workspace, done)
    assert {(each.state, each.impact) for each in now(provider, *cases)} == {("recorded", None)}


def test_what_lacks_something_is_named_and_none_is_classified(provider: Provider) -> None:
    cases = [recorded(provider, "One"), provider.create(ServiceIncident, summary="A draft")]
    with pytest.raises(Refused) as refused:
        classify_all(provider.workspace, cases, values(provider))
    assert cases[1].number in str(refused.value.problems[0].text)
    assert now(provider, cases[0])[0].state == "recorded"


def test_all_are_put_on_hold_or_none(provider: Provider) -> None:
    cases = [classified(provider, "One"), classified(provider, "Two")]
    done = hold_all(provider.workspace, cases, "The maker looks")
    assert all(each.on_hold for each in now(provider, *cases))
    with pytest.raises(Refused):
        hold_all(provider.workspace, [classified(provider, "Three"), cases[0]], "Again")
    with pytest.raises(Refused):
        hold_all(provider.workspace, cases, "  ")
    assert done is not None
    undo(provider.workspace, done)
    assert not any(each.on_hold for each in now(provider, *cases))


def test_all_are_merged_into_one_of_them_and_come_back(provider: Provider) -> None:
    kept, *others = cases = [classified(provider, text) for text in ("One", "Two", "Three")]
    done = merge_all(provider.workspace, cases, kept, "The same printer")
    assert [(each.state, each.duplicate_of) for each in now(provider, *others)] == [
        ("cancelled", kept.id)
    ] * 2
    assert set(now(provider, kept)[0].related) == {each.id for each in others}
    assert done is not None
    undo(provider.workspace, done)
    assert [(each.state, each.duplicate_of) for each in now(provider, *others)] == [("classified", None)] * 2
    assert now(provider, kept)[0].related == ()

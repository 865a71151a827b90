"""What nobody knows of an incident: who marks it, who takes the mark away, and the question about outages."""

from typing import Any

import pytest

from sdesk.models import ServiceIncident, Step
from sdesk.models.governance import Impact
from sdesk.models.incident import NotKnown, Reopening, Unknown
from sdesk.models.steps_taken import StepTaken
from sdesk.practice.incident.clocks import clocks_of
from sdesk.practice.incident.unknown import is_unknown, mark_unknown, was_it_an_outage
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload, save
from sdesk.practice.lifecycle.steps import take_step, warnings
from sdesk.practice.safekeeping import verify
from tests.provider import Provider, incident

ALL = tuple(NotKnown(what=each) for each in Unknown)


def test_what_is_recorded_all_the_same_is_known() -> None:
    made = ServiceIncident(not_known=ALL)
    assert all(is_unknown(made, each) for each in Unknown)
    made.outage, made.reopenings = True, (Reopening(reason="Again"),)
    assert [each for each in Unknown if is_unknown(made, each)] == [Unknown.RESPONSE]


def test_marks_are_set_once() -> None:
    made = ServiceIncident(not_known=ALL[:1])
    mark_unknown(made, set(Unknown))
    mark_unknown(made, set(Unknown))
    assert [each.what for each in made.not_known] == list(Unknown)


def test_of_an_incident_recorded_by_hand_everything_is_known(provider: Provider) -> None:
    made = provider.take(incident(provider, "recorded"), "record")
    assert not any(is_unknown(made, each) for each in Unknown)
    assert clocks_of(provider.workspace, made).response.state == "running"


def test_the_response_clock_follows_the_mark(provider: Provider) -> None:
    made = provider.take(incident(provider, "recorded"), "record")
    made = save(provider.workspace, made, {"not_known": ALL})
    assert clocks_of(provider.workspace, made).response.state == "unknown"
    made = save(provider.workspace, made, {"not_known": ALL[1:]})
    assert clocks_of(provider.workspace, made).response.state == "running"


def test_who_says_whether_it_was_an_outage_takes_that_mark_away(provider: Provider) -> None:
    made = provider.take(incident(provider, "recorded"), "record")
    made = save(provider.workspace, made, {"not_known": ALL})
    made = save(provider.workspace, made, {"outage": True})
    made = save(provider.workspace, made, {"outage": False})
    assert [each.what for each in made.not_known] == [Unknown.RESPONSE, Unknown.REOPENING]


def closed(provider: Provider, **values: Any) -> ServiceIncident:
    made = incident(provider, **values)
    for step in ("record", "classify", "investigate", "restore", "close"):
        made = provider.take(made, step)
    return made


def test_of_a_closed_one_a_mark_can_be_taken_away_but_none_set(provider: Provider) -> None:
    workspace, made = provider.workspace, closed(provider, not_known=ALL)
    made = save(workspace, made, {"not_known": ALL[1:]})
    for more in (ALL, ALL[:1], (NotKnown(what=Unknown.RESPONSE),)):
        with pytest.raises(Refused):
            save(workspace, made, {"not_known": more})
    assert reload(workspace, made).not_known == ALL[1:]
    assert not verify(workspace)


def test_nobody_approved_whether_the_service_was_out_where_nobody_knew(provider: Provider) -> None:
    workspace, made = provider.workspace, closed(provider, not_known=ALL)
    made = save(workspace, made, {"outage": True})
    assert made.outage and not verify(workspace)
    with pytest.raises(Refused):  # now it is known
        save(workspace, made, {"outage": False})


def test_what_was_known_and_approved_stays(provider: Provider) -> None:
    made = closed(provider, not_known=(ALL[0], ALL[2]))
    for values in ({"outage": True}, {"outage": True, "not_known": ALL}, {"not_known": ALL}):
        with pytest.raises(Refused):
            save(provider.workspace, made, values)


@pytest.mark.parametrize("impact", [None, *Impact])
@pytest.mark.parametrize("outage", [False, True])
@pytest.mark.parametrize("step", ServiceIncident.steps, ids=lambda step: step.name)
def test_the_program_asks_whether_it_was_an_outage(
    provider: Provider, impact: Impact | None, outage: bool, step: Step
) -> None:
    made = ServiceIncident(impact=impact, outage=outage)
    asked = bool(list(was_it_an_outage(provider.workspace, made, step)))
    assert asked == (impact is Impact.HIGH and not outage and step.name in ("restore", "close"))
    said = " ".join(str(each) for each in warnings(provider.workspace, made, step))
    assert ("marked as an outage" in said) == asked


TO_MISS: list[dict[str, Any]] = [
    {"details": "Since nine nobody can log in: the mail server is down."},
    {"details": "Pictures are NOT\nREACHABLE from the second room"},
    {"summary": "Drive S: unavailable"},
    {"summary": "No scanner", "steps_taken": (StepTaken(text="The line went down at the provider."),)},
    {"root_cause": "The switch was out of order"},
    *(
        {"summary": said}
        for said in (
            "Mail server down",
            "Internet down since nine",
            "Front desk offline",
            "Nobody can sign in",
            "No connection",
            "Website doesn’t work",
            "VPN isn't working",
            "DentaFile has crashed",
            "Register does not respond",
            "Telephones stopped working",
            "Drive is inaccessible",
        )
    ),
    {"impact": Impact.LOW, "major": True},
    {"impact": Impact.LOW, "details": "They cannot work until it is repaired", "not_known": ALL[:1]},
]


@pytest.mark.parametrize("values", TO_MISS)
@pytest.mark.parametrize("name", ["restore", "close"])
def test_it_asks_also_where_only_the_text_says_so(
    provider: Provider, values: dict[str, Any], name: str
) -> None:
    made = ServiceIncident(**values)
    assert list(was_it_an_outage(provider.workspace, made, made.step_called(name)))
    made.outage = True
    assert not list(was_it_an_outage(provider.workspace, made, made.step_called(name)))


@pytest.mark.parametrize(
    "text",
    [
        "Slow printer",
        "The download is slow",
        "It slows down towards noon",
        "Scroll down does nothing on one page",
        "Printing takes long, paper feeds out",
        "Working notes are gone",
        "",
    ],
)
def test_it_does_not_ask_without_a_sign(provider: Provider, text: str) -> None:
    made = ServiceIncident(summary=text, details=text, impact=Impact.LOW)
    assert not list(was_it_an_outage(provider.workspace, made, made.step_called("close")))


def test_an_impact_that_is_raised_after_restoring_is_asked_about_at_closing(provider: Provider) -> None:
    workspace, made = (
        provider.workspace,
        incident(provider, summary="Slow printer", details="Slow"),
    )
    made = save(workspace, made, {"impact": Impact.LOW})
    for step in ("record", "classify", "investigate", "restore"):
        made = provider.take(made, step)
    assert not list(was_it_an_outage(workspace, made, made.step_called("close")))
    made = save(workspace, made, {"impact": Impact.HIGH})
    assert list(was_it_an_outage(workspace, made, made.step_called("close")))


def test_restoring_asks_and_no_answer_leaves_what_nobody_knows(provider: Provider) -> None:
    """The box of the dialog comes back as it was: nobody has said that the service was there."""
    made = incident(provider, not_known=ALL)
    for step in ("record", "classify", "investigate"):
        made = provider.take(made, step)
    assert "outage" in made.step_called("restore").asks
    made = take_step(provider.workspace, made, "restore", {"outage": False})
    assert Unknown.OUTAGE in [each.what for each in made.not_known]

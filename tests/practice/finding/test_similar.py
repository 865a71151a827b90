"""What is open already and looks the same is offered before it is recorded twice."""

from uuid import uuid4

from sdesk.models import ServiceIncident
from sdesk.practice.finding.similar import similar_open
from sdesk.practice.finding.words import telling_words, words_in_common
from sdesk.practice.lifecycle.records import create
from sdesk.translation import Message
from tests.provider import Provider, incident


def opened(provider: Provider, summary: str, **values: object) -> ServiceIncident:
    return provider.take(incident(provider, "recorded", summary=summary, **values), "record")


def numbers(found: list[tuple[ServiceIncident, Message]]) -> list[str]:
    return [each.number for each, _ in found]


def test_similar_words_are_found_also_in_another_form(provider: Provider) -> None:
    printer = opened(provider, "Printer in room 4 prints nothing")
    opened(provider, "Telephone is dead")
    found = similar_open(provider.workspace, "printing does nothing")
    assert numbers(found) == [printer.number]
    assert "similar words" in str(found[0][1])


def test_the_same_item_weighs_more_than_the_same_service(provider: Provider) -> None:
    item = provider.extra["item"].id
    same_service = opened(provider, "Telephone is dead")
    same_item = opened(provider, "Slow since lunch", configuration_items=(item,))
    found = similar_open(provider.workspace, "Nothing goes", provider.extra["service"], (item,))
    assert numbers(found) == [same_item.number, same_service.number]
    assert "same item: CI-0001" in str(found[0][1])
    assert str(found[1][1]) == "same service"


def test_nothing_in_common_finds_nothing(provider: Provider) -> None:
    opened(provider, "Telephone is dead")
    assert similar_open(provider.workspace, "Backup tape jammed", uuid4()) == []


def test_what_is_over_or_a_draft_is_not_offered(provider: Provider) -> None:
    cancelled = opened(provider, "Printer prints nothing")
    provider.take(cancelled, "cancel", "Told twice")
    create(provider.workspace, ServiceIncident, {"summary": "Printer smells"})
    assert similar_open(provider.workspace, "printer") == []


def test_an_incident_is_not_like_itself(provider: Provider) -> None:
    printer = opened(provider, "Printer prints nothing")
    assert similar_open(provider.workspace, "printer", besides=printer.id) == []


def test_what_a_person_types_is_never_taken_for_a_query(provider: Provider) -> None:
    opened(provider, "Printer prints nothing")
    for typed in ('"', "printer*", "NEAR(", "a OR b", "%", "printer AND (", "", "'; DROP TABLE"):
        similar_open(provider.workspace, typed)


def test_words_that_say_nothing_are_left_out() -> None:
    assert telling_words("The printer does not work any more") == ("printer",)
    assert words_in_common(("printing", "tray"), "The printer is out of paper") == ("printing",)

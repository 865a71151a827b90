"""Known errors: made from an incident, offered when the next one looks the same."""

import pytest

from sdesk.models import KnownError, ServiceIncident
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.known_errors import (
    apply_known_error,
    cases_of,
    known_error_from,
    known_errors_like,
)
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload, save
from tests.provider import Provider, incident


def recorded(provider: Provider, **values: object) -> ServiceIncident:
    return provider.take(incident(provider, "recorded", **values), "record")


def known(provider: Provider, symptom: str, **values: object) -> KnownError:
    return provider.take(provider.complete(KnownError, "recorded", symptom=symptom, **values), "record")


def test_an_incident_gives_what_it_knows(provider: Provider) -> None:
    item = provider.extra["item"].id
    case = recorded(provider, summary="Outlook asks for a password", configuration_items=(item,))
    case = save(provider.workspace, case, {"root_cause": "The token expires"})
    case = add_step(provider.workspace, case, "Deleted the stored password")
    error = known_error_from(provider.workspace, case)
    assert (error.symptom, error.cause) == ("Outlook asks for a password", "The token expires")
    assert error.workaround == "Deleted the stored password"
    assert (error.service, error.configuration_items) == (case.service, (item,))
    assert reload(provider.workspace, case).known_errors == (error.id,)
    assert reload(provider.workspace, error).incidents == (case.id,)
    assert provider.take(error, "record").state == "recorded"


def test_it_is_offered_for_similar_words(provider: Provider) -> None:
    error = known(provider, "Outlook asks for the password again and again")
    known(provider, "Printer on the first floor jams")
    found = known_errors_like(provider.workspace, "outlook wants a password")
    assert [each.id for each, _ in found] == [error.id]
    assert str(found[0][1]) == "similar words: outlook, password"


def test_drafts_and_retired_ones_are_not_offered(provider: Provider) -> None:
    provider.create(KnownError, symptom="Printer jams")
    provider.take(known(provider, "Printer jams"), "retire", "New printer")
    assert known_errors_like(provider.workspace, "printer") == []


def test_the_next_case_names_it_and_is_counted(provider: Provider) -> None:
    error = known(provider, "Printer jams")
    for _ in range(2):
        apply_known_error(provider.workspace, recorded(provider), error)
        error = reload(provider.workspace, error)
    assert cases_of(provider.workspace, error) == 2
    assert len(error.incidents) == 2


def test_a_retired_one_is_not_used(provider: Provider) -> None:
    error = provider.take(known(provider, "Printer jams"), "retire", "New printer")
    with pytest.raises(Refused):
        apply_known_error(provider.workspace, recorded(provider), error)


def test_without_a_cause_it_stays_a_draft(provider: Provider) -> None:
    error = known_error_from(provider.workspace, recorded(provider))
    with pytest.raises(Refused):
        provider.take(error, "record")

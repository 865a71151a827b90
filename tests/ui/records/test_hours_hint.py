"""The hours of a service in words are offered as its calendar has them, and only where nobody has said any."""

from typing import Any

import pytest

from sdesk.models import ServiceCalendar
from sdesk.ui.records.fields.hours_hint import ServiceManner
from tests.provider import Provider

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


@pytest.fixture
def office(provider: Provider) -> ServiceCalendar:
    spans = [{"weekday": day, "start_minute": 540, "end_minute": 1080} for day in DAYS]
    spans.append({"weekday": "saturday", "start_minute": 540, "end_minute": 720})
    return provider.create(
        ServiceCalendar, name="Office hours", time_zone="Europe/Lisbon", weekly_hours=tuple(spans)
    )


def test_what_the_clock_counts_is_offered_in_words(provider: Provider, office: ServiceCalendar) -> None:
    manner = ServiceManner(provider.workspace)
    hint = manner.hint({"service_hours": office.id, "hours": " "})
    assert hint is not None
    assert hint.values == {"hours": "Monday to Friday 09:00–18:00; Saturday 09:00–12:00"}
    assert hint.text == "“Office hours” counts Monday to Friday 09:00–18:00; Saturday 09:00–12:00."


@pytest.mark.parametrize("values", [{}, {"hours": "By agreement"}, {"service_hours": None, "hours": ""}])
def test_nothing_is_offered_without_a_calendar(provider: Provider, values: dict[str, Any]) -> None:
    assert ServiceManner(provider.workspace).hint(values) is None


def test_words_of_somebody_stay(provider: Provider, office: ServiceCalendar) -> None:
    values = {"service_hours": office.id, "hours": "Whenever you call"}
    assert ServiceManner(provider.workspace).hint(values) is None

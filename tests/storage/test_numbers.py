"""Numbers: one series a kind and year, never reused, never changed."""

from datetime import UTC, datetime

import pytest

from sdesk.models import ConfigurationItem, ServiceIncident
from sdesk.practice.lifecycle.records import create, delete_draft
from sdesk.practice.workspaces import open_workspace
from tests.provider import Provider


def test_numbers_count_within_their_year(provider: Provider) -> None:
    assert [provider.create(ServiceIncident).number for _ in range(2)] == ["INC-2026-0001", "INC-2026-0002"]
    provider.clock.now = datetime(2027, 1, 1, tzinfo=UTC)
    assert provider.create(ServiceIncident).number == "INC-2027-0001"


def test_where_years_do_not_count_they_go_on(provider: Provider) -> None:
    provider.clock.now = datetime(2031, 1, 1, tzinfo=UTC)
    assert provider.create(ConfigurationItem).number == "CI-0002"


def test_the_number_of_a_deleted_draft_is_not_given_again(provider: Provider) -> None:
    draft = provider.create(ServiceIncident)
    delete_draft(provider.workspace, draft)
    assert provider.create(ServiceIncident).number == "INC-2026-0002"


def test_nor_after_closing_and_opening(provider: Provider) -> None:
    delete_draft(provider.workspace, provider.create(ServiceIncident))
    path = provider.workspace.path
    provider.workspace.close()
    with open_workspace(path, clock=provider.clock) as workspace:
        assert create(workspace, ServiceIncident).number == "INC-2026-0002"


def test_a_number_that_was_not_used_after_all_is_free(provider: Provider) -> None:
    with pytest.raises(ZeroDivisionError), provider.workspace.transaction("x"):
        create(provider.workspace, ServiceIncident)
        raise ZeroDivisionError
    assert provider.create(ServiceIncident).number == "INC-2026-0001"


def test_after_9999_they_grow_longer(provider: Provider) -> None:
    with provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO counter VALUES ('INC-2026', 9999)")
    assert provider.create(ServiceIncident).number == "INC-2026-10000"

"""Workspaces whose records are put on paper."""

import pytest

from tests.provider import Provider
from tests.reported_quarter import Quarter, march_of


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    """A March worked out by hand."""
    return march_of(provider)

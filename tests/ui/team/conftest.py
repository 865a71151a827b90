"""Firms whose laptops really share a workspace."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.team.firm import Firm, firm_of


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Firm]:
    """Ana at the office, Ben at the site."""
    firm = firm_of(tmp_path, "office", "site")
    yield firm
    for each in firm:
        each.workspace.close()


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Firm]:
    firm = firm_of(tmp_path, "office", "site", "home")
    yield firm
    for each in firm:
        each.workspace.close()

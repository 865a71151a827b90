"""What is typed is kept whatever Today says of readiness."""

import pytest


@pytest.fixture(autouse=True)
def judged_at_once(unjudged: None) -> None:
    """In place of the fixture for all windows."""

"""What is judged is what these are about."""

import pytest


@pytest.fixture(autouse=True)
def judging(judged: None) -> None:
    """Each window judges."""

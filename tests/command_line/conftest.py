"""A command line to ask, and a workspace to ask about."""

import shutil
from pathlib import Path

import pytest

from sdesk.__main__ import main
from tests.command_line.asking import Sdesk


@pytest.fixture
def sdesk(capsys: pytest.CaptureFixture[str]) -> Sdesk:
    def call(*arguments: object) -> tuple[int, str, str]:
        status = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def harbour(sample_path: Path, tmp_path: Path) -> Path:
    """A copy of the sample workspace that nobody has open."""
    return Path(shutil.copy(sample_path, tmp_path / "harbour.sdesk"))

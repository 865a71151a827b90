"""A full week of a provider in the real window, from the sample workspace: every act a click or a key."""

import shutil
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import SAMPLE_TODAY
from tests.journeys.friday import friday
from tests.journeys.monday import monday
from tests.journeys.story import open_program
from tests.journeys.thursday import thursday
from tests.journeys.tuesday import tuesday
from tests.journeys.wednesday import wednesday
from tests.journeys.week import Week
from tests.ui.shell import end

MONDAY = datetime.combine(SAMPLE_TODAY + timedelta(days=5), time(8, 30), ZoneInfo("Europe/Lisbon"))
"""The first working day after the sample's year ends."""


@pytest.fixture
def ana(
    qapp: QApplication, qtbot: QtBot, sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Week]:
    path = Path(shutil.copy(sample_path, tmp_path / "harbour.sdesk"))
    program = open_program(qapp, tmp_path)
    yield Week(qtbot, program, path, MONDAY, monkeypatch)
    end(program)


@pytest.mark.torture
def test_a_week_of_a_provider(ana: Week) -> None:
    monday(ana)
    tuesday(ana)
    wednesday(ana)
    thursday(ana)
    friday(ana)

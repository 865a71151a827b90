"""Two laptops have worked on the sample: history says which; what met first is settled, and the last waits."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from sdesk.models import HistoryEntry, Operation, ServiceIncident
from sdesk.practice.team.exchanging import is_shared
from sdesk.practice.team.laptops import laptop_of, laptops
from sdesk.practice.team.settling import to_settle
from sdesk.practice.team.ways import ways_of
from sdesk.practice.workspaces import Workspace, open_workspace
from sdesk.sample import make_sample
from sdesk.storage import col
from sdesk.storage.verify.damages import verify
from tests.conftest import SAMPLE_TODAY


@pytest.fixture(scope="module")
def year(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A copy that the tests of this module only read."""
    copy = tmp_path_factory.mktemp("year") / "harbour.sdesk"
    copy.write_bytes(sample_path.read_bytes())
    morning = datetime.combine(SAMPLE_TODAY, time(8, 30), UTC)
    with open_workspace(copy, clock=lambda: morning) as workspace:
        yield workspace


def test_history_says_which(year: Workspace) -> None:
    assert is_shared(year)
    assert {each.device: each.is_this for each in laptops(year)} == {
        "office server": True,
        "laptop for visits": False,
    }
    entries = year.find(HistoryEntry, col(HistoryEntry.model) == "ServiceIncident")
    there = [each for each in entries if str(laptop_of(year, each)) == "laptop for visits"]
    assert {each.person_name for each in there} == {"Júlia Marques"} and len(there) == 4


def test_what_met_first_is_settled_and_the_last_waits(year: Workspace) -> None:
    (waits,) = to_settle(year)
    assert {(side.who, side.device) for side in waits.sides} == {
        ("Júlia Marques", "laptop for visits"),
        ("Tomás Bento", "office server"),
    }
    assert waits.field == "urgency" and ways_of(year, waits).sides
    (settled,) = year.find(Operation, col(Operation.action) == "settle")
    assert settled.reason and settled.person_name == "Ana Reyes"
    (change, *_others) = year.find(HistoryEntry, col(HistoryEntry.operation) == settled.id.hex)
    about = year.get(ServiceIncident, change.record_id)
    assert about and about.impact_in_words.startswith("With the wider labels")


def test_it_is_whole(year: Workspace) -> None:
    assert verify(year) == []


def test_nothing_is_left_of_the_other_laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its file, nor the folder between the two, nor a key: the one of the office alone is kept."""
    scratch, state = tmp_path / "scratch", tmp_path / "state"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    make_sample(tmp_path / "harbour.sdesk", SAMPLE_TODAY)
    assert list(scratch.iterdir()) == []
    with open_workspace(tmp_path / "harbour.sdesk") as workspace:
        signer = workspace.signer()
        assert signer and [each.replica for each in laptops(workspace) if each.is_this] == [signer[0]]
        assert {each.stem for each in state.rglob("*.key")} == {signer[0].hex}

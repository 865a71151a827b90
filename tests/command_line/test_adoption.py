"""`sdesk adopt`: another standard counts from a day on."""

from pathlib import Path

from sdesk.practice.workspaces import open_workspace
from tests.command_line.asking import Sdesk


def test_a_standard_is_adopted_from_a_day_on(sdesk: Sdesk, tmp_path: Path) -> None:
    path = tmp_path / "harbour.sdesk"
    assert sdesk("new", path, "--organization", "Harbour IT")[0] == 0
    status, out, _ = sdesk("adopt", path, "20000-1-2011", "--from", "2026-04-01")
    assert (status, out) == (0, "20000-1-2011 is adopted from 2026-04-01 on.\n")
    with open_workspace(path) as workspace:
        assert [pack.id for pack in workspace.packs.packs] == ["29110-4-3", "20000-1-2011"]
    status, _, err = sdesk("adopt", path, "20000-1-2011")
    assert status != 0 and "adopted already" in err


def test_one_that_nobody_knows_is_refused(sdesk: Sdesk, tmp_path: Path) -> None:
    path = tmp_path / "harbour.sdesk"
    sdesk("new", path, "--organization", "Harbour IT")
    status, _, err = sdesk("adopt", path, "9001")
    assert status != 0 and "20000-1-2011" in err


def test_what_can_be_adopted_is_printed(sdesk: Sdesk) -> None:
    out = sdesk("profile")[1]
    assert "20000-1-2011" in out and "29110-4-2-2021" in out

"""What `make mutants` calls enough."""

import json
from pathlib import Path

import pytest

from scripts.count_mutants import main


def worked(folder: Path, *statuses: int | None) -> Path:
    path = folder / "sdesk" / "days.py.meta"
    path.parent.mkdir(parents=True)
    path.write_text(
        json.dumps({"exit_code_by_key": {str(at): each for at, each in enumerate(statuses)}}), "utf-8"
    )
    return folder


@pytest.mark.parametrize(
    ("statuses", "ended"),
    [
        ([1] * 9 + [0], 0),
        ([1] * 9 + [0, 0], 1),
        ([1] * 9 + [33, 0], 1),
        ([1, -24, 36, None], 0),
        ([None], 1),
        ([], 1),
    ],
)
def test_nine_of_ten_have_to_die(tmp_path: Path, statuses: list[int | None], ended: int) -> None:
    assert main(worked(tmp_path, *statuses)) == ended


def test_it_says_how_many_of_each_module(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(worked(tmp_path, 1, 1, 0, 36))
    assert capsys.readouterr().out.split("\n")[0].split() == [
        "sdesk/days.py",
        "3",
        "of",
        "4",
        "dead",
        "75.0",
        "%",
    ]

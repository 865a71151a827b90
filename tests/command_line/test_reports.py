"""`sdesk report`."""

import re
from pathlib import Path

import pytest

from tests.command_line.asking import Sdesk, as_json, one_line


def approved_or_ours(said: str) -> str:
    """Where the history tells that a report was written: its own, or for a draft that of the organization."""
    number = re.search(r"[A-Z]{3}-2026-\d+", said)
    return number[0] if number else "ORG-0001"


class TestReport:
    @pytest.mark.parametrize("report", [["performance", "--agreement", "AGR-0001"], ["improvement"]])
    def test_a_period_becomes_a_pdf(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path, report: list[str]
    ) -> None:
        kinds = ("WP.07", "WP.19")
        before = [as_json(sdesk, "list", harbour, kind) for kind in kinds]
        out = tmp_path / "out.pdf"
        status, said, err = sdesk(
            "report", harbour, *report, "--from", "2026-04-01", "--to", "2026-06-30", "-o", out
        )
        assert (status, err) == (0, "")
        assert out.read_bytes().startswith(b"%PDF")
        assert str(out) in said
        assert [as_json(sdesk, "list", harbour, kind) for kind in kinds] == before
        told = as_json(sdesk, "show", harbour, approved_or_ours(said))["history"][0]
        assert (told["action"], told["changes"]) == ("save file", {"name": [None, "out.pdf"]})

    def test_an_approved_report_is_printed_as_it_was_approved(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        approved = as_json(sdesk, "list", harbour, "WP.07", "--where", "state=approved")[0]
        period = ["--from", approved["period_start"], "--to", approved["period_end"]]
        prints = []
        for name in ("one.pdf", "two.pdf"):
            status, said, _ = sdesk("report", harbour, "improvement", *period, "-o", tmp_path / name)
            assert status == 0
            assert approved["number"] in said
            prints.append((tmp_path / name).read_bytes())
        assert prints[0] == prints[1]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (
                ["improvement", "--from", "2026-06-30", "--to", "2026-04-01"],
                "ends (1 April 2026) before it starts",
            ),
            (
                ["performance", "--agreement", "AGR-0099", "--from", "2026-04-01", "--to", "2026-06-30"],
                "no record AGR-0099",
            ),
            (
                ["performance", "--agreement", "CI-0001", "--from", "2026-04-01", "--to", "2026-06-30"],
                "CI-0001 is not an agreement",
            ),
            (["improvement", "--from", "soon", "--to", "2026-04-01"], "write it like 2026-07-13"),
            (["performance", "--from", "2026-04-01", "--to", "2026-06-30"], "--agreement"),
        ],
    )
    def test_what_cannot_be_reported_is_said(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path, arguments: list[str], said: str
    ) -> None:
        status, _, err = sdesk("report", harbour, *arguments, "-o", tmp_path / "out.pdf")
        assert (status, one_line(err)) == (2, True)
        assert said in err
        assert not (tmp_path / "out.pdf").exists()

    def test_a_place_that_cannot_be_written_is_said(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        place = tmp_path / "nowhere" / "out.pdf"
        status, _, err = sdesk(
            "report", harbour, "improvement", "--from", "2026-04-01", "--to", "2026-06-30", "-o", place
        )
        assert (status, one_line(err)) == (2, True)
        assert "could not be written" in err

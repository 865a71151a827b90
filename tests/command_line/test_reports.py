"""`sdesk report`."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from sdesk.models import CustomerAgreement
from sdesk.practice.finding.search import find_record
from sdesk.practice.lifecycle.records import save
from sdesk.practice.reporting.reports import (
    prepare_improvement_report,
    prepare_performance_report,
    report_period,
)
from sdesk.practice.workspaces import Workspace, open_workspace
from tests.command_line.asking import Sdesk, as_json, one_line
from tests.reports.reading import pdf_text

SPRING = ("--from", "2026-04-01", "--to", "2026-06-30")


def prepared_in(
    workspace: Workspace,
    first: date = date(2026, 4, 1),
    last: date = date(2026, 6, 30),
    agreement: str = "AGR-0001",
    version: int | None = None,
) -> tuple[str, str]:
    """A draft of each kind, with conclusions: their numbers. With a version, on that one of the agreement."""
    period = report_period(workspace, first, last)
    found = find_record(workspace, agreement, version)
    assert isinstance(found, CustomerAgreement)
    performance = prepare_performance_report(workspace, found, period)
    improvement = prepare_improvement_report(workspace, period)
    about = {"customer_agreement": found.id} if version else {}
    save(workspace, performance, {"conclusions": "Nobody had to wait in the rain.", **about})
    save(workspace, improvement, {"conclusions": "Nobody had to wait in the rain."})
    return performance.number, improvement.number


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

    def test_a_prepared_draft_is_printed_with_its_text_and_number(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        with open_workspace(harbour) as workspace:
            numbers = prepared_in(workspace)
        for kind, number in zip(
            (["performance", "--agreement", "AGR-0001"], ["improvement"]), numbers, strict=True
        ):
            out = tmp_path / "draft.pdf"
            status, said, err = sdesk("report", harbour, *kind, *SPRING, "-o", out)
            assert (status, err) == (0, "")
            assert f"({number}, a draft, with the figures of now)" in said
            text = pdf_text(out.read_bytes())
            assert number in text
            assert "Nobody had to wait in the rain." in text
            told = as_json(sdesk, "show", harbour, number)["history"][0]
            assert (told["action"], told["changes"]) == ("save file", {"name": [None, "draft.pdf"]})

    def test_a_draft_on_other_days_or_about_others_is_not_taken_for_it(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        with open_workspace(harbour) as workspace:
            prepared_in(workspace)
        of_one = ["performance", "--agreement", "AGR-0001"]
        for kind, days in (
            (["performance", "--agreement", "AGR-0002"], SPRING),
            (of_one, ("--from", "2026-04-01", "--to", "2026-06-29")),
            (["improvement"], ("--from", "2026-04-02", "--to", "2026-06-30")),
        ):
            out = tmp_path / "out.pdf"
            said = sdesk("report", harbour, *kind, *days, "-o", out)[1]
            assert "the workspace holds no such report" in said
            assert "wait in the rain" not in pdf_text(out.read_bytes())

    def test_an_approved_report_comes_before_a_draft_on_the_same_days(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        approved = as_json(sdesk, "list", harbour, "WP.19", "--where", "state=approved")[0]
        first, last = (date.fromisoformat(approved[name]) for name in ("period_start", "period_end"))
        agreement = approved["customer_agreement"]
        with open_workspace(harbour) as workspace:
            draft = prepared_in(workspace, first, last, agreement)[0]
        days = ("--from", first, "--to", last)
        said = sdesk(
            "report", harbour, "performance", "--agreement", agreement, *days, "-o", tmp_path / "o.pdf"
        )[1]
        assert f"({approved['number']}, as it was approved)" in said
        assert draft not in said

    @pytest.mark.parametrize(
        ("first", "last", "said"),
        [
            ("2026-04-01", "2026-06-30", "AGR-0001 version 2, in effect on 2026-06-30."),
            ("2026-01-01", "2026-03-31", "AGR-0001 version 1, in effect on 2026-03-31."),
            ("2010-01-01", "2010-03-31", "AGR-0001 version 1, which was not in effect on 2010-03-31."),
        ],
    )
    def test_it_says_which_version_it_measured_by(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path, first: str, last: str, said: str
    ) -> None:
        days = ("--from", first, "--to", last, "-o", tmp_path / "out.pdf")
        out = sdesk("report", harbour, "performance", "--agreement", "AGR-0001", *days)[1]
        assert out.splitlines()[1] == f"Measured by {said}"

    def test_a_draft_on_a_version_that_was_not_in_effect_says_so(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        """Somebody chose the old version in the form: the figures are of that one."""
        with open_workspace(harbour) as workspace:
            prepared_in(workspace, version=1)
        days = (*SPRING, "-o", tmp_path / "out.pdf")
        out = sdesk("report", harbour, "performance", "--agreement", "AGR-0001", *days)[1]
        assert out.splitlines()[1] == "Measured by AGR-0001 version 1, which was not in effect on 2026-06-30."

    def test_each_version_that_governed_some_of_the_days_is_named_with_them(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        """Only that of the last day was named, which says nothing of the others."""
        days = ("--from", "2026-01-01", "--to", "2026-06-30")
        for command, *about in (
            ("report", harbour, "performance", "--agreement", "AGR-0001", *days, "-o", tmp_path / "out.pdf"),
            ("figures", harbour, "--agreement", "AGR-0001", *days),
        ):
            said = [line for line in sdesk(command, *about)[1].splitlines() if line.startswith("Measured")]
            told = as_json(sdesk, "figures", harbour, "--agreement", "AGR-0001", *days)["agreement"][
                "versions"
            ]
            assert [each["version"] for each in told] == [1, 2]
            assert told[0]["days"][0] == "2026-01-01" and told[1]["days"][1] == "2026-06-30"
            before, after = told
            first, last = before["days"]
            assert said == [
                "Measured by AGR-0001 version 2, in effect on 2026-06-30.",
                f"Measured by AGR-0001 version 1 from {first} to {last}.",
            ]
            assert date.fromisoformat(after["days"][0]) - date.fromisoformat(last) == timedelta(1)

    def test_an_improvement_report_names_goals_policy_catalogue_and_every_agreement(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        out = sdesk("report", harbour, "improvement", *SPRING, "-o", tmp_path / "out.pdf")[1]
        figures = as_json(sdesk, "figures", harbour, *SPRING)
        asking = (figures[name] for name in ("goals", "objectives", "quality"))
        named = [(each["document"], each["version"]) for each in asking if each["rows"]]
        named += [(each["number"], each["version"]) for each in figures["agreements"]]
        lines = [line for line in out.splitlines()[1:] if " from " not in line]
        assert lines == [
            f"Measured by {number} version {version}, in effect on 2026-06-30." for number, version in named
        ]

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

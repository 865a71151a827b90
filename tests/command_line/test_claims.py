"""`sdesk claims`: what was imported and approved by nobody here, and its adoption."""

from pathlib import Path

from tests.command_line.asking import Sdesk
from tests.provider import Provider

MAP = """
work_product = "WP.15"
key = "reference"
[fields]
reference = "No"
state = { text = "approved" }
services_offered = "What"
boundary_customers = "Who"
boundary_locations = "Where"
boundary_legal = "Law"
technology = "How"
scope = "Scope"
issuing_organization = "By"
date_of_issue = "On"
next_review_date = "Next"
"""
SAID = ";".join(
    f"all that our customers need to work every day of the week with their computers {n}" for n in range(6)
)
LINES = f"No;What;Who;Where;Law;How;Scope;By;On;Next\n1;{SAID};Harbour;2026-01-01;2026-12-31\n"


def test_what_is_claimed_is_listed_until_it_is_adopted(
    sdesk: Sdesk, provider: Provider, tmp_path: Path
) -> None:
    provider.workspace.close()
    harbour = tmp_path / "harbour.sdesk"
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    (tmp_path / "scope.csv").write_text(LINES, encoding="utf-8")
    who = ("--as", "Ana Reyes")
    sdesk("import", harbour, "WP.15", tmp_path / "scope.csv", "--map", tmp_path / "map.toml", *who)
    status, out, _ = sdesk("claims", harbour, "WP.15")
    assert status == 1 and "SCO-0001" in out
    status, _, said = sdesk("claims", harbour, "WP.15", "--adopt", "x", *who)
    assert status == 2 and "What was looked at: it says nothing." in said
    status, out, _ = sdesk(
        "claims", harbour, "WP.15", "--adopt", "The signed original in the folder of 2025.", *who
    )
    assert (status, out.strip()) == (0, "1 record is adopted.")
    assert sdesk("claims", harbour, "WP.15")[0] == 0

"""What an imported history does not say is not known; what a line says is."""

from datetime import date
from pathlib import Path

import pytest

from sdesk.models import BusinessGoals, CustomerExperienceApproach, ServiceIncident
from sdesk.models.incident import Unknown
from sdesk.practice.exchange.importing import ImportOutcome, import_table, load_map, read_table
from sdesk.practice.incident.handling import add_step
from sdesk.practice.lifecycle.records import reload, save
from sdesk.practice.reporting.reports import improvement_figures, report_period
from tests.delivery import ADOPTED
from tests.practice.exchange.test_importing import LOG_HEADS, MAP, offer_imported_service
from tests.provider import Provider

HEADS = LOG_HEADS.strip() + ",answered,out\n"
LINE = (
    "INC1,{state},Phone,Location 1,Category 2,Subcategory 3,?,?,1 - High,2 - Medium,Caller 4,Group 5,"
    "29-02-2016 09:00,?,29-02-2016 11:00,code 5,Resolved by 6,?,{answered},{out}\n"
)
RESPONSE, OUTAGE, REOPENING = Unknown.RESPONSE, Unknown.OUTAGE, Unknown.REOPENING


@pytest.fixture
def importing(provider: Provider, tmp_path: Path):
    offer_imported_service(provider)

    def run(more: str = "", answered: str = "?", out: str = "?", state: str = "Closed") -> ImportOutcome:
        written = MAP.read_text(encoding="utf-8").replace("\nsteps_taken", f"\n{more}\nsteps_taken")
        (tmp_path / "map.toml").write_text(written, encoding="utf-8")
        line = LINE.format(state=state, answered=answered, out=out)
        (tmp_path / "log.csv").write_text(HEADS + line, encoding="utf-8")
        read = read_table(tmp_path / "log.csv")
        outcome = import_table(provider.workspace, read, load_map(tmp_path / "map.toml", ADOPTED))
        assert not outcome.problems
        return outcome

    return run


def only(provider: Provider) -> ServiceIncident:
    (found,) = provider.workspace.find(ServiceIncident)
    return found


def marks(provider: Provider) -> set[Unknown | None]:
    return {each.what for each in only(provider).not_known}


OUT = 'outage = "out"'
ANSWERED = 'answered_at = "answered"'


@pytest.mark.parametrize(
    ("more", "answered", "out", "unknown"),
    [
        ("", "29-02-2016 09:10", "no", {RESPONSE, OUTAGE, REOPENING}),
        (OUT, "?", "?", {RESPONSE, OUTAGE, REOPENING}),
        (OUT, "?", "", {RESPONSE, OUTAGE, REOPENING}),
        (OUT, "?", "no", {RESPONSE, REOPENING}),
        (OUT, "?", "yes", {RESPONSE, REOPENING}),
        ('outage = { column = "out", default = "no" }', "?", "?", {RESPONSE, REOPENING}),
        (ANSWERED, "29-02-2016 09:10", "?", {OUTAGE, REOPENING}),
        (ANSWERED, "?", "?", {RESPONSE, OUTAGE, REOPENING}),
    ],
)
def test_what_no_cell_says_is_not_known(importing, provider, more, answered, out, unknown) -> None:
    importing(more, answered, out)
    assert marks(provider) == unknown


def test_a_step_before_restoring_tells_when_it_was_answered(importing, provider, tmp_path) -> None:
    written = MAP.read_text(encoding="utf-8")
    before, _, after = written.partition('{ at = { columns = ["resolved_at", "closed_at"] }')
    (tmp_path / "steps.toml").write_text(f'{before}{{ at = "answered"{after}', encoding="utf-8")
    (tmp_path / "steps.csv").write_text(
        HEADS + LINE.format(state="Closed", answered="29-02-2016 09:10", out="?"), encoding="utf-8"
    )
    outcome = import_table(
        provider.workspace, read_table(tmp_path / "steps.csv"), load_map(tmp_path / "steps.toml", ADOPTED)
    )
    assert not outcome.problems
    assert marks(provider) == {OUTAGE, REOPENING}


def test_when_it_was_answered_elsewhere_stays_known_where_it_is_gone_on_with(importing, provider) -> None:
    importing(ANSWERED, "29-02-2016 09:10")
    answered = only(provider).answered_at
    assert answered is not None
    record = provider.take(only(provider), "reopen", "It came back")
    assert add_step(provider.workspace, record, "Looked again").answered_at == answered


def test_a_later_file_that_knows_takes_the_mark_away(importing, provider) -> None:
    importing()
    assert len(importing(OUT, out="no").changed) == 1
    assert marks(provider) == {RESPONSE, REOPENING}
    assert importing(OUT, out="no").unchanged == 1
    assert importing(OUT, out="?").unchanged == 1
    assert marks(provider) == {RESPONSE, REOPENING}


def test_a_later_file_that_knows_of_an_outage_says_so_of_a_closed_incident(importing, provider) -> None:
    importing()
    assert len(importing(OUT, out="yes").changed) == 1
    assert only(provider).outage and marks(provider) == {RESPONSE, REOPENING}


def test_the_same_file_again_brings_no_mark_back(importing, provider) -> None:
    importing()
    save(provider.workspace, only(provider), {"not_known": only(provider).not_known[:1]})
    assert importing().unchanged == 1
    assert marks(provider) == {RESPONSE}


def test_figures_follow_the_marks(importing, provider) -> None:
    def figures() -> tuple[float | None, int, int]:
        period = report_period(provider.workspace, date(2016, 2, 1), date(2016, 2, 29))
        found = improvement_figures(provider.workspace, period)["incidents"]["by_priority"]
        (row,) = [each for each in found if each["recorded"]]
        return row["response"]["value"], row["response"]["known"], row["response"]["unknown"]

    importing()
    assert figures() == (None, 0, 1)
    made = reload(provider.workspace, only(provider))
    save(provider.workspace, made, {"not_known": ()})
    assert figures() == (0.0, 1, 0)  # as recorded now: a step at 11:00 alone


COMPLAINTS = """
work_product = "WP.06"
key = "reference"
[fields]
reference = "Number"
kind = { text = "complaint" }
description = { text = "Too slow" }
received_at = "Received"
outcome = { text = "Put right" }
"contact.name" = { text = "Dora Lind" }
"contact.organization" = { text = "Pier Dental" }
"contact.address" = { text = "Not recorded" }
"contact.telephone" = { text = "Not recorded" }
"contact.email" = { text = "Not recorded" }
state = "State"
"""


def test_a_complaint_that_comes_in_as_closed_was_answered_nobody_knows_when(
    provider: Provider, tmp_path: Path
) -> None:
    """One that is open still has no answer, as anybody can see."""
    days = {"date_of_issue": date(2026, 3, 2), "next_review_date": date(2026, 12, 1)}
    provider.approved(CustomerExperienceApproach, answer_days=5, **days)
    goal = {
        "set_by": "The owner",
        "statement": "Answers",
        "counts": "complaints answered in time",
        "target": 90.0,
    }
    provider.approved(BusinessGoals, goals=(goal,), **days)
    provider.clock.pass_time(days=60)

    def row(*lines: str) -> tuple[float | None, str, int, list[str]]:
        (tmp_path / "map.toml").write_text(COMPLAINTS, encoding="utf-8")
        (tmp_path / "log.csv").write_text("\n".join(("Number,Received,State", *lines)), encoding="utf-8")
        outcome = import_table(
            provider.workspace, read_table(tmp_path / "log.csv"), load_map(tmp_path / "map.toml", ADOPTED)
        )
        assert not outcome.problems
        period = report_period(provider.workspace, date(2026, 3, 1), date(2026, 3, 31))
        [found] = improvement_figures(provider.workspace, period)["goals"]["rows"]
        named = [each["number"] for each in found.get("missed", ())]
        return found["value"]["value"], found["word"], found["value"]["unknown"], named

    assert row("F1,2026-03-10 10:00,closed") == (None, "no data", 1, [])
    assert row("F2,2026-03-11 10:00,recorded") == (0.0, "not met", 1, ["FB-2026-0002"])

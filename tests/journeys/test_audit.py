"""An audit in the real window: planned, a sample drawn and gone through, a finding written and seen to verified."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from sdesk.models import ActionItem, Audit, Finding, ServiceIncident
from sdesk.models.audit.audit import Answer
from sdesk.practice.audit.samples import draw_again, unanswered
from sdesk.ui.audit.samples.question_box import QuestionBox
from sdesk.ui.audit.samples.sample_page import SamplePage
from sdesk.ui.records.form.record_form import RecordForm
from tests.journeys.hands import LEFT
from tests.journeys.story import open_program
from tests.journeys.week import Week
from tests.provider import START, incident, working_provider
from tests.ui.shell import end


@pytest.fixture
def ana(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Week]:
    path = tmp_path / "harbour.sdesk"
    provider = working_provider(path)
    for place in range(5):
        provider.works(provider.ben if place % 2 else provider.cleo)
        provider.take(incident(provider, "recorded", summary=f"Printer {place} stays dark"), "record")
    provider.workspace.close()
    program = open_program(qapp, tmp_path)
    yield Week(qtbot, program, path, START + timedelta(days=7), monkeypatch)
    end(program)


def page_of(ana: Week) -> SamplePage:
    form = ana.record_form().around
    tabs = ana.hands.see("record.tabs", QTabBar, form)
    at = next(at for at in range(tabs.count()) if tabs.tabText(at) == "Sample")
    QTest.mouseClick(tabs, LEFT, pos=tabs.tabRect(at).center())
    ana.hands.settle()
    return ana.hands.see("audit.sample", SamplePage, form)


def boxes(ana: Week) -> list[QuestionBox]:
    return [each for each in page_of(ana).widget().findChildren(QuestionBox) if each.isVisible()]


@pytest.mark.torture
def test_from_the_plan_to_a_finding_that_somebody_else_verified(ana: Week) -> None:
    ana.works_as("Ana")
    ana.goes_to_tab("Audit")
    ana.goes_to_list("Audit")
    ana.hands.press("action.start")
    ana.record_form().fill(
        subject="Incidents of this spring",
        aim="Whether incidents are handled as the policy says",
        scope="All incidents since January, of all customers",
        starts_on="2026-03-09",
        ends_on="2026-03-11",
    )
    ana.hands.picture("plan")
    ana.hands.wait(lambda: ana.workspace.count(Audit), "it is stored by itself")
    audit = ana.record
    ana.takes_step("begin")
    draws(ana)
    goes_through(ana, audit)
    finding = writes_the_finding(ana, audit)
    sees_it_to_verified(ana, finding)
    reports(ana, audit)


def draws(ana: Week) -> None:
    page = page_of(ana)
    ana.hands.picture("nothing-drawn")
    ana.hands.press("action.start", page)
    ana.confirms(wanted="3", first="2026-01-01", seed="harbour")
    audit = ana.fresh(ana.record)
    (sample,) = audit.samples
    assert (sample.wanted, sample.of, sample.seed) == (3, 5, "harbour")
    assert draw_again(ana.workspace, sample).same
    ana.hands.picture("drawn")


def goes_through(ana: Week, audit: Audit) -> None:
    for place in range(3):
        for at in range(len(boxes(ana))):
            ana.hands.press("question.yes", boxes(ana)[at])
        if place < 2:
            ana.hands.press("case.next", page_of(ana))
    assert unanswered(ana.workspace, ana.fresh(audit)) == ()
    assert not ana.hands.see("case.next", within=page_of(ana)).isEnabled()
    box = next(each for each in boxes(ana) if each.question.id.endswith("/P16"))
    ana.hands.press("question.no", box)
    assert ana.fresh(audit).answers[-1].answer is Answer.YES, "a no without a note is none"
    ana.hands.type_into(ana.hands.see("question.note", within=box), "Nobody told the reporter how it went.")
    ana.hands.press("question.no", box)
    kept = ana.fresh(audit).answers[-1]
    assert (kept.answer, kept.note) == (Answer.NO, "Nobody told the reporter how it went.")
    ana.hands.picture("gone-through")


def writes_the_finding(ana: Week, audit: Audit) -> Finding:
    case = ana.fresh(audit).answers[-1].case
    ana.hands.press("question.finding", page_of(ana))
    form = ana.record_form()
    form.fill(
        summary="The reporter was not told", grade="Minor", evidence="The incident names nobody who was told."
    )
    ana.hands.picture("finding-being-written")
    ana.hands.press("action.add-record")
    finding = ana.record
    assert isinstance(finding, Finding)
    assert (finding.audit, finding.cases, finding.statement) == (audit.id, (case,), "29110-4-3/P16")
    assert finding.seen == "Nobody told the reporter how it went."
    return finding


def sees_it_to_verified(ana: Week, finding: Finding) -> None:
    ana.record_form().fill(
        correction="The reporter was called the same day.",
        cause="The form does not ask who was told.",
    )
    ana.takes_step("plan", corrective_action="Ask who was told before it is closed.", due="2026-03-20")
    (action,) = ana.workspace.find(ActionItem)
    ana.finds(action.number)
    ana.takes_other_step("finish", outcome="The form asks since today.")
    ana.finds(finding.number)
    ana.takes_step("carry-out", outcome="Closing asks since today who was told.")
    ana.hands.picture("carried-out")
    refused(ana)
    ana.works_as("Cleo")
    ana.finds(finding.number)
    ana.takes_step("verify", effect="Four incidents closed since then name who was told.")
    done = ana.fresh(finding)
    assert done.state == "verified" and done.verified_by != done.done_by
    ana.hands.picture("verified")
    ana.works_as("Ana")


def refused(ana: Week) -> None:
    """Ana carried it out: the form says that somebody else has to look."""
    form = ana.record_form().around
    assert isinstance(form, RecordForm)
    ana.hands.press("action.verify", form)
    if ana.hands.dialog() is not None:
        dialog = ana.hands.dialog()
        assert dialog is not None
        ana.hands.press("dialog.keep-editing", dialog)
    assert ana.fresh(ana.record).state == "carried out"
    assert any("Somebody else" in str(each) for each in form.missing.problems())


def reports(ana: Week, audit: Audit) -> None:
    ana.finds(audit.number)
    ana.takes_step("report", conclusion="Incidents are recorded and closed as the policy says; who was told is asked for since this audit.")  # fmt: skip
    ana.takes_step("close")
    assert ana.fresh(audit).state == "closed"
    assert ana.workspace.count(ServiceIncident) == 5
    ana.hands.picture("closed")


def test_drawn_again_it_says_whether_it_is_the_same(ana: Week) -> None:
    ana.works_as("Ana")
    ana.goes_to_tab("Audit")
    ana.goes_to_list("Audit")
    ana.hands.press("action.start")
    ana.record_form().fill(
        subject="Incidents of this spring",
        aim="Whether incidents are handled as the policy says",
        scope="All incidents since January, of all customers",
        starts_on="2026-03-09",
        ends_on="2026-03-11",
    )
    ana.hands.wait(lambda: ana.workspace.count(Audit), "it is stored by itself")
    ana.takes_step("begin")
    draws(ana)
    heard: list[str] = []
    ana.window.desk.said.connect(heard.append)
    ana.hands.press("sample.again", page_of(ana))
    assert heard == ["1 sample drawn again: the same."]
    ana.hands.press("sample.set-aside", page_of(ana))
    ana.confirms(reason="The days were typed wrong.")
    (sample,) = ana.fresh(ana.record).samples
    assert sample.set_aside == "The days were typed wrong."
    assert ana.hands.seen("case.next", within=page_of(ana)) is None, "nothing is left to go through"

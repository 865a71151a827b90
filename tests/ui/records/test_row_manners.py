"""Rows that ask for something say their unit beside the number and hide what does not matter; judgements stay unsaid."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton

from sdesk.models import BusinessGoals, ImprovementReport, PerformanceReport, ServiceCatalogue
from sdesk.models.governance import Goal
from sdesk.models.measures import Judgement, Measure, Window
from sdesk.models.record import groups_of
from sdesk.models.relationship import QualityMeasure, Service
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.reporting.judging import to_judge, with_judgements
from sdesk.practice.reporting.reports import figures_of
from sdesk.ui.pieces.fields.row_line import RowLine
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from sdesk.ui.worker import Worker
from tests.provider import Provider
from tests.reported_quarter import MARCH, reported_quarter
from tests.ui.shell import inside

Key = Qt.Key


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worker, "at_once", True)


@pytest.fixture
def form(qtbot, provider: Provider):
    made = RecordForm(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def goals(provider: Provider, **values) -> BusinessGoals:
    return provider.create(BusinessGoals, goals=(Goal(statement="Sooner", **values),))


def opened(form: RecordForm, field: str) -> RowLine:
    """The first row, with all its fields."""
    row: RowLine = inside(form, field).rowForms()[0]
    row.set_open(True)
    return row


def shown(row: RowLine) -> set[str]:
    return {name for name, field in row.fields.items() if field.isVisible()}


def unit(row: RowLine) -> str:
    return " ".join(each.text() for each in row.fields["target"].findChildren(QLabel) if each.isVisible())


@pytest.mark.parametrize(
    ("measure", "said", "asked"),
    [
        (Measure.AVAILABILITY, "%", "at least 90 %"),
        (Measure.MEAN_RESTORATION, "minutes", "at most 1 h 30 min"),
        (Measure.SATISFACTION, "of 5", "at least 90 of 5"),
        (Measure.INCIDENTS, "", "at most 90"),
    ],
)
def test_the_unit_of_the_measure_stands_behind_the_number(
    form: RecordForm, provider: Provider, measure: Measure, said: str, asked: str
) -> None:
    form.show_record(goals(provider, counts=measure, target=90.0))
    row = opened(form, "BusinessGoals.goals")
    assert unit(row) == said
    assert row.summary().replace("\N{NO-BREAK SPACE}", " ").endswith(asked)


def test_what_the_measure_brings_with_it_is_not_asked_for(form: RecordForm, provider: Provider) -> None:
    form.show_record(goals(provider, counts=Measure.TRAININGS, target=90.0))
    row = opened(form, "BusinessGoals.goals")
    assert shown(row).isdisjoint({"unit", "measure", "priority", "service"})
    assert {"sense", "window", "target", "due", "owner", "set_by"} <= shown(row)
    empty = {name: row.fields[name].findChild(QComboBox).currentText() for name in ("sense", "window")}
    assert empty == {"sense": "At least", "window": "the whole period"}
    assert row.fields["sense"].value() is None  # said, and not stored


def test_what_a_person_judges_is_asked_for_in_words(qtbot, form: RecordForm, provider: Provider) -> None:
    made = goals(provider, target=3.0, unit="customers")
    form.show_record(made)
    row = opened(form, "BusinessGoals.goals")
    assert {"unit", "measure", "target"} <= shown(row)
    assert {"sense", "window"}.isdisjoint(shown(row))
    assert unit(row) == ""  # it stands in its own field
    measures = row.fields["counts"].findChild(QComboBox)
    while measures.currentText() != "Availability":
        qtbot.keyClick(measures, Key.Key_Down)
    assert {"unit", "sense"} <= shown(row)  # what is filled in is never hidden
    assert unit(row) == ""  # in customers, a person judges availability
    words = row.fields["unit"].findChild(QLineEdit)
    words.setFocus()
    words.selectAll()
    qtbot.keyClick(words, Key.Key_Delete)
    assert unit(row) == "%"
    assert words.isVisible() and QApplication.focusWidget() is words  # nothing goes from under the hand
    form.flush()
    assert reload(provider.workspace, made).goals[0].counts is Measure.AVAILABILITY


def judged_report(form: RecordForm, provider: Provider) -> PerformanceReport:
    from sdesk.practice.reporting.reports import prepare_performance_report

    quarter = reported_quarter(provider)
    provider.clock.now = provider.clock.now.replace(year=2026, month=4, day=2)
    report = prepare_performance_report(provider.workspace, quarter.agreement, MARCH)
    form.show_record(report)
    form.jump_to("judgements")
    return report


def word_of(provider: Provider, report: PerformanceReport) -> str:
    figures = figures_of(provider.workspace, reload(provider.workspace, report))
    return next(row["word"] for row in figures["targets"] if row["measure"] == "other")


def test_who_answers_nothing_has_judged_nothing(qtbot, form: RecordForm, provider: Provider) -> None:
    """Everything else of the line is written, and still nobody has said met or not met."""
    report = judged_report(form, provider)
    row = opened(form, "PerformanceReport.judgements")
    assert row.summary().startswith("not judged yet · ")
    buttons = row.fields["met"].findChildren(QRadioButton)
    assert [each.isChecked() for each in buttons] == [False, False]
    for name in ("reached", "grounds"):
        field = row.fields[name]
        field.setFocus()
        qtbot.keyClicks(QApplication.focusWidget(), "4 days")
    for _stop in range(8):  # going through by key answers nothing
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    form.flush()
    (line,) = reload(provider.workspace, report).judgements
    assert (line.reached, line.grounds, line.met) == ("4 days", "4 days", None)
    provider.save(report, judgements=(line.model_copy(update={"judged_by": provider.ana.id}),))
    assert word_of(provider, report) == "in words"


@pytest.mark.parametrize("answer", [True, False])
def test_an_answer_is_given_by_key_and_can_be_taken_back(
    qtbot, form: RecordForm, provider: Provider, answer: bool
) -> None:
    report = judged_report(form, provider)
    row = opened(form, "PerformanceReport.judgements")
    button = row.fields["met"].findChildren(QRadioButton)[0 if answer else 1]
    button.setFocus()
    qtbot.keyClick(button, Key.Key_Space)
    form.flush()
    assert [each.met for each in reload(provider.workspace, report).judgements] == [answer]
    assert row.summary().startswith("begun to be judged: it counts once all is said · ")
    assert word_of(provider, report) == "in words"
    said = {"reached": "4 days", "grounds": "Mail", "judged_by": provider.ana.id}
    for name, value in said.items():
        row.fields[name].setValue(value)
    assert row.summary().startswith("met · " if answer else "not met · ")
    assert row.fields["what"].isReadOnly(), "the target says what is judged"
    qtbot.keyClick(button, Key.Key_Delete)
    form.flush()
    assert [each.met for each in reload(provider.workspace, report).judgements] == [None]
    assert row.summary().startswith("not judged yet · ")


@pytest.mark.parametrize("met", [None, False, True])
def test_only_an_answer_counts_as_one(provider: Provider, met: bool | None) -> None:
    from sdesk.practice.reporting.reports import performance_figures

    quarter = reported_quarter(provider)
    figures = performance_figures(provider.workspace, quarter.agreement, MARCH)
    (line,) = to_judge(figures)
    said = {"reached": "4 days", "grounds": "Mail", "judged_by": provider.ana.id, "met": met}
    report = PerformanceReport(figures={}, judgements=(Judgement(**{**dict(line), **said}),))
    row = next(
        row
        for row in with_judgements(provider.workspace, figures, report)["targets"]
        if row["measure"] == "other"
    )
    assert row["word"] == {None: "in words", False: "not met", True: "met"}[met]


def test_the_unit_stands_once(qtbot, form: RecordForm, provider: Provider) -> None:
    """What was approved with a unit says it in a field of its own only where the measure brings another, or none."""
    form.show_record(goals(provider, counts=Measure.AVAILABILITY, target=90.0, unit="%"))
    row = opened(form, "BusinessGoals.goals")
    assert unit(row) == "%" and "unit" not in shown(row)
    measures = row.fields["counts"].findChild(QComboBox)
    measures.setFocus()
    while measures.currentText() != "Mean time to restore":
        qtbot.keyClick(measures, Key.Key_Down)
    assert unit(row) == "" and "unit" in shown(row)  # 90 % of a time: a person sees why nothing counts it


def test_a_quality_measure_asks_for_no_unit_beside_that_of_its_measure(
    form: RecordForm, provider: Provider
) -> None:
    measures = (QualityMeasure(name="There", counts=Measure.AVAILABILITY, target=99.5),)
    approved = provider.workspace.first(ServiceCatalogue)
    assert approved is not None
    draft = new_version(provider.workspace, approved)
    form.show_record(provider.save(draft, services=(Service(name="Mail", quality_measures=measures),)))
    [service] = inside(form, "ServiceCatalogue.services").rowForms()
    service.set_open(True)
    [row] = service.fields["quality_measures"].rowForms()
    row.set_open(True)
    assert unit(row) == "%" and "unit" not in shown(row)


def test_of_a_report_the_form_asks_first_what_it_is_about_and_last_who_was_given_it() -> None:
    for model in (PerformanceReport, ImprovementReport):
        groups = {title: [spec.name for spec in specs] for title, specs in groups_of(model)}
        assert groups["Report"][:3] == ["subject", "period_start", "period_end"]
        assert "given_to" not in groups["Report"]
        assert list(groups)[-2:] == ["Given to", "Notes and links"]
        assert groups["Given to"] == ["given_to"]


def test_what_is_missing_leads_into_the_empty_cell_of_its_row(
    qtbot, form: RecordForm, provider: Provider
) -> None:
    made = provider.create(
        BusinessGoals,
        goals=(
            Goal(statement="Sooner", set_by="The owner"),
            Goal(statement="Safer"),
            Goal(set_by="The owner"),
        ),
    )
    form.show_record(made)
    form.missing._toggle()
    links = [each for each in form.missing.findChildren(QPushButton, "missing.goals") if each.isVisible()]
    assert [each.property("where") for each in links] == ["goals[1].set_by", "goals[2].statement"]
    rows = inside(form, "BusinessGoals.goals").rowForms()
    assert rows[1].cell("set_by").text() == "! Set by?" and "!" not in rows[0].cell("set_by").text()
    qtbot.mouseClick(links[1], Qt.MouseButton.LeftButton)
    assert rows[2].is_open() and rows[2].fields["statement"].isAncestorOf(QApplication.focusWidget())
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert rows[1].is_open() and rows[1].fields["set_by"].isAncestorOf(QApplication.focusWidget())
    qtbot.keyClicks(QApplication.focusWidget(), "The owner")
    form.flush()
    assert reload(provider.workspace, made).goals[1].set_by == "The owner"


def test_a_target_says_what_is_measured_of_what_and_what_is_asked(
    form: RecordForm, provider: Provider
) -> None:
    catalogue = provider.workspace.first(ServiceCatalogue)
    assert catalogue is not None
    service = catalogue.services[0]
    form.show_record(
        goals(provider, counts=Measure.AVAILABILITY, service=service.id, target=99.5, window=Window.MONTH)
    )
    row = inside(form, "BusinessGoals.goals").rowForms()[0]
    said = row.accessibleName().replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith(f"1 Sooner · Availability of {service.name}, at least 99.5 %")

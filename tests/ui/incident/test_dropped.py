"""Mails that are dropped on an incident that is shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.incident.intake.dropped import WhichCase
from sdesk.ui.records.form.note_slot import TroubleLine
from sdesk.ui.window.main_window import MainWindow
from tests.provider import Provider, incident
from tests.ui.incident.test_arrivals import drop, mail, names, of_files, saved
from tests.ui.shell import inside, shown_window


@pytest.fixture
def window(qtbot, provider: Provider, tmp_path: Path) -> Iterator[MainWindow]:
    with shown_window(qtbot, provider.workspace, tmp_path / "home") as shown:
        yield shown


@pytest.fixture
def case(provider: Provider) -> ServiceIncident:
    return provider.take(incident(provider, summary="Projectors are dark"), "record")


@pytest.fixture
def other(provider: Provider) -> ServiceIncident:
    return provider.take(incident(provider, summary="Door is stuck"), "record")


def form_of(window: MainWindow, case: ServiceIncident) -> Any:
    window.show_record(case.id)
    return window.current_page().form


def said_above(form: Any) -> str:
    return " ".join(each.whole() for each in form.findChildren(TroubleLine) if each.isVisible())


def asked(window: MainWindow) -> list[WhichCase]:
    return [each for each in window.findChildren(WhichCase) if each.isVisible()]


def press(qtbot, dialog: WhichCase, name: str) -> None:
    """Once what comes up takes a press."""
    qtbot.waitUntil(lambda: not dialog.pause.isActive())
    inside(dialog, name, QPushButton).click()


def steps(provider: Provider, case: ServiceIncident) -> list[str]:
    return [step.text for step in reload(provider.workspace, case).steps_taken]


def test_it_goes_into_the_story_and_not_only_to_the_files(window, provider, case, tmp_path: Path) -> None:
    before = steps(provider, case)
    drop(form_of(window, case), of_files(saved(tmp_path, mail(f"Re: {case.number}", files={"a.png": b"x"}))))
    said = "Mail from Rui Mota <rui@school.example>: It stays dark since seven."
    assert steps(provider, case) == [*before, said]
    assert names(provider, case) == [f"{case.number}.eml", "a.png"]
    assert window.desk.workspace.count(ServiceIncident) == 1


def test_one_that_names_no_case_goes_where_it_was_dropped(window, provider, case, tmp_path: Path) -> None:
    drop(form_of(window, case), of_files(saved(tmp_path, mail("The projector again"))))
    assert "since seven" in steps(provider, case)[-1]


def test_dropped_twice_it_is_there_once_and_that_is_said(
    qtbot, window, provider, case, tmp_path: Path
) -> None:
    path, form = saved(tmp_path, mail("The projector again")), form_of(window, case)
    drop(form, of_files(path))
    once = steps(provider, case)
    with qtbot.waitSignal(window.desk.said) as said:
        drop(form, of_files(path))
    assert said.args == [f"{case.number} has this mail already."]
    assert steps(provider, case) == once and len(names(provider, case)) == 1


def test_other_files_are_kept_as_files_beside_it(window, provider, case, tmp_path: Path) -> None:
    drop(form_of(window, case), of_files(saved(tmp_path, b"x", "one.txt"), saved(tmp_path, mail("Again"))))
    assert names(provider, case) == ["Again.eml", "one.txt"]


def test_one_that_cannot_be_read_is_kept_as_a_file_and_named(window, provider, case, tmp_path: Path) -> None:
    before, form = steps(provider, case), form_of(window, case)
    drop(form, of_files(saved(tmp_path, b"\x00\x01", "broken.eml")))
    assert names(provider, case) == ["broken.eml"] and steps(provider, case) == before
    assert "broken.eml: This is no mail that can be read." in said_above(form)


def test_one_that_is_over_keeps_it_among_its_files(window, provider, case, tmp_path: Path) -> None:
    for step in ("classify", "investigate", "restore", "close"):
        case = provider.take(case, step)
    before = steps(provider, case)
    drop(form_of(window, case), of_files(saved(tmp_path, mail(case.number), "late.eml")))
    assert steps(provider, case) == before and names(provider, case) == ["late.eml"]


class TestWhich:
    @pytest.mark.parametrize("chosen", ["named", "here"])
    def test_it_goes_where_somebody_says(
        self, qtbot, window, provider, case, other, tmp_path: Path, chosen: str
    ) -> None:
        before = {each.id: steps(provider, each) for each in (case, other)}
        drop(form_of(window, case), of_files(saved(tmp_path, mail(f"Re: {other.number}"))))
        [dialog] = asked(window)
        assert {each.id: steps(provider, each) for each in (case, other)} == before
        press(qtbot, dialog, f"which-case.{chosen}")
        goes, stays = (other, case) if chosen == "named" else (case, other)
        assert len(steps(provider, goes)) == len(before[goes.id]) + 1
        assert steps(provider, stays) == before[stays.id] and not names(provider, stays)

    def test_it_may_be_a_mere_file(self, qtbot, window, provider, case, other, tmp_path: Path) -> None:
        before = steps(provider, case)
        drop(form_of(window, case), of_files(saved(tmp_path, mail(f"Re: {other.number}"))))
        press(qtbot, asked(window)[0], "which-case.file")
        assert names(provider, case) == ["call.eml"] and steps(provider, case) == before

    def test_left_it_is_nowhere(self, qtbot, window, provider, case, other, tmp_path: Path) -> None:
        drop(form_of(window, case), of_files(saved(tmp_path, mail(f"Re: {other.number}"))))
        press(qtbot, asked(window)[0], "which-case.leave")
        assert not names(provider, case) and not names(provider, other)

    def test_each_is_asked_of_after_the_other(
        self, qtbot, window, provider, case, other, tmp_path: Path
    ) -> None:
        paths = [
            saved(tmp_path, mail(f"Re: {other.number}", text=text, called=f"<{text}@x>"), f"{text}.eml")
            for text in ("first", "second")
        ]
        drop(form_of(window, case), of_files(*paths))
        press(qtbot, asked(window)[0], "which-case.named")
        qtbot.waitUntil(lambda: len(asked(window)) == 1 and "first" not in str(asked(window)[0]._path))
        press(qtbot, asked(window)[0], "which-case.here")
        assert "first" in steps(provider, other)[-1] and "second" in steps(provider, case)[-1]

    def test_one_that_is_over_is_not_offered(
        self, qtbot, window, provider, case, other, tmp_path: Path
    ) -> None:
        for step in ("classify", "investigate", "restore", "close"):
            other = provider.take(other, step)
        drop(form_of(window, case), of_files(saved(tmp_path, mail(f"Re: {other.number}"))))
        [dialog] = asked(window)
        assert dialog.findChild(QPushButton, "which-case.named") is None
        press(qtbot, dialog, "which-case.here")
        assert "since seven" in steps(provider, case)[-1]


def test_a_file_over_the_line_to_write_in_is_the_cases(window, provider, case, tmp_path: Path) -> None:
    line = inside(form_of(window, case), "story.what", QPlainTextEdit)
    drop(line.viewport(), of_files(saved(tmp_path, b"x", "one.txt")))
    assert names(provider, case) == ["one.txt"] and line.toPlainText() == ""
    text = QMimeData()
    text.setText("words")
    assert drop(line.viewport(), text)


def test_what_is_typed_and_not_added_stays(qtbot, window, provider, case, tmp_path: Path) -> None:
    form = form_of(window, case)
    line = inside(form, "story.what", QPlainTextEdit)
    QTest.keyClicks(line, "Half a sentence")
    drop(form, of_files(saved(tmp_path, mail("Again"))))
    window.show_record(case.id)
    assert inside(window.current_page().form, "story.what", QPlainTextEdit).toPlainText() == "Half a sentence"


def test_a_path_on_another_computer_is_no_file(window, case) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://else.example/a.eml")])
    assert not drop(form_of(window, case), mime)

"""Mails, files and pictures that are dropped on the small window or pasted in it."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from sdesk.models import FeedbackEntry, Operation, Record, ServiceChangeRequest, ServiceIncident
from sdesk.models.governance import FeedbackKind
from sdesk.practice.intake.kinds import CallKind
from sdesk.practice.lifecycle.attachments import attachments_of, content_of_attachment
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.safekeeping import verify
from sdesk.ui.desk import Desk
from sdesk.ui.incident.intake.came_list import CameLine
from sdesk.ui.incident.quick_window import QuickIncidentWindow
from tests.provider import Provider, incident
from tests.ui.incident.test_quick_window import pick, tell
from tests.ui.shell import CTRL, inside

Key = Qt.Key


@pytest.fixture
def window(qtbot, desk: Desk) -> Iterator[QuickIncidentWindow]:
    made = QuickIncidentWindow(desk)
    qtbot.addWidget(made)
    made.start()
    qtbot.waitActive(made)
    yield made
    QGuiApplication.clipboard().clear()


def mail(
    subject: str = "No projector in room 4", sender: str = "Rui Mota <rui@school.example>", **more: Any
) -> bytes:
    made = EmailMessage()
    if sender:
        made["From"] = sender
    if subject:
        made["Subject"] = subject
    made["Date"] = more.get("at", "Mon, 02 Mar 2026 07:15:00 +0000")
    made["Message-ID"] = more.get("called", "<1@school.example>")
    made.set_content(more.get("text", "It stays dark since seven."), subtype=more.get("subtype", "plain"))
    for name, content in more.get("files", {}).items():
        made.add_attachment(content, maintype="image", subtype="png", filename=name)
    return made.as_bytes()


def saved(tmp_path: Path, content: bytes, name: str = "call.eml") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def of_files(*paths: Path) -> QMimeData:
    """As file managers hand them over: with their paths as text too."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setText("\n".join(map(str, paths)))
    return mime


def drop(on: QWidget, mime: QMimeData) -> bool:
    """Whether it was taken."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(QPoint(5, 5), copy, mime, left, none)
    QApplication.sendEvent(on, enters)
    drops = QDropEvent(QPointF(5, 5), copy, mime, left, none)
    if enters.isAccepted():
        QApplication.sendEvent(on, drops)
    return enters.isAccepted()


def paste(on: QWidget, mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)
    on.setFocus()
    QTest.keyClick(on, Key.Key_V, CTRL)


def of_picture(*, text: str = "") -> QMimeData:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 10, 10))
    mime = QMimeData()
    mime.setImageData(image)
    if text:
        mime.setText(text)
    return mime


def lines(window: QuickIncidentWindow) -> list[str]:
    return [each.accessibleName() for each in window.findChildren(CameLine) if not each.isHidden()]


def record(window: QuickIncidentWindow) -> None:
    QTest.keyClick(window, Key.Key_Return, CTRL)


def only(provider: Provider, model: type[Record] = ServiceIncident) -> Any:
    [made] = [each for each in provider.workspace.find(model) if each.deleted_at is None]
    return made


def names(provider: Provider, of: Record) -> list[str]:
    return sorted(each.name for each in attachments_of(provider.workspace, of))


def opened(provider: Provider) -> ServiceIncident:
    return provider.take(incident(provider, "recorded", summary="Projectors are dark"), "record")


def note(window: QuickIncidentWindow) -> str:
    said = inside(window, "came.note")
    return said.text() if said.isVisible() else ""


def offer(window: QuickIncidentWindow) -> str:
    said = inside(window, "came.offer")
    return said.text() if said.isVisible() else ""


def test_a_mail_fills_who_what_and_when_and_is_attached(window, provider, tmp_path: Path) -> None:
    assert drop(window, of_files(saved(tmp_path, mail(files={"room.png": b"pixels"}))))
    assert lines(window) == ["Mail from Rui Mota: No projector in room 4, 1 file"]
    before = provider.workspace.count(Operation)
    pick(window, "quick.service", "name")
    record(window)
    made = only(provider)
    assert made.state == "recorded" and made.customer == provider.extra["school"].id
    assert (made.reporter.name, made.summary) == ("Rui Mota", "No projector in room 4")
    assert made.details == "It stays dark since seven."
    assert made.started_at.isoformat().startswith("2026-03-02T07:15")
    assert names(provider, made) == ["No projector in room 4.eml", "room.png"]
    assert provider.workspace.count(Operation) == before + 1
    assert verify(provider.workspace) == []


@pytest.mark.parametrize("name", ["quick.what.edit", "quick.who.edit", "quick.details.edit"])
def test_a_file_that_is_dropped_on_a_line_is_no_text(window, tmp_path: Path, name: str) -> None:
    file = saved(tmp_path, b"A plan", "plan.txt")
    edit: Any = inside(window, name)
    target = edit.viewport() if isinstance(edit, QPlainTextEdit) else edit
    assert drop(target, of_files(file))
    assert lines(window) == ["plan.txt"]
    assert (edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()) == ""


@pytest.mark.parametrize("name", ["quick.what.edit", "quick.details.edit", "quick.record"])
def test_files_are_pasted_wherever_the_focus_is(window, provider, tmp_path: Path, name: str) -> None:
    files = [saved(tmp_path, b"1", "one.txt"), saved(tmp_path, b"2", "two.txt")]
    paste(inside(window, name), of_files(*files))
    assert lines(window) == ["one.txt", "two.txt"]
    tell(window, "No projector")
    QTest.keyClick(window, Key.Key_Escape)
    assert names(provider, only(provider)) == ["one.txt", "two.txt"]


def test_text_that_is_pasted_stays_text(window) -> None:
    mime = QMimeData()
    mime.setText("No projector")
    edit = inside(window, "quick.what.edit", QLineEdit)
    paste(edit, mime)
    assert edit.text() == "No projector" and lines(window) == []


def test_text_with_a_picture_beside_it_is_text(window) -> None:
    edit = inside(window, "quick.what.edit", QLineEdit)
    paste(edit, of_picture(text="Cells of a sheet"))
    assert edit.text() == "Cells of a sheet" and lines(window) == []


def test_a_picture_is_pasted_and_kept_as_one_that_can_be_opened(window, provider) -> None:
    paste(inside(window, "quick.details.edit"), of_picture())
    assert lines(window) == ["Picture 1.png"]
    tell(window, "No projector")
    QTest.keyClick(window, Key.Key_Escape)
    [kept] = attachments_of(provider.workspace, only(provider))
    again = QImage.fromData(content_of_attachment(provider.workspace, kept))
    assert (again.width(), again.pixelColor(1, 1).red()) == (8, 200)


def test_each_can_be_taken_away(window, provider, tmp_path: Path) -> None:
    drop(window, of_files(*(saved(tmp_path, b"x", name) for name in ("one.txt", "two.txt"))))
    away = next(
        each for each in window.findChildren(QToolButton, "came.away") if "one.txt" in each.accessibleName()
    )
    away.click()
    assert lines(window) == ["two.txt"]
    tell(window, "No projector")
    QTest.keyClick(window, Key.Key_Escape)
    assert names(provider, only(provider)) == ["two.txt"]


def test_what_was_typed_is_not_written_over(window, tmp_path: Path) -> None:
    tell(window, "My own words")
    pick(window, "quick.who", "rui")
    drop(window, of_files(saved(tmp_path, mail(sender="Other <other@else.example>"))))
    assert window.what.value() == "My own words" and window.who.reporter().name == "Rui Mota"
    assert window.details.value() == "It stays dark since seven."


def test_the_same_twice_is_once_and_said(window, tmp_path: Path) -> None:
    file, message = saved(tmp_path, b"x", "one.txt"), saved(tmp_path, mail())
    for _time in range(2):
        drop(window, of_files(file, message))
    assert len(lines(window)) == 2
    assert "one.txt is in the list already." in note(
        window
    ) and "No projector in room 4 is in the list" in note(window)


def test_one_that_the_workspace_has_is_said_with_its_record(
    qtbot, window, provider, desk, tmp_path: Path
) -> None:
    path = saved(tmp_path, mail())
    drop(window, of_files(path))
    QTest.keyClick(window, Key.Key_Escape)
    made = only(provider)
    window.start()
    drop(window, of_files(path))
    assert note(window) == f"{made.number} has this mail already." and lines(window) == []
    assert window.what.value() == ""
    with qtbot.waitSignal(desk.record_asked) as asked:
        next(
            each for each in inside(window, "came.note").findChildren(QPushButton) if each.isVisible()
        ).click()
    assert asked.args == [made.id]


def test_somebody_nobody_knows_is_typed_in(window, tmp_path: Path) -> None:
    drop(window, of_files(saved(tmp_path, mail(sender="Zita Novo <zita@else.example>"))))
    said = window.who.reporter()
    assert (said.name, said.email) == ("Zita Novo", "zita@else.example") and window.who.contact.isVisible()


class TestAnswers:
    def test_it_says_so_and_goes_into_the_story_instead(
        self, qtbot, window, provider, desk, tmp_path: Path
    ) -> None:
        case = opened(provider)
        drop(window, of_files(saved(tmp_path, mail(f"Re: {case.number}: Projectors"))))
        assert offer(window) == f"The mail from Rui Mota is an answer to {case.number}: Projectors are dark."
        with qtbot.waitSignal(desk.record_asked) as asked:
            next(
                each for each in inside(window, "came.offer").findChildren(QPushButton) if each.isVisible()
            ).click()
        live = reload(provider.workspace, case)
        assert "It stays dark since seven." in live.steps_taken[-1].text and asked.args == [case.id]
        assert len(live.steps_taken) == len(case.steps_taken) + 1
        assert (
            not window.isVisible()
            and window.what.value() == ""
            and provider.workspace.count(ServiceIncident) == 1
        )

    def test_what_else_was_typed_stays(self, window, provider, tmp_path: Path) -> None:
        case = opened(provider)
        tell(window, "Another call meanwhile")
        drop(window, of_files(saved(tmp_path, mail(f"Re: {case.number}")), saved(tmp_path, b"x", "one.txt")))
        next(
            each for each in inside(window, "came.offer").findChildren(QPushButton) if each.isVisible()
        ).click()
        assert window.isVisible() and lines(window) == ["one.txt"]
        assert (window.what.value(), window.details.value()) == ("Another call meanwhile", "")
        assert window.who.is_empty() and window.fields.when.at.value() is None
        assert note(window) == f"The mail is in the story of {case.number}." and not offer(window)

    def test_it_may_be_a_call_of_its_own_all_the_same(self, window, provider, tmp_path: Path) -> None:
        case = opened(provider)
        drop(window, of_files(saved(tmp_path, mail(f"Re: {case.number}"))))
        QTest.keyClick(window, Key.Key_Escape)
        assert provider.workspace.count(ServiceIncident) == 2
        assert reload(provider.workspace, case).steps_taken == case.steps_taken

    def test_one_to_a_case_that_is_over_belongs_to_it(self, window, provider, tmp_path: Path) -> None:
        case = incident(provider)
        for step in ("record", "classify", "investigate", "restore", "close"):
            case = provider.take(case, step)
        drop(window, of_files(saved(tmp_path, mail(f"Re: {case.number}"))))
        assert "which is over" in offer(window)
        pick(window, "quick.service", "name")
        record(window)
        made = next(each for each in provider.workspace.find(ServiceIncident) if each.id != case.id)
        assert made.state == "recorded" and case.id in made.related


class TestGone:
    def test_a_file_that_is_gone_is_said_and_nothing_is_recorded(
        self, window, provider, tmp_path: Path
    ) -> None:
        file = saved(tmp_path, b"x", "plan.txt")
        drop(window, of_files(file))
        pick(window, "quick.who", "rui")
        tell(window, "No projector")
        pick(window, "quick.service", "name")
        file.unlink()
        record(window)
        assert (
            window.isVisible() and "plan.txt cannot be read any more where it was." in window._trouble.text()
        )
        assert provider.workspace.count(ServiceIncident) == 0 and window.what.value() == "No projector"
        inside(window, "came.away", QToolButton).click()
        record(window)
        assert only(provider).state == "recorded"

    def test_esc_keeps_the_words_and_says_what_could_not_be_kept(
        self, qtbot, window, provider, desk, tmp_path: Path
    ) -> None:
        file = saved(tmp_path, b"x", "plan.txt")
        drop(window, of_files(file, saved(tmp_path, b"y", "there.txt")))
        tell(window, "No projector")
        file.unlink()
        with qtbot.waitSignal(desk.said) as said:
            QTest.keyClick(window, Key.Key_Escape)
        made = only(provider)
        assert made.summary == "No projector" and names(provider, made) == ["there.txt"]
        assert said.args == [f"Kept as draft {made.number}. plan.txt cannot be read any more where it was."]

    def test_a_mail_is_kept_though_its_file_is_gone(self, window, provider, tmp_path: Path) -> None:
        path = saved(tmp_path, mail())
        drop(window, of_files(path))
        path.unlink()
        QTest.keyClick(window, Key.Key_Escape)
        assert names(provider, only(provider)) == ["No projector in room 4.eml"]


class TestCrafted:
    @pytest.mark.parametrize(
        "content",
        [
            mail(subject=""),
            mail(sender=""),
            mail(subject="", sender=""),
            mail(text="<p>It is <b>dark</b></p><script>x()</script>", subtype="html"),
            mail(text="long words " * 200_000),
            mail(subject="s" * 50_000),
            mail(files={"../../../etc/passwd": b"x", "C:\\Windows\\x.png": b"y", ".hidden": b"z"}),
        ],
        ids=["no subject", "no sender", "neither", "page", "long", "subject", "names"],
    )
    def test_whatever_it_is_it_is_kept(self, window, provider, tmp_path: Path, content: bytes) -> None:
        drop(window, of_files(saved(tmp_path, content)))
        assert len(lines(window)) == 1
        QTest.keyClick(window, Key.Key_Escape)
        made = only(provider)
        assert made.state == "draft" and len(made.summary) <= 200 and "x()" not in made.details
        kept = attachments_of(provider.workspace, made)
        assert content in [content_of_attachment(provider.workspace, each) for each in kept]
        assert not [
            each.name for each in kept if "/" in each.name or "\\" in each.name or each.name[0] == "."
        ]
        assert verify(provider.workspace) == []

    def test_one_in_another_in_another(self, window, provider, tmp_path: Path) -> None:
        inner = EmailMessage()
        inner["Subject"] = "Innermost"
        inner.set_content("Deep down")
        for at in range(60):
            outer = EmailMessage()
            outer["From"], outer["Subject"] = "a@b.example", f"Level {at}"
            outer.set_content("See below")
            outer.add_attachment(inner)
            inner = outer
        drop(window, of_files(saved(tmp_path, inner.as_bytes())))
        QTest.keyClick(window, Key.Key_Escape)
        assert only(provider).summary == "Level 59"

    def test_what_is_none_is_kept_as_a_file_and_said(self, window, provider, tmp_path: Path) -> None:
        drop(window, of_files(saved(tmp_path, b"\x00\x01", "broken.eml"), saved(tmp_path, b"x", "one.txt")))
        assert lines(window) == ["broken.eml", "one.txt"]
        assert "no mail that can be read" in note(window) and "broken.eml is kept as a file." in note(window)

    def test_a_folder_is_said_to_be_one(self, window, tmp_path: Path) -> None:
        (tmp_path / "papers").mkdir()
        drop(window, of_files(tmp_path / "papers"))
        assert lines(window) == [] and "papers is a folder." in note(window)


def test_what_is_wanted_and_said_keep_their_mails_too(window, provider, tmp_path: Path) -> None:
    for kind in (CallKind.WANTED, CallKind.SAID):
        window.start()
        drop(window, of_files(saved(tmp_path, mail(called=f"<{kind.value}@x>", text=kind.value))))
        window.fields.kinds.setValue(kind)
        QTest.keyClick(window, Key.Key_Escape)
    assert names(provider, only(provider, ServiceChangeRequest)) == ["No projector in room 4.eml"]
    assert names(provider, only(provider, FeedbackEntry)) == ["No projector in room 4.eml"]


def test_a_crash_leaves_words_kind_and_files(qtbot, window, provider, desk, tmp_path: Path) -> None:
    """Killed before anything was recorded: what is offered has all that lies somewhere."""
    window.fields.kinds.setValue(CallKind.SAID)
    tell(window, "Thank you")
    drop(window, of_files(saved(tmp_path, mail(text="For Saturday")), saved(tmp_path, b"x", "one.txt")))
    desk.typing.keep_now()
    provider.workspace.unsaved.wait()
    again = Desk(provider.workspace, desk.screens)
    again.typing.look()
    [offered] = again.typing.offers()
    again.typing.hand_out(offered)
    other = QuickIncidentWindow(again)
    qtbot.addWidget(other)
    other.start()
    assert other.fields.kind is CallKind.SAID and other.what.value() == "Thank you"
    assert other.details.value() == "For Saturday" and len(lines(other)) == 2


@pytest.mark.parametrize("kind", CallKind)
def test_what_was_recorded_before_the_program_was_killed_is_not_offered_again(
    window, provider, desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: CallKind
) -> None:
    """It ended between recording and forgetting: taken over once more, it would be there twice."""
    window.fields.kinds.setValue(kind)
    drop(window, of_files(saved(tmp_path, mail(text="Since Saturday")), saved(tmp_path, b"x", "one.txt")))
    pick(window, "quick.service", "name")
    window.fields.said.setValue(FeedbackKind.COMMENT if kind is CallKind.SAID else None)
    if kind is CallKind.WANTED:
        QTest.keyClicks(inside(window, "quick.needed.edit", QLineEdit), "+7")
    desk.typing.keep_now()
    monkeypatch.setattr(desk.typing, "forget", lambda form: None)
    record(window)
    assert only(provider, kind.model) and not window.isVisible()
    provider.workspace.unsaved.wait()
    again = Desk(provider.workspace, desk.screens)
    again.typing.look()
    assert again.typing.offers() == ()


def test_the_same_told_again_takes_its_files_along(window, provider, tmp_path: Path) -> None:
    known = opened(provider)
    pick(window, "quick.who", "rui")
    tell(window, "projector is dark")
    drop(window, of_files(saved(tmp_path, b"x", "one.txt")))
    window.look_for_similar()
    card = next(card for card in window.found.cards() if card.record.id == known.id)
    inside(card, "found.same", QPushButton).click()
    assert "one.txt" in names(provider, known) and not window.isVisible()


def test_discard_takes_nothing_in(window, provider, tmp_path: Path) -> None:
    drop(window, of_files(saved(tmp_path, mail())))
    inside(window, "quick.discard", QPushButton).click()
    assert provider.workspace.count(ServiceIncident) == 0
    window.start()
    assert lines(window) == [] and not note(window) and not offer(window)

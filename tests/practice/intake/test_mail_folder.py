"""A folder of mails: each is told once, none is written to, and one that is broken stops no other."""

import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from sdesk.models import ServiceIncident
from sdesk.practice.incident.by_mail import take_mail
from sdesk.practice.intake.came_with import mail_at
from sdesk.practice.intake.mail_folder import AT_REST, PATIENCE, Look, MailFolder
from sdesk.practice.lifecycle.records import delete_draft, latest_operation, reload
from sdesk.practice.lifecycle.undo import last_done
from tests.provider import Provider, incident

START = 1_000_000.0


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(provider: Provider, tmp_path: Path, clock: Clock) -> MailFolder:
    place = tmp_path / "mails"
    place.mkdir()
    return MailFolder(provider.workspace, place, clock)


@pytest.fixture
def case(provider: Provider) -> ServiceIncident:
    return provider.take(incident(provider), "record")


def mail(subject: str = "No e-mail", called: str = "1", program: str = "one") -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = "Rui <rui@school.example>", subject, f"<{called}@x>"
    made["X-Mailer"] = program
    made.set_content("Since nine.")
    made.add_attachment(b"p" * 5000, maintype="image", subtype="png", filename="a.png")
    return made.as_bytes()


def put(folder: MailFolder, name: str, content: bytes, at: float = START - 60) -> Path:
    path = folder.folder / name
    path.write_bytes(content)
    os.utime(path, (at, at))
    return path


def told(look: Look) -> tuple[list[str], list[str], list[str]]:
    return (
        [each.path.name for each in look.answers],
        [each.path.name for each in look.new],
        [each.path.name for each in look.unreadable],
    )


def test_new_ones_answers_and_what_cannot_be_read_are_told_apart(
    folder: MailFolder, case: ServiceIncident
) -> None:
    put(folder, "a.eml", b"\x00\x01")
    put(folder, "b.eml", mail(f"Re: {case.number}", "2"))
    put(folder, "C.EML", mail("Help", "3"))
    put(folder, "notes.txt", b"no mail")
    look = folder.look()
    assert told(look) == (["b.eml"], ["C.EML"], ["a.eml"])
    assert "no mail that can be read" in str(look.unreadable[0].why) and not look.waits


def test_an_answer_goes_into_its_story_once_and_is_nobodys_last_act(
    provider: Provider, folder: MailFolder, case: ServiceIncident
) -> None:
    path = put(folder, "b.eml", mail(f"Re: {case.number}"))
    before, opened = path.read_bytes(), latest_operation(provider.workspace)
    [answer] = folder.look().answers
    taken = folder.take(answer)
    assert taken is not None and taken.answered and taken.record.id == case.id
    assert "Since nine." in reload(provider.workspace, case).steps_taken[-1].text
    assert last_done(provider.workspace, opened) is None
    assert told(folder.look()) == ([], [], []) and path.read_bytes() == before
    assert told(MailFolder(provider.workspace, folder.folder, Clock()).look()) == ([], [], [])


def test_the_same_mail_in_two_files_is_one(folder: MailFolder) -> None:
    put(folder, "a.eml", mail(program="one"))
    put(folder, "b.eml", mail(program="another"))
    assert told(folder.look()) == ([], ["a.eml"], [])


def test_what_was_taken_in_meanwhile_is_told_no_more(provider: Provider, folder: MailFolder) -> None:
    path = put(folder, "a.eml", mail())
    assert told(folder.look()) == ([], ["a.eml"], [])
    take_mail(provider.workspace, mail_at(path))
    assert told(folder.look()) == ([], [], [])
    put(folder, "again.eml", mail(program="another"))
    assert told(folder.look()) == ([], [], [])


def test_what_came_of_a_mail_and_was_deleted_leaves_the_mail_to_be_taken_again(
    provider: Provider, folder: MailFolder
) -> None:
    path = put(folder, "a.eml", mail())
    taken = take_mail(provider.workspace, mail_at(path))
    assert told(folder.look()) == ([], [], [])
    delete_draft(provider.workspace, taken.record)
    assert told(folder.look()) == ([], ["a.eml"], [])


def test_what_is_left_out_stays_out(folder: MailFolder) -> None:
    put(folder, "a.eml", mail())
    put(folder, "b.eml", b"\x00\x01")
    look = folder.look()
    left = {look.new[0].key, look.unreadable[0].key}
    assert told(folder.look(left)) == ([], [], [])
    put(folder, "b.eml", mail("Whole now", "2"))
    assert told(folder.look(left)) == ([], ["b.eml"], [])


def test_an_answer_to_one_that_is_over_is_offered_as_new(
    provider: Provider, folder: MailFolder, case: ServiceIncident
) -> None:
    for step in ("classify", "investigate", "restore", "close"):
        case = provider.take(case, step)
    put(folder, "b.eml", mail(f"Re: {case.number}"))
    assert told(folder.look()) == ([], ["b.eml"], [])


class TestHalfWritten:
    def test_one_that_was_changed_just_now_is_waited_for(self, folder: MailFolder, clock: Clock) -> None:
        put(folder, "a.eml", mail(), START - 1)
        look = folder.look()
        assert told(look) == ([], [], []) and look.waits
        clock.now += AT_REST
        assert told(folder.look()) == ([], ["a.eml"], [])

    def test_one_that_grows_is_waited_for_while_it_does(self, folder: MailFolder, clock: Clock) -> None:
        whole = mail()
        for share in (3, 2, 1):
            put(folder, "a.eml", whole[: len(whole) // share], clock.now)
            assert folder.look().waits
            clock.now += 1
        clock.now += AT_REST
        assert told(folder.look()) == ([], ["a.eml"], [])

    def test_one_that_stops_in_the_middle_is_waited_for_and_then_taken_as_it_is(
        self, folder: MailFolder, clock: Clock
    ) -> None:
        whole = mail()
        put(folder, "a.eml", whole[: len(whole) // 2])
        assert folder.look().waits and told(folder.look()) == ([], [], [])
        clock.now += PATIENCE
        assert told(folder.look()) == ([], ["a.eml"], [])

    def test_one_that_stops_in_the_middle_is_taken_at_last_where_a_clock_is_ahead(
        self, folder: MailFolder, clock: Clock
    ) -> None:
        whole = mail()
        put(folder, "a.eml", whole[: len(whole) // 2], START + 86_400)
        assert folder.look().waits
        clock.now += PATIENCE + 1
        assert told(folder.look()) == ([], ["a.eml"], [])

    def test_an_empty_one_is_waited_for_and_then_named(self, folder: MailFolder, clock: Clock) -> None:
        put(folder, "a.eml", b"")
        assert folder.look().waits
        clock.now += PATIENCE
        assert told(folder.look()) == ([], [], ["a.eml"])

    def test_a_clock_that_is_ahead_holds_nothing_up_for_ever(self, folder: MailFolder, clock: Clock) -> None:
        put(folder, "a.eml", mail(), START + 86_400)
        assert folder.look().waits
        clock.now += AT_REST
        assert told(folder.look()) == ([], ["a.eml"], [])

    def test_one_that_is_whole_later_is_looked_at_again(self, folder: MailFolder) -> None:
        put(folder, "a.eml", b"\x00\x01")
        assert told(folder.look()) == ([], [], ["a.eml"])
        put(folder, "a.eml", mail())
        assert told(folder.look()) == ([], ["a.eml"], [])


def test_what_is_no_file_is_not_read(provider: Provider, folder: MailFolder) -> None:
    """A pipe would never end, and a folder holds nothing; a workspace that is open keeps its lock."""
    os.mkfifo(folder.folder / "pipe.eml")
    (folder.folder / "folder.eml").mkdir()
    (folder.folder / "gone.eml").symlink_to(folder.folder / "nowhere")
    os.link(provider.workspace.path, folder.folder / "workspace.eml")
    os.utime(folder.folder / "workspace.eml", (START - 60, START - 60))
    look = folder.look()
    assert told(look) == ([], [], ["workspace.eml"])
    assert "is a workspace that is open here" in str(look.unreadable[0].why)


def test_a_folder_that_is_not_there_is_said(provider: Provider, tmp_path: Path) -> None:
    look = MailFolder(provider.workspace, tmp_path / "gone").look()
    assert look.fault is not None and "gone" in str(look.fault) and told(look) == ([], [], [])


def test_nothing_is_read_twice_that_did_not_change(
    folder: MailFolder, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mails stay in the folder: a thousand that were taken in are not read each minute."""
    path = put(folder, "a.eml", mail())
    take_mail(provider.workspace, mail_at(path))
    folder.look()
    path.chmod(0o600)
    read: list[Path] = []
    monkeypatch.setattr("sdesk.practice.intake.mail_folder.mail_at", lambda each: read.append(each))
    folder.look()
    assert read == []


def test_it_can_be_called_off(folder: MailFolder) -> None:
    put(folder, "a.eml", mail())

    def called_off(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        folder.look(goes_on=called_off)

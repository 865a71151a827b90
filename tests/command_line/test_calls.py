"""`sdesk incident`: mails from a script find their case, once; a file that is none changes nothing."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.command_line.asking import Sdesk, as_json, one_line
from tests.provider import CALLER, Provider, incident


@pytest.fixture
def harbour(provider: Provider, tmp_path: Path) -> tuple[Path, str]:
    case = provider.take(incident(provider), "record")
    provider.workspace.close()
    return tmp_path / "harbour.sdesk", case.number


def saved(folder: Path, subject: str, name: str = "mail.eml") -> Path:
    made = EmailMessage()
    made["From"] = f"{CALLER.name} <{CALLER.email}>"
    made["Subject"] = subject
    made["Date"] = "Mon, 02 Mar 2026 08:15:00 +0000"
    made.set_content("Since nine nobody gets any mail.")
    (folder / name).write_bytes(made.as_bytes())
    return folder / name


def test_an_answer_goes_to_its_case_once(sdesk: Sdesk, harbour: tuple[Path, str], tmp_path: Path) -> None:
    file, number = harbour
    mail = saved(tmp_path, f"Re: {number}: x")
    status, out, _err = sdesk("incident", file, "--from", mail, "--as", "Ana Reyes")
    assert (status, out.strip()) == (0, f"The mail is in the story of {number}.")
    status, out, _err = sdesk("incident", file, "--from", mail)
    assert (status, out.strip()) == (0, f"{number} has this mail already.")
    told = as_json(sdesk, "show", file, number)
    assert [each["text"] for each in told["steps_taken"]].count(
        f"Mail from {CALLER.name} <{CALLER.email}>: Since nine nobody gets any mail."
    ) == 1


def test_a_new_one_says_what_it_lacks(sdesk: Sdesk, harbour: tuple[Path, str], tmp_path: Path) -> None:
    file, _number = harbour
    [found] = as_json(sdesk, "incident", file, "--from", saved(tmp_path, "No e-mail"), status=1)
    assert found["state"] == "draft" and found["missing"]
    assert as_json(sdesk, "show", file, found["number"])["summary"] == "No e-mail"


def test_one_that_is_none_keeps_the_others_out_too(
    sdesk: Sdesk, harbour: tuple[Path, str], tmp_path: Path
) -> None:
    file, number = harbour
    (tmp_path / "bad.eml").write_bytes(b"")
    good = saved(tmp_path, number)
    before = file.read_bytes()
    for bad in (tmp_path / "bad.eml", tmp_path / "none.eml", tmp_path):
        status, out, err = sdesk("incident", file, "--from", good, "--from", bad)
        assert (status, out) == (2, "") and one_line(err)
    assert file.read_bytes() == before

"""Mails are foreign input: whatever the file holds, it is a mail in plain words or a sentence that it is none."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.practice.exchange import incoming_mail
from sdesk.practice.exchange.incoming_mail import read_mail, without_quotes


def mail(subject: str = "No e-mail", text: str = "Since nine.", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = headers.get("sender", "Dora Lind <dora@pier.example>")
    made["Subject"] = subject
    made["Date"] = headers.get("date", "Mon, 02 Mar 2026 09:15:00 +0100")
    made.set_content(text)
    return made


def test_who_what_when() -> None:
    found = read_mail(mail("Re: AW: No e-mail").as_bytes())
    assert (found.name, found.email) == ("Dora Lind", "dora@pier.example")
    assert (found.subject, found.about, found.said) == ("Re: AW: No e-mail", "No e-mail", "Since nine.")
    assert found.sent_at == datetime(2026, 3, 2, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize("subject", ["R: drive is full", "I: cannot print", "Error: no disk"])
def test_what_is_no_answer_keeps_its_first_word(subject: str) -> None:
    assert read_mail(mail(subject).as_bytes()).about == subject


def test_a_mail_of_very_many_lines_is_read() -> None:
    """Walked once, not once for each line: lines that end with a colon and are followed by none that says anything."""
    assert without_quotes("1:\n" + "\n1:\n" * 200_000).startswith("1:")


def test_files_have_names_that_lead_nowhere() -> None:
    made = mail()
    made.add_attachment(b"picture", maintype="image", subtype="png", filename="../../etc/pass\\wd.png")
    [file] = read_mail(made.as_bytes()).files
    assert file.content == b"picture"
    assert "/" not in file.name and "\\" not in file.name and not file.name.startswith(".")


def test_of_a_page_only_its_text_is_read() -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "a@b.example", "x"
    made.set_content(
        "<html><head><title>t</title><style>p{}</style></head><body><p>One &amp; two</p>"
        "<script>alert(1)</script><img src='http://x.example/1'><div>three</div></body></html>",
        subtype="html",
    )
    assert read_mail(made.as_bytes()).said == "One & two\nthree"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes.\n\n> What did you\n> see?", "Yes."),
        ("It is back.\n\nOn Mon, 2 Mar 2026 at 09:00, Ana Reyes wrote:\n> x", "It is back."),
        ("Danke!\n\nAm 2. März 2026 um 09:00 schrieb Ana:\n> x", "Danke!"),
        ("Ok\n-----Original Message-----\nFrom: x", "Ok"),
        ("Yes.\n\nOn 2 March 2026 Ana wrote:\n\n\n\n> x", "Yes."),
        ("> only what was quoted", "> only what was quoted"),
        ("On Monday we wrote a list:\nfirst", "On Monday we wrote a list:\nfirst"),
    ],
)
def test_what_they_wrote_themselves(text: str, own: str) -> None:
    assert without_quotes(text) == own


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Foo 2026", "Mon, 02 Mar 99999 09:15:00 +0100"])
def test_a_day_that_is_none_is_none(date: str) -> None:
    made = mail()
    del made["Date"]
    content = f"Date: {date}\r\n".encode() + made.as_bytes()
    assert read_mail(content).sent_at is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"PK\x03\x04 something else",
        b"From: =?utf-8?b?////?=\r\nSubject: =?x-none?q?a?=\r\nContent-Type: text/plain; charset=x-none\r\n\r\n\xff\xfe",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n" * 5000,
        b"From: <<<>>>\r\nTo: ,,,\r\nSubject: \r\n\r\n",
    ],
)
def test_whatever_it_holds_it_is_read_or_refused_in_words(content: bytes) -> None:
    try:
        found = read_mail(content)
    except SdeskError as refused:
        assert refused.hint
    else:
        assert found.said.isprintable() or "\n" in found.said


@given(st.binary(max_size=400))
def test_no_bytes_are_a_fault_of_ours(content: bytes) -> None:
    try:
        read_mail(b"From: a@b.example\r\nSubject: x\r\n" + content)
    except SdeskError:
        return


def test_nothing_turns_the_line_round_or_rings_a_bell() -> None:
    found = read_mail(mail(text="before \u202egnp.exe\x07 after").as_bytes())
    assert found.said == "before gnp.exe after"


def test_one_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming_mail, "LARGEST", 100)
    with pytest.raises(SdeskError, match="larger"):
        read_mail(mail(text="x" * 200).as_bytes())


@pytest.mark.parametrize("named", [b"<1@b.example>", b"", b"<", b"<<>@", b"[1\xff", b"=?x?b?@@?="])
def test_whatever_it_calls_itself_it_is_read(named: bytes) -> None:
    content = b"Message-ID: " + named + b"\nFrom: a@b.example\nSubject: x\n\nText\n"
    assert read_mail(content).said == "Text"


def test_one_that_ends_in_the_middle_is_not_whole() -> None:
    made = mail()
    made.add_attachment(b"p" * 9000, maintype="image", subtype="png", filename="desk.png")
    whole = made.as_bytes()
    assert read_mail(whole).is_whole
    assert not read_mail(whole[: len(whole) // 2]).is_whole
    assert not read_mail(whole[: whole.index(b"\n\n") + 2]).is_whole


def test_a_page_that_does_not_close_its_head_has_text_all_the_same() -> None:
    page = b"<html><head><title>News</title><style>p {}</style><body><p>The door is stuck.</p></body></html>"
    assert read_mail(b"Content-Type: text/html\n\n" + page).said == "The door is stuck."


@pytest.mark.parametrize("charset", [b"undefined", b"idna", b"no-such"])
def test_letters_that_nobody_can_tell_do_not_make_it_unreadable(charset: bytes) -> None:
    content = b"Subject: Door\nContent-Type: text/plain; charset=" + charset + b"\n\nThe door is stuck."
    assert read_mail(content).said == "The door is stuck."

"""Mails find their case, once, and nothing that they say stops a clock or changes what is over."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from sdesk.models import FeedbackEntry, ServiceIncident
from sdesk.practice.exchange.incoming_mail import Mail, read_mail
from sdesk.practice.incident.by_mail import MAIL, into_story, take_mail
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.merging import merge
from sdesk.practice.incident.turning import turn_into
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.safekeeping import verify
from tests.provider import CALLER, Provider, incident


def mail(
    provider: Provider, subject: str, text: str = "It is back.", sender: str = "", **more: object
) -> Mail:
    made = EmailMessage()
    made["From"] = sender or f"{CALLER.name} <{CALLER.email}>"
    made["Subject"] = subject
    made["Date"] = more.get("at", provider.clock())
    made.set_content(text)
    if more.get("file"):
        made.add_attachment(b"picture", maintype="image", subtype="png", filename="screen.png")
    return read_mail(made.as_bytes())


@pytest.fixture
def case(provider: Provider) -> ServiceIncident:
    return provider.take(provider.take(incident(provider), "record"), "classify")


def test_an_answer_goes_to_its_story(provider: Provider, case: ServiceIncident) -> None:
    taken = take_mail(provider.workspace, mail(provider, f"Re: {case.number}: {case.summary}", file=True))
    live = reload(provider.workspace, case)
    assert taken.answered and taken.record.id == case.id
    assert live.steps_taken[-1].text == f"Mail from {CALLER.name} <{CALLER.email}>: It is back."
    assert [each.name for each in attachments_of(provider.workspace, live)][-1] == "screen.png"
    assert live.state == case.state
    assert verify(provider.workspace) == []


def test_whose_name_it_bears_is_told_with_the_address_it_came_from(
    provider: Provider, case: ServiceIncident
) -> None:
    take_mail(provider.workspace, mail(provider, case.number, sender=f"{CALLER.name} <else@evil.example>"))
    assert "else@evil.example" in reload(provider.workspace, case).steps_taken[-1].text


def test_an_answer_of_theirs_is_not_ours(provider: Provider) -> None:
    """The response clock runs until somebody of us does something."""
    case = provider.take(incident(provider, steps_taken=()), "record")
    take_mail(provider.workspace, mail(provider, case.number))
    live = reload(provider.workspace, case)
    assert live.answered_at is None
    live = add_step(provider.workspace, live, "Called back")
    assert live.answered_at == live.steps_taken[-1].at


def test_the_same_mail_twice_is_taken_once(provider: Provider, case: ServiceIncident) -> None:
    same = mail(provider, case.number)
    take_mail(provider.workspace, same)
    before = reload(provider.workspace, case).steps_taken
    again = take_mail(provider.workspace, same)
    assert again.known and again.record.id == case.id
    assert reload(provider.workspace, case).steps_taken == before


def test_what_was_merged_goes_on_where_it_went(provider: Provider, case: ServiceIncident) -> None:
    other = provider.take(incident(provider), "record")
    merge(provider.workspace, other, case, "The same mailbox at the same desk.")
    assert take_mail(provider.workspace, mail(provider, other.number)).record.id == case.id


def test_to_one_that_is_over_it_is_a_new_call_that_belongs_to_it(
    provider: Provider, case: ServiceIncident
) -> None:
    for step in ("investigate", "restore", "close"):
        case = provider.take(case, step)
    taken = take_mail(provider.workspace, mail(provider, f"Re: {case.number}", "It is broken again."))
    assert not taken.answered and taken.record.id != case.id
    assert case.id in reload(provider.workspace, taken.record).related
    assert reload(provider.workspace, case).steps_taken == case.steps_taken


def test_a_new_one_knows_who_what_and_when(provider: Provider) -> None:
    known = mail(provider, "Fwd: No e-mail at the front desk", "Since nine.")
    taken = take_mail(provider.workspace, known)
    made: Any = taken.record
    assert (made.summary, made.details, made.started_at) == (
        "No e-mail at the front desk",
        "Since nine.",
        known.sent_at,
    )
    assert made.reporter and made.reporter.email == CALLER.email
    [kept] = [each for each in attachments_of(provider.workspace, made) if each.purpose == MAIL]
    assert kept.name.endswith(".eml")


def test_of_somebody_unknown_all_that_is_known_is_kept(provider: Provider) -> None:
    taken = take_mail(provider.workspace, mail(provider, "Help", sender="New One <new@else.example>"))
    assert taken.record.state == "draft" and taken.missing
    made: Any = taken.record
    assert made.reporter and made.reporter.email == "new@else.example"


def test_nobody_sends_from_tomorrow(provider: Provider, case: ServiceIncident) -> None:
    late = provider.clock() + timedelta(days=3)
    take_mail(provider.workspace, mail(provider, case.number, at=late))
    assert reload(provider.workspace, case).steps_taken[-1].at <= provider.clock()  # type: ignore[operator]
    made: Any = take_mail(provider.workspace, mail(provider, "Help", at=late)).record
    assert made.started_at and made.started_at <= provider.clock()


def test_a_number_of_nothing_is_a_new_call(provider: Provider) -> None:
    taken = take_mail(provider.workspace, mail(provider, "Re: INC-1999-0001: x"))
    assert not taken.answered and taken.record.number != "INC-1999-0001"


def saved_by(program: str, said: str = "It is back.", sender: str = CALLER.email) -> Mail:
    """The same mail, as different programs write it down."""
    made = EmailMessage()
    made["X-Mailer"] = program
    made["From"], made["Subject"], made["Message-ID"] = sender, "No e-mail", "<7@pier.example>"
    made.set_content(said)
    return read_mail(made.as_bytes())


def test_the_same_mail_saved_by_another_program_is_taken_once(provider: Provider) -> None:
    first = take_mail(provider.workspace, saved_by("one"))
    again = take_mail(provider.workspace, saved_by("another"))
    assert again.known and again.record.id == first.record.id
    assert provider.workspace.count(ServiceIncident) == 1


@pytest.mark.parametrize("other", [{"said": "It is worse."}, {"sender": "else@evil.example"}])
def test_one_that_only_bears_the_name_of_another_is_not_lost(
    provider: Provider, other: dict[str, str]
) -> None:
    take_mail(provider.workspace, saved_by("one"))
    assert not take_mail(provider.workspace, saved_by("one", **other)).known


def test_it_goes_into_the_story_that_somebody_chose_whatever_it_names(
    provider: Provider, case: ServiceIncident
) -> None:
    other = provider.take(incident(provider, "recorded"), "record")
    same = mail(provider, other.number)
    taken = into_story(provider.workspace, case, same)
    assert taken.answered and taken.record.id == case.id
    again = into_story(provider.workspace, other, same)
    assert again.known and again.record.id == case.id
    assert reload(provider.workspace, other).steps_taken == other.steps_taken


def test_a_mail_of_a_call_that_was_turned_is_known_by_what_became_of_it(
    provider: Provider, case: ServiceIncident
) -> None:
    same = mail(provider, case.number)
    take_mail(provider.workspace, same)
    made = turn_into(
        provider.workspace, reload(provider.workspace, case), FeedbackEntry, "They only thanked us."
    )
    again = take_mail(provider.workspace, same)
    assert again.known and again.record.id == made.id

"""Telling the customer: standard messages filled in, a draft that mail programs open, and a note of who was told."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.models import Contact, ServiceIncident
from sdesk.models.governance import StandardMessage
from sdesk.practice.exchange.mail_drafts import (
    Addressee,
    addressee_of,
    email_draft,
    file_name,
    filled,
    letter,
    note_told,
    open_places,
    parties_of,
    standard_messages,
    unsent,
    words_for,
)
from sdesk.practice.incident.merging import report_again
from sdesk.practice.lifecycle.records import history_of
from sdesk.practice.lifecycle.steps import warnings
from tests.provider import CALLER, Provider, incident

DORA = addressee_of(CALLER)


def recorded(provider: Provider, **values: object) -> ServiceIncident:
    return provider.take(incident(provider, "recorded", **values), "record")


def parsed(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_the_places_of_a_message_are_filled_from_the_record(provider: Provider) -> None:
    case = recorded(provider, summary="No e-mail", assigned_to=provider.cleo.id)
    words = words_for(provider.workspace, case, DORA)
    told = filled("{number}, {summary}: {name} looks after it, {contact}.", words)
    assert told == f"{case.number}, No e-mail: Cleo Sand looks after it, Dora Lind."


def test_a_place_that_nothing_is_known_for_stays_to_be_filled_by_hand(provider: Provider) -> None:
    words = words_for(provider.workspace, recorded(provider), DORA)
    told = filled("Works again since {time}; see {page}.", words)
    assert open_places(told) == ("{time}", "{page}")


def test_the_policy_gives_the_messages(provider: Provider) -> None:
    assert [each.occasion for each in standard_messages(provider.workspace)] == ["Occasion in words"]


def test_a_letter_greets_and_signs(provider: Provider) -> None:
    case = recorded(provider, summary="No e-mail")
    message = StandardMessage(occasion="Recorded", text="We look after {number}.")
    subject, text = letter(provider.workspace, case, message, DORA)
    assert subject == f"{case.number}: No e-mail"
    assert text.startswith(f"Dear Dora Lind,\n\nWe look after {case.number}.")
    assert "Ana Reyes" in text and "Harbour IT" in text


def test_the_draft_is_a_message_that_is_still_to_be_sent(provider: Provider) -> None:
    raw = email_draft(provider.workspace, DORA, "INC-1: Não há correio", "Olá,\n\nestá tudo bem.")
    draft = parsed(raw)
    assert draft["X-Unsent"] == "1"
    assert draft["To"].addresses[0].addr_spec == "dora@pier.example"
    assert draft["From"].addresses[0].display_name == "Ana Reyes"
    assert draft["Subject"] == "INC-1: Não há correio"
    assert "está tudo bem." in draft.get_content()


def test_without_an_address_the_draft_leaves_it_to_be_filled(provider: Provider) -> None:
    assert parsed(email_draft(provider.workspace, Addressee("Dora"), "Hello", "Hello"))["To"] is None


@pytest.mark.parametrize("email", ["dora", "dora@", "a b@c", "a@b\nBcc: x@y.example", "<script>"])
def test_what_is_no_address_is_refused_with_a_word_to_the_user(provider: Provider, email: str) -> None:
    with pytest.raises(SdeskError):
        email_draft(provider.workspace, Addressee("Dora", email), "Hello", "Hello")


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_nothing_that_is_typed_adds_a_header(text: str) -> None:
    raw = unsent(None, Addressee(text, "a@b.example"), text, text)
    assert set(parsed(raw).keys()) <= {
        "X-Unsent", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"
    }  # fmt: skip


def test_who_was_told_when_and_what_is_kept(provider: Provider) -> None:
    case = note_told(provider.workspace, recorded(provider), DORA, "We look after it.")
    told = case.parties_told[-1]
    assert (told.who, told.text) == ("Dora Lind, Pier Dental", "We look after it.")
    assert told.at is not None
    assert history_of(provider.workspace, case)[0].action == "tell"


@pytest.mark.parametrize("last", ["restored", "closed"])
def test_people_are_told_also_when_it_is_over(provider: Provider, last: str) -> None:
    provider.works(provider.ben)
    case = recorded(provider, **{"resolver": CALLER})
    values = {
        "configuration_items": (provider.extra["item"].id,),
        "impact": "low",
        "impact_in_words": "She writes letters by hand",
        "urgency": "low",
    }
    case = provider.save(case, assigned_to=provider.ben.id, steps_taken=({"at": provider.clock.now, "person": provider.ben.id, "text": "Did it"},), **values)  # fmt: skip
    for step in ("classify", "investigate", "restore", *(["close"] if last == "closed" else [])):
        case = provider.take(case, step)
    assert (
        note_told(provider.workspace, case, DORA, "It works again.").parties_told[-1].text
        == "It works again."
    )


def test_whoever_reported_it_is_told_first_then_the_others(provider: Provider) -> None:
    case = report_again(
        provider.workspace, recorded(provider, reporter=CALLER), Contact(name="Rui", email="r@x.example")
    )
    assert [party.name for party in parties_of(case)] == ["Dora Lind, Pier Dental", "Rui"]


def test_the_file_is_named_after_the_record_without_strange_characters(provider: Provider) -> None:
    case = recorded(provider)
    assert file_name(case, Addressee("../Rui / Mota")) == f"{case.number}-Rui-Mota.eml"


def test_closing_warns_of_those_who_were_not_told_that_it_is_restored(provider: Provider) -> None:
    provider.works(provider.ben)
    case = provider.take(incident(provider, "closed", reporter=CALLER), "record")
    case = report_again(provider.workspace, case, Contact(name="Rui Mota", email="r@x.example"))
    case = note_told(provider.workspace, case, DORA, "We look after it.")
    for step in ("classify", "investigate", "restore"):
        case = provider.take(case, step)
    close = ServiceIncident.step_called("close")
    assert "Dora Lind, Pier Dental; Rui Mota" in str(warnings(provider.workspace, case, close)[-1])
    case = note_told(provider.workspace, case, DORA, "It works again.")
    assert str(warnings(provider.workspace, case, close)[-1]).endswith(": Rui Mota.")
    case = note_told(provider.workspace, case, Addressee("Rui Mota"), "It works again.")
    assert not any("Not told" in str(each) for each in warnings(provider.workspace, case, close))

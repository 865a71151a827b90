"""A call becomes the record that it is: one operation, one undo, with what came with it, and nothing of it is lost."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from sdesk.errors import SdeskError
from sdesk.models import ChangeModel, FeedbackEntry, Operation, Record, ServiceChangeRequest, ServiceIncident
from sdesk.models.governance import FeedbackKind
from sdesk.practice.exchange.incoming_mail import read_mail
from sdesk.practice.intake.came_with import CameWith, mail_at
from sdesk.practice.intake.kinds import CallKind
from sdesk.practice.intake.recording import Told, add_call, keep_call, record_call
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.practice.lifecycle.records import latest_operation, reload
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.safekeeping import verify
from tests.provider import CALLER, Provider, incident


def told(kind: CallKind, summary: str = "A second screen", **more: Any) -> Told:
    values = {
        "summary": summary,
        "details": "For the front desk.",
        "reporter": CALLER,
        **more.pop("values", {}),
    }
    return Told(kind, values, **more)


def a_mail(provider: Provider, subject: str = "A second screen") -> CameWith:
    made = EmailMessage()
    made["From"], made["Subject"] = f"{CALLER.name} <{CALLER.email}>", subject
    made["Message-ID"] = "<1@pier.example>"
    made.set_content("Please.")
    made.add_attachment(b"pixels", maintype="image", subtype="png", filename="desk.png")
    return CameWith(f"{subject}.eml", mail=read_mail(made.as_bytes()))


def model_in_use(provider: Provider) -> ChangeModel:
    return provider.approved(
        ChangeModel, name="New screen", when_to_use="A screen for a place that has none."
    )


def names_of(provider: Provider, record: Record) -> list[str]:
    return sorted(each.name for each in attachments_of(provider.workspace, record))


def operations(provider: Provider) -> int:
    return provider.workspace.count(Operation)


def test_what_is_wanted_and_fits_no_model_is_a_change_request_that_lacks_what_nobody_said(
    provider: Provider,
) -> None:
    before = operations(provider)
    kept = record_call(provider.workspace, told(CallKind.WANTED, came=(a_mail(provider),)))
    made: Any = kept.record
    assert isinstance(made, ServiceChangeRequest) and made.state == "draft" and kept.missing
    assert (made.purpose, made.requirement, made.requester) == (
        "A second screen",
        "For the front desk.",
        CALLER,
    )
    assert names_of(provider, made) == ["A second screen.eml", "desk.png"]
    assert provider.workspace.count(ServiceIncident) == 0
    assert operations(provider) == before + 1
    assert verify(provider.workspace) == []


def test_what_is_wanted_often_is_made_from_its_model_and_is_requested(provider: Provider) -> None:
    model = model_in_use(provider)
    before = operations(provider)
    kept = record_call(provider.workspace, told(CallKind.WANTED, "", change_model=model.id))
    made: Any = kept.record
    assert (made.state, made.change_model, made.purpose) == ("requested", model.id, "New screen")
    assert made.requester == CALLER and made.requirement == "For the front desk."
    assert operations(provider) == before + 1


def test_nothing_wanted_is_no_request(provider: Provider) -> None:
    with pytest.raises(SdeskError, match="Say what is wanted"):
        record_call(provider.workspace, told(CallKind.WANTED, ""))
    assert provider.workspace.count(ServiceChangeRequest) == 0


def test_what_is_said_is_feedback_of_the_moment_it_was_said(provider: Provider) -> None:
    at = provider.clock()
    provider.clock.pass_time(hours=2)
    values = {"started_at": at, "customer": provider.extra["customer"].id}
    said = told(CallKind.SAID, "You are slow", feedback=FeedbackKind.COMPLAINT, values=values)
    made: Any = record_call(provider.workspace, said).record
    assert isinstance(made, FeedbackEntry) and made.state == "recorded"
    assert (made.kind, made.description) == (FeedbackKind.COMPLAINT, "You are slow\n\nFor the front desk.")
    assert made.received_at == at


def test_one_that_lacks_its_kind_stays_a_draft_and_goes_on_in_its_place(provider: Provider) -> None:
    lacks = record_call(provider.workspace, told(CallKind.SAID, came=(a_mail(provider),)))
    assert [each.field for each in lacks.missing] == ["kind"]
    assert names_of(provider, lacks.record) == []
    whole = told(CallKind.SAID, feedback=FeedbackKind.COMMENT, came=(a_mail(provider),))
    made = record_call(provider.workspace, whole, lacks.record).record
    assert made.id == lacks.record.id and made.state == "recorded"
    assert names_of(provider, made) == ["A second screen.eml", "desk.png"]


@pytest.mark.parametrize("kind", CallKind)
def test_one_undo_takes_all_of_it_back(provider: Provider, kind: CallKind) -> None:
    kept = record_call(provider.workspace, told(kind, feedback=FeedbackKind.COMMENT))
    undo(provider.workspace, latest_operation(provider.workspace))
    assert reload(provider.workspace, kept.record).deleted_at is not None
    assert verify(provider.workspace) == []


def test_a_draft_of_another_kind_gives_way_with_its_files_and_its_number(provider: Provider) -> None:
    draft = keep_call(provider.workspace, told(CallKind.BROKEN, came=(a_mail(provider),)))
    assert isinstance(draft, ServiceIncident) and draft.state == "draft"
    before = operations(provider)
    made: Any = record_call(provider.workspace, told(CallKind.WANTED), draft).record
    assert made.reference == draft.number
    assert names_of(provider, made) == ["A second screen.eml", "desk.png"]
    assert reload(provider.workspace, draft).deleted_at is not None
    assert operations(provider) == before + 1


@pytest.mark.parametrize("kind", CallKind)
def test_all_that_was_typed_is_kept_in_a_draft(provider: Provider, kind: CallKind) -> None:
    values = {"impact_in_words": "Two people share one"}
    kept: Any = keep_call(provider.workspace, told(kind, solved_by="Lent them ours", values=values))
    everything = " ".join(str(value) for value in kept.model_dump().values())
    for words in ("A second screen", "For the front desk.", "Two people share one", "Lent them ours"):
        assert words in everything


def test_a_file_that_is_gone_stops_it_and_is_named(provider: Provider, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    came = (CameWith("plan.txt", file),)
    for kind in CallKind:
        with pytest.raises(SdeskError, match=r"plan\.txt cannot be read any more where it was"):
            keep_call(provider.workspace, told(kind, came=came))
        assert provider.workspace.count(kind.model) == 0
    file.write_text("A plan")
    assert names_of(provider, keep_call(provider.workspace, told(CallKind.SAID, came=came))) == ["plan.txt"]


def test_a_mail_that_is_kept_elsewhere_is_not_kept_twice(provider: Provider) -> None:
    first = keep_call(provider.workspace, told(CallKind.SAID, came=(a_mail(provider),)))
    with pytest.raises(SdeskError, match=f"{first.number} has this mail already"):
        keep_call(provider.workspace, told(CallKind.BROKEN, came=(a_mail(provider),)))
    assert provider.workspace.count(ServiceIncident) == 0
    again = keep_call(provider.workspace, told(CallKind.SAID, came=(a_mail(provider),)), first)
    assert names_of(provider, again) == ["A second screen.eml", "desk.png"]


def test_the_same_told_again_leaves_its_files_there_and_no_draft(provider: Provider) -> None:
    known = provider.take(incident(provider, "recorded"), "record")
    draft = keep_call(provider.workspace, told(CallKind.BROKEN))
    before = operations(provider)
    live = add_call(provider.workspace, known, told(CallKind.BROKEN, came=(a_mail(provider),)), draft)
    assert live.id == known.id and "desk.png" in names_of(provider, known)
    assert reload(provider.workspace, draft).deleted_at is not None
    assert operations(provider) == before + 1


def test_all_that_was_typed_of_what_is_known_already_goes_into_its_story(provider: Provider) -> None:
    known = provider.take(incident(provider), "record")
    said = told(CallKind.BROKEN, values={"impact_in_words": "Nobody can print."}, solved_by="Unplugged it.")
    step = add_call(provider.workspace, known, said).steps_taken[-1]
    for words in ("A second screen", "For the front desk.", "Nobody can print.", "Unplugged it."):
        assert words in step.text


def test_a_mail_that_is_none_says_so(tmp_path: Path) -> None:
    file = tmp_path / "x.eml"
    file.write_bytes(b"\x00\x01")
    with pytest.raises(SdeskError, match="no mail that can be read"):
        mail_at(file)
    with pytest.raises(SdeskError, match=r"gone\.eml cannot be read"):
        mail_at(tmp_path / "gone.eml")

"""What was typed and not saved: kept as it is, offered again only where it is not in the workspace."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdesk.models import Customer, Record, ServiceChangeRequest, ServiceIncident, fields_of
from sdesk.practice.incident import handling as incidents
from sdesk.practice.lifecycle import records
from sdesk.practice.unsaved import TypedField, TypedForm, as_json, keep, offers, values_to_take
from sdesk.practice.workspaces import open_workspace
from tests.provider import CALLER, Provider, change, incident, values_for
from tests.thorough import examples


def typed(model: type[Record], record: Record | None, act: str = "", **values: Any) -> TypedForm:
    fields = tuple(
        TypedField(name, name, as_json(value), str(value), before=as_json(getattr(record, name, None)))
        for name, value in values.items()
    )
    return TypedForm(model.__name__, record.id if record else None, act, "a form", fields)


def kept(provider: Provider, form: TypedForm) -> None:
    keep(provider.workspace, {str(uuid4()): form})


@pytest.fixture
def request_(provider: Provider) -> ServiceChangeRequest:
    return provider.take(change(provider), "submit")


def test_what_differs_is_offered(provider: Provider, request_: ServiceChangeRequest) -> None:
    kept(provider, typed(ServiceChangeRequest, request_, purpose="Half a thought", kind=request_.kind))
    (offer,) = offers(provider.workspace)
    assert [each.field.name for each in offer.differences] == ["purpose"]
    assert values_to_take(provider.workspace, offer) == {"purpose": "Half a thought"}
    assert offer.can_be_taken and not offer.needs_a_look


def test_what_is_saved_by_now_is_gone_without_a_word(
    provider: Provider, request_: ServiceChangeRequest
) -> None:
    """The program ended between saving and forgetting."""
    kept(provider, typed(ServiceChangeRequest, request_, purpose="A whole thought"))
    provider.save(request_, purpose="A whole thought")
    assert offers(provider.workspace) == []
    assert provider.workspace.unsaved.read() == {}


def test_a_new_record_that_was_made_is_gone_without_a_word(provider: Provider) -> None:
    kept(provider, typed(ServiceIncident, None, summary="No mail", reporter=CALLER))
    provider.create(ServiceIncident, summary="No mail", reporter=CALLER)
    assert offers(provider.workspace) == []


def test_a_new_record_like_one_made_before_is_offered(provider: Provider) -> None:
    provider.create(ServiceIncident, summary="No mail")
    kept(provider, typed(ServiceIncident, None, summary="No mail"))
    assert len(offers(provider.workspace)) == 1


def test_a_new_record_of_which_only_a_part_was_made_is_offered(provider: Provider) -> None:
    kept(provider, typed(ServiceIncident, None, summary="No mail", details="since noon"))
    provider.create(ServiceIncident, summary="No mail")
    assert len(offers(provider.workspace)) == 1


def test_what_was_changed_since_is_said_and_both_are_there(
    provider: Provider, request_: ServiceChangeRequest
) -> None:
    kept(provider, typed(ServiceChangeRequest, request_, purpose="Typed here"))
    provider.save(request_, purpose="Said there")
    (offer,) = offers(provider.workspace)
    (difference,) = offer.differences
    assert (difference.field.value, difference.saved) == ("Typed here", "Said there")
    assert difference.changed_since and offer.needs_a_look


def test_a_deleted_draft_takes_nothing(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="Printer")
    kept(provider, typed(ServiceIncident, draft, summary="Printer at the front desk"))
    records.delete_draft(provider.workspace, draft)
    (offer,) = offers(provider.workspace)
    assert offer.is_gone and not offer.can_be_taken
    records.restore_draft(provider.workspace, draft)
    assert offers(provider.workspace)[0].can_be_taken


def test_a_record_that_is_not_there_is_still_offered_to_read(provider: Provider) -> None:
    form = TypedForm(
        "ServiceIncident", uuid4(), "", "INC-1", (TypedField("summary", "Summary", "words", "words"),)
    )
    kept(provider, form)
    (offer,) = offers(provider.workspace)
    assert offer.is_gone and not offer.can_be_taken


def test_what_was_approved_since_takes_only_what_is_open(provider: Provider) -> None:
    request = provider.take(change(provider, "approved"), "submit")
    kept(provider, typed(ServiceChangeRequest, request, purpose="Other", notes="A note"))
    provider.take(request, "approve", decision_reason="It pays")
    (offer,) = offers(provider.workspace)
    assert {each.field.name: each.is_closed for each in offer.differences} == {
        "purpose": True,
        "notes": False,
    }
    assert values_to_take(provider.workspace, offer) == {"notes": "A note"}
    assert offer.can_be_taken and offer.needs_a_look


def test_a_dialog_that_was_carried_out_is_gone(provider: Provider) -> None:
    case = provider.take(incident(provider, "recorded"), "record")
    kept(provider, typed(ServiceIncident, case, "HoldDialog", reason="Waits for the part "))
    assert len(offers(provider.workspace)) == 1
    incidents.put_on_hold(provider.workspace, case, "Waits for the part")
    assert offers(provider.workspace) == []


def test_the_evidence_of_a_step_that_was_taken_is_gone(provider: Provider) -> None:
    request = provider.take(change(provider, "approved"), "submit")
    kept(
        provider,
        typed(
            ServiceChangeRequest,
            request,
            "step approve",
            decision_reason="It pays",
            evidence="Mail of 3 March",
        ),
    )
    from sdesk.practice.lifecycle.steps import take_step

    take_step(
        provider.workspace, request, "approve", {"decision_reason": "It pays"}, evidence="Mail of 3 March"
    )
    assert offers(provider.workspace) == []


def test_a_step_taken_with_other_words_leaves_the_text_to_be_read(provider: Provider) -> None:
    request = provider.take(change(provider, "approved"), "submit")
    kept(provider, typed(ServiceChangeRequest, request, "step approve", decision_reason="A long thought"))
    provider.take(request, "approve", decision_reason="It pays")
    assert len(offers(provider.workspace)) == 1


def test_what_is_no_value_is_always_offered(provider: Provider, request_: ServiceChangeRequest) -> None:
    field = TypedField("date_needed", "Date", as_json(request_.date_needed), "31 Febr", unreadable=True)
    kept(provider, TypedForm("ServiceChangeRequest", request_.id, "", "CR", (field,)))
    (offer,) = offers(provider.workspace)
    assert offer.differences[0].field.said == "31 Febr"
    assert values_to_take(provider.workspace, offer) == {}


@pytest.mark.parametrize("model", [ServiceChangeRequest, ServiceIncident, Customer])
def test_every_kind_of_field_comes_back_as_it_was(provider: Provider, model: type[Record]) -> None:
    last = [state.name for state in model.states if not state.exit][-1]
    values = values_for(provider, model, last)
    kept(provider, typed(model, None, **values))
    taken = values_to_take(provider.workspace, offers(provider.workspace)[0])
    record, again = model(**values), model(**taken)
    made = {spec.name for spec in fields_of(model)} & values.keys()
    assert made and {name: as_json(getattr(again, name)) for name in made} == {
        name: as_json(getattr(record, name)) for name in made
    }
    provider.create(model, **taken)
    assert offers(provider.workspace) == []


@settings(max_examples=examples(20, 30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_at_all_comes_back(provider: Provider, text: str) -> None:
    key = "one"
    keep(
        provider.workspace,
        {key: TypedForm("", None, "quick incident", text, (TypedField("a", text, text, text),))},
    )
    (offer,) = offers(provider.workspace)
    assert offer.kept.form.fields == (TypedField("a", text, text, text),)
    assert offer.kept.form.title == text


def test_what_is_not_of_the_program_is_not_offered(provider: Provider) -> None:
    strange = ["", "[]", "{}", '{"form": 3}', '{"id": 1, "at": "x", "after": 1, "form": {"fields": 5}}']
    provider.workspace.unsaved.write({str(at): text for at, text in enumerate(strange)})
    model = TypedForm("NoSuchModel", UUID(int=1), "", "?", (TypedField("a", "a", "words", "words"),))
    kept(provider, model)
    assert [offer.kept.form.title for offer in offers(provider.workspace)] == []


def test_a_copy_without_the_side_file_offers_nothing(provider: Provider, tmp_path) -> None:
    kept(provider, typed(ServiceIncident, None, summary="No mail"))
    provider.workspace.close()
    copy = tmp_path / "copy.sdesk"
    copy.write_bytes(provider.workspace.path.read_bytes())
    with open_workspace(copy) as workspace:
        assert offers(workspace) == []
    with open_workspace(provider.workspace.path) as workspace:
        assert len(offers(workspace)) == 1


def test_the_oldest_comes_first(provider: Provider) -> None:
    for summary in ("first", "second", "third"):
        kept(provider, typed(ServiceIncident, None, summary=summary))
    assert [offer.kept.form.fields[0].value for offer in offers(provider.workspace)] == [
        "first",
        "second",
        "third",
    ]
    assert offers(provider.workspace)[0].kept.at > datetime(2026, 1, 1, tzinfo=UTC)
    assert date(2026, 3, 2) == offers(provider.workspace)[0].kept.at.date()

"""Import may set a state; it is claimed until somebody who may adopts it, one by one or as a named batch (G4)."""

from datetime import date
from pathlib import Path

import pytest

from sdesk.models import Approval, ServiceIncident, ServiceScope
from sdesk.practice.exchange.importing import import_table, load_map, read_table
from sdesk.practice.lifecycle.approvals import approvals_of, digest_of
from sdesk.practice.lifecycle.claimed import adopt, all_claimed, claimed, is_claimed
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, new_version, reload
from sdesk.practice.readiness.evidence.in_force import force_of
from sdesk.practice.readiness.rules.grounds import grounds_of
from sdesk.practice.readiness.tasks import task_states
from sdesk.storage.verify.damages import verify
from tests.delivery import ADOPTED
from tests.practice.lifecycle.test_order_of_time import MAP
from tests.provider import CALLER, Provider, incident

SEEN = "The signed original in the folder of 2025, page by page."
WORDS = "all that our customers need to work every day of the week with their computers and telephones"
SCOPE = (
    'work_product = "WP.15"\nkey = "reference"\n[fields]\nreference = "No"\nstate = { text = "approved" }\n'
    'services_offered = "What"\nboundary_customers = "Who"\nboundary_locations = "Where"\nboundary_legal = "Law"\n'
    'technology = "How"\nscope = "Scope"\nissuing_organization = "By"\ndate_of_issue = "On"\nnext_review_date = "Next"\n'
)
TODAY = date(2026, 3, 2)


def brought_in(provider: Provider, tmp_path: Path, text: str, lines: str) -> None:
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    (tmp_path / "table.csv").write_text(lines, encoding="utf-8")
    outcome = import_table(
        provider.workspace, read_table(tmp_path / "table.csv"), load_map(tmp_path / "map.toml", ADOPTED)
    )
    assert outcome.problems == () and outcome.created


def scope_of(provider: Provider, tmp_path: Path) -> ServiceScope:
    said = ";".join(f"{WORDS} {n}" for n in range(6))
    heads = "No;What;Who;Where;Law;How;Scope;By;On;Next\n"
    brought_in(provider, tmp_path, SCOPE, f"{heads}1;{said};Harbour;2026-01-01;2026-12-31\n")
    return provider.workspace.find(ServiceScope)[0]


def log_of(provider: Provider, tmp_path: Path, *states: str) -> list[ServiceIncident]:
    lines = "".join(
        f"{place};2026-02-01 08:00;2026-02-01 09:00;2026-02-01 10:00;{state}\n"
        for place, state in enumerate(states, start=1)
    )
    text = MAP.replace('state = { text = "restored" }', 'state = "state"')
    closed = (
        'root_cause = { text = "A cable" }\nsolution = { text = "A new one" }\nreview = { text = "None" }\n'
    )
    resolver = "".join(
        f'"resolver.{each}" = {{ text = "Old desk 12345" }}\n'
        for each in ("name", "organization", "address", "telephone", "email")
    )
    text = text.replace("steps_taken", closed + resolver + "steps_taken")
    brought_in(provider, tmp_path, text, "no;started;step;restored;state\n" + lines)
    return provider.workspace.find(ServiceIncident, order_by=["number"])


def done(provider: Provider, task: str) -> str:
    return next(each.state for each in task_states(provider.workspace) if each.task.id == task)


def test_what_is_made_here_claims_nothing(provider: Provider) -> None:
    provider.approved(ServiceScope)
    provider.take(incident(provider, "recorded"), "record")
    assert claimed(provider.workspace) == {}


def test_an_imported_document_is_in_force_once_it_is_adopted(provider: Provider, tmp_path: Path) -> None:
    scope = scope_of(provider, tmp_path)
    assert scope.state == "approved" and is_claimed(provider.workspace, scope)
    assert not force_of(provider.workspace, scope, TODAY).holds
    assert done(provider, "GO.1.1") == "ready"
    adopt(provider.workspace, [scope], SEEN)
    scope = reload(provider.workspace, scope)
    assert not is_claimed(provider.workspace, scope)
    assert force_of(provider.workspace, scope, TODAY).holds
    assert done(provider, "GO.1.1") == "done"
    [approval] = approvals_of(provider.workspace, scope)
    assert (approval.step, approval.person_name, approval.role) == ("approve", "Ana Reyes", "MGT")
    assert approval.evidence == f"Adopted after import, having looked at: {SEEN}"
    assert approval.sha256 == digest_of(provider.workspace, scope)
    assert history_of(provider.workspace, scope)[0].action in ("adopt", "sign: approve")
    assert verify(provider.workspace) == []


@pytest.mark.parametrize(
    "seen",
    ["", "  ", "x", "ok", "all of it", "The signed scans in the folder of 2025, each beside its record."],
)
def test_nobody_adopts_without_having_looked(provider: Provider, tmp_path: Path, seen: str) -> None:
    scope = scope_of(provider, tmp_path)
    with pytest.raises(Refused) as refusal:
        adopt(provider.workspace, [scope], seen)
    assert [each.field for each in refusal.value.problems] == ["looked_at"]
    assert is_claimed(provider.workspace, scope)


def test_nobody_adopts_what_they_may_not_approve(provider: Provider, tmp_path: Path) -> None:
    scope = scope_of(provider, tmp_path)
    for person in (provider.cleo, provider.ben, None):
        provider.works(person)
        with pytest.raises(Refused):
            adopt(provider.workspace, [scope], SEEN)
    assert provider.workspace.count(Approval, Approval.record_id == scope.id) == 0


def test_what_is_approved_or_a_draft_is_not_adopted(provider: Provider, tmp_path: Path) -> None:
    scope = scope_of(provider, tmp_path)
    adopt(provider.workspace, [scope], SEEN)
    for record in (scope, new_version(provider.workspace, scope), provider.extra["catalogue"]):
        with pytest.raises(Refused, match="is not waiting to be adopted"):
            adopt(provider.workspace, [record], SEEN)


def test_a_batch_has_a_name_and_is_adopted_whole(provider: Provider, tmp_path: Path) -> None:
    cases = log_of(provider, tmp_path, "closed", "closed", "recorded")
    assert all_claimed(provider.workspace, ServiceIncident) == cases
    provider.works(provider.ben)
    with pytest.raises(Refused, match="as a batch"):
        adopt(provider.workspace, cases, SEEN)
    operation = adopt(provider.workspace, cases, SEEN, "Log of the old desk")
    assert operation and all_claimed(provider.workspace, ServiceIncident) == []
    signed = [approvals_of(provider.workspace, each)[0] for each in cases]
    assert [each.step for each in signed] == ["close", "close", "adopt"]
    assert {each.evidence for each in signed} == {
        f"Adopted after import with “Log of the old desk”, having looked at: {SEEN}"
    }
    assert {history_of(provider.workspace, each)[0].operation for each in cases} == {operation.hex}
    assert verify(provider.workspace) == []


def test_a_batch_with_one_that_cannot_be_adopted_adopts_none(provider: Provider, tmp_path: Path) -> None:
    cases = log_of(provider, tmp_path, "closed", "closed")
    mine = provider.take(incident(provider, "recorded"), "record")
    provider.works(provider.ben)
    with pytest.raises(Refused) as refusal:
        adopt(provider.workspace, [*cases, mine], SEEN, "Log of the old desk")
    assert [mine.number in str(each) for each in refusal.value.problems] == [True]
    assert all_claimed(provider.workspace, ServiceIncident) == cases


def test_cases_count_in_tasks_and_rules_once_they_are_adopted(provider: Provider, tmp_path: Path) -> None:
    cases = log_of(provider, tmp_path, "closed", "closed")

    def counted() -> int:
        return len(grounds_of(provider.workspace, TODAY, frozenset(), ()).cases(ServiceIncident))

    assert (counted(), done(provider, "IN.2.5") == "done") == (0, False)
    provider.works(provider.ben)
    adopt(provider.workspace, cases, SEEN, "Log of the old desk")
    assert (counted(), done(provider, "IN.2.5") == "done") == (2, True)


def test_an_open_case_that_was_imported_goes_on_and_is_no_claim_once_it_is_closed_here(
    provider: Provider, tmp_path: Path
) -> None:
    [case] = log_of(provider, tmp_path, "restored")
    assert is_claimed(provider.workspace, case)
    provider.works(provider.ben)
    with pytest.raises(
        Refused, match=r"Resolved by: there is no way to reach them.*Impact in words is missing"
    ):
        provider.take(case, "close")
    assert is_claimed(provider.workspace, reload(provider.workspace, case))
    case = provider.save(case, impact_in_words="Nobody could read their mail", resolver=CALLER)
    assert is_claimed(provider.workspace, case)
    case = provider.take(case, "close")
    assert not is_claimed(provider.workspace, case)

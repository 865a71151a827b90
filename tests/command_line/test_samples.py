"""`sdesk samples`: whoever has the file draws the samples of its audits again."""

import json
from datetime import timedelta
from pathlib import Path

from sdesk.models import Audit
from sdesk.models.audit.audit import Population
from sdesk.practice.audit.samples import draw_sample
from tests.command_line.asking import Sdesk
from tests.practice.audit.raising import audit, day_of
from tests.provider import Provider, incident, working_provider


def drawn(path: Path) -> Provider:
    provider = working_provider(path)
    for place in range(4):
        provider.take(incident(provider, "recorded", summary=f"Case {place}"), "record")
    made = provider.take(audit(provider), "begin")
    day = day_of(provider)
    draw_sample(provider.workspace, made, Population.INCIDENTS, day - timedelta(days=9), day, 2, "harbour")
    return provider


def test_they_are_drawn_again_and_are_the_same(sdesk: Sdesk, tmp_path: Path) -> None:
    path = tmp_path / "harbour.sdesk"
    provider = drawn(path)
    (made,) = provider.workspace.find(Audit)
    provider.workspace.close()
    status, out, _ = sdesk("samples", path)
    assert status == 0 and "harbour" in out and "the same" in out and "not the same" not in out
    status, out, _ = sdesk("samples", path, "--json")
    (told,) = json.loads(out)
    assert (told["audit"], told["of"], told["same"], len(told["cases"])) == (made.number, 4, True, 2)


def test_one_that_was_made_up_is_told(sdesk: Sdesk, tmp_path: Path) -> None:
    path = tmp_path / "harbour.sdesk"
    provider = drawn(path)
    with provider.workspace.transaction("save") as session:
        live = session.get_one(Audit, provider.workspace.find(Audit)[0].id)
        live.samples = (live.samples[0].model_copy(update={"fingerprint": "0" * 64}),)
    provider.workspace.close()
    status, out, _ = sdesk("samples", path)
    assert status == 1 and "not the same" in out


def test_no_audit_is_no_fault(sdesk: Sdesk, tmp_path: Path) -> None:
    path = tmp_path / "harbour.sdesk"
    sdesk("new", path, "--organization", "Harbour IT")
    assert sdesk("samples", path)[0] == 0

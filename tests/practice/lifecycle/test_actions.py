"""What history calls what was done: every action has its words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sdesk.models import COMPUTED_ANEW, RECORDS, TELLS_OF_COPIES, HistoryEntry
from sdesk.practice.control.light.bands import BEGINS, LEAVES, SIGNS, WRITES
from sdesk.practice.incident.by_mail import TAKE_MAIL
from sdesk.practice.intake.recording import RECORD
from sdesk.practice.lifecycle.actions import (
    ACTIONS,
    CONFIRM_SECTION,
    HANDED_OUT,
    action_called,
    what_was_done,
)
from sdesk.practice.lifecycle.claimed import ADOPT
from sdesk.practice.lifecycle.undo import KEEP_PRINT, REDO, STEP_TOO, UNDO
from sdesk.storage.bundles.laptops import INVITE, JOIN, TAKE_OUT

SDESK = Path(__file__).parents[3] / "sdesk"
OPENS = {"transaction": 0, "changing": 2}
"""What opens a transaction, and which of its arguments names the action."""

HANDED_ON = {
    ("approvals.py", 'f"sign: {step.name}"'),
    ("bulk.py", "action"),
    ("by_mail.py", "TAKE_MAIL"),
    ("by_mail.py", "action"),
    ("claimed.py", "ADOPT"),
    ("computing.py", "COMPUTED_ANEW"),
    ("deployment.py", "step"),
    ("handling.py", "action"),
    ("handouts.py", "action"),
    ("invitation.py", "INVITE"),
    ("invitation.py", "JOIN"),
    ("invitation.py", "TAKE_OUT"),
    ("membership.py", "JOIN"),
    ("printing.py", "KEEP_PRINT"),
    ("reading.py", "CONFIRM_SECTION"),
    ("records.py", "action"),
    ("signing.py", "SIGNS[band]"),
    ("recording.py", "RECORD"),
    ("records.py", "action"),
    ("steps.py", "name"),
    ("told_copies.py", "action"),
    ("undo.py", "STEP_TOO[action] if _took_steps(workspace, told) else action"),
    ("writing.py", "BEGINS"),
    ("writing.py", "LEAVES"),
    ("writing.py", "WRITES"),
}
"""Where the action is no literal: it is a step, an argument of `changing`, or among NAMED."""

NAMED = {
    ADOPT,
    BEGINS,
    COMPUTED_ANEW,
    CONFIRM_SECTION,
    LEAVES,
    WRITES,
    *SIGNS.values(),
    *HANDED_OUT,
    INVITE,
    JOIN,
    TAKE_OUT,
    *TELLS_OF_COPIES,
    KEEP_PRINT,
    RECORD,
    TAKE_MAIL,
    UNDO,
    REDO,
    *STEP_TOO.values(),
}


def actions() -> Iterator[tuple[str, ast.expr]]:
    """Every action that a transaction is opened with, and the file in which it is."""
    for street in ("practice", "storage", "sample"):
        for path in sorted((SDESK / street).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                    if called in OPENS:
                        yield path.name, node.args[OPENS[called]]


def literal(action: ast.expr) -> str:
    return str(action.value) if isinstance(action, ast.Constant) else ""


STEPS = {step.name for model in RECORDS for step in model.steps}


def test_every_action_of_history_has_words():
    named = {literal(action) for _, action in actions()} - {""}
    assert len(named) > 30
    assert (named | NAMED) - ACTIONS.keys() - STEPS == set()
    assert not any(str(said) == "" for said in ACTIONS.values())


def test_what_is_no_literal_is_known():
    assert {
        (file, ast.unparse(action).replace("'", '"')) for file, action in actions() if not literal(action)
    } == HANDED_ON


@pytest.mark.parametrize(
    ("model", "step", "said"),
    [
        ("ServiceIncident", "close", "Close incident: signed"),
        ("ServiceBuild", "build", "Mark as built: signed"),
        ("ServiceScope", "approve", "Approval signed"),
        ("OfANewerProgram", "close", "Approval signed"),
        ("ServiceIncident", "sing", "Approval signed"),
    ],
)
def test_a_signature_is_called_by_the_step_that_it_was_given_for(model, step, said):
    changes = {"model": [None, model], "step": [None, step]}
    entry = HistoryEntry(model="Approval", action=f"sign: {step}", changes=changes)  # type: ignore[call-arg]
    assert str(what_was_done(entry)) == said


@pytest.mark.parametrize(
    ("model", "action", "said"),
    [
        ("ServiceIncident", "resume", "Resumed"),
        ("Person", "resume", "Use again"),
        ("Person", "create", "Created"),
        ("Approval", "sign: approve", "Approval signed"),
        ("Attachment", "attach", "File attached"),
        ("PerformanceReport", "prepare report", "Report prepared"),
        ("Nobody knows it", "sing", "Sing"),
    ],
)
def test_a_step_is_called_by_its_label_and_all_else_by_its_words(model, action, said):
    entry = HistoryEntry(model=model, action=action)  # type: ignore[call-arg]
    assert str(what_was_done(entry)) == said


def test_an_action_without_a_record_has_words_too():
    assert str(action_called("start version")) == "Version started"

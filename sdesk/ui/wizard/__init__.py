"""Wizards: page by page through an activity, the set-up, what is left, or one case; the first run, and the ten questions."""

from sdesk.ui.wizard.first_run import FirstRunWizard
from sdesk.ui.wizard.opening import (
    open_activity,
    open_case,
    open_questions,
    open_remaining,
    open_setup,
    open_task,
)
from sdesk.ui.wizard.window import WizardWindow

__all__ = [
    "FirstRunWizard",
    "WizardWindow",
    "open_activity",
    "open_case",
    "open_questions",
    "open_remaining",
    "open_setup",
    "open_task",
]

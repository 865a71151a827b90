"""The ten questions about the firm, on three screens."""

from sdesk.ui.wizard.questions.differing import DifferingDialog
from sdesk.ui.wizard.questions.window import QuestionsWindow

__all__ = ["DifferingDialog", "QuestionsWindow"]

"""How bad, how pressing, and what follows from both."""

from sdesk.models.content import Choice


class Impact(Choice):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Urgency(Choice):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Priority(Choice):
    """1 is the most pressing."""

    CRITICAL = "1 critical"
    HIGH = "2 high"
    MODERATE = "3 moderate"
    LOW = "4 low"

    @property
    def label(self) -> str:
        return f"{self.value[0]} {self.value[2:].capitalize()}"


__all__ = ["Impact", "Priority", "Urgency"]

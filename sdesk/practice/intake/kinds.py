"""What somebody who calls may want to tell: something is broken, wanted, or said."""

from enum import Enum

from sdesk.models import FeedbackEntry, Record, ServiceChangeRequest, ServiceIncident


class CallKind(Enum):
    """Each becomes a record of its own kind: what is wanted and counted as an incident falsifies every figure."""

    BROKEN = "broken"
    WANTED = "wanted"
    SAID = "said"

    @property
    def model(self) -> type[Record]:
        return _MODELS[self]


_MODELS: dict[CallKind, type[Record]] = {
    CallKind.BROKEN: ServiceIncident,
    CallKind.WANTED: ServiceChangeRequest,
    CallKind.SAID: FeedbackEntry,
}

__all__ = ["CallKind"]

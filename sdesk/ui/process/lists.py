"""Which lists a tab has besides its work products, which kinds of record have a list at all, and what is said of each."""

from sdesk.models import SUPPORTING, ActionItem, ChangeSchedule, Document, Organization, Record
from sdesk.packs import AdoptedPacks
from sdesk.translation import gettext as _
from sdesk.ui.window.places import PLACE_OF

_SHOWN_ELSEWHERE = {
    "NotApplicable",
    "AdoptedPack",
    "TaskPerformance",
    "TaskInterval",
    "ScheduleEntry",
    "DocumentEntry",
    "DocumentReview",
    "ReadConfirmation",
    "ChecklistAnswer",
    "StatementAnswer",
    "SavedView",
}


def lists_of(packs: AdoptedPacks, tab: str) -> tuple[type[Record], ...]:
    """The lists of a tab besides its work products, the ones people go to most first."""
    own = [
        model
        for model in SUPPORTING
        if PLACE_OF.get(model) == tab
        and model.__name__ not in _SHOWN_ELSEWHERE
        and not packs.product_kept_in(model.__name__)
    ]
    return (*own, ActionItem) if tab in ("governance", "audit") else tuple(own)


def has_list(model: type[Record]) -> bool:
    return model is ChangeSchedule or not issubclass(model, Document | Organization)


def why_kept(packs: AdoptedPacks, model: type[Record]) -> str:
    """What the records are for and, of a work product, what an auditor looks for."""
    product = packs.product_kept_in(model.__name__)
    evidence = packs.first.asks.work_product(product).evidence if product else ()
    if not evidence:
        return _(model.why)
    looked_for = "; ".join(_(each) for each in evidence[:2])
    asked = _("An auditor looks for: {evidence}.").format(evidence=looked_for)
    return f"{_(model.why)}\n\n{asked}"


__all__ = ["has_list", "lists_of", "why_kept"]

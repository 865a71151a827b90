"""Short names, for places where the full name of a work product is too long."""

from sdesk.models import Record, model_of
from sdesk.translation import gettext as _

_SHORT = {
    "WP.01": "Goals",
    "WP.02": "Configuration items",
    "WP.04": "Customer experience",
    "WP.05": "Document procedure",
    "WP.06": "Feedback",
    "WP.08": "Roles",
    "WP.09": "Component procedure",
    "WP.10": "Catalogue",
    "WP.12": "Change schedule",
    "WP.14": "Policy",
    "WP.15": "Scope",
    "WP.16": "Design",
    "WP.17": "Change procedures",
    "WP.18": "Incident",
    "WP.19": "Performance report",
}


def short_name(model: type[Record]) -> str:
    """A word or two for what a record of this kind is."""
    return _(_SHORT.get(model.work_product, model.singular))


def short_name_of(work_product: str) -> str:
    """The same, by the id of the work product."""
    return short_name(model_of(work_product))

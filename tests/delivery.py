"""Service delivery, the set that is always adopted, for tests that ask about its parts."""

from sdesk.models import Record, model_named
from sdesk.practice.workspaces import always_adopted, known_packs

ADOPTED = always_adopted(known_packs())
PACK = ADOPTED.first
ASKS = PACK.asks


def model_of(work_product: str) -> type[Record]:
    return model_named(ADOPTED.record_of(work_product))

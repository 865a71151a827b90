"""What the program has written for people to read: a record says of each such part what stood there and who has read it."""

from datetime import datetime
from uuid import UUID

from sdesk.models.content import Row


class ProposedSection(Row):
    """A section that the program has written: a field, or one row of a field of rows.

    `place` is the field's name, behind "/" the id of the row in hexadecimal. `source` says where its words come from:
    "question 6", or the field of another kind of record as "ServiceDeliveryPolicy.emergency_change". `digest` is the
    SHA-256 of what was proposed last: written there, or seen by who let stand what they had read. It is empty while what
    it needs to know is not answered, and where a row would not be proposed any more and stays. Who has read the section
    and found it true is `read_by`, and `read_digest` the SHA-256 of what stood there then.
    """

    place: str = ""
    source: str = ""
    digest: str = ""
    read_by: UUID | None = None
    read_at: datetime | None = None
    read_digest: str = ""


__all__ = ["ProposedSection"]

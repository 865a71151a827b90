"""How documents are kept (WP.05)."""

from typing import Annotated, ClassVar

from sdesk.models.content import Content, Depth
from sdesk.models.record import Document, Step, approval, withdrawal


class DocumentProcedure(Document, table=True):
    """WP.05: how documents and data are identified, versioned, protected and kept."""

    singular: ClassVar[str] = "Data and document management procedure"
    plural: ClassVar[str] = "Data and document management procedure"
    prefix: ClassVar[str] = "DMP"
    sections: ClassVar[Depth] = Depth.SECTION
    why: ClassVar[str] = (
        "How you know which paper is the valid one and where it is. Every other record is held against it."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("SM"), withdrawal("SM"))

    identification: Annotated[
        str,
        Content(
            "How documents and data are identified",
            needed_for="approved",
            long=True,
            group="Rules",
            help="Each has one name that nothing else has.",
            example="By the number sdesk gives; files from outside by number and date.",
        ),
    ] = ""
    versioning: Annotated[
        str,
        Content(
            "How they are versioned",
            needed_for="approved",
            long=True,
            group="Rules",
            help="How a reader sees which version is valid.",
            example="Whole numbers; the approved version with the highest number is valid.",
        ),
    ] = ""
    protection: Annotated[
        str,
        Content(
            "How they are protected against unauthorized change",
            needed_for="approved",
            long=True,
            group="Rules",
            help="Who may change what, and how a change would be noticed.",
        ),
    ] = ""
    location: Annotated[
        str,
        Content(
            "Where they are kept",
            needed_for="approved",
            long=True,
            group="Rules",
            help="Places, including paper and what customers keep.",
        ),
    ] = ""
    retention: Annotated[
        str,
        Content(
            "Retention", long=True, group="Keeping and disposing", help="How long each kind is kept, and why."
        ),
    ] = ""
    disposal: Annotated[
        str,
        Content(
            "Disposal",
            long=True,
            group="Keeping and disposing",
            help="How it is destroyed when its time is over.",
        ),
    ] = ""
    backup: Annotated[
        str,
        Content(
            "Backup",
            long=True,
            group="Keeping and disposing",
            help="What is copied, how often, where to, and who tries to restore it.",
        ),
    ] = ""

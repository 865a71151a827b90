"""What the register of documents waits for: that those of others are looked after, and that everybody reads theirs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sdesk.models import ExternalDocument, Shape
from sdesk.practice.audit.documents import to_be_read
from sdesk.practice.guidance.to_do import Group, Matter, Thing, about, dated
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col


def register_things(workspace: Workspace, today: date) -> Iterator[Thing]:
    in_use = col(ExternalDocument.state) == "in use"
    for document in workspace.find(ExternalDocument, in_use, order_by=[col(ExternalDocument.number)]):
        thing = about(document, Matter.REVIEW, Group.WAITING, Shape.REVIEW)
        thing = replace(thing, person=document.keeper, roles=() if document.keeper else ("SM",))
        yield from dated(thing, document.next_check, today)
    for record, person in to_be_read(workspace, today):
        yield replace(about(record, Matter.READ, Group.WAITING, Shape.DRAFT), person=person)

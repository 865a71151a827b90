"""The service catalogue (WP.10) as it is given to customers, on paper or as one page for a browser."""

from sdesk.models import ServiceCatalogue
from sdesk.models.printout import Printout
from sdesk.models.relationship import Service
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Column, Facts, Heading, KeepTogether, Paragraph, Table
from sdesk.reports.period.figure_blocks import target_asked
from sdesk.reports.sheet import approval_blocks, obsolete_blocks, sheet, with_standing
from sdesk.reports.words import day
from sdesk.translation import gettext as _
from sdesk.translation import word


def catalogue_document(printout: Printout) -> blocks.Document:
    """Every service in the customers' words: what it is, when, how good, how to get it. Internal detail stays out."""
    catalogue = printout.record
    assert isinstance(catalogue, ServiceCatalogue)
    content = (
        *obsolete_blocks(printout),
        *_overview(catalogue),
        *(_service(printout, service) for service in catalogue.services),
        *_feedback(printout, catalogue),
        *approval_blocks(printout),
    )
    return sheet(
        printout,
        _("Service catalogue"),
        content,
        subtitle=catalogue.issuing_organization or printout.letterhead.name,
        facts=((_("Next review"), day(printout.next_review)), (_("Scope"), catalogue.scope.strip())),
        footer_note=printout.letterhead.address.replace("\n", ", "),
    )


def _overview(catalogue: ServiceCatalogue) -> tuple[Block, ...]:
    columns = (Column(_("Service"), weight=3), Column(_("When"), weight=4), Column(_("Vital"), weight=1))
    rows = tuple(
        (service.name, service.hours, _("● yes") if service.vital else _("no"))
        for service in catalogue.services
    )
    return (
        Heading(_("At a glance")),
        Table(columns, rows, empty_text=_("No service is in the catalogue yet.")),
        Paragraph(_("Vital services are those without which customers cannot do their work."), "small"),
    )


def _service(printout: Printout, service: Service) -> KeepTogether:
    """A service on one page, unless that could leave half of one empty."""
    owner = word(printout.labels.get(service.owner, "")) if service.owner else ""
    facts = (
        (_("Service hours"), service.hours),
        (_("How to use it"), service.how_to_use.strip()),
        (_("Costs"), service.costs.strip()),
        (_("Depends on"), service.dependencies.strip()),
        (_("Standards and policies"), service.standards.strip()),
        (_("Who answers for it"), owner),
    )
    parts: list[Block] = [
        Heading(with_standing(printout, service.name, "services", service)),
        Paragraph(service.description.strip() or "–", "lead"),
        Facts(tuple(pair for pair in facts if pair[1])),
    ]
    if service.quality_measures:
        columns = (
            Column(_("What you can count on"), weight=4),
            Column(_("Target"), numeric=True, weight=1.5),
        )
        rows = tuple((measure.name, target_asked(measure)) for measure in service.quality_measures)
        parts.append(Table(columns, rows))
    return KeepTogether(tuple(parts))


def _feedback(printout: Printout, catalogue: ServiceCatalogue) -> tuple[Block, ...]:
    text = catalogue.feedback_handling.strip()
    title = with_standing(printout, _("Compliments, complaints and disputes"), "feedback_handling")
    return (Heading(title), Paragraph(text)) if text else ()

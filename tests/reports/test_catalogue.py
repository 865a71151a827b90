"""The service catalogue for customers, on paper and in a browser."""

from sdesk.models import ServiceCatalogue
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.reporting.printing import printout_of
from sdesk.reports.catalogue import catalogue_document
from sdesk.reports.html import render_html
from sdesk.reports.pdf import render_pdf
from tests.provider import Provider
from tests.reports.reading import cell, facts, headings, pdf_text, table_with, words


def catalogue(provider: Provider) -> ServiceCatalogue:
    draft = new_version(provider.workspace, provider.extra["catalogue"])
    service = {
        "id": provider.extra["service"],
        "name": "E-mail and calendar",
        "description": "Letters & appointments in one place.",
        "hours": "Monday to Friday",
        "how_to_use": "Call us.",
        "quality_measures": ({"name": "Availability", "target": 99.5, "unit": "%"},),
        "dependencies": "The hosting company",
        "configuration_items": (provider.extra["item"].id,),
        "standards": "GDPR",
        "vital": True,
        "owner": provider.ben.id,
    }
    provider.save(draft, services=(service,), feedback_handling="Call Ben.")
    return provider.take(draft, "approve")


def test_each_service_says_what_customers_ask(provider: Provider) -> None:
    document = catalogue_document(printout_of(provider.workspace, catalogue(provider)))
    assert headings(document) == [
        "At a glance",
        "E-mail and calendar",
        "Compliments, complaints and disputes",
    ]
    assert cell(table_with(document, "Vital"), "E-mail", "Vital") == "● yes"
    assert facts(document)["Who answers for it"] == "Ben Okafor"
    assert cell(table_with(document, "What you can count on"), "Availability", "Target") == "99.5 %"
    assert "Call Ben." in words(document)
    assert (document.version, document.status) == ("2", "approved")


def test_what_is_inside_stays_inside(provider: Provider) -> None:
    document = catalogue_document(printout_of(provider.workspace, catalogue(provider)))
    assert provider.extra["item"].number not in pdf_text(render_pdf(document))


def test_one_html_file_needs_nothing_beside_it(provider: Provider) -> None:
    html = render_html(catalogue_document(printout_of(provider.workspace, catalogue(provider))))
    assert "Letters &amp; appointments in one place." in html
    assert 'src="http' not in html
    assert "<script" not in html


def test_an_empty_catalogue_says_so(provider: Provider) -> None:
    draft = new_version(provider.workspace, provider.extra["catalogue"])
    provider.save(draft, services=())
    document = catalogue_document(printout_of(provider.workspace, draft))
    assert table_with(document, "Vital").empty_text == "No service is in the catalogue yet."

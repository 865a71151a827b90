"""Which pages the set-up of a part of the profile has."""

from sdesk.practice.guidance.wizards import page_of, remaining_pages, setup_pages
from sdesk.practice.lifecycle.versions import organization
from tests.practice.guidance.test_wizards import finish_product


def test_the_operational_variant_sets_up_of_governance_what_its_rules_use(beginner):
    """Roles and priorities; goals, scope, and how feedback and documents are handled belong to the other variant."""
    ours = beginner.save(organization(beginner.workspace), variant="operational")
    pages = setup_pages(beginner.workspace)
    assert [page.key for page in pages if page.key.startswith("GO")] == ["GO.1.2", "GO.2.1", "GO.2.2"]
    first = pages[0]
    assert (first.key, first.blocked) == ("GO.1.2", False)
    assert [page.key for page in pages[1:3]] == ["IN.1.1", "GO.2.1"]
    assert pages[2].leads_to == "GO.1.2"
    assert {page.key[:2] for page in remaining_pages(beginner.workspace)} == {"GO", "CO", "RE", "IN"}
    beginner.save(ours, variant="governance")
    assert {page.key[:2] for page in setup_pages(beginner.workspace)} == {"GO"}


def test_page_by_page_the_operational_variant_gets_set_up(beginner):
    workspace = beginner.workspace
    beginner.save(organization(workspace), variant="operational")
    for page in setup_pages(workspace):
        page = page_of(workspace, page.key)
        assert not page.blocked, (page.key, page.standing.detail)
        while (product := page.next_product) is not None:
            finish_product(beginner, product)
            page = page_of(workspace, page.key)
        assert page.finished, page.key

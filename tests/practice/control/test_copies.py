"""Master copies: a SHA-256 is one and that of the file; what is kept elsewhere can be found, and was seen there."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sdesk.models import ConfigurationItem, ServiceBuild, ServiceDesign
from sdesk.practice.control.copies import is_sha256
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from tests.provider import Provider, decided, paper, papers

DIGEST = "0f" * 32


def built(provider: Provider, **copy: Any) -> ServiceBuild:
    elsewhere = {
        "component": "disk.img", "kept_at": "Office server", "sha256": DIGEST, "reached_by": "Practitioners",
        "checked_on": date(2026, 3, 1), "checked_by": provider.cleo.id,
    }  # fmt: skip
    request = decided(provider)
    papers(provider, request, ServiceDesign)
    return paper(provider, ServiceBuild, request, master_copies=({**elsewhere, **copy},))


@pytest.mark.a_few(3)
@pytest.mark.parametrize(
    ("copy", "refused"),
    [
        ({}, ""),
        ({"sha256": DIGEST.upper()}, ""),
        ({"sha256": f" {DIGEST} "}, ""),
        ({"sha256": "not recorded"}, "the SHA-256 is none"),
        ({"sha256": DIGEST[1:]}, "the SHA-256 is none"),
        ({"sha256": DIGEST + "0"}, "the SHA-256 is none"),
        ({"sha256": "g" + DIGEST[1:]}, "the SHA-256 is none"),
        ({"sha256": "０" * 64}, "the SHA-256 is none"),
        ({"reached_by": " "}, "Who may reach it is missing"),
        ({"checked_on": None}, "Last checked on is missing"),
        ({"checked_by": None}, "Checked by is missing"),
        ({"checked_on": date(2099, 1, 1)}, "later than now"),
    ],
)
def test_what_is_built_says_where_its_copies_are(
    provider: Provider, copy: dict[str, Any], refused: str
) -> None:
    draft = built(provider, **copy)
    if refused:
        with pytest.raises(Refused, match=refused):
            provider.take(draft, "build")
    else:
        assert provider.take(draft, "build").state == "built"


@given(some.text(max_size=70))
def test_a_text_is_a_sha256_only_if_it_is_one(text: str) -> None:
    plain = text.strip()
    assert is_sha256(text) == (len(plain) == 64 and all(each in "0123456789abcdefABCDEF" for each in plain))


def test_the_copy_in_this_workspace_is_the_attached_file(provider: Provider) -> None:
    draft = built(provider, kept_at="In this workspace", reached_by="", checked_on=None, checked_by=None)
    kept = attach(provider.workspace, draft, "disk.img", b"image")
    with pytest.raises(Refused, match="not that of the attached file"):
        provider.take(draft, "build")
    [line] = draft.master_copies
    draft = provider.save(draft, master_copies=(line.model_copy(update={"sha256": kept.sha256}),))
    assert provider.take(draft, "build").state == "built"


def test_to_say_that_it_is_in_this_workspace_does_not_make_it_so(provider: Provider) -> None:
    draft = built(provider, kept_at="In this workspace", reached_by="", checked_on=None, checked_by=None)
    with pytest.raises(Refused, match="Who may reach it, Last checked on and Checked by are missing"):
        provider.take(draft, "build")


def test_what_was_built_before_that_was_asked_can_be_approved(provider: Provider) -> None:
    draft = provider.take(built(provider), "build")
    with provider.workspace.transaction("older") as session:
        live = session.get_one(ServiceBuild, draft.id)
        [line] = live.master_copies
        live.master_copies = (line.model_copy(update={"reached_by": "", "checked_by": None}),)
    assert provider.take(reload(provider.workspace, draft), "approve").state == "approved"


def test_later_looks_at_the_copies_are_noted_on_what_is_frozen(provider: Provider) -> None:
    made = provider.take(built(provider), "build")
    look = {"on": date(2026, 3, 2), "by": provider.cleo.id, "found": "Compared on the server: the same."}
    assert provider.save(made, copy_checks=(look,)).copy_checks[0].found == look["found"]
    with pytest.raises(Refused, match="later than now"):
        provider.save(made, copy_checks=({**look, "on": date(2099, 1, 1)},))


@pytest.mark.parametrize(
    ("copy", "refused"),
    [
        ({"held": "by us", "what": "Image", "place": "Server"}, "Who may reach it is missing"),
        ({"held": "by us", "what": "Image", "place": "Server", "reached_by": "Practitioners"}, ""),
        ({"held": "by its maker", "what": "Program", "place": "Their site"}, "How to get it again"),
        (
            {
                "held": "by its maker",
                "what": "Program",
                "place": "Their site",
                "how": "With our licence key.",
            },
            "",
        ),
        ({"held": "none is needed"}, "why there is none is missing"),
        ({"held": "none is needed", "how": "It has no settings of its own."}, ""),
        ({"held": "none is needed", "how": "It has no settings.", "sha256": "0"}, "the SHA-256 is none"),
        ({"what": "Image"}, "Kept is missing"),
    ],
)
def test_a_line_of_an_item_says_what_whoever_keeps_it_has_to_say(
    provider: Provider, copy: dict[str, Any], refused: str
) -> None:
    item = provider.complete(ConfigurationItem, "in service", master_copies=(copy,))
    if refused:
        with pytest.raises(Refused, match=refused):
            provider.take(item, "put in service")
    else:
        assert provider.take(item, "put in service").state == "in service"


def test_software_is_put_in_service_with_its_version(provider: Provider) -> None:
    item = provider.complete(ConfigurationItem, "in service", type="software")
    with pytest.raises(Refused, match="Version is missing"):
        provider.take(item, "put in service")
    assert provider.take(provider.save(item, release="7.1"), "put in service").state == "in service"


def test_an_item_of_before_keeps_its_state_without_a_version(provider: Provider) -> None:
    item = provider.take(
        provider.complete(ConfigurationItem, "in service", type="software", release="7.1"), "put in service"
    )
    item = provider.save(item, release="", location="Cellar")
    assert provider.take(item, "mark faulty", reason="Broken").state == "faulty"

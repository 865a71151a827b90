"""The agreements with customers and suppliers, each with the proof that the other side agreed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sdesk.models import Agreement, Contact, CustomerAgreement, Record, SupplierAgreement
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.records import create, new_version, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.sample.firm import Firm, Texts, consulted, texts
from sdesk.sample.year import Story, Turn, about


def agreement_stories(firm: Firm) -> Iterator[Story]:
    for key, told in texts("agreements")["agreements"].items():
        yield _agreement(firm, key, told)


def _agreement(firm: Firm, key: str, told: Texts) -> Story:
    model: type[Agreement] = CustomerAgreement if "customer" in told else SupplierAgreement
    agreement: Agreement | None = None
    for version in (told, *told.get("versions", ())):
        yield Turn(firm.year.at(version["drafted"], about("11:20", key)), "tomas")
        signed = firm.year.working_day(version["approved"])
        content = _content(firm, model, told, version, signed)
        if agreement is None:
            agreement = create(firm.workspace, model, content)
            firm.remember(key, agreement)
        else:
            agreement = save(firm.workspace, new_version(firm.workspace, agreement), content)
        yield Turn(firm.year.at(version["approved"], about("13:40", key)), "tomas")
        file = _keep_proof(firm, agreement, told["signed_by"], signed)
        agreed = _agreed(firm, told, signed, file)
        agreement = save(firm.workspace, agreement, {"their_approvals": (agreed,)})
        yield Turn(firm.year.at(version["approved"], about("16:10", key)), "ana")
        agreement = take_step(firm.workspace, agreement, "approve")
        firm.remember(key, agreement)


def _content(firm: Firm, model: type[Record], told: Texts, version: Texts, signed: date) -> dict[str, Any]:
    changed = firm.values(model, told if version is told else version["content"])
    return {
        **changed,
        "start": signed + timedelta(1),
        "review_date": signed + timedelta(version["review_after"]),
        "end": signed + timedelta(version["runs"]),
        **({"consulted": consulted(firm, told)} if "asked" in told else {}),
    }


def _agreed(firm: Firm, told: Texts, signed: date, file: str) -> dict[str, Any]:
    """Who agreed on their side, as the proof says."""
    who = firm.known_contact(told["signed_by"])
    return {
        "person": who.name,
        "role": who.part,
        "on": signed,
        "form": told["agreed_by"],
        "file": file,
    }


def _keep_proof(firm: Firm, agreement: Agreement, signed_by: str, signed: date) -> str:
    """A small text of what was agreed, as it came: with who, when and about which number and version."""
    them = firm.contact_named(signed_by)
    text = _proof(agreement, them, signed)
    name = f"{agreement.number} v{agreement.version} agreed {signed.isoformat()}.txt"
    attach(firm.workspace, agreement, name, text.encode(), "Proof that the other side agreed")
    return name


def _proof(agreement: Agreement, them: Contact, signed: date) -> str:
    return (
        f"Date: {signed.isoformat()}\nFrom: {them.name} <{them.email}>\nTo: Tomás Bento <tomas.bento@harbour-it.example>\n"
        f"Subject: {agreement.number}, {agreement.name}\n\nDear Tomás,\n\nwe agree to {agreement.number}, version "
        f"{agreement.version}, as you sent it: valid from {agreement.start} to {agreement.end}, to be looked at again on "
        f"{agreement.review_date}.\n\n{them.name}\n{them.organization}\n{them.telephone}\n"
    )

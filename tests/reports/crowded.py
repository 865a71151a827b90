"""A workspace with more than a page holds, in many scripts: twelve services, three customers, what happened in a quarter."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from typing import Any

from sdesk.models import (
    ActionItem,
    Customer,
    CustomerAgreement,
    ServiceCatalogue,
    SupplierAgreement,
)
from sdesk.models.identity import uuid7
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.lifecycle.versions import newest_approved
from tests.provider import Provider
from tests.reported_quarter import Quarter, office_hours

SAID = (
    "Printer prints stripes",
    "The bookkeeping of the branch office at the old harbour does not open since the update of last Thursday night",
    "الطابعة في الطابق الثاني لا تعمل منذ الصباح",
    "打印机卡纸，二楼的同事无法打印合同",
    "🔥 Router 🙂 smells 👩‍👩‍👧 of smoke",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "https://intranet.harbour.example/very/long/path/without/any/blank/index.php?session=0123456789abcdef0123456789",
    "מדפסת לא עובדת בקומה 2",
    "प्रिंटर काम नहीं कर रहा है",
    "เครื่องพิมพ์ไม่ทำงานตั้งแต่เช้านี้และทุกคนรอ",
    "x" * 300,
)
SERVICES = (
    "Telephony", "E-mail and calendar", "خدمة البريد الإلكتروني", "文件存储与备份", "Bookkeeping for branch offices abroad",
    "🖨 Printing", "Kundenbeziehungsverwaltungsoberflächenbetreuung", "Wi-Fi", "Warehouse scanners", "Remote work",
    "Служба поддержки рабочих мест", "Back-up",
)  # fmt: skip
CUSTOMERS = (
    "Pier Dental and Orthodontic Practice of the Sisters Almeida",
    "شركة الميناء للشحن والتخليص الجمركي",
    "海港国际货运代理有限公司",
)


def crowded(provider: Provider, incidents: int = 300, actions: int = 40) -> Quarter:
    """From January to March; the clock stands in April."""
    said = cycle(SAID)
    hours = office_hours(provider)
    keys = _services(provider)
    agreements = [_agreement(provider, name, keys, hours.id) for name in CUSTOMERS]
    made = Quarter(provider, agreements[0], _supplied(provider, hours.id), provider.extra["item"])
    for n, moment in enumerate(_moments(incidents)):
        agreement = agreements[n % 3]
        restored = moment + timedelta(minutes=(30, 200, 700, 4000)[n % 4]) if n % 9 else None
        made.incident(
            moment,
            number=f"INC-2026-{n:04}",
            summary=next(said),
            customer=agreement.customer,
            service=keys[n % len(keys)],
            priority=("1 critical", "2 high", "3 moderate", "4 low")[n % 4],
            first_step=moment + timedelta(minutes=(10, 90)[n % 2]),
            restored_at=restored,
            outage=n % 5 == 0,
            root_cause=next(said) if n % 3 == 0 else "",
        )
        if n % 10 == 0:
            deployed = moment + timedelta(hours=1)
            back = deployed + timedelta(hours=2) if n % 30 == 0 else None
            made.change("close", deployed, state="closed", deployed_at=deployed, rolled_back_at=back)
            made.complaint(moment, closed=moment + timedelta(days=2) if n % 20 else None)
            made.score(moment.date(), n % 5 + 1)
    provider.clock.now = datetime(2026, 3, 20, 9, tzinfo=UTC)
    for n in range(actions):
        due = date(2026, 3, 1) + timedelta(days=n)
        provider.complete(ActionItem, "open", description=next(said), due=due)
    provider.clock.now = datetime(2026, 4, 2, 9, tzinfo=UTC)
    return made


def _moments(many: int) -> Iterator[datetime]:
    first = datetime(2026, 1, 1, 8, tzinfo=UTC)
    return (first + timedelta(hours=24 * 88 * n / many) for n in range(many))


def _services(provider: Provider) -> list[Any]:
    catalogue = newest_approved(provider.workspace, ServiceCatalogue)
    assert catalogue
    one = catalogue.services[0]
    rows = tuple(
        {**one.model_dump(), "id": uuid7(), "name": name, "description": text}
        for name, text in zip(SERVICES, cycle(SAID), strict=False)
    )
    new = provider.save(new_version(provider.workspace, catalogue), services=rows)
    return [each.id for each in provider.take(new, "approve").services]


def _agreement(provider: Provider, name: str, services: list[Any], hours: Any) -> CustomerAgreement:
    targets = (
        *({"measure": "availability", "target": 99.0, "service": key} for key in services[:8]),
        {"measure": "response within target", "target": 95.0},
        {"measure": "restoration within target", "target": 95.0},
        {"measure": "restoration within target", "target": 99.0},
        {"measure": "major incidents", "target": 0},
        {"measure": "satisfaction", "target": 4.0, "unit": "of 5"},
        {"measure": "complaints", "target": 2},
    )
    return provider.approved(
        CustomerAgreement,
        name=name,
        customer=provider.create(Customer, name=name).id,
        services=tuple(services),
        service_targets=targets,
        service_hours=hours,
    )


def _supplied(provider: Provider, hours: Any) -> SupplierAgreement:
    return provider.approved(SupplierAgreement, name="Lines", service_hours=hours)

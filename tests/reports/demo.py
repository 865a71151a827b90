"""A document with every kind of block, in the words of a small firm's quarter."""

from io import BytesIO

from sdesk.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Document,
    Facts,
    Heading,
    KeepTogether,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Series,
    Signature,
    SignatureLine,
    Spacer,
    Table,
    TargetLine,
)

HASH = "3f2a9c1b4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8"
MONTHS = ("April", "May", "June", "July", "August", "September")
SERVICES = ("Mail and calendar", "File storage", "Remote desktop", "Telephony", "Backup", "Printing")


def logo() -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (360, 96), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((4, 4, 92, 92), fill="#0B5A5E")
    pen.rectangle((40, 22, 56, 74), fill="white")
    pen.rectangle((110, 26, 350, 44), fill="#1F2933")
    pen.rectangle((110, 56, 270, 68), fill="#7B8794")
    output = BytesIO()
    picture.save(output, "PNG")
    return output.getvalue()


def incident_rows(count: int) -> tuple[tuple[str, ...], ...]:
    what = (
        "Mail arrives an hour late at the front desk",
        "The shared drive asks for a password after every restart",
        "Remote desktop closes when the X-ray viewer opens large pictures; seen on three workstations",
        "No dial tone on line 4",
        "Printer in room 2 prints blank pages",
    )
    return tuple(
        (
            f"INC-2026-{number:04}",
            f"{number % 28 + 1} {MONTHS[3 + number % 3]}",
            what[number % 5],
            SERVICES[number % 6],
            str(number % 4 + 1),
            f"{number * 7 % 300 + 12} min",
            "● closed" if number % 9 else "◐ in progress",
        )
        for number in range(1, count + 1)
    )


INCIDENT_COLUMNS = (
    Column("Number"),
    Column("Started"),
    Column("Details"),
    Column("Service"),
    Column("Priority", align="center"),
    Column("Restored in", numeric=True),
    Column("State"),
)


def summary() -> tuple[Block, ...]:
    return (
        Heading("Summary"),
        Paragraph(
            "Services ran well in this quarter. Restoration met its target in 94 % of the incidents, up from "
            "89 %, and no service lost more than four hours. Telephony remains the weak point: two outages of "
            "the provider's line account for most of the downtime.",
            "lead",
        ),
        KeyFigures(
            (
                KeyFigure("Availability, all services", "99.71 %", "Target 99.5 %", "previous 99.62 %", "ok"),
                KeyFigure("Restored within target", "94 %", "Target 95 %", "47 of 50 incidents", "warning"),
                KeyFigure("Changes without roll-back", "11 of 12", "previous 9 of 11"),
                KeyFigure("Satisfaction, 1 to 5", "", "Target 4.0", "no survey in this period"),
            )
        ),
        Paragraph(
            "The figures are computed from the records of the period. A figure without data says so; it does not "
            "count as met. Times are within the service hours of the agreement, less time on hold."
        ),
        Bullets(
            (
                "Two of the three action items of the last report are done; the second line for telephony waits "
                "for the supplier's offer, which is due on 12 October.",
                "One complaint, about the wait for a new mailbox, was investigated and closed in two days.",
                "The school has asked for longer service hours during examinations.",
            )
        ),
        Callout(
            "Telephony was down for 3 h 40 min on 14 August. The provider's root cause report is attached to "
            "INC-2026-0031. A change to add a second line has been requested.",
            "warning",
            "One significant incident",
        ),
    )


def performance() -> tuple[Block, ...]:
    return (
        Heading("Performance against the agreement"),
        Heading("Availability of each service", 2),
        Chart(
            "target-bars",
            "Availability in the period",
            SERVICES,
            (Series("Availability", (99.93, 99.81, 99.62, 98.9, None, 99.99)),),
            unit="%",
            targets=(99.5, 99.5, 99.5, 99.5, 99.0, None),
            held=(True, True, True, False, None, None),
            decimals=2,
            caption="Computed from 7 outages in 6 services, 572 service hours each.",
        ),
        Heading("Incidents", 2),
        Chart(
            "stacked",
            "Incidents by priority",
            MONTHS,
            (
                Series("Priority 1", (1, 0, 2, 1, 1, 0)),
                Series("Priority 2", (3, 4, 2, 5, 3, 2)),
                Series("Priority 3", (6, 5, 8, 7, 4, 6)),
                Series("Priority 4", (5, 7, 4, 6, 8, 5)),
            ),
        ),
        KeepTogether(
            (
                Heading("Response and restoration", 2),
                Chart(
                    "lines",
                    "Share within target",
                    MONTHS,
                    (
                        Series("Response", (91, 94, None, 96, 97, 98)),
                        Series("Restoration", (85, 88, None, 92, 91, 96)),
                    ),
                    unit="%",
                    target_lines=(TargetLine("Target", 95),),
                    caption="June: the records of the old system were not kept.",
                ),
            )
        ),
        Chart(
            "bars",
            "Changes closed",
            MONTHS,
            (Series("This period", (4, 3, None, 5, 4, 3)), Series("Year before", (2, 3, 3, 1, 0, 2))),
            target_lines=(TargetLine("Planned", 4),),
        ),
        Chart(
            "lines",
            "Mean satisfaction, 1 to 5",
            MONTHS,
            (Series("Satisfaction", (3.9, 4.1, 4.0, None, 4.3, 4.4)),),
            decimals=1,
        ),
        Chart("bars", "Complaints", MONTHS, (Series("Complaints", (None,) * 6),)),
        Table(
            (
                Column("Service"),
                Column("Target", numeric=True),
                Column("This period", numeric=True),
                Column("Previous", numeric=True),
                Column("Result"),
            ),
            (
                Row(("Offices",), "group"),
                ("Mail and calendar", "99.5 %", "99.93 %", "99.90 %", "● met"),
                ("File storage", "99.5 %", "99.81 %", "99.79 %", "● met"),
                Row(("School",), "group"),
                ("Telephony", "99.5 %", "98.90 %", "99.41 %", "▲ missed"),
                Row(
                    ("Remote desktop, with the new gateway", "99.5 %", "99.62 %", "no data", "● met"),
                    "emphasis",
                ),
            ),
            caption="Availability against target",
            total=("All services", "99.5 %", "99.71 %", "99.62 %", "● met"),
        ),
    )


def closing() -> tuple[Block, ...]:
    return (
        Heading("Action items"),
        Table(
            (
                Column("Action", weight=5),
                Column("Owner", weight=2),
                Column("Due", weight=1.5),
                Column("State", weight=1.5),
            ),
            (
                (
                    "Order a second line for telephony from another provider",
                    "Ana Reyes",
                    "12 Oct 2026",
                    "◐ in progress",
                ),
                ("Agree on service hours during examinations", "Tom Lindqvist", "30 Oct 2026", "○ open"),
                (
                    "Move the nightly backup before the maintenance window",
                    "Ana Reyes",
                    "5 Sep 2026",
                    "● done",
                ),
            ),
            caption="Proposed and agreed",
        ),
        Table(
            (Column("Supplier"), Column("Action")),
            (),
            caption="Action items of suppliers",
            empty_text="None in this period.",
        ),
        Facts(
            (
                ("Distribution", "Dr. Meyer, Harbour Dental; Ana Reyes"),
                ("Next review", "15 January 2027"),
                ("Remarks", ""),
            )
        ),
        Callout("This report was read by the customer before it was approved.", "ok"),
        Callout("Service hours: Monday to Friday, 8:00 to 18:00, without public holidays.", "info"),
        Spacer(6),
        Signature(
            (
                SignatureLine(
                    "Ana Reyes", "Service Manager", "2 October 2026, 16:05", "Signed in sdesk", HASH
                ),
                SignatureLine("Dr. Ute Meyer", "Harbour Dental, customer"),
                SignatureLine(
                    "Tom Lindqvist", "Relationship Manager", "3 October 2026, 09:12", "By e-mail, attached"
                ),
            ),
            "Approval",
        ),
    )


def demo(status: str = "draft", paper: Paper = "A4", incidents: int = 70) -> Document:
    blocks = (
        *summary(),
        *performance(),
        PageBreak(),
        Heading("Incidents of the period"),
        Paragraph("All incidents that started between 1 July and 30 September 2026.", "muted"),
        Table(INCIDENT_COLUMNS, incident_rows(incidents), caption="Incidents"),
        *closing(),
    )
    return Document(
        "Service performance report",
        blocks,
        subtitle="Harbour Dental · 1 July to 30 September 2026",
        number="SPR-2026-03",
        version="1",
        issuer="Harbour IT Services",
        status=status,
        date="2 October 2026",
        paper=paper,
        footer_note="Computed from 50 incidents, 12 changes and 9 feedback entries of AGR-0001, 1 July to "
        "30 September 2026, time zone Europe/Berlin.",
        content_hash=HASH,
        logo=logo(),
        facts=(("Agreement", "AGR-0001"), ("Customer", "Harbour Dental")),
    )

"""From nothing to a provider who may begin: the first run, and everything that is set up once."""

from sdesk.practice.readiness.tasks import task_states
from tests.journeys.forms import Form
from tests.journeys.story import Journey


def begins(ana: Journey) -> None:
    ana.starts()
    ana.hands.picture("welcome")
    ana.hands.press("action.new-workspace")
    hands, wizard = ana.hands, Form(ana.hands, ana.first_run)
    wizard.fill(name="Harbour IT Services", address="1 Quay Street, Porto", telephone="+351 21 000 0000")
    wizard.fill(email="hello@harbour.example")
    hands.type_into(ana.first_run.firm.file, str(ana.folder / "harbour.sdesk"))
    hands.picture("first-run-organization")
    hands.press("wizard.finish")
    hands.write("Ana Reyes")
    hands.press("first-run.add-person")
    hands.write("Ben Okafor")
    hands.picture("first-run-people")
    hands.press("wizard.finish")
    hands.picture("first-run-variant")
    hands.press("wizard.finish")
    hands.picture("first-run-ready")
    hands.press("wizard.finish")
    hands.wait(lambda: hands.front().objectName() == "wizard", "the set-up has begun")


def sets_up(ana: Journey) -> None:
    direction(ana)
    control_of_changes(ana)
    services_and_agreements(ana)
    everybody_is_ready(ana)


def direction(ana: Journey) -> None:
    """GO: what the firm is for, who does what, by which rules."""
    ana.on_page("GO.1.1").fill(
        goals=[{"statement": "Customers stay with us", "measure": "Renewed agreements", "target": "95",
                "unit": "%", "due": "+300", "owner": "Ana", "set_by": "The owners, Ana Reyes and Ben Okafor"}],
    )  # fmt: skip
    ana.continues("Approve goals")
    ana.confirms()
    ana.on_page("GO.1.1").fill(
        services_offered="Managed workplaces and backups",
        boundary_customers="Small practices and shops in Porto",
        boundary_locations="Our office, and customers' premises",
        boundary_legal="Contracts under Portuguese law",
        technology="Windows and Linux workplaces, a backup server",
    )
    ana.continues("Approve scope")
    ana.confirms()
    ana.on_page("GO.1.2").fill(
        competences=[
            {
                "person": "Ana",
                "subject": "service management",
                "achieved_on": "-100",
                "evidence": "Certificate",
            },
            {"person": "Ana", "subject": "ISO/IEC 29110", "achieved_on": "-90", "evidence": "Certificate"},
        ],
    )
    ana.continues("Approve assigned roles")
    ana.confirms()
    ana.on_page("GO.2.1").fill(
        catalogue_creation="The Service Manager writes each service down in customers' words.",
    )
    ana.continues("Keep this draft and go on")
    ana.on_page("GO.2.2").fill(
        pre_approved_change="Small, frequent, without risk, and listed.",
        emergency_change="Something is down and cannot wait.",
        normal_change="Everything else.",
        communication="By e-mail, with the standard messages; by telephone where it is urgent.",
        standard_messages=[{"occasion": "Outage", "text": "We are working on it and call within the hour."}],
        confidentiality="Only who needs it has access.",
        integrity="Changes are recorded and can be taken back.",
        availability="Backups every night, tried every quarter.",
        annual_review="Every November, by the Service Manager and Management.",
    )
    ana.continues("Approve policy and plans")
    ana.confirms()
    ana.on_page("GO.2.3").fill(
        capture="Whoever hears it writes it down the same day; Ana answers within three days.",
        complaint="Any word of being dissatisfied.",
        point_of_contact="Ana Reyes, hello@harbour.example",
    )
    ana.continues("Approve customer experience")
    ana.confirms()
    ana.on_page("GO.3.2").fill(
        identification="By the number that the program gives.",
        versioning="A new version is approved before it holds.",
        protection="Approved content is frozen.",
        location="In the workspace file, backed up every night.",
    )
    ana.continues("Approve document procedure")
    ana.confirms()


def control_of_changes(ana: Journey) -> None:
    """CO: how changes are asked for, planned and made; and what is changed."""
    ana.on_page("CO.1.1").fill(
        customer=("Pier Dental", {"name": "Pier Dental"}),
        name="Managed workplaces for Pier Dental",
        change_definitions="Pre-approved, normal and emergency changes, as in our policy. Ask by e-mail.",
    )
    ana.continues("Keep this draft and go on")
    ana.on_page("CO.1.2").fill(create_request="By e-mail to Ana, who writes it down.")
    ana.continues("Keep this draft and go on")
    ana.on_page("CO.1.2").fill(rules="Ana puts every approved change on it and tells the customer.")
    ana.continues("Keep this draft and go on")
    ana.on_page("CO.1.3").fill(
        update_schedule="Ana, on the day of the approval.",
        emergency="Do it, then write it down.",
        emergency_days="3",
        removal="Like a normal change; data is handed over first.",
    )
    ana.continues("Approve change procedures")
    ana.confirms()
    ana.on_page("CO.1.3").fill(quiet_times="The last three days of each month.")
    ana.continues("Approve change schedule")
    ana.confirms()
    ana.on_page("CO.1.4").fill(
        name="Backup server", type="Hardware", description="Keeps the backups of all customers.",
        owner="Ben", location="Rack 1, our office",
    )  # fmt: skip
    ana.continues("Put in service")
    ana.confirms()
    ana.on_page("CO.1.5").fill(
        storable="Installation files and licences.", add="Ana adds what was tested.", move="Nobody moves anything.",
        modify="Never: a new version is added.", remove="After two years.", authorization="The Control Manager.",
    )  # fmt: skip
    ana.continues("Approve secure components")
    ana.confirms()


def services_and_agreements(ana: Journey) -> None:
    """RE: what is offered, and what was agreed with the customer."""
    ana.on_page("RE.1.1").fill(
        services=[{"name": "Managed workplaces", "description": "Computers that work, and people who help.",
                   "hours": "Monday to Friday, 9 to 18", "how_to_use": "Call or write to us.",
                   "dependencies": "The backup server", "standards": "Our policy",
                   "quality_measures": [{"name": "Availability", "target": "99", "unit": "%"}]}],
    )  # fmt: skip
    ana.continues("Keep this draft and go on")
    ana.on_page("RE.1.2").fill(feedback_handling="Thanked for, looked into, and answered within three days.")
    ana.continues("Approve service catalogue")
    ana.confirms()
    dora = {
        "name": "Dora Lind", "organization": "Pier Dental", "address": "2 Quay Street, Porto",
        "telephone": "+351 21 000 0001", "email": "dora@pier.example",
    }  # fmt: skip
    ana.on_page("RE.2.1")
    ana.hands.press("wizard.not-applicable")
    ana.confirms(reason="Everything runs on our own equipment.")
    ana.on_page("RE.2.2").fill(
        services="Managed workplaces", start="-60", review_date="+300", end="+600",
        their_owner=dora, form_of_approval="E-mail", approval_evidence="E-mail of Dora Lind",
        service_targets=[
            {"measure": "Availability", "service": "Managed workplaces", "target": "99"},
            {"measure": "Restoration within target", "target": "90"},
        ],
    )  # fmt: skip
    ana.continues("Approve customer agreement")
    ana.confirms()


def everybody_is_ready(ana: Journey) -> None:
    ana.continues("Close")
    states = {each.task.id: (each.task.cadence, each.state) for each in task_states(ana.workspace)}
    assert {state for cadence, state in states.values() if cadence == "setup"} == {"done"}

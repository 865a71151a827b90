"""From nothing to a provider who may begin: the first run, and everything that is set up once."""

from sdesk.practice.readiness.tasks import task_states
from tests.journeys.forms import Form
from tests.journeys.hands import Key
from tests.journeys.story import Journey
from tests.ui.shell import CTRL


def begins(ana: Journey) -> None:
    ana.starts()
    ana.hands.picture("welcome")
    ana.hands.press("action.new-workspace")
    hands, page = ana.hands, Form(ana.hands, ana.first_run)
    page.fill(name="Harbour IT Services", person="Ana Reyes")
    hands.type_into(ana.first_run.firm.file, str(ana.folder / "harbour.sdesk"))
    hands.press("fold.More")
    page.fill(address="1 Quay Street, Porto")
    hands.picture("first-run")
    hands.press("wizard.finish")
    hands.wait(lambda: hands.front().objectName() == "questions", "the questions are asked")
    hands.picture("questions")


def answers_later(ana: Journey) -> None:
    """Every question waits; who else works here and how the firm is reached is said where it is kept."""
    ana.hands.press("questions.later")
    ana.bring_up(ana.window)
    ana.commands("People")
    ana.writes_new(name="Ben Okafor")
    ana.hands.key(Key.Key_S, CTRL)
    ana.commands("Organization")
    ana.record_form().fill(telephone="+351 21 000 0000", email="hello@harbour.example")
    ana.hands.key(Key.Key_S, CTRL)
    ana.commands("What is set up once")
    ana.hands.wait(lambda: ana.hands.front().objectName() == "wizard", "the set-up has begun")


def sets_up(ana: Journey) -> None:
    direction(ana)
    control_of_changes(ana)
    services_and_agreements(ana)
    all_is_set_up(ana)


def direction(ana: Journey) -> None:
    """GO: what the firm is for, who does what, by which rules."""
    ana.on_page("GO.1.1").fill(
        goals=[{"statement": "Customers stay with us, year after year", "measure": "Renewed agreements", "target": "95",
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
        assignments=[{"role": "Practitioner", "person": "Ben", "start": "today"}],
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
    everybody_is_ready(ana)
    ana.on_page("GO.2.1").fill(
        catalogue_creation="The Service Manager writes each service down in customers' words, and asks them whether it is right.",
    )
    ana.continues("Keep this draft and go on")
    assert "is done once this is written too: Pre-approved change" in ana.complaints(), ana.complaints()
    ana.on_page("GO.2.1").fill(
        pre_approved_change="A change that is small and frequent, carries no risk worth naming, and stands on our list with its steps.",
        emergency_change="A change that cannot wait for the next morning, because something that a customer needs is down.",
        normal_change="Every change that is neither on the list nor urgent; it is asked for, weighed, tested and then cleared.",
        communication="We write by e-mail, with the standard messages, and call by telephone where it is urgent or somebody waits.",
        standard_messages=[{"occasion": "Outage", "text": "We are working on it and call within the hour."}],
        confidentiality="Only those who need it for their work have access, and we look every quarter whether that is still so.",
        integrity="Every change is recorded with its reason, checked afterwards by somebody, and can be taken back from a copy.",
        availability="Backups run every night, are kept in two places, and one of them is tried out every quarter.",
        annual_review="Every November the Service Manager reads it with Management, together with the reports of the year, and writes down what changes.",
    )
    ana.continues("Keep this draft and go on")
    ana.on_page("GO.2.2").fill(
        objectives=[
            {
                "statement": "Nine of ten incidents are over in time.",
                "counts": "Restoration within target",
                "target": "90",
            }
        ],
        plans=[{"what": "A second line for the practice, tried before winter.", "who": "Ben", "due": "+90"}],
    )
    ana.continues("Approve policy and plans")
    ana.confirms()
    ana.on_page("GO.2.3").fill(
        capture="Whoever hears it writes it down the same day, whether praise or blame, and Ana answers within three days.",
        complaint="Any word of being dissatisfied with us, spoken or written, whether or not somebody asks for an answer to it.",
        point_of_contact="Ana Reyes, hello@harbour.example",
    )
    ana.continues("Approve customer experience")
    ana.confirms()
    ana.on_page("GO.3.2").fill(
        identification="Each document has the number that the program gives it, and the number of its version, on every page.",
        versioning="A new version is written as a draft, and holds from the day on which whoever is responsible has approved it.",
        protection="What is approved is frozen; only we two have the passphrase, and every change is kept with who made it and why.",
        location="All of them are in the workspace file on the server in our office, which is backed up every night.",
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
    for lacks in ("Who was consulted", "What counts as a complaint", "What counts as a major incident"):
        assert lacks in ana.complaints(), ana.complaints()
    ana.on_page("CO.1.1").fill(
        change_definitions="Pre-approved, normal and emergency changes, as our policy says them. Whoever needs one asks by e-mail.",
        complaint_definition="Any word of being dissatisfied, spoken or written.",
        major_incident_definition="Nobody in the practice can work, or patients' data may be lost.",
        consulted=[
            {"who": "Dora Lind, owner", "on": "-70", "said": "Mornings have to be without interruption."}
        ],
    )
    ana.continues("Keep this draft and go on")
    ana.on_page("CO.1.2").fill(create_request="By e-mail to Ana, who writes it down.")
    ana.continues("Keep this draft and go on")
    assert "Create a change request" in ana.complaints(), ana.complaints()
    ana.on_page("CO.1.2").fill(
        create_request="Anybody may ask, by e-mail to Ana, who writes down the same day what is wanted, why and until when.",
        update_schedule="Ana enters it on the day of the approval, and tells the customer and Ben by e-mail when it will be.",
        design_build_test="Ben designs and builds it, tries it on a spare computer first, and Ana looks over what came out before it goes to the customer.",
        emergency="What cannot wait until the next morning is done at once by whoever is on call, and written down and decided on afterwards.",
    )
    ana.continues("Keep this draft and go on")
    ana.on_page("CO.1.2").fill(rules="Ana puts every approved change on it and tells the customer.")
    ana.continues("Keep this draft and go on")
    ana.on_page("CO.1.3").fill(
        emergency_days="3",
        removal="It goes like a normal change: data is handed over first, then access is taken away, and the customer is told.",
    )
    ana.continues("Approve change procedures")
    ana.confirms()
    ana.on_page("CO.1.3").fill(quiet_times="The last three days of each month.")
    ana.continues("Approve change schedule")
    ana.confirms()
    ana.on_page("CO.1.4").fill(
        name="Backup server", type="Hardware", description="Keeps the backups of the computers of all our customers.",
        owner="Ben", location="Rack 1, our office",
    )  # fmt: skip
    ana.continues("Put in service")
    ana.confirms()
    ana.on_page("CO.1.5").fill(
        storable="Installation files, licences and exported settings, of everything that is in use at a customer's or with us.",
        add="Ana adds what was tested, with its release and its SHA-256, on the day on which the change is deployed.",
        move="Nobody moves anything without a change that was approved; then Ben does it, and Ana compares each SHA-256 afterwards.",
        modify="Nothing in there is ever modified: whatever changes is added as a new version beside the one that was there before.",
        remove="Two years after the last customer has stopped using it, and only once the Control Manager has agreed in writing.",
        authorization="The Control Manager says who may add, move or remove something, and looks once a year whether that is still right.",
    )
    ana.continues("Approve secure components")
    ana.confirms()


def services_and_agreements(ana: Journey) -> None:
    """RE: what is offered, and what was agreed with the customer."""
    ana.on_page("RE.1.1").fill(
        services=[{"name": "Managed workplaces", "description": "Your people have computers that work, and somebody who helps when one does not.",
                   "hours": "Monday to Friday, 9 to 18", "how_to_use": "Call us or write to us; we come by where that helps.",
                   "dependencies": "The backup server in our office, and your own line to the internet.",
                   "standards": "Our policy of service delivery, and what the law says of patients' data.",
                   "quality_measures": [{"name": "Availability", "target": "99", "unit": "%"}]}],
    )  # fmt: skip
    ana.continues("Keep this draft and go on")
    assert "Who was consulted" in ana.complaints(), ana.complaints()
    ana.on_page("RE.1.1").fill(
        consulted=[{"who": "Dora Lind, owner", "on": "-70", "said": "Say it in words that my people use."}],
    )
    ana.continues("Keep this draft and go on")
    ana.on_page("RE.1.2").fill(
        feedback_handling="Every one is thanked for, looked into by Ana, and answered within three days; in a dispute both owners decide together."
    )
    ana.continues("Approve service catalogue")
    ana.confirms()
    dora = {
        "name": "Dora Lind", "organization": "Pier Dental", "address": "2 Quay Street, Porto",
        "telephone": "+351 21 000 0001", "email": "dora@pier.example",
    }  # fmt: skip
    ana.on_page("RE.2.1").fill(
        services="Managed workplaces", start="-60", review_date="+300", end="+600", their_owner=dora,
    )  # fmt: skip
    ana.continues("Keep this draft and go on")
    ana.on_page("RE.2.1")
    ana.hands.press("wizard.not-applicable")
    ana.confirms(reason="Everything runs on our own equipment.")
    ana.on_page("RE.2.2").fill(
        their_approvals=[{"person": "Dora Lind", "role": "Owner", "on": "-61", "form": "E-mail"}],
        service_targets=[
            {"measure": "Availability", "service": "Managed workplaces", "target": "99"},
            {"measure": "Restoration within target", "target": "90"},
        ],
    )  # fmt: skip
    ana.continues("Approve customer agreement")
    ana.confirms()


def everybody_is_ready(ana: Journey) -> None:
    """IN: who has a role has learnt for it; of Ben nobody said so when roles were given out."""
    ana.on_page("IN.1.1")
    assert "Of some it is not said what they have learnt: Ben Okafor." in ana.complaints(), ana.complaints()
    ana.continues("New version")
    ana.on_page("IN.1.1").fill(
        competences=[
            {
                "person": "Ben",
                "subject": "service management",
                "achieved_on": "-80",
                "evidence": "Certificate",
            }
        ],
    )
    ana.continues("Approve assigned roles")
    ana.confirms()


def all_is_set_up(ana: Journey) -> None:
    ana.continues("Close")
    set_up = [each for each in task_states(ana.workspace) if each.task.cadence == "setup"]
    left = {each.task.id: str(each.detail) for each in set_up if each.state != "done"}
    assert set_up and not left, left

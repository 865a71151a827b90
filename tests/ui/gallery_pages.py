"""The pages of the gallery."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sdesk.ui.pieces import (
    AnswerField,
    BusyLine,
    Callout,
    Candidate,
    Card,
    ChoiceField,
    DateField,
    DateTimeField,
    DurationField,
    EmptyState,
    FieldWidget,
    GroupTitle,
    HelpText,
    LabelledField,
    LinkPicker,
    LinksPicker,
    LongTextField,
    NumberField,
    PageTitle,
    RowColumn,
    RowsEditor,
    SidePanel,
    StateLabel,
    TextField,
    TimeField,
    Tone,
    YesNoField,
    button,
    danger_button,
    dress_table,
    menu_button,
    primary_button,
    quiet_button,
    tool_button,
)
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.marks import STATE_MARK_ROLE, Shape, StateDelegate, StateMark

SPACE = UUID("6f5f2a4e-1c55-4b3a-9a51-0c6d4c6f8a10")
ITEMS = [
    Candidate(uuid5(SPACE, name), name, detail)
    for name, detail in (
        ("CI-0007 Backup router", "hardware · in service"),
        ("CI-0012 Mail server", "software · in service"),
        ("CI-0031 Dental practice firewall", "hardware · faulty"),
        ("CI-0044 School file store", "hardware · in service"),
    )
]
PEOPLE = [
    Candidate(uuid5(SPACE, name), name, "Harbour IT Services")
    for name in ("Ana Reyes", "Jon Park", "Mia Lund")
]


def matching(candidates: list[Candidate], typed: str) -> list[Candidate]:
    return [candidate for candidate in candidates if typed.casefold() in candidate.text.casefold()]


def search_items(typed: str) -> list[Candidate]:
    return matching(ITEMS, typed)


def search_people(typed: str) -> list[Candidate]:
    return matching(PEOPLE, typed)


def filled(field: FieldWidget, value: object) -> FieldWidget:
    field.setValue(value)
    return field


def make_kind(parent: QWidget | None = None) -> ChoiceField:
    return ChoiceField((("pre", "Pre-approved"), ("normal", "Normal"), ("emergency", "Emergency")), parent)


def side_panel() -> QWidget:
    panel = SidePanel()
    panel.setFixedWidth(240)
    products = QListWidget()
    products.setItemDelegate(StateDelegate(products))
    products.setAutoFillBackground(False)
    lines = (
        (Shape.APPROVED, "Procedures"),
        (Shape.APPROVED, "Change schedule"),
        (Shape.IN_PROGRESS, "Change requests"),
        (Shape.NEEDS_REVIEW, "Service catalogue"),
        (Shape.DRAFT, "Designs"),
        (Shape.OVERDUE, "Review deployment"),
        (Shape.BLOCKED, "Build the change"),
        (Shape.NOT_APPLICABLE, "Supplier agreements"),
    )
    for shape, word in lines:
        line = QListWidgetItem(word)
        line.setData(STATE_MARK_ROLE, StateMark(shape, word))
        products.addItem(line)
    products.setCurrentRow(2)
    column = QVBoxLayout(panel)
    column.setContentsMargins(8, 16, 8, 8)
    title = GroupTitle("Work products")
    title.setIndent(8)
    column.addWidget(title)
    column.addWidget(products)
    return panel


def change_table() -> QTableView:
    model = QStandardItemModel(0, 4)
    model.setHorizontalHeaderLabels(["Number", "Purpose", "State", "Needed"])
    changes = (
        ("CHG-2026-0031", "Replace backup router", Shape.IN_PROGRESS, "Scheduled", "12 Mar"),
        ("CHG-2026-0030", "New mailbox for the school office", Shape.DRAFT, "Draft", "9 Mar"),
        ("CHG-2026-0029", "Patch the file servers", Shape.APPROVED, "Closed", "2 Mar"),
        ("CHG-2026-0028", "Move the freight office to fibre", Shape.OVERDUE, "Overdue", "27 Feb"),
        ("CHG-2026-0027", "Retire the old phone system", Shape.NEEDS_REVIEW, "Needs review", "20 Feb"),
    )
    for number, purpose, shape, word, needed in changes:
        state = QStandardItem(word)
        state.setData(StateMark(shape, word), STATE_MARK_ROLE)
        model.appendRow([QStandardItem(number), QStandardItem(purpose), state, QStandardItem(needed)])
    table = QTableView()
    table.setModel(model)
    model.setParent(table)
    dress_table(table)
    for column, width in enumerate((124, 210, 110, 60)):
        table.setColumnWidth(column, width)
    table.selectRow(0)
    return table


def list_pane() -> QWidget:
    pane = QWidget()
    title = GroupTitle("Change requests")
    wanted = QLineEdit()
    wanted.setPlaceholderText("Filter")
    wanted.addAction(icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    head = QHBoxLayout()
    head.setContentsMargins(16, 0, 8, 0)
    head.addWidget(title, 1)
    head.addWidget(button("New", icon_name="plus"))
    head.addWidget(wanted)
    head.addWidget(tool_button("ellipsis", "More"))
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 12, 0, 0)
    column.setSpacing(12)
    column.addLayout(head)
    column.addWidget(change_table())
    return pane


def form_pane() -> QWidget:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(8)
    column.addWidget(PageTitle("CHG-2026-0031  Replace backup router"))
    facts = QHBoxLayout()
    facts.setSpacing(16)
    facts.addWidget(StateLabel(StateMark(Shape.IN_PROGRESS, "Scheduled")))
    facts.addWidget(HelpText("Normal change · priority 2 · saved 2 min ago"), 1)
    column.addLayout(facts)
    steps = QHBoxLayout()
    steps.setSpacing(8)
    steps.addWidget(primary_button("Record design", icon_name="arrow-right"))
    menu = QMenu(pane)
    menu.addAction(icon("printer"), "Print")
    menu.addAction(icon("history"), "History")
    steps.addWidget(menu_button("More", menu, pane))
    steps.addWidget(danger_button("Reject change"))
    steps.addStretch(1)
    column.addLayout(steps)
    column.addWidget(
        Callout(Tone.WARNING, "2 fields are missing for this step: risk, back-out plan.", action="Go there")
    )
    column.addSpacing(16)
    column.addWidget(GroupTitle("Request"))
    column.addSpacing(4)
    column.addLayout(form_grid())
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(pane)
    return area


def form_grid() -> QGridLayout:
    risk = LongTextField()
    links = filled(LinksPicker(search_items, can_create=True), ITEMS[:3])
    fields: list[tuple[LabelledField, bool]] = [
        (
            LabelledField(
                "Purpose",
                filled(TextField(), "Replace the backup router before its support ends"),
                required=True,
                item="WP.11 b",
                explanation="Says in one sentence what the customer gets from it.",
            ),
            True,
        ),
        (LabelledField("Kind", filled(make_kind(), "normal"), required=True, item="WP.11 c"), False),
        (
            LabelledField(
                "Date needed", filled(DateField(), date(2026, 3, 12)), required=True, item="WP.11 d"
            ),
            False,
        ),
        (LabelledField("Contact", filled(LinkPicker(search_people), PEOPLE[0]), item="WP.11 a"), False),
        (
            LabelledField("Deployed at", filled(DateTimeField(), datetime(2026, 3, 12, 17, 30, tzinfo=UTC))),
            False,
        ),
        (LabelledField("Impacted items", links, required=True, item="WP.11 e"), True),
        (
            LabelledField(
                "Risk",
                risk,
                required=True,
                item="WP.11 g",
                example="No internet for the practice for 20 minutes.",
            ),
            True,
        ),
    ]
    risk.setError("Say what may go wrong, and how likely that is.")
    return two_columns(fields)


def two_columns(fields: list[tuple[LabelledField, bool]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(16)
    line, side = 0, 0
    for field, is_wide in fields:
        grid.addWidget(field, line, 0 if is_wide else side, 1, 2 if is_wide else 1)
        line, side = (line + 1, 0) if is_wide or side else (line, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def process_page() -> QWidget:
    page = QWidget()
    split = QSplitter()
    split.addWidget(list_pane())
    split.addWidget(form_pane())
    split.setSizes([480, 560])
    line = QHBoxLayout(page)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    line.addWidget(side_panel())
    line.addWidget(split, 1)
    return page


def rows_page() -> QWidget:
    page = QWidget()
    goals = RowsEditor(
        (
            RowColumn("measure", "Measure", TextField, required=True, stretch=3),
            RowColumn("target", "Target", lambda parent: NumberField(parent, decimals=2, unit="%")),
            RowColumn("due", "Due", DateField),
            RowColumn("owner", "Owner", lambda parent: LinkPicker(search_people, parent), stretch=2),
        ),
        add_text="Add a target",
    )
    goals.setValue(
        [
            {
                "measure": "Incidents restored within target",
                "target": 95,
                "due": date(2026, 12, 31),
                "owner": PEOPLE[0],
            },
            {
                "measure": "Customers satisfied or more",
                "target": 87.5,
                "due": date(2026, 12, 31),
                "owner": PEOPLE[1],
            },
            {"measure": "Availability of mail in service hours", "target": 99.9, "due": None, "owner": None},
        ]
    )
    goals.rowForms()[2].field("due").setError("Say by when.")
    steps = RowsEditor(
        (
            RowColumn("who", "Who", lambda parent: LinkPicker(search_people, parent), required=True),
            RowColumn("when", "When", DateTimeField, required=True),
            RowColumn("took", "Took", DurationField),
            RowColumn("kind", "Kind", make_kind),
            RowColumn(
                "what",
                "What was done",
                LongTextField,
                is_long=True,
                explanation="So that a colleague could repeat it.",
            ),
        ),
        add_text="Add a step",
    )
    done = "Restarted the router and watched the line for ten minutes."
    at = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    steps.setValue(
        [
            {"id": 1, "who": PEOPLE[1], "when": at, "took": 25, "what": done, "kind": None},
            {
                "id": 2,
                "who": PEOPLE[0],
                "when": at,
                "took": 90,
                "what": "Told the practice.",
                "kind": "normal",
            },
            {"id": 3, "who": PEOPLE[0], "when": at, "took": 5, "what": "Wrong line.", "kind": "normal"},
        ]
    )
    steps.rowForms()[1].set_open(True)
    steps.rowForms()[2].remove()
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(8)
    column.addWidget(PageTitle("Rows"))
    column.addSpacing(8)
    column.addWidget(GroupTitle("Service targets"))
    column.addWidget(HelpText("What is promised, how it is measured, and who answers for it."))
    column.addWidget(goals)
    column.addSpacing(16)
    column.addWidget(GroupTitle("Steps taken"))
    column.addWidget(steps)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area


def fields_page() -> QWidget:
    page = QWidget()
    read_only = filled(
        LongTextField(), "The backup router is out of support from June.\nIt must be replaced before."
    )
    read_links = filled(LinksPicker(search_items), ITEMS[:2])
    read_date = filled(DateField(), date(2026, 3, 12))
    read_choice = filled(make_kind(), None)
    for field in (read_only, read_links, read_date, read_choice):
        field.setReadOnly(True)
    wrong_date = DateField()
    wrong_date.focusProxy().setText("31.02.")
    wrong_date.focusProxy().editingFinished.emit()
    off = filled(TextField(), "Not to be used now")
    off.setEnabled(False)
    fields = [
        (LabelledField("Read: text", read_only), False),
        (LabelledField("Read: links", read_links), False),
        (LabelledField("Read: date", read_date), False),
        (LabelledField("Read: nothing", read_choice), False),
        (LabelledField("Typed wrongly", wrong_date), False),
        (LabelledField("Disabled", off), False),
        (LabelledField("Time of day", filled(TimeField(), 570)), False),
        (LabelledField("Duration", filled(DurationField(), 90)), False),
        (LabelledField("Placeholder", TextField(placeholder="name@example.com")), False),
        (LabelledField("Was it effective?", filled(AnswerField(), True)), False),
        (LabelledField("Outage", filled(YesNoField("The service could not be used at all"), True)), False),
        (LabelledField("Cost", filled(NumberField(decimals=2, unit="EUR"), 1250.5)), False),
    ]
    left = QVBoxLayout()
    left.setSpacing(8)
    left.addWidget(PageTitle("Fields"))
    left.addSpacing(8)
    left.addLayout(two_columns(fields))
    left.addStretch(1)
    right = QVBoxLayout()
    right.setSpacing(8)
    right.addWidget(
        Callout(Tone.INFO, "Approved on 3 March by Ana Reyes. To change it, start a new version.")
    )
    right.addWidget(
        Callout(Tone.WARNING, "You approve your own work. That is recorded.", action="Approve anyway")
    )
    right.addWidget(
        Callout(
            Tone.ERROR, "The file could not be written: the disk is full. Free some space, then save again."
        )
    )
    right.addWidget(Callout(Tone.OK, "Backup written and read back."))
    buttons = QHBoxLayout()
    dim = button("Not now")
    dim.setEnabled(False)
    for made in (button("Save", icon_name="save"), quiet_button("Show all", icon_name="list"), dim):
        buttons.addWidget(made)
    buttons.addStretch(1)
    right.addLayout(buttons)
    busy = BusyLine()
    busy.start("Making the report…")
    busy.setProgress(40, 100)
    busy.show()
    right.addWidget(busy)
    card = Card()
    inside = QVBoxLayout(card)
    empty = EmptyState(
        "No change requests yet",
        "Whoever wants a service changed asks here first. An auditor asks to see how each change was decided.",
        "Request a change",
    )
    inside.addWidget(empty)
    right.addWidget(card, 1)
    line = QHBoxLayout(page)
    line.setContentsMargins(16, 16, 16, 16)
    line.setSpacing(24)
    line.addLayout(left, 1)
    line.addLayout(right, 1)
    return page

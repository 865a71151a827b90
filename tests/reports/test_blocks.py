import subprocess
import sys

import pytest

from sdesk.reports.blocks import (
    Chart,
    Column,
    Document,
    Heading,
    KeepTogether,
    Paragraph,
    Row,
    Series,
    Table,
    flat,
)


def test_a_table_gives_every_row_as_a_row_with_the_total_last():
    table = Table(
        (Column("Service"), Column("Incidents", numeric=True)), (("Mail", "4"),), total=("All", "4")
    )
    assert table.all_rows() == (Row(("Mail", "4")), Row(("All", "4"), "total"))


def test_a_row_that_does_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="2 columns"):
        Table((Column("A"), Column("B")), (("only one",),))


def test_a_series_needs_one_value_for_each_category():
    with pytest.raises(ValueError, match="2 values expected"):
        Chart("bars", "Incidents", ("Jan", "Feb"), (Series("All", (1,)),))


def test_numbers_are_aligned_right_unless_told_otherwise():
    assert Column("n", numeric=True).alignment == "right"
    assert Column("n", numeric=True, align="center").alignment == "center"


def test_flat_walks_into_blocks_that_are_kept_together():
    inner = (Heading("A"), Paragraph("b"))
    assert list(flat((KeepTogether(inner), Paragraph("c")))) == [*inner, Paragraph("c")]


def test_a_document_is_a_draft_until_its_status_says_otherwise():
    assert Document("Policy").is_draft
    assert not Document("Policy", status="approved").is_draft


def test_values_do_not_need_reportlab():
    program = "import sys, sdesk.reports.blocks, sdesk.reports.pdf, sdesk.reports.html; print('reportlab' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"

"""A Document as one HTML file that needs nothing else: for reading on a screen, and for giving to customers."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape

from sdesk.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Contents,
    Document,
    Facts,
    Heading,
    KeepTogether,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    SignatureLine,
    Spacer,
    Table,
)
from sdesk.reports.charts import sketch_chart
from sdesk.reports.front import chart_title, document_facts, status_word
from sdesk.reports.html.style import STYLE
from sdesk.reports.html.svg import svg
from sdesk.reports.plain import plain
from sdesk.reports.sketch import number_text
from sdesk.translation import gettext as _

CHART_WIDTH = 640
CARD_MARKS = {"neutral": "", "ok": "● ", "warning": "▲ "}
CALLOUT_MARKS = {"info": "", "ok": "● ", "warning": "▲ "}


def render_html(document: Document) -> str:
    """The whole file. It loads nothing: style, charts and logo are inside, and there is no script."""
    body = "\n".join((_front(document), _contents(document), *_blocks(document.blocks), _foot(document)))
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="sdesk">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{_text(document.title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    """The one way in which text gets into the page: without control characters, and escaped."""
    return escape(plain(text))


def _lines(text: str) -> str:
    return _text(text).replace("\n", "<br>")


def _front(document: Document) -> str:
    cells = "".join(
        f"<div><dt>{_text(label)}</dt><dd>{_lines(value or '–')}</dd></div>"
        for label, value in document_facts(document)
    )
    subtitle = f'<p class="subtitle">{_lines(document.subtitle)}</p>' if document.subtitle else ""
    word = _("Draft") if document.is_draft else status_word(document)
    mark = f'<p class="draft">{_text(word)}</p>' if document.is_not_in_force else ""
    return (
        f"<header>{_logo(document.logo)}{mark}<h1>{_lines(document.title)}</h1>{subtitle}"
        f'<dl class="front">{cells}</dl></header>'
    )


def _logo(logo: bytes | None) -> str:
    kinds = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg"}
    kind = next((kind for start, kind in kinds.items() if logo and logo.startswith(start)), None)
    if logo is None or kind is None:
        return ""
    return f'<img class="logo" alt="" src="data:image/{kind};base64,{b64encode(logo).decode()}">'


def _contents(document: Document) -> str:
    """Links to the chapters, when there are enough to get lost."""
    chapters = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    if len(chapters) < 3:
        return ""
    links = "".join(
        f'<li><a href="#chapter-{number}">{_text(title)}</a></li>'
        for number, title in enumerate(chapters, start=1)
    )
    return '<nav aria-label="{}"><ul>{}</ul></nav>'.format(_text(_("Contents")), links)


def _blocks(blocks: Iterable[Block]) -> list[str]:
    chapters = 0
    shown: list[str] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            chapters += 1
            shown.append(f'<h2 id="chapter-{chapters}">{_lines(block.text)}</h2>')
        else:
            shown.append(_block(block))
    return shown


def _block(block: Block) -> str:
    match block:
        case Heading():
            level = min(max(block.level, 1), 3) + 1
            return f"<h{level}>{_lines(block.text)}</h{level}>"
        case Contents():
            return ""  # a page has no page numbers, and its own list of chapters
        case Paragraph():
            parts = [part for part in plain(block.text).split("\n\n") if part.strip()]
            return "".join(f'<p class="{block.style}">{_lines(part)}</p>' for part in parts)
        case Bullets():
            return "<ul>" + "".join(f"<li>{_lines(item)}</li>" for item in block.items) + "</ul>"
        case Facts():
            return _facts(block)
        case Table():
            return _table(block)
        case KeyFigures():
            return f'<div class="cards">{"".join(map(_card, block.figures))}</div>'
        case Chart():
            return _chart(block)
        case Callout():
            return _callout(block)
        case Signature():
            return _signature(block)
        case Spacer():
            return f'<div style="height:{block.height:g}pt"></div>'
        case PageBreak():
            return '<div class="page-break"></div>'
        case KeepTogether():
            return f'<div class="together">{"".join(_block(inner) for inner in block.blocks)}</div>'


def _facts(facts: Facts) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_lines(label)}</th><td>{_lines(value or "–")}</td></tr>'
        for label, value in facts.pairs
    )
    return f'<table class="facts"><tbody>{rows}</tbody></table>'


def _table(table: Table) -> str:
    caption = f"<caption>{_lines(table.caption)}</caption>" if table.caption else ""
    head = "".join(
        f'<th scope="col" class="{column.alignment}">{_lines(column.title)}</th>' for column in table.columns
    )
    rows = [_row(row, table) for row in table.all_rows()]
    if not table.rows:
        empty = _lines(table.empty_text or _("Nothing recorded."))
        rows.insert(0, f'<tr class="empty"><td colspan="{len(table.columns)}">{empty}</td></tr>')
    return (
        f'<div class="wide"><table>{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(row: Row, table: Table) -> str:
    if row.kind == "group":
        across = f'<th scope="colgroup" colspan="{len(table.columns)}">{_lines(row.cells[0])}</th>'
        return f'<tr class="group">{across}</tr>'
    cells = "".join(
        f'<td class="{column.alignment}">{_lines(cell)}</td>'
        for column, cell in zip(table.columns, row.cells, strict=True)
    )
    return f'<tr class="{row.kind}">{cells}</tr>'


def _card(figure: KeyFigure) -> str:
    shown = ("value", figure.value) if figure.value else ("none", _("No data"))
    value = f'<p class="{shown[0]}">{_lines(shown[1])}</p>'
    comparison = f"{CARD_MARKS[figure.kind]}{figure.comparison}" if figure.comparison else ""
    return (
        f'<div class="card {figure.kind}"><p class="label">{_lines(figure.label)}</p>{value}'
        f'<p class="comparison">{_lines(comparison)}</p><p class="note">{_lines(figure.note)}</p></div>'
    )


def _chart(chart: Chart) -> str:
    caption = f"<p>{_lines(chart.caption)}</p>" if chart.caption else ""
    picture = svg(sketch_chart(chart, CHART_WIDTH, _estimated_width), _spoken(chart))
    return f"<figure><figcaption><strong>{_lines(chart_title(chart))}</strong></figcaption>{picture}{caption}</figure>"


def _spoken(chart: Chart) -> str:
    """All values of a chart in words, for those who have it read to them."""
    parts = [chart.title]
    for series in chart.series:
        values = (
            _("{category} {value}").format(
                category=category,
                value=_("no data") if value is None else number_text(value, chart.decimals),
            )
            for category, value in zip(chart.categories, series.values, strict=True)
        )
        parts.append(_("{name}: {values}").format(name=series.name, values=_(", ").join(values)))
    return ". ".join(parts)


def _estimated_width(text: str, size: float, bold: bool) -> float:
    """Browsers choose the font; an average letter is a little over half as wide as it is high."""
    return len(text) * size * (0.6 if bold else 0.56)


def _callout(callout: Callout) -> str:
    mark = CALLOUT_MARKS[callout.kind]
    if not callout.title:
        return f'<aside class="{callout.kind}"><p>{mark}{_lines(callout.text)}</p></aside>'
    title = f"<p><strong>{mark}{_lines(callout.title)}</strong></p>"
    return f'<aside class="{callout.kind}">{title}<p>{_lines(callout.text)}</p></aside>'


def _signature(signature: Signature) -> str:
    title = f"<h3>{_lines(signature.title)}</h3>" if signature.title else ""
    return f'<div class="together">{title}<div class="signatures">{"".join(map(_signed, signature.lines))}</div></div>'


def _signed(line: SignatureLine) -> str:
    how = line.how or ("" if line.when else _("Signature and date"))
    digest = f'<p class="small hash">SHA-256 {_text(line.hash)}</p>' if line.hash else ""
    if line.anchor:
        anchor = _("Anchor {code}").format(code=line.anchor)
        digest += f'<p class="small">{_lines(anchor)}</p>'
    return (
        f'<div><p class="label">{_lines(line.role)}</p><p><strong>{_lines(line.who)}</strong></p>'
        f'<p class="when">{_lines(line.when)}</p><p class="small">{_lines(how)}</p>{digest}</div>'
    )


def _foot(document: Document) -> str:
    digest = f'<p class="hash">SHA-256 {_text(document.content_hash)}</p>' if document.content_hash else ""
    note = f"<p>{_lines(document.footer_note)}</p>" if document.footer_note else ""
    return f"<footer>{note}{digest}</footer>" if note or digest else ""

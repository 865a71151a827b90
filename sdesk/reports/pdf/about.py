"""What a PDF file says about itself, twice from the same values: as document information and as XMP."""

import re
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import XMP, PDFDictionary, PDFInfo, PDFString
from reportlab.pdfgen.canvas import Canvas

from sdesk.reports.blocks import Document
from sdesk.reports.plain import plain

MAKER = "sdesk"
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class About:
    title: str
    author: str
    subject: str
    language: str
    moment: datetime | None


def describe(canvas: Canvas, document: Document) -> None:
    """Give the file of the canvas both. Without a moment it has no date, rather than a made-up one."""
    about = About(
        _in_a_line(document.title),
        _in_a_line(document.issuer),
        _in_a_line(document.subtitle or document.number),
        document.language,
        document.moment,
    )
    canvas.setTitle(about.title)  # also what a viewer reads where information is not shown
    canvas._doc.info = _Information(about)
    canvas._doc.Catalog.Metadata = XMP(creator=lambda _document: _xmp(about).encode())


def _in_a_line(text: str) -> str:
    return " ".join(_NOT_IN_XML.sub("\ufffd", plain(text)).split())


class _Information(PDFInfo):  # type: ignore[misc]
    def __init__(self, about: About) -> None:
        super().__init__()
        self.title, self.author, self.subject = about.title, about.author, about.subject
        self.moment = about.moment

    def format(self, document: object) -> bytes:
        said = {"Title": self.title, "Author": self.author, "Subject": self.subject}
        said |= {"Creator": MAKER, "Producer": MAKER}
        if self.moment:
            offset = f"{self.moment:%z}" or "+0000"
            at = f"D:{self.moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
            said |= {"CreationDate": at, "ModDate": at}
        entries = {key: PDFString(value) for key, value in said.items() if value}
        formatted: bytes = PDFDictionary(entries).format(document)
        return formatted


def _xmp(about: About) -> str:
    def listed(name: str, kind: str, text: str) -> str:
        which = ' xml:lang="x-default"' if kind == "Alt" else ""
        item = f"<rdf:li{which}>{escape(text)}</rdf:li>"
        return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>" if text else ""

    parts = [
        listed("dc:title", "Alt", about.title),
        listed("dc:creator", "Seq", about.author),
        listed("dc:description", "Alt", about.subject),
        listed("dc:language", "Bag", about.language),
        "<dc:format>application/pdf</dc:format>",
        f"<xmp:CreatorTool>{MAKER}</xmp:CreatorTool>",
        f"<pdf:Producer>{MAKER}</pdf:Producer>",
    ]
    if about.moment:
        at = about.moment.replace(microsecond=0).isoformat()
        parts += [f"<xmp:{name}>{at}</xmp:{name}>" for name in ("CreateDate", "ModifyDate", "MetadataDate")]
    return _FRAME.format("\n".join(part for part in parts if part))


_FRAME = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
{}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

"""Strings that people, or those who make a file for them, may write anywhere."""

NASTY = (
    "<b>bold</b> & co",
    '<img src="file:///etc/hostname">',
    '<a href="https://example.org">click</a><script>alert(1)</script>',
    "&amp; &lt;i&gt; &#60;",
    "one\nBEGIN:VEVENT\r\nBcc: eve@example.org\rtwo",
    "right \u202e to left",
    "a" * 10_000,
    "😀 é Ω 漢 \u200d",
    "nul \0 byte",
    "=1+1",
    "%s {number} $(id) `id`",
    '"; DROP TABLE person; --',
)

"""The colours of sdesk: three palettes, and which colour is ever drawn on which. No other module names a colour."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One look. Every field is an opaque colour, "#rrggbb"."""

    name: str
    dark: bool
    window: str  # behind everything
    surface: str  # fields, lists, cards: what is read and written
    raised: str  # menus, popups, tooltips
    sunken: str  # table heads, side panels
    hover: str  # under the pointer
    line: str  # separators; says nothing by itself
    border: str  # edge of a control
    text: str
    muted: str  # help, units, placeholders, what is disabled
    accent: str  # fill of the primary step
    accent_hover: str
    accent_pressed: str
    on_accent: str
    link: str  # the accent, as text
    selection: str  # chosen line of a list
    on_selection: str
    focus: str
    focus_on_accent: str
    danger: str
    warning: str
    ok: str
    info: str
    danger_soft: str
    warning_soft: str
    ok_soft: str
    info_soft: str


LIGHT = Palette(
    name="light",
    dark=False,
    window="#f5f6f7",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#eceef0",
    hover="#e4eeee",
    line="#dadfe3",
    border="#7f878f",
    text="#1a1f24",
    muted="#565f69",
    accent="#0b6e75",
    accent_hover="#095d63",
    accent_pressed="#074b50",
    on_accent="#ffffff",
    link="#0a666d",
    selection="#cfe8e9",
    on_selection="#10181c",
    focus="#0b6e75",
    focus_on_accent="#06090b",
    danger="#b3261e",
    warning="#835500",
    ok="#1b6a3f",
    info="#2458a6",
    danger_soft="#fbeae8",
    warning_soft="#fcf2dc",
    ok_soft="#e4f4ea",
    info_soft="#e8eff9",
)

DARK = Palette(
    name="dark",
    dark=True,
    window="#16191c",
    surface="#1e2226",
    raised="#272c31",
    sunken="#22272b",
    hover="#283235",
    line="#343a40",
    border="#7b848d",
    text="#e7eaed",
    muted="#a9b2bb",
    accent="#0c7a80",
    accent_hover="#0d8187",
    accent_pressed="#0a666b",
    on_accent="#ffffff",
    link="#62cfc9",
    selection="#174a4d",
    on_selection="#ffffff",
    focus="#62cfc9",
    focus_on_accent="#ffffff",
    danger="#ff988f",
    warning="#f0b648",
    ok="#6fd39a",
    info="#8fb8ff",
    danger_soft="#3a2221",
    warning_soft="#372b14",
    ok_soft="#18301f",
    info_soft="#1d2a40",
)

CONTRAST = Palette(
    name="contrast",
    dark=True,
    window="#000000",
    surface="#000000",
    raised="#000000",
    sunken="#141414",
    hover="#262626",
    line="#8c8c8c",
    border="#ffffff",
    text="#ffffff",
    muted="#d6d6d6",
    accent="#7fe5e0",
    accent_hover="#a5efeb",
    accent_pressed="#c4f5f2",
    on_accent="#000000",
    link="#7fe5e0",
    selection="#003d45",
    on_selection="#ffffff",
    focus="#ffd400",
    focus_on_accent="#7a0046",
    danger="#ffb4ad",
    warning="#ffd166",
    ok="#86efac",
    info="#a8c7ff",
    danger_soft="#2b0b09",
    warning_soft="#2a1f00",
    ok_soft="#04240f",
    info_soft="#0a1a38",
)

PALETTES = (LIGHT, DARK, CONTRAST)

GROUNDS = ("window", "surface", "raised", "sunken", "hover", "selection")
SOFT_GROUNDS = ("danger_soft", "warning_soft", "ok_soft", "info_soft")

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted", "link") for ground in (*GROUNDS, *SOFT_GROUNDS)),
    *((text, ground) for text in ("danger", "warning", "ok", "info") for ground in GROUNDS),
    *((kind, f"{kind}_soft") for kind in ("danger", "warning", "ok", "info")),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")),
    ("on_selection", "selection"),
)
"""Every (text, ground) that the style sheet or a painter puts together. Shapes of states count as text."""

LINE_PAIRS: tuple[tuple[str, str], ...] = (
    *((line, ground) for line in ("border", "focus") for ground in ("window", "surface", "raised", "sunken")),
    ("focus", "selection"),
    ("focus", "hover"),
    ("danger", "surface"),
    ("danger", "window"),
    ("accent", "window"),
    ("accent", "surface"),
    ("focus_on_accent", "accent"),
)
"""Every (line or filled control, ground beside it) that has to be seen to use a control."""


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

"""Which colours meet on a page, and whether they can be read there: ratios of WCAG 2.2 (1.4.3), computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.look.faults import Fault
from dossier.look.model import WHITE, Palette, channels, mixed

TEXT, LARGE = 4.5, 3.0
"""The least ratios: of text, and of text from 18 points up, or from 14 in bold."""

_SHADES = ("blanc", "fond-rang", "ton-1", "ton-2", "ton-3")
_MEETINGS = (  # ink, grounds, least ratio
    ("encre", (*_SHADES, "fond-attention", "fond-absent", "marque"), TEXT),
    ("encre-douce", ("blanc", "fond-rang", "ton-1", "ton-2", "marque"), TEXT),
    ("accent", ("blanc", "fond-rang", "marque"), TEXT),
    ("titres", ("blanc", "marque"), LARGE),
    ("encre-tete", ("fond-tete",), TEXT),
    ("lien", ("blanc", "fond-rang", "ton-1", "ton-2", "marque"), TEXT),
    ("attention", ("blanc", "fond-attention", "ton-1"), TEXT),
    ("absent", ("blanc", "fond-absent", "ton-1"), TEXT),
    ("blanc", ("accent", "attention"), TEXT),
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """An ink on a ground: names, colours, the ratio there is and the least there must be."""

    ink: str
    ground: str
    ink_colour: str
    ground_colour: str
    ratio: float
    least: float

    @property
    def readable(self) -> bool:
        """Is there contrast enough?"""
        return self.ratio >= self.least


def luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white)."""
    shares = [value / 255 for value in channels(colour)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def meetings(palette: Palette) -> tuple[Meeting, ...]:
    """Every pair of colours that a dossier puts one on the other."""
    colours = {**dict(palette), "blanc": WHITE}
    return tuple(
        Meeting(ink, ground, colours[ink], colours[ground], ratio(colours[ink], colours[ground]), least)
        for ink, grounds, least in _MEETINGS
        for ground in grounds
    )


def faults(palette: Palette) -> Iterator[Fault]:
    """The colours that cannot be read, each once, on the ground where that is worst, with one that could."""
    worst: dict[str, Meeting] = {}
    for meeting in meetings(palette):
        colour = meeting.ground_colour if meeting.ink == "blanc" else meeting.ink_colour
        known = worst.get(colour)
        # a colour derived from another has the same value: the first name is the one the institution wrote
        if not meeting.readable and (known is None or (meeting.ink == known.ink and meeting.ratio < known.ratio)):
            worst[colour] = meeting
    for meeting in worst.values():
        yield Fault("couleurs", _reason(meeting), _hint(meeting))


def french(value: float) -> str:
    """A ratio as it is written in French, rounded down: never better than it is."""
    return f"{int(value * 100) / 100:.2f}".replace(".", ",")


def _reason(meeting: Meeting) -> str:
    return (
        f"« {meeting.ink} » ({meeting.ink_colour}) sur « {meeting.ground} » ({meeting.ground_colour}) "
        f"a un contraste de {french(meeting.ratio)} ; il en faut au moins {french(meeting.least)}"
    )


def _hint(meeting: Meeting) -> str:
    changed, colour, other = meeting.ink, meeting.ink_colour, meeting.ground_colour
    if changed == "blanc":  # white stays white: it is the ground that changes
        changed, colour, other = meeting.ground, meeting.ground_colour, WHITE
    towards = "#000000" if luminance(other) > 0.18 else WHITE  # 0.18: as far, in contrast, from black as from white
    steps = (mixed(towards, colour, share / 20) for share in range(1, 21))
    better = next(step for step in steps if ratio(step, other) >= meeting.least)
    change = "Assombrissez" if towards != WHITE else "Éclaircissez"
    return f"{change} « {changed} » : {better} conviendrait."

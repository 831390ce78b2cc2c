"""The look as frozen data, and the look that a dossier has when its institution says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace

WHITE = "#ffffff"
PACKAGED_FONTS = ("Source Sans 3", "Source Code Pro", "DejaVu Sans")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours, each ``#rrggbb`` in lower case; their names are those of the settings and of the CSS properties."""

    encre: str = "#1d2430"  # the text
    encre_douce: str = "#4a5565"  # remarks, running heads
    accent: str = "#1b3a6b"  # titles, captions, strong rules
    titres: str = "#1b3a6b"  # the two largest titles, which may be lighter
    lien: str = "#1a4f9c"
    trait: str = "#c8d0db"  # the borders of tables
    fond_tete: str = "#e4eaf3"
    encre_tete: str = "#1b3a6b"
    fond_rang: str = "#f6f8fb"
    ton_1: str = "#e9f0f9"
    ton_2: str = "#c6d8ee"
    ton_3: str = "#93b5de"
    attention: str = "#8a3c00"
    fond_attention: str = "#fdf4e8"
    absent: str = "#8f1d2c"
    fond_absent: str = "#fcf0f1"
    marque: str = "#eceff3"  # the draft mark, behind the text

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Name, with hyphens, and colour."""
        return ((each.name.replace("_", "-"), getattr(self, each.name)) for each in fields(self))

    def changed(self, **colours: str) -> Palette:
        """With these colours; a new accent gives its own titles and tints, unless they are given too."""
        derived = _tints(colours["accent"]) if "accent" in colours else {}
        return replace(self, **derived | colours)


def _tints(accent: str) -> dict[str, str]:
    shares = {"trait": 0.24, "fond_tete": 0.12, "fond_rang": 0.04, "ton_1": 0.1, "ton_2": 0.24, "ton_3": 0.42}
    tints = {name: mixed(accent, WHITE, share) for name, share in shares.items()}
    return tints | {"titres": accent, "lien": accent, "encre_tete": accent, "marque": mixed(accent, WHITE, 0.08)}


def mixed(colour: str, other: str, share: float) -> str:
    """``share`` of a colour, from 0 to 1, in another."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * two):02x}" for one, two in pairs)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green, blue, from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@dataclass(frozen=True, slots=True)
class Face:
    """A font file of the institution."""

    family: str
    bold: bool
    italic: bool
    media: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fonts:
    """Families by use; ``word`` is one that readers of Word files have, ``faces`` are the files brought along."""

    texte: str = "Source Sans 3"
    titres: str = "Source Sans 3"
    code: str = "Source Code Pro"
    word: str = "Arial"
    faces: tuple[Face, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; sizes in pixels, or in the units of an SVG."""

    media: str
    width: float
    height: float
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Logo:
    """``raster`` is what every Word can show: the picture itself, unless that is an SVG."""

    image: Image
    raster: Image
    alternative: str


@dataclass(frozen=True, slots=True)
class Template:
    """What a Word template gives: its styles, and the theme they refer to, as XML parts."""

    styles: bytes = field(repr=False)
    theme: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Look:
    """The whole look; ``entete`` and ``pied`` are texts of the running heads, ``css`` needs no other file."""

    palette: Palette = Palette()
    fonts: Fonts = Fonts()
    logo: Logo | None = None
    entete: str = ""
    pied: str = ""
    css: str = ""
    template: Template | None = None


DEFAULT = Look()

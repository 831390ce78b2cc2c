"""Pictures of the Word file: an image that every Word shows, and the drawing itself for those that can."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

from dossier.document.tree import Figure
from dossier.look.images import SVG, read_image
from dossier.look.model import Image, Logo, Palette
from dossier.look.paint import painted

_PIXEL = 9525  # in Word's units (EMU), 96 to the inch
_LOGO_WIDEST, _LOGO_HIGHEST = 2_880_000, 936_000  # 80 mm and 26 mm
_SHARPNESS = 1.5  # pixels of the image for one of the drawing: 144 to the inch
_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
_FONTS = ("SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf", "DejaVuSans.ttf")


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands in the text; ``vector`` is None for an image of points. Sizes in EMU."""

    name: str
    raster: Image
    vector: Image | None
    width: int
    height: int

    @property
    def files(self) -> dict[str, Image]:
        """What the picture refers to: relationship and file."""
        return {self.name: self.raster} | ({f"{self.name}Dessin": self.vector} if self.vector else {})


def logo_picture(logo: Logo) -> Picture:
    """The institution's logo."""
    share = min(_LOGO_WIDEST / logo.image.width, _LOGO_HIGHEST / logo.image.height)
    vector = logo.image if logo.image.media == SVG else None
    return Picture("rIdLogo", logo.raster, vector, round(logo.image.width * share), round(logo.image.height * share))


def figure_picture(figure: Figure, rank: int, palette: Palette, widest: int, highest: int) -> Picture:
    """A drawing in the look's colours, of its own size or of that of the page (EMU)."""
    svg = painted(figure.svg, palette)
    vector = read_image("", svg.encode())
    share = min(_PIXEL, widest / vector.width, highest / vector.height)
    return Picture(f"rIdFigure{rank}", _raster(svg), vector, round(vector.width * share), round(vector.height * share))


def _raster(svg: str) -> Image:
    """The drawing as points, with our fonts and no other: the same on every machine."""
    import resvg_py

    fonts = resources.files(__package__).joinpath("fonts")
    data = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=_SHARPNESS,
        skip_system_fonts=True,
        font_files=[str(fonts.joinpath(name)) for name in _FONTS],
    )
    return read_image("", bytes(data))


def picture_xml(picture: Picture, number: int, title: str, alternative: str) -> str:
    """A run that holds the picture, the ``number``-th of the file; ``title`` and ``alternative`` are safe in XML."""
    named = f'id="{number}" name="{title}" descr="{alternative}"'
    vector = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        f'r:embed="{picture.name}Dessin"/></a:ext></a:extLst>'
    )
    size = f'cx="{picture.width}" cy="{picture.height}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWINGML}/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {named}/>"
        f'<a:graphic xmlns:a="{_DRAWINGML}/main"><a:graphicData uri="{_DRAWINGML}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWINGML}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{picture.name}">{vector if picture.vector else ""}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )

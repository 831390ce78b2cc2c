"""The institution's logo in the Word file: a picture every Word shows, and the drawing itself for those that can."""

from __future__ import annotations

from dossier.look.images import SVG
from dossier.look.model import Image, Logo

RELATION, DRAWING_RELATION = "rIdLogo", "rIdLogoDessin"
_WIDEST, _HIGHEST = 2_880_000, 936_000  # 80 mm and 26 mm, in Word's units (EMU)
_ID = 9001  # of a drawing; those of the text count from 1
_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"


def pictures(logo: Logo) -> dict[str, Image]:
    """What the drawing refers to: relationship and picture."""
    drawing = {DRAWING_RELATION: logo.image} if logo.image.media == SVG else {}
    return {RELATION: logo.raster} | drawing


def logo_xml(logo: Logo, alternative: str) -> str:
    """A run that holds the picture; ``alternative`` is safe in XML."""
    share = min(_WIDEST / logo.image.width, _HIGHEST / logo.image.height)
    width, height = round(logo.image.width * share), round(logo.image.height * share)
    named = f'id="{_ID}" name="Logo" descr="{alternative}"'
    vector = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        f'r:embed="{DRAWING_RELATION}"/></a:ext></a:extLst>'
    )
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWINGML}/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {named}/>'
        f'<a:graphic xmlns:a="{_DRAWINGML}/main"><a:graphicData uri="{_DRAWINGML}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWINGML}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{RELATION}">{vector if logo.image.media == SVG else ""}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )

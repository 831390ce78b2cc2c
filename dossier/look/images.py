"""Pictures of the institution: their kind, their size, and that they need nothing else."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator

from lxml import etree

from dossier.look.faults import Fault
from dossier.look.model import Image

SVG, PNG, JPEG = "image/svg+xml", "image/png", "image/jpeg"
_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_LENGTH = re.compile(r"\s*([\d.]+)\s*(?:px|pt|mm|cm|in)?\s*")
_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!['\"#]|data:)|@import|\\", re.IGNORECASE)
_GEOMETRY = frozenset(
    "viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points transform dx dy offset stroke-width".split()
)
_NO_NUMBER = re.compile(r"(?<![\w#-])[-+]?(?:nan|inf(?:inity)?)\b|\d[eE]\+?\d{2,}", re.IGNORECASE)
_CHANNELS = {2: 3, 4: 2, 6: 4}
"""Numbers for each point of a PNG, by the kind of its colours, where they are several."""
_MOST_SHAPES, _MOST_PIXELS = 20_000, 40_000_000
_EXPORT = "Exportez-le de nouveau en PNG ou en SVG depuis votre logiciel de dessin."


def read_image(place: str, data: bytes) -> Image:
    """The picture, its kind told by its first bytes; raises Fault."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) > 32:
        width, height = struct.unpack(">II", data[16:24])
        return Image(PNG, width, height, _whole(place, data))
    if data.startswith(b"\xff\xd8\xff"):
        return Image(JPEG, *_jpeg_size(place, data), _whole(place, data))
    return Image(SVG, *_svg_size(place, _svg(place, data)), data)


def _whole(place: str, data: bytes) -> bytes:
    """The same bytes, once they were seen to be a picture to the end; raises Fault."""
    from PIL import Image as Pictures

    try:
        with Pictures.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise Fault(place, "l’image a plus de 40 millions de points", "Réduisez-la : 2000 points suffisent.")
            picture.load()
            if picture.format == "PNG" and not _all_pixels(data, picture.height):
                raise ValueError("pixels are missing")
    except Fault:
        raise
    except Exception:  # whatever a damaged picture leads to
        raise Fault(place, "l’image est abîmée ou incomplète", _EXPORT) from None
    return data


def _all_pixels(data: bytes, height: int) -> bool:
    """Does a PNG hold every row it announces? Readers of pictures forgive what readers of PDF do not."""
    width, depth, colours, interlaced = (*struct.unpack(">I", data[16:20]), data[24], data[25], data[28])
    at, packed = 8, bytearray()
    while data[at + 4 : at + 8] not in (b"IEND", b""):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += 12 + length
    row = 1 + (width * depth * _CHANNELS.get(colours, 1) + 7) // 8
    whole = zlib.decompressobj().decompress(bytes(packed), row * height)
    return data[at + 4 : at + 8] == b"IEND" and (bool(interlaced) or len(whole) == row * height)


def _jpeg_size(place: str, data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # a frame, not a table
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + length
    raise Fault(place, "l’image JPEG est incomplète", _EXPORT)


def _svg(place: str, data: bytes) -> etree._Element:
    """The drawing; scripts, pages inside and anything to fetch are refused."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise Fault(place, "l’image n’est ni un PNG, ni un JPEG, ni un SVG correct", _EXPORT) from None
    if root.tag != f"{_SVG}svg":
        raise Fault(place, "le fichier est en XML, mais n’est pas une image SVG", _EXPORT)
    if found := next(_refused(root), None):
        hint = "Exportez un « SVG simple » : des formes, sans programme ni lien vers un autre fichier."
        raise Fault(place, f"l’image SVG contient ce qu’un dossier ne peut pas porter : {found}", hint)
    if _drawn(root) > _MOST_SHAPES:
        hint = "Exportez-la de nouveau en aplatissant les symboles et les copies (<use>)."
        raise Fault(place, f"l’image SVG dessine plus de {_MOST_SHAPES} formes, copies comprises", hint)
    return root


def _drawn(root: etree._Element) -> int:
    """How many elements are drawn once every ``use`` stands for what it names, counted without drawing any."""
    named = {node.get("id"): node for node in root.iter(etree.Element) if node.get("id")}
    weights: dict[etree._Element, int] = {}
    waiting: list[tuple[etree._Element, bool]] = [(root, False)]
    open_: set[etree._Element] = set()
    while waiting:
        node, done = waiting.pop()
        target = named.get(next((node.get(key, "") for key in _HREFS if node.get(key)), "").strip().removeprefix("#"))
        inside = [*node.iterchildren(etree.Element), *([target] if target is not None else [])]
        if done:
            open_.discard(node)
            weights[node] = min(1 + sum(weights.get(each, _MOST_SHAPES + 1) for each in inside), _MOST_SHAPES + 1)
        elif node not in weights:
            open_.add(node)
            waiting.append((node, True))
            waiting += [(each, False) for each in inside if each not in weights and each not in open_]
    return weights[root]


def _refused(root: etree._Element) -> Iterator[str]:
    if root.getroottree().docinfo.doctype:
        yield "une déclaration DOCTYPE"
    for node in root.iter(etree.Element):
        name = etree.QName(node).localname
        if name in ("script", "foreignObject"):
            yield f"<{name}>"
        for key, value in node.items():
            if key in _HREFS and not value.strip().startswith(("#", "data:image/")):
                yield f"un lien vers {value[:60]}"
            if key in _GEOMETRY and _NO_NUMBER.search(value):
                yield f"un nombre impossible ({key})"
            own = not str(key).startswith("{")  # what drawing software notes for itself draws nothing
            if own and (str(key).lower().startswith("on") or _OUTSIDE.search(value)):
                yield f"l’attribut {key}"
        if name == "style" and _OUTSIDE.search("".join(node.itertext())):
            yield "un style qui va chercher un fichier"


def _svg_size(place: str, root: etree._Element) -> tuple[float, float]:
    box = root.get("viewBox", "").replace(",", " ").split()
    lengths = [match[1] for name in ("width", "height") if (match := _LENGTH.fullmatch(root.get(name, "")))]
    try:
        width, height = (float(number) for number in (box[2:] if len(box) == 4 else lengths))
    except ValueError:
        width = height = 0.0
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise Fault(place, "l’image SVG ne dit pas sa taille (viewBox)", _EXPORT)
    return width, height

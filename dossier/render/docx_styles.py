"""The look of the Word file: styles, list bullets and fonts, as data that one loop turns into XML.

Space stands *before* a paragraph, not after: it is the one arrangement that also holds after a table, which has no
spacing of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossier.document.tree import Align, Emphasis, Role, Tone
from dossier.look.model import Look, Palette

WML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Arial is on every machine with Word; Liberation Sans, of the very same widths, comes with LibreOffice and takes its
# place there: the pages break alike in both, without embedding a font. Other fonts of Word have such a twin too.
FONT_TWINS = {
    "Arial": "Liberation Sans",
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Times New Roman": "Liberation Serif",
    "Verdana": "DejaVu Sans",
}
FONT_CODE, FONT_CODE_TWIN = "Courier New", "Liberation Mono"

LANGUAGES = {"fr": "fr-FR", "en": "en-GB", "de": "de-DE", "es": "es-ES", "it": "it-IT"}  # Word wants a region

ROLE_STYLE = {
    Role.BODY: "BodyText",
    Role.LEAD: "Chapeau",
    Role.NOTE: "Note",
    Role.MISSING: "NonRenseigne",
    Role.WARNING: "Avertissement",
    Role.BLOCKING: "Bloquant",
    Role.CENTRED: "Centre",
}
CELL_STYLE = {
    Role.BODY: "Tableau",
    Role.LEAD: "Tableau",
    Role.NOTE: "TableauNote",
    Role.MISSING: "TableauNonRenseigne",
    Role.WARNING: "TableauAvertissement",
    Role.BLOCKING: "TableauBloquant",
    Role.CENTRED: "TableauCentre",
}
HEAD_STYLES = CELL_STYLE | {Role.BODY: "TableauTete"}
BANNER_STYLES = CELL_STYLE | {Role.BODY: "TableauBandeau", Role.NOTE: "TableauBandeauNote"}
SUB_BANNER_STYLES = CELL_STYLE | {Role.BODY: "TableauSousBandeau", Role.NOTE: "TableauSousBandeauNote"}
ALIGNED_STYLE = {Align.START: "Tableau", Align.CENTER: "TableauCentre", Align.END: "TableauNombre"}
COVER_STYLE = {Tone.LIGHT: "CouvertureAuChoix", Tone.MEDIUM: "CouvertureGarantie", Tone.STRONG: "CouvertureAucune"}
BOLD = frozenset(
    ("TableauTete", "TableauEntete", "TableauBandeau", "TableauSousBandeau", "TableauTotal", "TableauBloquant")
)
"""The styles of cells whose words are bold."""

EMPHASIS_STYLE = {Emphasis.EM: "Emphasis", Emphasis.STRONG: "Strong", Emphasis.CODE: "CodeDossier"}
EMPHASIS_LOOK = {
    Emphasis.NONE: "",
    Emphasis.EM: "<w:i/><w:iCs/>",
    Emphasis.STRONG: "<w:b/><w:bCs/>",
    Emphasis.CODE: f'<w:rFonts w:ascii="{FONT_CODE}" w:hAnsi="{FONT_CODE}" w:cs="{FONT_CODE}"/>'
    '<w:sz w:val="16"/><w:szCs w:val="16"/>',  # a SHA-256 stands on one line of a cell
}

BULLETS = 1  # numId of a list in the text
CELL_BULLETS = 2  # numId of a list in a cell
TITLES = 3  # numId of the numbers of titles
HEADINGS = 5  # levels that have a style


@dataclass(frozen=True, slots=True)
class Style:
    """One style; ``paragraph`` and ``run`` are its properties in WordprocessingML, in the order the schema wants."""

    id: str
    name: str
    paragraph: str = ""
    run: str = ""
    based: str = "Normal"
    next: str = ""
    kind: str = "paragraph"
    ours: bool = False


def _font(size: float, color: str = "", *, bold: bool = False, italic: bool = False) -> str:
    look = EMPHASIS_LOOK[Emphasis.STRONG] * bold + EMPHASIS_LOOK[Emphasis.EM] * italic
    look += f'<w:color w:val="{color}"/>' if color else ""
    return look + f'<w:sz w:val="{size * 2:g}"/><w:szCs w:val="{size * 2:g}"/>'


def _before(points: float, line: int = 240, after: float = 0) -> str:
    return f'<w:spacing w:before="{points * 20:g}" w:after="{after * 20:g}" w:line="{line}" w:lineRule="auto"/>'


def _border(side: str, color: str, eighths: int, gap: int = 4) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{gap}" w:color="{color}"/>'


def _rule(side: str, color: str, eighths: int, gap: int = 4) -> str:
    return f"<w:pBdr>{_border(side, color, eighths, gap)}</w:pBdr>"


def _aside(color: str, fill: str = "") -> str:
    """A paragraph set apart: a coloured bar on its left, and maybe a tint, with room around the words."""
    borders = (("top", fill, 24, 1), ("left", color, 24, 8), ("bottom", fill, 24, 1))
    rules = "".join(_border(*border) for border in borders if border[1])
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:pBdr>{rules}</w:pBdr>{shade}{_before(10 if fill else 8, 264)}<w:ind w:left="227"/>'


_KEEP = "<w:keepNext/><w:keepLines/>"
_WHOLE_WORDS = "<w:suppressAutoHyphens/>"


def _heading(level: int, before: float, size: float, color: str, extra: str = "", *, italic: bool = False) -> Style:
    number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{TITLES}"/></w:numPr>'
    order = f'{_WHOLE_WORDS}{_before(before, after=3)}<w:outlineLvl w:val="{level - 1}"/>'
    look = _font(size, color, bold=True, italic=italic)
    return Style(f"Heading{level}", f"heading {level}", _KEEP + number + extra + order, look, next="BodyText")


def _cell(id_: str, name: str, run: str, paragraph: str = "") -> Style:
    return Style(id_, f"Tableau : {name}", paragraph, run, based="Tableau", ours=True)


def _list(number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


_BASE = "DefaultParagraphFont"
_LEADERS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>'  # to page numbers, once Word has them


def styles(palette: Palette) -> tuple[Style, ...]:
    """Every style that the body refers to, in these colours."""
    colours = word_colours(palette)
    return (*_of_text(colours), *_of_cells(colours), *_around_the_text(colours), *_of_characters(colours, palette))


def _of_text(colours: Mapping[str, str]) -> tuple[Style, ...]:
    """Titles, paragraphs, lists, captions."""
    accent, soft = colours["accent"], colours["encre-douce"]
    return (
        Style("Normal", "Normal", based=""),
        Style(_BASE, "Default Paragraph Font", based="", kind="character"),
        Style("Logo", "Logo", _before(18), ours=True),
        Style("Figure", "Figure", _KEEP + _before(12), ours=True),
        Style(
            "Title", "Title", f"{_WHOLE_WORDS}{_before(120)}", _font(26, colours["titres"], bold=True), next="Subtitle"
        ),
        Style("Subtitle", "Subtitle", f"{_rule('bottom', accent, 12, 14)}{_WHOLE_WORDS}{_before(10)}", _font(15, soft)),
        _heading(1, 22, 17, colours["titres"], _rule("bottom", accent, 6, 3)),
        _heading(2, 18, 13.5, accent),
        _heading(3, 14, 11.5, accent),
        _heading(4, 12, 10.5, accent, italic=True),
        _heading(5, 10, 10, accent, italic=True),
        Style(
            "TitreFeuille",
            "Titre de feuille",
            f'{_KEEP}{_WHOLE_WORDS}{_before(24, after=18)}<w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
            _font(22, colours["titres"], bold=True),
            next="BodyText",
            ours=True,
        ),
        Style("BodyText", "Body Text", _before(6, 276)),
        Style("Chapeau", "Chapeau", _before(8, 276), _font(12, accent), ours=True),
        Style("Note", "Note du dossier", _before(6, 252), _font(9, soft), ours=True),
        Style(
            "NonRenseigne",
            "Non renseigné",
            _aside(colours["trait"], colours["fond-rang"]),
            _font(10, colours["encre-douce"]),
            ours=True,
        ),
        Style(
            "Avertissement",
            "Avertissement",
            _aside(colours["attention"], colours["fond-attention"]),
            _font(10, colours["attention"]),
            ours=True,
        ),
        Style(
            "Bloquant",
            "Bloquant",
            _aside(colours["absent"], colours["fond-absent"]),
            _font(10, colours["absent"]),
            ours=True,
        ),
        Style("ListBullet", "List Bullet", f"{_list(BULLETS)}{_before(3, 276)}"),
        Style("Caption", "caption", _KEEP + _WHOLE_WORDS + _before(12, after=3), _font(9.5, accent, bold=True)),
        Style("Centre", "Texte centré", _before(12, 276) + '<w:jc w:val="center"/>', _font(13), ours=True),
    )


def _of_cells(colours: Mapping[str, str]) -> tuple[Style, ...]:
    """Paragraphs in tables."""
    red, amber, soft = colours["absent"], colours["attention"], colours["encre-douce"]
    return (
        Style("Tableau", "Tableau", '<w:spacing w:before="20" w:after="20"/>', _font(9), ours=True),
        _cell("TableauTete", "tête", _font(9, colours["encre-tete"], bold=True), "<w:keepNext/>" + _WHOLE_WORDS),
        _cell("TableauEntete", "en-tête de ligne", _font(9, bold=True), _WHOLE_WORDS),
        _cell("TableauLibelle", "libellé de fiche", _font(9, soft), _WHOLE_WORDS),
        _cell("TableauNote", "note", _font(8.5, soft)),
        _cell("TableauNonRenseigne", "non renseigné", _font(9, soft, italic=True)),
        _cell("TableauAvertissement", "avertissement", _font(9, amber, bold=True)),
        _cell("TableauBloquant", "bloquant", _font(9, red, bold=True)),
        _cell("TableauPuce", "puce", _font(9), _list(CELL_BULLETS)),
        _cell("TableauCentre", "centré", _font(9), '<w:jc w:val="center"/>'),
        _cell("TableauNombre", "nombre", _font(9), '<w:jc w:val="right"/>'),
        _cell("TableauTotal", "total", _font(9, bold=True), '<w:jc w:val="right"/>'),
        _cell("TableauBandeau", "bandeau", _font(9, bold=True), _band(colours["ton-2"])),
        _cell("TableauSousBandeau", "sous-bandeau", _font(9, bold=True), _band(colours["ton-1"])),
        _cell("TableauBandeauNote", "note de bandeau", _font(8.5), _band(colours["ton-2"])),
        _cell("TableauSousBandeauNote", "note de sous-bandeau", _font(8.5), _band(colours["ton-1"])),
        *(
            _cell(style, f"couverture {word}", _font(8), _shaded(colours[f"ton-{tone.value}"]) + _CENTRED)
            for (tone, style), word in zip(COVER_STYLE.items(), ("au choix", "garantie", "aucune"), strict=True)
        ),
    )


_CENTRED = '<w:jc w:val="center"/>'


def _shaded(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def _band(fill: str) -> str:
    """A tint that fills the whole cell, its margins too."""
    rules = "".join(_border(side, fill, 24, 0) for side in ("top", "left", "bottom", "right"))
    return (
        f"<w:keepNext/>{_WHOLE_WORDS[:0]}<w:pBdr>{rules}</w:pBdr>{_shaded(fill)}{_WHOLE_WORDS}"
        '<w:spacing w:before="0" w:after="0"/>'
    )


def _around_the_text(colours: Mapping[str, str]) -> tuple[Style, ...]:
    """Contents lists, running heads and feet."""
    accent, soft = colours["accent"], colours["encre-douce"]
    return (
        Style("TOCHeading", "TOC Heading", _KEEP + _before(22, after=4), _font(17, accent, bold=True)),
        Style("TOC1", "toc 1", _LEADERS + _before(5), _font(10, accent, bold=True)),
        Style("TOC2", "toc 2", _LEADERS + _before(1) + '<w:ind w:left="284"/>', _font(9.5)),
        Style("Header", "header", _rule("bottom", colours["trait"], 4), _font(8.5, soft)),
        Style(
            "HeaderGarde",
            "En-tête de la garde",
            _rule("bottom", accent, 16, 6) + _before(40),
            _font(10.5, accent, bold=True),
            ours=True,
        ),
        Style("Footer", "footer", _rule("top", colours["trait"], 4), _font(8.5, soft)),
        Style("Separation", "Séparation", '<w:spacing w:line="20" w:lineRule="exact"/>', _font(1), ours=True),
    )


def _of_characters(colours: Mapping[str, str], palette: Palette) -> tuple[Style, ...]:
    """What a part of a paragraph looks like."""
    blank = f'<w:u w:val="dash"/><w:shd w:val="clear" w:color="auto" w:fill="{colours["fond-rang"]}"/>'
    return (
        Style("Strong", "Strong", run=EMPHASIS_LOOK[Emphasis.STRONG], based=_BASE, kind="character"),
        Style("Emphasis", "Emphasis", run=EMPHASIS_LOOK[Emphasis.EM], based=_BASE, kind="character"),
        Style("CodeDossier", "Code", run=EMPHASIS_LOOK[Emphasis.CODE], based=_BASE, kind="character", ours=True),
        Style("ARemplir", "À remplir", run=blank, based=_BASE, kind="character", ours=True),
        Style("Hyperlink", "Hyperlink", run=link_look(palette), based=_BASE, kind="character"),
    )


def link_look(palette: Palette) -> str:
    """The look of a link."""
    return f'<w:color w:val="{word_colours(palette)["lien"]}"/><w:u w:val="single"/>'


def word_colours(palette: Palette) -> dict[str, str]:
    """The colours by their names, as Word writes them."""
    return {name: colour[1:].upper() for name, colour in palette}


_HIDDEN = {
    _BASE,
    "TOCHeading",
    "TOC1",
    "TOC2",
    "Header",
    "HeaderGarde",
    "Footer",
    "Separation",
}  # no use in Word's gallery


def _margins(down: int, across: int) -> str:
    sides = (("top", down), ("left", across), ("bottom", down), ("right", across))
    return "".join(f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side, twips in sides)


_CELL_MARGINS, _NARROW_MARGINS = _margins(30, 85), _margins(10, 40)


def _table_styles(palette: Palette) -> str:
    """How every table looks: changing one of these styles changes all its tables."""
    colours = word_colours(palette)
    rule, strong = colours["trait"], colours["accent"]
    across = "".join(_border(side, rule, 4, 0) for side in ("top", "bottom", "insideH"))
    head = _border("bottom", strong, 8, 0)
    looks = (
        ("firstRow", f"<w:tcBorders>{head}</w:tcBorders>", colours["fond-tete"], '<w:vAlign w:val="center"/>'),
        ("band2Horz", "", colours["fond-rang"], ""),
    )
    special = "".join(
        f'<w:tblStylePr w:type="{part}"><w:tcPr>{borders}{_shaded(fill)}{more}</w:tcPr></w:tblStylePr>'
        for part, borders, fill, more in looks
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        + _table_style("TableauDossier", "Tableau du dossier", across, _CELL_MARGINS, special)
        + _table_style("TableauFiche", "Fiche du dossier", _border("insideH", rule, 4, 0), _CELL_MARGINS, "")
        + _table_style("TableauMatrice", "Matrice du dossier", across, _NARROW_MARGINS, special)
    )


def _table_style(identifier: str, name: str, borders: str, margins: str, special: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{special}</w:style>"
    )


def _style(style: Style) -> str:
    default = ' w:default="1"' if not style.based else ""
    custom = ' w:customStyle="1"' if style.ours else ""
    based = f'<w:basedOn w:val="{style.based}"/>' if style.based else ""
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    gallery = "" if style.id in _HIDDEN else "<w:qFormat/>"
    paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    run = f"<w:rPr>{style.run}</w:rPr>" if style.run else ""
    return (
        f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f"{based}{following}{gallery}{paragraph}{run}</w:style>"
    )


def styles_xml(language: str, look: Look) -> str:
    """The styles part, for a document in ``language``."""
    font, ink = look.fonts.word, word_colours(look.palette)["encre"]
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_font(10.5, ink)}"
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_before(0)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    each = "".join(map(_style, styles(look.palette)))
    return f'{XML}<w:styles xmlns:w="{WML}">{defaults}{each}{_table_styles(look.palette)}</w:styles>'


def numbering_xml(font: str) -> str:
    """The numbering part: two bulleted lists, whose bullet is a character that the text font has, then the titles."""
    lists = ((BULLETS, "ListBullet", 454, 227), (CELL_BULLETS, "TableauPuce", 170, 170))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style}"/><w:lvlText w:val="•"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:hint="default"/></w:rPr></w:lvl>'
        "</w:abstractNum>"
        for number, style, left, hanging in lists
    )
    titles = "".join(map(_title_level, range(HEADINGS)))
    multilevel = '<w:multiLevelType w:val="multilevel"/>'
    abstract += f'<w:abstractNum w:abstractNumId="{TITLES}">{multilevel}{titles}</w:abstractNum>'
    concrete = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (BULLETS, CELL_BULLETS, TITLES)
    )
    return f'{XML}<w:numbering xmlns:w="{WML}">{abstract}{concrete}</w:numbering>'


def _title_level(level: int) -> str:
    """« 4. », « 4.2 », « 4.2.1 »: bound to the style of the titles of that level, so that Word counts them again."""
    number = ".".join(f"%{rank + 1}" for rank in range(level + 1)) + ("." if level == 0 else "")
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{number}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
    )


def fonts_xml(font: str) -> str:
    """The font table: what to take where a font is missing."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{twin}"/><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/>'
        "</w:font>"
        for name, twin, family, pitch in (
            (font, FONT_TWINS.get(font, FONT_TWINS["Arial"]), "swiss", "variable"),
            (FONT_CODE, FONT_CODE_TWIN, "modern", "fixed"),
        )
    )
    return f'{XML}<w:fonts xmlns:w="{WML}">{fonts}</w:fonts>'


def theme_xml(look: Look) -> str:
    """The theme: what Word's colour and font menus offer first. Nothing in the text refers to it."""
    ours = word_colours(look.palette)
    colours = {"dk1": "000000", "lt1": "FFFFFF", "dk2": ours["accent"], "lt2": ours["fond-rang"]}
    colours |= {"accent1": ours["accent"], "accent2": ours["ton-3"], "accent3": ours["ton-2"]}
    colours |= {"accent4": ours["encre-douce"], "accent5": ours["trait"], "accent6": ours["attention"]}
    colours |= {"hlink": ours["lien"], "folHlink": ours["lien"]}
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    face = f'<a:latin typeface="{look.fonts.word}"/><a:ea typeface=""/><a:cs typeface=""/>'
    paint = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    formats = (  # the schema wants three of each
        ("fillStyleLst", paint),
        ("lnStyleLst", f'<a:ln w="6350">{paint}</a:ln>'),
        ("effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>"),
        ("bgFillStyleLst", paint),
    )
    looks = "".join(f"<a:{name}>{look * 3}</a:{name}>" for name, look in formats)
    return (
        f'{XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Dossier">'
        f'<a:themeElements><a:clrScheme name="Dossier">{scheme}</a:clrScheme><a:fontScheme name="Dossier">'
        f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Dossier">{looks}</a:fmtScheme></a:themeElements></a:theme>'
    )

"""Findings for a spreadsheet: read me, findings, rules, and the coverage matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dossier.french.dates import short_day
from dossier.programme.errors import UnreadableFile
from dossier.programme.model import Programme
from dossier.reports.attestation import TITLE, identity, warning
from dossier.reports.labels import OUTCOMES, SEVERITIES, in_charge, section
from dossier.rules.catalogue import DATE
from dossier.rules.readiness import by_section, readiness
from dossier.rules.runner import Finding, Judgement

_LONGEST = 32767  # characters in a cell, in any spreadsheet
_LETTERS = {"enseignee": "E", "pratiquee": "P", "evaluee": "V"}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_GUIDE = (
    ("Constats", "Tout ce que les règles ont trouvé ; filtrez par gravité, famille, partie ou responsable."),
    ("Règles", "Chaque règle, son résultat et, si elle n’a pas été appliquée, pourquoi."),
    (
        "Matrice",
        "Les compétences (lignes) et les unités (colonnes). E enseignée, P pratiquée, V évaluée, × sans détail.",
    ),
)
_FINDINGS: tuple[tuple[str, int], ...] = (
    ("Programme", 12),
    ("Gravité", 14),
    ("Règle", 10),
    ("Famille", 24),
    ("Objet", 16),
    ("Constat", 60),
    ("Que faire", 50),
    ("Partie du dossier", 22),
    ("Responsable", 24),
    ("Où", 40),
    ("Ligne", 8),
    ("Source", 36),
    ("État", 16),
    ("Dérogation", 40),
)
_RULES: tuple[tuple[str, int], ...] = (
    ("Programme", 12),
    ("Règle", 10),
    ("Titre", 60),
    ("Famille", 28),
    ("Gravité", 14),
    ("Résultat", 16),
    ("Motif", 50),
    ("Source", 40),
)
_MATRIX = (14, 14, 60)
_LINE = 15  # points
_Row = Sequence[str | int]


class _Book:
    """A workbook under way: its sheets share formats."""

    def __init__(self, target: BytesIO) -> None:
        self.workbook = Workbook(target, _OPTIONS)
        self.workbook.set_properties({"title": "Rapport de contrôle", "created": datetime.combine(DATE, time())})
        self.text = self.workbook.add_format({"text_wrap": True, "valign": "top"})
        self.head = self.workbook.add_format(
            {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
        )
        self.strong = self.workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.alert = self.workbook.add_format({"bold": True, "font_color": "#A31515", "text_wrap": True})

    def sheet(self, name: str, widths: Iterable[int]) -> Worksheet:
        """A new sheet, that prints on one page across."""
        sheet = self.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def write(self, sheet: Worksheet, rank: int, row: _Row, style: Format | None = None) -> None:
        """A row; texts stay texts, whatever they begin with."""
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(rank, column, value, style or self.text)
            else:
                clean = value.encode("utf-8", "replace").decode()
                sheet.write_string(rank, column, clean[:_LONGEST], style or self.text)

    def table(self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[_Row]) -> None:
        """A sheet of rows under a frozen head, with filters."""
        sheet = self.sheet(name, (width for _, width in columns))
        self.write(sheet, 0, [title for title, _ in columns], self.head)
        last = 0
        for last, row in enumerate(rows, start=1):
            self.write(sheet, last, row)
            sheet.set_row(last, _height(row, [width for _, width in columns]))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, last, len(columns) - 1)


def emit(judgements: Sequence[Judgement], unreadable: Sequence[UnreadableFile] = ()) -> bytes:
    """The workbook: the same bytes for the same findings."""
    target = BytesIO()
    book = _Book(target)
    _readme(book, judgements, unreadable)
    book.table("Constats", _FINDINGS, _each(judgements, _findings))
    book.table("Règles", _RULES, _each(judgements, _rules))
    _matrix(book, judgements)
    book.workbook.close()
    return target.getvalue()


def _height(row: _Row, widths: Sequence[int]) -> int:
    """In points, since not every spreadsheet fits rows to their text; a width is about so many characters."""
    lines = (-(-len(str(value)) * 11 // (width * 10)) for value, width in zip(row, widths, strict=True))
    return _LINE * min(max(1, *lines), 20)


def _each(judgements: Iterable[Judgement], rows: Callable[[Judgement], Iterator[_Row]]) -> Iterator[_Row]:
    return (row for judgement in judgements for row in rows(judgement))


def _readme(book: _Book, judgements: Iterable[Judgement], unreadable: Iterable[UnreadableFile]) -> None:
    sheet = book.sheet("Lisez-moi", (34, 90))
    rows: list[tuple[_Row, Format | None]] = [(("Rapport de contrôle",), book.strong)]
    rows += ((row, None) for row in _GUIDE)
    rows += (
        (("Fichier illisible", f"{error.path.as_posix()} : {error.reason}. {error.hint}"), book.alert)
        for error in unreadable
    )
    for judgement in judgements:
        rows += [((), None), ((f"{TITLE} {judgement.code}".rstrip(),), book.strong)]
        if warning(judgement):
            rows.append((("Attention", warning(judgement)), book.alert))
        rows += ((row, None) for row in identity(judgement))
        points = by_section(readiness(judgement).points)
        rows += (((f"Avant le dépôt : {name}", str(number)), None) for name, number in points.items())
        rows += (((SEVERITIES[severity], str(number)), None) for severity, number in judgement.totals.items())
    for rank, (row, style) in enumerate(rows):
        book.write(sheet, rank, row, style)


def _findings(judgement: Judgement) -> Iterator[_Row]:
    for finding in sorted(judgement.findings, key=lambda found: (found.waived is not None, found.severity.rank)):
        place, rule = finding.place, finding.rule
        yield (
            judgement.code,
            SEVERITIES[finding.severity],
            rule.id,
            rule.family_title,
            finding.object,
            finding.message,
            finding.hint,
            section(place),
            in_charge(judgement.programme, place),
            " › ".join(place.path),
            place.line,
            str(rule.source),
            *_state(finding),
        )


def _state(finding: Finding) -> tuple[str, str]:
    waived = finding.waived
    if waived:
        dates = f"{waived.auteur}, {short_day(waived.date)}, jusqu’au {short_day(waived.jusqu_au)}"
        return "En dérogation", f"{waived.motif} ({dates})"
    return ("Déjà connu" if finding.known else "À traiter"), ""


def _rules(judgement: Judgement) -> Iterator[_Row]:
    for outcome in judgement.outcomes:
        rule = outcome.rule
        yield (
            judgement.code,
            rule.id,
            rule.title,
            rule.family_title,
            SEVERITIES[rule.strongest],
            OUTCOMES[outcome.outcome].capitalize(),
            outcome.explained,
            str(rule.source),
        )


def _matrix(book: _Book, judgements: Iterable[Judgement]) -> None:
    """The matrices one under the other; filters when there is only one."""
    programmes = [judgement.programme for judgement in judgements if judgement.programme]
    sheet = book.sheet("Matrice", (*_MATRIX, 10))
    rank = 0
    for programme in programmes:
        rows = list(_coverage(programme))
        book.write(sheet, rank, rows[0], book.head)
        for row in rows[1:]:
            rank += 1
            book.write(sheet, rank, row)
            sheet.set_row(rank, _height(row[:3], _MATRIX))
        if len(programmes) == 1:
            sheet.freeze_panes(1, 3)
            sheet.repeat_rows(0)
            sheet.autofilter(0, 0, rank, len(rows[0]) - 1)
        rank += 2


def _coverage(programme: Programme) -> Iterator[_Row]:
    """A head, then a row for each competency: how many units cover it, and what each brings."""
    cells: dict[tuple[str, str], str] = {}
    for couverture in programme.couvertures:
        for unite in couverture.unites:
            for part in unite.competences:
                letters = "".join(_LETTERS.get(apport, "") for apport in part.apport)
                cells[part.ref, unite.ref] = letters or "×"
    covering = {unite for _, unite in cells}
    units = [code for code in programme.unites if code in covering]
    yield ("Bloc", "Compétence", "Énoncé", "Unités", *units)
    for code, competence in programme.competences.items():
        row = [cells.get((code, unite), "") for unite in units]
        bloc = programme.bloc_de[code].code
        yield (bloc, code, competence.texte, len(programme.couverture[code]), *row)

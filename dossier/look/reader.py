"""From the settings and the files of an institution to its look: every mistake is gathered, none is guessed away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from dossier.look import contrast
from dossier.look.faces import read_face
from dossier.look.faults import Fault, UnusableLook
from dossier.look.images import PNG, SVG, read_image
from dossier.look.model import PACKAGED_FONTS, Face, Fonts, Image, Logo, Look, Palette, Template
from dossier.look.stylesheet import standalone
from dossier.look.template import read_template

FOLDER, STYLESHEET, TEMPLATE = "charte", "charte.css", "modele.docx"
_KEYS = ("dossier", "couleurs", "logo", "polices", "entete", "pied")
_FAMILIES = ("texte", "titres", "code")
_LONGEST = {"entete": 45, "pied": 110}  # characters that stand on one line
_LARGEST = 5 * 1024 * 1024  # bytes of one file
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_WORD_FONT = re.compile(r"[^\W_][\w .-]{0,60}")
_SEE = "Les réglages admis sont décrits dans docs/reglages.md."

_Content = TypeVar("_Content")


def read_look(table: Mapping[str, Any], folder: Path) -> Look:
    """The look that a table of settings asks for; its paths start from ``folder`` and stay in it.

    Raises UnusableLook, with every mistake.
    """
    reading = _Reading(table, folder)
    look = Look(
        palette=reading.palette(),
        fonts=reading.fonts(),
        logo=reading.logo(),
        entete=reading.line("entete"),
        pied=reading.line("pied"),
        css=reading.css(),
        template=reading.template(),
    )
    if reading.faults:
        raise UnusableLook(tuple(reading.faults))
    return look


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, a folder that may not be entered
        return False


class _Reading:
    def __init__(self, table: Mapping[str, Any], folder: Path) -> None:
        self.table, self.folder = table, folder
        self.faults: list[Fault] = []
        self._no_other(table, _KEYS, "charte")
        self.shelf = self._text(table, "dossier", "charte") or FOLDER
        inside = self._inside(self.shelf)
        if "dossier" in table and (inside is None or not _is_folder(inside)):
            hint = f'Créez-le à côté des programmes, et écrivez par exemple dossier = "{FOLDER}".'
            self.faults.append(Fault("charte", f"le dossier « {self.shelf} » est absent, ou hors d’atteinte", hint))

    @contextmanager
    def _gathered(self) -> Iterator[None]:
        try:
            yield
        except Fault as fault:
            self.faults.append(fault)

    def _no_other(self, table: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
        for name in table:
            if name not in known:
                hint = f"On attend : {', '.join(known)}. {_SEE}"
                self.faults.append(Fault(place, f"réglage inconnu : {name}", hint))

    def _table(self, name: str, known: tuple[str, ...]) -> Mapping[str, Any]:
        table = self.table.get(name, {})
        if not isinstance(table, Mapping):
            self.faults.append(Fault(name, "ce réglage doit être une table", f"Écrivez [charte.{name}]. {_SEE}"))
            return {}
        self._no_other(table, known, name)
        return table

    def _text(self, table: Mapping[str, Any], name: str, place: str) -> str:
        value = table.get(name, "")
        if isinstance(value, str):
            return value
        self.faults.append(Fault(place, f"« {name} » doit être un texte", f'Écrivez {name} = "…". {_SEE}'))
        return ""

    # ── Words and colours ────────────────────────────────────────────────────────────────────────────────────────

    def line(self, name: str) -> str:
        """A running text: one line, whose length the page can hold."""
        text = " ".join(self._text(self.table, name, "charte").split())
        most = _LONGEST[name]
        if len(text) > most:
            hint = f"Raccourcissez-le à {most} caractères : il tient sur une ligne de la page."
            self.faults.append(Fault("charte", f"« {name} » a {len(text)} caractères", hint))
        return text

    def palette(self) -> Palette:
        """The colours, when each is one and all can be read."""
        names = tuple(name for name, _ in Palette())
        given, before = self._table("couleurs", names), len(self.faults)
        colours = {name: given[name] for name in names if name in given}
        for name, colour in colours.items():
            if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
                hint = "Écrivez un dièse et six chiffres de 0 à 9 ou de a à f, par exemple #1b3a6b."
                self.faults.append(Fault("couleurs", f"« {name} » n’est pas une couleur", hint))
        if len(self.faults) > before:
            return Palette()
        palette = Palette().changed(**{name.replace("-", "_"): colour.lower() for name, colour in colours.items()})
        self.faults.extend(contrast.faults(palette))
        return palette

    # ── Fonts ────────────────────────────────────────────────────────────────────────────────────────────────────

    def fonts(self) -> Fonts:
        """The families, each packaged with the tool or among the files given."""
        given = self._table("polices", (*_FAMILIES, "word", "fichiers"))
        faces = self._faces(given.get("fichiers", []))
        families = {name: text for name in _FAMILIES if (text := self._text(given, name, "polices"))}
        families = {"titres": families["texte"]} | families if "texte" in families else families
        for family in dict.fromkeys(families.values()):
            self._available(family, faces, "texte" in families and family != families.get("code"))
        word = self._text(given, "word", "polices") or Fonts().word
        if not _WORD_FONT.fullmatch(word):
            hint = 'Donnez le nom d’une police de Word, par exemple word = "Arial".'
            self.faults.append(Fault("polices", "« word » n’est pas un nom de police", hint))
        return Fonts(**families, word=word, faces=faces)

    def _faces(self, files: Any) -> tuple[Face, ...]:
        if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
            hint = 'Écrivez fichiers = ["charte/police.woff2", …].'
            self.faults.append(Fault("polices", "« fichiers » doit être une liste de fichiers", hint))
            return ()
        return tuple(face for file in files if (face := self._opened(file, read_face)))

    def _available(self, family: str, faces: tuple[Face, ...], read_in_bold: bool) -> None:
        if family in PACKAGED_FONTS:
            return
        weights = {face.bold for face in faces if face.family == family}
        if not weights:
            known = dict.fromkeys((*PACKAGED_FONTS, *(face.family for face in faces)))
            hint = f"Ajoutez ses fichiers à « fichiers », ou choisissez parmi : {', '.join(known)}."
            self.faults.append(Fault("polices", f"la police « {family} » n’est pas fournie", hint))
        elif read_in_bold and weights != {True, False}:
            hint = "Donnez au moins le fichier normal et le fichier gras."
            self.faults.append(Fault("polices", f"il manque un style à la police « {family} »", hint))

    # ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────

    def logo(self) -> Logo | None:
        """The logo; an SVG comes with the same picture as a PNG, for Word."""
        if "logo" not in self.table:
            return None
        given = self._table("logo", ("fichier", "alternative"))
        file, words = self._text(given, "fichier", "logo"), self._text(given, "alternative", "logo").strip()
        if not words:
            hint = 'Écrivez ce que dit l’image à qui ne la voit pas : alternative = "Logo de l’école".'
            self.faults.append(Fault("logo", "le logo n’a pas de texte de remplacement", hint))
        if not file:
            hint = 'Écrivez fichier = "charte/logo.png".'
            self.faults.append(Fault("logo", "le fichier du logo n’est pas donné", hint))
        image = self._opened(file, read_image) if file else None
        raster = self._raster(file) if image and image.media == SVG else image
        return Logo(image, raster, words) if image and raster else None

    def _raster(self, file: str) -> Image | None:
        beside = str(Path(file).with_suffix(".png").as_posix())
        if not self._exists(beside):
            hint = f"Exportez la même image en PNG, large d’au moins 600 pixels, sous le nom {beside}."
            self.faults.append(Fault(file, "toutes les versions de Word ne montrent pas un SVG", hint))
            return None
        image = self._opened(beside, read_image)
        if image and image.media != PNG:
            self.faults.append(Fault(beside, "ce fichier n’est pas un PNG", "Exportez-le de nouveau en PNG."))
        return image

    def css(self) -> str:
        """The institution's sheet, with what it names inside; none is no mistake."""
        name = f"{self.shelf}/{STYLESHEET}"
        return self._opened(name, self._sheet) or "" if self._exists(name) else ""

    def _sheet(self, place: str, data: bytes) -> str:
        try:
            css = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Fault(place, "la feuille de style n’est pas en UTF-8", "Enregistrez-la en UTF-8.") from None
        return standalone(place, css, lambda name: self._read(f"{self.shelf}/{name}"))

    def template(self) -> Template | None:
        """The institution's Word template; none is no mistake."""
        name = f"{self.shelf}/{TEMPLATE}"
        return self._opened(name, read_template) if self._exists(name) else None

    def _opened(self, name: str, reader: Callable[[str, bytes], _Content]) -> _Content | None:
        with self._gathered():
            return reader(name, self._read(name))
        return None

    def _exists(self, name: str) -> bool:
        try:
            return self._inside(name) is not None and (self.folder / name).is_file()
        except (OSError, ValueError):
            return True  # it is not known to be absent: reading it says why it cannot be

    def _inside(self, name: str) -> Path | None:
        """The file, when neither its name nor a link in it leads out of the folder."""
        try:
            path = (self.folder / name).resolve()
        except (OSError, ValueError, RuntimeError):
            return None
        relative = not Path(name).is_absolute() and "\\" not in name and not re.match("[A-Za-z]:", name)
        return path if relative and path.is_relative_to(self.folder.resolve()) else None

    def _read(self, name: str) -> bytes:
        path = self._inside(name)
        if path is None:
            hint = f"Copiez le fichier dans {FOLDER}/, et donnez son chemin à partir du dossier des programmes."
            raise Fault(name, "ce chemin sort du dossier des programmes", hint)
        try:
            if not path.is_file():  # nor a pipe, which would make us wait
                raise FileNotFoundError(name)
            with path.open("rb") as stream:
                data = stream.read(_LARGEST + 1)
        except OSError:
            hint = "Vérifiez son nom (majuscules comprises) et le droit de le lire."
            raise Fault(name, "ce fichier est absent ou ne peut pas être lu", hint) from None
        if len(data) > _LARGEST:
            raise Fault(name, "ce fichier dépasse 5 Mio", "Réduisez-le : un dossier le porte dans chaque document.")
        return data

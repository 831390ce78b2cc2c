"""What can be wrong with an export or with the index: a reason and what to do, in French."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.programme.errors import UnreadableFile

DOWNLOAD = "Téléchargez-le à nouveau depuis la page du répertoire sur data.gouv.fr, puis relancez l’import."
FORCE = "Si c’est voulu, ajoutez --force ; sinon l’index reste comme il est."
OTHER = "Si c’est un autre de vos fichiers, donnez celui de l’index avec --index."
IMPORT = "Importez un export du répertoire : dossier register import FICHIER (voir docs/referentiel.md)."


class UnreadableExport(UnreadableFile):
    """A file of the register that cannot be read."""


class NotAnExport(UnreadableExport):
    """The file is something else."""


class TruncatedExport(UnreadableExport):
    """The file stops before its end."""


class MalformedExport(UnreadableExport):
    """The file is not well-formed, or not in UTF-8."""


class RefusedArchive(UnreadableExport):
    """The archive is damaged, encrypted, or unfolds beyond reason."""


class RefusedImport(UnreadableExport):
    """An import that would take something away from the index, unless one insists."""


class IncompleteExport(RefusedImport):
    """A file or a column of the export is missing."""


class FutureExport(UnreadableExport):
    """The day given has not come yet."""


class UndatedExport(UnreadableExport):
    """Neither the name of the file nor the user says which day the data are of."""


@dataclass(eq=False)
class WrongVersion(UnreadableExport):
    """A version of the flow that we do not read."""

    version: str = ""


@dataclass(eq=False)
class DuplicatedFiche(RefusedImport):
    """One number, two different sheets."""

    numero: str = ""


class UnusableIndex(UnreadableFile):
    """The index cannot be read or written."""


class MissingIndex(UnusableIndex):
    """There is no index yet."""


class OutdatedIndex(UnusableIndex):
    """The index was made by another version of the tool."""


class ImportInProgress(UnusableIndex):
    """Somebody else is importing into the same index."""

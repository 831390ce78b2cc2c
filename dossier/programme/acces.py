"""Who may enter and how: routes, prerequisites, bridges."""

from __future__ import annotations

from dossier.programme.mapping import (
    Element,
    attribute,
    content,
    entier,
    many,
    one,
    oui,
    rich,
    rich_content,
    riches,
    text,
)
from dossier.programme.places import Texte
from dossier.programme.textes import Riche, en_langue


class NiveauRequis(Element):
    """The level asked for at entry."""

    niveau: int = attribute(entier)
    texte: Texte = content()


class Voie(Element):
    """A route to the certification, open or closed."""

    type: str = attribute()
    ouverte: bool = attribute(oui)
    texte: Riche | None = rich_content()


class ValidationAcquis(Element):
    """Entry through validated experience (vapp) or studies (ves)."""

    type: str = attribute()
    texte: Texte = content()


class Acces(Element):
    """Entry conditions and routes."""

    niveau_requis: NiveauRequis | None = one("niveau-requis", NiveauRequis)
    prerequis_par_langue: tuple[Riche, ...] = riches("prerequis")
    prerequis_validation: Riche | None = rich()
    voies: tuple[Voie, ...] = many("voie", Voie)
    validations_acquis: tuple[ValidationAcquis, ...] = many("validation-acquis", ValidationAcquis)
    amenagements: Riche | None = rich()
    referent_handicap: Texte | None = text()

    @property
    def prerequis(self) -> Riche | None:
        """The prerequisites in French."""
        return en_langue(self.prerequis_par_langue)

    @property
    def voies_ouvertes(self) -> tuple[str, ...]:
        """The kinds of the open routes, in the order of the file."""
        return tuple(voie.type for voie in self.voies if voie.ouverte)

    def voie(self, kind: str) -> Voie | None:
        """The route of a kind, if the file says anything of it."""
        return next((voie for voie in self.voies if voie.type == kind), None)


class Passerelle(Element):
    """A bridge from (amont) or to (aval) another programme."""

    sens: str = attribute()
    code: str | None = attribute()
    type: str = attribute()
    effet: str | None = attribute()
    texte: Texte = content()


class Reference(Element):
    """A reference to a definition of the same file."""

    ref: str = attribute()


class BlocExterne(Element):
    """A block of another certification."""

    code: str = attribute()


class Correspondance(Element):
    """What another certification of the register is worth here; no block named means the whole."""

    fiche: str = attribute()
    blocs: tuple[Reference, ...] = many("bloc", Reference)
    blocs_externes: tuple[BlocExterne, ...] = many("bloc-externe", BlocExterne)


class Passerelles(Element):
    """Bridges and correspondences."""

    passerelles: tuple[Passerelle, ...] = many("passerelle", Passerelle)
    correspondances: tuple[Correspondance, ...] = many("correspondance", Correspondance)

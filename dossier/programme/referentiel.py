"""The three frameworks: activities, competencies in blocks, assessment."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.programme.acces import Reference
from dossier.programme.mapping import (
    Element,
    attribute,
    content,
    entier,
    many,
    mixed,
    mots,
    nombre,
    oui,
    rich,
    text,
    texts,
)
from dossier.programme.places import Texte
from dossier.programme.textes import Riche
from dossier.programme.titles import Titled


class Activite(Element):
    """An activity of the occupation; its tasks are activities too."""

    code: str = attribute()
    intitule: Texte = text()
    description: Riche | None = rich()
    contexte: Riche | None = rich()
    taches: tuple[Activite, ...] = mixed(lambda: {"activite": Activite}, "activite")


class Activites(Element):
    """The framework of activities."""

    activites: tuple[Activite, ...] = many("activite", Activite)


class Competence(Element):
    """A competency: its wording, and what it belongs to."""

    code: str = attribute()
    portee: str | None = attribute()
    activite: str | None = attribute()
    niveau: int | None = attribute(entier)
    themes: tuple[str, ...] = attribute(mots, default=())
    parcours: tuple[str, ...] = attribute(mots, default=())
    texte: Texte = content()

    @property
    def debut(self) -> str:
        """Its first words, to recognise it by."""
        return " ".join(self.texte.split()[:6])


class PartCompetence(Element):
    """A competency that an assessment bears on, and its share."""

    ref: str = attribute()
    poids: Decimal | None = attribute(nombre)


class Critere(Element):
    """A criterion of assessment and what shows that it is met."""

    competence: str | None = attribute()
    intitule: Texte = text()
    indicateurs: tuple[Texte, ...] = texts("indicateur")


class Evaluation(Element):
    """One assessment; in a block or a unit it is theirs, elsewhere it names the ones it spans."""

    code: str | None = attribute()
    nature: str = attribute()
    regime: str | None = attribute()
    session: int | None = attribute(entier)
    epreuves: int | None = attribute(entier, name="nombre")
    ponderation: Decimal | None = attribute(nombre)
    substitution: bool = attribute(oui, default=False)
    forme: str | None = attribute()
    lieu: str | None = attribute()
    duree: str | None = attribute()
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())
    intitule: Texte | None = text()
    description: Riche | None = rich()
    competences: tuple[PartCompetence, ...] = many("competence", PartCompetence)
    criteres: tuple[Critere, ...] = many("critere", Critere)
    blocs: tuple[Reference, ...] = many("bloc", Reference)
    unites: tuple[Reference, ...] = many("unite", Reference)


class Evaluations(Element):
    """The assessments that span several blocks or units."""

    evaluations: tuple[Evaluation, ...] = many("evaluation", Evaluation)


class NiveauBloc(Element):
    """A level of a block (B.U.T.)."""

    n: int = attribute(entier)
    intitule: Texte = text()


class UniteDuBloc(Element):
    """A unit that validates a block, and the credits it brings to it."""

    ref: str = attribute()
    ects: Decimal | None = attribute(nombre)


class Bloc(Titled):
    """A block of competencies, assessed and validated by itself."""

    code: str = attribute()
    rncp: tuple[str, ...] = attribute(mots, default=())
    activite: str | None = attribute()
    parcours: tuple[str, ...] = attribute(mots, default=())
    facultatif: bool = attribute(oui, default=False)
    intitules: tuple[Texte, ...] = texts("intitule")
    description: Riche | None = rich()
    niveaux: tuple[NiveauBloc, ...] = many("niveau", NiveauBloc)
    competences: tuple[Competence, ...] = many("competence", Competence)
    prerequis_validation: Riche | None = rich()
    validation: Riche | None = rich()
    unites: tuple[UniteDuBloc, ...] = many("unite", UniteDuBloc)
    evaluations: tuple[Evaluation, ...] = many("evaluation", Evaluation)


class ChoixDeBlocs(Element):
    """Blocks of which the learner takes ``min`` to ``max``."""

    code: str | None = attribute()
    min: int = attribute(entier, default=1)
    max: int = attribute(entier, default=1)
    blocs: tuple[Bloc, ...] = many("bloc", Bloc)


class Blocs(Element):
    """The blocks, common or to choose."""

    enfants: tuple[Bloc | ChoixDeBlocs, ...] = mixed(lambda: {"bloc": Bloc, "choix": ChoixDeBlocs}, "bloc", "choix")

    @property
    def communs(self) -> Iterator[Bloc]:
        """The blocks that all take: neither optional, nor to choose from unless all of them are asked."""
        for enfant in self.enfants:
            blocs = enfant.blocs if isinstance(enfant, ChoixDeBlocs) else (enfant,)
            if not isinstance(enfant, ChoixDeBlocs) or enfant.min >= len(blocs):
                yield from (bloc for bloc in blocs if not bloc.facultatif)

    def __iter__(self) -> Iterator[Bloc]:
        """Every block, in the order of the file."""
        for enfant in self.enfants:
            yield from enfant.blocs if isinstance(enfant, ChoixDeBlocs) else (enfant,)

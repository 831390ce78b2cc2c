"""Identity, held against the sheet of the register: its number, its words, its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dossier.french.folding import fold
from dossier.programme.model import Programme
from dossier.programme.places import Placed
from dossier.register.identifiers import bloc_parts, is_numero
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, Source, rule
from dossier.rules.runner import Context
from dossier.rules.sheets import cited_sheets, does_not_exist, required, unknown
from dossier.rules.texts import EXPORT_NATIONAL, VADEMECUM

if TYPE_CHECKING:
    from dossier.register.fiche import Fiche


@rule(
    "IDN-007",
    title="L’intitulé, le niveau et les blocs sont ceux de la fiche officielle, caractère pour caractère",
    severity=ERREUR,
    source=VADEMECUM.at("p. 39"),
    why="Le parchemin et les documents reprennent la fiche « sans modification ni ajout » : un mot qui diffère suffit "
    "à faire refuser un renouvellement. Seules les espaces en trop de la fiche sont tolérées.",
    message={
        "different": "{quoi} diffère de la fiche {fiche} (export du {export}) : « {ici} » au lieu de « {officiel} ».",
        "forme": "{quoi} ne diffère de la fiche {fiche} que par la forme (export du {export}) : « {ici} » au lieu de "
        "« {officiel} ».",
    },
    hint="Recopiez la forme officielle ; « dossier register compare » donne toute la comparaison.",
    when=("fiche",),
    item="identite",
    context=True,
)
def the_words_are_those_of_the_sheet(programme: Programme, context: Context) -> Iterator[Hit]:
    """National sheets bear the mention for title; blocks are compared when both have their code."""
    export = required(context.register).jour
    for _enregistrement, fiche in cited_sheets(programme, context.register):
        for quoi, node, ici, officiel in _pairs(programme, fiche):
            if " ".join(ici.split()) != " ".join(officiel.split()):
                variant = "forme" if fold(ici) == fold(officiel) else "different"
                yield Hit(node, variant, quoi=quoi, fiche=fiche.numero, export=export, ici=ici, officiel=officiel)


def _pairs(programme: Programme, fiche: Fiche) -> Iterator[tuple[str, Placed, str, str]]:
    identite, title = programme.identite, fiche.intitule_court
    if title != fiche.intitule and identite.mention is not None:
        yield "La mention", identite.mention, identite.mention, title
    else:
        ours = identite.intitule_officiel or identite.intitule
        yield "L’intitulé", ours, ours, fiche.intitule
    if identite.diplome.niveau is not None and fiche.rang_niveau is not None:
        yield "Le niveau", identite.diplome, str(identite.diplome.niveau), str(fiche.rang_niveau)
    for bloc in programme.blocs:
        for code in bloc.rncp:
            official = fiche.bloc(code)
            if official is not None:
                yield f"L’intitulé du bloc {code}", bloc.intitule, bloc.intitule, official.libelle


@rule(
    "IDN-008",
    title="Le numéro de fiche existe au répertoire national",
    severity=ERREUR,
    source=EXPORT_NATIONAL.at(),
    why="Un numéro mal recopié désigne une autre certification, ou aucune.",
    message={
        "forme": "Le numéro « {fiche} » n’a pas la forme RNCP ou RS suivi de 1 à 6 chiffres.",
        "inconnu": "La fiche {fiche} n’est pas au répertoire national (export du {export}).",
    },
    hint={
        "forme": "Écrivez par exemple RNCP30109, ou RS5568, sans espace.",
        "inconnu": "Corrigez le numéro dans <enregistrement>, ou importez un export plus récent.",
    },
    when=("fiche",),
    asks=("fiche",),
    context=True,
)
def the_sheet_exists(programme: Programme, context: Context) -> Iterator[Hit]:
    """Shape first: it needs no register. A sheet exists not only when its whole register was imported."""
    shaped = []
    for enregistrement in programme.enregistrements:
        fiche = enregistrement.fiche or ""
        if fiche and not is_numero(fiche):
            yield Hit(enregistrement, "forme", attribute="fiche", fiche=fiche)
        elif fiche:
            shaped.append((enregistrement, fiche))
    if not shaped:
        return
    register = required(context.register)
    missing, found = [], False
    for enregistrement, fiche in shaped:
        if does_not_exist(register, fiche):
            found = True
            yield Hit(enregistrement, "inconnu", attribute="fiche", fiche=fiche, export=register.jour)
        elif register.fiche(fiche) is None:
            missing.append(fiche)
    if missing and not found:
        raise unknown(register, missing)


@rule(
    "IDN-009",
    title="Les blocs portent les codes de la fiche, dans l’ordre et sans trou",
    severity=ERREUR,
    source=Source("fiches du répertoire national", status="K"),
    why="Le code de chaque bloc au répertoire sert à la capitalisation et au financement : la correspondance avec "
    "les blocs de l’établissement doit être complète et sans ambiguïté.",
    message={
        "absent": "Le bloc {bloc} n’a pas de code du répertoire.",
        "forme": "Le code « {code} » du bloc {bloc} n’a pas la forme RNCP…BCnn.",
        "fiche": "Le code {code} du bloc {bloc} n’est pas un bloc de la fiche {fiche}.",
        "doublon": "Le code {code} est donné à deux blocs : {premier} et {bloc}.",
        "trou": "La numérotation des blocs de la fiche {fiche} saute : il manque {manquants}.",
    },
    hint={
        "absent": 'Ajoutez rncp="…" avec le code de la fiche.',
        "forme": "Écrivez par exemple RNCP30109BC01, sans espace.",
        "fiche": "Corrigez le code, ou le numéro de fiche dans <enregistrement>.",
        "doublon": "Donnez à chaque bloc son propre code.",
        "trou": "Ajoutez le bloc manquant, ou corrigez les codes.",
    },
    when=("fiche", "hors-rs"),
    needs=("blocs",),
    asks=("code-rncp",),
    context=True,
)
def blocks_bear_the_codes_of_the_sheet(programme: Programme, context: Context) -> Iterator[Hit]:
    """Gaps are looked for only once every code is well-formed, on sheets that the index lacks: BLC-015 holds the
    blocks against those of the others, some of which have gaps of their own.
    """
    fiches = [e.fiche for e in programme.enregistrements if e.fiche]
    first_with: dict[str, str] = {}
    well_formed = True
    for bloc in programme.blocs:
        if not bloc.rncp:
            yield Hit(bloc, "absent", bloc=bloc.code)
            well_formed = False
        for code in bloc.rncp:
            parts = bloc_parts(code)
            if parts is None:
                yield Hit(bloc, "forme", attribute="rncp", code=code, bloc=bloc.code)
            elif parts[0] not in fiches:
                yield Hit(bloc, "fiche", attribute="rncp", code=code, bloc=bloc.code, fiche=fiches)
            elif code in first_with and not bloc.parcours:
                yield Hit(bloc, "doublon", attribute="rncp", code=code, premier=first_with[code], bloc=bloc.code)
            first_with.setdefault(code, bloc.code)
            well_formed = well_formed and parts is not None and parts[0] in fiches
    if well_formed:
        untold = [fiche for fiche in fiches if not _tells_blocks(context, fiche)]
        yield from _gaps(programme, untold, set(first_with))


def _tells_blocks(context: Context, numero: str) -> bool:
    fiche = context.register.fiche(numero) if context.register else None
    return fiche is not None and bool(fiche.blocs)


def _gaps(programme: Programme, fiches: list[str], codes: set[str]) -> Iterator[Hit]:
    for fiche in fiches:
        ranks = [parts[1] for code in codes if (parts := bloc_parts(code)) and parts[0] == fiche]
        missing = [f"{fiche}BC{rank:02}" for rank in range(1, max(ranks, default=0)) if rank not in ranks]
        if missing:
            yield Hit(programme.blocs, "trou", fiche=fiche, manquants=missing)


@rule(
    "IDN-021",
    title="Codes, certificateurs, compétences et activités sont ceux de la fiche officielle",
    severity=AVERTISSEMENT,
    source=Source("Vademecum RNCP de janvier 2023", "p. 39 ; fiches du répertoire national", "V", "2023-01"),
    why="Ce que le programme ajoute, retire ou récrit n’est pas enregistré : le financeur et le titulaire liront la "
    "fiche. Ce qui est propre à un parcours s’ajoute sans écart.",
    message={
        "trop": "{quoi} : ce que dit le programme n’est pas sur la fiche {fiche} (export du {export}) : « {ici} ».",
        "absent": "{quoi} : la fiche {fiche} le dit (export du {export}), le programme non : « {officiel} ».",
        "different": "{quoi} : « {ici} » ici, « {officiel} » sur la fiche {fiche} (export du {export}).",
    },
    hint="Recopiez la fiche, ou faites-la modifier ; « dossier register compare » donne toute la comparaison.",
    when=("fiche",),
    context=True,
)
def the_contents_are_those_of_the_sheet(programme: Programme, context: Context) -> Iterator[Hit]:
    """The same lines as ``register compare``; labels of codes are NIV-009's, what is unknown is not told."""
    export = required(context.register).jour
    from dossier.register.compare import contents  # late: a check without an index does not need it
    from dossier.register.lignes import Etat

    variants = {Etat.EN_TROP: "trop", Etat.ABSENT: "absent", Etat.DIFFERENT: "different"}
    for enregistrement, fiche in cited_sheets(programme, context.register):
        for ligne in contents(programme, enregistrement, fiche):
            label = ligne.etat is Etat.DIFFERENT and ligne.sujet.startswith(("NSF", "ROME", "Formacode"))
            if ligne.etat in variants and not label:
                yield Hit(
                    ligne.noeud or enregistrement,
                    variants[ligne.etat],
                    quoi=ligne.sujet,
                    ici=ligne.programme,
                    officiel=ligne.fiche,
                    fiche=fiche.numero,
                    export=export,
                )

"""The page to copy from: one block per field of the filing form, as plain text, with its length.

A limit that the institution set is checked; without one the characters are only counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from dossier.exchange.texts import items, lines
from dossier.french.numbers import count
from dossier.programme.model import Programme
from dossier.register.fiche import VOIES, BlocOfficiel, Fiche, Libelle

_STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;margin:0 auto;max-width:60rem;padding:1.5rem}
h1,h2{color:#1f3864}
h2{border-bottom:1px solid #8a8a8a;margin-top:2.5rem}
h3{font-size:1rem;margin:1.5rem 0 .25rem}
textarea{box-sizing:border-box;font:inherit;width:100%;padding:.5rem;border:1px solid #6b6b6b;background:#fafafa}
p.compte{margin:.25rem 0;font-size:.9rem}
p.trop{color:#a30000;font-weight:600}
button{font:inherit;padding:.25rem .75rem}
textarea:focus-visible,button:focus-visible{outline:3px solid #b34000;outline-offset:2px}
"""

SCRIPT = """
for (const area of document.querySelectorAll("textarea")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copier";
  button.setAttribute("aria-describedby", area.getAttribute("aria-labelledby"));
  button.addEventListener("click", () => {
    area.select();
    const done = () => { button.textContent = "Copié"; document.getElementById("annonce").textContent = "Copié."; };
    const old = () => { if (document.execCommand("copy")) done(); };
    navigator.clipboard ? navigator.clipboard.writeText(area.value).then(done, old) : old();
  });
  area.after(button);
}
"""


@dataclass(frozen=True, slots=True)
class Bloc:
    """A text to copy; ``champ`` is the name under which a limit is set, ``limite`` the most characters or None."""

    champ: str
    titre: str
    texte: str
    limite: int | None = None

    @property
    def longueur(self) -> int:
        """Its characters, line ends included."""
        return len(self.texte)

    @property
    def trop_long(self) -> bool:
        """Does it exceed its limit?"""
        return self.limite is not None and self.longueur > self.limite


def _codes(codes: Iterable[Libelle]) -> str:
    return lines(f"{each.code} {each.libelle}".strip() for each in codes)


def _certificateurs(fiche: Fiche) -> str:
    return lines(" – ".join(filter(None, (body.nom, body.siret))) for body in fiche.certificateurs)


def _partenaires(fiche: Fiche) -> str:
    return lines(" – ".join(filter(None, (each.nom, each.siret))) for each in fiche.partenaires)


_FIELDS: dict[str, tuple[str, Callable[[Fiche], str]]] = {
    "intitule": ("Intitulé de la certification", lambda fiche: fiche.intitule),
    "niveau": ("Niveau de qualification", lambda fiche: fiche.niveau.libelle if fiche.niveau else ""),
    "formacodes": ("Formacodes", lambda fiche: _codes(fiche.formacodes)),
    "nsf": ("Codes NSF", lambda fiche: _codes(fiche.nsf)),
    "certificateurs": ("Certificateurs", _certificateurs),
    "partenaires": ("Partenaires", _partenaires),
    "objectifs": ("Objectifs et contexte de la certification", lambda fiche: fiche.objectifs),
    "activites": ("Activités visées", lambda fiche: fiche.activites_visees),
    "capacites": ("Compétences attestées", lambda fiche: fiche.capacites_attestees),
    "secteurs": ("Secteurs d’activité", lambda fiche: fiche.secteurs_activite),
    "emplois": ("Types d’emplois accessibles", lambda fiche: fiche.emplois_accessibles),
    "rome": ("Codes ROME", lambda fiche: _codes(fiche.rome)),
    "reglementation": ("Réglementation d’activités", lambda fiche: fiche.reglementations),
    "prerequis-entree": ("Prérequis à l’entrée en formation", lambda fiche: fiche.prerequis_entree),
    "prerequis-validation": ("Prérequis à la validation de la certification", lambda f: f.prerequis_validation),
    "voies": ("Voies d’accès ouvertes", lambda fiche: items(VOIES[type_] for type_ in fiche.voies_ouvertes)),
}
_BLOC_FIELDS: dict[str, tuple[str, Callable[[BlocOfficiel], str]]] = {
    "bloc-intitule": ("Intitulé", lambda bloc: bloc.libelle),
    "bloc-competences": ("Liste de compétences", lambda bloc: bloc.liste_competences),
    "bloc-evaluation": ("Modalités d’évaluation", lambda bloc: bloc.modalites_evaluation),
    "bloc-prerequis": ("Prérequis à la validation du bloc", lambda bloc: bloc.prerequis_validation),
}
_JURY = "jury"
CHAMPS = (*_FIELDS, _JURY, *_BLOC_FIELDS)
"""The fields of the form, by the names under which ``[limites.caracteres]`` sets their limits."""

_Part = tuple[str, Bloc]


def parts(fiche: Fiche, limites: Mapping[str, int]) -> Iterator[_Part]:
    """The texts of a sheet, each under the title of its part; empty ones too."""
    for champ, (titre, text) in _FIELDS.items():
        yield "La certification", Bloc(champ, titre, text(fiche), limites.get(champ))
    for voie in fiche.voies:
        if voie.ouverte:
            yield "Jurys", Bloc(_JURY, VOIES[voie.type], voie.composition, limites.get(_JURY))
    for rank, bloc in enumerate(fiche.blocs, start=1):
        part = f"Bloc {rank} : {bloc.code or bloc.libelle}"
        for champ, (titre, read) in _BLOC_FIELDS.items():
            yield part, Bloc(champ, titre, read(bloc), limites.get(champ))


def too_long(fiches: Iterable[Fiche], limites: Mapping[str, int]) -> tuple[_Part, ...]:
    """The texts that exceed their limit, each under the title of its part."""
    return tuple(each for fiche in fiches for each in parts(fiche, limites) if each[1].trop_long)


def page(programme: Programme, fiches: Sequence[Fiche], limites: Mapping[str, int], mark: str = "") -> str:
    """The stand-alone page of a programme, with the ``mark`` of a draft; the same ones give the same characters."""
    title = f"À copier dans le formulaire : {programme.code}"
    sheets = "\n".join(_sheet(fiche, rank, limites) for rank, fiche in enumerate(fiches, start=1))
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{f"<p><strong>{escape(mark)}</strong></p>" if mark else ""}<h1>{escape(title)}</h1>
<p>{escape(programme.identite.intitule)}, version {escape(programme.version)}. Un cadre par champ du formulaire : \
cliquez dans le cadre, sélectionnez tout (Ctrl + A), copiez (Ctrl + C).</p>
{sheets}
<p id="annonce" role="status"></p>
</main>
<script>{SCRIPT}</script>
</body>
</html>
"""


def _sheet(fiche: Fiche, rank: int, limites: Mapping[str, int]) -> str:
    written: list[str] = [f"<p>Fiche {escape(fiche.numero)}</p>"] if fiche.numero else []
    number = 0
    for part, texts in groupby(parts(fiche, limites), key=lambda each: each[0]):
        blocs = [bloc for _part, bloc in texts]
        written.append(f"<h2>{escape(part)}</h2>")
        for bloc in blocs:
            number += 1
            if bloc.texte:
                written.append(_block(bloc, f"champ-{rank}-{number}"))
        absent = ", ".join(bloc.titre for bloc in blocs if not bloc.texte)
        if absent:
            written.append(f"<p>Non renseigné dans la description : {escape(absent)}.</p>")
    return "\n".join(written)


def _block(bloc: Bloc, identifier: str) -> str:
    """The line end after the start tag is not part of the text (HTML drops it)."""
    rows = min(20, sum(1 + len(line) // 100 for line in bloc.texte.split("\n")))
    state = ' class="compte trop"' if bloc.trop_long else ' class="compte"'
    return (
        f'<h3 id="{identifier}">{escape(bloc.titre)}</h3>\n'
        f'<p{state} id="{identifier}-compte">{_length(bloc)}</p>\n'
        f'<textarea readonly rows="{rows}" aria-labelledby="{identifier}" aria-describedby="{identifier}-compte">\n'
        f"{escape(bloc.texte)}</textarea>"
    )


def _length(bloc: Bloc) -> str:
    length = count(bloc.longueur, "caractère")
    if bloc.limite is None:
        return length
    excess = f" : {bloc.longueur - bloc.limite} de trop" if bloc.trop_long else ""
    return f"{length} sur {bloc.limite} admis{excess}"

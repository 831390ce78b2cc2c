"""The catalogue: one module per family of rules; a new family is one line in each list below."""

from dossier.rules.catalogue import Rule, declared
from dossier.rules.families import (
    act_activites,
    blc_blocs,
    cmp_competences,
    cov_couverture,
    ect_credits,
    ect_maquette,
    eva_evaluations,
    eva_reglement,
    hrs_heures,
    idn_identite,
    niv_niveaux,
    pro_professionnalisation,
    str_structure,
    trv_themes,
    txt_textes,
    txt_typographie,
)

_FAMILIES = (
    act_activites,
    blc_blocs,
    cmp_competences,
    cov_couverture,
    ect_credits,
    ect_maquette,
    eva_evaluations,
    eva_reglement,
    hrs_heures,
    idn_identite,
    niv_niveaux,
    pro_professionnalisation,
    str_structure,
    trv_themes,
    txt_textes,
    txt_typographie,
)


def catalogue() -> tuple[Rule, ...]:
    """Every rule, by family then number."""
    return declared()

"""The catalogue: one module per family of rules; a new family is one line in each list below."""

from dossier.rules.catalogue import Rule, declared
from dossier.rules.families import (
    blc_blocs,
    cmp_competences,
    cov_couverture,
    dat_dates,
    ect_credits,
    hrs_heures,
    idn_identite,
    niv_niveaux,
    pro_professionnalisation,
    str_structure,
    txt_textes,
)

_FAMILIES = (
    blc_blocs,
    cmp_competences,
    cov_couverture,
    dat_dates,
    ect_credits,
    hrs_heures,
    idn_identite,
    niv_niveaux,
    pro_professionnalisation,
    str_structure,
    txt_textes,
)


def catalogue() -> tuple[Rule, ...]:
    """Every rule, by family then number."""
    return declared()

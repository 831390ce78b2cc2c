"""The catalogue: one module per family of rules; a new module is one line below."""

from dossier.rules.catalogue import Rule, declared
from dossier.rules.families import (  # noqa: F401  (importing a family declares its rules)
    acc_acces,
    acc_alternance,
    acc_egalite,
    acc_fiche,
    act_activites,
    blc_blocs,
    cmp_competences,
    cov_couverture,
    dat_dates,
    dat_fiche,
    dep_depot,
    dep_partenaires,
    doc_documents,
    ect_annonces,
    ect_credits,
    ect_maquette,
    eva_evaluations,
    eva_reglement,
    hrs_heures,
    idn_fiche,
    idn_identite,
    ins_insertion,
    jur_jurys,
    leg_base_legale,
    leg_concertation,
    leg_fiches,
    moy_moyens,
    niv_codes,
    niv_niveaux,
    pas_fiches,
    pas_passerelles,
    pro_professionnalisation,
    str_structure,
    trv_themes,
    txt_caracteres,
    txt_diplomes,
    txt_graphies,
    txt_listes,
    txt_mots,
    txt_textes,
    txt_typographie,
)


def catalogue() -> tuple[Rule, ...]:
    """Every rule, by family then number."""
    return declared()

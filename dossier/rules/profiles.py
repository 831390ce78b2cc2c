"""The regulatory profiles: which text a kind of diploma obeys, and since when. Data, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dossier.french.lists import enumeration
from dossier.programme.model import Programme

RNCP, RS = "RNCP", "RS"
"""The two registers: of certifications by level, and of complementary ones (code du travail, L6113-6)."""


class Instance(NamedTuple):
    """A body consulted on a diploma: its name, and the words by which a text cites it (a pattern)."""

    name: str
    words: str


@dataclass(frozen=True, eq=False, repr=False)
class Profile:
    """A regulatory profile; what the text does not fix stays empty.

    ``totals`` are the numbers of credits of the whole diploma, those of entry included, ``entrees`` the bounds of the
    credits of entry, ``levels`` the levels of qualification. ``designe_par`` names the elements of <identite> that,
    with the type of diploma, make its title. ``instance`` is the body consulted on it.
    """

    name: str
    title: str
    diplomes: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    levels: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    entrees: tuple[tuple[int, int], ...] = ()
    demi_credits: bool = False
    designe_par: tuple[str, ...] = ()
    procedure: str = "droit"
    instance: Instance | None = None
    repertoire: str = RNCP

    @property
    def kind(self) -> str:
        """What its title says before the text: « Licence professionnelle »."""
        return self.title.partition(",")[0]

    def admits(self, total: Decimal) -> bool:
        """Is it a number of credits of the whole diploma?"""
        return not self.totals or total in self.totals

    def admits_entry(self, entree: Decimal) -> bool:
        """Is it a number of credits that the text lets people enter with?"""
        return not self.entrees or any(low <= entree <= high for low, high in self.entrees)

    def suits(self, diplome: str, repertoire: str = RNCP) -> bool:
        """Does the text govern this type of diploma, in this register? What is of no known type may obey any text."""
        return (diplome in self.diplomes or diplome == "autre") and repertoire == self.repertoire

    def in_force(self, day: date) -> bool:
        """Is the text in force that day?"""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


# The bodies of code du travail, D6113-27 (higher education) and L6113-3 (other ministries).
_CSLMD = Instance(
    "le comité de suivi de la licence, de la licence professionnelle et du master",
    r"\bCSL(?:MD|LP|P)?\b|comités? de suivi|nomenclature",
)
_CTI = Instance("la commission des titres d’ingénieur", r"\bCTI\b|commission des titres d[’']ing")
_CCN_IUT = Instance(
    "la commission consultative nationale des IUT", r"\bCCN\b|commission consultative nationale|\bCSPN\b"
)
_GESTION = Instance(
    "la commission d’évaluation des formations et diplômes de gestion, ou l’instance qui révise les mentions",
    r"\bCEFDG\b|diplômes de gestion|" + _CSLMD.words,
)
_CPC = Instance("la commission professionnelle consultative", r"\bCPC\b|commissions? professionnelles? consultatives?")
_SUR_DEMANDE = ("titre", "cqp", "diplome-universitaire", "certificat-etablissement")

PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            "lp-1999",
            "Licence professionnelle, arrêté du 17 novembre 1999",
            ("licence-professionnelle",),
            since=date(1999, 11, 24),
            until=date(2020, 8, 31),
            levels=(6,),
            totals=(180,),
            entrees=((120, 120),),
            designe_par=("domaine", "mention"),
            instance=_CSLMD,
        ),
        # Published on 12 December 2019: in force the day after.
        Profile(
            "lp-2019",
            "Licence professionnelle, arrêté du 6 décembre 2019",
            ("licence-professionnelle",),
            since=date(2019, 12, 13),
            levels=(6,),
            totals=(180,),
            entrees=((0, 0), (30, 120)),
            designe_par=("domaine", "mention"),
            instance=_CSLMD,
        ),
        Profile(
            "but-2021",
            "Bachelor universitaire de technologie, arrêté du 6 décembre 2019 (art. 17) et programmes nationaux",
            ("but",),
            since=date(2021, 9, 1),
            levels=(6,),
            totals=(180,),
            designe_par=("specialite",),
            instance=_CCN_IUT,
        ),
        Profile(
            "licence-2018",
            "Licence, arrêté du 30 juillet 2018",
            ("licence",),
            since=date(2018, 8, 8),
            levels=(6,),
            totals=(180,),
            entrees=((0, 120),),
            designe_par=("domaine", "mention"),
            instance=_CSLMD,
        ),
        Profile(
            "deust-1984",
            "Diplôme d’études universitaires scientifiques et techniques, arrêté du 16 juillet 1984",
            ("deust",),
            since=date(1984, 7, 16),
            levels=(5,),
            totals=(120,),
            entrees=((0, 60),),
        ),
        Profile(
            "dut-2005",
            "Diplôme universitaire de technologie, arrêté du 3 août 2005",
            ("dut",),
            since=date(2005, 8, 3),
            levels=(5,),
            totals=(120,),
            entrees=((0, 60),),
            designe_par=("specialite",),
            instance=_CCN_IUT,
        ),
        Profile(
            "master-2014",
            "Master, cadre national des formations du 22 janvier 2014",
            ("master",),
            since=date(2014, 2, 2),
            levels=(7,),
            totals=(120,),
            entrees=((0, 60),),
            designe_par=("domaine", "mention"),
            instance=_CSLMD,
        ),
        Profile(
            "ingenieur-cti",
            "Titre d’ingénieur diplômé, accréditation après avis de la commission des titres d’ingénieur",
            ("ingenieur",),
            levels=(7,),
            totals=(180, 300),
            instance=_CTI,
        ),
        Profile(
            "doctorat-2016",
            "Doctorat, arrêté du 25 mai 2016",
            ("doctorat",),
            since=date(2016, 9, 1),
            levels=(8,),
        ),
        Profile(
            "bts-2022",
            "Brevet de technicien supérieur, code de l’éducation (D643-1 et suivants)",
            ("bts",),
            since=date(2022, 6, 5),
            levels=(5,),
            totals=(120,),
            designe_par=("specialite",),
            instance=_CPC,
        ),
        Profile(
            "btsa-2022",
            "Brevet de technicien supérieur agricole, code rural (D811-137 et suivants)",
            ("btsa",),
            since=date(2022, 9, 1),
            levels=(5,),
            totals=(120,),
            designe_par=("specialite",),
            instance=_CPC,
        ),
        Profile(
            "bachelor-agro-2025",
            "Bachelor agro, code rural (D812-70 à D812-82)",
            ("bachelor-agro",),
            since=date(2025, 9, 10),
            levels=(6,),
            totals=(180,),
            entrees=((0, 0), (120, 120)),
            designe_par=("mention",),
        ),
        Profile(
            "titre-pro-2016",
            "Titre professionnel, arrêté du 22 décembre 2015",
            ("titre-professionnel",),
            since=date(2016, 6, 1),
            levels=(3, 4, 5, 6),
            instance=_CPC,
        ),
        Profile(
            "grade-2020",
            "Diplôme visé, cahier des charges du 27 janvier 2020",
            ("diplome-vise",),
            since=date(2020, 1, 27),
            levels=(6, 7),
            instance=_GESTION,
        ),
        Profile(
            "titre-2023",
            "Titre enregistré sur demande, vademecum de janvier 2023",
            _SUR_DEMANDE,
            since=date(2023, 1, 1),
            until=date(2025, 9, 30),
            procedure="demande",
        ),
        # No end: the day from which filings obey the vademecum of January 2026 is still to be confirmed.
        Profile(
            "titre-2025",
            "Titre enregistré sur demande, dépôts à compter du 1er octobre 2025",
            _SUR_DEMANDE,
            since=date(2025, 10, 1),
            procedure="demande",
        ),
        Profile(
            "titre-2026",
            "Titre enregistré sur demande, vademecum de janvier 2026",
            _SUR_DEMANDE,
            since=date(2026, 1, 21),
            procedure="demande",
        ),
        Profile(
            "rs-2025",
            "Certification du répertoire spécifique, dépôts à compter du 1er octobre 2025",
            _SUR_DEMANDE,
            since=date(2025, 10, 1),
            procedure="demande",
            repertoire=RS,
        ),
    )
}


def _named_by(*elements: str) -> tuple[str, ...]:
    return tuple(name for name, profile in PROFILES.items() if profile.designe_par == elements)


NATIONAL = _named_by("domaine", "mention")
"""The profiles of national diplomas defined by a domain and a mention (arrêté du 22 janvier 2014)."""

IUT = ("but-2021", "dut-2005")
"""The diplomas of the institutes of technology."""

LP_2019 = ("lp-2019", "but-2021")
"""A BUT obeys all the rules of the licence professionnelle (arrêté du 6 décembre 2019, art. 17)."""

EN_CREDITS = tuple(name for name, profile in PROFILES.items() if profile.totals)
"""The profiles whose text fixes the number of credits."""

CPC = tuple(name for name, profile in PROFILES.items() if profile.instance == _CPC)
"""The diplomas of ministries, created after advice of a professional commission (code du travail, L6113-3)."""

SUR_DEMANDE = tuple(name for name, profile in PROFILES.items() if profile.procedure == "demande")

DEPUIS_2025 = ("titre-2025", "titre-2026", "rs-2025")
"""Filings judged under R6113-9 and R6113-11 as amended by decree n° 2025-500."""

DE_DROIT = (
    *dict.fromkeys(
        diplome for profile in PROFILES.values() if profile.procedure == "droit" for diplome in profile.diplomes
    ),
    "certificat-specialisation",
)
"""Diplomas awarded in the name of the State, or registered as of right (code du travail, L6113-5 I and D6113-27)."""

JAMAIS_DE_DROIT = ("cqp", "diplome-universitaire", "certificat-etablissement", "titre")
"""Certifications that are registered on request only (code du travail, L6113-5 II)."""


def repertoire(programme: Programme) -> str:
    """The register of its sheets: the specific one when all that are cited are of it."""
    cited = [each.fiche for each in programme.enregistrements if each.fiche]
    specific = all(fiche.startswith(RS) for fiche in cited) if cited else (programme.profil or "").startswith("rs-")
    return RS if specific else RNCP


def fitting(programme: Programme, day: date) -> list[Profile]:
    """The profiles that suit its type of diploma and its register and are in force that day, the latest last."""
    diplome, register = programme.identite.diplome.type, repertoire(programme)
    return [each for each in PROFILES.values() if each.suits(diplome, register) and each.in_force(day)]


def implied(programme: Programme, day: date) -> Profile | None:
    """The profile that its type and the day imply; none when several kinds of texts may govern it, or no text does.

    A school's own certificate that is not registered obeys no text of the register.
    """
    fit = fitting(programme, day)
    if not fit or programme.identite.diplome.type == "autre":
        return None
    asked = any(each.procedure == fit[-1].procedure for each in programme.enregistrements)
    return fit[-1] if asked or fit[-1].procedure == "droit" else None


def governing(programme: Programme, day: date) -> Profile | None:
    """The profile to judge under: the declared one, or the implied one when none is declared or it is that of another
    diploma; none under an unknown name.
    """
    if programme.profil and programme.profil not in PROFILES:
        return None
    declared = PROFILES.get(programme.profil or "")
    if declared and declared.suits(programme.identite.diplome.type, repertoire(programme)):
        return declared
    return implied(programme, day) or declared


def national(diplome: str) -> bool:
    """Is it a national diploma of higher education, awarded by universities?"""
    return any(diplome in PROFILES[name].diplomes for name in (*NATIONAL, *IUT, "deust-1984"))


def other_profile(names: tuple[str, ...], mine: Profile) -> str:
    """Why a rule of these profiles does not apply to a programme of another one, in French."""
    theirs = [PROFILES[name] for name in names]
    # Two profiles of one kind differ by their texts, and those are then said.
    alike = any(profile.kind == mine.kind for profile in theirs)
    titles = dict.fromkeys(profile.title if alike else profile.kind for profile in theirs)
    which = f"du profil {titles.popitem()[0]}" if len(titles) == 1 else f"des profils {enumeration(list(titles))}"
    return f"règle {which} ; le programme relève du profil {mine.title if alike else mine.kind}"

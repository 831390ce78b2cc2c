"""The regulatory profiles: which text a kind of diploma obeys, and since when. Data, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dossier.french.lists import enumeration


@dataclass(frozen=True, eq=False, repr=False)
class Profile:
    """A regulatory profile.

    ``total`` is the number of credits of the whole diploma, those of entry included (None: the text fixes none);
    ``entree`` bounds the credits of entry; ``level`` is the level of qualification when the text fixes it.
    """

    name: str
    title: str
    diplomes: tuple[str, ...]
    since: date
    until: date | None = None
    level: int | None = None
    total: Decimal | None = None
    entree: tuple[Decimal, Decimal] | None = None
    demi_credits: bool = False

    @property
    def kind(self) -> str:
        """What its title says before the text: « Licence professionnelle »."""
        return self.title.partition(",")[0]

    def suits(self, diplome: str) -> bool:
        """Does the text govern this type of diploma? What is of no known type may obey any text."""
        return diplome in self.diplomes or diplome == "autre"

    def in_force(self, day: date) -> bool:
        """Is the text in force that day?"""
        return self.since <= day and (self.until is None or day <= self.until)


_180 = Decimal(180)
_120 = Decimal(120)

PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            "lp-1999",
            "Licence professionnelle, arrêté du 17 novembre 1999",
            ("licence-professionnelle",),
            since=date(1999, 11, 24),
            until=date(2020, 8, 31),
            level=6,
            total=_180,
            entree=(_120, _120),
        ),
        Profile(
            "lp-2019",
            "Licence professionnelle, arrêté du 6 décembre 2019",
            ("licence-professionnelle",),
            since=date(2019, 12, 8),
            level=6,
            total=_180,
            entree=(Decimal(30), _120),
        ),
        Profile(
            "licence-2018",
            "Licence, arrêté du 30 juillet 2018",
            ("licence", "but", "deust"),
            since=date(2018, 8, 7),
            total=_180,
            entree=(Decimal(0), _120),
        ),
        Profile(
            "master-2014",
            "Master, cadre national des formations du 22 janvier 2014",
            ("master",),
            since=date(2014, 2, 1),
            level=7,
            total=_120,
            entree=(Decimal(0), Decimal(60)),
        ),
        Profile(
            "titre-2023",
            "Titre enregistré sur demande, vademecum de janvier 2023",
            (
                "titre",
                "titre-professionnel",
                "cqp",
                "diplome-vise",
                "diplome-universitaire",
                "certificat-etablissement",
            ),
            since=date(2023, 1, 1),
            until=date(2025, 9, 30),
        ),
        Profile(
            "titre-2025",
            "Titre enregistré sur demande, dépôts à compter du 1er octobre 2025",
            (
                "titre",
                "titre-professionnel",
                "cqp",
                "diplome-vise",
                "diplome-universitaire",
                "certificat-etablissement",
            ),
            since=date(2025, 10, 1),
        ),
    )
}

NATIONAL = ("lp-1999", "lp-2019", "licence-2018", "master-2014")
"""The profiles of national diplomas, defined by a domain and a mention."""

DE_DROIT = ("licence-professionnelle", "licence", "but", "deust", "dut", "master", "doctorat", "bts")
"""Diplomas awarded in the name of the State (code du travail, L6113-5, I)."""


def other_profile(names: tuple[str, ...], mine: Profile) -> str:
    """Why a rule of these profiles does not apply to a programme of another one, in French."""
    theirs = [PROFILES[name] for name in names]
    # Two profiles of one kind differ by their texts, and those are then said.
    alike = any(profile.kind == mine.kind for profile in theirs)
    titles = dict.fromkeys(profile.title if alike else profile.kind for profile in theirs)
    which = f"du profil {titles.popitem()[0]}" if len(titles) == 1 else f"des profils {enumeration(list(titles))}"
    return f"règle {which} ; le programme relève du profil {mine.title if alike else mine.kind}"

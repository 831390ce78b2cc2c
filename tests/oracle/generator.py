"""Small programmes drawn from a seed, with every construct of the maquette."""

from __future__ import annotations

from random import Random

NAMESPACE = "urn:dossier-certification:programme:1"
ROUTES = ("statut-etudiant", "apprentissage", "continue", "contrat-professionnalisation")
_NATURES = ("CM", "TD", "TP", "projet", "stage", "travail-personnel", "evaluation")


class Drawn:
    """One programme: ``xml`` is its text."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.codes: list[str] = []
        self.tracks = [f"P{n}" for n in range(1, self.random.choice((0, 0, 0, 2, 3)) + 1)]
        if len(self.tracks) == 1:
            self.tracks = []
        self.open = [route for route in ROUTES if self.random.random() < 0.6]
        self.halves = self.random.random() < 0.3
        self.filters = self.random.random() < 0.5
        self.references = self.random.random() < 0.6
        self.by_credits = self.random.random() < 0.6
        self.hours = self.random.random() < 0.5
        self.budget = self.random.randint(3, 16)
        body = self._unit(3) + self._children(0, top=True)
        self.maquette = f"<enseignements>{self._referred(body)}</enseignements>"
        self.xml = self._programme()

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    # ── The maquette ─────────────────────────────────────────────────────────────────────────────────────────────

    def _children(self, depth: int, top: bool = False) -> str:
        parts = []
        for _ in range(self.random.randint(2, 5) if top else self.random.randint(1, 4)):
            if self.budget <= 0:
                break
            parts.append(self._node(depth))
        return "".join(parts) or self._unit(3)

    def _node(self, depth: int) -> str:
        kind = self.random.random()
        if self.references and kind < 0.25:
            return f'<renvoi unite="?"{self._filter()}/>'
        if depth < 3 and kind < 0.6:
            return f"<choix{self._bounds()}{self._filter()}>{self._children(depth + 1)}</choix>"
        if depth < 3 and kind < 0.7:
            return f"<groupe{self._filter()}>{self._children(depth + 1)}</groupe>"
        if depth < 1 and kind < 0.76:
            n = self.random.randint(1, 4)
            return f'<periode type="semestre" n="{n}"{self._filter()}>{self._children(depth + 1)}</periode>'
        return self._unit(depth)

    def _unit(self, depth: int) -> str:
        self.budget -= 1
        code = f"U{len(self.codes) + 1}"
        self.codes.append(code)
        kind = self.random.choice(("UE", "UE", "UE", "UA", "EC", "SAE"))
        credited = self._chance(0.8)
        ects = f' ects="{self._credits()}"' if credited else ""
        situation = self.random.choice(
            ("", "", "", ' situation-professionnelle="oui"', ' situation-professionnelle="non"')
        )
        inside = ""
        if depth < 3 and self.budget > 0 and self._chance(0.2 if credited else 0.7):
            inside = self._components(depth + 1)
        return (
            f'<unite code="{code}" type="{kind}"{ects}{situation}{self._filter()}><intitule>{code}</intitule>'
            f"{self._hours()}{inside}</unite>"
        )

    def _components(self, depth: int) -> str:
        parts = []
        for _ in range(self.random.randint(1, 3)):
            kind = self.random.random()
            if self.references and kind < 0.2:
                parts.append('<renvoi unite="?"/>')
            elif depth < 3 and kind < 0.45 and self.budget > 1:
                options = "".join(self._unit(4) for _ in range(self.random.randint(1, 3)))
                parts.append(f"<choix{self._bounds()}>{options}</choix>")
            elif self.budget > 0:
                parts.append(self._unit(depth + 1))
        return "".join(parts)

    def _credits(self) -> str:
        whole = self.random.choice((2, 3, 3, 4, 5, 6, 6, 6, 9, 10, 12))
        return f"{whole - 0.5}" if self.halves and self._chance(0.3) else str(whole)

    def _bounds(self) -> str:
        found = ""
        if self._chance(0.4):
            found += f' min="{self.random.choice((0, 0, 1, 1, 2, 3))}"'
        if self._chance(0.4):
            found += f' max="{self.random.choice((0, 1, 2, 2, 3, 4))}"'
        if self.by_credits and self._chance(0.4):
            low = self.random.randint(0, 12)
            if self._chance(0.8):
                found += f' ects-min="{low}"'
            if self._chance(0.6):
                found += f' ects-max="{low + self.random.randint(-1, 8) if low else 8}"'
        if self._chance(0.2):
            found += (
                f' ects="{self.random.randint(2, 12)}" surplus="{self.random.choice(("ignore", "ignore", "compte"))}"'
            )
        return found

    def _filter(self) -> str:
        if not self.filters or self._chance(0.75):
            return ""
        found = ""
        if self.tracks and self._chance(0.6):
            found += (
                f' parcours="{" ".join(self.random.sample(self.tracks, self.random.randint(1, len(self.tracks) - 1)))}"'
            )
        if self._chance(0.6):
            found += f' voies="{" ".join(self.random.sample(ROUTES, self.random.randint(1, 3)))}"'
        return found

    def _hours(self) -> str:
        if not self.hours:
            return ""
        return "".join(
            f'<heures nature="{self.random.choice(_NATURES)}" nombre="{self.random.choice((10, 20, 30, 60, 120))}"'
            f'{self._filter()} intervenant="{self.random.choice(("academique", "professionnel"))}"/>'
            for _ in range(self.random.randint(1, 3))
        )

    def _referred(self, body: str) -> str:
        """Each reference is given a unit; those that would refer to what holds them are told by the caller."""
        parts = body.split('"?"')
        return "".join(part + f'"{self.random.choice(self.codes)}"' for part in parts[:-1]) + parts[-1]

    # ── The rest ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _programme(self) -> str:
        routes = "".join(
            f'<voie type="{route}" ouverte="{"oui" if route in self.open else "non"}"/>' for route in ROUTES
        )
        tracks = "".join(f'<parcours code="{code}">Parcours {code}</parcours>' for code in self.tracks)
        total = self.random.choice((20, 24, 27, 30, 30, 30, 36, 40, 60))
        blocs, matrix = self._competencies()
        placement = "<professionnalisation><stage/></professionnalisation>" if self._chance(0.7) else ""
        return (
            f'<programme xmlns="{NAMESPACE}" code="X1" version="1" etat="depot" profil="lp-2019" '
            'date-effet="2026-09-01"><identite><intitule>Essai</intitule>'
            f'<diplome type="licence-professionnelle" niveau="6" ects="{total}" ects-entree="120"/>{tracks}'
            '<duree annees="1"/></identite><certificateur><nom-legal>Essai</nom-legal></certificateur>'
            f"<acces>{routes}</acces>{blocs}{self.maquette}{matrix}{placement}</programme>"
        )

    def _competencies(self) -> tuple[str, str]:
        codes = ["C1", "C2", "C3"][: self.random.randint(1, 3)]
        blocs: list[str] = []
        covering: dict[str, list[str]] = {}
        for rank, code in enumerate(codes, start=1):
            optional = ' facultatif="oui"' if self._chance(0.15) else ""
            track = f' parcours="{self.random.choice(self.tracks)}"' if self.tracks and self._chance(0.2) else ""
            blocs.append(
                f'<bloc code="B{rank}"{optional}><intitule>Bloc {rank}</intitule>'
                f'<competence code="{code}"{track}>Faire {code}</competence></bloc>'
            )
            for unit in self.random.sample(self.codes, min(len(self.codes), self.random.randint(1, 3))):
                covering.setdefault(unit, []).append(code)
        units = "".join(
            f'<unite ref="{unit}">' + "".join(f'<competence ref="{code}"/>' for code in codes) + "</unite>"
            for unit, codes in covering.items()
        )
        return f"<blocs>{''.join(blocs)}</blocs>", f'<couverture statut="validee">{units}</couverture>'

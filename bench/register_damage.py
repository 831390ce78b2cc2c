"""Damaged exports: what an import makes of each, and that the index in place is never lost.

``python -m bench.register_damage 500`` prints the outcomes; a crash (status 3 of the command) is told and fails.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from dossier.programme.errors import UnreadableFile
from dossier.register.build import import_exports
from dossier.register.index import Index
from dossier.register.reader import open_exports
from tests.register.generator import sample, write_flux
from tests.register.test_csv import FILES

_BYTES = (b"\x00", b"\xff", b"<", b"&", b";", b'"', b"\n", b"\xef\xbf\xbe", b"</FICHE>", b"NIV\xc2\xb2", b"9" * 5000)


def main(count: int) -> None:
    """Outcomes by kind of refusal."""
    outcomes: Counter[str] = Counter()
    rng = random.Random(18)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        good = write_flux(work / "export-fiches-rncp-v4-1-2026-08-16.xml", sample())
        index = work / "i.sqlite"
        for rank in range(count):
            import_exports(index, open_exports([good]), force=True)
            outcomes[_outcome(index, _damaged(work / str(rank), good, rng))] += 1
            with Index(index) as register:
                register.stats()
    for outcome, times in outcomes.most_common():
        print(f"{outcome:<24}{times:>5}")
    crashes = sum(times for outcome, times in outcomes.items() if outcome.startswith("crash"))
    print(f"{count} damaged exports, {crashes} crashes, index readable after each")
    if crashes:
        raise SystemExit(1)


def _damaged(folder: Path, good: Path, rng: random.Random) -> Path:
    """A flow or a folder of ten files, cut, or with a few bytes changed, or without one of the files."""
    folder.mkdir()
    if rng.random() < 0.5:
        path = folder / good.name
        path.write_bytes(_spoilt(good.read_bytes(), rng))
        return path
    for name, content in FILES.items():
        (folder / f"export_fiches_CSV_{name}_2026_08_16.csv").write_bytes(content.encode())
    victim = rng.choice(sorted(folder.iterdir()))
    if rng.random() < 0.1:
        victim.unlink()
    else:
        victim.write_bytes(_spoilt(victim.read_bytes(), rng))
    return folder


def _spoilt(data: bytes, rng: random.Random) -> bytes:
    if rng.random() < 0.2:
        return data[: rng.randrange(len(data))]
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(data))
        data = data[:at] + rng.choice(_BYTES) + data[at + rng.randint(0, 8) :]
    return data


def _outcome(index: Path, path: Path) -> str:
    try:
        import_exports(index, open_exports([path]))
    except UnreadableFile as error:
        return type(error).__name__
    except Exception as error:  # what the command would end by status 3 for
        return f"crash: {type(error).__name__}"
    return "imported"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)

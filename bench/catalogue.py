"""``dossier build`` of a whole catalogue: again when nothing changed, and when one programme did.

Documents are empty here: what is measured is all that a catalogue adds to the writing of its programmes.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import time
from pathlib import Path

SIZES = (50, 150)
GOAL = 1.5
"""Milliseconds of CPU that a programme costs when nothing changed: 1.5 s for a thousand."""


def main() -> None:
    """CPU of the first build, of the next, and of one changed programme, size by size."""
    from dossier.render.formats import FORMATS

    written = dict(FORMATS)
    FORMATS.update({kind: each._replace(write=lambda *_: b"") for kind, each in written.items()})
    try:
        for size in SIZES:
            _measure(size, Path("sources/lp15301a.xml").read_text("utf-8"))
    finally:
        FORMATS.update(written)


def _measure(size: int, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("sources").mkdir()
        for rank in range(size):
            own = text.replace('code="LP15301A"', f'code="LP{rank:05}A"', 1)
            Path(f"sources/p{rank:05}.xml").write_text(own, "utf-8")
        first, again = _cpu_of_build(), _cpu_of_build()
        with Path("sources/p00003.xml").open("a", encoding="utf-8") as changed:
            changed.write("\n")
        one = _cpu_of_build()
    each = again / size * 1000
    verdict = "ok" if each <= GOAL else "MISSED"
    print(
        f"catalogue of {size:4}: first {first / size * 1000:5.0f} ms each; nothing changed {each:5.2f} ms each"
        f"  {verdict} (goal {GOAL}); one changed {(one - again) * 1000:4.0f} ms more"
    )


def _cpu_of_build() -> float:
    from dossier.cli import run

    start = time.process_time()
    with contextlib.redirect_stderr(io.StringIO()):
        run(["build", "sources", "-o", "output", "-j", "1"])
    return time.process_time() - start


if __name__ == "__main__":
    main()

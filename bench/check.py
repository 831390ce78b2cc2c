"""``dossier check`` from cold, against what reading XML costs in any case."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.clock import cpu_of_process, show

GOAL = 3.5
SPELLING_GOAL = 2.0
HEAVY = ("xmlschema", "weasyprint", "docx", "rich")


def main() -> None:
    """CPU of a whole check over CPU of importing lxml; then what the check imports."""
    check = [str(Path(sys.executable).with_name("dossier")), "check", "sources/lp15301a.xml"]
    bare = cpu_of_process(["-c", "import lxml.etree"])
    ours = cpu_of_process(check)
    show("check of LP15301A / import lxml.etree", ours / bare, GOAL, f"{ours * 1000:.0f} ms / {bare * 1000:.0f} ms")
    spelt = [*check, "--spelling"]
    more = cpu_of_process(spelt) - ours
    show("spelling, its words known / import lxml.etree", more / bare, SPELLING_GOAL, f"{more * 1000:.0f} ms more")
    code = f"import sys; from dossier.cli import run; run({check[1:]!r}); print(*sorted(sys.modules), file=sys.stderr)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr.split()
    heavy = sorted(set(HEAVY) & set(loaded))
    print(f"heavy libraries imported by check: {', '.join(heavy) or 'none'}")


if __name__ == "__main__":
    main()

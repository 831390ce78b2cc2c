"""axe-core in a headless Chromium: what it holds against a page, on any HTML file."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_RESULT = re.compile(r'<pre id="axe-resultat">(.*?)</pre>', re.DOTALL)
# The results stand in the page itself: no driver, no port, no clock. Content policies and frames do not exist here.
_RUN = """
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
axe.run(document, {runOnly: rules}).then((found) => {
  const result = document.createElement("pre");
  result.id = "axe-resultat";
  const said = (rules) => rules.map((rule) => rule.id + " : " + rule.nodes.map((node) => node.target).join(" ; "));
  result.textContent = JSON.stringify({violations: said(found.violations), passes: found.passes.length});
  document.documentElement.append(result);
});
"""


@dataclass(frozen=True, slots=True)
class Axe:
    """The browser, and the library to run in it."""

    browser: str
    library: str

    def violations(self, page: Path, folder: Path, *, width: int = 1280, before: str = "") -> list[str]:
        """What axe finds in a copy of ``page`` shown at this width, after the script ``before``: rule and places."""
        added = f"<script>{self.library}</script><script>{before}\n{_RUN}</script>"
        found = _RESULT.search(self.shown(page, folder, added, width=width))
        assert found, "axe gave no result"
        result = json.loads(unescape(found[1]))
        assert result["passes"] > 10
        return list(result["violations"])

    def printed(self, page: Path, folder: Path) -> bytes:
        """What the browser prints of ``page``, as a PDF, with no background of its own choice."""
        path = folder / "imprime.pdf"
        command = [*self._command(folder), f"--print-to-pdf={path}", "--no-pdf-header-footer", page.resolve().as_uri()]
        subprocess.run(command, capture_output=True, check=True)
        return path.read_bytes()

    def shown(self, page: Path, folder: Path, added: str, *, width: int = 1280) -> str:
        """What a copy of ``page``, with this markup added at its end, has become once its scripts have run."""
        copy = folder / f"copie-{page.name}"
        copy.write_text(f"{added}</body>".join(page.read_text(encoding="utf-8").rsplit("</body>", 1)), encoding="utf-8")
        command = [*self._command(folder), f"--window-size={width},900", "--virtual-time-budget=60000", "--dump-dom"]
        ran = subprocess.run([*command, copy.resolve().as_uri()], capture_output=True, text=True, check=True)
        return ran.stdout

    def _command(self, folder: Path) -> list[str]:
        profile = f"--user-data-dir={folder / 'profil'}"
        return [self.browser, "--headless", "--no-sandbox", "--disable-gpu", profile]


def installed_axe() -> Axe:
    """The browser of the machine and the ``axe.min.js`` that ``DOSSIER_AXE`` names; skips the test without them."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    library = os.environ.get("DOSSIER_AXE")
    if browser is None or library is None:
        pytest.skip("needs Chromium, and DOSSIER_AXE, the path of axe-core’s axe.min.js (.ci/run provides both)")
    return Axe(browser, Path(library).read_text(encoding="utf-8"))

"""Writes lp15301a.sha256 again, from the transcription of the page: python -m tests.sources.rafraichir_empreintes"""

import json

from tests.sources.test_lp15301a import FINGERPRINTS, REFERENCE, expected_strings, fingerprint

if __name__ == "__main__":
    page = json.loads(REFERENCE.read_text(encoding="utf-8"))
    FINGERPRINTS.write_text("".join(f"{fingerprint(each)}\n" for each in expected_strings(page)), encoding="ascii")

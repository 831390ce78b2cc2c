"""How many pages the dossiers have, and what of: printed with ``-s``."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from dossier.document.compose import compose
from dossier.programme.reader import read
from dossier.render.pdf import to_pdf
from tests.document.reading import EXEMPLE, LP, judged


@pytest.mark.parametrize(("path", "most"), [(EXEMPLE, 36), (LP, 26)], ids=lambda value: getattr(value, "stem", value))
def test_a_dossier_is_short(path: Path, most: int) -> None:
    reader = PdfReader(io.BytesIO(to_pdf(compose(judged(read(path))))))
    starts = [
        (str(item.title), (reader.get_destination_page_number(item) or 0) + 1)
        for item in reader.outline
        if not isinstance(item, list)
    ]
    for title, page in starts:
        print(f"{page:4}  {title}")
    print(f"{path.stem} : {len(reader.pages)} pages")
    assert len(reader.pages) <= most

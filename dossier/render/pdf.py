"""The tree as a PDF that lasts and that everybody can read: PDF/A-3a and PDF/UA-1 at once.

It is the page of ``html``, laid out by WeasyPrint with our fonts and nothing else.

Nothing of the machine enters the file: no network, no file, no installed font, no clock. WeasyPrint only logs what
it could not do; here that is an error, for a dossier with a missing character or picture must not be filed.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from typing import Any

from dossier.document.tree import Document
from dossier.look.model import DEFAULT, Look
from dossier.render.attached import Attachment, for_engine, settle
from dossier.render.html import to_html
from dossier.render.pdf_engine import sooner
from dossier.render.pdf_tags import fuller_tags
from dossier.render.seal import seal
from dossier.render.xmp import description

_FONTS = resources.files(__package__).joinpath("fonts")
_SCHEME = "police:"
_FACES = (  # family, style, weight, file; « DejaVu Sans » is for the characters that the first two lack
    ("Source Sans 3", "normal", "normal", "SourceSans3-Regular.ttf"),
    ("Source Sans 3", "italic", "normal", "SourceSans3-It.ttf"),
    ("Source Sans 3", "normal", "bold", "SourceSans3-Bold.ttf"),
    ("Source Sans 3", "italic", "bold", "SourceSans3-BoldIt.ttf"),
    ("Source Code Pro", "normal", "normal", "SourceCodePro-Regular.ttf"),
    ("DejaVu Sans", "normal", "normal", "DejaVuSans.ttf"),
)

VARIANT = "pdf/a-3a"
"""WeasyPrint's name for what PDF/UA-1 is added to."""

_NO_SMOOTHING = "img { image-rendering: crisp-edges }"
"""PDF/A forbids that readers smooth pictures."""


class RenderWarning(RuntimeError):
    """The PDF would lack something; ``messages`` are WeasyPrint's own words."""

    def __init__(self, messages: tuple[str, ...]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


class MissingLibrary(RuntimeError):
    """A system library that the PDF needs is absent; ``package`` is its name in Debian and Ubuntu."""

    def __init__(self, library: str, package: str) -> None:
        super().__init__(f"{library} : bibliothèque absente (paquet {package})")
        self.library = library
        self.package = package


def to_pdf(document: Document, look: Look = DEFAULT, attachments: Sequence[Attachment] = ()) -> bytes:
    """The whole file, with what travels inside it; the same document always gives the same bytes.

    Raises ``RenderWarning`` when something could not be written as asked, ``MissingLibrary`` when WeasyPrint lacks
    what it needs.
    """
    facts = (("code", document.code), ("version", document.version), *document.properties)
    return print_page(to_html(document, look), attachments, facts)


def print_page(html: str, attachments: Sequence[Attachment] = (), facts: Sequence[tuple[str, str]] = ()) -> bytes:
    """``html`` as a sealed file, with these ``facts`` in its metadata; same errors as ``to_pdf``."""
    weasyprint = engine()
    with _errors_from_log(), sooner(), fuller_tags():
        try:
            pages = laid_out(weasyprint, html)
            return _written(weasyprint, pages, attachments, facts)
        except weasyprint.urls.FatalURLFetchingError as refused:  # a BaseException, which would end the program
            raise RenderWarning((str(refused),)) from None


def laid_out(weasyprint: Any, html: str) -> Any:
    """The pages, with our fonts, where nothing else can be reached."""
    fetch = _packaged_only()
    with _without_system_fonts():
        fonts = weasyprint.text.fonts.FontConfiguration()
    sheet = weasyprint.CSS(string=_font_faces() + _NO_SMOOTHING, url_fetcher=fetch, font_config=fonts)
    return weasyprint.HTML(string=html, url_fetcher=fetch).render(stylesheets=[sheet], font_config=fonts)


def _written(weasyprint: Any, pages: Any, attachments: Sequence[Attachment], facts: Sequence[tuple[str, str]]) -> bytes:
    metadata = pages.metadata
    metadata.custom.pop("viewport", None)  # of use to a screen only
    said = description(metadata.lang or "fr", facts)

    def finish(_document: Any, pdf: Any) -> None:
        settle(pdf, attachments)
        xmp = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
        xmp.compress = False  # the seal is put there once the file is written
        xmp.stream = [part.replace(b"</rdf:RDF>", said + b"</rdf:RDF>") for part in xmp.stream]

    pdf: bytes = pages.write_pdf(
        pdf_variant=VARIANT,
        custom_metadata=True,
        attachments=for_engine(weasyprint, attachments, metadata.created),
        finisher=finish,
    )
    return seal(pdf)


def engine() -> Any:
    """WeasyPrint, imported late: it takes half a second; raises ``MissingLibrary``."""
    try:
        with warnings.catch_warnings():  # it complains when the machine has no fonts: we bring our own
            warnings.simplefilter("ignore")
            import weasyprint
            from weasyprint.text.ffi import harfbuzz, harfbuzz_subset
    except OSError as error:
        raise MissingLibrary("Pango", "libpango-1.0-0, libpangoft2-1.0-0") from error
    # Without it WeasyPrint would have fontTools cut the fonts, which writes the hour into them.
    if harfbuzz_subset is None or not harfbuzz.hb_version_atleast(4, 1, 0):
        raise MissingLibrary("HarfBuzz-Subset", "libharfbuzz-subset0")
    return weasyprint


def _font_faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; '
        f'src: url("{_SCHEME}{file}") }}\n'
        for family, style, weight, file in _FACES
    )


def _packaged_only() -> Callable[[str], Any]:
    """What WeasyPrint fetches with: our fonts and « data: »; anything else ends the rendering."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    data = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    files = {f"{_SCHEME}{file}": file for *_, file in _FACES}

    def fetch(url: str) -> Any:
        if url in files:
            return URLFetcherResponse(url, _FONTS.joinpath(files[url]).read_bytes())
        if not url.startswith("data:"):
            raise FatalURLFetchingError(f"ressource extérieure refusée : {url}")
        try:
            return data.fetch(url)
        except Exception as error:
            raise FatalURLFetchingError(f"ressource illisible : {url[:80]}") from error

    return fetch


@contextmanager
def _without_system_fonts() -> Iterator[None]:
    """Tell Fontconfig that the machine has no font; it only listens to the environment, at each new configuration."""
    before = os.environ.get("FONTCONFIG_FILE")
    with resources.as_file(_FONTS.joinpath("fontconfig.xml")) as configuration:
        os.environ["FONTCONFIG_FILE"] = str(configuration.resolve())
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _errors_from_log() -> Iterator[None]:
    """What WeasyPrint warns of becomes an error, once, with every message."""
    logger, listener = logging.getLogger("weasyprint"), _Listener()
    level = logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
    if listener.messages:
        raise RenderWarning(tuple(dict.fromkeys(listener.messages)))

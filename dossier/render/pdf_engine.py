"""The one door to WeasyPrint and pydyf: all that is asked of them, and all that is completed in them.

Nothing of the machine enters the file: no network, no file, no installed font, no clock. WeasyPrint only logs what
it could not do; here that is an error, for a dossier with a missing character or picture must not be filed.

What reaches into them past their documentation (``completed``) holds for the versions that ``pyproject.toml``
admits. Each piece is one context manager, with one test that fails the day it is no longer needed. Cutting the fonts
with HarfBuzz rather than fontTools needs nothing here: WeasyPrint does it where the library is, and ``engine`` asks
for the library.
"""

from __future__ import annotations

import gc
import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from dossier.render import pdf_tables
from dossier.render.attached import Attachment

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

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The day of attachments when no date is known: the clock must not enter the file."""

_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column"}
CONTINUED = " (suite)"
"""What the title of the rest of a table cut by a page ends with."""
_IN_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}
"""Tags of lists, and what each is called in a contents list (ISO 32000-1, tables 333 and 336)."""


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


def print_page(html: str, attachments: Sequence[Attachment], metadata: Callable[[str], bytes]) -> bytes:
    """``html`` as a file; ``metadata`` is given its language, and gives RDF to place at the end of what it says.

    Raises ``RenderWarning`` when something could not be written as asked, ``MissingLibrary`` when WeasyPrint lacks
    what it needs.
    """
    weasyprint = engine()
    with _errors_from_log(), completed():
        try:
            pages = laid_out(weasyprint, html)
            return _written(weasyprint, pages, attachments, metadata)
        except weasyprint.urls.FatalURLFetchingError as refused:  # a BaseException, which would end the program
            raise RenderWarning((str(refused),)) from None


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


def laid_out(weasyprint: Any, html: str) -> Any:
    """The pages, with our fonts, where nothing else can be reached."""
    fetch = _packaged_only()
    with _without_system_fonts():
        fonts = weasyprint.text.fonts.FontConfiguration()
    sheet = weasyprint.CSS(string=_font_faces() + _NO_SMOOTHING, url_fetcher=fetch, font_config=fonts)
    return weasyprint.HTML(string=html, url_fetcher=fetch).render(stylesheets=[sheet], font_config=fonts)


def _written(weasyprint: Any, pages: Any, attachments: Sequence[Attachment], metadata: Callable[[str], bytes]) -> bytes:
    pages.metadata.custom.pop("viewport", None)  # of use to a screen only
    said = metadata(pages.metadata.lang or "fr")

    def finish(_document: Any, pdf: Any) -> None:
        _settle(pdf, attachments)
        xmp = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
        xmp.compress = False  # the seal is put there once the file is written
        xmp.stream = [part.replace(b"</rdf:RDF>", said + b"</rdf:RDF>") for part in xmp.stream]

    pdf: bytes = pages.write_pdf(
        pdf_variant=VARIANT,
        custom_metadata=True,
        attachments=_attached(weasyprint, attachments, pages.metadata.created),
        finisher=finish,
    )
    return pdf


def _attached(weasyprint: Any, attachments: Iterable[Attachment], date: str | None) -> list[Any]:
    """The same, as WeasyPrint wants them; ``date`` is ISO."""
    moment = datetime.fromisoformat(date) if date else _EPOCH
    return [
        weasyprint.Attachment(
            string=each.data,
            name=each.name,
            description=each.description,
            relationship=each.relationship,
            created=moment,
            modified=moment,
        )
        for each in attachments
    ]


def _settle(pdf: Any, attachments: Iterable[Attachment]) -> None:
    """Before the file is written: media types as given, not as guessed from names; each relation given by its own file.

    WeasyPrint finds relationships by checksum, so that two files with the same bytes would share one, and lists each
    file twice in the catalogue.
    """
    told = {each.name: each for each in attachments}
    if not told:
        return
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for each in pdf.objects:
        if isinstance(each, dict) and each.get("Type") == "/Filespec":
            attachment = told[each["UF"].string]
            each["AFRelationship"] = f"/{attachment.relationship}"
            stream = pdf.objects[int(each["EF"]["F"].split()[0])]
            stream.extra["Subtype"] = "/" + attachment.media.replace("/", "#2f")


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


@contextmanager
def completed() -> Iterator[None]:
    """All that follows, together."""
    with ExitStack() as stack:
        for piece in (quiet_collector, page_references_kept, fuller_tags):
            stack.enter_context(piece())
        yield


@contextmanager
def quiet_collector() -> Iterator[None]:
    """The garbage collector rests: a layout only grows, and each of its passes walks millions of boxes that stay.

    A quarter of the time of 200 pages, for 3 % of memory.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def page_references_kept() -> Iterator[None]:
    """Pydyf writes the references of all pages again each time that WeasyPrint asks for one: once for each tag.

    The square of the number of pages; here they are written again only when a page was added.
    """
    import pydyf

    slow = pydyf.PDF.page_references
    kept: dict[Any, tuple[bytes, ...]] = {}

    def references(pdf: Any) -> tuple[bytes, ...]:
        if len(kept.get(pdf, ())) != pdf.pages["Count"]:
            kept[pdf] = slow.fget(pdf)
        return kept[pdf]

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = slow


@contextmanager
def fuller_tags() -> Iterator[None]:
    """Tags say languages, scopes of headers, and that a contents list is one, which WeasyPrint knows and leaves out.

    They are completed as it makes them, from the boxes of the page.
    """
    from pydyf import Array, Dictionary, String
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.pdf import tags

    plain = tags._build_box_tree
    left: dict[Any, pdf_tables.Covered] = {}  # table → what its part on the page before leaves covered

    def build(box: Any, parent: Any, pdf: Any, *others: Any) -> Iterator[Any]:
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        said = {} if box.element is None or box.element.tag in ("html", "body") else box.element.attrib
        for tag in plain(box, parent, pdf, *others):
            if "lang" in said:
                tag["Lang"] = String(said["lang"])
            if tag["S"] == "/TH":
                tag["A"]["Scope"] = _SCOPES[said["scope"]]
            if tag["S"] == "/Table":
                title = said.get("aria-label") or "Tableau"
                tag["T"] = String(title + CONTINUED * (box.element in left))
                makers = pdf_tables.Makers(Array, Dictionary, pdf)
                left[box.element] = pdf_tables.complete(box, left.get(box.element, {}), makers)
            if box.element_tag == "nav":
                _name_contents(tag, pdf)
            yield tag

    tags._build_box_tree = build
    try:
        yield
    finally:
        tags._build_box_tree = plain


def _name_contents(tag: Any, pdf: Any) -> None:
    """The lists inside a tag become the contents of the document."""
    tag["S"] = _IN_CONTENTS.get(tag["S"], tag["S"])
    for kid in tag["K"]:
        inside = pdf.objects[int(kid.split()[0])] if isinstance(kid, bytes) else {}
        if "S" in inside:
            _name_contents(inside, pdf)

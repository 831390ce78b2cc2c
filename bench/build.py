"""``dossier build`` of LP15301A against bare WeasyPrint on the same HTML."""

from __future__ import annotations

from pathlib import Path

from bench.clock import cpu_of_call, show


def main() -> None:
    """CPU of composing and writing each format, over bare WeasyPrint."""
    from weasyprint import HTML

    from dossier.document.compose import compose
    from dossier.programme.reader import read
    from dossier.render.docx import to_docx
    from dossier.render.html import to_html
    from dossier.render.pdf import to_pdf
    from dossier.rules.families import catalogue
    from dossier.rules.runner import judge
    from dossier.settings import read_settings

    path = Path("sources/lp15301a.xml")
    judgement = judge(read(path), catalogue(), read_settings(path.parent))
    document = compose(judgement)
    html = to_html(document)
    bare = cpu_of_call(lambda: HTML(string=html).write_pdf(pdf_variant="pdf/ua-1"))
    for what, call in (
        ("rules and composition", lambda: compose(judge(read(path), catalogue(), read_settings(path.parent)))),
        ("HTML", lambda: to_html(document)),
        ("PDF", lambda: to_pdf(document)),
        ("DOCX", lambda: to_docx(document)),
    ):
        spent = cpu_of_call(call)
        show(
            f"{what} of LP15301A / bare WeasyPrint", spent / bare, None, f"{spent * 1000:.0f} ms / {bare * 1000:.0f} ms"
        )


if __name__ == "__main__":
    main()

"""A sheet as PDF: the HTML page, printed by WeasyPrint, an optional dependency."""

from __future__ import annotations

from backrelief.errors import UsageError

INSTEAD = "Or write it with --format html, and print that page from a browser."


def check_pdf() -> None:
    """Check that a PDF can be made, before the person is asked anything.

    Raises:
        UsageError: WeasyPrint or a system library that it needs is missing.
    """
    try:
        import weasyprint  # noqa: F401  # tests whether it can be imported
    except ImportError as error:
        message = "a PDF needs WeasyPrint, which is not installed"
        raise UsageError(message, hint=f"python -m pip install 'backrelief[pdf]'. {INSTEAD}") from error
    except OSError as error:
        message = f"WeasyPrint is there, but a library of the system is not: {str(error).splitlines()[0]}"
        raise UsageError(message, hint=f"Install Pango (libpango). {INSTEAD}") from error


def render_pdf(page: str) -> bytes:
    """Return the HTML page as an A4 PDF with tags for screen readers.

    Raises:
        UsageError: as ``check_pdf``.
    """
    check_pdf()
    from weasyprint import HTML

    return bytes(HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))

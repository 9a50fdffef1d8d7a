"""A sheet as PDF: the HTML page, printed by WeasyPrint, which is an extra."""

from __future__ import annotations

from backrelief.errors import UsageError

INSTEAD = "Or write it with --format html, and print that page from a browser."


def check_pdf() -> None:
    """Say that no PDF can be made, before anything is asked.

    Raises:
        UsageError: WeasyPrint, or a library of the system that it needs, is not there.
    """
    try:
        import weasyprint  # noqa: F401  # whether it can be
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

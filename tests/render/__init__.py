"""Rendering of pages as text, plain lines, Markdown and sheets."""

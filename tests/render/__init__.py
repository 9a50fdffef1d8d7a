"""Values in, text out: how a page looks as text, as plain lines and as Markdown."""

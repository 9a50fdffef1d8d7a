"""A routine as a sheet for the wall: what is on it, how it is gathered, and how it looks as HTML, PDF and Markdown."""

"""A routine as a sheet for the wall: its content, how it is made, and its formats HTML, PDF and Markdown."""

"""The picture of the body: one figure, drawn for terminals and as SVG."""

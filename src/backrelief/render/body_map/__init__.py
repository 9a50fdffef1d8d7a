"""The body map: one figure, drawn in a terminal or as SVG."""

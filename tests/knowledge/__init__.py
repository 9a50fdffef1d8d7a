"""The knowledge: reading files strictly, linking, layering, and what is shipped."""

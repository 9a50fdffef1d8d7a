"""The knowledge: what a YAML file must be (`models`), how it is read, and one frozen base to ask."""

"""The knowledge: the models of the YAML files, the reading of the files, and the frozen knowledge base."""

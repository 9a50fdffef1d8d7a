"""The version of the program. The build reads it here; asking the installed package would slow `--version` down."""

__version__ = "0.1.0"

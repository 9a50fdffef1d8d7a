"""Rules for the modules of the program and their imports."""

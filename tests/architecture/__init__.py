"""How the rooms of the program may know each other."""

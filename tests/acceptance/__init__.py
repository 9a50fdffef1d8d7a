"""The program as a person runs it: a process of its own, its streams, its exit codes, a real terminal."""

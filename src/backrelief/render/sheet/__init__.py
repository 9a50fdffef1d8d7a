"""A routine as a sheet for the wall: one value that holds what is on it, and the forms that it is written in."""

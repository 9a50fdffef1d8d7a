"""What waits for itself, found in one walk however long the chains are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def in_circles(needs: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The names from which a way along what they need leads back to them; what nobody knows needs nothing.

    A name lies on a circle when it needs itself, or when it and another lie on each other's way: the walk there
    finds the groups of names that all reach each other (the strongly connected components, after Kosaraju).
    """
    known = {name: [one for one in dict.fromkeys(of) if one in needs] for name, of in needs.items()}
    needed_by: dict[str, list[str]] = {name: [] for name in known}
    for name, of in known.items():
        for one in of:
            needed_by[one].append(name)
    seen: set[str] = set()
    finished = [name for start in known for name in _finishing(start, known, seen)]
    found = {name for name, of in known.items() if name in of}
    seen = set()
    for start in reversed(finished):
        group = list(_finishing(start, needed_by, seen))
        if len(group) > 1:
            found.update(group)
    return frozenset(found)


def _finishing(start: str, edges: Mapping[str, Iterable[str]], seen: set[str]) -> Iterator[str]:
    """What was not seen yet and can be reached, each name after all that lies behind it; without recursion."""
    if start in seen:
        return
    seen.add(start)
    open_ = [(start, iter(edges[start]))]
    while open_:
        name, ahead = open_[-1]
        following = next((one for one in ahead if one not in seen), None)
        if following is None:
            open_.pop()
            yield name
        else:
            seen.add(following)
            open_.append((following, iter(edges[following])))

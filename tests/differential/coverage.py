"""Which properties of `drukwerk css`, and which of their values, no document uses.

A value counts where it is written in a declaration of the property or of a shorthand for it. Kinds of
values such as `<length>` count with their property.
"""

import json
import pathlib
import re
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
DECLARATION = re.compile(r"(?<![\w-])([a-z-]+)\s*:\s*((?:[^;{}\"']|\"[^\"]*\"|'[^']*')*)")


def unused(rows, folder):
    """Pairs of a property and its missing values; without values, the property itself is missing."""
    rows = [json.loads(row) for row in rows.splitlines()]
    used = declarations(folder)
    shorthands = {}
    for row in rows:
        for longhand in row["shorthand-of"]:
            shorthands.setdefault(longhand, set()).add(row["property"])
    excused = tomllib.loads((HERE / "coverage.toml").read_text(encoding="utf-8"))
    missing = []
    for row in rows:
        name = row["property"]
        if name not in used:
            missing.append((name, []))
        elif not row["shorthand-of"]:
            words = set().union(*(used.get(other, ()) for other in around(name, shorthands)))
            wanted = [value for value in row["values"] if not value.startswith("<")]
            excuses = {value for excuse in excused.get(name, []) for value in excuse["values"]}
            if values := [value for value in wanted if value not in words | excuses]:
                missing.append((name, values))
    return missing


def around(name, shorthands):
    """A property and all shorthands that set it."""
    found = {name}
    for shorthand in shorthands.get(name, ()):
        found |= around(shorthand, shorthands)
    return found


def declarations(folder):
    """The words and functions in the values of each property."""
    used = {}
    for file in folder.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        for block in re.findall(r"<style[^>]*>(.*?)</style>", text, re.S) + re.findall(r'style="([^"]*)"', text):
            for name, value in DECLARATION.findall(re.sub(r"/\*.*?\*/", "", block, flags=re.S)):
                plain = re.sub(r"\"[^\"]*\"|'[^']*'", " ", value.lower())
                found = re.findall(r"-?[a-z][\w-]*\(?", plain)
                used.setdefault(name, set()).update(word + ")" if word.endswith("(") else word for word in found)
    return used

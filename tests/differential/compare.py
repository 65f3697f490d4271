#!/usr/bin/env python3
"""Compares where words stand: the same document in drukwerk and in a browser.

    cargo build
    python3 tests/differential/compare.py                     # against the cached positions
    python3 tests/differential/compare.py --against chromium  # against the browser itself
    python3 tests/differential/compare.py --list menu flyer   # every differing word of two documents
    python3 tests/differential/compare.py --update menu       # ask the browser again, keep its answer
    python3 tests/differential/compare.py --bar 98            # fail below 98 %, or if a property has no document

Both sides load the same font files, so only layout differs. A word is equal if the other side has the
same text on the same page within 1.5 pt in x and in y. Words that are not equal count as different,
unless `reasons.toml` names them; `reasons.md` gives the reasons at length. `coverage.py` finds what
`drukwerk css` lists and no document uses. Needs Python 3.11 and
`pdftotext` (poppler); for `--update` and other references than the cached one, `chromium` or `weasyprint`.
"""

import argparse
import difflib
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import tomllib
from typing import NamedTuple

from coverage import unused
from words import Word, run, words

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DOCUMENTS, EXPECTED = HERE / "documents", HERE / "expected"

CHROMIUM_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-pdf-header-footer",
]


class Comparison(NamedTuple):
    """Pairs of (reference, drukwerk); one of the two is None where a side lacks the word."""

    equal: list
    different: list


def drukwerk_pdf(source, target):
    run([program(), "render", str(source), "--base", str(ROOT), "-o", str(target)])


def chromium_pdf(source, target):
    with tempfile.TemporaryDirectory() as profile:
        run([browser("chromium"), *CHROMIUM_FLAGS, f"--user-data-dir={profile}",
             f"--print-to-pdf={target}", source.as_uri()])


def weasyprint_pdf(source, target):
    run([browser("weasyprint"), "--media-type", "print", str(source), str(target)])


REFERENCES = {"chromium": chromium_pdf, "weasyprint": weasyprint_pdf}


def program():
    named = os.environ.get("DRUKWERK")
    built = [ROOT / "target" / kind / "drukwerk" for kind in ("release", "debug")]
    built = sorted((file for file in built if file.exists()), key=lambda file: -file.stat().st_mtime)
    if not named and not built:
        raise SystemExit("there is no drukwerk: run `cargo build` first, or set DRUKWERK")
    return named or str(built[0])


def browser(name):
    found = os.environ.get(name.upper()) or shutil.which(name)
    if not found:
        raise SystemExit(f"there is no {name} on this machine: install it, or set {name.upper()}")
    return found


def version(name):
    return run([browser(name), "--version"]).splitlines()[0].strip()


def compare(reference, ours):
    """Equal words first, wherever they come in the order of reading; the rest is aligned."""
    places = {}
    for at, word in enumerate(ours):
        places.setdefault((word.page, word.text), []).append(at)
    equal, missing, used = [], [], set()
    for word in reference:
        here = [at for at in places.get((word.page, word.text), []) if at not in used and word.is_at(ours[at])]
        if not here:
            missing.append(word)
            continue
        nearest = min(here, key=lambda at: abs(ours[at].x - word.x) + abs(ours[at].y - word.y))
        used.add(nearest)
        equal.append((word, ours[nearest]))
    return Comparison(equal, align(missing, [word for at, word in enumerate(ours) if at not in used]))


def align(reference, ours):
    reference, ours = joined(reference, ours), joined(ours, reference)
    pairs = []
    matcher = difflib.SequenceMatcher(
        None, [word.text for word in reference], [word.text for word in ours], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(reference[a:b], ours[c:d])
        else:
            pairs += [(word, None) for word in reference[a:b]]
            pairs += [(None, word) for word in ours[c:d]]
    return pairs


def joined(side, other):
    """Words that only this side breaks with a hyphen, in one piece."""
    whole = {word.text for word in other}
    result = []
    for word in side:
        if result and result[-1].text.endswith("-") and result[-1].text[:-1] + word.text in whole:
            result[-1] = result[-1]._replace(text=result[-1].text[:-1] + word.text)
        else:
            result.append(word)
    return result


def expected(name):
    file = EXPECTED / f"{name}.json"
    if not file.exists():
        raise SystemExit(f"there is no {file.relative_to(ROOT)}: run with `--update {name}`")
    kept = json.loads(file.read_text(encoding="utf-8"))
    return [Word(page, x, y, text)
            for page, lines in enumerate(kept["pages"], 1) for x, y, text in lines]


def keep(name, engine, found):
    pages = [[] for _ in range(max((word.page for word in found), default=0))]
    for word in found:
        pages[word.page - 1].append([round(word.x, 1), round(word.y, 1), word.text])
    lines = [",\n".join(json.dumps(word, ensure_ascii=False, separators=(",", ":")) for word in page)
             for page in pages]
    body = ",\n".join(f"[\n{page}\n]" for page in lines)
    EXPECTED.mkdir(exist_ok=True)
    text = f'{{"reference": {json.dumps(engine)}, "pages": [\n{body}\n]}}\n'
    (EXPECTED / f"{name}.json").write_text(text, encoding="utf-8")


class Reasons:
    """`reasons.toml`: which engine is the reference of a document, and which differences are reasoned."""

    def __init__(self):
        self.documents = tomllib.loads((HERE / "reasons.toml").read_text(encoding="utf-8"))
        unknown = sorted(self.documents.keys() - {file.stem for file in DOCUMENTS.glob("*.html")})
        if unknown:
            raise SystemExit(f"reasons.toml names documents that are not there: {', '.join(unknown)}")
        for name, document in self.documents.items():
            for rule in document.get("differences", []):
                if rule.keys() != {"words", "pages", "within", "most"}:
                    raise SystemExit(f"reasons.toml: a difference of {name} has words, pages, within and most")

    def reference(self, name):
        return self.documents.get(name, {}).get("reference", "chromium")

    def explained(self, name, pairs):
        """Which of the pairs have a reason; each reason is good for so many pairs and no more."""
        found = set()
        for rule in self.documents.get(name, {}).get("differences", []):
            fitting = [at for at, pair in enumerate(pairs) if at not in found and self.applies(rule, pair)]
            found.update(fitting[:rule["most"]])
        return found

    @staticmethod
    def applies(rule, pair):
        present = [word for word in pair if word]
        if any(word.page not in rule["pages"] for word in present):
            return False
        if not any(word.text in rule["words"] for word in present):
            return False
        return len(present) == 1 or all(
            abs(present[0][axis] - present[1][axis]) <= rule["within"] for axis in (1, 2))


def measure(name, against, folder):
    source = DOCUMENTS / f"{name}.html"
    ours = folder / f"{name}.drukwerk.pdf"
    drukwerk_pdf(source, ours)
    if against == "expected":
        return compare(expected(name), words(ours))
    theirs = folder / f"{name}.{against}.pdf"
    REFERENCES[against](source, theirs)
    return compare(words(theirs), words(ours))


def percent(part, whole):
    return 100.0 * part / whole if whole else 100.0


def listing(name, comparison, reasons):
    explained = reasons.explained(name, comparison.different)
    for at, (theirs, ours) in enumerate(comparison.different):
        text = (theirs or ours).text
        mark = "reasoned" if at in explained else ""
        absent = "-" * 18
        print(f"    {text:24} {theirs or absent}   {ours or absent}   {mark}".rstrip())


def main():
    summary, usage = __doc__.split("\n\n", 1)
    parser = argparse.ArgumentParser(
        description=summary, epilog=usage, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="documents; without any, all of them")
    parser.add_argument("--against", choices=["expected", *REFERENCES], help="what to compare with")
    parser.add_argument("--update", action="store_true", help="write tests/differential/expected")
    parser.add_argument("--list", action="store_true", help="print every differing word, at both positions")
    parser.add_argument("--bar", type=float, help="fail below this percentage")
    parser.add_argument("--keep", type=pathlib.Path, metavar="FOLDER", help="leave the PDFs here")
    options = parser.parse_args()

    known = sorted(file.stem for file in DOCUMENTS.glob("*.html"))
    wrong = [name for name in options.names if name not in known]
    if wrong:
        raise SystemExit(f"there is no document {', '.join(wrong)} in {DOCUMENTS.relative_to(ROOT)}")
    names, reasons = options.names or known, Reasons()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if options.update:
            for name in names:
                engine = reasons.reference(name)
                target = folder / f"{name}.{engine}.pdf"
                REFERENCES[engine](DOCUMENTS / f"{name}.html", target)
                keep(name, version(engine), words(target))
        sys.exit(report(names, options, reasons, folder))


def report(names, options, reasons, folder):
    print(f"{'document':32} {'words':>6} {'equal':>6} {'raw':>7} {'reasoned':>9} {'counted':>8}")
    totals = [0, 0, 0]
    for name in names:
        comparison = measure(name, options.against or "expected", folder)
        equal, different = len(comparison.equal), len(comparison.different)
        reasoned = len(reasons.explained(name, comparison.different))
        show(name, equal + different, equal, reasoned)
        if options.list:
            listing(name, comparison, reasons)
        totals = [total + part for total, part in zip(totals, (equal + different, equal, reasoned))]
    show(f"{len(names)} documents", *totals)
    missing = [] if options.names else unused(run([program(), "css", "--format", "json"]), DOCUMENTS)
    for property, values in missing:
        print(f"no document uses {property}{': ' + ', '.join(values) if values else ''}")
    whole, equal, reasoned = totals
    counted = percent(equal, whole - reasoned)
    if options.bar is None:
        return 0
    if counted < options.bar:
        print(f"{counted:.2f} % of the words stand where they must: the bar is {options.bar:g} %")
    return 1 if missing or counted < options.bar else 0


def show(name, whole, equal, reasoned):
    raw, counted = percent(equal, whole), percent(equal, whole - reasoned)
    print(f"{name:32} {whole:6} {equal:6} {raw:6.2f}% {reasoned:9} {counted:7.2f}%", flush=True)


if __name__ == "__main__":
    main()

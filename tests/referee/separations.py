#!/usr/bin/env python3
"""What lands on which plate, as Ghostscript separates it.

    separations.py FILE.pdf... [--spot CutContour] [--black WORD...]

Fails if a file has other spot plates than those named, if such a plate is empty, or if a word given
with --black shows ink on a plate other than black. Needs: gs, pdftotext, pip install pillow.
"""
import argparse
import html
import pathlib
import re
import subprocess
import sys
import tempfile

from PIL import Image

DPI = 144
PROCESS = {"Cyan", "Magenta", "Yellow", "Black"}
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def plates(pdf, folder):
    """Page number -> name of the plate -> picture, 0 for full ink."""
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{DPI}"]
    subprocess.run([*command, "-o", f"{folder}/%d.tif", pdf], check=True)
    found = {}
    for path in pathlib.Path(folder).glob("*(*).tif"):
        page, name = re.match(r"(\d+)\((.*)\)", path.stem).groups()
        found.setdefault(int(page), {})[name] = Image.open(path).convert("L")
    return found


def words(pdf):
    """Page number, box in pixels and text of every word."""
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    for number, page in enumerate(text.split("<page ")[1:], 1):
        for left, top, right, bottom, word in WORD.findall(page):
            scale = DPI / 72
            yield number, [float(side) * scale for side in (left, top, right, bottom)], html.unescape(word)


def faults(pdf, spots, black):
    with tempfile.TemporaryDirectory() as folder:
        found = plates(pdf, folder)
        for page, of_page in sorted(found.items()):
            others = set(of_page) - PROCESS
            if others != set(spots):
                yield f"page {page}: spot plates {sorted(others)}, expected {sorted(spots)}"
            for name in others & set(spots):
                if of_page[name].getextrema()[0] == 255:
                    yield f"page {page}: the plate {name} is empty"
        seen = set()
        for page, box, word in words(pdf):
            if word not in black:
                continue
            seen.add(word)
            for name, plate in found[page].items():
                darkest = plate.crop([round(side) for side in box]).getextrema()[0]
                if (darkest < 128) != (name == "Black"):
                    yield f"page {page}: `{word}` on the plate {name}: darkest {darkest}"
        for word in sorted(set(black) - seen):
            yield f"the word `{word}` is not there"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--spot", action="append", default=[])
    parser.add_argument("--black", action="append", default=[])
    arguments = parser.parse_args()
    wrong = False
    for pdf in arguments.files:
        for fault in faults(pdf, arguments.spot, arguments.black):
            print(f"{pdf}: {fault}")
            wrong = True
    sys.exit(wrong)


if __name__ == "__main__":
    main()

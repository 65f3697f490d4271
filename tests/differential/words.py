"""The words of a PDF and where they stand, by `pdftotext -bbox`."""

import html
import re
import subprocess
import unicodedata
from typing import NamedTuple

# Points in x and y up to which two words stand at the same place.
TOLERANCE = 1.5


class Word(NamedTuple):
    page: int
    x: float
    y: float
    text: str

    def is_at(self, other):
        near = abs(self.x - other.x) <= TOLERANCE and abs(self.y - other.y) <= TOLERANCE
        return self.page == other.page and near

    def __str__(self):
        return f"p{self.page} {self.x:7.2f} {self.y:7.2f}"


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


WORD = re.compile(r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">(.*?)</word>')
BOX = re.compile(r"Page +(\d+) (Media|Trim)Box: +" + " +".join([r"(-?[\d.]+)"] * 4))


class Fragment(NamedTuple):
    """What `pdftotext` takes for a word, in points from the corner of the trim box."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def words(pdf):
    found = []
    corners = trim_corners(pdf)
    pages = run(["pdftotext", "-bbox", str(pdf), "-"]).split("<page ")[1:]
    for number, page in enumerate(pages, 1):
        dx, dy = corners[number]
        fragments = []
        for left, top, right, bottom, text in WORD.findall(page):
            if text := plain(html.unescape(text)):
                fragments.append(Fragment(
                    float(left) - dx, float(top) - dy, float(right) - dx, float(bottom) - dy, text))
        arabic = [fragment for fragment in fragments if is_right_to_left(fragment.text)]
        found += [Word(number, fragment.left, fragment.top, fragment.text)
                  for fragment in fragments if fragment not in arabic]
        found += [Word(number, *stretch(fragments)) for fragments in stretches(arabic)]
        found = [word for word in found if word.text]
    return found


def trim_corners(pdf):
    """Where the finished page begins: bleed lies outside."""
    boxes = {}
    for page, kind, *edges in BOX.findall(run(["pdfinfo", "-box", "-f", "1", "-l", "100000", str(pdf)])):
        boxes.setdefault(int(page), {})[kind] = [float(edge) for edge in edges]
    return {page: (box["Trim"][0] - box["Media"][0], box["Media"][3] - box["Trim"][3])
            for page, box in boxes.items()}


def is_right_to_left(text):
    return any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") or letter == "\u060c" for letter in text)


def stretches(fragments):
    """Arabic in runs of a line: dots are glyphs of their own, so that PDF readers tear words apart."""
    runs = []
    for fragment in sorted(fragments, key=lambda fragment: -fragment.right):
        height = fragment.bottom - fragment.top
        for run in runs:
            gap = min(other.left for other in run) - fragment.right
            if abs(run[0].bottom - fragment.bottom) < height * 0.3 and gap < height * 0.5:
                run.append(fragment)
                break
        else:
            runs.append([fragment])
    return runs


def stretch(fragments):
    """Its right edge, where it begins, and its letters in an order that no reader can disturb."""
    tops = sorted(fragment.top for fragment in fragments)
    letters = (letter for fragment in fragments for letter in fragment.text)
    text = "".join(sorted(letter for letter in letters if unicodedata.category(letter)[0] in "LN"))
    return max(fragment.right for fragment in fragments), tops[len(tops) // 2], text


def plain(text):
    """Ligatures, forms of letters and hyphens are a matter of fonts and of PDF, not of layout.

    Chromium draws the markers `disc`, `circle`, `square` and those of `details` as shapes, where others
    set a letter.
    """
    text = text.strip("\u2022\u25e6\u25aa\u25be\u25b8")
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[-\u2010\u00ad]+$", "-", text).replace("\u2010", "-")
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cc", "Co"))

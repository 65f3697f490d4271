#!/usr/bin/env python3
"""Makes the two fonts of these rows from Noto Sans: one in which every feature swaps a letter, and one
whose letters grow wider with the optical size.

Needs fonttools; run it in this folder.
"""
from io import StringIO
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeatures
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

NOTO = Path(__file__).parents[3] / "assets/fonts/noto-sans/NotoSans-Regular.ttf"
ASKED_FOR = "smcp c2sc pcap c2pc unic titl dlig hlig lnum onum pnum tnum frac afrc ordn zero sups subs ss01 trad".split()


def cut(name):
    font = TTFont(NOTO)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text="abcdefgh ")
    cutter.subset(font)
    for table in ("GSUB", "GPOS", "GDEF"):
        if table in font:
            del font[table]
    names = font["name"]
    names.names = []
    for number, value in [(1, name), (2, "Regular"), (4, name), (6, name), (13, "SIL Open Font License 1.1")]:
        names.setName(value, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    return font


features = cut("RowFeatures")
swaps = [(tag, "a", "b") for tag in ASKED_FOR] + [("liga", "c", "d"), ("clig", "e", "f"), ("calt", "g", "f")]
addOpenTypeFeatures(features, StringIO("\n".join(f"feature {t} {{ sub {a} by {b}; }} {t};" for t, a, b in swaps)))
features.save("RowFeatures.ttf")

optical = cut("RowOptical")
builder = FontBuilder(font=optical)
builder.setupFvar([("opsz", 6, 6, 20, "Optical size")], [])
shifts = {}
for glyph in optical.getGlyphOrder():
    points = optical["glyf"]._getCoordinatesAndControls(glyph, optical["hmtx"].metrics)[0]
    # The last four are phantom points; the second of them is the advance.
    deltas = [(0, 0)] * (len(points) - 3) + [(200, 0), (0, 0), (0, 0)]
    shifts[glyph] = [TupleVariation({"opsz": (0, 1, 1)}, deltas)]
builder.setupGvar(shifts)
optical.save("RowOptical.ttf")

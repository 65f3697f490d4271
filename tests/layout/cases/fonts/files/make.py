#!/usr/bin/env python3
"""Makes the fonts of these cases: a few glyphs of Source Sans 3 under names of their own.

Needs fonttools with brotli; run it in this folder.
"""
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.hvar import add_HVAR as add_hvar

FONTS = Path(__file__).parents[5] / "assets/fonts/source-sans-3"
LICENCE = "SIL Open Font License 1.1, cut from Source Sans 3 and renamed"


def trial(file, text, name, features=()):
    """A subset with its name replaced and without hints."""
    font = TTFont(FONTS / file)
    options = subset.Options(layout_features=list(features), hinting=False, name_IDs=[1, 2, 6], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    names = font["name"]
    names.names = []
    family, style = name.split("-")
    for number, value in [(1, family), (2, style), (4, name), (6, name), (13, LICENCE)]:
        names.setName(value, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    return font


def width(font, share):
    """Narrower or wider letters."""
    for glyph, (advance, left) in font["hmtx"].metrics.items():
        font["hmtx"].metrics[glyph] = (round(advance * share), round(left * share))
        shape = font["glyf"][glyph]
        if shape.numberOfContours > 0:
            shape.coordinates.scale((share, 1))
            shape.coordinates.toInt()
    for glyph in font["glyf"].keys():
        font["glyf"][glyph].recalcBounds(font["glyf"])
    return font


def variable(light, heavy):
    """Weights from one file to the other; only outlines whose points agree change."""
    font = light
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
    variations = {}
    for glyph in font.getGlyphOrder():
        one, other = (f["glyf"]._getCoordinatesAndControls(glyph, f["hmtx"].metrics)[0] for f in (light, heavy))
        if len(one) == len(other):
            deltas = [(round(b[0] - a[0]), round(b[1] - a[1])) for a, b in zip(one, other)]
            variations[glyph] = [TupleVariation({"wght": (0, 1, 1)}, deltas)]
    builder.setupGvar(variations)
    return font


def kerned(font):
    """Its advances vary in a table of their own (HVAR), and so does the space between two letters."""
    add_hvar(font)
    addOpenTypeFeaturesFromString(font, "feature kern { pos n o (wght=400:-50 wght=900:-250); } kern;")
    return font


def postscript():
    """A variable font with outlines of CFF2: a bar and a lens that grow wider with their weight."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "space", "n", "o"])
    builder.setupCharacterMap({32: "space", ord("n"): "n", ord("o"): "o"})
    builder.setupHorizontalMetrics({name: (600, 0) for name in builder.font.getGlyphOrder()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": "TrialPostscript", "styleName": "Regular", "psName": "TrialPostscript-Regular"}
    builder.setupNameTable(names)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
    bar = [100, 0, "rmoveto", 100, 300, 1, "blend", "hlineto", 500, "vlineto", -100, -300, 1, "blend", "hlineto"]
    lens = [300, 0, "rmoveto", 200, 100, 0, 300, -200, 100, 100, 0, 0, 0, -100, 0, 6, "blend", "rrcurveto"]
    lens += [-200, -100, 0, -300, 200, -100, -100, 0, 0, 0, 100, 0, 6, "blend", "rrcurveto"]
    shapes = {".notdef": [], "space": [], "n": bar, "o": lens}
    builder.setupCFF2({name: T2CharString(program=program) for name, program in shapes.items()}, regions=[{"wght": (0, 1, 1)}])
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    return builder.font


trial("SourceSans3-Regular.ttf", "abno fi12", "Trial-Regular", ["kern", "liga", "sups", "subs"]).save("Trial-Regular.ttf")
trial("SourceSans3-Bold.ttf", "abno ", "Trial-Bold").save("Trial-Bold.ttf")
width(trial("SourceSans3-Regular.ttf", "abno ", "Trial-Condensed"), 0.75).save("Trial-Condensed.ttf")
trial("SourceSans3-Black.ttf", "xyz ", "TrialLate-Black").save("TrialLate-Black.ttf")
variable(
    trial("SourceSans3-Regular.ttf", "abno ", "TrialVariable-Regular"),
    trial("SourceSans3-Black.ttf", "abno ", "TrialVariable-Black"),
).save("TrialVariable.ttf")
kerned(TTFont("TrialVariable.ttf", recalcTimestamp=False)).save("TrialKerned.ttf")
postscript().save("TrialPostscript.otf")
for flavor in ("woff", "woff2"):
    packed = TTFont("Trial-Bold.ttf", recalcTimestamp=False)
    packed.flavor = flavor
    packed.save(f"Trial-Bold.{flavor}")
both = TTCollection()
both.fonts = [TTFont("Trial-Regular.ttf"), TTFont("TrialLate-Black.ttf")]
both.save("Trial.ttc")
Path("Broken.ttf").write_bytes(Path("Trial-Bold.ttf").read_bytes()[:200])

//! Pages as text: one line for each item, lengths in points.

use std::fmt::Write;

use drukwerk::color::{Color, Rgba};
use drukwerk::page::{
    GradientKind, Group, Item, LinkTarget, Overprint, Page, Paint, Path, PictureKind, Segment,
};

pub fn pages(pages: &[Page]) -> String {
    let mut out = String::new();
    for (index, page) in pages.iter().enumerate() {
        let bleed = if page.bleed > 0.0 { format!(", bleed {}", n(page.bleed)) } else { String::new() };
        let marks = page.marks.map_or_else(String::new, |marks| {
            let crop = if marks.crop { " crop" } else { "" };
            let cross = if marks.cross { " cross" } else { "" };
            format!(", marks{crop}{cross}")
        });
        let slug = if page.slug > 0.0 { format!(", slug {}", n(page.slug)) } else { String::new() };
        writeln!(
            out,
            "page {}: {} x {}{bleed}{slug}{marks}",
            index + 1,
            n(page.trim.width),
            n(page.trim.height)
        )
        .expect("a string takes all");
        items(&page.items, 1, &mut out);
    }
    out
}

fn items(list: &[Item], depth: usize, out: &mut String) {
    let mut depth = depth;
    for item in list {
        if matches!(item, Item::End) {
            depth -= 1;
            continue;
        }
        let line = describe(item);
        writeln!(out, "{}{line}", "  ".repeat(depth)).expect("a string takes all");
        match item {
            Item::Begin(_) => depth += 1,
            Item::Group(group) => items(&group.items, depth + 1, out),
            _ => {}
        }
    }
}

fn describe(item: &Item) -> String {
    match item {
        Item::Glyphs(run) => {
            let width: f32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
            let rtl = if run.rtl { " rtl" } else { "" };
            let color = match &run.paint {
                Paint::Solid(color) if *color == Rgba::BLACK => String::new(),
                paint => format!(" {}", self::paint(paint)),
            };
            format!(
                "{} {}, {} wide, {} {}{color}{}{rtl} \"{}\"",
                n(run.at.x),
                n(run.at.y),
                n(width),
                run.face.name,
                n(run.size),
                overprint(run.overprint),
                run.text.replace('\u{ad}', "-")
            )
        }
        Item::Path(path) => {
            let fill = path.fill.as_ref().map(|(fill, _)| format!("fill {}", paint(fill)));
            let stroke = path.stroke.as_ref().map(|stroke| {
                let dashes: String = stroke.dashes.iter().map(|dash| format!(" {}", n(*dash))).collect();
                let dashes = if dashes.is_empty() { dashes } else { format!(" dashed{dashes}") };
                format!("stroke {} {}{dashes}", n(stroke.width), paint(&stroke.paint))
            });
            let ink: Vec<String> = fill.into_iter().chain(stroke).collect();
            format!("{}{}: {}", ink.join(", "), overprint(path.overprint), shape(&path.path))
        }
        Item::Image(image) => {
            let rect = image.rect;
            let smooth = if image.smooth { ", smooth" } else { "" };
            let kind = match &image.picture.kind {
                PictureKind::Raster { channels: 4, samples, .. } => {
                    let first: Vec<String> = samples.iter().take(4).map(u8::to_string).collect();
                    format!(", inks {} first", first.join(" "))
                }
                PictureKind::Jpeg { components: 4, .. } => ", photo in inks".to_owned(),
                PictureKind::Jpeg { .. } | PictureKind::Raster { .. } => String::new(),
            };
            format!("image {} {}, {} x {}{smooth}{kind}", n(rect.x), n(rect.y), n(rect.width), n(rect.height))
        }
        Item::Group(group) => self::group(group),
        Item::Link(link) => {
            let target = match &link.target {
                LinkTarget::Uri(uri) => uri.clone(),
                LinkTarget::Anchor(name) => format!("#{name}"),
            };
            let rect = link.rect;
            format!(
                "link {} {}, {} x {} to {target}, \"{}\"",
                n(rect.x),
                n(rect.y),
                n(rect.width),
                n(rect.height),
                link.description
            )
        }
        Item::Anchor(anchor) => format!("anchor {} at {} {}", anchor.name, n(anchor.at.x), n(anchor.at.y)),
        Item::Begin(structure) => {
            let alt = structure.alt.as_ref().map_or(String::new(), |alt| format!(" alt \"{alt}\""));
            format!("{:?}{alt}", structure.role)
        }
        Item::End => String::new(),
    }
}

fn group(group: &Group) -> String {
    let mut parts = vec!["group".to_owned()];
    if let Some(layer) = group.layer {
        parts.push(format!("layer {layer:?}"));
    }
    if let Some(opacity) = group.opacity {
        parts.push(format!("opacity {}", n(opacity)));
    }
    if let Some((clip, _)) = &group.clip {
        parts.push(format!("clip {}", shape(clip)));
    }
    if let Some(map) = group.transform {
        let numbers = [map.a, map.b, map.c, map.d, map.e, map.f].map(n).join(" ");
        parts.push(format!("matrix {numbers}"));
    }
    parts.join(", ")
}

fn overprint(overprint: Overprint) -> &'static str {
    if overprint == Overprint::Overprint { " overprinting" } else { "" }
}

/// A rectangle as such; anything else by its bounds and the number of its segments.
fn shape(path: &Path) -> String {
    let mut bounds = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    for segment in &path.segments {
        let (Segment::Move(point) | Segment::Line(point) | Segment::Cubic(_, _, point)) = segment else {
            continue;
        };
        bounds =
            [bounds[0].min(point.x), bounds[1].min(point.y), bounds[2].max(point.x), bounds[3].max(point.y)];
    }
    let [left, top, right, bottom] = bounds;
    let name = match path.segments.as_slice() {
        [_, _, _, _, Segment::Close] => "rect".to_owned(),
        [_, _] => "line".to_owned(),
        segments => format!("path of {}", segments.len()),
    };
    format!("{name} {} {}, {} x {}", n(left), n(top), n(right - left), n(bottom - top))
}

fn paint(paint: &Paint) -> String {
    match paint {
        Paint::Solid(color) => self::color(color),
        Paint::Gradient(gradient) => {
            let stops: Vec<String> = gradient
                .stops
                .iter()
                .map(|stop| format!("{} {}", n(stop.offset), color(&stop.color)))
                .collect();
            let kind = match &gradient.kind {
                GradientKind::Linear { from, to } => {
                    format!("linear {} {} to {} {}", n(from.x), n(from.y), n(to.x), n(to.y))
                }
                GradientKind::Radial { radius, .. } => {
                    format!(
                        "radial at {} {} radius {}",
                        n(gradient.transform.e),
                        n(gradient.transform.f),
                        n(*radius)
                    )
                }
            };
            format!("{kind} ({})", stops.join(", "))
        }
    }
}

fn color(color: &Rgba) -> String {
    let hundredths = (color.alpha * 100.0).round() / 100.0;
    let alpha = if color.alpha < 1.0 { format!("/{hundredths}") } else { String::new() };
    match &color.color {
        Color::Rgb([r, g, b]) => format!("#{r:02x}{g:02x}{b:02x}{alpha}"),
        Color::Cmyk(inks) => format!("cmyk {}{alpha}", inks.map(n).join(" ")),
        Color::Spot(spot) => format!("spot {}{alpha}", spot.name),
    }
}

/// To a tenth; whole numbers without a point.
fn n(number: f32) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

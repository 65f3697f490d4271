use drukwerk::color::Rgba;
use drukwerk::image::{DEFAULT_SIZE, Drawing, Image, Placing, Unsupported, decode, place, qr};
use drukwerk::page::{GradientKind, Item, Paint, PathItem, Segment};
use drukwerk::units::{Point, Rect, Size};

fn drawing(content: &str) -> Drawing {
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='96' height='48'>{content}</svg>");
    match decode(svg.as_bytes()) {
        Ok(Image::Vector(drawing)) => drawing.as_ref().clone(),
        other => panic!("not a drawing: {other:?}"),
    }
}

/// The items inside the group that turns pixels into points.
fn items(drawing: &Drawing) -> &[Item] {
    match &drawing.items[..] {
        [Item::Group(group)] => &group.items,
        other => panic!("one group: {other:?}"),
    }
}

fn path(content: &str) -> PathItem {
    match items(&drawing(content)) {
        [Item::Path(path)] => path.clone(),
        other => panic!("one path: {other:?}"),
    }
}

#[test]
fn pixels_become_points() {
    let drawing = drawing("<path d='M0 0h96'/>");
    assert_eq!(drawing.size, Size::new(72.0, 36.0));
}

#[test]
fn colours_are_exact() {
    let fill = path("<rect width='9' height='9' fill='#123456'/>").fill.expect("it is filled");
    assert_eq!(fill.0, Paint::Solid(Rgba::rgb(0x12, 0x34, 0x56)));
}

#[test]
fn a_quadratic_curve_becomes_a_cubic_one() {
    let path = path("<path d='M0 0Q3 3 6 0'/>");
    let cubic = Segment::Cubic(Point::new(2.0, 2.0), Point::new(4.0, 2.0), Point::new(6.0, 0.0));
    assert_eq!(path.path.segments[1], cubic);
}

#[test]
fn a_ramp_over_a_box_has_its_place() {
    let path = path(
        "<linearGradient id='g'><stop offset='0' stop-color='#f00'/><stop offset='1' stop-opacity='.5'/></linearGradient>\
         <rect x='10' y='10' width='20' height='10' fill='url(#g)'/>",
    );
    let Some((Paint::Gradient(ramp), _)) = path.fill else { panic!("a ramp") };
    let GradientKind::Linear { from, to } = ramp.kind else { panic!("a linear one") };
    assert_eq!((ramp.transform.apply(from).x, ramp.transform.apply(to).x), (10.0, 30.0));
    assert_eq!(ramp.stops[1].color.alpha, 0.5);
}

#[test]
fn opacity_and_clip_make_a_group() {
    let drawing = drawing(
        "<clipPath id='c'><rect width='5' height='5'/></clipPath>\
         <g opacity='.5' clip-path='url(#c)'><path d='M0 0h9v9z'/><path d='M0 0h4v9z'/></g>",
    );
    let [Item::Group(group)] = items(&drawing) else { panic!("one group") };
    assert_eq!((group.opacity, group.clip.is_some(), group.items.len()), (Some(0.5), true, 2));
}

#[test]
fn what_is_left_out_is_named() {
    let drawing = drawing(
        "<text x='1' y='9'>tekst</text><image href='logo.png' width='9' height='9'/>\
         <filter id='f'><feGaussianBlur stdDeviation='2'/></filter>\
         <mask id='m'><rect width='9' height='9' fill='#fff'/></mask>\
         <pattern id='p' width='2' height='2' patternUnits='userSpaceOnUse'><rect width='1' height='1'/></pattern>\
         <rect width='9' height='9' filter='url(#f)'/><rect width='9' height='9' mask='url(#m)'/>\
         <rect width='9' height='9' fill='url(#p)'/>",
    );
    use Unsupported::{ExternalImage, Filter, Mask, Pattern, Text};
    assert_eq!(drawing.unsupported, [Text, ExternalImage, Mask, Filter, Pattern]);
    assert_eq!(Text.to_string(), "text in an SVG is not drawn: convert text to outlines (paths)");
}

#[test]
fn a_drawing_is_stretched_over_its_place() {
    let image =
        decode(b"<svg xmlns='http://www.w3.org/2000/svg' width='96' height='48'><path d='M0 0h9'/></svg>");
    let rect = Rect::new(10.0, 20.0, 144.0, 36.0);
    let Item::Group(group) = place(&image.expect("it is SVG"), rect, &Placing::default()) else { panic!() };
    let corner = group.transform.expect("it moves").apply(Point::new(72.0, 36.0));
    assert_eq!(corner, Point::new(154.0, 56.0));
}

#[test]
fn a_qr_code_is_one_path_in_the_current_colour() {
    let svg = qr("https://utrecht.example/donker", 4).expect("it fits");
    assert!(svg.contains("viewBox=\"0 0 37 37\"") && svg.contains("fill=\"currentColor\""), "{svg}");
    // The top edge of a finder pattern is one run.
    assert!(svg.contains("d=\"M4 4h7v1h-7z"), "{svg}");
    let Ok(Image::Vector(drawing)) = drukwerk::image::decode_svg(&svg, [1, 2, 3], DEFAULT_SIZE) else {
        panic!("it is SVG")
    };
    let [Item::Group(root)] = &drawing.items[..] else { panic!("one group") };
    let Item::Path(path) = &root.items[0] else { panic!("one path: {:?}", root.items[0]) };
    assert_eq!(path.fill.as_ref().map(|fill| &fill.0), Some(&Paint::Solid(Rgba::rgb(1, 2, 3))));
}

#[test]
fn a_text_too_long_for_a_qr_code_is_refused() {
    let error = qr(&"x".repeat(3000), 4).expect_err("too long");
    assert_eq!(error.to_string(), "a text of 3000 bytes is too long for a QR code: at most 2331");
}

//! Damaged and malicious files: an error or a picture, soon, and never a panic.

use std::time::{Duration, Instant};

use drukwerk::image::{ImageError, decode};

use super::SAMPLES;

const SVG: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>\
    <linearGradient id='g'><stop offset='0' stop-color='#f00'/><stop offset='1'/></linearGradient>\
    <clipPath id='c'><circle r='4'/></clipPath>\
    <g clip-path='url(#c)' opacity='.5'><path d='M0 0L5 5Q1 2 3 4z' fill='url(#g)' stroke='red'/></g></svg>";

#[test]
fn files_cut_off_anywhere() {
    for (_, bytes) in SAMPLES.iter().chain([&("svg", SVG)]) {
        for end in 0..bytes.len() {
            let _ = decode(&bytes[..end]);
        }
    }
}

#[test]
fn files_with_bytes_turned_over() {
    // A linear congruential generator: the same damage in every run.
    let mut random = 1_u64;
    let mut next = move |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    for (_, bytes) in SAMPLES.iter().chain([&("svg", SVG)]) {
        for _ in 0..500 {
            let mut damaged = bytes.to_vec();
            for _ in 0..=next(4) {
                let at = next(damaged.len());
                damaged[at] = [0, 0xff, damaged[at] ^ (1 << next(8))][next(3)];
            }
            let _ = decode(&damaged);
        }
    }
}

/// Every bomb must be refused, within a second.
fn refused(svg: &str) -> ImageError {
    let start = Instant::now();
    let error = decode(svg.as_bytes()).expect_err("a bomb");
    assert!(start.elapsed() < Duration::from_secs(2), "{error}");
    error
}

fn svg(content: &str) -> String {
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{content}</svg>")
}

#[test]
fn an_entity_bomb() {
    let mut bomb = String::from("<!DOCTYPE svg [<!ENTITY a0 'ha'>");
    for level in 1..20 {
        bomb.push_str(&format!("<!ENTITY a{level} '&a{0};&a{0};'>", level - 1));
    }
    refused(&format!("{bomb}]>{}", svg("<desc>&a19;</desc>")));
    let wide = format!("<!DOCTYPE svg [<!ENTITY a '{}'>]>", "ha".repeat(50_000));
    refused(&format!("{wide}{}", svg(&format!("<desc>{}</desc>", "&a;".repeat(50_000)))));
}

#[test]
fn a_use_bomb() {
    let mut bomb = String::from("<g id='g0'><path d='M0 0h1v1z'/></g>");
    for level in 1..30 {
        let below = format!("<use href='#g{}'/>", level - 1);
        bomb.push_str(&format!("<g id='g{level}'>{below}{below}</g>"));
    }
    assert!(matches!(refused(&svg(&bomb)), ImageError::TooComplex(_)));
}

#[test]
fn groups_without_end() {
    let deep = svg(&format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000)));
    assert!(matches!(refused(&deep), ImageError::TooComplex(_)));
}

#[test]
fn more_nodes_than_a_drawing_has() {
    assert!(matches!(refused(&svg(&"<g/>".repeat(300_000))), ImageError::TooComplex(_)));
}

#[test]
fn a_circle_of_uses() {
    let error = refused(&svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"));
    assert_eq!(error.to_string(), "the SVG is broken: a `use` shows itself");
}

/// Elements that name the next one again and again.
fn chain(element: &str, count: usize, inner: &str) -> String {
    let one = |at: usize| {
        format!("<{element} id='c{at}'>{}</{element}>", inner.replace('@', &(at + 1).to_string()))
    };
    (0..count).map(one).collect()
}

#[test]
fn masks_patterns_and_clips_that_multiply() {
    let bomb = |element: &str, property: &str| {
        let shape = format!("<rect {property}='url(#c@)' width='9' height='9'/>");
        let bomb = chain(element, 20, &shape.repeat(10));
        svg(&format!("{bomb}<rect {property}='url(#c0)' width='9' height='9'/>"))
    };
    let start = Instant::now();
    for (element, property) in [("mask", "mask"), ("pattern", "fill"), ("clipPath", "clip-path")] {
        let drawn = decode(bomb(element, property).as_bytes()).expect("drawn without them");
        assert_eq!(drawn.unsupported().len(), 1);
    }
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn markers_on_markers() {
    let shape = "<path d='M0 0h1v1h1v1h1v1' marker-mid='url(#c@)'/>";
    let start = Instant::now();
    let _ = decode(svg(&format!("{}{}", chain("marker", 20, shape), shape.replace('@', "0"))).as_bytes());
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_long_chain_of_clips() {
    let links = (0..10_000).map(|at| {
        format!("<clipPath id='c{at}' clip-path='url(#c{})'><rect width='9' height='9'/></clipPath>", at + 1)
    });
    let links: String = links.collect();
    assert!(matches!(
        refused(&svg(&format!("{links}<rect clip-path='url(#c0)'/>"))),
        ImageError::TooComplex(_)
    ));
}

#[test]
fn selectors_that_are_tried_everywhere() {
    let sheet = format!("<style>{}path {{ fill: red }}</style>", "g ".repeat(30));
    let deep = format!("{}<path d='M0 0h9'/>{}", "<g>".repeat(90), "</g>".repeat(90));
    assert!(matches!(refused(&svg(&(sheet + &deep))), ImageError::TooComplex(_)));
}

#[test]
fn a_gradient_of_a_million_colours() {
    let stops = "<stop offset='.5'/>".repeat(100_000);
    let error = refused(&svg(&format!("<linearGradient id='g'>{stops}</linearGradient>")));
    assert!(matches!(error, ImageError::TooComplex(_)));
}

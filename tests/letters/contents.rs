//! What stands on a page, read from its content streams: outlines in millimetres from the upper left of the trim.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The bounds of a filled outline.
#[derive(Clone, Copy, Debug)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

type Matrix = [f64; 6];

/// Every closed part of every filled path of a page, its forms too.
pub fn filled(document: &Document, page: ObjectId) -> Vec<Area> {
    let dictionary = document.get_dictionary(page).expect("a page");
    let trim = dictionary.get(b"TrimBox").or(dictionary.get(b"MediaBox")).and_then(Object::as_array);
    let trim: Vec<f64> = trim.expect("a page has a box").iter().map(number).collect();
    let mut found = Vec::new();
    let content = document.get_page_content(page);
    let resources = document.get_dict_in_dict(dictionary, b"Resources").ok();
    walk(document, &content, resources, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], &mut found);
    let millimetres = |points: f64| points * 25.4 / 72.0;
    let placed = found.into_iter().map(|[left, bottom, right, top]: [f64; 4]| Area {
        left: millimetres(left - trim[0]),
        top: millimetres(trim[3] - top),
        width: millimetres(right - left),
        height: millimetres(top - bottom),
    });
    placed.collect()
}

fn walk(
    document: &Document,
    content: &[u8],
    resources: Option<&Dictionary>,
    start: Matrix,
    found: &mut Vec<[f64; 4]>,
) {
    let content = Content::decode(content).expect("contents can be read");
    let (mut matrix, mut kept) = (start, Vec::new());
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    for operation in &content.operations {
        let operands = || operation.operands.iter().map(number).collect::<Vec<f64>>();
        match operation.operator.as_str() {
            "q" => kept.push(matrix),
            "Q" => matrix = kept.pop().expect("every q has its Q"),
            "cm" => matrix = product(operands().try_into().expect("six numbers"), matrix),
            "m" => parts.push(vec![point(&operands(), matrix)]),
            "l" | "c" | "v" | "y" => {
                let numbers = operands();
                let part = parts.last_mut().expect("a path begins with m");
                part.extend(numbers.chunks(2).map(|pair| point(pair, matrix)));
            }
            "re" => {
                let [x, y, width, height] = operands().try_into().expect("four numbers");
                parts.push(vec![point(&[x, y], matrix), point(&[x + width, y + height], matrix)]);
            }
            "f" | "f*" | "F" | "b" | "b*" | "B" | "B*" => {
                found.extend(parts.drain(..).map(|part| bounds(&part)))
            }
            "n" | "S" | "s" => parts.clear(),
            "Do" => {
                let name = operation.operands[0].as_name().expect("a name");
                let all =
                    resources.and_then(|resources| document.get_dict_in_dict(resources, b"XObject").ok());
                let form = all.and_then(|all| all.get(name).ok()).map(|form| document.dereference(form));
                let Some(Ok((_, Object::Stream(form)))) = form else { continue };
                if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
                    continue;
                }
                let own = form.dict.get(b"Matrix").and_then(Object::as_array).ok();
                let own = own.map(|own| own.iter().map(number).collect::<Vec<f64>>());
                let own: Matrix =
                    own.map_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], |own| own.try_into().expect("six"));
                let content = form.get_plain_content().expect("a form can be read");
                let resources = document.get_dict_in_dict(&form.dict, b"Resources").ok();
                walk(document, &content, resources, product(own, matrix), found);
            }
            _ => {}
        }
    }
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap_or_default())
}

fn point(pair: &[f64], [a, b, c, d, e, f]: Matrix) -> (f64, f64) {
    (a * pair[0] + c * pair[1] + e, b * pair[0] + d * pair[1] + f)
}

/// First one, then the other.
fn product(one: Matrix, other: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [p, q, r, s, t, u] = other;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

fn bounds(points: &[(f64, f64)]) -> [f64; 4] {
    let mut all = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for (x, y) in points {
        all = [all[0].min(*x), all[1].min(*y), all[2].max(*x), all[3].max(*y)];
    }
    all
}

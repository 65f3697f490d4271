//! Letters of several pages, pictures of records, and pieces that are no letters.

use lopdf::{Document, Object};

use super::project::{Project, check, texts};

/// One to three pages, as the record says.
const PAGES: &str = "<html><head><title>Proef</title><style>@page { margin: 20mm } p { break-after: page } \
                     p:last-child { break-after: auto }</style></head><body>\
                     {% if record %}{% for page in [\"1\", \"2\", \"3\"] %}{% if page <= record.bladen %}\
                     <p>Brief {{ record.brief }} blad {{ page }}</p>{% endif %}{% endfor %}{% else %}<p>Proef</p>{% endif %}\
                     </body></html>";

const HEAD: &str = "naam;straat;huisnummer;postcode;woonplaats";

fn record(number: usize) -> String {
    format!("B. Bos {number};Gracht;{};3511 AB;Utrecht", number + 1)
}

fn long_letters(arguments: &str) -> Option<Vec<String>> {
    let project = Project::new();
    project.add_piece("pages", PAGES);
    let records: String =
        (0..60).map(|number| format!("{};{};{number}\r\n", record(number), pages_of(number))).collect();
    let files = project
        .run(&format!("{HEAD};bladen;brief\r\n{records}"), &format!("-p pages --batch 25 {arguments}"));
    files.iter().for_each(|file| check(file));
    files.iter().map(|file| texts(file)).collect::<Option<Vec<_>>>().map(|all| all.concat())
}

fn pages_of(number: usize) -> usize {
    1 + number * 5 % 7 % 3
}

#[test]
fn letters_have_as_many_pages_as_their_record_asks_for() {
    let Some(pages) = long_letters("") else { return };
    let wanted = (0..60)
        .flat_map(|number| (1..=pages_of(number)).map(move |page| format!("Brief {number} blad {page}")));
    assert_eq!(pages.iter().map(|page| shown(page)).collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
}

#[test]
fn in_duplex_a_letter_begins_on_a_front() {
    let Some(pages) = long_letters("--duplex") else { return };
    let mut wanted = Vec::new();
    for number in 0..60 {
        wanted.extend((1..=pages_of(number)).map(|page| format!("Brief {number} blad {page}")));
        wanted.extend((pages_of(number) % 2 == 1).then(String::new));
    }
    assert_eq!(pages.iter().map(|page| shown(page)).collect::<Vec<_>>(), wanted);
    let fronts = pages.iter().step_by(2).filter(|page| page.contains("blad 1")).count();
    assert_eq!(fronts, 60);
}

#[test]
fn a_separator_tells_what_follows() {
    let Some(pages) = long_letters("--duplex --separators") else { return };
    let found: Vec<&str> =
        pages.iter().filter_map(|page| page.lines().find(|line| line.starts_with("Adressen "))).collect();
    assert_eq!(found, ["Adressen 1 – 25", "Adressen 26 – 50", "Adressen 51 – 60"]);
    let fronts =
        pages.iter().step_by(2).filter(|page| page.contains("blad 1") || page.contains("Adressen")).count();
    assert_eq!(fronts, 63);
}

/// Of a page, without the line beside the marks.
fn shown(page: &str) -> String {
    page.lines().find(|line| line.starts_with("Brief ")).unwrap_or_default().to_owned()
}

#[test]
fn each_record_has_its_own_picture() {
    let project = Project::new();
    let html = "<html><head><title>Proef</title><style>img { width: 5mm; height: 5mm }</style></head><body>\
                <p>{{ record?.name or \"\" }}</p>\
                <img src=\"{{ image(src=\"images/\" ~ (record?.foto or \"foto-60\") ~ \".png\") }}\" alt=\"\"></body></html>";
    project.add_piece("picture", html);
    // As many pixels as the name says.
    for side in 60..70 {
        project.write(&format!("campaigns/donkere-dagen/images/foto-{side}.png"), png(side));
    }
    let side = |number: usize| 60 + (number * 7 % 10) as i64;
    let records: String =
        (0..40).map(|number| format!("{};foto-{}\r\n", record(number), side(number))).collect();
    let mut number = 0;
    for file in project.run(&format!("{HEAD};foto\r\n{records}"), "-p picture --batch 15") {
        check(&file);
        let document = Document::load(&file).expect("a batch is a PDF");
        for page in document.get_pages().into_values() {
            let pictures = document.get_page_images(page).expect("a page");
            let sides: Vec<i64> = pictures.iter().map(|picture| picture.width).collect();
            assert_eq!(sides, [side(number)], "letter {number}");
            number += 1;
        }
        let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
        let images = streams
            .filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image"));
        assert!(images.count() <= 10, "a picture of several letters is in the file once");
    }
    assert_eq!(number, 40);
}

fn png(side: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("memory takes it");
    let pixels: Vec<u8> = (0..side * side).map(|at| (at * 37 % 251) as u8).collect();
    writer.write_image_data(&pixels).expect("memory takes it");
    writer.finish().expect("memory takes it");
    file
}

#[test]
fn a_door_hanger_tells_its_house() {
    let project = Project::new();
    project.write(
        "assets/municipalities/utrecht/templates/door-hanger/door-hanger.html",
        "{% extends \"door-hanger/door-hanger.html\" %}\n\
         {% block seen %}<p>Voor {{ record?.street or \"u\" }} {{ record?.number or \"\" }}</p>{{ super() }}{% endblock seen %}\n",
    );
    let records: String = (0..40).map(|number| format!("{}\r\n", record(number))).collect();
    let mut number = 0;
    for file in project.run(&format!("{HEAD}\r\n{records}"), "-p door-hanger --batch 30 --separators") {
        check(&file);
        let Some(pages) = texts(&file) else { return };
        // The sheet before them has a back, too: else fronts and backs would change places.
        for sides in pages.chunks(2).skip(1) {
            assert!(sides[0].contains("Laat een lamp branden."), "{}", sides[0]);
            let line = format!("Voor Gracht {}", number + 1);
            assert!(sides[1].lines().any(|found| found.trim() == line), "no `{line}` in:\n{}", sides[1]);
            number += 1;
        }
    }
    assert_eq!(number, 40);
}

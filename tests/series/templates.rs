//! Templates that hang on their records in every way.

use super::records::{Record, escaped};

pub struct Template {
    pub name: &'static str,
    pub html: fn(&Record) -> String,
    /// At least so many of a hundred are patched.
    pub patched: usize,
    /// At least so many are patched or laid out again in the boxes of others; 0 is none.
    pub related: usize,
}

pub const TEMPLATES: [Template; 25] = [
    Template { name: "letter", html: letter, patched: 80, related: 80 },
    Template { name: "letter with conditions", html: conditions, patched: 50, related: 50 },
    Template { name: "part of a paragraph", html: part, patched: 50, related: 50 },
    Template { name: "two in one text", html: two, patched: 50, related: 50 },
    Template { name: "table of lines", html: table, patched: 0, related: 5 },
    Template { name: "fixed table", html: fixed_table, patched: 40, related: 40 },
    Template { name: "columns", html: columns, patched: 0, related: 80 },
    Template { name: "beside a float", html: float, patched: 20, related: 20 },
    Template { name: "as wide as its text", html: shrink, patched: 0, related: 80 },
    Template { name: "arabic", html: arabic, patched: 40, related: 40 },
    Template { name: "drawing", html: drawing, patched: 40, related: 40 },
    Template { name: "codes of several lengths", html: codes, patched: 60, related: 60 },
    Template { name: "on every page", html: fixed, patched: 20, related: 20 },
    Template { name: "turned and clipped", html: turned, patched: 40, related: 40 },
    Template { name: "running head", html: running, patched: 0, related: 0 },
    Template { name: "pages of any length", html: pages, patched: 0, related: 70 },
    Template { name: "numbered pages", html: numbered, patched: 0, related: 70 },
    Template { name: "costs in a frame", html: costs, patched: 0, related: 70 },
    Template { name: "grid of automatic tracks", html: grid, patched: 0, related: 70 },
    Template { name: "placed by what is around", html: placed, patched: 0, related: 70 },
    Template { name: "a table over pages", html: long_table, patched: 0, related: 70 },
    Template { name: "what waits in a box that stays", html: waiting, patched: 0, related: 40 },
    Template { name: "beside a name of any width", html: beside, patched: 0, related: 1 },
    Template { name: "a drawing with a ramp", html: ramp, patched: 20, related: 20 },
    Template { name: "columns by content", html: balanced, patched: 0, related: 80 },
];

fn page(style: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"nl\"><head><title>Brief</title><style>@page {{ size: 120mm 150mm; margin: 10mm }} \
         body {{ margin: 0; font-size: 10pt }} p {{ margin: 0 0 2mm }} {style}</style></head><body>{body}</body></html>"
    )
}

fn letter(record: &Record) -> String {
    let body = format!(
        "<address><p>{}</p>\n<p>{}</p>\n<p>{}</p></address><h1>Donkere dagen</h1><p>Beste bewoner,</p>\
         <p>Laat een lamp branden.</p>",
        escaped(&record.name),
        escaped(&record.street),
        escaped(&record.city)
    );
    page("address { width: 80mm; height: 30mm; overflow: hidden }", &body)
}

fn conditions(record: &Record) -> String {
    let note = match record.note.as_str() {
        "" => String::new(),
        note => format!("<p class=\"note\">{note}</p>"),
    };
    let owner = if record.is_owner { "<p>U bent eigenaar.</p>" } else { "<p>U huurt.</p>" };
    page(
        "",
        &format!("<p>{}</p>{note}<p>Lamp.</p>{owner}<p>{}</p>", escaped(&record.name), escaped(&record.city)),
    )
}

fn part(record: &Record) -> String {
    let body = format!(
        "<p>Beste <strong>{}</strong>, dit gaat over <em>{}</em> en over uw buurt. Zet uw lamp op een tijdschakelaar.</p>\
         <p>Groet</p>",
        escaped(&record.name),
        escaped(&record.street)
    );
    page("p { text-align: justify; hyphens: auto } strong { text-transform: capitalize }", &body)
}

fn two(record: &Record) -> String {
    let (name, city) = (escaped(&record.name), escaped(&record.city));
    page("", &format!("<p>Aan {name} te {city}<!-- x -->, {city}</p><pre> {name}\n</pre><p>Groet</p>"))
}

fn rows(record: &Record) -> String {
    let row = |(text, amount): &(String, u32)| {
        format!("<tr><td>{text}<td>{}.{:02}</tr>", amount / 100, amount % 100)
    };
    record.lines.iter().map(row).collect()
}

fn table(record: &Record) -> String {
    page(
        "td { border: 1pt solid }",
        &format!("<p>{}</p><table>{}</table><p>Totaal</p>", escaped(&record.name), rows(record)),
    )
}

fn fixed_table(record: &Record) -> String {
    let cells = format!("<tr><td>{}<td>{}<td>vast</tr>", escaped(&record.name), escaped(&record.city));
    page(
        "table { table-layout: fixed; width: 100% } td { height: 12mm; vertical-align: middle }",
        &format!("<table>{cells}</table>"),
    )
}

fn columns(record: &Record) -> String {
    let text = "Een huis met licht valt veel minder op dan een huis zonder licht. ".repeat(8);
    page(
        "div { columns: 2; column-gap: 5mm }",
        &format!(
            "<h2>{}</h2><div><p>{text}</p><p>{}</p><p>{text}</p></div>",
            escaped(&record.city),
            record.words
        ),
    )
}

fn float(record: &Record) -> String {
    let text = "Een huis met licht valt veel minder op. ".repeat(3);
    page(
        "img, i { float: left; width: 30mm; height: 12mm; background: #ccc }",
        &format!("<i></i><p>{}: {text}</p><p>{}</p>", escaped(&record.street), escaped(&record.name)),
    )
}

fn shrink(record: &Record) -> String {
    page(
        "div { display: flex; gap: 3mm } span { border: 1pt solid } b { display: inline-block; padding: 1mm }",
        &format!(
            "<div><p>{}</p><p>vast</p></div><p><b>{}</b> vast</p><p><span>{}</span></p>",
            escaped(&record.name),
            escaped(&record.city),
            escaped(&record.street)
        ),
    )
}

fn arabic(record: &Record) -> String {
    let body = format!(
        "<div dir=\"rtl\" lang=\"ar\"><p>السيد {} المحترم</p><p>{}</p><p>اتركوا مصباحا مضاء.</p></div>",
        escaped(&record.name),
        escaped(&record.street)
    );
    page("", &body)
}

fn drawing(record: &Record) -> String {
    let bars: String =
        record.bars.iter().enumerate().map(|(at, height)| format!("M{} 0h1v{height}h-1z", 2 * at)).collect();
    let svg = format!(
        "<svg viewBox=\"0 0 10 10\" role=\"img\" aria-label=\"code\"><svg><path d=\"{bars}\"/></svg></svg>"
    );
    page(
        "svg { width: 20mm; height: 20mm }",
        &format!("<p>{}</p>{svg}<p>Scan dit</p>", escaped(&record.name)),
    )
}

fn codes(record: &Record) -> String {
    let code = &record.city.replace(' ', "")[..6];
    let number = 1 + record.bars[0] * record.bars[1] * record.bars[2];
    let kix = drukwerk::image::kix(&format!("{code}{number}")).expect("a code");
    let qr =
        drukwerk::image::qr(&record.words.chars().take(40).collect::<String>(), 2).expect("short enough");
    page(
        ".qr { width: 30mm; height: 30mm }",
        &format!(
            "<p>{}</p><p>{kix}</p><svg class=\"qr\" viewBox=\"0 0 1 1\">{qr}</svg>",
            escaped(&record.name)
        ),
    )
}

fn fixed(record: &Record) -> String {
    let text = "<p>Een huis met licht valt veel minder op.</p>".repeat(if record.is_owner { 40 } else { 3 });
    page(
        ".mark { position: fixed; right: 0; bottom: 0; width: 60mm }",
        &format!("<p class=\"mark\">{}</p>{text}", escaped(&record.city)),
    )
}

fn turned(record: &Record) -> String {
    let body = format!(
        "<div class=\"turn\"><p>{}</p><p>vast</p></div><div class=\"clip\"><p>{}</p></div><ul><li>{}</li><li>vast</li></ul>",
        escaped(&record.name),
        escaped(&record.street),
        escaped(&record.city)
    );
    page(
        ".turn { transform: rotate(5deg); opacity: .5; width: 80mm; height: 20mm } .clip { overflow: hidden; height: 6mm }",
        &body,
    )
}

fn running(record: &Record) -> String {
    let body = format!("<h1>{}</h1><p>Tekst</p>", escaped(&record.city));
    page("h1 { string-set: head content() } @page { @top-left { content: string(head) } }", &body)
}

fn pages(record: &Record) -> String {
    page(
        "p { widows: 2; orphans: 2 }",
        &format!("<h2>{}</h2><p>{}</p><p>Groet</p>", escaped(&record.name), record.words),
    )
}

fn numbered(record: &Record) -> String {
    let style = "@page { @bottom-right { content: counter(page) \"/\" counter(pages) } @top-left { content: \"Brief\" } }";
    let body = format!("<h2>{}</h2><p>{}</p><p>Groet</p>", escaped(&record.name), record.words);
    page(style, &body)
}

/// As in a letter: columns as wide as their cells, beside frames that stay.
fn costs(record: &Record) -> String {
    let (name, city) = (escaped(&record.name), escaped(&record.city));
    let amount = record.bars[0] * 100_000 + record.bars[1] * 777;
    let body = format!(
        "<div class=\"side\"><h2>Meer weten</h2><p>Bel de gemeente.</p></div><main><p>{name}</p><table><tr><td>{}<td>{amount}</tr>\
         <tr><td>{city}<td>vast</tr></table><p>Groet</p></main>",
        record.words.chars().take(30).collect::<String>().trim()
    );
    page(
        "table { width: 100%; border-collapse: collapse } td { border-bottom: 1pt solid; padding: 1mm } \
         .side { position: absolute; right: 0; top: 0; width: 30mm } main { position: absolute; left: 0; top: 0; width: 65mm }",
        &body,
    )
}

fn grid(record: &Record) -> String {
    let body = format!(
        "<section><div><p>{}</p><p>vast</p></div><div><p>x</p><p>{}</p></div></section><ul><li>{}</li><li>b</li></ul>",
        escaped(&record.name),
        escaped(&record.street),
        escaped(&record.city)
    );
    page(
        "section { display: grid; grid-template-columns: auto auto; gap: 2mm } \
         section div { display: grid; grid-template-columns: subgrid; grid-column: span 2 } \
         ul { display: flex; justify-content: space-between } li { list-style: inside }",
        &body,
    )
}

/// Boxes that wait for the height of what is around them.
fn placed(record: &Record) -> String {
    let body = format!(
        "<div class=\"a\"><p>{}</p><i>onder</i><b>midden</b></div><div class=\"b\"><p>{}</p><p>na</p></div>",
        escaped(&record.name),
        record.words.chars().take(200).collect::<String>().trim()
    );
    page(
        ".a, .b { position: relative; border: 1pt solid; padding: 2mm; margin-bottom: 3mm } .a { float: left; width: auto } \
         i { position: absolute; bottom: 0; right: 0 } b { position: absolute; top: 50%; left: 50% } .b { overflow: hidden }",
        &body,
    )
}

fn long_table(record: &Record) -> String {
    let rows: String = (0..40).map(|row| format!("<tr><td>{row}<td>{}</tr>", 7 * row)).collect();
    let body = format!(
        "<p>{}</p><table><caption>Kosten</caption><thead><tr><th>Wat<th>{}</thead>{rows}<tr><td>{}<td>1</tr></table>",
        escaped(&record.name),
        record.bars[2] * 12_345,
        record.words.chars().take(60).collect::<String>().trim()
    );
    page("td, th { border: 1pt solid; padding: 0 1mm }", &body)
}

fn balanced(record: &Record) -> String {
    let text = "Een huis met licht valt veel minder op dan een huis zonder licht. ".repeat(3);
    let words: String = record.words.chars().take(400).collect();
    let body = format!("<h1>Nieuws</h1><div><p>{}</p><p>{text}</p></div><p>Groet</p>", words.trim());
    page("div { columns: 2; column-gap: 5mm; hyphens: auto; text-align: justify }", &body)
}

/// What waits for the height of a box that nothing of the record is in.
fn waiting(record: &Record) -> String {
    let text = "Een huis met licht valt veel minder op. ".repeat(8);
    let body = format!(
        "<p>{}</p><p>{}</p><div class=f><div class=c><div class=r>{text}<i>onder</i></div></div></div>",
        record.words.chars().take(300).collect::<String>().trim(),
        escaped(&record.street)
    );
    page(
        ".f { display: flex } .c { columns: 2 } .r { position: relative } i { position: absolute; bottom: 0; right: 0 }",
        &body,
    )
}

/// A box that breaks over pages in one as wide as a name leaves it.
fn beside(record: &Record) -> String {
    let text = "licht ".repeat(1500);
    let body = format!(
        "<div class=f><p>{}</p><div class=c><div class=x>{text}</div></div></div>",
        escaped(&record.name.chars().take(12).collect::<String>())
    );
    page(
        ".f { display: flex } .f > p { flex: none } .c { position: relative; flex: 1; height: 20mm } \
         .x { position: absolute; top: 0; left: 0; padding-left: 30% }",
        &body,
    )
}

fn ramp(record: &Record) -> String {
    let width = 10 + 5 * record.bars[0];
    let svg = format!(
        "<svg viewBox=\"0 0 100 10\"><defs><linearGradient id=\"g\"><stop stop-color=\"red\"/><stop offset=\"1\" stop-color=\"blue\"/>\
         </linearGradient></defs><path fill=\"url(#g)\" d=\"M0 0h{width}v10h-{width}z\"/></svg>"
    );
    page("svg { width: 60mm; height: 6mm }", &format!("<p>{}</p>{svg}<p>Groet</p>", escaped(&record.name)))
}

//! Any text as the style sheet of a document that has something for most selectors.
#![no_main]

const BODY: &str = "<h1 id=a>One</h1><p class=a lang=nl>two <b>three</b> <a href=#a>four</a> woninginbraken<br>five</p>\
    <ul><li>six<li>seven</ul><table class=b><caption>c</caption><thead><tr><th>h<th>i<tbody><tr><td>j<td>k</table>\
    <div class=c><p>l</p><p>m</p><img alt=n src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" \
    width=\"9\" height=\"9\"/>'></div>";

libfuzzer_sys::fuzz_target!(|css: &str| {
    // A style element ends at its end tag, wherever that stands.
    drukwerk_fuzz::print(&format!("<style>{}</style>{BODY}", css.replace("</", "< /")));
});

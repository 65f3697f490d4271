//! A font of the page, of which some bytes are others: any four say where and what.
#![no_main]

const FONT: &[u8] = include_bytes!("../../../assets/fonts/source-sans-3/SourceSans3-Regular.ttf");

libfuzzer_sys::fuzz_target!(|changes: &[u8]| {
    let mut font = FONT.to_vec();
    for change in changes.chunks_exact(4) {
        let at = u32::from_be_bytes([0, change[0], change[1], change[2]]) as usize % font.len();
        font[at] = change[3];
    }
    let uri = drukwerk_fuzz::data_uri("", &font);
    drukwerk_fuzz::print(&format!(
        "<style>@font-face {{ font-family: x; src: url('{uri}') }} p {{ font: 12pt x, serif }} \
         b {{ font-variation-settings: 'wght' 900, 'wdth' 50 }} i {{ font-feature-settings: 'smcp', 'onum' }}</style>\
         <p>abc AVA <b>office 123</b> <i>\u{645}\u{631} e\u{301}</i>"
    ));
});

//! A picture that nothing can decode is in no inks of the press, and nobody knows what it will look like.

use crate::diagnostics::{Diagnostic, Words};
use crate::page::{Picture, PictureKind};
use crate::preflight::tell::Tell;
use crate::preflight::view::View;
use crate::preflight::walk::Seen;
use crate::prepress::Press;

pub fn check(view: &View, tell: &mut Tell) {
    for visit in view.visits() {
        let Seen::Picture(image) = visit.seen else { continue };
        if is_readable(&image.picture, view.finished.press) {
            continue;
        }
        let message = Words::both("a picture cannot be decoded", "een afbeelding kan niet worden gelezen");
        let help = Words::both(
            "open it in an image editor and save it again",
            "open de afbeelding in een beeldbewerker en sla die opnieuw op",
        );
        tell.at(view.place(visit), Diagnostic::error("broken-image", message).help(help));
    }
}

/// Light without a profile is what could not be brought into inks. Grey passes through unread.
fn is_readable(picture: &Picture, press: &Press) -> bool {
    match picture.kind {
        PictureKind::Jpeg { components: 3, .. } => picture.profile.is_some(),
        PictureKind::Jpeg { components: 4, .. } => press.look(picture).is_some(),
        _ => true,
    }
}

//! What a PDF says beside its text: title, author, language, date, the outline, and the footer of pages.

use crate::{
    flat::Kind,
    pdf::{blocks::Laid, pages::Page, style::Sheet},
    words,
};
use chrono::{Datelike, NaiveDate};
use krilla::{
    destination::XyzDestination,
    geom::Point,
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
};

/// The most characters of a name in the footer.
const FOOTER_NAME_CHARS_MAX: usize = 48;

/// What the file says about the document.
pub struct About {
    pub title: String,
    pub name: String,
    pub language: String,
    pub created: Option<NaiveDate>,
}

/// The line at the foot of a page: its number, and the name from the second page on if it fits.
pub fn footer(about: &About, index: usize, pages: usize) -> String {
    let number = words::page(&about.language, index + 1, pages);
    let is_named = (1..=FOOTER_NAME_CHARS_MAX).contains(&about.name.chars().count());
    if index == 0 || !is_named {
        number
    } else {
        format!("{} · {number}", about.name)
    }
}

/// The headings, or else the title, with their places.
pub fn outline(laid: &[Laid], pages: &[Page], about: &About, sheet: &Sheet) -> Outline {
    let mut outline = Outline::new();
    let mut is_empty = true;
    for (index, page) in pages.iter().enumerate() {
        for placed in page.iter().filter(|placed| placed.line == 0) {
            let heading = laid.get(placed.block).filter(|it| it.kind == Kind::Heading);
            if let Some(heading) = heading {
                let to = XyzDestination::new(index, Point::from_xy(0.0, placed.top));
                outline.push_child(OutlineNode::new(heading.shaped.text.clone(), to));
                is_empty = false;
            }
        }
    }
    if is_empty {
        let to = XyzDestination::new(0, Point::from_xy(0.0, sheet.top));
        outline.push_child(OutlineNode::new(about.title.clone(), to));
    }
    outline
}

/// Title, author, language and date.
pub fn metadata(about: &About) -> Metadata {
    let mut metadata = Metadata::new()
        .title(about.title.clone())
        .language(about.language.clone());
    if !about.name.is_empty() {
        metadata = metadata.authors(vec![about.name.clone()]);
    }
    if let Some(date) = about.created
        && let (Ok(year), Ok(month), Ok(day)) = (
            u16::try_from(date.year()),
            u8::try_from(date.month()),
            u8::try_from(date.day()),
        )
    {
        metadata = metadata.creation_date(DateTime::new(year).month(month).day(day));
    }
    metadata
}

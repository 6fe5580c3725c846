//! What is behind the text of a document: white text is seen on what is coloured.

use quick_xml::events::BytesStart;

use super::{story::Walk, styles::is_shade};

impl Walk<'_> {
    /// True for a property of the run that is open, and none of a paragraph or its mark.
    pub(super) fn is_of_run(&self) -> bool {
        let mut path = self.path.iter().rev().map(String::as_str);
        path.next() == Some("rPr") && path.next() == Some("r")
    }

    /// Takes the colour behind a run, a paragraph, a cell or a table.
    pub(super) fn shade(&mut self, element: &BytesStart<'_>) {
        match self.path.last().map(String::as_str) {
            Some("rPr") if self.is_of_run() => self.look.set("shd", element),
            Some("pPr") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.shaded = is_shade(element);
                }
            }
            Some("tcPr" | "tblPr") => self.colour(is_shade(element)),
            _ => {}
        }
    }

    /// Says whether the innermost cell or table is coloured.
    pub(super) fn colour(&mut self, is_coloured: bool) {
        if let Some(shade) = self.shades.last_mut() {
            *shade |= is_coloured;
        }
    }

    /// Ends a cell, a table or a box.
    pub(super) fn close_shade(&mut self) {
        if self.shades.len() > 1 {
            self.shades.pop();
        }
    }
}

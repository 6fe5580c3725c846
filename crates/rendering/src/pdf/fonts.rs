//! The fonts, read once: Liberation 2, whose licence is beside them.

use crate::{Template, pdf::style::Face};
use std::sync::LazyLock;

/// A face, for drawing and for shaping.
pub struct Font {
    pub drawn: krilla::text::Font,
    pub shaped: harfrust::Font,
}

/// The faces of a template.
pub struct Family {
    regular: Font,
    bold: Font,
    italic: Font,
}

/// The families.
pub struct Fonts {
    sans: Family,
    serif: Family,
}

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    Some(Fonts {
        sans: Family {
            regular: read(include_bytes!("../../fonts/LiberationSans-Regular.ttf"))?,
            bold: read(include_bytes!("../../fonts/LiberationSans-Bold.ttf"))?,
            italic: read(include_bytes!("../../fonts/LiberationSans-Italic.ttf"))?,
        },
        serif: Family {
            regular: read(include_bytes!("../../fonts/LiberationSerif-Regular.ttf"))?,
            bold: read(include_bytes!("../../fonts/LiberationSerif-Bold.ttf"))?,
            italic: read(include_bytes!("../../fonts/LiberationSerif-Italic.ttf"))?,
        },
    })
});

/// All fonts; none if one of them is unreadable.
pub fn all() -> Option<&'static Fonts> {
    FONTS.as_ref()
}

fn read(bytes: &'static [u8]) -> Option<Font> {
    Some(Font {
        drawn: krilla::text::Font::new(bytes.into(), 0)?,
        shaped: harfrust::Font::new(bytes, 0)?,
    })
}

impl Fonts {
    /// The family of a template.
    pub fn family(&self, template: Template) -> &Family {
        match template {
            Template::Plain => &self.sans,
            Template::Classic => &self.serif,
        }
    }
}

impl Family {
    /// A face.
    pub fn face(&self, face: Face) -> &Font {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
            Face::Italic => &self.italic,
        }
    }
}

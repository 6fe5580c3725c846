//! Paragraphs with their lines, ready to be put on pages.

use crate::{
    flat::{Kind, Part},
    pdf::{
        lines,
        shape::{Shaped, Shaper, Styled},
        style::{Face, Ink, Setting, Sheet, Style},
    },
    plain::BULLET,
};
use std::ops::Range;

/// The width of the mark of an item with the space after it, in sizes of the font.
const HANG: f32 = 1.05;
/// The glyphs of the mark and of the space.
const LABEL_GLYPHS: usize = 2;

/// A paragraph with its lines.
pub struct Laid {
    pub kind: Kind,
    pub setting: Setting,
    pub shaped: Shaped,
    /// Ranges of glyphs.
    pub lines: Vec<Range<usize>>,
    /// How far lines after the first begin to the right.
    pub hang: f32,
    /// How many glyphs are the mark of an item.
    pub label: usize,
    /// Whether a rule is under it.
    pub rule: bool,
}

/// Breaks a paragraph into lines.
pub fn lay(
    part: Part,
    before: Option<Kind>,
    (style, sheet): (&Style, &Sheet),
    shaper: &mut Shaper<'_>,
) -> Laid {
    let setting = style.setting(part.kind, before);
    let is_bullet = part.kind == Kind::Bullet;
    let mut runs = Vec::new();
    if is_bullet {
        runs.push(styled(format!("{BULLET} "), setting.ink));
    }
    runs.extend(part.runs.into_iter().map(|run| {
        let mut ink = setting.ink;
        if run.strong {
            ink.face = Face::Bold;
        }
        if run.link.is_some() {
            ink.colour = style.link;
        }
        Styled {
            link: run.link,
            whole: run.whole,
            ..styled(run.text, ink)
        }
    }));
    let mut text = shaper.shape(&runs);
    let (label, hang) = if is_bullet {
        widen_label(&mut text);
        (LABEL_GLYPHS, HANG * setting.ink.size)
    } else {
        (0, 0.0)
    };
    Laid {
        kind: part.kind,
        setting,
        lines: lines::lines(&text, sheet.measure(), hang, label),
        shaped: text,
        hang,
        label,
        rule: style.rule && part.kind == Kind::Heading,
    }
}

fn styled(text: String, ink: Ink) -> Styled {
    Styled {
        text,
        ink,
        link: None,
        whole: false,
    }
}

/// Makes the space after a mark so wide that the text begins where its other lines do.
fn widen_label(shaped: &mut Shaped) {
    if let [mark, space, ..] = shaped.glyphs.as_mut_slice() {
        space.advance = HANG - mark.advance;
    }
}

impl Laid {
    /// True if the paragraph is on the page of the one after it.
    pub fn keeps_next(&self, next: Option<Kind>) -> bool {
        match self.kind {
            Kind::Heading | Kind::Greeting | Kind::Subject | Kind::SignOff | Kind::Name => true,
            Kind::Title | Kind::Facts => {
                matches!(next, Some(Kind::Facts | Kind::Paragraph | Kind::Bullet))
            }
            Kind::Prose => next == Some(Kind::SignOff),
            _ => false,
        }
    }
}

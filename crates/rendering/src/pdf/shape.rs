//! Shaping: text becomes glyphs with their places. Each glyph stands for characters of its own, so that readers which know nothing but the
//! table of Unicode in a font extract the right text: ligatures are off, and what the fonts have in parts is written in parts.

use crate::{
    clean::NO_BREAK_SPACE,
    pdf::{
        chars::{Drawn, MISSING, is_ignorable, script},
        fonts::{Family, Font},
        style::Ink,
    },
};
use harfrust::{
    Buffer, BufferFlags, ClusterLevel, Direction, Feature, Language, Script, ShapeOptions,
    ShaperFont, Tag,
};
use std::{collections::HashSet, ops::Range, str::FromStr};
use unicode_normalization::char::is_combining_mark;

/// Text that looks the same, to be shaped.
pub struct Styled {
    pub text: String,
    pub ink: Ink,
    pub link: Option<String>,
    /// Stays on one line.
    pub whole: bool,
}

/// Shaped text.
#[derive(Debug, Default)]
pub struct Shaped {
    /// The characters of the glyphs. Spaces at which no line ends are usual spaces here.
    pub text: String,
    pub glyphs: Vec<Glyph>,
    pub segments: Vec<Segment>,
    /// The bytes of `text` in which no line ends, in their order.
    pub whole: Vec<Range<usize>>,
}

/// A glyph. Lengths are parts of the size of the font.
#[derive(Clone, Debug)]
pub struct Glyph {
    pub id: u32,
    /// The bytes of the text that it stands for: of a letter with its marks for each of their glyphs.
    pub range: Range<usize>,
    /// The bytes of the character that it is the glyph of.
    pub own: Range<usize>,
    pub advance: f32,
    pub x: f32,
    pub y: f32,
    /// Its segment.
    pub segment: usize,
}

/// Glyphs of one face, colour, link and script.
#[derive(Clone, Debug)]
pub struct Segment {
    pub ink: Ink,
    pub link: Option<String>,
    /// The bytes of the text.
    pub range: Range<usize>,
    /// Whether a box is drawn for the text.
    pub is_box: bool,
    script: Option<Script>,
}

/// Shapes text in the faces of a family.
pub struct Shaper<'a> {
    family: &'a Family,
    language: Option<Language>,
    features: Vec<Feature>,
    missing: Vec<char>,
    known_missing: HashSet<char>,
    failed: bool,
}

impl<'a> Shaper<'a> {
    pub fn new(family: &'a Family, language: &str) -> Self {
        let features = [b"liga", b"clig", b"dlig", b"hlig"]
            .map(|tag| Feature::new(Tag::new(tag), 0, ..))
            .to_vec();
        Self {
            family,
            language: Language::from_str(language).ok(),
            features,
            missing: Vec::new(),
            known_missing: HashSet::new(),
            failed: false,
        }
    }

    /// The font of an ink.
    pub fn font(&self, ink: Ink) -> &'a Font {
        self.family.face(ink.face)
    }

    /// The characters so far that the fonts lack.
    pub fn missing(&self) -> Vec<char> {
        self.missing.clone()
    }

    /// True if a text could not be shaped, and is not drawn.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// Shapes the text of a paragraph.
    pub fn shape(&mut self, runs: &[Styled]) -> Shaped {
        let mut shaped = Shaped::default();
        for run in runs {
            self.segment(run, &mut shaped);
        }
        let mut buffer = Buffer::new();
        for index in 0..shaped.segments.len() {
            if self.glyphs(index, &mut shaped, &mut buffer).is_none() {
                self.failed = true;
            }
        }
        shaped
    }

    /// Appends the text of a run, as segments of one script each.
    fn segment(&mut self, run: &Styled, shaped: &mut Shaped) {
        let font = ShaperFont::new(&self.font(run.ink).shaped);
        let mut open: Option<Segment> = None;
        let begin = shaped.text.len();
        for c in run.text.chars() {
            let start = shaped.text.len();
            let (script, is_box) = match Drawn::of(c, &font) {
                Drawn::Nothing => {
                    if let Some(open) = open.as_mut().filter(|it| it.is_box) {
                        shaped.text.push(c);
                        open.range.end = shaped.text.len();
                    }
                    continue;
                }
                Drawn::Space => {
                    if c == NO_BREAK_SPACE && !run.whole {
                        shaped.whole.push(start..start + 2);
                    }
                    shaped.text.push(' ');
                    (None, false)
                }
                Drawn::Parts(parts) => {
                    shaped.text.push_str(&parts);
                    (script(c), false)
                }
                Drawn::Box => {
                    if self.known_missing.insert(c) {
                        self.missing.push(c);
                    }
                    shaped.text.push(c);
                    (None, true)
                }
            };
            let fits = open.as_ref().is_some_and(|it| {
                it.is_box == is_box
                    && (script.is_none() || it.script.is_none() || it.script == script)
            });
            if !fits {
                shaped.segments.extend(open.take());
            }
            let segment = open.get_or_insert_with(|| Segment {
                ink: run.ink,
                link: run.link.clone(),
                range: start..start,
                is_box,
                script: None,
            });
            segment.range.end = shaped.text.len();
            segment.script = segment.script.or(script);
        }
        shaped.segments.extend(open);
        if run.whole {
            shaped.whole.push(begin..shaped.text.len());
        }
    }

    /// Appends the glyphs of a segment; none if that fails.
    fn glyphs(&self, index: usize, shaped: &mut Shaped, buffer: &mut Buffer) -> Option<()> {
        let segment = shaped.segments.get(index)?;
        let font = ShaperFont::new(&self.font(segment.ink).shaped);
        let text = shaped.text.get(segment.range.clone())?;
        let start = segment.range.start;
        let em = f32::from(font.units_per_em());
        let length = |units: i32| i16::try_from(units).map_or(0.0, f32::from) / em;
        if segment.is_box {
            let id = font.nominal_glyph(u32::from(MISSING))?;
            let starts = text.char_indices().filter(|(_, c)| !is_ignorable(*c));
            let mut starts = starts.map(|(at, _)| start + at).peekable();
            while let Some(at) = starts.next() {
                let range = at..starts.peek().copied().unwrap_or(segment.range.end);
                shaped.glyphs.push(Glyph {
                    id: id.to_u32(),
                    own: range.clone(),
                    range,
                    advance: length(font.glyph_h_advance(id)),
                    x: 0.0,
                    y: 0.0,
                    segment: index,
                });
            }
            return Some(());
        }
        buffer.clear();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(segment.script);
        buffer.set_language(self.language.clone());
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.set_flags(BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE);
        let options = ShapeOptions::new().features(&self.features);
        harfrust::shape(&font, buffer, options).ok()?;
        let infos = buffer.glyph_infos();
        let offset = |cluster: u32| start + usize::try_from(cluster).unwrap_or_default();
        let first = shaped.glyphs.len();
        for (at, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
            let end = infos
                .iter()
                .skip(at)
                .find(|next| next.cluster > info.cluster)
                .map_or(segment.range.end, |next| offset(next.cluster));
            let range = offset(info.cluster)..end;
            shaped.glyphs.push(Glyph {
                id: info.glyph_id,
                own: range.clone(),
                range,
                advance: length(position.x_advance),
                x: length(position.x_offset),
                y: length(position.y_offset),
                segment: index,
            });
        }
        let added = shaped.glyphs.get_mut(first..).unwrap_or_default();
        for cluster in added.chunk_by_mut(|a, b| a.range == b.range) {
            separate(cluster, &shaped.text, &font);
        }
        join_marks(added, &shaped.text);
        Some(())
    }
}

/// Gives each glyph of a cluster its own character, where it is the glyph of that character.
fn separate(cluster: &mut [Glyph], text: &str, font: &ShaperFont<'_, '_>) {
    let Some(range) = cluster.first().map(|glyph| glyph.range.clone()) else {
        return;
    };
    let text = text.get(range.clone()).unwrap_or_default();
    let is_own = |(glyph, c): (&Glyph, char)| {
        font.nominal_glyph(u32::from(c))
            .is_some_and(|id| id.to_u32() == glyph.id)
    };
    if text.chars().count() != cluster.len() || !cluster.iter().zip(text.chars()).all(is_own) {
        return;
    }
    let mut start = range.start;
    for (glyph, c) in cluster.iter_mut().zip(text.chars()) {
        glyph.own = start..start + c.len_utf8();
        start = glyph.own.end;
    }
}

/// Lets the glyphs of a letter and of its marks stand for all of them. Readers find the place of a mark by guessing; where several glyphs stand
/// for a text, the file says the text itself.
fn join_marks(glyphs: &mut [Glyph], text: &str) {
    let is_mark = |glyph: &Glyph| {
        let own = text.get(glyph.own.clone()).unwrap_or_default();
        own.starts_with(is_combining_mark)
    };
    for letter in glyphs.chunk_by_mut(|_, next| is_mark(next)) {
        if let [first, .., last] = letter {
            let range = first.own.start..last.own.end;
            for glyph in letter {
                glyph.range = range.clone();
            }
        }
    }
}

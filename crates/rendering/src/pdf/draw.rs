//! Drawing: the pages of a PDF with their links, tags, outline and metadata.

use crate::{
    RenderError,
    pdf::{
        about::{self, About},
        blocks::Laid,
        chars::MISSING,
        failed, lines,
        pages::{Page, Placed},
        shape::{Glyph, Shaped, Shaper, Styled},
        style::{Sheet, Style},
        tags::{self, Drawn},
    },
};
use krilla::{
    Document, SerializeSettings,
    action::{Action, LinkAction},
    annotation::{Annotation, LinkAnnotation, Target},
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    geom::{PathBuilder, Point, Rect},
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag},
    text::{GlyphId, KrillaGlyph},
};
use std::{collections::HashSet, ops::Range};

/// The part of the size of the fonts that is above and below the base line.
const ASCENT: f32 = 0.905;
const DESCENT: f32 = 0.212;
/// From the foot of a line to a rule, and how thick it is.
const RULE_GAP: f32 = 0.6;
const RULE: f32 = 0.6;

/// An area of a page that is a link, and the piece that it belongs to.
struct Area {
    piece: usize,
    rect: Rect,
    link: String,
}

/// Draws the pages.
pub fn draw(
    laid: &[Laid],
    pages: &[Page],
    about: &About,
    (style, sheet): (&Style, &Sheet),
    shaper: &mut Shaper<'_>,
) -> Result<Vec<u8>, RenderError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| failed(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut pieces = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(sheet.width, sheet.height)
            .ok_or_else(|| failed("a page has no size"))?;
        let footer = (pages.len() > 1).then(|| about::footer(about, index, pages.len()));
        let mut canvas = document.start_page_with(settings);
        let mut pen = Pen {
            surface: canvas.surface(),
            shaper,
            pieces: &mut pieces,
            areas: Vec::new(),
            side: sheet.side,
        };
        if index == 0 {
            for paragraph in laid {
                pen.introduce(&paragraph.shaped);
            }
        }
        for placed in page {
            if let Some(paragraph) = laid.get(placed.block) {
                pen.line(paragraph, placed, sheet);
            }
        }
        if let Some(text) = footer {
            pen.footer(text, style, sheet);
        }
        for area in pen.finish() {
            let target = Target::Action(Action::Link(LinkAction::new(area.link.clone())));
            let annotation =
                Annotation::new_link(LinkAnnotation::new(area.rect, target), Some(area.link));
            let id = canvas.add_tagged_annotation(annotation);
            if let Some(piece) = pieces.get_mut(area.piece) {
                piece.ids.push(id);
            }
        }
        canvas.finish();
    }
    document.set_outline(about::outline(laid, pages, about, sheet));
    document.set_metadata(about::metadata(about));
    document.set_tag_tree(tags::tree(laid, pieces, &about.language));
    document
        .finish()
        .map_err(|error| failed(format!("{error}: {error:?}")))
}

/// Draws on a page.
struct Pen<'p, 'a> {
    surface: Surface<'p>,
    shaper: &'p mut Shaper<'a>,
    pieces: &'p mut Vec<Drawn>,
    areas: Vec<Area>,
    side: f32,
}

impl Pen<'_, '_> {
    /// Ends the content of the page, and returns the areas that are links.
    fn finish(self) -> Vec<Area> {
        self.surface.finish();
        self.areas
    }

    /// Draws a line of a paragraph, with the rule under its last one.
    fn line(&mut self, paragraph: &Laid, placed: &Placed, sheet: &Sheet) {
        let Some(range) = paragraph.lines.get(placed.line) else {
            return;
        };
        let setting = &paragraph.setting;
        let base = placed.top
            + (setting.leading - setting.ink.size * (ASCENT + DESCENT)) / 2.0
            + setting.ink.size * ASCENT;
        let mut x = self.side + if placed.line > 0 { paragraph.hang } else { 0.0 };
        let mut start = range.start;
        while start < range.end {
            let end = segment_end(&paragraph.shaped, start..range.end, paragraph.label);
            let width = self.piece(paragraph, placed, start..end, (x, base));
            x += width;
            start = end;
        }
        if paragraph.rule && placed.line + 1 == paragraph.lines.len() {
            let top = placed.top + setting.leading + RULE_GAP;
            self.rule(top, sheet, setting.ink.colour);
        }
    }

    /// Draws glyphs of one segment, and returns their width.
    fn piece(
        &mut self,
        paragraph: &Laid,
        placed: &Placed,
        range: Range<usize>,
        (x, base): (f32, f32),
    ) -> f32 {
        let shaped = &paragraph.shaped;
        let is_label = range.start < paragraph.label;
        let glyphs = shaped.glyphs.get(range).unwrap_or_default();
        let Some(segment) = glyphs
            .first()
            .and_then(|glyph| shaped.segments.get(glyph.segment))
        else {
            return 0.0;
        };
        let id = self
            .surface
            .start_tagged(ContentTag::Span(SpanTag::empty()));
        let width = self.glyphs(shaped, glyphs, (x, base));
        self.surface.end_tagged();
        self.add(placed.block, is_label, segment.link.as_ref(), id);
        if let Some(link) = &segment.link {
            let setting = &paragraph.setting;
            let rect = Rect::from_xywh(x, placed.top, width.max(0.1), setting.leading);
            if let (Some(rect), Some(piece)) = (rect, self.pieces.len().checked_sub(1)) {
                self.areas.push(Area {
                    piece,
                    rect,
                    link: link.clone(),
                });
            }
        }
        width
    }

    /// Draws glyphs of one segment.
    fn glyphs(&mut self, shaped: &Shaped, glyphs: &[Glyph], (x, base): (f32, f32)) -> f32 {
        let Some(segment) = glyphs
            .first()
            .and_then(|glyph| shaped.segments.get(glyph.segment))
        else {
            return 0.0;
        };
        self.surface.set_fill(Some(fill(segment.ink.colour)));
        let drawn: Vec<KrillaGlyph> = glyphs.iter().map(glyph).collect();
        let font = self.shaper.font(segment.ink).drawn.clone();
        self.surface.draw_glyphs(
            Point::from_xy(x, base),
            &drawn,
            font,
            &shaped.text,
            segment.ink.size,
            false,
        );
        glyphs
            .iter()
            .map(|glyph| lines::advance(shaped, glyph))
            .sum()
    }

    /// Tells the library what glyphs stand for by themselves that are drawn for more than one character, or for one that the fonts lack: it takes
    /// the first text that it sees with a glyph, for readers that know no better. What is drawn here is on no page.
    fn introduce(&mut self, shaped: &Shaped) {
        let mut box_text = [0; 4];
        let box_text: &str = MISSING.encode_utf8(&mut box_text);
        let mut builder = self.surface.stream_builder();
        let mut nowhere = builder.surface();
        let mut known = HashSet::new();
        for it in &shaped.glyphs {
            let Some(segment) = shaped.segments.get(it.segment) else {
                continue;
            };
            let (text, range) = if segment.is_box {
                (box_text, 0..box_text.len())
            } else if it.own == it.range {
                continue;
            } else {
                (shaped.text.as_str(), it.own.clone())
            };
            if !known.insert((segment.ink.face, it.id)) {
                continue;
            }
            let mut alone = glyph(it);
            alone.text_range = range;
            let font = self.shaper.font(segment.ink).drawn.clone();
            nowhere.draw_glyphs(
                Point::default(),
                &[alone],
                font,
                text,
                segment.ink.size,
                false,
            );
        }
        nowhere.finish();
    }

    fn add(&mut self, block: usize, is_label: bool, link: Option<&String>, id: Identifier) {
        self.pieces.push(Drawn {
            block,
            is_label,
            link: link.cloned(),
            ids: vec![id],
        });
    }

    fn rule(&mut self, top: f32, sheet: &Sheet, colour: [u8; 3]) {
        let Some(rect) = Rect::from_xywh(sheet.side, top, sheet.measure(), RULE) else {
            return;
        };
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        let Some(path) = path.finish() else { return };
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(
                ArtifactType::Layout,
            )));
        self.surface.set_fill(Some(fill(colour)));
        self.surface.draw_path(&path);
        self.surface.end_tagged();
    }

    /// Draws the footer at the right.
    fn footer(&mut self, text: String, style: &Style, sheet: &Sheet) {
        let shaped = self.shaper.shape(&[Styled {
            text,
            ink: style.footer,
            link: None,
            whole: true,
        }]);
        let width: f32 = shaped
            .glyphs
            .iter()
            .map(|glyph| lines::advance(&shaped, glyph))
            .sum();
        self.introduce(&shaped);
        let mut x = (sheet.width - sheet.side - width).max(sheet.side);
        let base = sheet.height - sheet.footer;
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(
                ArtifactType::Footer,
            )));
        let mut start = 0;
        while start < shaped.glyphs.len() {
            let end = segment_end(&shaped, start..shaped.glyphs.len(), 0);
            x += self.glyphs(
                &shaped,
                shaped.glyphs.get(start..end).unwrap_or_default(),
                (x, base),
            );
            start = end;
        }
        self.surface.end_tagged();
    }
}

/// Where the glyphs end that are of the segment of the first, and on its side of the mark of an item.
fn segment_end(shaped: &Shaped, range: Range<usize>, label: usize) -> usize {
    let first = shaped.glyphs.get(range.start).map(|glyph| glyph.segment);
    range
        .clone()
        .find(|at| {
            shaped.glyphs.get(*at).map(|glyph| glyph.segment) != first
                || (range.start < label && *at >= label)
        })
        .unwrap_or(range.end)
}

fn glyph(glyph: &Glyph) -> KrillaGlyph {
    KrillaGlyph::new(
        GlyphId::new(glyph.id),
        glyph.advance,
        glyph.x,
        glyph.y,
        0.0,
        glyph.range.clone(),
        None,
    )
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

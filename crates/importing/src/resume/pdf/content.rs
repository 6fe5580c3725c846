//! The drawing of a page: which text is where.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId, content::Content};

use super::{
    FORMS_MAX, Page, Piece, STREAM_BYTES_MAX,
    font::Font,
    path::{Form, Path},
    state::{Matrix, Place, State, UNIT, times},
};

/// The most operations of a document.
const OPERATIONS_MAX: usize = 1_000_000;
/// The most pieces of text of a document.
const PIECES_MAX: usize = 100_000;
/// The most bytes of drawings and fonts of a document, inflated; a drawing that is used again counts again.
const BYTES_MAX: usize = 100_000_000;
/// What a font counts, because its table is read again for each drawing.
const FONT_BYTES: usize = 100_000;
/// The deepest nesting of drawings.
const DEPTH_MAX: u8 = 6;
/// The most saved states.
const STATES_MAX: usize = 100;

/// What may still be spent on a document.
pub struct Budget {
    operations: usize,
    pieces: usize,
    bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            operations: OPERATIONS_MAX,
            pieces: PIECES_MAX,
            bytes: BYTES_MAX,
        }
    }
}

impl Budget {
    /// True if it was not enough.
    pub fn spent(&self) -> bool {
        self.operations == 0 || self.pieces == 0 || self.bytes == 0
    }

    fn take_bytes(&mut self, drawing: usize, fonts: usize) {
        let bytes = drawing.saturating_add(fonts.saturating_mul(FONT_BYTES));
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

/// The text of a page.
pub fn page(pdf: &Pdf, id: ObjectId, budget: &mut Budget) -> Page {
    let mut page = Page {
        height: height(pdf, id),
        ..Page::default()
    };
    if budget.spent() {
        return page;
    }
    let Ok(bytes) = pdf.get_page_content_with_limit(id, STREAM_BYTES_MAX) else {
        return page;
    };
    let fonts = pdf.get_page_fonts(id).unwrap_or_default();
    budget.take_bytes(bytes.len(), fonts.len());
    let fonts: BTreeMap<Vec<u8>, Font<'_>> = fonts
        .into_iter()
        .map(|(name, dict)| (name, Font::read(pdf, dict)))
        .collect();
    let resources = resources(pdf, id);
    let mut drawing = Drawing {
        pdf,
        budget,
        pieces: &mut page.pieces,
    };
    drawing.run(&bytes, &fonts, &resources, UNIT, 0);
    page
}

fn resources(pdf: &Pdf, id: ObjectId) -> Vec<&Dictionary> {
    let Ok((own, others)) = pdf.get_page_resources(id) else {
        return Vec::new();
    };
    let others = others
        .into_iter()
        .filter_map(|id| pdf.get_dictionary(id).ok());
    own.into_iter().chain(others).collect()
}

/// The height of a page: of its own box or of one that it inherits.
fn height(pdf: &Pdf, id: ObjectId) -> (f64, f64) {
    let mut dict = pdf.get_dictionary(id).ok();
    for _ in 0..20 {
        let Some(current) = dict else { break };
        if let Ok(media) = current
            .get_deref(b"MediaBox", pdf)
            .and_then(Object::as_array)
        {
            let at = |index: usize| {
                media
                    .get(index)
                    .and_then(|value| value.as_float().ok())
                    .map(f64::from)
            };
            if let (Some(bottom), Some(top)) = (at(1), at(3)) {
                return (bottom, top);
            }
        }
        dict = current
            .get_deref(b"Parent", pdf)
            .and_then(Object::as_dict)
            .ok();
    }
    (0.0, 792.0)
}

struct Drawing<'a, 'b> {
    pdf: &'a Pdf,
    budget: &'b mut Budget,
    pieces: &'b mut Vec<Piece>,
}

impl<'a> Drawing<'a, '_> {
    fn run(
        &mut self,
        bytes: &[u8],
        fonts: &BTreeMap<Vec<u8>, Font<'a>>,
        resources: &[&'a Dictionary],
        matrix: Matrix,
        depth: u8,
    ) {
        let Ok(content) = Content::decode(bytes) else {
            return;
        };
        let mut state = State::new(matrix);
        let mut states: Vec<State> = Vec::new();
        let mut place = Place::default();
        let mut path = Path::default();
        for operation in &content.operations {
            if self.budget.spent() {
                return;
            }
            self.budget.operations -= 1;
            let first = operation.operands.first();
            match operation.operator.as_str() {
                "q" if states.len() < STATES_MAX => states.push(state.clone()),
                "Q" => state = states.pop().unwrap_or(state),
                "Do" if depth < DEPTH_MAX => {
                    if let Some(name) = first.and_then(|name| name.as_name().ok()) {
                        self.form(name, resources, &state.matrix, depth);
                    }
                }
                "Tj" => self.show(first.into_iter(), &state, &mut place.text, fonts),
                "'" | "\"" => {
                    state.set(operation);
                    place.next_line(state.leading);
                    let last = operation.operands.last();
                    self.show(last.into_iter(), &state, &mut place.text, fonts);
                }
                "TJ" => {
                    if let Some(Object::Array(items)) = first {
                        self.show(items.iter(), &state, &mut place.text, fonts);
                    }
                }
                _ => {
                    state.set(operation);
                    place.set(operation, &state);
                    if let Some(form) = path.take(operation, &state.matrix) {
                        self.drawn(form);
                    }
                }
            }
        }
    }

    /// A drawing inside of the drawing.
    fn form(&mut self, name: &[u8], resources: &[&'a Dictionary], matrix: &Matrix, depth: u8) {
        let pdf = self.pdf;
        let stream = resources.iter().find_map(|resources| {
            let forms = resources.get_deref(b"XObject", pdf).ok()?.as_dict().ok()?;
            forms.get_deref(name, pdf).ok()?.as_stream().ok()
        });
        let Some(stream) = stream else { return };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return;
        }
        let Ok(bytes) = stream.get_plain_content_with_limit(STREAM_BYTES_MAX) else {
            return;
        };
        let own = stream
            .dict
            .get_deref(b"Resources", pdf)
            .and_then(Object::as_dict)
            .ok();
        let inner: Vec<&Dictionary> = own.map_or_else(|| resources.to_vec(), |own| vec![own]);
        let mut fonts = BTreeMap::new();
        for dict in &inner {
            if let Ok(list) = dict.get_deref(b"Font", pdf).and_then(Object::as_dict) {
                for (name, font) in list.iter().take(200) {
                    if let Some(font) = pdf
                        .dereference(font)
                        .ok()
                        .and_then(|(_, font)| font.as_dict().ok())
                    {
                        fonts.insert(name.clone(), Font::read(pdf, font));
                    }
                }
            }
        }
        self.budget.take_bytes(bytes.len(), fonts.len());
        let place = stream
            .dict
            .get_deref(b"Matrix", pdf)
            .and_then(Object::as_array)
            .ok();
        let place = place.map_or(UNIT, |values| {
            let mut place = UNIT;
            for (slot, value) in place.iter_mut().zip(values) {
                *slot = value.as_float().map_or(*slot, f64::from);
            }
            place
        });
        self.run(&bytes, &fonts, &inner, times(&place, matrix), depth + 1);
    }

    /// Shows strings; numbers between them move what follows.
    fn show<'o>(
        &mut self,
        items: impl Iterator<Item = &'o Object>,
        state: &State,
        text: &mut Matrix,
        fonts: &BTreeMap<Vec<u8>, Font<'a>>,
    ) {
        let Some(font) = state.font.as_ref().and_then(|name| fonts.get(name)) else {
            return;
        };
        let mut piece = String::new();
        let mut start = *text;
        for item in items {
            match item {
                Object::String(bytes, _) => {
                    if piece.is_empty() {
                        start = *text;
                    }
                    for (letter, width, space) in font.letters(bytes) {
                        let from = *text;
                        let mut advance = width / 1_000.0 * state.size + state.letter_space;
                        if space {
                            advance += state.word_space;
                        }
                        piece.push_str(&letter);
                        *text = times(&[1.0, 0.0, 0.0, 1.0, advance * state.stretch, 0.0], text);
                        if piece.is_empty() && width > 0.0 {
                            self.unnamed(bytes, [&from, text], state);
                            start = *text;
                        }
                    }
                }
                other => {
                    let Ok(back) = other.as_float() else { continue };
                    let advance = -f64::from(back) / 1_000.0 * state.size * state.stretch;
                    if back < -1_200.0 {
                        self.emit(&std::mem::take(&mut piece), &start, text, state);
                    } else if back < -180.0 && !piece.ends_with(' ') && !piece.is_empty() {
                        piece.push(' ');
                    }
                    *text = times(&[1.0, 0.0, 0.0, 1.0, advance, 0.0], text);
                }
            }
        }
        self.emit(&piece, &start, text, state);
    }

    /// A sign whose meaning the font does not say. Those of one code look alike.
    fn unnamed(&mut self, code: &[u8], [start, end]: [&Matrix; 2], state: &State) {
        let name = state.font.iter().flatten().chain(code);
        let sum = name.fold(0_u32, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(u32::from(*byte))
        });
        let mark = (sum % 1_000_000) + FORMS_MAX + 1;
        self.add("", start, end, (state, Some(mark)));
    }

    /// A small form that is drawn.
    fn drawn(&mut self, form: Form) {
        self.budget.pieces = self.budget.pieces.saturating_sub(1);
        let sides = [form.x.0, form.x.1, form.y.0, form.y.1];
        if sides.iter().all(|value| value.is_finite()) {
            self.pieces.push(Piece {
                x: form.x.0,
                end: form.x.1,
                y: form.y.0,
                size: form.y.1 - form.y.0,
                text: String::new(),
                mark: Some(form.kind.min(FORMS_MAX)),
            });
        }
    }

    fn emit(&mut self, text: &str, start: &Matrix, end: &Matrix, state: &State) {
        let private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
        let bullet = |c: char| matches!(c, '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}');
        let kept: String = text
            .chars()
            .map(|c| if bullet(c) { '•' } else { c })
            .filter(|c| !private(*c))
            .collect();
        if !kept.is_empty() {
            self.add(&kept, start, end, (state, None));
        } else if !text.is_empty() {
            self.unnamed(text.as_bytes(), [start, end], state);
        }
    }

    fn add(
        &mut self,
        text: &str,
        start: &Matrix,
        end: &Matrix,
        (state, mark): (&State, Option<u32>),
    ) {
        self.budget.pieces = self.budget.pieces.saturating_sub(1);
        let [.., x, y] = times(start, &state.matrix);
        let [right, up, lean, rise, far, _] = times(end, &state.matrix);
        let upright = right.abs() >= up.abs();
        let size = (lean.hypot(rise) * state.size).abs();
        // Text that runs up or down is set at the edge of pages, and is no part of a line.
        if upright && [x, y, far, size].iter().all(|value| value.is_finite()) {
            self.pieces.push(Piece {
                x,
                end: far.max(x),
                y,
                size: size.max(1.0),
                text: text.to_owned(),
                mark,
            });
        }
    }
}

//! Writes a page of a PDF as programs print lists.

/// The width of a letter, in sizes.
const LETTER: f64 = 0.6;
/// Where texts begin and end.
pub const LEFT: f64 = 40.0;
const RIGHT: f64 = 560.0;

/// How the bullets of a list are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// A filled circle.
    Disc,
    /// An empty circle.
    Circle,
    /// A filled rectangle.
    Square,
    /// A sign of a font that has no table of meanings.
    Sign,
    /// A bullet in other letters, that much larger, and that much lower.
    Letter(f64, f64),
    /// Nothing: the lines are indented.
    Nothing,
    /// Nothing: further lines hang below the first.
    Hanging,
}

/// A page that grows downwards.
pub struct Sheet {
    content: String,
    /// Where lines begin.
    pub left: f64,
    /// Where the last line is.
    pub y: f64,
}

impl Sheet {
    /// An empty page.
    pub fn new() -> Self {
        Self {
            content: String::new(),
            left: LEFT,
            y: 760.0,
        }
    }

    /// A text on the last line.
    pub fn text(&mut self, x: f64, size: f64, text: &str) {
        let text = text.replace('–', "\\226").replace('•', "\\225");
        let text = text.replace('(', "\\(").replace(')', "\\)");
        let y = self.y;
        let shown = format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n");
        self.content.push_str(&shown);
    }

    /// A line that far below the last one.
    pub fn line(&mut self, size: f64, above: f64, text: &str) {
        self.y -= above;
        self.text(self.left, size, text);
    }

    /// Dates at the right edge, a little higher than the names before them.
    pub fn dates(&mut self, size: f64, text: &str) {
        let letters = f64::from(u32::try_from(text.chars().count()).unwrap());
        let x = RIGHT - letters * LETTER * size;
        self.y += 3.0;
        self.text(x, size, text);
        self.y -= 3.0;
    }

    /// A bullet.
    pub fn mark(&mut self, mark: Mark, x: f64, size: f64) {
        let (y, middle) = (self.y, self.y + 0.3 * size);
        let round = |x: f64, r: f64| {
            let (left, right, top, low) = (x - r, x + r, middle + r, middle - r);
            format!(
                "{right} {middle} m {right} {top} {x} {top} {x} {top} c {left} {top} {left} {middle} {left} {middle} c \
                 {left} {low} {x} {low} {x} {low} c {right} {low} {right} {middle} {right} {middle} c h "
            )
        };
        let drawn = match mark {
            Mark::Disc => format!("{}f\n", round(x, 1.7)),
            Mark::Circle => format!("{}S\n", round(x, 1.7)),
            Mark::Square => format!("{x} {} 3.4 3.4 re f\n", middle - 1.7),
            Mark::Sign => format!("BT /F2 {size} Tf 1 0 0 1 {x} {y} Tm <0078> Tj ET\n"),
            Mark::Letter(larger, lower) => format!(
                "BT /F1 {} Tf 1 0 0 1 {x} {} Tm (\\225) Tj ET\n",
                size * larger,
                y - lower
            ),
            Mark::Nothing | Mark::Hanging => String::new(),
        };
        self.content.push_str(&drawn);
    }

    /// A list whose statements are that far apart.
    pub fn list(&mut self, mark: Mark, apart: f64, statements: &[&str]) {
        let x = self.left + 24.0;
        let size = 10.0;
        for statement in statements {
            self.y -= apart;
            self.mark(mark, x - 10.0, size);
            let hangs = if mark == Mark::Hanging { 24.0 } else { 0.0 };
            let mut line = String::new();
            let mut start = x - hangs;
            for word in statement.split(' ') {
                let length = f64::from(u32::try_from(line.len() + word.len() + 1).unwrap());
                if length > (RIGHT - start) / (LETTER * size) {
                    self.text(start, size, &line);
                    start = x;
                    self.y -= 13.0;
                    line.clear();
                }
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            self.text(start, size, &line);
        }
    }

    /// The PDF.
    pub fn file(&self) -> Vec<u8> {
        let widths = "600 ".repeat(224);
        let stream = format!(
            "<< /Length {} >>\nstream\n{}\nendstream",
            self.content.len(),
            self.content
        );
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>".to_owned(),
            stream,
            format!("<< /Type /Font /Subtype /TrueType /BaseFont /Plain /FirstChar 32 /Widths [{widths}] /Encoding /WinAnsiEncoding >>"),
            "<< /Type /Font /Subtype /Type0 /BaseFont /Signs /Encoding /Identity-H /DescendantFonts [7 0 R] >>".to_owned(),
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Signs /DW 600 >>".to_owned(),
        ];
        let mut out = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        for (index, body) in objects.iter().enumerate() {
            places.push(out.len());
            out.extend(format!("{} 0 obj\n{body}\nendobj\n", index + 1).as_bytes());
        }
        let start = out.len();
        out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
        for place in places {
            out.extend(format!("{place:010} 00000 n \n").as_bytes());
        }
        let size = objects.len() + 1;
        let trailer =
            format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        out.extend(trailer.as_bytes());
        out
    }
}

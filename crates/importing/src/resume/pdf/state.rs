//! What the operators of a drawing set: the font and its spaces, and the place of the next text.

use lopdf::content::Operation;

/// The six numbers that place what is drawn.
pub type Matrix = [f64; 6];

/// The matrix that moves nothing.
pub const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The product of two matrices: the first is applied first.
pub fn times(a: &Matrix, b: &Matrix) -> Matrix {
    let [a0, a1, a2, a3, a4, a5] = *a;
    let [b0, b1, b2, b3, b4, b5] = *b;
    [
        a0 * b0 + a1 * b2,
        a0 * b1 + a1 * b3,
        a2 * b0 + a3 * b2,
        a2 * b1 + a3 * b3,
        a4 * b0 + a5 * b2 + b4,
        a4 * b1 + a5 * b3 + b5,
    ]
}

/// The font and its spaces.
#[derive(Clone)]
pub struct State {
    /// Where the drawing is on its page.
    pub matrix: Matrix,
    /// The name of the font.
    pub font: Option<Vec<u8>>,
    /// Its size.
    pub size: f64,
    /// Space behind each letter.
    pub letter_space: f64,
    /// Space behind each blank.
    pub word_space: f64,
    /// How wide letters are; 1 is as they are made.
    pub stretch: f64,
    /// The distance to the next line.
    pub leading: f64,
}

/// The number of an operand, 0 if there is none.
fn number(operation: &Operation, at: usize) -> f64 {
    let value = operation.operands.get(at);
    value
        .and_then(|value| value.as_float().ok())
        .map_or(0.0, f64::from)
}

fn matrix(operation: &Operation) -> Matrix {
    [0, 1, 2, 3, 4, 5].map(|at| number(operation, at))
}

impl State {
    /// The state at the beginning of a drawing.
    pub fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
        }
    }

    /// Takes what an operator sets.
    pub fn set(&mut self, operation: &Operation) {
        match operation.operator.as_str() {
            "cm" => self.matrix = times(&matrix(operation), &self.matrix),
            "Tf" => {
                let name = operation.operands.first();
                self.font = name
                    .and_then(|name| name.as_name().ok())
                    .map(<[u8]>::to_vec);
                self.size = number(operation, 1);
            }
            "Tc" => self.letter_space = number(operation, 0),
            "Tw" => self.word_space = number(operation, 0),
            "Tz" => self.stretch = number(operation, 0) / 100.0,
            "TL" => self.leading = number(operation, 0),
            "TD" => self.leading = -number(operation, 1),
            "\"" => {
                self.word_space = number(operation, 0);
                self.letter_space = number(operation, 1);
            }
            _ => {}
        }
    }
}

/// Where the next text is, and where its line begins.
pub struct Place {
    /// Where the next text is.
    pub text: Matrix,
    line: Matrix,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            text: UNIT,
            line: UNIT,
        }
    }
}

impl Place {
    /// Takes where an operator moves to.
    pub fn set(&mut self, operation: &Operation, state: &State) {
        match operation.operator.as_str() {
            "BT" => *self = Self::default(),
            "Td" | "TD" => self.shift(number(operation, 0), number(operation, 1)),
            "Tm" => {
                self.line = matrix(operation);
                self.text = self.line;
            }
            "T*" => self.next_line(state.leading),
            _ => {}
        }
    }

    /// Moves to the next line.
    pub fn next_line(&mut self, leading: f64) {
        self.shift(0.0, -leading);
    }

    fn shift(&mut self, x: f64, y: f64) {
        self.line = times(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }
}

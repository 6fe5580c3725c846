//! What is drawn and is no text: small filled forms, which may be the bullets of a list.

use lopdf::content::Operation;

use super::state::{Matrix, times};

/// The least and the greatest width and height of a bullet, in points.
const SIDE_MIN: f64 = 0.8;
const SIDE_MAX: f64 = 9.0;
/// How much wider than high a bullet can be, or higher than wide.
const RATIO_MAX: f64 = 1.6;
/// The most steps of the outline of a bullet; pictures have more.
const STEPS_MAX: usize = 40;

/// A form at its place on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// Where it begins and ends.
    pub x: (f64, f64),
    /// Its lower and its upper edge.
    pub y: (f64, f64),
    /// A number that forms of the same kind share.
    pub kind: u32,
}

/// The outline that is open.
#[derive(Default)]
pub struct Path {
    x: Option<(f64, f64)>,
    y: Option<(f64, f64)>,
    steps: usize,
}

impl Path {
    /// Takes a step of an outline; gives the small form that an operator paints.
    pub fn take(&mut self, operation: &Operation, matrix: &Matrix) -> Option<Form> {
        match operation.operator.as_str() {
            "m" | "l" => self.points(operation, matrix, 1),
            "v" | "y" => self.points(operation, matrix, 2),
            "c" => self.points(operation, matrix, 3),
            "re" => self.rectangle(operation, matrix),
            "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                return std::mem::take(self).form();
            }
            "S" | "s" => {
                // An empty circle.
                let round = self.steps > 3;
                return std::mem::take(self).form().filter(|_| round);
            }
            "n" => *self = Self::default(),
            _ => {}
        }
        None
    }

    fn points(&mut self, operation: &Operation, matrix: &Matrix, count: usize) {
        let number = |at: usize| {
            let value = operation.operands.get(at);
            value.and_then(|value| value.as_float().ok()).map(f64::from)
        };
        self.steps += 1;
        for point in 0..count {
            if let (Some(x), Some(y)) = (number(2 * point), number(2 * point + 1)) {
                self.point(x, y, matrix);
            }
        }
    }

    fn rectangle(&mut self, operation: &Operation, matrix: &Matrix) {
        let mut numbers = operation.operands.iter().map(lopdf::Object::as_float);
        let mut next = || numbers.next().and_then(Result::ok).map(f64::from);
        self.steps += 1;
        if let (Some(x), Some(y), Some(width), Some(height)) = (next(), next(), next(), next()) {
            self.point(x, y, matrix);
            self.point(x + width, y + height, matrix);
        }
    }

    fn point(&mut self, x: f64, y: f64, matrix: &Matrix) {
        let [.., x, y] = times(&[1.0, 0.0, 0.0, 1.0, x, y], matrix);
        let wider = |range: Option<(f64, f64)>, at: f64| {
            let (least, most) = range.unwrap_or((at, at));
            Some((least.min(at), most.max(at)))
        };
        self.x = wider(self.x, x);
        self.y = wider(self.y, y);
    }

    /// The form, if it is as small as a bullet.
    fn form(self) -> Option<Form> {
        let (x, y) = (self.x?, self.y?);
        let (width, height) = (x.1 - x.0, y.1 - y.0);
        let is_side = |side: f64| (SIDE_MIN..=SIDE_MAX).contains(&side);
        let ratio = width.max(height) / width.min(height).max(0.01);
        let is_small = is_side(width) && is_side(height) && ratio <= RATIO_MAX;
        let steps = self.steps;
        (is_small && steps <= STEPS_MAX).then(|| Form {
            x,
            y,
            kind: kind(width, steps),
        })
    }
}

/// The number of a kind of forms: of the same size and the same number of steps.
fn kind(width: f64, steps: usize) -> u32 {
    let sizes = (0_u32..20).take_while(|size| f64::from(*size) / 2.0 < width);
    let size = u32::try_from(sizes.count()).unwrap_or_default();
    size * 100 + u32::try_from(steps).unwrap_or_default()
}

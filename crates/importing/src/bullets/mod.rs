//! Splits a text into its statements: one for each bullet, and one for each paragraph without bullets. Nothing but marks and white space is
//! lost, and the order is kept.

mod inline;
mod marks;

pub(crate) use marks::is_symbol;
use marks::{Mark, Sign};

/// White space by which a bullet is indented below another one. One blank is often left from white space around the text.
const NESTED_INDENT_MIN: usize = 2;

/// The statements of a text. A bullet that is indented below another one, and the lines that continue one, belong to its statement.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let marks = marks::of(&lines);
    let mut claims = Claims::default();
    for (line, mark) in lines.iter().zip(marks) {
        if line.trim().is_empty() {
            claims.end();
        } else if let Some(mark) = mark {
            claims.bullet(line, &mark);
        } else {
            claims.text(line);
        }
    }
    claims.end();
    claims.done
}

/// The statements so far, and the one that may go on.
#[derive(Default)]
struct Claims {
    done: Vec<String>,
    open: String,
    /// The indentation of the bullet that is open.
    bullet: Option<usize>,
}

impl Claims {
    fn end(&mut self) {
        let claim = std::mem::take(&mut self.open);
        let claim = claim.trim();
        if !claim.is_empty() {
            self.done.push(claim.to_owned());
        }
        self.bullet = None;
    }

    fn bullet(&mut self, line: &str, mark: &Mark) {
        let text = line.get(mark.end..).unwrap_or_default().trim();
        let nested = self
            .bullet
            .is_some_and(|parent| mark.indent >= parent + NESTED_INDENT_MIN);
        if nested {
            self.join('\n', text);
            return;
        }
        self.end();
        let mut statements = inline::statements(text, mark.sign);
        let last = statements.pop();
        for statement in statements {
            statement.clone_into(&mut self.open);
            self.end();
        }
        last.unwrap_or_default().clone_into(&mut self.open);
        self.bullet = Some(mark.indent);
    }

    fn text(&mut self, line: &str) {
        let text = line.trim();
        if let Some(indent) = self.bullet {
            let goes_on = marks::indent_of(line) > indent
                || text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
            if goes_on {
                self.join(' ', text);
                return;
            }
            self.end();
        }
        let statements = inline::statements(text, Sign::None);
        let several = statements.len() > 1;
        for statement in statements {
            if several {
                self.end();
            }
            self.join('\n', statement);
        }
        if several {
            self.end();
        }
    }

    fn join(&mut self, separator: char, text: &str) {
        if !self.open.is_empty() && !text.is_empty() {
            self.open.push(separator);
        }
        self.open.push_str(text);
    }
}

#[cfg(test)]
mod tests;

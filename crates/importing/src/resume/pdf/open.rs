//! What a column has open at the end of a page, and how letters of a profile of LinkedIn say where a job begins.

use super::layout::Segment;
use crate::resume::topics::Topic;

/// How much larger the letters of names are than those of texts, in a profile of LinkedIn.
const LARGER: f64 = 1.03;

/// What is open at the end of a page of a column.
#[derive(Default)]
pub struct Open {
    /// The section.
    pub within: Option<Topic>,
    /// The size of the last line.
    size: Option<f64>,
    /// True if larger letters begin an entry.
    has_sizes: bool,
}

impl Open {
    /// Nothing, at the beginning of a document.
    pub fn new(has_sizes: bool) -> Self {
        Self {
            has_sizes,
            ..Self::default()
        }
    }

    /// True for a line in larger letters than the one above it, where these begin an entry. Takes its size.
    pub fn begins(&mut self, first: &Segment) -> bool {
        let last = self.size.replace(first.size);
        self.has_sizes && last.is_some_and(|last| first.size > last * LARGER)
    }
}

/// True for a profile as LinkedIn prints it: nothing but larger letters sets the names of a job off from the text above.
pub fn is_profile(pages: &[Vec<Segment>]) -> bool {
    let has = |is: &dyn Fn(&str) -> bool| {
        let mut texts = pages.iter().flatten().map(|segment| segment.text.trim());
        texts.any(is)
    };
    has(&|text| text.contains("linkedin.com/in")) && has(&|text| text.ends_with("(LinkedIn)"))
}

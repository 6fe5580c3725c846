//! The order of the requests for one domain: pages by their number, until the API says that there are no more.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{Answer, Ending, Next, Page, Reader};

/// Maximum number of pages of a domain.
const PAGES_MAX: u32 = 10_000;
/// Maximum number of empty pages in a row.
const EMPTY_PAGES_MAX: u32 = 20;
/// Maximum number of attempts for one page.
const ATTEMPTS_MAX: u32 = 4;

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask for the page with this number, at the server of the configuration.
    Ask(u32),
    /// Ask for the same page again after this many seconds.
    AskAfter(u64),
    /// The run has ended, and the reader knows it. Only a complete one tells what is no longer there.
    Ended(Ending),
    /// The run has ended, because the member has to consent again.
    ConsentNeeded,
    /// The run has ended with a fault of ours; holds what the API says.
    Failed(String),
}

/// The run through the pages of one domain.
#[derive(Debug)]
pub struct Run<'a> {
    domain: &'a str,
    start: u32,
    attempts: u32,
    empty: u32,
    rows: bool,
    /// A hash of the rows of the last page.
    last: u64,
}

impl<'a> Run<'a> {
    /// Begins with the first page.
    #[must_use]
    pub fn new(domain: &'a str) -> Self {
        Self {
            domain,
            start: 0,
            attempts: 0,
            empty: 0,
            rows: false,
            last: 0,
        }
    }

    /// The number of the page that is asked for.
    #[must_use]
    pub fn start(&self) -> u32 {
        self.start
    }

    /// Takes an answer, and gives its rows to the reader.
    pub fn take(&mut self, answer: Answer, reader: &mut Reader) -> Step {
        match answer {
            Answer::Rows(page) => self.page(&page, reader),
            Answer::End if self.rows => self.end(Ending::Complete, reader),
            // Pages without any row prove nothing.
            Answer::End | Answer::NotYet => self.end(Ending::NotThere, reader),
            Answer::Wait(seconds) => self.again(seconds, reader),
            Answer::Retry => self.again(1 << self.attempts.min(10), reader),
            Answer::ConsentNeeded => {
                reader.end(self.domain, Ending::Incomplete);
                Step::ConsentNeeded
            }
            Answer::OurFault(message) => {
                reader.end(self.domain, Ending::Incomplete);
                Step::Failed(message)
            }
        }
    }

    fn page(&mut self, page: &Page, reader: &mut Reader) -> Step {
        reader.page(self.domain, page);
        self.attempts = 0;
        // A server that gives the same page again and again gives nothing new.
        let mut hasher = DefaultHasher::new();
        for row in &page.rows {
            row.hash(&mut hasher);
        }
        let rows = hasher.finish();
        let again = std::mem::replace(&mut self.last, rows) == rows;
        self.empty = if page.rows.is_empty() || again {
            self.empty + 1
        } else {
            0
        };
        self.rows |= !page.rows.is_empty();
        self.start += 1;
        let endless = self.start >= PAGES_MAX || self.empty >= EMPTY_PAGES_MAX;
        if page.next == Next::OtherServer || endless {
            return self.end(Ending::Incomplete, reader);
        }
        Step::Ask(self.start)
    }

    fn again(&mut self, seconds: u64, reader: &mut Reader) -> Step {
        self.attempts += 1;
        if self.attempts >= ATTEMPTS_MAX {
            return self.end(Ending::Incomplete, reader);
        }
        Step::AskAfter(seconds)
    }

    fn end(&self, ending: Ending, reader: &mut Reader) -> Step {
        reader.end(self.domain, ending);
        Step::Ended(ending)
    }
}

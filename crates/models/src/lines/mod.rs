//! The protocol in which models write: one JSON object for each sentence, `{"p":"evidence","kind":"CLAIM","text":"…","facts":["f1"],"job":["r1"]}`.
//! [`Decoder`] reads the objects as the text arrives. What is no such object is counted and skipped: models add fences, greetings and
//! arrays, whatever they are told.

mod decoder;
mod line;

pub use self::{
    decoder::{Decoder, LineLimits},
    line::{Kind, Line, Paragraph},
};

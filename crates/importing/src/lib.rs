//! Reads what files say about a person. Pure functions over bytes, without I/O: each reader returns an [`Imported`], which holds what the
//! file says and a report of what was left out. Nothing is lost in silence, and nothing is invented: what a file does not say stays unsaid.
//!
//! # What is read
//!
//! | Reader | What it reads | Limits |
//! |---|---|---|
//! | [`archive`] | the ZIP that LinkedIn sends to a member, 14 tables | 200 MB packed, 2 000 files, 200 MB a file and 1 GB of all inflated, ratio 100:1 above 256 KB, 250 000 rows a file, 500 000 rows, 64 KB a cell, 1 MB a row |
//! | [`snapshot`] | the answers of LinkedIn's member snapshot API, the same tables | 500 000 rows, 64 KB a cell, 128 MB of text; a bounded number of pages and repetitions |
//! | [`json_resume`] | JSON Resume 1.3, the names of 0.x, and the shapes that other programs write; also writes it | 5 MB, 1 000 entries a section, 1 000 skills, 32 levels |
//! | [`resume`] | PDF, DOCX, Markdown and text of a résumé, told apart by what is in them | 10 MB, 50 pages, 5 000 lines, 1 000 000 operations of drawing, 20 MB a part inflated |
//! | [`applications`] | lists of applications as CSV: commas, semicolons, tabs or vertical bars | 20 MB, 20 000 rows, 200 columns, 50 tags a row, 500 words for stages |
//!
//! Texts are UTF-8, UTF-16 with a byte order mark, Windows-1250, 1251 or 1252, or Mac OS Roman; the report says which if it is not UTF-8. They come out in
//! normal form C, with entities of HTML decoded once, line breaks kept and other control characters left out. Lines have at most 200
//! characters, names 100, headlines 220 and descriptions 5 000; what is longer is cut, and the report says so. The company, role, stage and note
//! of an application are whole: who keeps it knows how long they may be. A report lists 10 000 findings
//! and counts the others.
//!
//! The tables of LinkedIn that are read, their columns, and those that are never kept are in the documentation of [`archive`].

pub mod address;
pub mod applications;
pub mod archive;
pub mod bullets;
#[cfg(test)]
mod cases;
pub mod charset;
pub mod date;
pub mod future;
pub mod journal;
pub mod json_resume;
mod levels;
mod linkedin;
pub mod lists;
pub mod proficiency;
pub mod record;
pub mod refused;
pub mod report;
pub mod resume;
pub mod snapshot;
pub mod table;
pub mod text;

pub use linkedin::profile_identity;
pub use record::Imported;
pub use refused::Refused;

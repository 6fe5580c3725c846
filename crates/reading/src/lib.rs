//! Reads what postings say in words. Pure functions without I/O, one module for each kind of statement. An uncertain reading is none: no
//! value is better than a wrong one.

pub mod markdown;
pub mod place;
pub mod text;
pub mod words;

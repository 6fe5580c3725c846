//! The curated tables, compiled in.

/// A table: the name of its file and its text.
pub(crate) type File = (&'static str, &'static str);

macro_rules! files {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$((
            concat!($folder, "/", $name, ".tsv"),
            include_str!(concat!("../data/", $folder, "/", $name, ".tsv")),
        )),+]
    };
}

/// Skills, one file for each trade.
pub(crate) const SKILLS: &[File] = files!("skills": "software");
/// Titles, one file for each trade.
pub(crate) const TITLES: &[File] = files!("titles": "software");

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
pub(crate) const SKILLS: &[File] = files!(
"skills": "agriculture", "care", "childcare", "cleaning", "cloud", "construction", "data", "design", "electrical", "energy", "engineering", "finance", "health", "hospitality", "laboratory", "language", "law", "logistics", "manufacturing", "marketing", "media", "metal", "office", "people", "product", "public", "retail", "safety", "sales", "science", "security", "service", "social", "soft", "software", "teaching", "transport", "vehicles", "web",
);
/// Titles, one file for each trade.
pub(crate) const TITLES: &[File] = files!(
"titles": "agriculture", "care", "construction", "data", "design", "engineering", "finance", "health", "hospitality", "law", "logistics", "management", "manufacturing", "marketing", "media", "office", "people", "product", "public", "retail", "sales", "science", "security", "service", "social", "software", "teaching", "trades", "transport",
);

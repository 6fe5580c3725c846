//! German.

use super::Language;

pub(super) const GERMAN: Language = Language { code: "de" };

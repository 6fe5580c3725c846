//! English.

use super::Language;

pub(super) const ENGLISH: Language = Language { code: "en" };

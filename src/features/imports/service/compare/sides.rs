//! The two sides of an item, field by field: what the file says and what the profile says.

use crate::features::imports::entity::values::Values;

/// A fact below an item of the profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::features::imports::service) struct Fact {
    /// What it says.
    pub text: String,
    /// True if the user confirmed it or linked skills to it: it is theirs, also if an import wrote it.
    pub is_held: bool,
    /// What it said in earlier versions.
    pub earlier: Vec<String>,
}

/// The two sides of an item.
#[derive(Default)]
pub(super) struct Sides {
    pub proposed: Values,
    pub merged: Values,
    /// True if the file says something else than the profile.
    pub differs: bool,
    /// True if the user edited what the file says something else about.
    pub edited: bool,
}

impl Sides {
    /// A text: what the file does not say is no difference, whatever it said before.
    pub(super) fn text(
        &mut self,
        field: &str,
        file: &[String],
        mine: &[String],
        before: Option<&[String]>,
    ) {
        if file.is_empty() || file == mine {
            return;
        }
        self.differs = true;
        self.proposed.set(field, file.to_vec());
        let is_mine = match before {
            Some(before) => before != mine,
            None => !mine.is_empty(),
        };
        self.edited |= is_mine;
        if !is_mine {
            self.merged.set(field, file.to_vec());
        }
    }

    /// A list: values that the user added are no difference, and a file without any says nothing. The file's side replaces what the user
    /// made out of an imported fact.
    pub(super) fn list(
        &mut self,
        field: &str,
        file: &[String],
        mine: &[String],
        before: Option<&[String]>,
        facts: &[Fact],
    ) {
        let earlier = before.unwrap_or_default();
        let new: Vec<&String> = file.iter().filter(|text| !mine.contains(text)).collect();
        let is_dropped = |text: &String| earlier.contains(text) && !file.contains(text);
        if file.is_empty() || new.is_empty() && !mine.iter().any(is_dropped) {
            return;
        }
        let fact = |text: &String| facts.iter().find(|fact| fact.text == *text);
        let is_held = |text: &String| fact(text).is_some_and(|fact| fact.is_held);
        let is_made_of_imported = |text: &String| {
            let versions = fact(text).map_or(&[][..], |fact| &fact.earlier);
            !file.contains(text) && versions.iter().any(|version| earlier.contains(version))
        };
        self.differs = true;
        self.edited |= earlier.iter().any(|text| !mine.contains(text))
            || mine.iter().any(|text| is_dropped(text) && is_held(text));
        let unseen = new.iter().filter(|text| !earlier.contains(text));
        let merged = mine
            .iter()
            .filter(|text| !is_dropped(text) || is_held(text));
        let merged = merged.chain(unseen.copied()).cloned().collect();
        let proposed = mine
            .iter()
            .filter(|text| !is_dropped(text) && !is_made_of_imported(text));
        let proposed = proposed.chain(new.iter().copied()).cloned().collect();
        self.merged.set(field, merged);
        self.proposed.set(field, proposed);
    }
}

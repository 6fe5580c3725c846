//! What a language must know to write a letter.

use taxonomy::{Skill, Taxonomy};

use super::phrases::{Phrases, Slots};
use crate::fact::{Fact, PartialDate};
use crate::language::Language;

/// A statement of a person in a form that phrases can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Realised {
    /// The first part of the name of its groups of phrases: "past" of "past.first".
    pub form: &'static str,
    /// The values of the slots.
    pub slots: Slots,
    /// How well it reads, up to 10; what is quoted has 2.
    pub quality: u8,
    /// True if a phrase that puts more behind it may be used.
    pub brief: bool,
    /// True if it is no part of a job, as "experience with forklifts".
    pub general: bool,
}

/// A language of letters.
pub(super) trait Voice: Sync {
    /// The phrases.
    fn phrases(&self) -> &Phrases;
    /// The word for "and".
    fn and(&self) -> &'static str;
    /// The word for "and" between parts that have one.
    fn as_well_as(&self) -> &'static str;
    /// The statement of a fact; none if it cannot be said truthfully in one sentence.
    fn realise(&self, fact: &Fact, taxonomy: &Taxonomy) -> Option<Realised>;
    /// "at Fernhill"; none if the name says no organisation.
    fn at(&self, organisation: &str) -> Option<String>;
    /// The slots of a title that the person has or had.
    fn title(&self, title: &str, taxonomy: &Taxonomy) -> Slots;
    /// The slots of the title of the posting.
    fn post(&self, title: &str) -> Slots;
    /// "March 2021".
    fn date(&self, date: PartialDate) -> String;
    /// A certificate, a degree or an award as a noun phrase.
    fn document(&self, text: &str, taxonomy: &Taxonomy) -> Option<String>;
    /// A certificate as the object of "have", if that is certain.
    fn held(&self, document: &str) -> Option<String>;
    /// The name of a skill within a sentence.
    fn skill(&self, skill: &Skill) -> Option<String>;
    /// What a posting asks for in a few words within a sentence, if its text is that short.
    fn demand(&self, text: &str, taxonomy: &Taxonomy) -> Option<String>;
    /// A demand as the object of "you name": with an article, where the language has one.
    fn named(&self, demand: &str) -> String;
    /// True if a part of a posting that begins so says nothing when it is quoted.
    fn is_idle(&self, first: &str) -> bool;
    /// The first sentence of a letter, after the greeting.
    fn after_greeting(&self, sentence: String) -> String;
    /// The sentence with words in their usual order.
    fn polished(&self, sentence: String) -> String;
    /// True if the text of a requirement says what is done in the job.
    fn is_duty(&self, text: &str) -> bool;
    /// Verbs that agree with one or with several, as slots.
    fn agreement(&self, plural: bool) -> Slots;
    /// A level of a spoken language, if it is known in this language.
    fn level(&self, level: &str) -> Option<String>;
    /// A name with its form of address in this language: "Frau Novak" for "Ms Novak".
    fn form_of_address(&self, name: &str) -> String;
    /// The group of the greeting for a name.
    fn greeting(&self, name: &str) -> &'static str;
    /// True if a text is written in this language, or in no language at all, as names are.
    fn speaks(&self, text: &str) -> bool;
}

/// The voice of a language, if it has one.
pub(super) fn of(language: &Language) -> Option<&'static dyn Voice> {
    match language.code() {
        "en" => Some(&super::en::English),
        "de" => Some(&super::de::German),
        _ => None,
    }
}

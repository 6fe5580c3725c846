//! What can be computed once of a posting and of a person, so that a match is a comparison of small values. Both can be stored.

mod job;
mod person;
mod posting;
mod values;
mod words;

pub use self::{
    person::{
        Authorisation, Employment, EmploymentSource, Fact, FactSource, Person, PersonSource,
        Preferences, SpokenLanguage, Target, TargetSource,
    },
    posting::{Demand, LanguageDemand, Posting, PostingSource},
    values::{Level, Mode, Month, Part, Pay, Quote, Span},
};

//! The fields of records and rows as texts.

use importing::date::PartialDate as FileDate;

use crate::{
    features::profiles::{Proficiency, SkillLevel},
    types::{partial_date::PartialDate, schema_name::schema_name},
};

/// A field: none, one or several texts.
pub(super) trait Cell: Sized {
    /// Its texts.
    fn texts(&self) -> Vec<String>;
    /// The field with these texts; what it cannot hold is not said.
    fn of(texts: &[String]) -> Self;
}

impl Cell for String {
    fn texts(&self) -> Vec<String> {
        if self.is_empty() {
            Vec::new()
        } else {
            vec![self.clone()]
        }
    }

    fn of(texts: &[String]) -> Self {
        texts.first().cloned().unwrap_or_default()
    }
}

/// Fields that have a value or none.
macro_rules! optional_cells {
    ($($of:ty: |$value:ident| $text:expr, |$read:ident| $parsed:expr;)*) => {$(
        impl Cell for Option<$of> {
            fn texts(&self) -> Vec<String> {
                self.iter().map(|$value| $text).collect()
            }

            fn of(texts: &[String]) -> Self {
                let $read = texts.first()?.as_str();
                $parsed
            }
        }
    )*};
}

optional_cells! {
    String: |text| text.clone(), |text| Some(text.to_owned());
    i32: |number| number.to_string(), |text| text.parse().ok();
    PartialDate: |date| date.to_string(), |text| PartialDate::parse_text(text);
    FileDate: |date| date.to_string(), |text| FileDate::parse(text);
    Proficiency: |step| schema_name(*step).to_owned(), |text| named(text);
    importing::record::Proficiency: |step| of_file(*step).to_owned(), |text| {
        serde_json::from_value(serde_json::Value::from(text)).ok()
    };
    SkillLevel: |level| schema_name(*level).to_owned(), |text| named(text);
}

const fn of_file(step: importing::record::Proficiency) -> &'static str {
    use importing::record::Proficiency::{
        Elementary, FullProfessional, LimitedWorking, Native, ProfessionalWorking,
    };
    match step {
        Native => "NATIVE",
        FullProfessional => "FULL_PROFESSIONAL",
        ProfessionalWorking => "PROFESSIONAL_WORKING",
        LimitedWorking => "LIMITED_WORKING",
        Elementary => "ELEMENTARY",
    }
}

/// The value of an enum with this name in the schema.
pub(super) fn named<T: async_graphql::resolver_utils::EnumType>(name: &str) -> Option<T> {
    let found = T::items().iter().find(|item| item.name == name);
    found.map(|item| item.value)
}

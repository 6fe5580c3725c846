//! Skills and job titles: their names in English, German, Spanish and French, how close they are to each other, and readers of two public
//! classifications (ESCO, O*NET). Pure functions over our own tables in `data/`; data/README.md describes those.

pub mod import;

mod data;
mod graph;
mod id;
mod key;
mod language;
mod merge;
mod names;
mod numbers;
mod skill;
mod table;
mod taxonomy;
mod title;
mod title_key;
mod version;

pub use self::{
    graph::Closeness,
    id::{SkillId, TitleId},
    key::{folded, is_of_word, key},
    language::Language,
    names::{Evidence, Name},
    numbers::{
        BROADER_STRENGTH, NARROWER_STEP, NARROWER_STEPS_MAX, RELATED_MAX, SAME_MINOR_GROUP,
        SAME_UNIT_GROUP,
    },
    skill::{Kind, Skill},
    taxonomy::Taxonomy,
    title::Title,
    title_key::{without_gender_letters, without_levels_and_marks, without_marks},
};

#[cfg(test)]
mod tests;

//! The arguments of the mutations of profiles.

use serde_json::json;

use super::{
    Case, Thing,
    Thing::{
        Award, Certification, Education, Employment, Evidence, Language, Project, Publication,
        SkillClaim, Volunteering,
    },
    cases::{NOBODY, case},
};

/// The items that facts belong to.
const WITH_FACTS: &[Thing] = &[Employment, Education, Project, Volunteering];

/// The text of a mutation: its verb, also in upper case, and what it changes.
macro_rules! mutation {
    ($verb:literal $upper:literal $what:literal) => {
        concat!(
            "mutation($input: ",
            $upper,
            $what,
            "Input!) { ",
            $verb,
            $what,
            "(input: $input) { profile { id } userErrors { message path } } }"
        )
    };
}

/// For the items of each section: `Thing "Input" "Item" "Items" "item" "items" { values }`.
macro_rules! items {
    ($($thing:ident $input:literal $one:literal $many:literal $item:tt $items:tt { $($values:tt)* };)*) => {
        &[$(
            case(concat!($input, ".id"), &[$thing], NOBODY, |_, id| {
                let items = json!([{ "id": id, $($values)* }]);
                let input = json!({ "expectedVersion": 0, $items: items });
                (mutation!("set" "Set" $many), json!({ "input": input }))
            }),
            case(concat!($input, ".id"), &[$thing], NOBODY, |_, id| {
                let item = json!({ "id": id, $($values)* });
                let input = json!({ "expectedVersion": 0, $item: item });
                (mutation!("update" "Update" $one), json!({ "input": input }))
            }),
            case(concat!("Move", $one, "Input.id"), &[$thing], NOBODY, |_, id| {
                let input = json!({ "expectedVersion": 0, "id": id, "position": 0 });
                (mutation!("move" "Move" $one), json!({ "input": input }))
            }),
            case(concat!("Remove", $one, "Input.id"), &[$thing], NOBODY, |_, id| {
                let input = json!({ "expectedVersion": 0, "id": id });
                (mutation!("remove" "Remove" $one), json!({ "input": input }))
            }),
        )*]
    };
}

pub(super) const ITEMS: &[Case] = items! {
    Employment "EmploymentInput" "Employment" "Employments" "employment" "employments" { "company": "C", "title": "T" };
    Education "EducationInput" "Education" "Educations" "education" "educations" { "school": "S" };
    SkillClaim "SkillClaimInput" "Skill" "Skills" "skill" "skills" { "name": "N" };
    Language "LanguageInput" "Language" "Languages" "language" "languages" { "name": "N" };
    Project "ProjectInput" "Project" "Projects" "project" "projects" { "name": "N" };
    Certification "CertificationInput" "Certification" "Certifications" "certification" "certifications" { "name": "N" };
    Volunteering "VolunteeringInput" "Volunteering" "Volunteerings" "volunteering" "volunteerings" { "organization": "O" };
    Publication "PublicationInput" "Publication" "Publications" "publication" "publications" { "title": "T" };
    Award "AwardInput" "Award" "Awards" "award" "awards" { "title": "T" };
};

pub(super) const FACTS: &[Case] = &[
    case("AddEvidenceInput.itemId", WITH_FACTS, NOBODY, |_, id| {
        let input = json!({ "expectedVersion": 0, "itemId": id, "text": "Led." });
        (mutation!("add" "Add" "Evidence"), json!({ "input": input }))
    }),
    case(
        "SplitDescriptionInput.itemId",
        WITH_FACTS,
        NOBODY,
        |_, id| {
            let input = json!({ "expectedVersion": 0, "itemId": id });
            (
                mutation!("split" "Split" "Description"),
                json!({ "input": input }),
            )
        },
    ),
    case("Profile.citedEvidence(id)", &[Evidence], NOBODY, |_, id| {
        let query = "query($id: ID!) { viewer { profile { citedEvidence(id: $id, version: 1) { text } } } }";
        (query, json!({ "id": id }))
    }),
    case("UpdateEvidenceInput.id", &[Evidence], NOBODY, |_, id| {
        let input = json!({ "expectedVersion": 0, "id": id, "text": "Led." });
        (
            mutation!("update" "Update" "Evidence"),
            json!({ "input": input }),
        )
    }),
    case("ConfirmEvidenceInput.ids", &[Evidence], NOBODY, |_, id| {
        let input = json!({ "expectedVersion": 0, "ids": [id] });
        (
            mutation!("confirm" "Confirm" "Evidence"),
            json!({ "input": input }),
        )
    }),
    case("MoveEvidenceInput.id", &[Evidence], NOBODY, |_, id| {
        let input = json!({ "expectedVersion": 0, "id": id, "position": 0 });
        (
            mutation!("move" "Move" "Evidence"),
            json!({ "input": input }),
        )
    }),
    case("RemoveEvidenceInput.id", &[Evidence], NOBODY, |_, id| {
        let input = json!({ "expectedVersion": 0, "id": id });
        (
            mutation!("remove" "Remove" "Evidence"),
            json!({ "input": input }),
        )
    }),
];

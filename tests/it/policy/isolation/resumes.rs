//! The arguments of résumés that take an id.

use serde_json::{Value, json};

use super::{
    Asker, Case,
    Thing::{
        Award, Certification, Education, Employment, Evidence, Language, Project, Publication,
        Resume, SkillClaim, Volunteering,
    },
    cases::{NOBODY, case, public},
};

/// A résumé that nobody has.
const NOBODYS: &str = "resm_0192f00000007000800000000000beef";

/// The input of a mutation that takes the id of a résumé.
fn of(id: &str) -> Value {
    json!({ "id": id, "expectedVersion": 1 })
}

/// An edit of a résumé that nobody has, with an item.
fn edit(item: &Value) -> (&'static str, Value) {
    let query = "mutation($input: EditResumeInput!) { editResume(input: $input) { resume { id } userErrors { message path } } }";
    let mut input = of(NOBODYS);
    input["content"] =
        json!({ "language": "EN", "sections": [{ "kind": "WORK", "items": [item] }] });
    (query, json!({ "input": input }))
}

fn copy(_: &Asker, id: &str) -> (&'static str, Value) {
    let query = "mutation($input: CreateResumeInput!) { createResume(input: $input) { resume { content { name } } userErrors { message } } }";
    let posting = "post_0192f00000007000800000000000beef";
    let input = json!({ "kind": "TAILORED", "name": "Mine", "parentId": id, "postingId": posting });
    (query, json!({ "input": input }))
}

pub(super) const RESUMES: &[Case] = &[
    public("CreateResumeInput.postingId"),
    case("CreateResumeInput.parentId", &[Resume], NOBODY, copy),
    case("Viewer.resume(id)", &[Resume], NOBODY, |_, id| {
        (
            "query($id: ID!) { viewer { resume(id: $id) { name content { name } } } }",
            json!({ "id": id }),
        )
    }),
    case("EditResumeInput.id", &[Resume], NOBODY, |_, id| {
        let query = "mutation($input: EditResumeInput!) { editResume(input: $input) { resume { name } userErrors { message } } }";
        let mut input = of(id);
        input["content"] = json!({ "language": "EN" });
        (query, json!({ "input": input }))
    }),
    case("RestoreResumeInput.id", &[Resume], NOBODY, |_, id| {
        let query = "mutation($input: RestoreResumeInput!) { restoreResume(input: $input) { resume { name } userErrors { message } } }";
        let mut input = of(id);
        input["revision"] = json!(1);
        (query, json!({ "input": input }))
    }),
    case("UpdateResumeInput.id", &[Resume], NOBODY, |_, id| {
        let query = "mutation($input: UpdateResumeInput!) { updateResume(input: $input) { resume { name } userErrors { message } } }";
        let mut input = of(id);
        input["name"] = json!("Mine");
        (query, json!({ "input": input }))
    }),
    case("ArchiveResumeInput.id", &[Resume], NOBODY, |_, id| {
        let query = "mutation($input: ArchiveResumeInput!) { archiveResume(input: $input) { resume { name } userErrors { message } } }";
        (query, json!({ "input": of(id) }))
    }),
    case("UnarchiveResumeInput.id", &[Resume], NOBODY, |_, id| {
        let query = "mutation($input: UnarchiveResumeInput!) { unarchiveResume(input: $input) { resume { name } userErrors { message } } }";
        (query, json!({ "input": of(id) }))
    }),
    case("RemoveResumeInput.id", &[Resume], NOBODY, |_, id| {
        let query = "mutation($input: RemoveResumeInput!) { removeResume(input: $input) { removedResumeId userErrors { message } } }";
        (query, json!({ "input": of(id) }))
    }),
    // Only the form of the id is checked: the item may be gone.
    case(
        "ResumeItemInput.source",
        &[
            Employment,
            Education,
            SkillClaim,
            Language,
            Project,
            Certification,
            Volunteering,
            Publication,
            Award,
        ],
        NOBODY,
        |_, id| edit(&json!({ "title": "T", "source": id })),
    ),
    case(
        "ResumeCitationInput.evidence",
        &[Evidence],
        NOBODY,
        |_, id| {
            let citations = json!([{ "evidence": id, "version": 1 }]);
            edit(&json!({ "title": "T", "statements": [{ "text": "S", "citations": citations }] }))
        },
    ),
];

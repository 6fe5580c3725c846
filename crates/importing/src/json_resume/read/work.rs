//! Jobs, and the roles inside a job.

use serde_json::{Map, Value};

use super::{Kept as _, limited, object, said};
use crate::{
    journal::Journal,
    json_resume::{conform, fields::Fields, shape},
    record::Employment,
    report::FindingKind,
};

/// The most roles of an entry.
const ROLES_MAX: usize = 100;

/// Reads the jobs. An entry with roles gives a job for each.
pub fn read(value: Option<Value>, notes: &mut Journal) -> Vec<Employment> {
    let Some(value) = value else {
        return Vec::new();
    };
    notes.section("work");
    let entries = limited(shape::entries(value), notes);
    let count = said(&entries);
    let mut jobs = Vec::new();
    let mut given = 0;
    for (index, entry) in entries.into_iter().enumerate() {
        notes.entry(index);
        let before = jobs.len();
        if let Some(map) = object(entry, "position", notes) {
            for map in roles(map, notes) {
                if let Some((job, is_again)) = job(map, notes) {
                    add(&mut jobs, job, is_again, notes);
                }
            }
        }
        given += usize::from(jobs.len() > before);
    }
    notes.read("work", count, given);
    jobs
}

/// True for a job that says nothing that another one does not say.
pub fn repeats(job: &Employment, known: &Employment) -> bool {
    known.company.to_lowercase() == job.company.to_lowercase()
        && known.title.to_lowercase() == job.title.to_lowercase()
        && (known.started_on, known.ended_on, known.current)
            == (job.started_on, job.ended_on, job.current)
        && (job.description.is_empty() || known.description == job.description)
        && (job.location.is_empty() || known.location == job.location)
        && job.claims.iter().all(|claim| known.claims.contains(claim))
        && (job.extra.is_empty() || known.extra == job.extra)
}

/// Adds a job, unless it repeats another one, and not on purpose. One that differs from a job with its names and start is named.
fn add(jobs: &mut Vec<Employment>, job: Employment, is_again: bool, notes: &mut Journal) {
    if is_again {
        jobs.push(job);
        return;
    }
    if jobs.iter().any(|known| repeats(&job, known)) {
        notes.repeated("work", job.source.row, &job.title);
        return;
    }
    let alike = |known: &Employment| {
        known.company.to_lowercase() == job.company.to_lowercase()
            && known.title.to_lowercase() == job.title.to_lowercase()
            && known.started_on == job.started_on
    };
    if jobs.iter().any(alike) {
        notes.alike(
            "work",
            job.source.row,
            &format!("{} · {}", job.title, job.company),
        );
    }
    jobs.push(job);
}

/// The roles of an entry, each with the keys of the company. The entry itself if it has none.
fn roles(mut company: Map<String, Value>, notes: &mut Journal) -> Vec<Map<String, Value>> {
    let keys = ["position", "title", "jobTitle", "role"];
    let titled = keys.iter().any(|key| {
        company
            .get(*key)
            .is_some_and(|value| !conform::is_empty(value))
    });
    // A position that is a list of objects is one of roles.
    let is_list = |key: &&str| {
        let items = company.get(*key).and_then(Value::as_array);
        items.is_some_and(|items| items.iter().any(Value::is_object))
    };
    let key = ["roles", "positions", "titles", "jobs"]
        .into_iter()
        .chain(keys.into_iter().filter(is_list))
        .find(|key| {
            let list = |value: &Value| match value {
                Value::Array(items) => {
                    items.iter().any(Value::is_object)
                        || !titled && items.iter().any(Value::is_string)
                }
                _ => false,
            };
            company.get(*key).is_some_and(list)
        });
    let Some(Value::Array(roles)) = key.and_then(|key| company.remove(key)) else {
        return vec![company];
    };
    // What the entry says of the company as a whole is no statement of one role.
    for key in ["description", "summary"] {
        if let Some(text) = company
            .remove(key)
            .filter(|value| !conform::is_empty(value))
        {
            company.insert("companyDescription".to_owned(), text);
        }
    }
    let mut own = own_role(&mut company);
    let has_role = own.contains_key("position") || own.contains_key("title");
    // The dates beside its only role are those of the role.
    if let ([_], false) = (roles.as_slice(), has_role) {
        for key in ["startDate", "endDate", "start", "end"] {
            company.extend(own.remove(key).map(|date| (key.to_owned(), date)));
        }
    }
    if !own.is_empty() && !has_role {
        let left: Vec<&str> = own.keys().map(String::as_str).collect();
        let message = format!(
            "The company has {} beside its roles, which belongs to none of them. Enter it with a role.",
            left.join(", ")
        );
        notes.add(FindingKind::Unassigned, message);
    }
    let mut jobs = Vec::new();
    if has_role {
        jobs.push(with(&company, own));
    }
    if roles.len() > ROLES_MAX {
        let message =
            format!("The company has more than {ROLES_MAX} roles. The others were left out.");
        notes.add(FindingKind::Cut, message);
    }
    for role in roles.into_iter().take(ROLES_MAX) {
        // What the entry says at length of the company stays with its first role.
        if jobs.len() == 1 {
            company.retain(|_, value| shape::is_short(value));
        }
        match role {
            Value::Object(role) => jobs.push(with(&company, role)),
            Value::String(title) => jobs.push(with(
                &company,
                Map::from_iter([("position".to_owned(), Value::String(title))]),
            )),
            other if conform::is_empty(&other) => {}
            other => notes.unreadable("role", &other.to_string()),
        }
    }
    jobs
}

/// Takes the keys of a company that belong to a role.
fn own_role(company: &mut Map<String, Value>) -> Map<String, Value> {
    let mut own = Map::new();
    for key in [
        "position",
        "title",
        "highlights",
        "startDate",
        "endDate",
        "start",
        "end",
    ] {
        if let Some(value) = company
            .remove(key)
            .filter(|value| !conform::is_empty(value))
        {
            own.insert(key.to_owned(), value);
        }
    }
    own
}

/// The keys of a role, and those of its company that it does not have.
fn with(company: &Map<String, Value>, role: Map<String, Value>) -> Map<String, Value> {
    let mut map = company.clone();
    // A role's own name is its title.
    let titled = ["position", "title", "role"]
        .iter()
        .any(|key| role.contains_key(*key));
    for (key, value) in role {
        if key == "name" && !titled {
            map.insert("position".to_owned(), value);
        } else if !conform::is_empty(&value) || !map.contains_key(&key) {
            map.insert(key, value);
        }
    }
    map
}

/// A job, and whether it repeats an earlier one on purpose.
fn job(mut map: Map<String, Value>, notes: &mut Journal) -> Option<(Employment, bool)> {
    let source = notes.source();
    // A description that is a list is a list of statements.
    if conform::is_empty(map.get("highlights").unwrap_or(&Value::Null))
        && let Some(key) = ["summary", "description"]
            .into_iter()
            .find(|key| map.get(*key).is_some_and(Value::is_array))
        && let Some(list) = map.remove(key)
    {
        map.insert("highlights".to_owned(), list);
    }
    // A company that is an object has its address inside.
    if let Some(Value::Object(company)) = map.get("company")
        && let Some(url) = company.get("url").cloned()
        && !map.contains_key("url")
    {
        map.insert("url".to_owned(), url);
    }
    let mut fields = Fields::new(map, notes);
    let company = fields.line(&[
        "name",
        "company",
        "companyName",
        "employer",
        "organization",
        "organisation",
    ]);
    let title = fields.line(&[
        "position",
        "title",
        "jobTitle",
        "positionTitle",
        "roleTitle",
        "role",
        "designation",
    ]);
    if company.is_empty() || title.is_empty() {
        let needs = if company.is_empty() {
            "company"
        } else {
            "position"
        };
        fields.incomplete(needs, &format!("{company}{title}"));
        return None;
    }
    let location = fields.place();
    let (started_on, mut ended_on, mut current) = fields.span();
    if is_current(&mut fields) {
        current = true;
        if let Some(end) = ended_on.take() {
            let message = format!(
                "The entry says that the job lasts, and that it ended on {end}. Set its end, or leave it open."
            );
            fields.notes.add(FindingKind::Contradiction, message);
            fields.keep("endDate", Value::String(end.to_string()));
        }
    }
    let mut description = fields.block(&["summary"]);
    let mut claims = fields.claims(&description);
    // The description is the company's in the schema, but the job's where nothing else describes that.
    if description.is_empty() && claims.is_empty() {
        description = fields.block(&["description"]);
        claims = crate::bullets::split(&description);
    }
    let mut job = Employment {
        company,
        title,
        location,
        description,
        claims,
        started_on,
        ended_on,
        current,
        ..Employment::default()
    };
    let is_again = fields.is_again();
    job.keep(source, fields.rest(Employment::KEYS));
    Some((job, is_again))
}

/// Whether a key says that the job lasts. A key that says that it does not is dropped: so does its absence.
fn is_current(fields: &mut Fields<'_>) -> bool {
    let keys = [
        "isCurrentRole",
        "isCurrent",
        "current",
        "present",
        "currentlyWorking",
    ];
    let mut current = false;
    while let Some(value) = fields.take(&keys) {
        current |= match value {
            Value::Bool(says) => says,
            Value::String(text) => {
                ["true", "yes", "1"].contains(&text.trim().to_lowercase().as_str())
            }
            Value::Number(number) => number.as_u64() == Some(1),
            _ => false,
        };
    }
    current
}

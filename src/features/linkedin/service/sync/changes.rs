//! The changelog: which domains were touched since it was last read. Events are a reason to read a domain again, and nothing else of them is
//! used. `startTime` is inclusive, so that the last events come again and are recognised by their ids.

use importing::snapshot::{Answer, domains};
use serde_json::Value;

use super::outcome::{Changes, StopReason};
use crate::{
    error::Result,
    features::linkedin::{
        ProblemCode, SeenEvents,
        service::api::{Api, PageAnswer, elements},
    },
};

/// Events of one request: LinkedIn advises 10, and serves at most 50.
const COUNT: u32 = 10;
const COUNT_MAX: u32 = 50;
/// Requests for one reading of the changelog.
const REQUESTS_MAX: u32 = 200;
/// Domains of the profile, any of which a change of unknown kind may touch.
const OF_PROFILE: [&str; 10] = [
    "PROFILE",
    "POSITIONS",
    "EDUCATION",
    "SKILLS",
    "LANGUAGES",
    "CERTIFICATIONS",
    "VOLUNTEERING_EXPERIENCES",
    "PROJECTS",
    "PUBLICATIONS",
    "HONORS",
];

/// How reading the changelog ended.
pub(super) enum Read {
    /// It was read to its end.
    Done(Changes),
    /// It could not be read; all domains are.
    Unknown,
    /// The run ends.
    Stopped(StopReason),
}

/// Reads the changelog from an instant on.
pub(super) async fn read(api: &Api, from: i64, seen: &SeenEvents) -> Result<Read> {
    let mut changes = Changes {
        from,
        seen: seen.clone(),
        ..Changes::default()
    };
    let mut count = COUNT;
    for _ in 0..REQUESTS_MAX {
        let (got, body) = api.changes(changes.from, count).await?;
        let found = match got {
            // A page of events is none of the snapshot, so that its meaning is found here.
            PageAnswer::Answer(Answer::Rows(_) | Answer::Retry) if !body.is_empty() => {
                elements(&body)
            }
            PageAnswer::Answer(Answer::End | Answer::NotYet) => Some(Vec::new()),
            PageAnswer::Answer(Answer::ConsentNeeded) => {
                return Ok(Read::Stopped(StopReason::Consent(
                    ProblemCode::ConsentWithdrawn,
                )));
            }
            PageAnswer::Answer(Answer::Wait(seconds)) => {
                return Ok(Read::Stopped(StopReason::Wait(seconds)));
            }
            PageAnswer::Answer(_) | PageAnswer::NotPermitted | PageAnswer::TooLong => None,
        };
        let Some(events) = found else {
            return Ok(Read::Unknown);
        };
        let is_full = events.len() >= usize::try_from(count).unwrap_or(usize::MAX);
        let advanced = changes.take(&events);
        match (is_full, advanced) {
            (false, _) => return Ok(Read::Done(changes)),
            (true, true) => count = COUNT,
            (true, false) if count < COUNT_MAX => count = COUNT_MAX,
            // More events of one instant than one answer holds.
            (true, false) => return Ok(Read::Unknown),
        }
    }
    Ok(Read::Unknown)
}

impl Changes {
    /// Takes a page of events; returns whether a later instant was reached.
    fn take(&mut self, events: &[Value]) -> bool {
        let before = self.from;
        for event in events {
            let Some(id) = id_of(event) else { continue };
            let at = ["processedAt", "capturedAt"]
                .iter()
                .find_map(|name| event.get(*name)?.as_i64());
            let at = at.unwrap_or(self.from);
            if at < self.from || self.seen.0.contains(&id) {
                continue;
            }
            if event.get("activityStatus").and_then(Value::as_str) != Some("FAILURE") {
                let name = event.get("resourceName").and_then(Value::as_str);
                self.touched.extend(touched_by(name.unwrap_or_default()));
            }
            if at > self.from {
                self.from = at;
                self.seen.0.clear();
            }
            self.seen.0.push(id);
        }
        self.from > before
    }
}

fn id_of(event: &Value) -> Option<String> {
    match event.get("id")? {
        Value::Number(id) => Some(id.to_string()),
        Value::String(id) => Some(id.clone()),
        _ => None,
    }
}

/// The domains that a change of this resource touches: `people/languages` is one of LANGUAGES.
fn touched_by(resource: &str) -> Vec<&'static str> {
    let resource = resource.to_lowercase();
    let mut parts = resource.split('/');
    let root = parts.next().unwrap_or_default();
    let part: String = parts
        .next()
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let domain = match (root, part.as_str()) {
        ("people", "") => "PROFILE",
        ("people", "positions" | "position") => "POSITIONS",
        ("people", "educations" | "education") => "EDUCATION",
        ("people", "skills" | "skill") => "SKILLS",
        ("people", "languages" | "language") => "LANGUAGES",
        ("people", "certifications" | "certification") => "CERTIFICATIONS",
        ("people", "volunteeringexperiences" | "volunteeringexperience" | "volunteering") => {
            "VOLUNTEERING_EXPERIENCES"
        }
        ("people", "projects" | "project") => "PROJECTS",
        ("people", "publications" | "publication") => "PUBLICATIONS",
        ("people", "honors" | "honor" | "honorsandawards") => "HONORS",
        ("connections", _) | ("people", "connections") => "CONNECTIONS",
        ("people", _) => return OF_PROFILE.to_vec(),
        _ => return Vec::new(),
    };
    debug_assert!(domains().any(|known| known == domain));
    vec![domain]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    fn event(id: u32, at: i64, resource: &str) -> Value {
        json!({"id": id, "processedAt": at, "resourceName": resource, "activityStatus": "SUCCESS"})
    }

    #[test]
    fn event_touches_its_domain() {
        assert_eq!(touched_by("people/languages"), ["LANGUAGES"]);
        assert_eq!(touched_by("people"), ["PROFILE"]);
        assert_eq!(
            touched_by("people/volunteeringExperiences"),
            ["VOLUNTEERING_EXPERIENCES"]
        );
        assert_eq!(touched_by("people/hobbies"), OF_PROFILE);
        assert_eq!(touched_by("connections"), ["CONNECTIONS"]);
        assert!(touched_by("ugcPosts").is_empty() && touched_by("").is_empty());
        for domain in OF_PROFILE {
            assert!(domains().any(|known| known == domain), "{domain}");
        }
    }

    #[test]
    fn event_that_comes_again_touches_nothing() {
        let mut changes = Changes {
            from: 100,
            ..Changes::default()
        };
        let page = [event(1, 100, "people/skills"), event(2, 200, "people")];
        assert!(changes.take(&page));
        assert_eq!(changes.touched, BTreeSet::from(["PROFILE", "SKILLS"]));
        assert_eq!(
            (changes.from, changes.seen.0.clone()),
            (200, vec!["2".to_owned()])
        );
        changes.touched.clear();
        assert!(!changes.take(&[event(2, 200, "people")]));
        assert!(changes.touched.is_empty());
        // Another event of the same instant is a new one.
        assert!(!changes.take(&[event(2, 200, "people"), event(3, 200, "people/projects")]));
        assert_eq!(changes.touched, BTreeSet::from(["PROJECTS"]));
        assert_eq!(changes.seen.0, ["2", "3"]);
    }

    #[test]
    fn failed_and_shapeless_events_touch_nothing() {
        let mut changes = Changes::default();
        let failed = json!({"id": 1, "processedAt": 5, "resourceName": "people", "activityStatus": "FAILURE"});
        let unprocessed = json!({"id": "b", "capturedAt": 6, "processedActivity": {"message": "Unable to process this event."}});
        changes.take(&[
            failed,
            unprocessed,
            json!(null),
            json!([]),
            json!({"id": {}}),
        ]);
        assert!(changes.touched.is_empty());
        assert_eq!((changes.from, changes.seen.0.len()), (6, 1));
    }
}

//! The statements of an entry: in its description, and in a list beside it.

use serde_json::Value;

use crate::{bullets::split as statements, text::plain_line};

/// The statements in the order of an export of ours, if the list beside the description is still the one that was written with it.
pub fn in_order(own: &Value, description: &str, highlights: &[String]) -> Option<Vec<String>> {
    let claims: Vec<String> = own
        .get("claims")?
        .as_array()?
        .iter()
        .map(|claim| claim.as_str().map(str::to_owned))
        .collect::<Option<_>>()?;
    let listed = beside(description, &claims);
    let listed = listed.iter().map(|claim| statement(&plain_line(claim)));
    listed.eq(highlights.iter().cloned()).then_some(claims)
}

/// The statements that are not in the description: what an export writes as the list beside it.
pub fn beside(description: &str, claims: &[String]) -> Vec<String> {
    let said = statements(description);
    claims
        .iter()
        .filter(|claim| !said.contains(claim))
        .cloned()
        .collect()
}

/// True for a text of several bullets, one a line.
pub fn has_bullets(text: &str) -> bool {
    let bullets = text.lines().filter(|line| {
        let line = line.trim();
        statement(line).len() < line.len()
    });
    bullets.count() > 1
}

/// One entry of a list without its bullet.
pub fn statement(text: &str) -> String {
    let mut text = text.to_owned();
    // A bullet behind a bullet is one, too; each round is shorter.
    loop {
        match statements(&text).as_slice() {
            [only] if only.len() < text.len() => only.clone_into(&mut text),
            _ => return text,
        }
    }
}

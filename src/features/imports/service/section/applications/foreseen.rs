//! What would become of the changes of a plan: a history does not take everything that a file says.

use super::values::listed_of;
use crate::{
    error::Result,
    features::{
        applications::{ApplicationRow, BroughtApplication, ListedApplication, WrittenApplication},
        imports::{Action, Imports, entity::values::Values, service::compare::Verdict},
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Actor,
        id::{ApplicationId, TypedId},
    },
};

impl Imports {
    /// Changes the verdicts of changes that would not be written as the file states them. `mine` are all applications of the actor.
    pub(super) async fn foresee(
        &self,
        unit: &Unit,
        actor: &Actor,
        mine: &[ApplicationRow],
        verdicts: &mut [Verdict],
    ) -> Result<()> {
        let changes: Vec<(ApplicationId, ListedApplication)> =
            verdicts.iter().filter_map(change).collect();
        if changes.is_empty() {
            return Ok(());
        }
        let mine = mine.to_vec();
        let foreseen = self.applications.foresee(unit, actor, mine, &changes);
        let affected = verdicts
            .iter_mut()
            .filter(|verdict| change(verdict).is_some());
        for (verdict, foreseen) in affected.zip(foreseen.await?) {
            follow(verdict, foreseen);
        }
        Ok(())
    }
}

/// The change that a verdict stands for, if the user has the application.
fn change(verdict: &Verdict) -> Option<(ApplicationId, ListedApplication)> {
    let changes = matches!(verdict.action, Action::Change | Action::Conflict);
    let item = verdict.item.filter(|_| changes)?;
    verdict.existing.as_ref()?;
    Some((TypedId::from_uuid(item), listed_of(&verdict.proposed)))
}

fn follow(verdict: &mut Verdict, foreseen: WrittenApplication) {
    match foreseen {
        Ok(BroughtApplication { left_out: None, .. }) => {}
        Ok(BroughtApplication { left_out, .. }) => {
            let existing = verdict.existing.clone().unwrap_or_default();
            take_day(&mut verdict.proposed, &existing);
            take_day(&mut verdict.merged, &existing);
            let parts = [verdict.left_out.take(), left_out];
            let said: Vec<String> = parts.into_iter().flatten().collect();
            verdict.left_out = (!said.is_empty()).then(|| said.join(" "));
            if verdict.proposed == existing {
                verdict.action = Action::Keep;
                verdict.note = None;
            }
        }
        Err(refusal) => {
            verdict.action = Action::Conflict;
            verdict.note = Some(format!("USE_IMPORT is refused. {refusal}").into());
        }
    }
}

fn take_day(side: &mut Values, other: &Values) {
    let day = other.of("appliedOn");
    if day.is_empty() {
        side.0.remove("appliedOn");
    } else {
        side.set("appliedOn", day.to_vec());
    }
}

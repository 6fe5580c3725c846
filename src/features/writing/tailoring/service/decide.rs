//! Accepts and rejects proposals. What is accepted together is one revision, or nothing is.

use std::collections::HashSet;

use writing::tailor::{Operation, model::Resume};

use super::{
    Written,
    model::{self, Cited},
};
use crate::{
    error::{Refusal, Result},
    features::writing::{
        letters::version_of,
        resumes::Citation,
        tailoring::{Body, Decision, DecisionKind, Proposal, TailoringRow, Tailorings},
    },
    platform::unit_of_work::Unit,
    types::{
        id::{ProposalId, TailoringId},
        write::Write,
    },
};

const TAILORING: &str = "input.tailoringId";
const PROPOSALS: &str = "input.proposalIds";
const PROPOSALS_MAX: usize = 100;

/// A proposal that the input names, with its place there.
type Named<'a> = (String, &'a Proposal);

impl Tailorings {
    /// Accepts proposals: the résumé gets a revision with all of them. The version that the write expects is that of the tailoring.
    pub async fn accept(
        &self,
        write: &Write<'_>,
        id: TailoringId,
        proposals: &[ProposalId],
        note: Option<String>,
    ) -> Result<Written> {
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, (TAILORING, id)).await?;
            let body = self.body(unit, write, id).await?;
            let named = named(&row, &body, proposals)?;
            let other = Write::by(write.actor);
            let resume = self.resumes.of_to_change(unit, &other, row.resume_id);
            let resume = resume.await?;
            let newest = (resume.id, resume.revision);
            let content = self.resumes.content(unit, write.actor, newest).await?;
            let before = model::of(&content);
            let after = with_all(&before, &named)?;
            let new = model::written(&content, (&before, &after), &cited(&named));
            let is_new = i32::from(new != content);
            let number = resume.revision.saturating_add(is_new);
            let decided = self.decided(&named, DecisionKind::Accepted, Some(number));
            let row = self.decide(unit, &row, decided).await?;
            let accepted = self
                .resumes
                .add_accepted(unit, resume, (&content, new), note);
            let accepted = accepted.await?;
            Ok(Written {
                row,
                body: None,
                resume: Some(accepted),
            })
        };
        self.platform.write(write, act).await
    }

    /// Rejects proposals; those that are rejected already stay so.
    pub async fn reject(
        &self,
        write: &Write<'_>,
        id: TailoringId,
        proposals: &[ProposalId],
    ) -> Result<Written> {
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, (TAILORING, id)).await?;
            let body = self.body(unit, write, id).await?;
            let mut named = named(&row, &body, proposals)?;
            named.retain(|(_, proposal)| row.decision(proposal.id).is_none());
            if named.is_empty() {
                unit.unchanged(id.0).await;
                return Ok(row.into());
            }
            let decided = self.decided(&named, DecisionKind::Rejected, None);
            Ok(self.decide(unit, &row, decided).await?.into())
        };
        self.platform.write(write, act).await
    }

    fn decided(
        &self,
        named: &[Named<'_>],
        kind: DecisionKind,
        revision: Option<i32>,
    ) -> Vec<Decision> {
        let decided_at = self.platform.clock.now();
        let decision = |(_, proposal): &Named<'_>| Decision {
            proposal: proposal.id,
            kind,
            revision,
            decided_at,
        };
        named.iter().map(decision).collect()
    }
}

/// The proposals with these ids, none of which was accepted.
fn named<'a>(
    row: &TailoringRow,
    body: &'a Body,
    ids: &[ProposalId],
) -> std::result::Result<Vec<Named<'a>>, Refusal> {
    if ids.is_empty() || ids.len() > PROPOSALS_MAX {
        let message = format!("Name 1 to {PROPOSALS_MAX} proposals.");
        return Err(Refusal::invalid(PROPOSALS, message));
    }
    let mut seen = HashSet::new();
    let one = |(index, id): (usize, &ProposalId)| {
        let path = format!("{PROPOSALS}.{index}");
        let found = body.proposals.iter().find(|proposal| proposal.id == *id);
        let Some(proposal) = found else {
            let message = "This tailoring has no such proposal.";
            return Err(Refusal::invalid(&path, message));
        };
        if !seen.insert(*id) {
            let message = "This proposal is in the list already.";
            return Err(Refusal::invalid(&path, message));
        }
        let decision = row.decision(*id);
        if let Some(decision) = decision.filter(|it| it.kind == DecisionKind::Accepted) {
            let number = decision.revision.unwrap_or_default();
            let message = format!(
                "The proposal {id} was accepted already, in revision {number}; to undo it, edit the résumé or restore an earlier revision."
            );
            return Err(Refusal::invalid(&path, message));
        }
        Ok((path, proposal))
    };
    ids.iter().enumerate().map(one).collect()
}

/// The résumé with all these changes; refused if one of them does not fit what is there now.
fn with_all(resume: &Resume, named: &[Named<'_>]) -> std::result::Result<Resume, Refusal> {
    let mut changed = resume.clone();
    for (at, (path, proposal)) in named.iter().enumerate() {
        if let Operation::PickVariant { bullet, text } = &proposal.operation {
            offer(&mut changed, bullet, text);
        }
        let applied = proposal.operation.apply(&changed, &proposal.base_hash);
        changed = applied.map_err(|_| {
            let (id, place) = (proposal.id, &proposal.place);
            let mut before = named.iter().take(at).map(|(_, before)| before);
            let message = match before.find(|before| before.place == *place) {
                Some(before) => format!(
                    "The proposals {} and {id} both change {place}: accept one of them. No proposal was accepted.",
                    before.id
                ),
                None => format!(
                    "The proposal {id} is STALE: the résumé was changed at {place} since it was made. No proposal was accepted; leave this one out, or tailor the résumé again."
                ),
            };
            Refusal::invalid(path, message)
        })?;
    }
    Ok(changed)
}

/// Makes words that were proposed a variant of a statement again.
fn offer(resume: &mut Resume, bullet: &str, text: &str) {
    let items = resume
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.items);
    let mut bullets = items.flat_map(|item| &mut item.bullets);
    if let Some(bullet) = bullets.find(|one| one.id == bullet) {
        bullet.variants.push(text.to_owned());
    }
}

/// What the new words cite.
fn cited(named: &[Named<'_>]) -> Cited {
    let mut cited = Cited::default();
    for (_, proposal) in named {
        let versions = proposal.facts.iter().filter_map(|id| version_of(id));
        let facts: Vec<Citation> = versions
            .map(|(evidence, version)| Citation { evidence, version })
            .collect();
        match &proposal.operation {
            Operation::SetSummary { .. } => cited.summary = facts,
            Operation::PickVariant { bullet, .. } | Operation::RephraseBullet { bullet, .. } => {
                cited.statements.insert(bullet.clone(), facts);
            }
            _ => {}
        }
    }
    cited
}

//! Suggestions for the viewer's profile.

use ::matching::advice::{Finding, Fix};
use async_graphql::{Context, Enum, ID, SimpleObject};

use super::kinds::{SuggestionRule, SuggestionSeverity};
use crate::{
    error::Result,
    features::matching::{Matching, Suggestion, SuggestionState},
    graphql::context,
    types::area::Area,
};

/// The suggestions for the viewer's profile in some states; open ones if none are named.
pub async fn suggestions(
    ctx: &Context<'_>,
    states: Option<Vec<SuggestionState>>,
) -> Result<Vec<ProfileSuggestion>> {
    let states = states.unwrap_or_else(|| vec![SuggestionState::Open]);
    let reading = async {
        let actor = context::allowed(ctx, Area::Matching.read())?;
        context::handle::<Matching>(ctx)?.suggestions(actor).await
    };
    let all = context::within(ctx, Area::Matching, reading).await?;
    let wanted = all.into_iter().filter(|one| states.contains(&one.state));
    Ok(wanted.map(ProfileSuggestion::from).collect())
}

/// What the viewer's profile could say better. A rule found it by the profile as it is; once its cause is gone, it is DONE.
#[derive(SimpleObject)]
pub struct ProfileSuggestion {
    /// The id, for `dismissSuggestion`: the rule and what it is about, the same as long as both exist.
    id: ID,
    /// The rule that found it; null once it is done.
    rule: Option<SuggestionRule>,
    /// How much it matters; null once it is done.
    severity: Option<SuggestionSeverity>,
    /// Whether it stands.
    state: SuggestionState,
    /// The suggestion in words.
    message: String,
    /// The words of the profile or of a saved posting that it rests on.
    evidence: Vec<SuggestionEvidence>,
    /// A change that facts of the profile support; null if only the viewer can tell.
    fix: Option<SuggestionFix>,
    /// The mean rise of the match scores of the postings of open applications with the fix; null without a fix, or if it changes no score.
    expected_gain: Option<f64>,
}

impl From<Suggestion> for ProfileSuggestion {
    fn from(suggestion: Suggestion) -> Self {
        let finding = suggestion.finding.as_ref();
        Self {
            id: ID(suggestion.id()),
            rule: finding.map(|finding| finding.rule.into()),
            severity: finding.map(|finding| finding.severity.into()),
            state: suggestion.state,
            evidence: finding.map(evidence).unwrap_or_default(),
            fix: finding
                .and_then(|finding| finding.fix.clone())
                .map(SuggestionFix::from),
            expected_gain: suggestion.expected_gain,
            message: suggestion.message,
        }
    }
}

fn evidence(finding: &Finding) -> Vec<SuggestionEvidence> {
    let grounds = finding.evidence.iter();
    grounds
        .map(|ground| SuggestionEvidence {
            item_id: ground.id.clone().map(ID),
            quote: ground.quote.clone(),
        })
        .collect()
}

/// Words that a suggestion rests on.
#[derive(SimpleObject)]
pub struct SuggestionEvidence {
    /// The item or fact of the profile, if it is one.
    item_id: Option<ID>,
    /// The words, as they are written there.
    quote: String,
}

/// The kind of a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum SuggestionFixKind {
    /// List the skill: `addSkill`.
    ListSkill,
    /// Link the skill to the fact: `updateEvidence`.
    LinkSkill,
    /// Remove the item that is there twice.
    RemoveItem,
    /// Write the link with `https`: `updateProfile`.
    SecureLink,
}

/// A change of the profile that its facts support. Nothing is changed until the viewer does it.
#[derive(SimpleObject)]
pub struct SuggestionFix {
    /// The kind of change.
    kind: SuggestionFixKind,
    /// The name of the skill, for LIST_SKILL and LINK_SKILL.
    skill: Option<String>,
    /// The fact, for LINK_SKILL, or the item, for REMOVE_ITEM.
    item_id: Option<ID>,
    /// The link as it is, for SECURE_LINK.
    url: Option<String>,
}

impl From<Fix> for SuggestionFix {
    fn from(fix: Fix) -> Self {
        let (kind, skill, item_id, url) = match fix {
            Fix::ListSkill { name, .. } => (SuggestionFixKind::ListSkill, Some(name), None, None),
            Fix::LinkSkill { fact_id, name, .. } => (
                SuggestionFixKind::LinkSkill,
                Some(name),
                Some(ID(fact_id)),
                None,
            ),
            Fix::RemoveItem { item_id } => {
                (SuggestionFixKind::RemoveItem, None, Some(ID(item_id)), None)
            }
            Fix::SecureLink { url } => (SuggestionFixKind::SecureLink, None, None, Some(url)),
        };
        Self {
            kind,
            skill,
            item_id,
            url,
        }
    }
}

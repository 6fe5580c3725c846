//! Tailorings that are there without having been made.

use careergraph::{
    features::writing::{
        letters::{Asked, Grounds},
        models::{AiProvider, ModelAuthor},
        tailoring::{
            Body, Proposal, TailoringRow, Worded, Wording,
            entity::{content, tailoring::Decisions},
        },
    },
    types::id::{PostingId, ProposalId, ResumeId, TailoringId, TypedId},
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use writing::{
    fact::{Fact, FactKind},
    selection::Selection,
    sentence::{Paragraph, Sentence, SentenceKind},
    tailor::{Operation, Reason, model},
};

use crate::kit::{TestApp, TestUser};

/// A tailoring of a résumé without a summary, whose only proposal can be accepted, with this word everywhere.
pub async fn planted(
    app: &TestApp,
    user: &TestUser,
    resume: &Value,
    (posting, word): (Option<&str>, &str),
) -> Value {
    let (conn, now) = (app.platform.db.conn(), app.platform.clock.now());
    let id = TailoringId(app.platform.clock.new_id());
    let proposal = ProposalId(app.platform.clock.new_id());
    let resume = resume["id"].as_str().expect("an id");
    let row = TailoringRow {
        id,
        user_id: user.user_id,
        resume_id: ResumeId::parse_id(resume).expect("the id of a résumé"),
        posting_id: posting.map(|id| PostingId::parse_id(id).expect("the id of a posting")),
        posting_title: word.to_owned(),
        company_name: word.to_owned(),
        revision: 1,
        decisions: Decisions::default(),
        wording: Wording::Done,
        wording_reason: None,
        wording_attempt: 1,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let row = row.into_active_model().reset_all().insert(conn).await;
    row.expect("the tailoring is stored");
    let content = content::Model {
        tailoring_id: id,
        user_id: user.user_id,
        body: Body {
            form: 1,
            proposals: vec![summary(proposal, word)],
            grounds: grounds(word),
        },
        worded: Some(Worded {
            form: 1,
            proposals: vec![Proposal {
                model: Some(model(word)),
                ..summary(ProposalId(app.platform.clock.new_id()), word)
            }],
        }),
    };
    let content = content.into_active_model().reset_all().insert(conn).await;
    content.expect("what it proposes is stored");
    json!({ "id": id.to_string(), "version": 1, "proposals": [{ "id": proposal.to_string() }] })
}

fn summary(id: ProposalId, word: &str) -> Proposal {
    let operation = Operation::SetSummary {
        sentences: vec![Sentence {
            text: word.to_owned(),
            kind: SentenceKind::Claim,
            paragraph: Paragraph::Evidence,
            facts: vec!["f".to_owned()],
            posting: Vec::new(),
        }],
    };
    let hash = operation.base_hash(&model::Resume::default());
    Proposal {
        id,
        base_hash: hash.expect("a hash"),
        operation,
        reason: Reason::SummarisesEvidence,
        requirements: vec!["r1".to_owned()],
        facts: vec!["f".to_owned()],
        warnings: Vec::new(),
        place: "summary".to_owned(),
        before: Vec::new(),
        after: vec![word.to_owned()],
        model: None,
    }
}

fn model(word: &str) -> ModelAuthor {
    ModelAuthor {
        provider: AiProvider::Openai,
        endpoint: word.to_owned(),
        name: word.to_owned(),
        prompt_version: 1,
    }
}

fn grounds(word: &str) -> Grounds {
    let asked = Asked {
        id: "r1".to_owned(),
        text: word.to_owned(),
        skill: None,
        required: true,
        in_title: false,
        start: 0,
        end: 1,
    };
    Grounds {
        form: 1,
        facts: vec![Fact::new("f", FactKind::Skill, word)],
        asked: vec![asked],
        selection: Selection {
            missing: vec!["r1".to_owned()],
            ..Selection::default()
        },
        ..Grounds::default()
    }
}

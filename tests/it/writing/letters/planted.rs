//! Letters that are there without having been written.

use careergraph::{
    features::writing::{
        Language,
        letters::{
            Content, EventBody, EventRow, Grounds, Length, LetterRow, Origin, RevisionReason,
            RevisionRow, State, Tone, WrittenSentence,
            entity::{grounds, letter::RefusedSentences},
        },
    },
    types::id::{LetterId, PostingId, TypedId},
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use writing::{
    fact::{Fact, FactKind},
    sentence::{Paragraph, SentenceKind},
};

use crate::kit::{TestApp, TestUser};

/// A letter with a text, or one that is being written, with this word everywhere; returns it with its content.
pub async fn planted(
    app: &TestApp,
    user: &TestUser,
    posting: Option<&str>,
    (state, word): (State, &str),
) -> Value {
    let (conn, now) = (app.platform.db.conn(), app.platform.clock.now());
    let (id, user_id) = (LetterId(app.platform.clock.new_id()), user.user_id);
    let is_written = state == State::Completed;
    let row = LetterRow {
        id,
        user_id,
        posting_id: posting.map(|id| PostingId::parse_id(id).expect("the id of a posting")),
        posting_title: word.to_owned(),
        company_name: word.to_owned(),
        recipient: word.to_owned(),
        language: Language::En,
        tone: Tone::Plain,
        length: Length::Medium,
        seed: 1,
        state,
        reason: None,
        refused: RefusedSentences::default(),
        author: None,
        attempt: 1,
        last_seq: 2,
        revision: i32::from(is_written),
        version: 1,
        archived_at: None,
        created_at: now,
        updated_at: now,
    };
    let row = row.into_active_model().reset_all().insert(conn).await;
    row.expect("the letter is stored");
    let body = Grounds {
        form: 1,
        facts: vec![Fact::new("f", FactKind::Skill, word)],
        ..Grounds::default()
    };
    let rests_on = grounds::Model {
        letter_id: id,
        user_id,
        body,
    };
    let stored = grounds::put(conn, rests_on).await;
    stored.expect("what it rests on is stored");
    if is_written {
        let content = Content {
            form: 1,
            greeting: format!("Dear {word},"),
            sentences: vec![sentence(word)],
            sign_off: "Bye,".to_owned(),
        };
        let revision = RevisionRow {
            letter_id: id,
            number: 1,
            user_id,
            content,
            reason: RevisionReason::Written,
            created_at: now,
        };
        let revision = revision.into_active_model().reset_all().insert(conn).await;
        revision.expect("the revision is stored");
    }
    let bodies = [
        Some(EventBody::Started { attempt: 1 }),
        is_written.then_some(EventBody::Completed),
    ];
    for (seq, body) in (1..).zip(bodies.into_iter().flatten()) {
        let event = EventRow {
            letter_id: id,
            seq,
            user_id,
            body,
            created_at: now,
        };
        let event = event.into_active_model().reset_all().insert(conn).await;
        event.expect("the event is stored");
    }
    let sentences = json!([{ "index": 0, "text": word }]);
    json!({ "id": id.to_string(), "version": 1, "content": {
        "greeting": format!("Dear {word},"), "signOff": "Bye,", "paragraphs": [{ "sentences": sentences }] } })
}

fn sentence(word: &str) -> WrittenSentence {
    WrittenSentence {
        text: word.to_owned(),
        begins: true,
        paragraph: Paragraph::Opening,
        kind: SentenceKind::Claim,
        origin: Origin::Composer,
        slot: Some(0),
        variant: 0,
        facts: vec!["f".to_owned()],
        requirements: Vec::new(),
        advice: Vec::new(),
    }
}

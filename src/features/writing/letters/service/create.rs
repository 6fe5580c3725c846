//! Creates letters, whose text is written in the background.

use sea_orm::{ActiveModelTrait, IntoActiveModel, PaginatorTrait};

use super::{Written, store::change};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        jobs::PostingRow,
        writing::{
            Language,
            letters::{
                Length, LetterRow, Letters, State, Tone,
                entity::letter::{self, RefusedSentences},
                task::WriteLetter,
            },
        },
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Actor,
        area::Area,
        id::{LetterId, PostingId},
        text::Line,
        write::Write,
    },
};

const RECIPIENT_MAX: usize = 120;

/// An unchecked new letter.
#[derive(Clone, Debug)]
pub struct NewLetter {
    /// The posting that it is for.
    pub posting: PostingId,
    /// The language.
    pub language: Language,
    /// The tone.
    pub tone: Tone,
    /// The length.
    pub length: Length,
    /// Whom it greets.
    pub recipient: Option<String>,
}

impl Letters {
    /// Creates a letter, and the task that writes it.
    pub async fn create(&self, write: &Write<'_>, new: NewLetter) -> Result<Written> {
        let checked = self.check_new(write.actor, &new).await;
        // A retry returns its first result, even if the check would fail by now.
        let act = async |unit: &Unit| {
            let (posting, recipient) = checked?;
            self.insert(unit, write, &new, &posting, recipient).await
        };
        self.platform.write(write, act).await
    }

    pub(super) async fn check_new(
        &self,
        actor: &Actor,
        new: &NewLetter,
    ) -> Result<(PostingRow, String)> {
        let recipient = new.recipient.as_deref().unwrap_or_default();
        let recipient = Line::parse_optional("input.recipient", recipient, RECIPIENT_MAX)?;
        // An API token that may write letters must not read the profile through them.
        actor.check(Area::Profiles.read())?;
        let posting = self.jobs.find_posting(new.posting).await?;
        let posting = posting.ok_or_else(|| Error::not_found("posting").at("input.postingId"))?;
        Ok((
            posting,
            recipient.map(Line::into_string).unwrap_or_default(),
        ))
    }

    async fn insert(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        new: &NewLetter,
        posting: &PostingRow,
        recipient: String,
    ) -> Result<Written> {
        let actor = write.actor;
        self.refuse_more(unit, actor).await?;
        let row = self.new_row(actor, new, posting, recipient);
        let row = row.into_active_model().reset_all().insert(unit).await?;
        unit.publish(&WriteLetter {
            letter_id: row.id,
            user_id: row.user_id,
        })
        .await?;
        unit.changed(change(&row, Some(row.version))).await;
        Ok(row.into())
    }

    /// A letter that is to be written.
    pub(super) fn new_row(
        &self,
        actor: &Actor,
        new: &NewLetter,
        posting: &PostingRow,
        recipient: String,
    ) -> LetterRow {
        let now = self.platform.clock.now();
        let id = self.platform.clock.new_id();
        LetterRow {
            id: LetterId(id),
            user_id: actor.user_id,
            posting_id: Some(posting.id),
            posting_title: posting.title.clone(),
            company_name: posting.company_name.clone(),
            recipient,
            language: new.language,
            tone: new.tone,
            length: new.length,
            // The last bytes of an id are random; the numbers of JSON are exact up to 2^53.
            seed: i64::from(u32::try_from(id.as_u128() & 0xffff_ffff).unwrap_or_default()),
            state: State::Writing,
            reason: None,
            refused: RefusedSentences::default(),
            author: None,
            attempt: 0,
            last_seq: 0,
            revision: 0,
            version: 1,
            archived_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    async fn refuse_more(&self, unit: &Unit, actor: &Actor) -> Result<()> {
        // The lock makes concurrent creations count each other.
        self.users.lock_to_count(unit, actor.user_id).await?;
        let limit = self.platform.config.writing.letters_per_user;
        if letter::of(actor).count(unit).await? < limit {
            return Ok(());
        }
        let message = format!(
            "You have {limit} letters with archived ones, which is the maximum; remove one first."
        );
        Err(Refusal::invalid("input", message).into())
    }
}

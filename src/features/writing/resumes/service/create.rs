//! Creates résumés: a MASTER from the profile, a TAILORED one from another résumé.

use sea_orm::{ActiveModelTrait, IntoActiveModel, PaginatorTrait};

use super::{
    Written,
    check::{LINE_MAX, checked, keyed, too_large},
    from_profile,
    store::{Next, change, note},
};
use crate::{
    error::{Error, Refusal, Result},
    features::writing::{
        Language, Paper, Template,
        resumes::{Content, ResumeKind, ResumeRow, Resumes, RevisionReason, entity::resume},
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Actor,
        area::Area,
        id::{PostingId, ResumeId},
        object_kind::ObjectKind,
        text::Line,
        write::Write,
    },
};

const PARENT: &str = "input.parentId";
const POSTING: &str = "input.postingId";

/// An unchecked new résumé.
#[derive(Clone, Debug)]
pub struct NewResume {
    /// The kind.
    pub kind: ResumeKind,
    /// The name, 1 to 220 characters.
    pub name: String,
    /// The language; by default English, or that of the parent.
    pub language: Option<Language>,
    /// The look; by default PLAIN, or that of the parent.
    pub template: Option<Template>,
    /// The paper; by default A4, or that of the parent.
    pub paper: Option<Paper>,
    /// The résumé to copy; for TAILORED ones only.
    pub parent: Option<ResumeId>,
    /// The posting that it is for; for TAILORED ones only.
    pub posting: Option<PostingId>,
    /// A note about the first revision.
    pub note: Option<String>,
}

/// A checked new résumé.
struct Checked {
    new: NewResume,
    name: String,
    note: String,
    parent: Option<ResumeRow>,
    /// What it says.
    content: Content,
}

impl Resumes {
    /// Creates a résumé with its first revision.
    pub async fn create(&self, write: &Write<'_>, new: NewResume) -> Result<Written> {
        let checked = self.check_new(write.actor, new).await;
        // A retry returns its first result, even if the check would fail by now.
        let act = async |unit: &Unit| self.insert(unit, write, checked?).await;
        self.platform.write(write, act).await
    }

    async fn check_new(&self, actor: &Actor, new: NewResume) -> Result<Checked> {
        let name = Line::parse("input.name", &new.name, LINE_MAX)?.into_string();
        let note = note(new.note.clone())?;
        let (parent, content) = match new.kind {
            ResumeKind::Master => {
                refuse_origin(&new)?;
                let language = new.language.unwrap_or_default();
                (None, self.of_profile(actor, language).await?)
            }
            ResumeKind::Tailored => {
                let (parent, content) = self.of_parent(actor, &new).await?;
                (Some(parent), content)
            }
        };
        Ok(Checked {
            new,
            name,
            note,
            parent,
            content,
        })
    }

    /// The parent, and what a copy of it says. Its revisions never change, so that this needs no transaction.
    async fn of_parent(&self, actor: &Actor, new: &NewResume) -> Result<(ResumeRow, Content)> {
        let Some(parent) = new.parent else {
            let message = "Required for a TAILORED résumé: the résumé to copy.";
            return Err(Refusal::invalid(PARENT, message).into());
        };
        let Some(posting) = new.posting else {
            let message = "Required for a TAILORED résumé: the posting that it is for.";
            return Err(Refusal::invalid(POSTING, message).into());
        };
        let parent = self.get(actor, parent).await;
        let parent = parent.map_err(|error| error.at(PARENT))?;
        let posting = self.jobs.find_posting(posting).await?;
        posting.ok_or_else(|| Error::not_found("posting").at(POSTING))?;
        let newest = (parent.id, parent.revision);
        let mut found = self.batch_contents(actor, &[newest]).await?;
        let content = found.remove(&newest);
        let content = content.ok_or_else(|| Error::not_found("résumé").at(PARENT))?;
        let mut content = Content::clone(&content);
        content.language = new.language.unwrap_or(content.language);
        Ok((parent, content))
    }

    /// The profile as a résumé.
    async fn of_profile(&self, actor: &Actor, language: Language) -> Result<Content> {
        // An API token that may write résumés must not read the rest of the account through them.
        actor.check(Area::Profiles.read())?;
        actor.check(Area::Users.read())?;
        let user = self.users.get(actor).await?;
        let profile = self.profiles.get(actor).await?;
        let sections = self.profiles.sections(actor).await?;
        let content = from_profile::content(language, user, profile, sections);
        if let Some(message) = too_large(&content) {
            let message = format!("{message} Remove facts from the profile that you do not need.");
            return Err(Refusal::invalid("input", message).into());
        }
        Ok(keyed(checked(content)?, 0)?)
    }

    async fn insert(&self, unit: &Unit, write: &Write<'_>, checked: Checked) -> Result<Written> {
        let actor = write.actor;
        self.refuse_more(unit, actor).await?;
        let Checked {
            new,
            name,
            note,
            parent,
            content,
        } = checked;
        let reason = match new.kind {
            ResumeKind::Master => RevisionReason::Created,
            ResumeKind::Tailored => RevisionReason::Tailored,
        };
        let of_parent = parent.as_ref();
        if let Some(parent) = of_parent {
            unit.rests_on(ObjectKind::Resume, parent.id.0).await;
        }
        let now = self.platform.clock.now();
        let row = ResumeRow {
            id: ResumeId(self.platform.clock.new_id()),
            user_id: actor.user_id,
            kind: new.kind,
            parent_id: of_parent.map(|parent| parent.id),
            posting_id: new.posting,
            name,
            language: content.language,
            template: new
                .template
                .or(of_parent.map(|parent| parent.template))
                .unwrap_or_default(),
            paper: new
                .paper
                .or(of_parent.map(|parent| parent.paper))
                .unwrap_or_default(),
            revision: 1,
            version: 1,
            archived_at: None,
            created_at: now,
            updated_at: now,
        };
        let row = row.into_active_model().reset_all().insert(unit).await?;
        unit.changed(change(&row, Some(row.version))).await;
        let next = Next {
            content,
            reason,
            note,
        };
        let added = self.insert_revision(unit, &row, next).await?;
        Ok(Written {
            row,
            added: Some(added),
        })
    }

    async fn refuse_more(&self, unit: &Unit, actor: &Actor) -> Result<()> {
        // The lock makes concurrent creations count each other.
        self.users.lock_to_count(unit, actor.user_id).await?;
        let limit = self.platform.config.writing.resumes_per_user;
        if resume::of(actor).count(unit).await? < limit {
            return Ok(());
        }
        let message = format!(
            "You have {limit} résumés with archived ones, which is the maximum; remove one first."
        );
        Err(Refusal::invalid("input", message).into())
    }
}

/// Refuses what only a copy has.
fn refuse_origin(new: &NewResume) -> std::result::Result<(), Refusal> {
    let given = [
        (PARENT, new.parent.is_some()),
        (POSTING, new.posting.is_some()),
    ];
    match given.into_iter().find(|(_, is_given)| *is_given) {
        None => Ok(()),
        Some((path, _)) => {
            let message = "Only for a TAILORED résumé; a MASTER is made of the profile.";
            Err(Refusal::invalid(path, message))
        }
    }
}

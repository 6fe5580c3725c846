//! A revision as a file, in one of the formats.

use std::sync::Arc;

use super::{json_resume, render};
use crate::{
    error::{Error, Result},
    features::writing::{
        Format, RenderedFile,
        file::{Look, asked, bytes_of},
        resumes::{Content, ResumeRow, Resumes, RevisionRow, entity::revision},
    },
    platform::process_tasks::off_reactor,
    types::{actor::Actor, id::ResumeId},
};

impl Resumes {
    /// The file that an address names: its last part such as `3.pdf`, and its parameters `template` and `paper`. NOT_FOUND if there is none.
    pub async fn file(
        &self,
        actor: &Actor,
        id: ResumeId,
        file: &str,
        parameters: &[(String, String)],
    ) -> Result<RenderedFile> {
        let (number, format) = asked(file)?;
        let look = Look::read(parameters)?;
        let row = self.get(actor, id).await?;
        let found = revision::some(actor, &[(id, number)]).one(self.platform.db.conn());
        let found = found.await?.ok_or_else(|| Error::not_found("revision"))?;
        off_reactor(move || rendered(&row, &found, format, look)).await?
    }
}

/// The content of a revision as a JSON Resume.
pub async fn json_resume(
    content: Arc<Content>,
    revision: (ResumeId, i32),
) -> Result<serde_json::Value> {
    off_reactor(move || json_resume::written(&content, revision)).await
}

/// The name of the file has that of the person and that of the résumé.
fn rendered(
    row: &ResumeRow,
    found: &RevisionRow,
    format: Format,
    look: Look,
) -> Result<RenderedFile> {
    let content = &found.content;
    let bytes = if format == Format::Json {
        let document = json_resume::written(content, (row.id, found.number));
        serde_json::to_vec_pretty(&document).map_err(Error::internal)?
    } else {
        let look = (
            look.template.unwrap_or(row.template),
            look.paper.unwrap_or(row.paper),
        );
        let created = found.created_at.date_naive();
        bytes_of(&render::document(content), format, look, created)?
    };
    let parts = [content.name.as_str(), row.name.as_str()];
    Ok(RenderedFile::of(bytes, format, &parts, "resume"))
}

//! Reads a file on a blocking thread, a few at a time. What kind of file it is, is found in its bytes and not in its name.

use std::time::Duration;

use hyper::body::Bytes;
use importing::{
    Imported, Refused,
    archive::{self, Limits},
    json_resume,
    report::FindingKind,
};
use tokio::time::Instant;

use crate::{
    error::{Refusal, Result},
    features::imports::Imports,
    platform::process_tasks::off_reactor,
    types::{actor::Actor, import_source::ImportSource},
};

pub mod applications;
pub mod child;
mod claims;
mod parent;
pub mod readers;

const IS_LIST: &str = "This looks like a list of applications, and not like a résumé. Send it to importApplications; for the command, let its name end in .csv, and import it again.";

/// The path of the file in the input of the mutation.
pub(super) const PATH: &str = "input.file";

impl Imports {
    /// Reads a file of the actor. A stated source must be the kind that the bytes show.
    pub(super) async fn read(
        &self,
        actor: &Actor,
        stated: Option<ImportSource>,
        content: Bytes,
    ) -> Result<(ImportSource, Imported)> {
        let looked_at = content.clone();
        let found = off_reactor(move || kind_of(&looked_at)).await?;
        if let Some(stated) = stated.filter(|stated| *stated != found) {
            return Err(Refusal::invalid("input.source", mismatch(stated, found)).into());
        }
        let reader = self.readers.reader(actor.user_id).await?;
        let read = match found {
            ImportSource::ExportZip => self.archive(content).await?,
            ImportSource::JsonResume => off_reactor(move || json_resume::read(&content)).await?,
            _ => self.resume(content).await?,
        };
        drop(reader);
        let imported = read.map_err(|refused: Refused| Refusal::invalid(PATH, refused.message))?;
        Ok((found, imported))
    }

    /// Reads LinkedIn's archive, within its time: a thread cannot be ended from outside, so that it asks itself.
    async fn archive(&self, content: Bytes) -> Result<std::result::Result<Imported, Refused>> {
        let limit = Duration::from_secs(self.platform.config.imports.archive_secs);
        let until = Instant::now() + limit;
        let is_over = move || Instant::now() >= until;
        off_reactor(move || archive::read_until(&content, &Limits::default(), &is_over)).await
    }

    /// Reads a résumé, and says so if the file looks like a list of applications.
    async fn resume(&self, content: Bytes) -> Result<std::result::Result<Imported, Refused>> {
        let read = parent::read(&self.platform.config.imports, content.clone()).await?;
        if !off_reactor(move || importing::applications::is_list(&content)).await? {
            return Ok(read);
        }
        Ok(match read {
            Ok(mut imported) => {
                let mut notes = imported.report.at("", None);
                notes.add(FindingKind::Guess, IS_LIST);
                Ok(imported)
            }
            Err(_) => Err(Refused::new(IS_LIST)),
        })
    }
}

/// What the bytes are. A ZIP file with the parts of a Word document is a résumé.
fn kind_of(content: &[u8]) -> ImportSource {
    if content.starts_with(b"PK") {
        let has = |needle: &[u8]| memchr::memmem::find(content, needle).is_some();
        return if has(b"word/document.xml") || has(b"[Content_Types].xml") {
            ImportSource::File
        } else {
            ImportSource::ExportZip
        };
    }
    if json_resume::is_json(content) {
        ImportSource::JsonResume
    } else {
        ImportSource::File
    }
}

fn mismatch(stated: ImportSource, found: ImportSource) -> String {
    let (stated, found) = (words(stated), words(found));
    format!(
        "This file is not {stated} but looks like {found}. Choose the other file, or leave the source out."
    )
}

const fn words(source: ImportSource) -> &'static str {
    match source {
        ImportSource::ExportZip => "the archive of LinkedIn (a ZIP file)",
        ImportSource::JsonResume => "a JSON Resume",
        ImportSource::File => "a résumé (PDF, DOCX, Markdown or text)",
        ImportSource::Oidc => "a sign-in",
        ImportSource::DmaSnapshot => "a snapshot",
    }
}

#[cfg(test)]
mod tests {
    use super::kind_of;
    use crate::types::import_source::ImportSource::{ExportZip, File, JsonResume};

    #[test]
    fn the_kind_of_a_file_is_what_its_bytes_say() {
        for (content, kind) in [
            (&b"PK\x03\x04..Positions.csv"[..], ExportZip),
            (b"PK\x03\x04..[Content_Types].xml..word/document.xml", File),
            (b"\xEF\xBB\xBF \n{\"basics\": {}}", JsonResume),
            (b"{\"work\": []}", JsonResume),
            (b"\xFF\xFE{\0\"\0", JsonResume),
            (b"\xFE\xFF\0[\0]", JsonResume),
            (b"{\0}\0", JsonResume),
            (b"[]", JsonResume),
            (b"[{\"basics\": ", JsonResume),
            (b"[1, \"two\"]", JsonResume),
            (b"[Portfolio](https://oduya.example)\n\n## Skills", File),
            (b"\"Nothing\" is a word", File),
            (b"{\\rtf1 text}", File),
            (b"%PDF-1.7", File),
            (b"# Resume\n\ntext", File),
            (b"", File),
        ] {
            assert_eq!(kind_of(content), kind, "{content:?}");
        }
    }
}

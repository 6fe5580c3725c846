//! The files of the demo user: a résumé among the documents, and two archives as LinkedIn makes them. The first one is brought into the
//! profile; the plan of the second, newer one waits for the user's choices.

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    app::App,
    error::{Error, Result},
    features::{
        documents::{DocumentKind, NewDocument},
        imports::{Apply, JobRow, NewImport},
    },
    types::{actor::Actor, import_source::ImportSource, write::Write},
};

const RESUME: &str = include_str!("../../demo/resume.md");

/// Names and texts of the files of an archive in a folder of demo/linkedin.
macro_rules! archive {
    ($folder:literal: $($name:literal),*) => {
        &[$(($name, include_str!(concat!("../../demo/linkedin/", $folder, "/", $name)))),*]
    };
}

const FIRST: &[(&str, &str)] =
    archive!("first": "Certifications.csv", "Skills.csv", "Volunteering.csv");
const SECOND: &[(&str, &str)] = archive!("second": "Connections.csv", "Positions.csv", "Profile.csv", "Skills.csv", "Volunteering.csv");

pub(super) async fn fill(app: &App, actor: &Actor) -> Result<()> {
    let resume = NewDocument {
        bytes: RESUME.into(),
        file_name: Some("Résumé Robin Example.md".to_owned()),
        title: None,
        kind: DocumentKind::Resume,
    };
    app.documents.store(&Write::by(actor), resume).await?;
    let first = plan(app, actor, FIRST).await?;
    let all = Apply {
        id: first.id,
        sections: Vec::new(),
        entries: Vec::new(),
    };
    let write = Write::by(actor).expecting(first.version);
    app.imports.apply(&write, all).await?;
    app.imports.apply_rest(actor.user_id, first.id).await?;
    confirm_one(app, actor).await?;
    plan(app, actor, SECOND).await?;
    Ok(())
}

async fn plan(app: &App, actor: &Actor, files: &[(&str, &str)]) -> Result<JobRow> {
    let new = NewImport {
        source: Some(ImportSource::ExportZip),
        file_name: "Basic_LinkedInDataExport.zip".to_owned(),
        content: zip(files).map_err(Error::internal)?.into(),
    };
    app.imports.plan(&Write::by(actor), new).await
}

fn zip(files: &[(&str, &str)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default())?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Confirms the first fact that the import brought; the others wait for it.
async fn confirm_one(app: &App, actor: &Actor) -> Result<()> {
    let facts = app.profiles.evidence(actor).await?;
    let imported = facts.iter().find(|fact| fact.confirmed_at.is_none());
    if let Some(fact) = imported {
        let version = app.profiles.get(actor).await?.version;
        let write = Write::by(actor).expecting(version);
        app.profiles.confirm_evidence(&write, vec![fact.id]).await?;
    }
    Ok(())
}

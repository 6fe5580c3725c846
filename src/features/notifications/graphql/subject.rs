//! What a notification is about.

use async_graphql::{Context, Union};

use crate::{
    error::Result,
    features::{
        applications::graphql::{Application, ApplicationKey},
        notifications::{Content, NotificationRow},
        personal_data::graphql::{Export, ExportKey},
    },
    graphql::context,
    types::area::Area,
};

/// What a notification is about.
#[derive(Union)]
pub enum NotificationSubject {
    /// An application.
    Application(Application),
    /// A data export. Not for API tokens.
    Export(Export),
}

/// The object of a notification, if the viewer may read it.
pub(super) async fn of(
    ctx: &Context<'_>,
    row: &NotificationRow,
) -> Result<Option<NotificationSubject>> {
    if let Some(application) = row.application_id {
        if context::allowed(ctx, Area::Applications.read()).is_err() {
            return Ok(None);
        }
        let found = context::load(ctx, Area::Applications, ApplicationKey(application)).await?;
        return Ok(found.map(|row| NotificationSubject::Application(row.into())));
    }
    let Content::Export { export_id } = row.content else {
        return Ok(None);
    };
    if context::person(ctx).is_err() {
        return Ok(None);
    }
    let found = context::load(ctx, Area::Users, ExportKey(export_id)).await?;
    Ok(found.map(|row| NotificationSubject::Export(row.into())))
}

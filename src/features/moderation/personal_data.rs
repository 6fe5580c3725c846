//! What somebody has in moderation, and how it goes.

use sea_orm::ConnectionTrait;

use super::{Moderation, ReportRow, entity::report};
use crate::{
    error::Result,
    types::{actor::Actor, id::UserId},
};

impl Moderation {
    /// All reports of the one who asks, in order.
    pub async fn export(&self, actor: &Actor) -> Result<Vec<ReportRow>> {
        Ok(report::of(actor).all(self.platform.db.conn()).await?)
    }

    /// Erases somebody's words inside the caller's transaction. An open report goes, for nobody is left who says so; of one that was
    /// decided, the kind and the verdict stay without a name or a word: they tell what moderators did.
    pub async fn erase(&self, conn: &impl ConnectionTrait, user: UserId) -> Result<()> {
        Ok(report::erase(conn, user).await?)
    }
}

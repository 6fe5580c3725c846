//! What a user changes of the own account.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

use super::{UserRow, Users, account_gone, change, entity::user};
use crate::{
    error::Result,
    platform::unit_of_work::Unit,
    types::{
        actor::Actor, import_source::ImportSource, locale::Locale, text::Line, time_zone::TimeZone,
        write::Write,
    },
};

/// Maximum number of characters of a name.
pub const ACCOUNT_NAME_MAX: usize = 120;

/// Changes of an account; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct AccountChange {
    /// The display name: 1 to 120 characters.
    pub name: Option<String>,
    /// The time zone.
    pub time_zone: Option<TimeZone>,
    /// The language in which the product speaks to the user.
    pub locale: Option<Locale>,
}

impl UserRow {
    /// The language in which the product speaks to the user; English if none is set.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.known_locale().unwrap_or_default()
    }

    fn known_locale(&self) -> Option<Locale> {
        self.locale.as_deref().and_then(Locale::find)
    }

    /// The account after a change. What differs from before comes from this import, or from the user.
    fn changed(&self, change: AccountChange, source: Option<ImportSource>) -> Self {
        let mut next = self.clone();
        if let Some(name) = change.name.filter(|new| *new != self.name) {
            next.name = name;
            next.sources.name = source;
        }
        if let Some(time_zone) = change
            .time_zone
            .filter(|new| self.known_time_zone() != Some(*new))
        {
            next.time_zone = Some(time_zone.to_string());
        }
        if let Some(locale) = change
            .locale
            .filter(|new| self.known_locale() != Some(*new))
        {
            next.locale = Some(locale.to_string());
            next.sources.locale = source;
        }
        next
    }
}

impl AccountChange {
    fn checked(self) -> Result<Self> {
        let name = self
            .name
            .map(|name| Line::parse("input.name", &name, ACCOUNT_NAME_MAX).map(Line::into_string));
        Ok(Self {
            name: name.transpose()?,
            ..self
        })
    }
}

impl Users {
    /// Changes the account of the actor.
    pub async fn update(&self, write: &Write<'_>, account: AccountChange) -> Result<UserRow> {
        let user = self.get(write.actor).await?;
        let next = user.changed(account.checked()?, None);
        if next == user {
            return Ok(user);
        }
        let act = async |unit: &Unit| Ok(self.store(unit, &user, &next).await?.updated_at);
        // A retry has the time of the first request; the row holds more than a stored result may.
        let updated_at = self.platform.write(write, act).await?;
        Ok(UserRow { updated_at, ..next })
    }
    /// The account of the actor in the transaction of an import, locked until it ends.
    pub async fn to_change(&self, unit: &Unit, actor: &Actor) -> Result<UserRow> {
        let found = user::by_id_to_count(actor.user_id).one(unit).await?;
        found.ok_or_else(account_gone)
    }

    /// The account of the actor, as a transaction sees it.
    pub async fn within(&self, conn: &impl ConnectionTrait, actor: &Actor) -> Result<UserRow> {
        user::of(actor).one(conn).await?.ok_or_else(account_gone)
    }

    /// Changes an account that is locked, as an import does.
    pub async fn import(
        &self,
        unit: &Unit,
        user: UserRow,
        account: AccountChange,
        source: ImportSource,
    ) -> Result<UserRow> {
        let next = user.changed(account.checked()?, Some(source));
        if next == user {
            return Ok(user);
        }
        self.store(unit, &user, &next).await
    }

    async fn store(&self, unit: &Unit, user: &UserRow, next: &UserRow) -> Result<UserRow> {
        let mut row = user.clone().into_active_model();
        row.name = Set(next.name.clone());
        row.time_zone = Set(next.time_zone.clone());
        row.locale = Set(next.locale.clone());
        row.sources = Set(next.sources.clone());
        row.updated_at = Set(self.platform.clock.now());
        let row = row.update(unit).await?;
        unit.changed(change(&row)).await;
        Ok(row)
    }
}

//! People whom a user has removed: an import does not add them again. All that is kept of them is a keyed hash; the key differs for each
//! user, and is sealed.

use aws_lc_rs::hmac;
use sea_orm::ConnectionTrait;

use super::matching::Identity;
use crate::{
    error::Result,
    features::connections::{
        Connections, PersonRow,
        entity::{removal_key, removed_person},
        sealed_column::context_of,
    },
    types::id::UserId,
};

/// The key of a user's hashes.
pub(super) struct RemovalKey(hmac::Key);

impl RemovalKey {
    fn new(bytes: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// The hash of a text.
    pub(super) fn hash(&self, text: &str) -> Vec<u8> {
        hmac::sign(&self.0, text.as_bytes()).as_ref().to_vec()
    }
}

impl Connections {
    /// The key of a user, if anyone was removed.
    pub(super) async fn removal_key(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
    ) -> Result<Option<RemovalKey>> {
        let Some(row) = removal_key::of(user).one(conn).await? else {
            return Ok(None);
        };
        let bytes = self
            .platform
            .seal
            .unseal(&context_of(user.0), &row.sealed)?;
        Ok(Some(RemovalKey::new(&bytes)))
    }

    /// Remembers that these people were removed. The caller has locked the user.
    pub(super) async fn remember_removed(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
        people: &[PersonRow],
    ) -> Result<()> {
        let key = if let Some(key) = self.removal_key(conn, user).await? {
            key
        } else {
            let bytes = self.platform.clock.random_32()?;
            let sealed = self.platform.seal.seal(&context_of(user.0), &bytes)?;
            removal_key::insert(conn, user, sealed).await?;
            RemovalKey::new(&bytes)
        };
        let texts = people
            .iter()
            .flat_map(identities)
            .flat_map(|it| remembered(&it));
        let mut hashes: Vec<Vec<u8>> = texts.map(|text| key.hash(&text)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Ok(removed_person::add(conn, user, hashes).await?)
    }

    /// Forgets that people were removed, because the user wants them again.
    pub(super) async fn forget_removed(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
        people: &[PersonRow],
    ) -> Result<()> {
        if people.is_empty() {
            return Ok(());
        }
        let Some(key) = self.removal_key(conn, user).await? else {
            return Ok(());
        };
        let texts = people
            .iter()
            .flat_map(identities)
            .flat_map(|it| [remembered(&it), recognised_by(&it)].concat());
        let hashes = texts.map(|text| key.hash(&text)).collect();
        Ok(removed_person::forget(conn, user, hashes).await?)
    }
}

/// The identities of a person: as shown, and as the last import stated it.
fn identities(person: &PersonRow) -> Vec<Identity> {
    let facts = person.imported.iter().cloned();
    let facts = facts.chain([person.facts()]);
    facts.map(|facts| Identity::of(&facts)).collect()
}

/// A name with the date, or else with company and position.
fn named(identity: &Identity) -> String {
    let Identity {
        name,
        date,
        company,
        position,
        ..
    } = identity;
    if date.is_empty() {
        format!("{name}\n\n{company}\n{position}")
    } else {
        format!("{name}\n{date}")
    }
}

/// The texts of a removed person that are hashed.
fn remembered(identity: &Identity) -> Vec<String> {
    let named = named(identity);
    if identity.url.is_empty() {
        vec![format!("name\n{named}")]
    } else {
        vec![
            format!("url\n{}", identity.url),
            format!("name with url\n{named}"),
        ]
    }
}

/// The texts that are looked for among the removed people: two addresses are two people, whatever their names.
pub(super) fn recognised_by(identity: &Identity) -> Vec<String> {
    let named = named(identity);
    let mut texts = vec![format!("name\n{named}")];
    texts.push(if identity.url.is_empty() {
        format!("name with url\n{named}")
    } else {
        format!("url\n{}", identity.url)
    });
    texts
}

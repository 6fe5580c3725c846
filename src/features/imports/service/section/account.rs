//! The account of the user, as the claims of a sign-in state it: the name and the language can be imported. The address and the picture are
//! shown: an address is changed by nobody but its owner, and an account has no picture.

use importing::record::Source;

use super::{
    cell::Cell,
    part::{Incoming, Wanted, id_of},
};
use crate::{
    error::Result,
    features::{
        auth::identities::IdentityClaims,
        imports::{
            Action, Imports, JobRow, Section,
            entity::{entry, imported_value::Origin, values::Values},
            service::{
                compare::{self, Existing, Keys, Rules, Verdict, any},
                known::known,
                settled::{Settled, accepted},
            },
        },
        users::{AccountChange, UserRow},
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, locale::Locale},
};

const NAME: &str = "name";
const EMAIL: &str = "email";
const LOCALE: &str = "locale";
const PICTURE: &str = "pictureUrl";

const OTHER_ADDRESS: &str =
    "You sign in to this account with another address, which no import changes.";
const NO_PICTURE: &str =
    "An account has no picture. Its address is shown with the identity (viewer.identities).";
const NO_TEXTS: &str = "There are no texts in this language. Choose one with updateAccount.";

const RULES: Rules<fn(&Values) -> Keys> = Rules {
    keys,
    name: None,
    fits: any,
    fits_removed: any,
    may_be_removed: None,
};

impl Imports {
    /// What claims say of the account, and what is to be done with it.
    pub(in crate::features::imports::service) async fn of_account(
        &self,
        unit: &Unit,
        actor: &Actor,
        claims: IdentityClaims,
    ) -> Result<Vec<(Incoming, Option<Verdict>)>> {
        let stated = stated(claims);
        let accepted = stated.iter().filter(|item| item.refused.is_none());
        let accepted: Vec<Values> = accepted.map(|item| item.values.clone()).collect();
        let user = self.users.within(unit, actor).await?;
        let known = known(unit, actor, Section::Account, Origin::SignIn).await?;
        let verdicts = compare::compare(&RULES, &accepted, &existing(&user), &known);
        let mut verdicts = verdicts.into_iter();
        let with_verdict = |item: Incoming| {
            let verdict = match item.refused {
                Some(_) => None,
                None => verdicts.next(),
            };
            (item, verdict.map(address_stays))
        };
        Ok(stated.into_iter().map(with_verdict).collect())
    }

    /// Writes what was chosen. It is compared with the account once more, because that may have been changed since the plan.
    pub(in crate::features::imports::service) async fn write_account(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: &mut JobRow,
    ) -> Result<()> {
        let section = Section::Account;
        let entries = entry::of_section(actor, job.id, section).all(unit).await?;
        let mut user = self.users.to_change(unit, actor).await?;
        let said: Vec<Values> = accepted(&entries)
            .map(|entry| entry.imported.clone())
            .collect();
        let known = known(unit, actor, section, Origin::from(job.source)).await?;
        let verdicts = compare::compare(&RULES, &said, &existing(&user), &known);
        let settled = Settled::of(entries, verdicts);
        let mut written = Vec::new();
        for Wanted { values, .. } in settled.wanted() {
            let imported = self
                .users
                .import(unit, user.clone(), change(&values), job.source);
            written.push(match imported.await {
                Ok(next) => {
                    user = next;
                    Ok(id_of(field(&values)).into())
                }
                Err(error) => Err(error.into_refusal()?),
            });
        }
        self.record(unit, actor, job, section, settled.results(written))
            .await
    }
}

fn field(values: &Values) -> &str {
    values.0.keys().next().map_or("", String::as_str)
}

fn keys(values: &Values) -> Keys {
    vec![field(values).to_owned()]
}

fn one(field: &str, text: &str) -> Values {
    let mut values = Values::default();
    values.set(field, text.to_owned().texts());
    values
}

/// What the claims say, one item for each.
fn stated(claims: IdentityClaims) -> Vec<Incoming> {
    let item = |field: &str, text: &str, refused: Option<&str>| Incoming {
        values: one(field, text),
        source: Source {
            file: "claims".to_owned(),
            ..Source::default()
        },
        refused: refused.map(str::to_owned),
        ..Incoming::default()
    };
    let name = claims.whole_name().map(|name| item(NAME, &name, None));
    let email = claims.email.map(|email| item(EMAIL, &email, None));
    let locale = claims.locale.map(|tag| match Locale::find(&tag) {
        Some(locale) => item(LOCALE, &locale.to_string(), None),
        None => item(LOCALE, &tag, Some(NO_TEXTS)),
    });
    let picture = claims
        .picture
        .map(|url| item(PICTURE, &url, Some(NO_PICTURE)));
    [name, email, locale, picture]
        .into_iter()
        .flatten()
        .collect()
}

/// What the account has.
fn existing(user: &UserRow) -> Vec<Existing> {
    let locale = user.locale.as_deref().unwrap_or_default();
    let all = [
        (NAME, user.name.as_str()),
        (EMAIL, &user.email),
        (LOCALE, locale),
    ];
    let said = all.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(field, text)| Existing {
        id: id_of(field),
        values: one(field, text),
        ..Existing::default()
    })
    .collect()
}

/// The verdict of another address, which is not written.
fn address_stays(verdict: Verdict) -> Verdict {
    if field(&verdict.proposed) != EMAIL || verdict.action == Action::Keep {
        return verdict;
    }
    Verdict {
        action: Action::Refuse,
        note: Some(OTHER_ADDRESS.into()),
        ..verdict
    }
}

fn change(values: &Values) -> AccountChange {
    let of = |field: &str| values.of(field).first();
    AccountChange {
        name: of(NAME).cloned(),
        locale: of(LOCALE).and_then(|tag| Locale::find(tag)),
        ..AccountChange::default()
    }
}

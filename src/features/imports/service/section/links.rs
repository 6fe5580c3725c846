//! Web pages. A page is recognised by its address.

use importing::record::{Link as FileLink, Profile as FileProfile};
use url::Url;

use super::part::{Facts, Incoming, Part, Wanted, Written, id_of, of_profile, or_refused, reason};
use crate::{
    error::Result,
    features::{
        imports::{
            Section,
            entity::values::Values,
            service::compare::{Existing, Keys},
        },
        profiles::{Link, NewLink, ProfileChange, ProfileEdit, Profiles},
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, import_source::ImportSource},
};

/// Web pages.
pub(in crate::features::imports::service) struct Links;

impl Part for Links {
    const SECTION: Section = Section::Links;
    const MAX: usize = Profiles::links_max();

    fn keys(values: &Values) -> Keys {
        vec![values.text("url").to_owned()]
    }

    fn incoming(
        profiles: &Profiles,
        actor: &Actor,
        file: &mut FileProfile,
    ) -> Result<Vec<Incoming>> {
        let read = |link: FileLink| -> Result<Incoming> {
            let mut incoming = Incoming {
                source: of_profile(link.source),
                ..Incoming::default()
            };
            let label = if link.label.is_empty() {
                host(&link.url)
            } else {
                link.label
            };
            let link = Link {
                label,
                url: link.url,
                source: None,
            };
            match profiles.checked_change(actor, change(vec![link.clone()])) {
                Ok(stored) => {
                    let link = stored.links.first().unwrap_or(&link);
                    incoming.values = values(link);
                }
                Err(error) => {
                    incoming.refused = Some(reason(&error.into_refusal()?));
                    incoming.values = values(&link);
                }
            }
            Ok(incoming)
        };
        std::mem::take(&mut file.links)
            .into_iter()
            .map(read)
            .collect()
    }

    async fn existing(
        profiles: &Profiles,
        unit: &Unit,
        actor: &Actor,
        _facts: &Facts,
    ) -> Result<Vec<Existing>> {
        let profile = profiles.profile_within(unit, actor).await?;
        let existing = |link: &Link| Existing {
            id: id_of(&link.url),
            values: values(link),
            ..Existing::default()
        };
        Ok(profile.links.iter().map(existing).collect())
    }

    async fn write(
        edit: &mut ProfileEdit<'_>,
        _unit: &Unit,
        source: ImportSource,
        wanted: Vec<Wanted>,
    ) -> Result<Vec<Written>> {
        let write = |Wanted { values, .. }: Wanted| {
            let link = Link {
                label: values.text("label").to_owned(),
                url: values.text("url").to_owned(),
                source: None,
            };
            let mut links = edit.profile().links.0.clone();
            let id = id_of(&link.url);
            match links.iter_mut().find(|known| known.url == link.url) {
                Some(known) => *known = link,
                None => links.push(link),
            }
            or_refused(edit.change(change(links), Some(source)).map(|()| id))
        };
        wanted.into_iter().map(write).collect()
    }
}

fn values(link: &Link) -> Values {
    let mut values = Values::default();
    values.set("label", vec![link.label.clone()]);
    values.set("url", vec![link.url.clone()]);
    values
}

/// The label of a link that has none: its host.
fn host(url: &str) -> String {
    let host = Url::parse(url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    let host = host.unwrap_or_else(|| url.to_owned());
    let name = host.strip_prefix("www.").unwrap_or(&host);
    name.chars().take(60).collect()
}

fn change(links: Vec<Link>) -> ProfileChange {
    let link = |link: Link| NewLink {
        label: link.label,
        url: link.url,
    };
    ProfileChange {
        links: Some(links.into_iter().map(link).collect()),
        ..ProfileChange::default()
    }
}

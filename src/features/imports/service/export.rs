//! The profile as a JSON Resume document, with the keys that an import of one kept.

use std::collections::HashMap;

use importing::{
    json_resume,
    record::{Link, Profile as FileProfile},
};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{
    apply::DOCUMENT,
    section::{Facts, Fields, texts_of},
};
use crate::{
    error::Result,
    features::{
        imports::{
            Imports, Section,
            entity::{
                imported_value::{self, Origin},
                values::Kept,
            },
        },
        profiles::{
            NewAward, NewCertification, NewEducation, NewEmployment, NewLanguage, NewProject,
            NewPublication, NewSkill, NewVolunteering,
        },
    },
    types::actor::Actor,
};

/// What imports kept, by section and item.
type KeptOf = HashMap<(Section, Uuid), Kept>;

impl Imports {
    /// The profile as a JSON Resume that the official schema accepts. Importing it gives the same profile.
    pub async fn json_resume(&self, actor: &Actor) -> Result<Json> {
        let conn = self.platform.db.conn();
        let kept = imported_value::of_origin(actor, Origin::JsonResume);
        let kept = kept.all(conn).await?;
        let mut kept: KeptOf = kept
            .into_iter()
            .map(|row| ((row.section, row.item_id), row.kept))
            .collect();
        let header = self.profiles.profile_within(conn, actor).await?;
        let facts = self.facts(conn, actor).await?;
        let link = |link: crate::features::profiles::Link| Link {
            label: link.label,
            url: link.url,
            ..Link::default()
        };
        let (facts, kept) = (&facts, &mut kept);
        let mut file = FileProfile {
            headline: header.headline,
            summary: header.summary,
            location: header.location,
            links: header.links.into_iter().map(link).collect(),
            extra: document(kept),
            ..FileProfile::default()
        };
        self.fill::<NewEmployment>(actor, facts, kept, &mut file)
            .await?;
        self.fill::<NewEducation>(actor, facts, kept, &mut file)
            .await?;
        self.fill::<NewSkill>(actor, facts, kept, &mut file).await?;
        self.fill::<NewLanguage>(actor, facts, kept, &mut file)
            .await?;
        self.fill::<NewProject>(actor, facts, kept, &mut file)
            .await?;
        self.fill::<NewCertification>(actor, facts, kept, &mut file)
            .await?;
        self.fill::<NewVolunteering>(actor, facts, kept, &mut file)
            .await?;
        self.fill::<NewPublication>(actor, facts, kept, &mut file)
            .await?;
        self.fill::<NewAward>(actor, facts, kept, &mut file).await?;
        Ok(json_resume::write(&file))
    }

    async fn fill<N: Fields>(
        &self,
        actor: &Actor,
        facts: &Facts,
        kept: &mut KeptOf,
        file: &mut FileProfile,
    ) -> Result<()> {
        let rows = self
            .profiles
            .items_within::<N>(self.platform.db.conn(), actor);
        for (id, row) in rows.await? {
            let mut values = N::values(&row);
            let below = facts.get(&id).map(Vec::as_slice);
            values.set("claims", texts_of(below.unwrap_or_default()));
            let kept = kept.remove(&(N::OF, id)).unwrap_or_default();
            N::records(file).push(N::record(&values, kept));
        }
        Ok(())
    }
}

fn document(kept: &mut KeptOf) -> Map<String, Json> {
    let document = kept.remove(&(Section::Profile, DOCUMENT));
    document.unwrap_or_default().keys
}

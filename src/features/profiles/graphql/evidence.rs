//! Evidence: the facts of the items of a profile.

use std::sync::Arc;

use async_graphql::{Context, InputValueResult, Object, Scalar, ScalarType, SimpleObject, Value};
use uuid::Uuid;

use super::loader::{FactsOfViewer, VersionsOfEvidence};
use crate::{
    error::Result,
    features::profiles::{
        EvidenceOrigin, EvidenceRow, EvidenceVersionRow, Facts, ItemId, named, quantities,
    },
    graphql::{context, limits::page_cost, scalar::Instant},
    types::{
        area::Area,
        id::{EducationId, EmploymentId, EvidenceId, ProjectId, TypedId, VolunteeringId},
        import_source::ImportSource,
        scalar,
    },
};

/// The facts that a dry run would store.
pub struct DryRunFacts {
    facts: Facts,
    former_versions: Vec<EvidenceVersionRow>,
}

impl DryRunFacts {
    pub(super) fn new(facts: Vec<EvidenceRow>, former_versions: Vec<EvidenceVersionRow>) -> Self {
        Self {
            facts: facts.into(),
            former_versions,
        }
    }
}

/// A fact of an item of the profile, such as an employment: one checkable statement.
pub struct Evidence {
    row: EvidenceRow,
    dry_run: Option<Arc<DryRunFacts>>,
}

/// A fact of an item of the profile, such as an employment: one checkable statement.
#[Object]
impl Evidence {
    /// The global id. It stays the same when the fact is edited.
    async fn id(&self) -> EvidenceId {
        self.row.id
    }

    /// The statement; may have several lines.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// The quantities that the statement names, such as 30 %; at most 20.
    #[graphql(complexity = "page_cost(Some(2), child_complexity)")]
    async fn numbers(&self) -> Vec<EvidenceNumber> {
        let numbers = quantities(&self.row.text).into_iter();
        numbers
            .map(|found| EvidenceNumber {
                text: found.text,
                value: found.value,
                unit: found.unit,
            })
            .collect()
    }

    /// The skills that it shows: those of the taxonomy that the statement names, then those that the user linked. A listed skill of another name is found by its
    /// words: `SkillClaim.evidence`.
    async fn skills(&self) -> Vec<String> {
        named(&self.row)
    }

    /// The skills that the user linked.
    async fn linked_skills(&self) -> &[String] {
        &self.row.skills.0
    }

    /// The origin: the user, an import or a language model.
    async fn origin(&self) -> EvidenceOrigin {
        self.row.origin
    }

    /// The import that added it; null if none did.
    async fn source(&self) -> Option<ImportSource> {
        self.row.source
    }

    /// The time when the user wrote or confirmed this version; null before. Only confirmed facts are printed in documents.
    async fn confirmed_at(&self) -> Option<Instant> {
        self.row.confirmed_at.map(Instant::from)
    }

    /// The number of the current version, from 1.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The time when this version was written.
    async fn updated_at(&self) -> Instant {
        self.row.updated_at.into()
    }

    /// The earlier versions of the statement, oldest first.
    #[graphql(complexity = "page_cost(Some(2), child_complexity)")]
    async fn former_versions(&self, ctx: &Context<'_>) -> Result<Vec<EvidenceVersion>> {
        let key = VersionsOfEvidence(self.row.id);
        let rows = match &self.dry_run {
            Some(dry_run) => {
                let of_this = |row: &&EvidenceVersionRow| row.evidence_id == self.row.id;
                let rows = dry_run.former_versions.iter();
                Some(rows.filter(of_this).cloned().collect())
            }
            None => context::load(ctx, Area::Profiles, key).await?,
        };
        let rows: Vec<EvidenceVersionRow> = rows.unwrap_or_default();
        Ok(rows.into_iter().map(EvidenceVersion).collect())
    }
}

/// A quantity in a statement.
#[derive(SimpleObject)]
pub struct EvidenceNumber {
    /// The quantity as written, with its unit.
    text: String,
    /// The value; 1000 for "1k", "1,000" and "1 000".
    value: f64,
    /// The unit: `%`, a sign or code of a currency, or the word after the number.
    unit: String,
}

/// A version of a fact.
pub struct EvidenceVersion(pub(super) EvidenceVersionRow);

/// A version of a fact.
#[Object]
impl EvidenceVersion {
    /// Its number, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The statement.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The skills that the user linked.
    async fn linked_skills(&self) -> &[String] {
        &self.0.skills.0
    }

    /// The time when the user wrote or confirmed it; null if never.
    async fn confirmed_at(&self) -> Option<Instant> {
        self.0.confirmed_at.map(Instant::from)
    }

    /// The time when it was written.
    async fn written_at(&self) -> Instant {
        self.0.written_at.into()
    }
}

/// The facts of an item, in order.
pub(super) async fn facts_of_item(
    ctx: &Context<'_>,
    dry_run: Option<&Arc<DryRunFacts>>,
    item: Uuid,
) -> Result<Vec<Evidence>> {
    let of_item = |facts: &Facts| {
        let rows = facts.rows().iter();
        rows.filter(|fact| fact.item_id == item).cloned().collect()
    };
    chosen(ctx, dry_run, of_item).await
}

/// The facts that show a skill, by item and in order.
pub(super) async fn facts_for_skill(
    ctx: &Context<'_>,
    dry_run: Option<&Arc<DryRunFacts>>,
    skill: &str,
) -> Result<Vec<Evidence>> {
    chosen(ctx, dry_run, |facts| {
        facts.for_skill(skill).cloned().collect()
    })
    .await
}

/// Some facts: of the dry run if there is one, else of the viewer's profile.
async fn chosen(
    ctx: &Context<'_>,
    dry_run: Option<&Arc<DryRunFacts>>,
    choose: impl FnOnce(&Facts) -> Vec<EvidenceRow> + Send,
) -> Result<Vec<Evidence>> {
    let rows = if let Some(dry_run) = dry_run {
        choose(&dry_run.facts)
    } else {
        let facts = context::load(ctx, Area::Profiles, FactsOfViewer).await?;
        facts.map(|facts| choose(&facts)).unwrap_or_default()
    };
    let fact = |row| Evidence {
        row,
        dry_run: dry_run.cloned(),
    };
    Ok(rows.into_iter().map(fact).collect())
}

/// The id of an employment, education, project or volunteering.
#[Scalar(name = "ID")]
impl ScalarType for ItemId {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(scalar::wrong_type(value));
        };
        EmploymentId::parse_id(text)
            .map(Self::Employment)
            .or_else(|| EducationId::parse_id(text).map(Self::Education))
            .or_else(|| ProjectId::parse_id(text).map(Self::Project))
            .or_else(|| VolunteeringId::parse_id(text).map(Self::Volunteering))
            .ok_or_else(|| {
                scalar::refused(
                    value,
                    "This is not a valid id here; expected that of an employment, education, project or volunteering, exactly as the API returned it.",
                )
            })
    }

    fn to_value(&self) -> Value {
        Value::String(match self {
            Self::Employment(id) => id.to_string(),
            Self::Education(id) => id.to_string(),
            Self::Project(id) => id.to_string(),
            Self::Volunteering(id) => id.to_string(),
        })
    }
}

//! The synchronisation with LinkedIn as a GraphQL object.

use async_graphql::{Context, Object, SimpleObject};

use crate::{
    error::Result,
    features::{
        imports::graphql::{ImportKey, ImportPlan},
        linkedin::{
            Account, DomainEnding, DomainState, LinkedIn, Problem, ProblemCode, State, TokenSource,
        },
    },
    graphql::{context, scalar::Instant},
    types::area::Area,
};

/// The synchronisation with the viewer's LinkedIn account.
pub struct LinkedInSync(Account);

impl From<Account> for LinkedInSync {
    fn from(account: Account) -> Self {
        Self(account)
    }
}

/// The synchronisation with the viewer's LinkedIn account, by LinkedIn's member snapshot API.
#[Object]
impl LinkedInSync {
    /// The state.
    async fn state(&self) -> State {
        self.0.state
    }

    /// True if the operator of this server allows it.
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn enabled(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(context::handle::<LinkedIn>(ctx)?.is_enabled())
    }

    /// True if `connectLinkedIn` works without a token: the linked LinkedIn identity has one that may be used.
    async fn has_identity_token(&self, ctx: &Context<'_>) -> Option<Result<bool>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Profiles.read())?;
            let linkedin = context::handle::<LinkedIn>(ctx)?;
            linkedin.has_identity_token(actor.user_id).await
        };
        context::field(ctx, Area::Profiles, reading).await
    }

    /// Incremented by every connection and disconnection; 0 before the first.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The origin of the token; null without one. The token itself is never returned.
    async fn token_source(&self) -> Option<TokenSource> {
        self.0.token_source
    }

    /// The time when the token expires; null if unknown.
    async fn token_expires_at(&self) -> Option<Instant> {
        self.0.token_expires_at.map(Instant::from)
    }

    /// The time of the connection; null if not connected.
    async fn connected_at(&self) -> Option<Instant> {
        self.0.connected_at.map(Instant::from)
    }

    /// True while a run is queued or in progress.
    async fn syncing(&self) -> bool {
        self.0.is_syncing
    }

    /// The end of the last complete run; null before the first.
    async fn last_sync_at(&self) -> Option<Instant> {
        self.0.synced_at.map(Instant::from)
    }

    /// The time of the next scheduled run; null if there is none.
    async fn next_sync_at(&self) -> Option<Instant> {
        self.0.next_at.map(Instant::from)
    }

    /// The earliest time for the next `syncLinkedIn`; null if not connected.
    async fn sync_possible_from(&self) -> Option<Instant> {
        self.0.possible_from.map(Instant::from)
    }

    /// The error of the last run; null if it had none.
    async fn last_error(&self) -> Option<LinkedInError> {
        self.0.problem.clone().map(LinkedInError::from)
    }

    /// The domains of LinkedIn's snapshot that were read, ordered by name.
    async fn domains(&self) -> Vec<LinkedInDomain> {
        self.0.domains.iter().map(LinkedInDomain::from).collect()
    }

    /// The last plan; null before the first, and after its deletion. Its changes are written only by `applyImport`.
    async fn last_plan(&self, ctx: &Context<'_>) -> Option<Result<ImportPlan>> {
        let id = self.0.plan_id?;
        let found = context::load(ctx, Area::Profiles, ImportKey(id)).await;
        found.map(|row| row.map(ImportPlan::from)).transpose()
    }
}

/// The error of the last run of the synchronisation.
#[derive(SimpleObject)]
pub struct LinkedInError {
    /// A stable code of the reason.
    code: ProblemCode,
    /// What is wrong and what to do, in English.
    message: String,
    /// The time of the error.
    at: Instant,
}

impl From<Problem> for LinkedInError {
    fn from(problem: Problem) -> Self {
        Self {
            code: problem.code,
            message: problem.message,
            at: problem.at.into(),
        }
    }
}

/// A domain of LinkedIn's snapshot, as of its last reading.
#[derive(SimpleObject)]
pub struct LinkedInDomain {
    /// The name, such as `POSITIONS`.
    name: String,
    /// Number of distinct rows.
    rows: i32,
    /// How reading it ended.
    ending: DomainEnding,
    /// The time of the last reading.
    read_at: Instant,
}

impl From<&DomainState> for LinkedInDomain {
    fn from(domain: &DomainState) -> Self {
        Self {
            name: domain.name.clone(),
            rows: i32::try_from(domain.rows).unwrap_or(i32::MAX),
            ending: domain.ending,
            read_at: domain.read_at.into(),
        }
    }
}

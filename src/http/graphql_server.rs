//! What all GraphQL transports share: the schema and its validating copies, the persisted documents, the connection slots, and the
//! admission of requests.

use std::{sync::OnceLock, time::Instant};

use async_graphql::{Variables, parser::types::OperationType};
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use http::{HeaderMap, header};

use super::{
    connection_slots::ConnectionSlots,
    cookies, csrf,
    documents::Documents,
    incoming::Incoming,
    public_answers::PublicAnswers,
    rate_limit_headers::{self, Phase},
    request_origin::bearer,
    respond::Refusal,
    upload::memory::UploadMemory,
};
use crate::{
    app::App,
    error::Error,
    graphql::{code::Code, guard, operation::Operation, prepared::PreparedDocuments, schema},
    types::{
        actor::{Access, Viewer},
        origin::Origin,
    },
};

/// The state that all routes share.
pub(crate) struct GraphqlServer {
    pub(crate) app: App,
    pub(super) schema: schema::Gateway,
    /// The same schema, which only validates operations.
    pub(super) validating: schema::Gateway,
    /// The validating schema, with suggestions for unknown names; built when a document first has one.
    explaining: OnceLock<schema::Gateway>,
    documents: Documents,
    prepared: PreparedDocuments,
    pub(super) public_answers: PublicAnswers,
    pub(super) slots: ConnectionSlots,
    pub(super) upload_memory: UploadMemory,
}

impl GraphqlServer {
    /// Builds the schemas and reads the trusted documents.
    pub(crate) async fn new(app: App) -> crate::error::Result<Self> {
        let limits = &app.platform.config.limits;
        let documents = Documents::open(&app.platform)
            .await
            .map_err(Error::internal)?;
        Ok(Self {
            schema: schema::schema(limits),
            validating: schema::validating(limits),
            explaining: OnceLock::new(),
            documents,
            prepared: PreparedDocuments::default(),
            public_answers: PublicAnswers::new(&app.platform),
            slots: ConnectionSlots::new(limits),
            upload_memory: UploadMemory::new(limits.upload_memory_bytes),
            app,
        })
    }

    /// The validating schema, with suggestions for unknown names.
    pub(super) fn explaining(&self) -> &schema::Gateway {
        self.explaining
            .get_or_init(|| schema::explaining(&self.app.platform.config.limits))
    }

    /// Authenticates the bearer token and charges the request to the caller's rate limit. Returns the viewer and when the token expires.
    pub(crate) async fn viewer(
        &self,
        headers: &HeaderMap,
        origin: &Origin,
    ) -> Result<(Viewer, Option<DateTime<Utc>>), Refusal> {
        let known = |access: Access| (Viewer::User(access.actor), Some(access.ends));
        let known = match headers.get(header::AUTHORIZATION) {
            None => Ok(self
                .by_cookie(headers, origin)
                .boxed()
                .await?
                .map_or((Viewer::Anonymous, None), known)),
            Some(value) => {
                let token = bearer(value.to_str().unwrap_or_default());
                self.app.auth.authenticate(token).await.map(known)
            }
        };
        // Requests with an invalid token are charged like anonymous ones.
        self.charge(
            known
                .as_ref()
                .map_or(&Viewer::Anonymous, |(viewer, _)| viewer),
            origin,
        )
        .await?;
        Ok(known?)
    }

    /// Authenticates the session cookie. An invalid cookie counts as none: browsers send it until it expires.
    pub(super) async fn by_cookie(
        &self,
        headers: &HeaderMap,
        origin: &Origin,
    ) -> Result<Option<Access>, Refusal> {
        let Some(secret) = cookies::secret(headers) else {
            return Ok(None);
        };
        csrf::check_origin(headers, &self.app.platform.config.http.allowed_origins)?;
        Ok(self.app.auth.sessions.by_cookie(secret, origin).await?)
    }

    /// Charges one request to the caller's rate limit.
    pub(super) async fn charge(
        &self,
        viewer: &Viewer,
        origin: &Origin,
    ) -> crate::error::Result<()> {
        match viewer {
            Viewer::User(actor) => {
                let level = self.app.platform.limiter.user.take(actor.user_id, 1).await;
                rate_limit_headers::note_level(level);
                level.granted()
            }
            Viewer::Anonymous => self.charge_address(origin.budget_key()).await,
        }
    }

    /// Charges one request to the rate limit of an address.
    pub(super) async fn charge_address(&self, key: &str) -> crate::error::Result<()> {
        let level = self.app.platform.limiter.address.take(key, 1).await;
        rate_limit_headers::note_level(level);
        level.granted()
    }

    /// The operation of a document of the server's own, with these variables.
    pub(crate) fn own_operation(
        &self,
        text: &str,
        variables: Variables,
    ) -> Result<Operation, Refusal> {
        let limits = &self.app.platform.config.limits;
        let prepared = self.prepared.prepare(text, limits)?;
        Ok(Operation::new(prepared, None, variables))
    }

    /// Checks the document and creates the operation. By GET, only queries are allowed.
    pub(super) async fn admit(
        &self,
        incoming: Incoming,
        queries_only: bool,
    ) -> Result<Operation, Refusal> {
        let began = Instant::now();
        let admitted = self.check_admission(incoming, queries_only).await;
        if let Err(refused) = &admitted {
            self.app
                .platform
                .metrics
                .operation("unknown", refused.code.name(), began.elapsed());
        }
        admitted
    }

    async fn check_admission(
        &self,
        mut incoming: Incoming,
        queries_only: bool,
    ) -> Result<Operation, Refusal> {
        let limits = &self.app.platform.config.limits;
        if incoming
            .variables
            .as_object()
            .is_some_and(|given| given.len() > limits.variables)
        {
            return Err(guard::too_many_variables(limits).into());
        }
        let found = self.documents.find(&mut incoming).await?;
        let began = Instant::now();
        let prepared = self.prepared.prepare(&found.text, limits);
        rate_limit_headers::note_phase(Phase::Parse, began);
        let prepared = prepared?;
        self.documents.keep(&found).await;
        let variables = Variables::from_json(incoming.variables);
        let operation = Operation::new(prepared, incoming.operation_name, variables);
        if queries_only && operation.kind() == Some(OperationType::Mutation) {
            let message = "Mutations are not allowed by GET; send them by POST.";
            return Err(Refusal::new(Code::MutationNotAllowedOverHttpGet, message));
        }
        Ok(operation)
    }
}

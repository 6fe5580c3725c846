//! Deletion and export: the grace period, the archive, and that nothing is left after an erasure.

mod backup;
mod canaries;
mod grace;
mod neighbours;
mod parts;
mod planted;
mod sealing;
mod taking;
mod traces;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};

pub use self::{
    taking::{archive_of, documents_in},
    traces::{hex, rows as rows_of, tables},
};
use crate::kit::{Answer, Client, TestApp, TestUser};

pub const DELETE: &str =
    "mutation { deleteAccount(input: {}) { deletionAt userErrors { __typename path message } } }";
pub const CANCEL: &str =
    "mutation { cancelDeletion(input: {}) { canceled userErrors { __typename path message } } }";
pub const EXPORT: &str = "mutation { exportAccount(input: {}) { export { id state } userErrors { __typename path message } } }";
const EXPORTS: &str = "{ viewer { exports { id state path size sha256 createdAt expiresAt } } }";

pub async fn ask(client: &Client, query: &str) -> Answer {
    client.gql(query, json!({})).await
}

/// Signs in with the password of every test user.
async fn sign_in(app: &TestApp, email: &str) -> Answer {
    let query = "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } userErrors { message } } }";
    app.anonymous()
        .gql(
            query,
            json!({ "input": { "email": email, "password": crate::kit::PASSWORD } }),
        )
        .await
}

/// Creates an archive; returns its path.
pub async fn export(app: &TestApp, user: &TestUser) -> String {
    ask(&user.client, EXPORT)
        .await
        .text_at("exportAccount.export.id");
    app.run_tasks().await;
    ask(&user.client, EXPORTS)
        .await
        .text_at("viewer.exports.0.path")
}

/// Violations of the schema in a document.
pub fn wrong_in(schema: &Value, account: &Value) -> Vec<String> {
    let (schemas, index) = compiled(schema);
    match schemas.validate(account, index) {
        Ok(()) => Vec::new(),
        Err(error) => error
            .causes
            .iter()
            .map(|cause| format!("{}: {}", cause.instance_location, cause.kind))
            .collect(),
    }
}

/// A JSON Schema, itself valid by its draft.
fn compiled(schema: &Value) -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler
        .add_resource("urn:archive", schema.clone())
        .expect("a schema");
    let index = compiler
        .compile("urn:archive", &mut schemas)
        .expect("a JSON Schema");
    (schemas, index)
}

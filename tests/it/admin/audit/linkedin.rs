//! Audit entries for connecting LinkedIn and disconnecting it.

use careergraph::features::audit::Action;
use serde_json::json;

use super::{DONE, Log, newcomer, own};
use crate::{kit::LINKEDIN_TOKEN, linkedin::connect};

pub(super) async fn consent(log: &mut Log<'_>) {
    let user = newcomer(log, "member").await;
    connect(&user, "a-token-that-nobody-has", 0).await;
    let connected = connect(&user, LINKEDIN_TOKEN, 0).await;
    log.next(
        "LinkedIn is connected; a refused token left nothing",
        Some(&connected),
        &[own(Action::ConnectLinkedIn, DONE, &user)],
    )
    .await;
    let query =
        "mutation { disconnectLinkedIn(input: { expectedVersion: 1 }) { userErrors { message } } }";
    let gone = user.client.gql(query, json!({})).await;
    log.next(
        "LinkedIn is disconnected",
        Some(&gone),
        &[own(Action::DisconnectLinkedIn, DONE, &user)],
    )
    .await;
}

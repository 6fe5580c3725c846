//! Audit entries for export and deletion, and what remains of an erased account.

use careergraph::features::audit::Action;
use chrono::TimeDelta;

use super::{DONE, Log, newcomer, own};
use crate::personal_data::{CANCEL, DELETE, EXPORT, ask};

pub(super) async fn leaving(log: &mut Log<'_>) {
    let app = log.app;
    let ada = newcomer(log, "leaver").await;
    let asked = ask(&ada.client, EXPORT).await;
    log.next(
        "an archive",
        Some(&asked),
        &[own(Action::ExportAccount, DONE, &ada)],
    )
    .await;
    assert_eq!(
        ask(&ada.client, EXPORT).await.refusal("exportAccount"),
        "DuplicateError input"
    );
    app.run_tasks().await;
    let gone = ask(&ada.client, DELETE).await;
    log.next(
        "going; to put the archive together was no event",
        Some(&gone),
        &[own(Action::DeleteAccount, DONE, &ada)],
    )
    .await;
    let ada = ada.sign_in_again(app).await;
    log.next("back", None, &[own(Action::SignIn, DONE, &ada)])
        .await;
    let stays = ask(&ada.client, CANCEL).await;
    log.next(
        "staying",
        Some(&stays),
        &[own(Action::CancelDeletion, DONE, &ada)],
    )
    .await;
    assert_eq!(
        ask(&ada.client, CANCEL)
            .await
            .data("cancelDeletion.canceled"),
        true,
        "there was nothing to take back"
    );
    let gone = ask(&ada.client, DELETE).await;
    log.next(
        "the erasure",
        Some(&gone),
        &[own(Action::DeleteAccount, DONE, &ada)],
    )
    .await;
    log.clock.advance(TimeDelta::days(15));
    app.personal_data.erase_due().await.unwrap();
    log.next(
        "gone",
        None,
        &[(Action::EraseAccount, DONE, None, Some(ada.user_id))],
    )
    .await;
}

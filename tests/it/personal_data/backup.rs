//! A backup from before an erasure is restored: the account is erased again.

use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::json;

use super::{DELETE, ask, sign_in, traces};
use crate::kit::{Client, PASSWORD, Place, Setup, TestApp};

/// Tables without user data, or with columns that cannot be written.
const NOT_COPIED: [&str; 2] = ["seaql_migrations", "postings"];

/// Makes a copy; returns its URL after it was restored.
async fn back_up(app: &TestApp) -> String {
    let conn = app.platform.db.conn();
    if app.on_sqlite() {
        let file = app.platform.config.mail.folder.with_file_name("backup.db");
        conn.execute_unprepared(&format!("VACUUM INTO '{}'", file.display()))
            .await
            .unwrap();
        return format!("sqlite://{}?mode=rwc", file.display());
    }
    conn.execute_unprepared("CREATE SCHEMA backup")
        .await
        .unwrap();
    for table in copied(app).await {
        conn.execute_unprepared(&format!(
            "CREATE TABLE backup.{table} AS TABLE public.{table}"
        ))
        .await
        .unwrap();
    }
    app.database_url().to_owned()
}

/// Restores the tables; an SQLite copy needs no more work.
async fn put_back(app: &TestApp) {
    if app.platform.db.backend() != DbBackend::Postgres {
        return;
    }
    let again = |table| {
        format!(
            "DELETE FROM public.{table}; INSERT INTO public.{table} SELECT * FROM backup.{table};"
        )
    };
    let rows = copied(app)
        .await
        .into_iter()
        .map(again)
        .collect::<Vec<_>>()
        .concat();
    let begin = "SET session_replication_role = replica;";
    let sql = format!(
        "{begin} {rows} SET session_replication_role = DEFAULT; DROP SCHEMA backup CASCADE;"
    );
    app.platform
        .db
        .conn()
        .execute_unprepared(&sql)
        .await
        .unwrap();
}

async fn copied(app: &TestApp) -> Vec<String> {
    let mut tables = traces::tables(app).await;
    tables.retain(|table| !NOT_COPIED.contains(&table.as_str()));
    tables
}

#[tokio::test]
async fn a_restored_backup_is_put_right_before_anybody_is_served() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.auth.deletion_days = 0)
        .start()
        .await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    ada.apply("Fernhill").await;
    let backup = back_up(&app).await;
    ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    assert_eq!(app.personal_data.erase_due().await.unwrap(), 1);
    assert_eq!(
        app.personal_data.apply_erasures().await.unwrap(),
        0,
        "no account is left to erase again"
    );
    put_back(&app).await;

    let config = &app.platform.config;
    let (keys, list) = (
        config.auth.keys_dir.display().to_string(),
        config.auth.erasures_file.display().to_string(),
    );
    let variables = [
        ("DATABASE_URL", backup.as_str()),
        ("CAREERGRAPH__AUTH__KEYS_DIR", &keys),
        ("CAREERGRAPH__AUTH__ERASURES_FILE", &list),
    ];
    let place = Place::new();
    let server = place.start(&[], &variables);
    let client = Client::new(&format!("http://{}", server.said("listens on http://")));
    let query =
        "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
    let refused = client
        .gql(
            query,
            json!({ "input": { "email": ada.email, "password": PASSWORD } }),
        )
        .await;
    assert_eq!(refused.code(), "UNAUTHENTICATED");
    let bob_again = client
        .gql(
            query,
            json!({ "input": { "email": bob.email, "password": PASSWORD } }),
        )
        .await;
    bob_again.text_at("signIn.session.accessToken");
    assert!(place.log().contains("erased again"), "{}", place.log());
    drop(server);
    let ended = place.run(&["erasures", "apply"], &variables);
    assert_eq!(
        (ended.code, ended.stdout.as_str()),
        (0, "no erased account has come back\n"),
        "{ended:?}"
    );
}

#[tokio::test]
async fn a_list_that_cannot_be_read_stops_the_start() {
    let place = Place::new();
    assert_eq!(place.run(&["migrate"], &[]).code, 0);
    place.write("data/erasures.log", "something else\n");
    let ended = place.run(&["serve"], &[("CAREERGRAPH__HTTP__LISTEN", "127.0.0.1:0")]);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.stderr.contains("auth.erasures_file"), "{ended:?}");
}

/// All instances write to and read the same log.
#[tokio::test]
async fn of_several_who_leave_at_once_all_stay_gone() {
    let setup = || {
        Setup::new()
            .workers(0)
            .config(|config| config.auth.deletion_days = 0)
    };
    let app = setup().start().await;
    let twin = app.beside(setup()).await;
    for number in 0..4 {
        let user = app.sign_up(&format!("leaver{number}")).await;
        ask(&user.client, DELETE)
            .await
            .text_at("deleteAccount.deletionAt");
    }
    let (one, two) = tokio::join!(
        app.personal_data.erase_due(),
        twin.personal_data.erase_due()
    );
    assert!(one.unwrap() + two.unwrap() >= 4);
    assert!(app.platform.erasure_log.read().await.unwrap().len() >= 4);
    for number in 0..4 {
        assert_eq!(
            sign_in(&app, &format!("leaver{number}@example.org"))
                .await
                .code(),
            "UNAUTHENTICATED"
        );
    }
}

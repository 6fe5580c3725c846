//! What the unit of work costs a mutation: statements of the database, and time for those who look (`--nocapture`).
#![expect(clippy::print_stdout, reason = "the figures are there to be read")]

use std::time::Instant;

use serde_json::{Value, json};

use crate::kit::{Setup, TestApp, TestUser};

/// Moves in each way; an even number, so that each pair of stages comes back to where it began.
const MOVES: usize = 40;

/// Moves an application back and forth with these fields of the input; the statements of one move, and its microseconds.
async fn cost(app: &TestApp, user: &TestUser, fields: impl Fn(usize) -> Value) -> (u64, u128) {
    let card = user.begin("Fernhill", "APPLIED").await;
    let (mut version, mut statements) = (1, None);
    let began = Instant::now();
    for number in 0..MOVES {
        let to = ["SCREENING", "ASSESSMENT"][number % 2];
        let mut input = json!({ "id": card["id"], "expectedVersion": version, "to": to });
        let fields = fields(number);
        let more = fields.as_object().unwrap().clone();
        input.as_object_mut().unwrap().extend(more);
        let before = app.platform.db.statement_counter().count();
        let query = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { userErrors { code } } }";
        let answer = user.client.gql(query, json!({ "input": input })).await;
        assert_eq!(answer.data("moveApplication.userErrors"), &json!([]));
        let spent = app.platform.db.statement_counter().count() - before;
        assert_eq!(*statements.get_or_insert(spent), spent, "move {number}");
        version += i32::from(fields["dryRun"] != true);
    }
    (
        statements.unwrap(),
        began.elapsed().as_micros() / MOVES as u128,
    )
}

#[tokio::test]
async fn a_key_costs_a_move_two_statements_and_a_dry_run_one() {
    let app = Setup::new().workers(0).start().await;
    let user = app.sign_up("ada").await;
    let plain = cost(&app, &user, |_| json!({})).await;
    let keyed = cost(
        &app,
        &user,
        |number| json!({ "idempotencyKey": number.to_string() }),
    )
    .await;
    let dry = cost(&app, &user, |_| json!({ "dryRun": true })).await;
    println!("statements and microseconds of a move: {plain:?}, with a key {keyed:?}, dry {dry:?}");
    assert_eq!(
        plain.0, 6,
        "time zone; application with history; new state; event; task; change"
    );
    assert_eq!(
        keyed.0,
        plain.0 + 2,
        "the key is claimed, and its result stored"
    );
    assert_eq!(
        dry.0, plain.0,
        "the history that would be shown, but no change"
    );
}

#[tokio::test]
async fn a_move_and_its_notification_take_few_statements() {
    let app = Setup::new().workers(0).start().await;
    let user = app.sign_up("ada").await;
    let card = user.begin("Fernhill", "APPLIED").await;
    app.run_tasks().await;
    user.step("move", &card, &json!({ "to": "SCREENING" }))
        .await;
    let counter = app.platform.db.statement_counter();
    counter.listen();
    assert_eq!(app.run_tasks().await, 1);
    let statements = counter.take();
    assert_eq!(app.count_rows("notifications WHERE seq = 3").await, 1);
    // SQLite looks for a task before it claims one, and tells of the notification by a statement of its own.
    let most = if app.on_sqlite() { 6 } else { 3 };
    assert!(
        statements.len() <= most,
        "claimed, delivered, completed, no other: {statements:#?}"
    );
}

//! Budgets are reserved before a request is sent; cancelling closes the connection.

use careergraph::{
    features::writing::models::{About, AiRunState, AiTask, Begun, Call, Ending, Sent},
    types::{
        actor::{Actor, Role},
        id::{LetterId, SessionId, TypedId},
    },
};
use fake_model::{Reply, Step};
use futures_util::future::join_all;
use models::{Request, Task, transport::Usage};
use serde_json::json;

use super::{Scene, origins, reply, scene, switch};
use crate::writing::letters::{begun, write};

#[tokio::test]
async fn letter_over_the_budget_is_written_by_the_composer() {
    let scene = scene(|config| config.writing.models.user_tokens_per_day = 100).await;
    let letter = scene.letter().await;
    assert_eq!(
        (&letter["state"], &letter["author"]["reason"]),
        (&json!("COMPLETED"), &json!("BUDGET"))
    );
    assert!(scene.fake.asked().is_empty());
    let runs = scene.runs().await;
    assert_eq!(
        (&runs[0]["state"], &runs[0]["sent"]),
        (&json!("OVER_BUDGET"), &json!(null))
    );
}

#[tokio::test]
async fn letters_at_once_never_exceed_the_budget() {
    for (of_user, of_all) in [(1_000, 1_000_000), (1_000_000, 1_000)] {
        let scene = scene(|config| {
            let models = &mut config.writing.models;
            models.runs_per_user = 100;
            models.user_tokens_per_day = of_user;
            models.tokens_per_day = of_all;
        })
        .await;
        let letter = begun(&scene.ada, &scene.posting).await;
        let letter = LetterId::parse_id(letter["id"].as_str().unwrap()).unwrap();
        let actor = Actor::of_session(scene.ada.user_id, SessionId(letter.0), Role::User);
        let request = Request {
            system: "s".to_owned(),
            user: "u".to_owned(),
            temperature: None,
            tokens_max: 100,
            seed: 1,
        };
        let sent = Sent {
            system: "s".to_owned(),
            user: "u".to_owned(),
        };
        let call = Call {
            task: AiTask::Letter,
            route: Task::Letter,
            about: About::Letter(letter),
            version: 1,
            request: &request,
            sent: &sent,
        };
        let models = &scene.app.writing.models;
        let most = models
            .router()
            .amount_at_most(Task::Letter, &request)
            .tokens;
        let fits = usize::try_from(1_000 / most).unwrap();
        assert!((1..12).contains(&fits), "{most}");
        let all = join_all((0..12).map(|_| models.begin(&actor, &call))).await;
        let runs: Vec<_> = all
            .into_iter()
            .filter_map(|begun| match begun.expect("the database answers") {
                Begun::Run(run) => Some(run),
                _ => None,
            })
            .collect();
        assert_eq!(runs.len(), fits);
        // What is settled is spent, and the rest is free again.
        for run in &runs {
            let ending = Ending {
                state: AiRunState::Done,
                failure: None,
                endpoint: models.router().endpoints(Task::Letter).next().cloned(),
                usage: Some(Usage {
                    input: 3,
                    output: 2,
                    is_estimated: false,
                }),
                refused: Vec::new(),
            };
            models.end(run, ending).await.unwrap();
        }
        // Ending one again changes nothing.
        let again = Ending::without_answer(AiRunState::Failed, None);
        models.end(&runs[0], again).await.unwrap();
        let used = scene.models().await;
        let tokens = u32::try_from(fits * 5).unwrap();
        assert_eq!(
            used["todaysUse"]["tokens"].as_f64(),
            Some(f64::from(tokens))
        );
        assert_eq!(used["todaysUse"]["reservedTokens"], json!(0.0));
        assert!(matches!(
            models.begin(&actor, &call).await.unwrap(),
            Begun::Run(_)
        ));
    }
}

#[tokio::test]
async fn cancelling_a_letter_hangs_up() {
    let scene = scene(|_| {}).await;
    let first = format!("{}\n", scene.lines[0]);
    let mut spent = 0.0;
    // After the first sentence, and before it.
    for (asked, steps) in [
        (1, vec![Step::Text(first), Step::Stall]),
        (2, vec![Step::Stall]),
    ] {
        scene.fake.otherwise(Reply::steps(steps));
        cancelled(&scene, asked).await;
        // What was sent is spent.
        let used = scene.models().await["todaysUse"]["tokens"].as_f64();
        let used = used.expect("a number");
        assert!(used > spent, "{used} after {spent}");
        spent = used;
    }
    // The next letter is written.
    scene.fake.otherwise(reply(&scene.lines));
    assert_eq!(scene.letter().await["author"]["origin"], "MODEL");
}

#[tokio::test]
async fn switching_models_off_hangs_up_and_the_composer_writes() {
    let scene = scene(|_| {}).await;
    let first = format!("{}\n", scene.lines[0]);
    let steps = [Step::Text(first), Step::Stall];
    scene.fake.otherwise(Reply::steps(steps));
    let letter = begun(&scene.ada, &scene.posting).await;
    let switching = async {
        scene.fake.wait_for(1).await;
        switch(&scene.ada.client, false).await;
        scene.fake.wait_for_hang_up(1).await;
    };
    futures_util::join!(scene.app.run_tasks(), switching);
    let letter = scene.read(&letter["id"]).await;
    assert_eq!(
        (&letter["state"], &letter["author"]["origin"]),
        (&json!("COMPLETED"), &json!("COMPOSER"))
    );
    assert!(origins(&letter).iter().all(|origin| origin == "COMPOSER"));
    assert_eq!(scene.runs().await[0]["state"], "CANCELLED");
    // Nothing of that answer was kept.
    switch(&scene.ada.client, true).await;
    scene.fake.otherwise(reply(&scene.lines));
    assert_eq!(scene.letter().await["author"]["origin"], "MODEL");
    assert_eq!(scene.runs().await[0]["state"], "DONE");
}

/// Begins a letter, and cancels it when so many requests have been sent.
async fn cancelled(scene: &Scene, asked: usize) {
    let letter = begun(&scene.ada, &scene.posting).await;
    let cancelling = async {
        scene.fake.wait_for(asked).await;
        write(
            &scene.ada.client,
            "cancelLetter",
            &json!({ "id": letter["id"] }),
        )
        .await;
        scene.fake.wait_for_hang_up(asked).await;
    };
    futures_util::join!(scene.app.run_tasks(), cancelling);
    let letter = scene.read(&letter["id"]).await;
    assert_eq!(
        (&letter["state"], &letter["content"], &letter["author"]),
        (&json!("CANCELLED"), &json!(null), &json!(null))
    );
    assert_eq!(scene.runs().await[0]["state"], "CANCELLED");
    assert_eq!(
        scene.models().await["todaysUse"]["reservedTokens"],
        json!(0.0)
    );
}

/// A server may ignore how long its answer may be.
#[tokio::test]
async fn an_answer_that_is_much_longer_than_allowed_is_cut() {
    let scene = scene(|config| config.writing.models.answer_tokens = 100).await;
    let piece = || Step::Text(" word".repeat(40));
    let steps = (0..100).map(|_| piece()).chain([Step::Stall]);
    scene.fake.otherwise(Reply::steps(steps));
    let letter = scene.letter().await;
    assert_eq!(letter["author"]["reason"], "INCOMPLETE");
    let run = scene.runs().await.remove(0);
    assert_eq!(
        (&run["state"], &run["failure"]),
        (&json!("FAILED"), &json!("too_long"))
    );
    let out = run["tokensOut"].as_f64().expect("a number");
    assert!((200.0..1_000.0).contains(&out), "{out}");
}

//! Answers of users to questions of forms, their versions, and what was given to applications.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A version is never changed; the newest one is in the row of its answer as well. What was given to an application is a copy, which stays when the answer
/// is edited or removed.
const UP: &str = "
CREATE TABLE answers (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    question text NOT NULL,
    value {json} NOT NULL,
    words text NOT NULL,
    version integer NOT NULL,
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL
);
CREATE INDEX answers_of_user ON answers (user_id, created_at, id);
CREATE TABLE answer_versions (
    answer_id {uuid} NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    number integer NOT NULL,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    question text NOT NULL,
    value {json} NOT NULL,
    created_at {instant} NOT NULL,
    PRIMARY KEY (answer_id, number)
);
CREATE INDEX answer_versions_of_user ON answer_versions (user_id);
CREATE TABLE application_answers (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    application_id {uuid} NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    answer_id {uuid} REFERENCES answers (id) ON DELETE SET NULL,
    answer_version integer NOT NULL,
    question text NOT NULL,
    value {json} NOT NULL,
    created_at {instant} NOT NULL
);
CREATE INDEX application_answers_of_application ON application_answers (application_id, created_at, id);
CREATE INDEX application_answers_of_answer ON application_answers (answer_id);
CREATE INDEX application_answers_of_user ON application_answers (user_id);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["application_answers", "answer_versions", "answers"];
        sql::drop(manager, &tables).await
    }
}

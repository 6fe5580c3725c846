//! The people whom a user knows, what was removed by hand, and the key of that.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `{bytewise}` is a collation by bytes, so that both databases have one order.
const UP: &str = "
CREATE TABLE people (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    first_name text NOT NULL,
    last_name text NOT NULL,
    name_key text {bytewise} NOT NULL,
    profile_url text,
    email text,
    company text NOT NULL,
    company_key text NOT NULL,
    company_id {uuid} REFERENCES companies (id) ON DELETE SET NULL,
    position text NOT NULL,
    connected_on text {bytewise},
    notes text NOT NULL,
    tags {json} NOT NULL,
    tag_keys text NOT NULL,
    words text NOT NULL,
    follow_up_on text {bytewise},
    source text,
    imported {json},
    version integer NOT NULL,
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL,
    seen_at {instant} NOT NULL
);
CREATE INDEX people_by_name ON people (user_id, name_key, id);
CREATE INDEX people_by_company ON people (user_id, company_id, name_key, id);
CREATE INDEX people_of_company ON people (company_id);
CREATE INDEX people_by_seen_at ON people (seen_at);
CREATE TABLE removed_people (
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash {bytes} NOT NULL,
    PRIMARY KEY (user_id, hash)
);
CREATE TABLE removal_keys (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    sealed {bytes} NOT NULL
);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let bytewise = match manager.get_database_backend() {
            DbBackend::Postgres => "COLLATE \"C\"",
            _ => "COLLATE BINARY",
        };
        sql::run(manager, &UP.replace("{bytewise}", bytewise)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["removal_keys", "removed_people", "people"]).await
    }
}

//! Companies, postings, skills, and the sources that postings are read from.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE companies (
    id {uuid} PRIMARY KEY,
    name text NOT NULL,
    slug text NOT NULL UNIQUE,
    domain text,
    industry text,
    size_band text,
    created_at {instant} NOT NULL
);
CREATE TABLE company_aliases (
    alias text PRIMARY KEY,
    company_id {uuid} NOT NULL REFERENCES companies (id) ON DELETE CASCADE
);
CREATE INDEX company_aliases_of_company ON company_aliases (company_id);
CREATE TABLE sources (
    id {uuid} PRIMARY KEY,
    connector text NOT NULL,
    board text NOT NULL,
    company_name text NOT NULL,
    etag text,
    due_at {instant} NOT NULL,
    last_count integer NOT NULL,
    gone_count integer NOT NULL,
    gone_since {instant},
    created_at {instant} NOT NULL,
    UNIQUE (connector, board)
);
CREATE INDEX sources_due ON sources (due_at);
CREATE TABLE connector_runs (
    id {uuid} PRIMARY KEY,
    source_id {uuid} NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    started_at {instant} NOT NULL,
    ended_at {instant} NOT NULL,
    complete boolean NOT NULL,
    found integer NOT NULL,
    added integer NOT NULL,
    changed integer NOT NULL,
    closed integer NOT NULL,
    skipped integer NOT NULL,
    error text
);
CREATE INDEX connector_runs_of_source ON connector_runs (source_id, started_at DESC, id DESC);
CREATE TABLE skills (
    id {uuid} PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    label text NOT NULL
);
CREATE TABLE postings (
    id {uuid} PRIMARY KEY,
    company_id {uuid} NOT NULL REFERENCES companies (id),
    company_name text NOT NULL,
    title text NOT NULL,
    title_key text NOT NULL,
    description text NOT NULL,
    description_hash text NOT NULL,
    requisition_id text,
    url text NOT NULL,
    apply_url text,
    location text NOT NULL,
    remote_mode text NOT NULL,
    employment_type text NOT NULL,
    seniority text NOT NULL,
    pay_min bigint,
    pay_max bigint,
    pay_currency text,
    pay_period text,
    pay_origin text,
    pay_yearly_max bigint,
    language text,
    posted_at {instant} NOT NULL,
    posted_at_inferred boolean NOT NULL,
    first_seen_at {instant} NOT NULL,
    last_seen_at {instant} NOT NULL,
    deadline {instant},
    closed_at {instant},
    close_reason text,
    updated_at {instant} NOT NULL
);
CREATE INDEX postings_same ON postings (company_id, description_hash);
CREATE INDEX postings_open ON postings (posted_at DESC, id DESC) WHERE closed_at IS NULL;
CREATE INDEX postings_open_by_remote_mode ON postings (remote_mode, posted_at DESC, id DESC) WHERE closed_at IS NULL;
CREATE INDEX postings_open_by_employment_type ON postings (employment_type, posted_at DESC, id DESC) WHERE closed_at IS NULL;
CREATE INDEX postings_open_by_seniority ON postings (seniority, posted_at DESC, id DESC) WHERE closed_at IS NULL;
CREATE INDEX postings_open_by_company ON postings (company_id, posted_at DESC, id DESC) WHERE closed_at IS NULL;
CREATE INDEX postings_open_by_pay ON postings (pay_currency, pay_yearly_max) WHERE closed_at IS NULL;
CREATE INDEX postings_open_by_deadline ON postings (deadline) WHERE closed_at IS NULL;
CREATE TABLE posting_locations (
    posting_id {uuid} NOT NULL REFERENCES postings (id) ON DELETE CASCADE,
    position integer NOT NULL,
    raw text NOT NULL,
    city text,
    country text,
    PRIMARY KEY (posting_id, position)
);
CREATE INDEX posting_locations_by_country ON posting_locations (country, posting_id);
CREATE TABLE posting_skills (
    posting_id {uuid} NOT NULL REFERENCES postings (id) ON DELETE CASCADE,
    skill_id {uuid} NOT NULL REFERENCES skills (id) ON DELETE CASCADE,
    need text NOT NULL CHECK (need IN ('REQUIRED', 'PREFERRED')),
    quote text NOT NULL,
    PRIMARY KEY (posting_id, skill_id)
);
CREATE INDEX posting_skills_by_skill ON posting_skills (skill_id);
CREATE TABLE posting_sources (
    connector text NOT NULL,
    board text NOT NULL,
    external_id text NOT NULL,
    posting_id {uuid} NOT NULL REFERENCES postings (id) ON DELETE CASCADE,
    url_key text NOT NULL,
    record_hash text NOT NULL,
    last_seen_at {instant} NOT NULL,
    missing_since {instant},
    PRIMARY KEY (connector, board, external_id)
);
CREATE INDEX posting_sources_of_posting ON posting_sources (posting_id);
CREATE INDEX posting_sources_by_url ON posting_sources (url_key);
CREATE TABLE posting_snapshots (
    id {uuid} PRIMARY KEY,
    hash text NOT NULL UNIQUE,
    posting_id {uuid} REFERENCES postings (id) ON DELETE SET NULL,
    content {json} NOT NULL,
    taken_at {instant} NOT NULL
);
CREATE INDEX posting_snapshots_of_posting ON posting_snapshots (posting_id);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(
            manager,
            &[
                "connector_runs",
                "posting_sources",
                "posting_snapshots",
                "posting_skills",
                "posting_locations",
                "postings",
                "skills",
                "sources",
                "company_aliases",
                "companies",
            ],
        )
        .await
    }
}

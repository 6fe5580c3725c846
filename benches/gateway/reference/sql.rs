//! The SQL statements. Both databases accept `$1`; where they differ, there are two statements.

use std::sync::LazyLock;

use super::keys::POINTS;

pub(super) const PROFILE: &str = "
SELECT users.id, email, name, role, profiles.id, headline, summary, location, CAST(links AS text), CAST(targets AS text), version,
    profiles.updated_at
FROM users JOIN profiles ON profiles.user_id = users.id WHERE users.id = $1";

/// All sections in one statement: kind, id, four texts, two more that may be null.
pub(super) const SECTIONS: &str = "
SELECT 0 AS kind, position, id, company, title, location, description, started_on, ended_on FROM employments WHERE user_id = $1
UNION ALL
SELECT 1, position, id, school, degree, field, description, started_on, ended_on FROM educations WHERE user_id = $1
UNION ALL
SELECT 2, position, id, name, level, '', '', CAST(years AS text), NULL FROM skill_claims WHERE user_id = $1
UNION ALL
SELECT 3, position, id, name, proficiency, '', '', NULL, NULL FROM languages WHERE user_id = $1
ORDER BY 1, 2";

pub(super) const APPLICATIONS: &str = "
SELECT applications.id, stage, outcome, applied_on, source, applications.updated_at, postings.id, title, location, remote_mode,
    companies.id, companies.name, industry
FROM applications
JOIN postings ON postings.id = applications.posting_id
JOIN companies ON companies.id = postings.company_id
WHERE user_id = $1 AND NOT archived ORDER BY applications.updated_at DESC, applications.id DESC LIMIT 20";

pub(super) const SKILLS: &str = "
SELECT posting_skills.posting_id, skills.id, label, need
FROM (SELECT posting_id FROM applications WHERE user_id = $1 AND NOT archived ORDER BY updated_at DESC, id DESC LIMIT 20) AS page
JOIN posting_skills ON posting_skills.posting_id = page.posting_id
JOIN skills ON skills.id = posting_skills.skill_id
ORDER BY need DESC, label";

pub(super) const POSTING: &str = "
SELECT postings.id, title, description, location, remote_mode, seniority, pay_min, pay_max, pay_currency, posted_at, companies.id,
    companies.name, industry, domain
FROM postings JOIN companies ON companies.id = company_id WHERE postings.id = $1 AND hidden_at IS NULL";

pub(super) const SKILLS_OF_POSTING: &str = "
SELECT skills.id, label FROM posting_skills JOIN skills ON skills.id = skill_id WHERE posting_id = $1 ORDER BY need DESC, label";

/// Text, modes, seniorities, currency, minimum pay, and the levels of the rank; an empty text does not filter.
pub(super) static SEARCH_POSTGRES: LazyLock<String> = LazyLock::new(|| {
    search(
        "posting_rows WHERE words @@ CAST($1 AS tsquery) AND listed",
        "= ANY(string_to_array(LIST, ','))",
        "posting_rows.head @@ CAST(LEVEL AS tsquery)",
    )
});
pub(super) static SEARCH_SQLITE: LazyLock<String> = LazyLock::new(|| {
    search(
        "posting_search JOIN posting_rows ON posting_rows.row_id = posting_search.rowid WHERE posting_search MATCH $1 AND listed",
        "IN (SELECT value FROM json_each('[\"' || replace(LIST, ',', '\",\"') || '\"]'))",
        "row_id IN (SELECT rowid FROM posting_search WHERE posting_search MATCH LEVEL)",
    )
});

/// The matches, their page, and their number.
fn search(matches: &str, is_in: &str, has_level: &str) -> String {
    let rank = (6..).zip(POINTS).map(|(number, points)| {
        let has_level = has_level.replace("LEVEL", &format!("${number}"));
        format!("CASE WHEN {has_level} THEN {points} ELSE 0 END")
    });
    let rank = rank.collect::<Vec<_>>().join(" + ");
    let (modes, seniorities) = (is_in.replace("LIST", "$2"), is_in.replace("LIST", "$3"));
    format!(
        "
WITH hits AS MATERIALIZED (
    SELECT posting_id, ({rank}) * 4503599627370496 + posted AS rank FROM {matches}
), found AS MATERIALIZED (
    SELECT id, rank FROM hits JOIN postings ON postings.id = hits.posting_id
    WHERE closed_at IS NULL
        AND ($2 = '' OR remote_mode {modes})
        AND ($3 = '' OR seniority {seniorities})
        AND ($4 = '' OR (pay_currency = $4 AND pay_yearly_max >= $5 * 100))
), page AS (SELECT id, rank FROM found ORDER BY rank DESC, id DESC LIMIT 20)
SELECT (SELECT count(*) FROM found), postings.id, title, location, remote_mode, seniority, employment_type, pay_min / 100, pay_max / 100,
    pay_currency, pay_period, posted_at, company_id, companies.name
FROM page JOIN postings ON postings.id = page.id JOIN companies ON companies.id = company_id
ORDER BY rank DESC, postings.id DESC"
    )
}

pub(super) const READ_CARD: &str =
    "SELECT stage, version, company, role FROM applications WHERE id = $1 AND user_id = $2";

pub(super) const MOVE_CARD: &str = "
UPDATE applications SET stage = $3, version = version + 1, updated_at = $4, board_rank = (
    SELECT coalesce(max(board_rank), 0.0) + 1.0 FROM applications AS column_ WHERE user_id = $2 AND column_.stage = $3 AND NOT archived
)
WHERE id = $1 AND user_id = $2 AND version = $5";

pub(super) const ADD_EVENT: &str = "
INSERT INTO application_events (id, application_id, user_id, seq, kind, from_stage, to_stage, occurred_on, recorded_at, actor,
    observed, reason, request_hash)
SELECT $1, $2, $3, max(seq) + 1, 'MOVED', $4, $5, $6, $7, 'USER', false, '', '' FROM application_events WHERE application_id = $2";

pub(super) const NEXT_IN_INBOX: &str = "
INSERT INTO change_heads (user_id, last_seq, floor_seq) VALUES ($1, 1, 0)
ON CONFLICT (user_id) DO UPDATE SET last_seq = change_heads.last_seq + 1 RETURNING last_seq";

pub(super) const NOTIFY: &str = "
INSERT INTO notifications (id, user_id, seq, kind, title, body, application_id, merge_key, created_at)
VALUES ($1, $2, $3, 'APPLICATION_MOVED', $4, $5, $6, $7, $8)";

pub(super) const FUNNEL: &str = "
SELECT count(*),
    coalesce(sum(CASE WHEN applied + accepted > 0 THEN 1 ELSE 0 END), 0),
    coalesce(sum(CASE WHEN screening + accepted > 0 THEN 1 ELSE 0 END), 0),
    coalesce(sum(CASE WHEN assessment + accepted > 0 THEN 1 ELSE 0 END), 0),
    coalesce(sum(CASE WHEN interviewing + accepted > 0 THEN 1 ELSE 0 END), 0),
    coalesce(sum(CASE WHEN offer + accepted > 0 THEN 1 ELSE 0 END), 0),
    coalesce(sum(accepted), 0)
FROM (
    SELECT max(CASE WHEN to_stage = 'APPLIED' THEN 1 ELSE 0 END) AS applied,
        max(CASE WHEN to_stage = 'SCREENING' THEN 1 ELSE 0 END) AS screening,
        max(CASE WHEN to_stage = 'ASSESSMENT' THEN 1 ELSE 0 END) AS assessment,
        max(CASE WHEN to_stage = 'INTERVIEWING' THEN 1 ELSE 0 END) AS interviewing,
        max(CASE WHEN to_stage = 'OFFER' THEN 1 ELSE 0 END) AS offer,
        max(CASE WHEN outcome = 'ACCEPTED' THEN 1 ELSE 0 END) AS accepted
    FROM application_events AS event
    WHERE user_id = $1 AND kind <> 'CORRECTED'
        AND NOT EXISTS (SELECT 1 FROM application_events AS later WHERE later.retracts_event_id = event.id)
    GROUP BY application_id
) AS each";

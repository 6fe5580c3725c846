//! A large database: 100 000 postings with their rows in other tables, many users, one with 300 applications. PostgreSQL generates the
//! rows. Values are spread by hashes, so that columns are not correlated.

use crate::kit::{TestApp, TestUser};
use sea_orm::ConnectionTrait;

/// `u(kind, n)`: the id of the n-th row of a kind; `h(n, k, m)`: a pseudo-random number below m.
const HELPERS: &str = "
CREATE FUNCTION u(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT md5(kind || n)::uuid';
CREATE FUNCTION h(n bigint, k bigint, m bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT (hashint8extended(n, k) & 2147483647) % m';
";

const CATALOGUE: &str = "
INSERT INTO companies (id, name, slug, industry, size_band, created_at)
    SELECT u('company', n), 'Company ' || n, 'company-' || n, 'Industry ' || h(n, 50, 200), (ARRAY['1-10','11-50','51-200'])[1 + h(n, 51, 3)], now() FROM generate_series(0, 19999) n;
INSERT INTO company_aliases (alias, company_id) SELECT 'company ' || n, u('company', n) FROM generate_series(0, 19999) n;
INSERT INTO skills (id, slug, label) SELECT u('skill', n), 'skill-' || n, 'Skill ' || n FROM generate_series(0, 149) n;
UPDATE skills SET slug = (ARRAY['rust','python','postgresql'])[1 + split_part(slug, '-', 2)::int] WHERE slug IN ('skill-0', 'skill-1', 'skill-2');
INSERT INTO postings (id, company_id, company_name, title, title_key, description, description_hash, url, location, remote_mode,
        employment_type, seniority, pay_min, pay_max, pay_currency, pay_period, pay_origin, pay_yearly_max, pay_yearly_eur, language, posted_at,
        posted_at_inferred, first_seen_at, last_seen_at, deadline, closed_at, close_reason, updated_at)
    SELECT u('posting', n), u('company', c), 'Company ' || c, title, lower(title),
        'We look for someone who knows word' || h(n, 1, 1000) || ' and word' || h(n, 2, 1000) || ', topic' || h(n, 3, 50) || '.'
            || repeat(' You work with people who care about what they make and how it lasts.', 8),
        'hash' || n, 'https://example.org/' || n, 'Lisbon', (ARRAY['ONSITE','HYBRID','REMOTE','UNKNOWN'])[1 + h(n, 4, 4)],
        (ARRAY['FULL_TIME','PART_TIME','CONTRACT','INTERN','TEMPORARY','OTHER','UNKNOWN'])[1 + h(n, 5, 7)],
        (ARRAY['INTERN','JUNIOR','MID','SENIOR','LEAD','EXECUTIVE','UNKNOWN'])[1 + h(n, 6, 7)],
        pay, pay, CASE WHEN pay IS NOT NULL THEN (ARRAY['EUR','USD','GBP'])[1 + h(n, 7, 3)] END,
        CASE WHEN pay IS NOT NULL THEN 'YEAR' END, CASE WHEN pay IS NOT NULL THEN 'STATED' END, pay, pay,
        (ARRAY['en','en-GB','de','fr',NULL])[1 + h(n, 52, 5)],
        now() - make_interval(mins => n::int), false, now(), now(),
        CASE WHEN h(n, 8, 20) = 0 THEN now() + make_interval(days => 30) END,
        CASE WHEN h(n, 9, 10) = 0 THEN now() END, CASE WHEN h(n, 9, 10) = 0 THEN 'REMOVED' END, now()
    FROM (SELECT n, h(n, 10, 20000) AS c, CASE WHEN h(n, 11, 3) > 0 THEN 3000000 + h(n, 12, 120) * 100000 END AS pay,
            (ARRAY['Senior','Junior','Lead','Night'])[1 + h(n, 13, 4)] || ' '
            || (ARRAY['Engineer','Gardener','Porter','Nurse','Cook','Driver','Teacher','Clerk','Painter','Baker'])[1 + h(n, 14, 10)]
            AS title FROM generate_series(1, 100000) n) AS made;
INSERT INTO posting_locations (posting_id, position, raw, city, country, city_id, region_code, x, y, z)
    SELECT id, p, 'City ' || city, 'City ' || city, country, CASE WHEN city = 0 THEN 2267057 ELSE city END, region, (6371008.8 * cosd(lat) * cosd(lon))::bigint, (6371008.8 * cosd(lat) * sind(lon))::bigint,
        (6371008.8 * sind(lat))::bigint
    FROM (SELECT u('posting', n) AS id, p, h(n, 53 + p, 2000) AS city, c.country, c.country || '-' || h(n, 55 + p, 20) AS region,
            c.lat + h(n, 57 + p, 1000) / 300.0 AS lat, c.lon + h(n, 59 + p, 1000) / 300.0 AS lon
        FROM generate_series(1, 100000) n, generate_series(0, 1) p, unnest(ARRAY['PT','DE','FR','US','GB','ES','IT','NL','PL','SE'],
            ARRAY[38,50,47,37,52,40,43,52,51,58], ARRAY[-9,9,2,-100,-1,-4,11,5,19,15]) WITH ORDINALITY c (country, lat, lon, o)
        WHERE (p = 0 OR h(n, 30, 3) = 0) AND o = 1 + h(n, 20 + p, 10)) AS made;
INSERT INTO posting_skills (posting_id, skill_id, need, quote)
    SELECT u('posting', n), u('skill', (h(n, 31, 75) * 2 + k) % 150), (ARRAY['REQUIRED','PREFERRED'])[1 + k], 'Quote'
    FROM generate_series(1, 100000) n, generate_series(0, 1) k;
INSERT INTO posting_rows (posting_id, posted, seen, listed, facts, head, words)
    SELECT id, (extract(epoch FROM posted_at) * 1000000)::bigint, (extract(epoch FROM first_seen_at) * 1000000)::bigint, closed_at IS NULL, facts,
        setweight(to_tsvector('simple', title), 'A'),
        to_tsvector('simple', title || ' ' || description) || array_to_tsvector(string_to_array('@' || replace(facts, ' ', ' @'), ' '))
    FROM (SELECT *, 'm' || remote_mode || ' t' || employment_type || ' s' || seniority || coalesce(' l' || substr(language, 1, 2), '')
            || ' o' || replace(company_id::text, '-', '')
            || (SELECT ' ' || string_agg('k' || slug, ' ') FROM posting_skills JOIN skills ON skills.id = skill_id WHERE posting_id = postings.id)
            || (SELECT ' ' || string_agg('c' || country || ' r' || region_code || ' i' || city_id, ' ') FROM posting_locations
                WHERE posting_id = postings.id) AS facts
        FROM postings OFFSET 0) AS made;
INSERT INTO posting_sources (connector, board, external_id, posting_id, url_key, record_hash, last_seen_at)
    SELECT 'greenhouse', 'board' || h(n, 32, 300), n::text, u('posting', n), 'example.org/' || n, 'hash', now()
    FROM generate_series(1, 100000) n;
INSERT INTO posting_changes (id, posting_id, at, what, before, after)
    SELECT u('change', n * 2 + k), u('posting', n), now() - make_interval(hours => k::int), 'TITLE', 'Before', 'After'
    FROM generate_series(1, 100000) n, generate_series(0, 1) k;
INSERT INTO posting_fingerprints (band_key, posting_id, simhash)
    SELECT h(n / 2, 70 + k, 2000000000), u('posting', n), h(n / 2, 75, 2000000000) FROM generate_series(1, 100000) n, generate_series(0, 3) k
    ON CONFLICT DO NOTHING;
INSERT INTO sources (id, connector, board, company_name, due_at, last_count, gone_count, created_at)
    SELECT u('source', n), 'greenhouse', 'board' || n, 'Company', now() + make_interval(hours => 1 + n), 300, 0, now()
    FROM generate_series(0, 299) n;
INSERT INTO connector_runs (id, source_id, started_at, ended_at, complete, found, added, changed, closed, skipped)
    SELECT u('run', n), u('source', n % 300), now() - make_interval(mins => n::int), now(), true, 1, 1, 0, 0, 0
    FROM generate_series(1, 100000) n;
INSERT INTO tasks (id, kind, lane, merge_key, payload, run_at, attempts, created_at)
    SELECT u('task', n), 'nothing', 'lane' || h(n, 33, 500), 'key' || n, '{}', now() + make_interval(hours => 1 + n::int), 0, now()
    FROM generate_series(1, 5000) n;
INSERT INTO tasks (id, kind, lane, merge_key, payload, run_at, attempts, created_at, failed_at)
    SELECT u('failed', n), 'nothing', NULL, NULL, '{}', now() - make_interval(hours => n::int), 8, now(), now()
    FROM generate_series(1, 5000) n;
";

/// `USER` is the viewer; the others must be filtered out.
const PEOPLE: &str = "
INSERT INTO users (id, email, name, role, created_at, updated_at)
    SELECT u('user', n), 'user' || n || '@example.com', 'User', 'USER', now(), now() FROM generate_series(1, 2000) n;
CREATE TABLE owners AS
    SELECT n, u('user', h(n, 40, 2000) + 1) AS id FROM generate_series(1, 30000) n UNION ALL
    SELECT n, 'USER'::uuid FROM generate_series(30001, 30300) n;
INSERT INTO sessions (id, user_id, created_at, expires_at, last_used_at, proved_at)
    SELECT u('session', n), id, now(), now() + make_interval(days => 30), now(), now() FROM owners WHERE n <= 20000;
INSERT INTO refresh_tokens (hash, session_id, created_at)
    SELECT decode(md5('token' || n), 'hex'), u('session', n), now() FROM generate_series(1, 20000) n;
INSERT INTO profiles (id, user_id, headline, summary, location, links, targets, version, updated_at)
    SELECT u('profile', n), u('user', n), '', '', '', '[]', '{}', 1, now() FROM generate_series(1, 2000) n;
INSERT INTO profile_undos (user_id, version, before)
    SELECT u('user', n), 1, '{\"kind\": \"FACTS\", \"facts\": []}' FROM generate_series(1, 2000) n;
INSERT INTO employments (id, user_id, position, company, title, location, description)
    SELECT u('employment', n), id, n, 'C', 'T', '', '' FROM owners WHERE n < 30020;
INSERT INTO educations (id, user_id, position, school, degree, field, description)
    SELECT u('education', n), id, n, 'S', '', '', '' FROM owners WHERE n < 30020;
INSERT INTO skill_claims (id, user_id, position, name, level)
    SELECT u('claim', n), id, n, 'Skill ' || n, 'EXPERT' FROM owners WHERE n < 30020;
INSERT INTO languages (id, user_id, position, name, proficiency)
    SELECT u('language', n), id, n, 'L' || n, 'NATIVE' FROM owners WHERE n < 30020;
INSERT INTO posting_snapshots (id, hash, posting_id, content, taken_at)
    SELECT u('snapshot', n), 'hash' || n, u('posting', n), '{\"title\": \"T\", \"company\": \"C\", \"description\": \"D\", \"location\": \"L\",
        \"url\": \"https://example.org/\", \"remote_mode\": \"REMOTE\", \"employment_type\": \"FULL_TIME\", \"seniority\": \"SENIOR\",
        \"pay_min\": null, \"pay_max\": null, \"pay_currency\": null, \"pay_period\": null}', now()
    FROM generate_series(1, 30300) n;
INSERT INTO applications (id, user_id, posting_id, snapshot_id, company, role, stage, outcome, applied_on, source, referrer, priority,
        board_rank, next_action, note, archived, version, created_at, updated_at)
    SELECT u('application', n), id, u('posting', n), u('snapshot', n), 'C', 'R', stage, CASE stage WHEN 'CLOSED' THEN 'REJECTED' END,
        '2026-11-01', '', '', 0, n, '', '', h(n, 41, 10) = 0, 2, now(), now() - make_interval(mins => h(n, 42, 100000)::int)
    FROM (SELECT *, (ARRAY['PREPARING','APPLIED','SCREENING','ASSESSMENT','INTERVIEWING','OFFER','CLOSED'])[1 + h(n, 43, 7)] AS stage
        FROM owners) AS staged;
INSERT INTO application_events (id, application_id, user_id, seq, kind, from_stage, to_stage, occurred_on, recorded_at, actor, observed,
        reason)
    SELECT u('event', n * 2 + e), u('application', n), id, e + 1, (ARRAY['CREATED','MOVED'])[1 + e], NULL, (ARRAY['PREPARING','APPLIED'])[1 + e],
        '2026-11-01', now(), 'USER', false, '' FROM owners, generate_series(0, 1) e;
INSERT INTO application_undos (application_id, user_id, version) SELECT u('application', n), id, 1 FROM owners;
INSERT INTO document_files (id, user_id, store_key, sha256, size, state, touched_at)
    SELECT u('file', n), id, 'key' || n, 'hash' || n, 100, (ARRAY['STORED','STORED','PENDING'])[1 + h(n, 45, 3)], now() FROM owners;
INSERT INTO documents (id, user_id, file_id, kind, title, file_name, media_type, sha256, size, version, created_at, updated_at)
    SELECT u('document', n), id, u('file', n), (ARRAY['RESUME','COVER_LETTER','OTHER'])[1 + h(n, 46, 3)], 'T', 'T.txt', 'text/plain', 'hash' || n,
        100, 1, now() - make_interval(mins => h(n, 47, 100000)::int), now() FROM owners;
INSERT INTO resumes (id, user_id, kind, parent_id, posting_id, name, language, template, paper, revision, version, archived_at, created_at,
        updated_at)
    SELECT u('resume', n), id, (ARRAY['MASTER','TAILORED'])[1 + h(n, 48, 2)], NULL, u('posting', n), 'R', 'EN', 'PLAIN', 'A4', 2, 2,
        CASE WHEN h(n, 49, 5) = 0 THEN now() END, now() - make_interval(mins => h(n, 50, 100000)::int), now() FROM owners;
INSERT INTO resume_revisions (resume_id, number, user_id, content, size, reason, note, created_at)
    SELECT u('resume', n), number, id, '{\"form\": 1, \"lastKey\": 0, \"language\": \"EN\", \"name\": \"N\", \"headline\": \"\", \"location\": \"\",
        \"email\": \"\", \"phone\": \"\", \"links\": [], \"summary\": [], \"sections\": []}', 100, 'EDITED', '', now()
    FROM owners, generate_series(1, 2) number;
INSERT INTO letters (id, user_id, posting_id, posting_title, company_name, recipient, language, tone, length, seed, state, refused, attempt, last_seq,
        revision, version, archived_at, created_at, updated_at)
    SELECT u('letter', n), id, u('posting', n), 'T', 'C', '', 'EN', 'PLAIN', 'SHORT', 1, 'COMPLETED', '[]', 1, 2, 1, 2,
        CASE WHEN h(n, 51, 5) = 0 THEN now() END, now() - make_interval(mins => h(n, 52, 100000)::int), now() FROM owners;
INSERT INTO letter_grounds (letter_id, user_id, body)
    SELECT u('letter', n), id, '{\"form\": 1, \"facts\": [], \"locations\": [], \"asked\": [],
        \"selection\": {\"choices\": [], \"supported\": [], \"missing\": []}}' FROM owners;
INSERT INTO letter_revisions (letter_id, number, user_id, content, reason, created_at)
    SELECT u('letter', n), 1, id, '{\"form\": 1, \"greeting\": \"G\", \"sentences\": [], \"signOff\": \"\"}', 'WRITTEN', now() FROM owners;
INSERT INTO letter_events (letter_id, seq, user_id, body, created_at)
    SELECT u('letter', n), seq, id, '{\"kind\": \"COMPLETED\"}', now() FROM owners, generate_series(1, 2) seq;
INSERT INTO tailorings (id, user_id, resume_id, posting_id, posting_title, company_name, revision, decisions, version, created_at, updated_at)
    SELECT u('tailoring', n), id, u('resume', n), u('posting', n), 'T', 'C', 1, '[]', 1, now(), now() FROM owners;
INSERT INTO tailoring_contents (tailoring_id, user_id, body)
    SELECT u('tailoring', n), id, '{\"form\": 1, \"proposals\": [], \"grounds\": {\"form\": 1, \"facts\": [], \"locations\": [], \"asked\": [],
        \"selection\": {\"choices\": [], \"supported\": [], \"missing\": []}}}' FROM owners;
INSERT INTO answers (id, user_id, question, value, words, version, created_at, updated_at)
    SELECT u('answer', n), id, 'Q ' || n, '{\"kind\": \"TEXT\", \"text\": \"T\"}', ' q t', 2, now() - make_interval(mins => h(n, 53, 100000)::int), now()
    FROM owners;
INSERT INTO answer_versions (answer_id, number, user_id, question, value, created_at)
    SELECT u('answer', n), number, id, 'Q ' || n, '{\"kind\": \"TEXT\", \"text\": \"T\"}', now() FROM owners, generate_series(1, 2) number;
INSERT INTO application_answers (id, user_id, application_id, answer_id, answer_version, question, value, created_at)
    SELECT u('recorded', n), id, u('application', n), u('answer', n), 1, 'Q', '{\"kind\": \"TEXT\", \"text\": \"T\"}', now() FROM owners;
INSERT INTO ai_runs (id, user_id, letter_id, task, provider, endpoint, model, prompt_version, state, tokens_in, tokens_out, is_estimated, micros, currency,
        refused, day, reserved_tokens, reserved_micros, created_at, ended_at)
    SELECT u('airun', n), id, u('letter', n), 'LETTER', 'OPENAI', 'e', 'm', 1, 'DONE', 1, 1, false, 1, 'USD', '[]', 20000, 0, 0,
        now() - make_interval(mins => h(n, 53, 100000)::int), now() FROM owners;
INSERT INTO agent_proposals (id, user_id, token_id, token_name, mutation, input, effects, state, version, created_at, expires_at)
    SELECT u('proposal', n), id, u('token', n), 'T', 'updateApplication', '{}', '[]', CASE WHEN h(n, 57, 5) > 0 THEN 'ACCEPTED' ELSE 'PENDING' END, 1,
        now() - make_interval(mins => h(n, 58, 100000)::int), now() + make_interval(mins => h(n, 59, 10000)::int) FROM owners;
INSERT INTO change_heads (user_id, last_seq, floor_seq) SELECT id, count(*) * 3, 0 FROM owners GROUP BY id;
INSERT INTO changes (user_id, seq, kind, object_id, operation, version, actor, at)
    SELECT id, row_number() OVER (PARTITION BY id ORDER BY k, n), (ARRAY['APPLICATION','NOTIFICATION','PERSON'])[k],
        u((ARRAY['application','notification','person'])[k], n), 'CHANGED', 2, 'USER', now() - make_interval(mins => h(n, 55, 100000)::int)
    FROM owners, generate_series(1, 3) k;
INSERT INTO notifications (id, user_id, seq, kind, content, locale, application_id, merge_key, created_at, read_at)
    SELECT u('notification', n), id, row_number() OVER (PARTITION BY id ORDER BY n), 'APPLICATION_MOVED', '{\"type\":\"TEXT\",\"title\":\"T\",\"body\":\"B\"}', '', u('application', n),
        'key' || n, now(), CASE WHEN h(n, 44, 5) > 0 THEN now() END FROM owners;
INSERT INTO audit_entries (seq, at, action, outcome, actor_id, subject_id, origin_hash, hash)
    SELECT n + 1000000, now(), (ARRAY['session.sign_in', 'session.sign_out'])[1 + n % 2], 'DONE', id, id, '', '' FROM owners;
INSERT INTO audit_origins (seq, user_id, salt) SELECT n + 1000000, id, '' FROM owners;
INSERT INTO reports (id, posting_id, reporter_id, reason, text, created_at, verdict, resolved_at)
    SELECT u('report', n), u('posting', n), id, 'SPAM', '', now() - make_interval(mins => n), 'DISMISSED', now() FROM owners WHERE n <= 5000;
INSERT INTO people (id, user_id, first_name, last_name, name_key, profile_url, company, company_key, company_id, position, connected_on, notes, tags,
        tag_keys, words, follow_up_on, version, created_at, updated_at, seen_at)
    SELECT u('person', n), id, 'Ann', 'Name ' || n, 'ann name ' || n, 'https://example.org/' || n, 'Company ' || c, 'company ' || c,
        CASE WHEN c < 15000 THEN u('company', c) END, 'Cook', '2025-01-05', '', '[]', '', ' ann company cook name ' || n,
        CASE WHEN h(n, 46, 10) = 0 THEN '2026-12-01' END, 1, now(), now(), now()
    FROM (SELECT *, h(n, 45, 20000) AS c FROM owners) AS made;
INSERT INTO import_jobs (id, user_id, source, file_name, sha256, state, counts, total, done, version, created_at, updated_at, expires_at)
    SELECT u('import', n), id, 'EXPORT_ZIP', 'a.zip', '', (ARRAY['PLANNED','APPLIED','EXPIRED'])[1 + h(n, 80, 3)], '[]', 2, 0, 1,
        now() - make_interval(mins => h(n, 81, 100000)::int), now(), now() + make_interval(days => 1 + h(n, 82, 29)::int) FROM owners;
INSERT INTO import_reports (job_id, user_id, report, kept)
    SELECT u('import', n), id, '{\"files\": [], \"findings\": [], \"findings_not_listed\": 0}', '{}' FROM owners;
INSERT INTO import_entries (id, job_id, user_id, ordinal, section, action, file, imported, kept, choice)
    SELECT u('entry', n * 2 + k), u('import', n), id, k + 1, 'SKILLS', 'ADD', 'Skills.csv', '{\"name\": [\"Knots\"]}', '{}', 'USE_IMPORT'
    FROM owners, generate_series(0, 1) k;
INSERT INTO imported_values (user_id, section, item_id, origin, source, said, kept, imported_at)
    SELECT id, 'SKILLS', u('claim', n), 'LINKEDIN', 'EXPORT_ZIP', '{\"name\": [\"Knots\"]}', '{}', now() FROM owners;
INSERT INTO linkedin_accounts (user_id, state, version, retries, domains, changes_seen, next_at)
    SELECT u('user', n), 'CONNECTED', 1, 0, '[]', '[]', now() + make_interval(days => 1 + h(n, 83, 29)::int) FROM generate_series(1, 2000) n;
DROP TABLE owners;
";

/// The foreign keys of the catalogue hold by how its rows are made; to check each takes a third of the time. No trigger runs, either: those of
/// people must.
const UNCHECKED: &str = "SET LOCAL session_replication_role = replica;";

/// Fills the database of the app; the user has 300 applications and as many notifications.
pub(super) async fn fill(app: &TestApp, user: &TestUser) {
    let people = PEOPLE.replace("USER'::uuid", &format!("{}'::uuid", user.user_id.0));
    run(app, "", HELPERS).await;
    run(app, UNCHECKED, CATALOGUE).await;
    run(app, "", &people).await;
    run(app, "", "VACUUM (ANALYZE)").await;
}

/// Runs statements one at a time, each with another before it: what is sent at once has a time limit, which all of them together would reach
/// on a busy machine.
async fn run(app: &TestApp, before: &str, statements: &str) {
    for statement in statements.split_inclusive(";\n") {
        let sent = format!("{before}{statement}");
        let conn = app.platform.db.conn();
        conn.execute_unprepared(&sent).await.unwrap();
    }
}

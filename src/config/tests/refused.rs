//! Every invalid value is refused with the name of its key.

use super::load;

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn wrong_values_are_refused_with_the_name_of_their_key() {
    for (text, key) in [
        ("[http]\nlisten = \"nonsense\"", "http.listen"),
        ("[http]\npublic_url = \"ftp://x\"", "http.public_url"),
        (
            "[http]\nhosts = [\"https://careers.example.org\"]",
            "http.hosts",
        ),
        (
            "[http]\nhosts = [\"careers.example.org:443\"]",
            "http.hosts",
        ),
        ("[http]\nhosts = [\"Careers.example.org\"]", "http.hosts"),
        ("[http]\nhosts = [\"*.example.org\"]", "http.hosts"),
        ("[http]\nhosts = [\"\"]", "http.hosts"),
        (
            "[http]\nallowed_origins = [\"https://a.example/path\"]",
            "http.allowed_origins",
        ),
        (
            "[http]\ntrusted_proxies = [\"10.0.0.0/33\"]",
            "http.trusted_proxies",
        ),
        (
            "[http]\ntrusted_proxies = [\"proxy.example\"]",
            "http.trusted_proxies",
        ),
        ("[http]\nconnections_max = 0", "http.connections_max"),
        (
            "[http]\nheader_timeout_secs = 31",
            "http.header_timeout_secs",
        ),
        ("[http]\nbody_timeout_secs = 0", "http.body_timeout_secs"),
        ("[http]\nidle_secs = 0", "http.idle_secs"),
        ("[http]\nhead_bytes = 8191", "http.head_bytes"),
        ("[http]\nurl_bytes = 65535", "http.url_bytes"),
        (
            "[http]\ncompress_from_bytes = -1",
            "http.compress_from_bytes",
        ),
        ("[http]\ndrain_secs = 9999", "http.drain_secs"),
        ("[http]\nedition_2026 = \"maybe\"", "http.edition_2026"),
        ("[graphql]\nbatch_max = 101", "graphql.batch_max"),
        ("[mcp]\nanswer_bytes = 999", "mcp.answer_bytes"),
        ("[graphql]\nonly_documents = true", "graphql.only_documents"),
        ("[database]\nurl = \"mysql://x\"", "database.url"),
        (
            "[database]\nmax_connections = 0",
            "database.max_connections",
        ),
        (
            "[database]\nmax_connections = \"many\"",
            "database.max_connections",
        ),
        ("[redis]\nurl = \"http://x\"", "redis.url"),
        ("[cache]\nttl_secs = 0", "cache.ttl_secs"),
        (
            "[cache]\npersisted_ttl_secs = 0",
            "cache.persisted_ttl_secs",
        ),
        ("[cache]\npersisted_entries = 0", "cache.persisted_entries"),
        ("[auth]\nkeys_dir = \"\"", "auth.keys_dir"),
        ("[auth]\naccess_minutes = -1", "auth.access_minutes"),
        (
            "[auth]\nprovider_timeout_secs = 5",
            "auth.provider_timeout_secs",
        ),
        (
            "[sources]\ngreenhouse_url = \"x\"",
            "sources.greenhouse_url",
        ),
        ("[sources]\nuser_agent = \"x\"", "sources.user_agent"),
        ("[sources]\nmax_requests = 0", "sources.max_requests"),
        ("[sources]\nmax_run_bytes = 1", "sources.max_run_bytes"),
        ("[sources]\nrun_secs = 0", "sources.run_secs"),
        ("[linkedin]\napi_url = \"x\"", "linkedin.api_url"),
        (
            "[linkedin]\napi_url = \"http://api.example.org\"",
            "linkedin.api_url",
        ),
        (
            "[linkedin]\napi_url = \"https://a.example?b\"",
            "linkedin.api_url",
        ),
        ("[linkedin]\ninterval_hours = 0", "linkedin.interval_hours"),
        ("[linkedin]\nfull_days = 28", "linkedin.full_days"),
        ("[linkedin]\ntimeout_secs = 0", "linkedin.timeout_secs"),
        ("[linkedin]\nmax_pages = 0", "linkedin.max_pages"),
        ("[outbound]\nuser_agent = \"\"", "outbound.user_agent"),
        ("[embeddings]\nurl = \"x\"", "embeddings.url"),
        (
            "[embeddings]\nmodel = \"m\"\nurl = \"http://embeddings.example.org/v1\"",
            "embeddings.url",
        ),
        (
            "[embeddings]\nmodel = \"m\"\nurl = \"https://user:pass@a.example/v1\"",
            "embeddings.url",
        ),
        (
            "[embeddings]\nurl = \"https://embeddings.example.org/v1\"",
            "embeddings.model",
        ),
        ("[embeddings]\nkey = \"two words\"", "embeddings.key"),
        ("[embeddings]\nmodel = \"a\\nb\"", "embeddings.model"),
        (
            "[embeddings]\nmodel_of = { German = \"m\" }",
            "embeddings.model_of",
        ),
        ("[embeddings]\nbatch = 0", "embeddings.batch"),
        ("[embeddings]\ntimeout_secs = 0", "embeddings.timeout_secs"),
        ("[embeddings]\ncandidates = 0", "embeddings.candidates"),
        ("[outbound]\nnamed_ports = [0]", "outbound.named_ports"),
        (
            "[outbound]\nnamed_networks = [\"10.0.0.0/33\"]",
            "outbound.named_networks",
        ),
        ("[queue]\nlease_secs = 0", "queue.lease_secs"),
        ("[queue]\ntask_secs = 0", "queue.task_secs"),
        ("[redis]\nprefix = \"a b\"", "redis.prefix"),
        ("[limits]\ndepth = 1", "limits.depth"),
        ("[limits]\ndirectives = 0", "limits.directives"),
        ("[limits]\nroot_fields = 0", "limits.root_fields"),
        ("[limits]\ndefinitions = 0", "limits.definitions"),
        ("[limits]\nvariables = 1001", "limits.variables"),
        (
            "[limits]\nintrospection = \"maybe\"",
            "limits.introspection",
        ),
        ("[limits]\narea_secs = 0", "limits.area_secs"),
        (
            "[limits]\narea_secs_of = { weather = 1 }",
            "limits.area_secs_of",
        ),
        ("[limits]\narea_secs_of = { catalogue = 1 }", "jobs"),
        (
            "[limits]\narea_secs_of = { search = 301 }",
            "limits.area_secs_of",
        ),
        (
            "[limits]\nuser_cost_per_minute = 99",
            "limits.user_cost_per_minute",
        ),
        (
            "[limits]\naddress_cost_per_minute = 99",
            "limits.address_cost_per_minute",
        ),
        (
            "[limits]\ndocument_name_bytes = 10",
            "limits.document_name_bytes",
        ),
        ("[limits]\nsockets_per_user = 0", "limits.sockets_per_user"),
        (
            "[auth]\napi_tokens_per_user = 0",
            "auth.api_tokens_per_user",
        ),
        ("[auth]\napi_token_days = 0", "auth.api_token_days"),
        (
            "[moderation]\nreports_per_day = 0",
            "moderation.reports_per_day",
        ),
        ("[applications]\nper_user = 0", "applications.per_user"),
        ("[connections]\nper_user = 0", "connections.per_user"),
        ("[connections]\nkeep_months = 0", "connections.keep_months"),
        (
            "[writing]\nresumes_per_user = 0",
            "writing.resumes_per_user",
        ),
        (
            "[writing]\nrevisions_per_resume = 0",
            "writing.revisions_per_resume",
        ),
        ("[writing]\nuser_bytes = 0", "writing.user_bytes"),
        (
            "[writing]\nletters_per_user = 0",
            "writing.letters_per_user",
        ),
        (
            "[writing]\nrevisions_per_letter = 0",
            "writing.revisions_per_letter",
        ),
        (
            "[writing]\ntailorings_per_user = 0",
            "writing.tailorings_per_user",
        ),
        (
            "[writing]\nanswers_per_user = 0",
            "writing.answers_per_user",
        ),
        (
            "[writing]\nversions_per_answer = 0",
            "writing.versions_per_answer",
        ),
        (
            "[writing]\nanswers_per_application = 0",
            "writing.answers_per_application",
        ),
        ("[imports]\nplan_hours = 0", "imports.plan_hours"),
        ("[imports]\nresult_days = 0", "imports.result_days"),
        ("[imports]\nplans_per_user = 0", "imports.plans_per_user"),
        ("[imports]\nreaders = 0", "imports.readers"),
        ("[imports]\narchive_secs = 0", "imports.archive_secs"),
        ("[imports]\nresume_secs = 0", "imports.resume_secs"),
        (
            "[imports]\nresume_memory_mb = 1",
            "imports.resume_memory_mb",
        ),
        ("[changes]\nkeep_days = 0", "changes.keep_days"),
        (
            "[changes]\nfollow_poll_secs = 0",
            "changes.follow_poll_secs",
        ),
        (
            "[proposals]\npending_per_token = 0",
            "proposals.pending_per_token",
        ),
        ("[proposals]\nopen_days = 91", "proposals.open_days"),
        ("[changes]\nkeep_days = 6", "proposals.open_days"),
        ("[proposals]\nkeep_days = 0", "proposals.keep_days"),
        ("[streams]\ninit_secs = 0", "streams.init_secs"),
        ("[streams]\nping_secs = 0", "streams.ping_secs"),
        ("[streams]\ncomment_secs = 0", "streams.comment_secs"),
        ("[streams]\nheartbeat_secs = 0", "streams.heartbeat_secs"),
        ("[streams]\nlag_secs = 0", "streams.lag_secs"),
        ("[limits]\nupload_bytes = 0", "limits.upload_bytes"),
        ("[limits]\nupload_parts = 1", "limits.upload_parts"),
        (
            "[limits]\nupload_memory_bytes = 1023",
            "limits.upload_memory_bytes",
        ),
        (
            "[http]\nupload_timeout_secs = 0",
            "http.upload_timeout_secs",
        ),
        ("[documents]\ndir = \"\"", "documents.dir"),
        ("[documents]\nfile_bytes = 0", "documents.file_bytes"),
        (
            "[documents]\nuser_bytes = 209715201",
            "documents.user_bytes",
        ),
        ("[documents]\nper_user = 0", "documents.per_user"),
        ("[documents]\ntimeout_secs = 61", "documents.timeout_secs"),
        ("[documents]\nurl = \"https://x/y\"", "documents.url"),
        ("[documents]\nurl = \"s3://\"", "documents.url"),
        (
            "[documents]\nurl = \"s3://user:secret@bucket\"",
            "documents.url",
        ),
        (
            "[documents]\nurl = \"s3://bucket/a/../b?c=d\"",
            "documents.url",
        ),
        (
            "[documents]\nurl = \"s3://bucket?endpoint=ftp://x\"",
            "documents.url",
        ),
        (
            "[documents]\nurl = \"s3://bucket?path_style=maybe\"",
            "documents.url",
        ),
        (
            "[documents]\nurl = \"s3://bucket\"",
            "documents.access_key_id",
        ),
        (
            "[documents]\nurl = \"s3://bucket\"\naccess_key_id = \"x\"",
            "documents.secret_access_key",
        ),
        ("[telemetry]\nlog = \"a=b=c\"", "telemetry.log"),
        ("[telemetry]\nlog_format = \"xml\"", "telemetry.log_format"),
        ("[telemetry]\ntrace_ratio = 2.0", "telemetry.trace_ratio"),
        (
            "[telemetry]\nmetrics_addr = \"9464\"",
            "telemetry.metrics_addr",
        ),
    ] {
        assert_refused(text, key);
    }
}

#[test]
fn names_that_are_not_known_any_more_or_never_were_are_refused() {
    for (text, key) in [
        ("[http]\nlissten = \"127.0.0.1:1\"", "lissten"),
        ("[unknown]\nx = 1", "unknown"),
        ("[limits]\ngroup_secs = 5", "limits.area_secs"),
    ] {
        assert_refused(text, key);
    }
}

#[test]
fn wrong_values_for_mails_and_passwords_are_refused_too() {
    for (text, key) in [
        ("[auth]\npassword_score = 5", "auth.password_score"),
        ("[auth]\ndeletion_days = 91", "auth.deletion_days"),
        ("[auth]\ndeletion_days = -1", "auth.deletion_days"),
        ("[auth]\nerasures_file = \"\"", "auth.erasures_file"),
        ("[http]\ngraphiql = \"perhaps\"", "http.graphiql"),
        (
            "[auth]\nverify_email = false\n[http]\npublic_url = \"https://careers.example.org\"",
            "auth.verify_email",
        ),
        (
            "[auth]\nverify_email = false\n[http]\nlisten = \"0.0.0.0:8000\"",
            "auth.verify_email",
        ),
        (
            "[auth]\nverify_email = false\n[http]\nlisten = \"0.0.0.0:8000\"\npublic_url = \"http://localhost:8000\"",
            "auth.verify_email",
        ),
        ("[auth]\nverify_email = \"local\"", "auth.verify_email"),
        (
            "[auth]\npasskey_rp_id = \"https://careers.example.org\"",
            "auth.passkey_rp_id",
        ),
        (
            "[auth]\npasskey_rp_id = \"192.0.2.1\"",
            "auth.passkey_rp_id",
        ),
        (
            "[auth]\npasskey_origins = [\"https://careers.example.org/\"]",
            "auth.passkey_origins",
        ),
        (
            "[auth]\npasskey_origins = [\"careers.example.org\"]",
            "auth.passkey_origins",
        ),
        ("[mail]\ntransport = \"pigeon\"", "mail.transport"),
        ("[mail]\ntransport = \"smtp\"", "mail.host"),
        ("[mail]\nfrom = \"nobody\"", "mail.from"),
        (
            "[mail]\nfrom = \"A <a@example.org>\\r\\nBcc: eve@example.org\"",
            "mail.from",
        ),
        ("[mail]\nreset_url = \"javascript:x\"", "mail.reset_url"),
        ("[mail]\ntimeout_secs = 0", "mail.timeout_secs"),
        (
            "[auth]\nfailed_sign_ins_per_account = 1",
            "auth.failed_sign_ins_per_account",
        ),
    ] {
        assert_refused(text, key);
    }
}

pub(super) fn assert_refused(text: &str, key: &str) {
    let error = load(text)
        .err()
        .unwrap_or_else(|| panic!("accepted: {text}"));
    assert!(
        error.contains(key),
        "{text:?} gave {error:?}, which does not name {key}"
    );
}

#[test]
fn a_file_that_is_not_toml_is_refused_by_its_line_and_without_its_text() {
    for (text, line) in [
        ("[database]\nurl = postgres://u:hunter2@h/d", "line 2"),
        ("[mail]\n\npassword = \"hunter2", "line 3"),
        ("[mail]\npassword = \"hunter2\" hunter2", "line 2"),
        ("[database]\nurl = [\"hunter2\"]", "database.url"),
        ("[providers]\ncompany = \"hunter2\"", "providers"),
    ] {
        let error = load(text).expect_err("refused");
        assert!(
            error.contains(line) && !error.contains("hunter2"),
            "{error}"
        );
    }
}

#[test]
fn a_bad_file_of_exchange_rates_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rates.csv");
    let text = format!("[jobs]\nexchange_rates_file = {path:?}");
    let refused = || load(&text).expect_err("refused");
    assert!(refused().starts_with("configuration: jobs.exchange_rates_file: "));
    assert!(refused().contains("cannot be read"), "{}", refused());
    std::fs::write(&path, "Date, USD\n2026-11-20, one\n").expect("written");
    assert!(
        refused().ends_with(
            "is no file of rates of the European Central Bank: line 2: the rate of USD is no number"
        ),
        "{}",
        refused()
    );
    std::fs::write(&path, "Date, USD\n2026-11-20, 1.2\n").expect("written");
    let config = load(&text).expect("rates");
    assert_eq!(config.jobs.exchange_rates.date().to_string(), "2026-11-20");
}

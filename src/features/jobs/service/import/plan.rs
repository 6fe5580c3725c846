//! Decides what a batch of records changes, without I/O.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    board::{Board, Counts, company_name},
    candidates::put,
    companies::alias_of,
    identity::{BoardEntries, Candidates, KeyedRecord},
    rows::record_hash,
    write::instant,
};
use crate::{
    features::jobs::{
        CompanyRow,
        entity::{
            posting_change::{Change, What},
            posting_source::Model as Entry,
            skip::{SkipReason, Skips},
        },
        source::{Payload, PostingRecord},
    },
    platform::{clock::Clock, hashing::content_hash},
    types::id::PostingId,
};

/// A board that states a later date by more than this has advertised the posting again.
const RENEWED_AFTER: TimeDelta = TimeDelta::days(1);

/// The changes of a batch.
#[derive(Default)]
pub(super) struct Plan<'a> {
    /// New postings.
    pub new: Vec<(PostingId, KeyedRecord<'a>)>,
    /// Postings that are updated, and whether the board sent the same payload as before.
    pub rewrites: Vec<(PostingId, KeyedRecord<'a>, bool)>,
    /// Entries that are new or changed.
    pub entries: Vec<Entry>,
    /// Payloads that are new or changed.
    pub payloads: Vec<(&'a str, &'a Payload)>,
    /// Known entries that are listed.
    pub seen: Vec<String>,
    /// Known postings that are listed.
    pub touched: Vec<PostingId>,
    /// Postings that are advertised again.
    pub reposted: Vec<PostingId>,
    /// Postings whose leading entry has become another posting.
    pub orphans: Vec<PostingId>,
    /// Reposts, for the history.
    pub changes: Vec<Change>,
    /// The postings of entries that are read otherwise than before, and whether something of the entry itself differs.
    pub edited: Vec<(PostingId, bool)>,
}

impl Plan<'_> {
    pub fn rewritten(&self) -> Vec<PostingId> {
        self.rewrites.iter().map(|(id, ..)| *id).collect()
    }

    /// Postings whose deadline has passed before they were read.
    pub fn overdue(&self, now: DateTime<Utc>) -> Vec<PostingId> {
        let new = self.new.iter().map(|(id, keyed)| (*id, keyed));
        let rewritten = self.rewrites.iter().map(|(id, keyed, _)| (*id, keyed));
        new.chain(rewritten)
            .filter(|(_, keyed)| keyed.record.deadline.is_some_and(|deadline| deadline < now))
            .map(|(id, _)| id)
            .collect()
    }

    /// What the batch counts. An entry is changed if something that is stored differs: the hash of its record differs as well after an
    /// upgrade of the program.
    pub fn counts(&self, found: usize, is_rewritten: impl Fn(PostingId) -> bool) -> Counts {
        let changed = |(id, differs): &&(PostingId, bool)| *differs || is_rewritten(*id);
        Counts {
            found,
            added: self.new.len(),
            changed: self.edited.iter().filter(changed).count(),
        }
    }
}

/// The records whose company is known, and the others by reason.
pub(super) fn with_companies<'a>(
    board: &Board<'_>,
    reading: &'a BoardEntries<'_>,
    records: &'a [PostingRecord],
    companies: &'a HashMap<String, CompanyRow>,
) -> (Vec<KeyedRecord<'a>>, Skips) {
    let (mut keyed, mut skips) = (Vec::new(), Skips::default());
    let mut ids = BTreeSet::new();
    for record in records {
        let id = record.external_id.as_str();
        let company = companies.get(&alias_of(company_name(record, board)));
        match (company, reading.keys.get(id)) {
            (Some(company), Some(keys)) if ids.insert(id) => keyed.push(KeyedRecord {
                record,
                keys,
                company,
            }),
            (Some(_), _) => skips.add(SkipReason::DuplicateId, Some(id)),
            (None, _) => skips.add(SkipReason::NoCompany, Some(id)),
        }
    }
    (keyed, skips)
}

/// Plans a batch. Known entries come first, so that new ones are compared with what the board lists now.
pub(super) fn plan<'a>(
    reading: &BoardEntries<'_>,
    keyed: &[KeyedRecord<'a>],
    known: &HashMap<String, Entry>,
    mut candidates: Candidates,
    payloads: &'a HashMap<String, Payload>,
    clock: &Clock,
) -> Plan<'a> {
    let mut plan = Plan::default();
    let is_known = |keyed: &&KeyedRecord<'a>| known.contains_key(&keyed.record.external_id);
    let first = keyed.iter().filter(is_known);
    let then = keyed.iter().filter(|keyed| !is_known(keyed));
    for keyed in first.chain(then) {
        let payload = payloads.get_key_value(&keyed.record.external_id);
        let before = known.get(&keyed.record.external_id);
        plan_one(
            &mut plan,
            reading,
            *keyed,
            before,
            &mut candidates,
            payload,
            clock,
        );
    }
    plan.touched.sort_unstable();
    plan.touched.dedup();
    plan.reposted.sort_unstable();
    plan.reposted.dedup();
    plan
}

fn plan_one<'a>(
    plan: &mut Plan<'a>,
    reading: &BoardEntries<'_>,
    keyed: KeyedRecord<'a>,
    before: Option<&Entry>,
    candidates: &mut Candidates,
    payload: Option<(&'a String, &'a Payload)>,
    clock: &Clock,
) {
    let now = clock.now();
    let of =
        |candidates: &Candidates, id: PostingId| candidates.get(&id).cloned().unwrap_or_default();
    let current = before.map(|entry| entry.posting_id);
    let parted = before.is_some_and(|entry| {
        reading.is_other_job(entry, keyed.keys, &of(candidates, entry.posting_id))
    });
    let found = current
        .filter(|_| !parted)
        .or_else(|| reading.posting_of(keyed.keys, keyed.company.id, candidates, current));
    let id = found.unwrap_or_else(|| PostingId(clock.new_id()));
    let others = of(candidates, id);
    let led = before.is_some_and(|entry| entry.leads) && !parted;
    let takes_lead = !led
        && others
            .iter()
            .find(|entry| entry.leads)
            .is_none_or(|lead| !reading.lists(lead));
    let entry = entry(reading, keyed, before, id, led || takes_lead, payload, now);
    let is_edited = before.is_none_or(|before| before.record_hash != entry.record_hash);
    let is_same_payload = before.is_some_and(|before| {
        before.payload_hash.is_some() && before.payload_hash == entry.payload_hash
    });
    if let Some(before) = before {
        plan.seen.push(entry.external_id.clone());
        if is_edited && !before.record_hash.is_empty() {
            plan.edited.push((id, differs(before, &entry)));
        }
    }
    if parted && before.is_some_and(|before| before.leads) {
        plan.orphans.extend(current);
    }
    if takes_lead {
        let led = others.iter().filter(|other| other.leads);
        plan.entries.extend(led.map(|other| Entry {
            leads: false,
            ..other.clone()
        }));
    }
    if found.is_none() {
        plan.new.push((id, keyed));
    } else {
        plan.touched.push(id);
        if entry.leads && (is_edited || takes_lead) {
            plan.rewrites
                .push((id, keyed, is_same_payload && !takes_lead));
        }
        if let Some(from) = reposted(reading, keyed, before.filter(|_| !parted), &others) {
            plan.reposted.push(id);
            plan.changes.push(Change {
                posting: id,
                what: What::Reposted,
                before: Some(instant(from)),
                after: Some(instant(
                    keyed.record.posted_at.map_or(now, |at| at.min(now)),
                )),
            });
        }
    }
    if !is_same_payload {
        plan.payloads
            .extend(payload.map(|(id, payload)| (id.as_str(), payload)));
    }
    if before.is_none_or(|before| *before != entry) {
        plan.entries.push(entry.clone());
    }
    put(candidates, entry);
}

/// True if an entry says something else than before, beside its hashes.
fn differs(before: &Entry, entry: &Entry) -> bool {
    let bare = |entry: &Entry| Entry {
        record_hash: String::new(),
        payload_hash: None,
        leads: false,
        ..entry.clone()
    };
    bare(before) != bare(entry)
}

/// The entry as it is after this reading.
fn entry(
    reading: &BoardEntries<'_>,
    keyed: KeyedRecord<'_>,
    before: Option<&Entry>,
    id: PostingId,
    leads: bool,
    payload: Option<(&String, &Payload)>,
    now: DateTime<Utc>,
) -> Entry {
    let (record, keys) = (keyed.record, keyed.keys);
    let sent = payload.map(|(_, payload)| content_hash(payload.bytes()));
    Entry {
        connector: reading.connector.to_owned(),
        board: reading.board.to_owned(),
        external_id: record.external_id.clone(),
        posting_id: id,
        url_key: keys.url.clone(),
        record_hash: record_hash(record),
        // These two are written for all listed entries together.
        last_seen_at: before.map_or(now, |before| before.last_seen_at),
        missing_since: before.and_then(|before| before.missing_since),
        company_id: Some(keyed.company.id),
        url: Some(record.url.clone()),
        apply_url: record.apply_url.clone(),
        apply_key: keys.apply.clone(),
        requisition_key: keys.requisition.clone(),
        title_key: Some(keys.title.clone()),
        places_key: Some(keys.places.clone()),
        text_hash: Some(keys.text.clone()),
        payload_hash: sent.or_else(|| before.and_then(|before| before.payload_hash.clone())),
        posted_at: record
            .posted_at
            .or_else(|| before.and_then(|before| before.posted_at)),
        first_seen_at: before.map_or(Some(now), |before| before.first_seen_at),
        leads,
    }
}

/// The date before, if the board advertises the posting again: under another id instead of the last one, be it one that it had listed
/// before, or with a later date.
fn reposted(
    reading: &BoardEntries<'_>,
    keyed: KeyedRecord<'_>,
    before: Option<&Entry>,
    others: &[Entry],
) -> Option<DateTime<Utc>> {
    let is_own =
        |entry: &&Entry| reading.is_here(entry) && entry.external_id == keyed.record.external_id;
    let others = || others.iter().filter(|entry| !is_own(entry));
    if let Some(before) = before {
        let renewed = before.posted_at.zip(keyed.record.posted_at);
        let renewed = renewed.filter(|(last, stated)| *stated - *last > RENEWED_AFTER);
        if renewed.is_some() {
            return renewed.map(|(last, _)| last);
        }
        // An id that returns while another one has been listed since.
        let since = others()
            .any(|entry| reading.is_here(entry) && entry.last_seen_at > before.last_seen_at);
        if before.missing_since.is_none() || !since {
            return None;
        }
    }
    reading.present?;
    let is_listed = |entry: &&Entry| reading.lists(entry);
    let here: Vec<&Entry> = others().filter(|entry| reading.is_here(entry)).collect();
    let instead = if here.is_empty() {
        !others().any(|entry| is_listed(&entry))
    } else {
        !here.iter().any(is_listed)
    };
    let last = others().filter_map(|entry| entry.posted_at.or(entry.first_seen_at));
    last.max().filter(|_| instead)
}

// An offline-first client of one user's applications: a copy, kept in step by the change feed, and an outbox of writes. Keep the fields of
// `Offline` in a store of the device. `send(query, variables)` returns the data, or throws an error, with a `code` if the server sent it.
const FIELDS = 'id version stage companyName role note';
const CHANGES = `query ($after: String) { viewer { changes(after: $after, kinds: [APPLICATION], first: 100) {
  cursor hasMore changes { objectId node { ... on Application { ${FIELDS} } } } } } }`;
const LIST = `query ($after: String) { viewer { applications(after: $after, first: 100) {
  nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } } }`;
const write = (name, result) => `mutation ($input: ${name}ApplicationInput!) { result: ${name.toLowerCase()}Application(input: $input) {
  ${result} userErrors { code message ... on VersionConflictError { current } } } }`;
const [CREATE, UPDATE] = ['Create', 'Update'].map((name) => write(name, `application { ${FIELDS} }`));
const WRITES = { create: CREATE, update: UPDATE, delete: write('Delete', 'deletedApplicationId') };

export class Offline {
  constructor(send) { Object.assign(this, { send, cursor: null, copy: {}, versions: {}, ids: {}, outbox: [] }); }
  // What the user does is in the copy at once, and in the outbox under a key of its own until the server has it.
  create(input) { const id = `local-${crypto.randomUUID()}`; this.copy[id] = { id, ...input }; return this.queue('create', id, input); }
  update(id, input) { Object.assign(this.copy[id], input); return this.queue('update', id, input); }
  delete(id) { delete this.copy[id]; return this.queue('delete', id, {}); }
  queue(kind, id, input) { this.outbox.push({ kind, id, input, key: crypto.randomUUID() }); return id; }
  // Sends the outbox, then reads what others did. Call it again after an error of the network: nothing is done twice.
  async sync() {
    while (this.outbox.length) { await this.push(this.outbox[0]); this.outbox.shift(); }
    await this.pull().catch((error) => (error.code === 'RESYNC_REQUIRED' ? this.resync() : Promise.reject(error)));
  }
  async push(entry) {
    const id = this.ids[entry.id] ?? entry.id;
    entry.version ??= this.versions[id]; // Of the first attempt: a key belongs to one input.
    if (entry.kind !== 'create' && !entry.version) return; // An earlier write has found that it was deleted elsewhere.
    const target = entry.kind === 'create' ? {} : { id, expectedVersion: entry.version };
    const sent = this.send(WRITES[entry.kind], { input: { ...entry.input, ...target, idempotencyKey: entry.key } });
    const data = await sent.catch((error) => (error.code === 'NOT_FOUND' ? null : Promise.reject(error)));
    const refused = data?.result.userErrors[0];
    if (refused?.code === 'VERSION_CONFLICT') { // Another device was first; this change is made again, on top of it.
      return this.push(Object.assign(entry, { version: refused.current, key: crypto.randomUUID() }));
    }
    if (entry.kind === 'create' || !data) this.drop(id);
    if (!data || refused) this.cursor = null; // It was deleted elsewhere, or may not be: everything is read again.
    else if (entry.kind === 'create') this.ids[id] = data.result.application.id;
    if (data?.result.application) this.store(data.result.application);
  }
  async pull() {
    if (!this.cursor) return this.resync();
    for (let page = { hasMore: true }; page.hasMore; this.cursor = page.cursor) {
      page = (await this.send(CHANGES, { after: this.cursor })).viewer.changes;
      for (const { objectId, node } of page.changes) node ? this.store(node) : this.drop(objectId);
    }
  }
  async resync() { // The cursor first: what changes while everything is read is told after it.
    const { cursor } = (await this.send(CHANGES, {})).viewer.changes;
    const nodes = [];
    for (let page = { hasNextPage: true }; page.hasNextPage;) {
      const list = (await this.send(LIST, { after: page.endCursor })).viewer.applications;
      nodes.push(...list.nodes); page = list.pageInfo;
    }
    Object.assign(this, { cursor, copy: {}, versions: {} });
    nodes.forEach((node) => this.store(node));
  }
  store(node) { this.copy[node.id] = node; this.versions[node.id] = node.version; }
  drop(id) { delete this.copy[id]; delete this.versions[id]; }
}

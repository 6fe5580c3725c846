// Two devices of one user write offline and read the change feed over a network that loses requests and responses at random: in the end
// both copies equal the server, each write was done once, and a follower through cuts has seen every change.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { SIGN_UP, endpoint, send as sendOnce, socket } from './operations.mjs';
import { Offline } from './offline.mjs';
import { main, pause, step, within } from './tap.mjs';

const ROUNDS = 60;
const PATIENCE = 20_000;
const FOLLOW = `subscription ($after: String) { changed(after: $after, kinds: [APPLICATION]) {
  cursor operation objectId node { ... on Application { id version stage companyName role note } } } }`;

/** Numbers from 0 to 1, the same in each run. */
function numbers(seed) {
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** Sends an operation, and throws an error of the server with its code. */
const sender = (token) => async (query, variables) => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw Object.assign(new Error(errors[0].message), { code: errors[0].extensions.code });
  return data;
};

/** The same over a network that loses every fourth request, and every fourth response. */
const unreliable = (send, random, network) => async (...operation) => {
  const lost = () => network.isDown && random() < 0.25;
  if (lost()) throw new Error('the request was lost');
  const data = await send(...operation);
  if (lost()) throw new Error('the response was lost');
  return data;
};

const sorted = (copy) => Object.values(copy).sort((one, other) => (one.id < other.id ? -1 : 1));

await main(async () => {
  const { signUp } = await sendOnce(SIGN_UP, { email: `ada-${crypto.randomUUID()}@example.org` });
  const token = signUp.session.accessToken;
  const [send, random, network] = [sender(token), numbers(7), { isDown: true }];
  const devices = [0, 1].map(() => new Offline(unreliable(send, random, network)));
  const one = (list) => list[Math.floor(random() * list.length)];
  let [created, cuts] = [0, 0];
  const start = (await send('{ viewer { changes { cursor } } }')).viewer.changes.cursor;

  await step('two devices write and read through random cuts', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const device = one(devices);
      for (let writes = 1 + Math.floor(random() * 3); writes > 0; writes -= 1) {
        const [id, what] = [one(Object.keys(device.copy)), random()];
        if (!id || what < 0.4) {
          device.create({ company: `Company ${round}`, role: 'Engineer' });
          created += 1;
        } else if (what < 0.9) device.update(id, { note: `Note ${round}` });
        else device.delete(id);
      }
      await one(devices).sync().catch((error) => {
        if (error.code) throw error;
        cuts += 1;
      });
    }
    assert.ok(cuts > ROUNDS / 4, `${cuts} cuts`);
  });

  await step('both copies end equal to the server', async () => {
    network.isDown = false;
    for (const device of [...devices, ...devices]) await device.sync();
    const server = new Offline(send);
    await server.sync();
    assert.ok(Object.keys(server.copy).length > 10, 'something is there');
    for (const device of devices) assert.deepEqual(sorted(device.copy), sorted(server.copy));
  });

  await step('each application was created once', async () => {
    const changes = [];
    for (let page = { hasMore: true, cursor: start }; page.hasMore;) {
      const query = `query ($after: String!) { viewer { changes(after: $after, kinds: [APPLICATION], first: 100) {
        cursor hasMore changes { cursor objectId operation } } } }`;
      page = (await send(query, { after: page.cursor })).viewer.changes;
      changes.push(...page.changes);
    }
    assert.equal(new Set(changes.map(({ objectId }) => objectId)).size, changes.length, 'an object has one change');
    assert.equal(changes.length, created, 'those that were deleted are told, too');
  });

  await step('a follower that is cut off again and again ends equal to the server', async () => {
    const [device, copy] = [devices[0], new Map()];
    let [cursor, isOver] = [start, false];
    const following = async () => {
      while (!isOver) {
        const client = socket(token);
        const events = client.iterate({ query: FOLLOW, variables: { after: cursor } });
        setTimeout(() => client.terminate(), 20 + random() * 80);
        try {
          for await (const { data } of events) {
            cursor = data.changed.cursor;
            if (data.changed.node) copy.set(data.changed.objectId, data.changed.node);
            else copy.delete(data.changed.objectId);
          }
        } catch { /* The next one begins after the last cursor. */ }
      }
    };
    const followed = following();
    for (let round = 0; round < ROUNDS; round += 1) {
      device.update(one(Object.keys(device.copy)), { note: `Live ${round}` });
      await device.sync();
    }
    const isEqual = async () => {
      while (JSON.stringify(sorted(Object.fromEntries(copy))) !== JSON.stringify(sorted(device.copy))) await pause(50);
    };
    await within(PATIENCE, isEqual(), 'the follower is equal');
    isOver = true;
    await followed;
  });

  await step('docs/SYNC.md shows this client', () => {
    const client = readFileSync(new URL('offline.mjs', import.meta.url), 'utf8');
    const page = readFileSync(new URL('../../docs/SYNC.md', import.meta.url), 'utf8');
    assert.ok(page.includes(`\`\`\`js\n${client}\`\`\`\n`), 'copy tests/clients/offline.mjs into docs/SYNC.md');
  });
});

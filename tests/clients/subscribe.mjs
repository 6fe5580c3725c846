// The real graphql-ws client: nothing is lost and nothing comes twice when it disconnects and asks for what came after its cursor.
import assert from 'node:assert/strict';
import { WATCH, moveTo, newcomer, socket } from './operations.mjs';
import { main, pause, step, within } from './tap.mjs';

const PATIENCE = 10_000;
const QUIET = 1_000;

/** Subscribes and collects what arrives. */
async function watch(token, after) {
  const client = socket(token);
  const received = [];
  let wake = () => {};
  let failure;
  const opened = new Promise((resolve) => client.on('connected', resolve));
  const fail = (error) => {
    failure = error instanceof Error ? error : new Error(`the subscription ended: ${error?.reason ?? JSON.stringify(error)}`);
    wake();
  };
  client.subscribe(
    { query: WATCH, variables: after ? { after } : {} },
    {
      next: ({ data, errors }) => (errors ? fail(errors) : (received.push(data.notificationReceived), wake())),
      error: fail,
      complete: () => fail({ reason: 'completed by the server' }),
    },
  );
  const count = async (wanted) => {
    while (received.length < wanted) {
      if (failure) throw failure;
      await new Promise((resolve) => { wake = resolve; });
    }
  };
  await within(PATIENCE, opened, 'connection_ack');
  return {
    received,
    /** Waits for this many, and a while longer to see that no more come. */
    async exactly(wanted) {
      await within(PATIENCE, count(wanted), `${wanted} notifications, ${received.length} so far`);
      await pause(QUIET);
      assert.equal(received.length, wanted, 'no more than expected');
      return received;
    },
    stop: () => client.dispose(),
  };
}

await main(async () => {
  let { token, application } = await step('signs up and creates an application', newcomer);

  const first = await step('subscribes over graphql-transport-ws', async () => {
    const subscription = await watch(token);
    // The acknowledgement is for the socket; the server starts the subscription right after it.
    await pause(500);
    return subscription;
  });

  const seen = await step('receives exactly one notification for one move', async () => {
    application = await moveTo(application, 'APPLIED', token);
    const [only] = await first.exactly(1);
    assert.ok(only.cursor && only.notification.id && only.notification.title);
    return only;
  });

  await step('moves twice while disconnected', async () => {
    await first.stop();
    application = await moveTo(application, 'SCREENING', token);
    application = await moveTo(application, 'INTERVIEWING', token);
  });

  const last = await step('receives precisely these two, in order, after its cursor', async () => {
    const second = await watch(token, seen.cursor);
    const missed = await second.exactly(2);
    const ids = [seen, ...missed].map(({ notification }) => notification.id);
    assert.equal(new Set(ids).size, 3, 'none comes twice');
    const times = [seen, ...missed].map(({ notification }) => Date.parse(notification.createdAt));
    assert.deepEqual(times, times.toSorted((a, b) => a - b), 'in the order of the moves');
    assert.match(JSON.stringify(missed[0].notification), /screening/i);
    assert.match(JSON.stringify(missed[1].notification), /interview/i);
    await second.stop();
    return missed[1];
  });

  await step('receives nothing old after the last cursor', async () => {
    const third = await watch(token, last.cursor);
    await third.exactly(0);
    await third.stop();
  });
});

// Expectations for every client of an inbox: live notifications arrive once, and after a pause exactly the missed ones.
import assert from 'node:assert/strict';
import { cursorOf, moveTo, newcomer } from './operations.mjs';
import { pause, step, within } from './tap.mjs';

const PATIENCE = 20_000;
const QUIET = 1_000;

/**
 * Collects what a subscription delivers. `start` begins it with a sink of `next({ data, errors })`, `error` and `complete`,
 * as the clients' own libraries have it, and returns how to stop it.
 */
export function collect(start) {
  const received = [];
  let wake = () => {};
  let failure;
  const fail = (error) => {
    failure = error instanceof Error ? error : new Error(`the subscription ended: ${error?.reason ?? JSON.stringify(error)}`);
    wake();
  };
  const stop = start({
    next: ({ data, error, errors }) => (error || errors ? fail(error ?? errors) : (received.push(data.notificationReceived), wake())),
    error: fail,
    complete: () => fail({ reason: 'completed by the server' }),
  });
  const count = async (wanted) => {
    while (received.length < wanted) {
      if (failure) throw failure;
      await new Promise((resolve) => { wake = resolve; });
    }
  };
  return {
    /** Waits for this many, and a while longer to see that no more come. */
    async exactly(wanted) {
      await within(PATIENCE, count(wanted), `${wanted} notifications, ${received.length} so far`);
      await pause(QUIET);
      assert.equal(received.length, wanted, 'no more than expected');
      return received;
    },
    stop,
  };
}

/** The complete test of one client; `watch(token, after)` subscribes with it. */
export async function follows(client, watch) {
  let { token, application } = await newcomer();
  application = await moveTo(application, 'APPLIED', token);
  const before = await cursorOf('applied', token);

  const seen = await step(`${client}: receives exactly one notification for one move`, async () => {
    const first = watch(token, before);
    application = await moveTo(application, 'SCREENING', token);
    const [only] = await first.exactly(1);
    assert.ok(only.cursor && only.notification.id && only.notification.title);
    await first.stop();
    return only;
  });

  const last = await step(`${client}: receives what it missed, in order, after its cursor`, async () => {
    application = await moveTo(application, 'INTERVIEWING', token);
    application = await moveTo(application, 'OFFER', token);
    const second = watch(token, seen.cursor);
    const missed = await second.exactly(2);
    const ids = [seen, ...missed].map(({ notification }) => notification.id);
    assert.equal(new Set(ids).size, 3, 'none is repeated');
    assert.match(JSON.stringify(missed[0].notification), /interview/i);
    assert.match(JSON.stringify(missed[1].notification), /offer/i);
    await second.stop();
    return missed[1];
  });

  await step(`${client}: receives nothing old after the last cursor`, async () => {
    const third = watch(token, last.cursor);
    await third.exactly(0);
    await third.stop();
  });
}

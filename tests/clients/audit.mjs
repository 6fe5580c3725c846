// The audit of GraphQL over HTTP by its working group (graphql-http): all checks pass, recommendations included.
import assert from 'node:assert/strict';
import { serverAudits } from 'graphql-http';
import { main, step } from './tap.mjs';

const url = `${process.env.BASE_URL}/graphql`;

await main(async () => {
  const audits = serverAudits({ url, fetchFn: fetch });
  assert.equal(audits.length, 61, 'a new version of the audit has other checks: review them');
  for (const audit of audits) {
    await step(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      assert.equal(result.status, 'ok', result.reason);
    });
  }
});

// The real graphql-ws client: after a reconnect with its last cursor, no notification is missing or repeated.
import { WATCH, socket } from './operations.mjs';
import { collect, follows } from './follow.mjs';
import { main } from './tap.mjs';

await main(() => follows('graphql-ws', (token, after) => {
  const client = socket(token);
  return collect((sink) => {
    client.subscribe({ query: WATCH, variables: { after } }, sink);
    return () => client.dispose();
  });
}));

// The real graphql-ws client: nothing is lost and nothing comes twice when it disconnects and asks for what came after its cursor.
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

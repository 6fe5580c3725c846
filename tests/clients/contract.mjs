// The contract: every breaking change of schema.graphql since the last version is announced in CHANGELOG.md.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { main, step } from './tap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file) => readFileSync(root + file, 'utf8');

/** The output of git, or an empty string if it fails. */
function git(...words) {
  try {
    return execFileSync('git', ['-C', root, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** The commit to compare with: the newest version tag, else the branch point, else the previous commit. */
function base() {
  const [version] = git('tag', '--list', 'v[0-9]*', '--merged', 'HEAD', '--sort=-version:refname').split('\n');
  if (version) return { commit: version, version: version.slice(1) };
  const head = git('rev-parse', 'HEAD');
  for (const name of ['origin/HEAD', 'origin/main', 'main']) {
    const commit = git('merge-base', 'HEAD', name);
    if (commit && commit !== head) return { commit };
  }
  return { commit: git('rev-parse', '--verify', '--quiet', 'HEAD^1') };
}

/** The entries under "Breaking" of the unreleased section, or of all sections newer than a version. */
export function breakingEntries(changelog, version) {
  const [, ...sections] = changelog.split(/^## /m);
  const older = sections.findIndex((section) => version && section.replace(/^\[?v?/, '').startsWith(version));
  const newer = version && older >= 0 ? sections.slice(0, older) : sections.filter((section) => /^\[?Unreleased/.test(section));
  return newer.flatMap((section) => section.split(/^### /m).filter((part) => part.startsWith('Breaking'))).join('\n');
}

/** The breaking changes between two schemas that have no entry. */
export async function unannounced(before, after, entries) {
  const changes = await diff(buildSchema(before), buildSchema(after));
  const breaking = changes.filter((change) => change.criticality.level === CriticalityLevel.Breaking);
  return breaking.filter((change) => !entries.includes(`\`${change.path}\``)).map((change) => `${change.path}: ${change.message}`);
}

await main(async () => {
  await step('a removed field needs an entry of its own', async () => {
    const [before, after] = ['type Query { name: String names: [String] }', 'type Query { names: [String] }'];
    const of = (changelog, version) => unannounced(before, after, breakingEntries(changelog, version));
    const entry = '\n### Breaking\n- `Query.name` is gone; ask for `Query.names`.\n';
    assert.equal((await of('# Changelog\n## Unreleased\n')).length, 1, 'no entry');
    assert.equal((await of('# Changelog\n## Unreleased\n### Breaking\n- `Query.names`\n')).length, 1, 'the entry of another');
    assert.equal((await of('# Changelog\n## Unreleased\n### Added\n- `Query.name`\n')).length, 1, 'an entry in another list');
    assert.equal((await of(`# Changelog\n## Unreleased\n## 1.0.0${entry}`, '1.0.0')).length, 1, 'an entry of the last version');
    assert.deepEqual(await of(`# Changelog\n## Unreleased\n${entry}## 1.0.0\n`, '1.0.0'), []);
    assert.deepEqual(await of(`# Changelog\n## Unreleased\n## 1.1.0${entry}## 1.0.0\n`, '1.0.0'), [], 'on the day of the next version');
    assert.deepEqual(await of(`# Changelog\n## Unreleased\n${entry}`), []);
  });
  await step('an addition needs no entry', async () => {
    const [before, after] = ['type Query { a: Int }', 'type Query { a: Int! b(c: Int): Int }'];
    assert.deepEqual(await unannounced(before, after, ''), []);
  });
  const { commit, version } = base();
  const before = commit && git('show', `${commit}:schema.graphql`);
  if (!before) {
    console.log('# SKIPPED: the contract is not compared, because this is not a git checkout with an earlier schema.graphql');
    return;
  }
  await step(`CHANGELOG.md announces each breaking change of schema.graphql since ${version ?? commit.slice(0, 10)}`, async () => {
    const missing = await unannounced(before, read('schema.graphql'), breakingEntries(read('CHANGELOG.md'), version));
    const hint = 'write each path in backquotes under "## Unreleased / ### Breaking" in CHANGELOG.md';
    assert.deepEqual(missing, [], `${hint}:\n${missing.join('\n')}`);
  });
});

// A minimal test runner: named steps, each of which stops the run when it fails, and a count at the end.
let passed = 0;
let current = 'start';

/** Runs one step and reports it. */
export async function step(name, run) {
  current = name;
  const result = await run();
  passed += 1;
  console.log(`ok ${passed} - ${name}`);
  return result;
}

/** Resolves as `promise` does, or fails after `milliseconds`. */
export async function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs the test, prints the count and ends the process. */
export async function main(run) {
  let failed = 0;
  try {
    await run();
  } catch (error) {
    failed = 1;
    console.log(`not ok ${passed + 1} - ${current}\n  ${String(error?.stack ?? error?.reason ?? error).replaceAll('\n', '\n  ')}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed);
}

import { createPacer } from '../../../lib/cli/verifying/pacer';

/** A clock that only sleeping moves. */
function clock() {
  let millis = 0;
  return {
    now: () => millis,
    sleep: async (more: number) => {
      millis += more;
    },
  };
}

test('requests go out evenly, the first at once', async () => {
  const time = clock();
  const pace = createPacer(5, time);
  const turns: number[] = [];
  for (let i = 0; i < 4; i += 1) {
    await pace();
    turns.push(time.now());
  }
  expect(turns).toEqual([0, 200, 400, 600]);
});

test('requests at once wait for each other', async () => {
  const waits: number[] = [];
  const pace = createPacer(10, { now: () => 0, sleep: async (millis) => void waits.push(millis) });
  await Promise.all([pace(), pace(), pace()]);
  expect(waits).toEqual([100, 200]);
});

test('time that was not used is not saved up', async () => {
  const time = clock();
  const pace = createPacer(5, time);
  await pace();
  await time.sleep(10_000);
  await pace();
  await pace();
  expect(time.now()).toBe(10_200);
});

import { LIMITS } from '../../lib/facts';
import { CallerBody, isForm, readBody, readFormFor, refuseBody } from '../../lib/gateway/exchange/body';
import type { HeaderLine } from '../../lib/gateway/exchange/exchange';
import type { ParameterPlan } from '../../lib/gateway/plan/parameter-plan';
import { brokenAfter, callOf, chunksOf } from './call-of';

const LIMIT = LIMITS.bodyBytes.value;
const FORM = 'application/x-www-form-urlencoded';

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('the body of a caller', () => {
  test('goes on as it came', async () => {
    const body = new CallerBody(chunksOf('a', 'b'));
    expect(await textOf(body)).toBe('ab');
    expect(body.problem).toBeUndefined();
  });

  test('may have the limit and not a byte more, in how many chunks ever', async () => {
    const half = Buffer.alloc(LIMIT / 2);
    const whole = new CallerBody(chunksOf(half, half));
    expect(await textOf(whole)).toHaveLength(LIMIT);
    expect(whole.problem).toBeUndefined();
    const larger = new CallerBody(chunksOf(half, half, 'x'));
    const handedOn: number[] = [];
    const read = async () => {
      for await (const { byteLength } of larger) handedOn.push(byteLength);
    };
    await expect(read()).rejects.toThrow('the body is too large');
    expect(handedOn).toEqual([LIMIT / 2, LIMIT / 2]);
    expect(larger.problem).toEqual(refuseBody());
    expect(refuseBody()).toMatchObject({
      code: 'I413RL',
      reason: 'Request body too Large: 8388608 bytes are let through',
    });
  });

  test('that breaks off fails its reader with the same error, and says why', async () => {
    const body = new CallerBody(brokenAfter('a'));
    await expect(textOf(body)).rejects.toThrow('the caller is gone');
    expect(body.problem).toMatchObject({ code: 'I400BD', reason: 'Invalid Body: it broke off' });
  });
});

describe('all of a body', () => {
  test('is read once, and is at hand for every step', async () => {
    const call = callOf({ body: chunksOf('a', 'b') });
    expect(call.bufferedBody).toBeUndefined();
    const first = await readBody(call);
    expect(String(first)).toBe('ab');
    expect(call.bufferedBody).toBe(first);
    expect(await readBody(call)).toBe(first);
  });

  test('is empty where there is none', async () => {
    expect(await readBody(callOf())).toEqual(Buffer.alloc(0));
  });

  test('that breaks off is an answer', async () => {
    const call = callOf({ body: brokenAfter('a') });
    expect(await readBody(call)).toMatchObject({ outcome: 'refused', code: 'I400BD' });
    expect(call.bufferedBody).toBeUndefined();
  });
});

const type = (value: string): HeaderLine => ['Content-Type', value];
const coding = (value: string): HeaderLine => ['Content-Encoding', value];

test.each<[string, readonly HeaderLine[], boolean]>([
  ['of the type of forms', [type(FORM)], true],
  ['in UTF-8', [type(`${FORM}; charset=utf-8`)], true],
  ['in UTF-8, spaces around', [type(`${FORM}  ;  charset="UTF-8"  `)], true],
  ['packed by nothing', [type(FORM), coding('identity'), coding('')], true],
  ['of no type', [], false],
  ['of two types', [type(FORM), type(FORM)], false],
  ['of a longer type', [type(`x${FORM}`)], false],
  ['of that type and more', [type(`${FORM}x`)], false],
  ['of a parameter of no name', [type(`${FORM};`)], false],
  ['in another charset', [type(`${FORM}; charset=utf-16`)], false],
  ['in a charset with quotes that do not end', [type(`${FORM}; charset="utf-8`)], false],
  ['packed', [type(FORM), coding('gzip')], false],
  ['packed, among others', [type(FORM), coding('identity'), coding('br')], false],
  ['packed after nothing', [type(FORM), coding('identity, gzip')], false],
  ['packed before nothing', [type(FORM), coding('gzip, identity')], false],
])('a body %s is a form: %j %j', (_, headers, expected) => {
  expect(isForm(callOf({ headers }))).toBe(expected);
});

describe('where a value that callers must not set goes', () => {
  const target = (location: string, isClaim?: true) => ({ location, name: 'user', isClaim, isOwn: true });
  const planOf = (...targets: readonly object[]) => ({ targets }) as unknown as ParameterPlan;
  const read = (plan: ParameterPlan, headers: readonly HeaderLine[], body?: AsyncIterable<Uint8Array>) =>
    readFormFor(callOf({ headers, body }), plan);
  const json = [type('application/json')];
  const unread = { kind: 'unread', contentTypes: ['application/json'] };
  const none = { kind: 'none' };

  test.each([
    ['nowhere', planOf()],
    ['into a header', planOf(target('header', true))],
    ['into the query as a constant', planOf(target('query'))],
    ['into the path', planOf(target('path', true))],
  ])('%s, no body is read', async (_, plan) => {
    expect(await read(plan, [type(FORM)], brokenAfter('a'))).toEqual(none);
  });

  const inForm = planOf(target('header', true), target('formData'));
  const inQuery = planOf(target('header', true), target('query', true));

  test.each([
    ['into a form', inForm],
    ['into the query as a claim', inQuery],
  ])('%s, the fields of a form are read', async (_, plan) => {
    expect(await read(plan, [type(FORM)], chunksOf('a=', '1'))).toEqual({
      kind: 'fields',
      fields: [{ raw: 'a=1', name: 'a', value: '1' }],
    });
    expect(await read(plan, [type(FORM)])).toEqual({ kind: 'fields', fields: [] });
    expect(await read(plan, json)).toEqual(none);
    expect(await read(plan, json, chunksOf('{}'))).toEqual(unread);
    expect(await read(plan, [type(FORM)], brokenAfter('a'))).toMatchObject({ code: 'I400BD' });
  });

  test('into a form, an empty body of another type is none, and one that breaks off is refused', async () => {
    expect(await read(inForm, json, chunksOf(''))).toEqual(none);
    expect(await read(inForm, json, brokenAfter('a'))).toMatchObject({ code: 'I400BD' });
  });

  test('into the query, a body of another type is left alone', async () => {
    expect(await read(inQuery, json, chunksOf(''))).toEqual(unread);
    expect(await read(inQuery, json, brokenAfter('a'))).toEqual(unread);
  });

  test('a form that is no UTF-8 is none that can be read, and its first character is no mark', async () => {
    expect(await read(inForm, [type(FORM)], chunksOf(Buffer.from([0x61, 0xff])))).toEqual({
      kind: 'unread',
      contentTypes: [FORM],
    });
    expect(await read(inForm, [type(FORM)], chunksOf('\ufeffa=1'))).toMatchObject({
      fields: [{ name: '\ufeffa' }],
    });
  });
});

import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { jwt, plugin } from '../rules/gateway-template';
import { BAD_TOKENS, EVERY_ALGORITHM, publicJwkFor, signedBy } from './bad-tokens';
import { call, customers, NOW_SECONDS, route, type Served, serve, tokenOf } from './shop-gateway';

const orders = route('Orders', 'GET /orders', { plugins: ['Customers'] });

describe.each(EVERY_ALGORITHM)('behind a key for %s', (algorithm) => {
  const served = serve([customers({ jwk: publicJwkFor(algorithm) }), orders]);

  test.each(BAD_TOKENS)('%s is refused as %s', async (_, code, tokenFor) => {
    const token = tokenFor(algorithm);
    const answer = await call(served, 'GET /orders', { authorization: `Bearer ${token}` });
    expect(answer).toMatchObject({ code, status: Number(code.slice(1, 4)) });
    expect([answer.text, ...answer.headers.values(), JSON.stringify(served.decisions)].join()).not.toContain(
      token,
    );
  });

  test('a good token gets through, twice', async () => {
    const headers = { authorization: `Bearer ${signedBy(algorithm)}` };
    expect(await call(served, 'GET /orders', headers)).toMatchObject({ status: 200 });
    expect(await call(served, 'GET /orders', headers)).toMatchObject({ status: 200 });
  });
});

describe('a token is found', () => {
  const headerOf = (served: Served, headers: Readonly<Record<string, string>>, path = '/orders') =>
    call(served, `GET ${path}`, headers).then(({ code, status }) => code ?? status);

  test.each([
    ['Bearer TOKEN', 200],
    ['bearer TOKEN', 200],
    ['BEARER  TOKEN', 200],
    ['TOKEN', 200],
    ['Bearer', 'I400JR'],
    ['Bearer ', 'I400JR'],
    ['', 'I400JR'],
    ['Basic TOKEN', 'I400JD'],
    ['Bearer TOKEN, Bearer TOKEN', 'I400JD'],
  ])('in Authorization: %s gives %s', async (value, expected) => {
    const authorization = value.replaceAll('TOKEN', await tokenOf());
    expect(await headerOf(serve([customers(), orders]), { authorization })).toBe(expected);
  });

  test('in a header of any name, without a scheme', async () => {
    const served = serve([customers({ parameter: 'X-Token' }), orders]);
    expect(await headerOf(served, { 'x-token': await tokenOf() })).toBe(200);
    expect(await headerOf(served, { 'x-token': `Bearer ${await tokenOf()}` })).toBe('I400JD');
    expect(await headerOf(served, { authorization: `Bearer ${await tokenOf()}` })).toBe('I400JR');
  });

  test('in the query', async () => {
    const served = serve([customers({ parameter: 'token', parameterLocation: 'query' }), orders]);
    expect(await headerOf(served, {}, `/orders?token=${await tokenOf()}`)).toBe(200);
    expect(await headerOf(served, {}, `/orders?token=`)).toBe('I400JR');
    expect(await headerOf(served, {}, `/orders?token=x&token=${await tokenOf()}`)).toBe('I400HD');
  });

  test('in a cookie', async () => {
    const served = serve([customers({ parameter: 'session', parameterLocation: 'cookie' }), orders]);
    const token = await tokenOf();
    expect(await headerOf(served, { cookie: `a=b; session=${token}` })).toBe(200);
    expect(await headerOf(served, { cookie: `session="${token}"` })).toBe(200);
    expect(await headerOf(served, { cookie: `xsession=${token}` })).toBe('I400JR');
    expect(await headerOf(served, { cookie: `session=x; session=${token}` })).toBe('I400HD');
  });

  test('in the parameter of the API, where the plug-in says no place', async () => {
    const data = { parameter: 'token', jwk: fixturePublicJwk('RS256') };
    const parameter = {
      ApiParameterName: 'token',
      Location: 'HEAD',
      ParameterType: 'String',
      Required: 'OPTION',
    };
    const declared = route('Orders', 'GET /orders', {
      plugins: ['Customers'],
      properties: { RequestParameters: [parameter] },
    });
    const served = serve([plugin('Customers', 'jwtAuth', data), declared]);
    expect(await headerOf(served, { token: await tokenOf() })).toBe(200);
    expect(await headerOf(served, {}, `/orders?token=${await tokenOf()}`)).toBe('I400JR');
    const undeclared = serve([plugin('Customers', 'jwtAuth', data), orders]);
    expect(await headerOf(undeclared, { token: await tokenOf() })).toBe('I400JR');
  });
});

test('a header that comes twice is refused, whatever it holds', async () => {
  const { gateway } = serve([customers(), orders]);
  const line = ['authorization', `Bearer ${await tokenOf()}`] as const;
  const answer = await gateway.handle({
    method: 'GET',
    protocol: 'http',
    host: 'localhost',
    target: '/orders',
    headers: [line, ['Authorization', line[1]]],
    body: undefined,
    clientAddress: '127.0.0.1',
  });
  expect(answer.headers).toContainEqual(['X-Ca-Error-Code', 'I400HD']);
});

test('one of several keys signs, and one without a kid stands in for unknown kids', async () => {
  const { kid: _, ...nameless } = fixturePublicJwk('EdDSA');
  const served = serve([customers({ jwk: undefined, jwks: [fixturePublicJwk('RS256'), nameless] }), orders]);
  for (const token of [
    signedBy('RS256'),
    signedBy('EdDSA', { kid: 'any' }),
    signedBy('EdDSA', { kid: undefined }),
  ])
    expect(await call(served, 'GET /orders', { authorization: token })).toMatchObject({ status: 200 });
});

test('a remembered token is good until its exp and not a second longer, whatever the clock does', async () => {
  let seconds = NOW_SECONDS;
  const served = serve([customers(), orders], { now: () => seconds * 1000 });
  const authorization = signedBy('RS256', {}, { exp: NOW_SECONDS + 60, nbf: NOW_SECONDS });
  const at = async (time: number) => {
    seconds = time;
    return (await call(served, 'GET /orders', { authorization })).code;
  };
  expect(await at(NOW_SECONDS)).toBeNull();
  expect(await at(NOW_SECONDS + 59.999)).toBeNull();
  expect(await at(NOW_SECONDS + 60)).toBe('A403JE');
  expect(await at(NOW_SECONDS - 1)).toBe('A403JT');
  expect(await at(NOW_SECONDS + 1)).toBeNull();
});

test('a remembered token of one plug-in is nothing to another', async () => {
  const other = jwt('Others');
  const served = serve([customers(), other, orders, route('Other', 'GET /other', { plugins: ['Others'] })]);
  const authorization = signedBy('RS256');
  expect(await call(served, 'GET /orders', { authorization })).toMatchObject({ status: 200 });
  expect(await call(served, 'GET /other', { authorization })).toMatchObject({ code: 'A403JK' });
});

describe('the switch', () => {
  const answers = async (more: object, headers: Readonly<Record<string, string>>) => {
    const served = serve([customers(more), orders]);
    const { code, status } = await call(served, 'GET /orders', headers);
    return code ?? status;
  };

  test('bypassEmptyToken lets those through who show no token, and no others', async () => {
    expect(await answers({ bypassEmptyToken: true }, {})).toBe(200);
    expect(await answers({ bypassEmptyToken: true }, { authorization: 'Bearer ' })).toBe(200);
    expect(await answers({ bypassEmptyToken: true }, { authorization: 'Bearer x' })).toBe('I400JD');
  });

  test('ignoreExpirationCheck takes a token past its exp, and none before its nbf', async () => {
    const switched = { ignoreExpirationCheck: true };
    expect(await answers(switched, { authorization: signedBy('RS256', {}, { exp: 1 }) })).toBe(200);
    const early = signedBy('RS256', {}, { exp: 1, nbf: NOW_SECONDS + 1 });
    expect(await answers(switched, { authorization: early })).toBe('A403JT');
  });

  test('preventJtiReplay takes each jti once', async () => {
    const served = serve([customers({ preventJtiReplay: true }), orders]);
    const codeFor = async (claims: object) =>
      (await call(served, 'GET /orders', { authorization: signedBy('RS256', {}, claims) })).code;
    expect(await codeFor({})).toBe('S403JI');
    expect(await codeFor({ jti: '' })).toBe('S403JI');
    expect(await codeFor({ jti: 7 })).toBe('S403JI');
    expect(await codeFor({ jti: 'a' })).toBeNull();
    expect(await codeFor({ jti: 'a' })).toBe('S403JU');
    expect(await codeFor({ jti: 'a', sub: 'bob' })).toBe('S403JU');
    expect(await codeFor({ jti: 'b' })).toBeNull();
  });
});

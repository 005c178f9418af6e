import { call, customers, route, serve, tokenOf } from './shop-gateway';

test('a route behind a JWT plug-in wants a token, takes a good one and tells the backend its claims', async () => {
  const claimParameters = [{ claimName: 'sub', parameterName: 'X-User', location: 'header' }];
  const served = serve([
    customers({ claimParameters }),
    route('Orders', 'GET /orders', { plugins: ['Customers'] }),
  ]);
  expect(served.gateway.unemulated).toEqual([]);
  expect(await call(served, 'GET /orders')).toMatchObject({ status: 400, code: 'I400JR' });
  expect(await call(served, 'GET /orders', { authorization: 'Bearer nonsense' })).toMatchObject({
    status: 400,
    code: 'I400JD',
  });
  const answer = await call(served, 'GET /orders', { authorization: `Bearer ${await tokenOf()}` });
  expect(answer).toMatchObject({ status: 200, code: null });
  expect(JSON.parse(answer.text)).toMatchObject({ headers: { 'X-User': 'alice' }, claims: { sub: 'alice' } });
  expect(served.decisions.map(({ outcome, status }) => [outcome, status])).toEqual([
    ['refused', 400],
    ['refused', 400],
    ['forwarded', 200],
  ]);
});

test('what is not published, not there or not emulated is not answered by a backend', async () => {
  const served = serve([
    route('Open', 'GET /open'),
    route('App', 'GET /app', { properties: { AuthType: 'APP' } }),
    route('Unknown', 'GET /unknown', { properties: { AuthType: { Ref: 'AuthType' } } }),
  ]);
  expect(await call(served, 'GET /open')).toMatchObject({ status: 200 });
  expect(await call(served, 'POST /open')).toMatchObject({ status: 404, code: 'I404NF' });
  expect(await call(served, 'GET /open', { 'x-ca-stage': 'TEST' })).toMatchObject({ status: 404 });
  expect(await call(served, 'GET /open', { 'x-ca-stage': 'NONE' })).toMatchObject({ code: 'I400SG' });
  expect(await call(served, 'GET /app')).toMatchObject({ status: 501, code: null });
  expect(await call(served, 'GET /unknown')).toMatchObject({ status: 501 });
  expect(served.gateway.unemulated.map(({ name, route: label }) => [name, label])).toEqual([
    ['app', 'GET /app'],
    ['protection', 'GET /unknown'],
  ]);
});

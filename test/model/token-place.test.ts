import { findTokenPlace, isAuthorization, parameterMappingOf } from '../../lib/model';
import { isUnknown, Unknown } from '../../lib/template';
import { api, group, type Loose, model } from './sample';

/** Where a plug-in without `parameterLocation` looks for `token`, in a few words. */
function placeIn(RequestParameters: Loose): string {
  const [route] = model({ Group: group(), Api: api('GET /orders', { RequestParameters }) }).routes;
  const place = findTokenPlace({ parameter: 'token' }, parameterMappingOf(route as Loose));
  if (place === undefined) return 'nowhere';
  return isUnknown(place) ? `unknown: ${place.expression}` : `${place.location} ${place.name}`;
}

const declared = (Location: Loose, ApiParameterName: Loose = 'token') => ({ ApiParameterName, Location });

test.each<[name: string, parameters: Loose, place: string]>([
  ['in a header', [declared('HEAD')], 'header token'],
  ['in the query, among others', [declared('HEAD', 'other'), declared('QUERY')], 'query token'],
  ['in a form', [declared('BODY')], 'form token'],
  ['in the path', [declared('PATH')], 'path token'],
  ['twice in one place', [declared('HEAD'), declared('HEAD')], 'header token'],
  ['not at all', [], 'nowhere'],
  ['in other letters, which are another name', [declared('HEAD', 'Token')], 'nowhere'],
  ['in two places', [declared('HEAD'), declared('QUERY')], 'unknown: HEAD and QUERY'],
  ['in a place that is none', [declared('constructor')], 'unknown: constructor'],
  ['in a place that only ROS knows', [declared({ Ref: 'Place' })], 'unknown: Ref Place'],
  ['maybe, under a name that only ROS knows', [declared('HEAD', { Ref: 'Name' })], 'unknown: Ref Name'],
  ['in a list that only ROS knows', { Ref: 'Parameters' }, 'unknown: Ref Parameters'],
])('a token that the API declares %s', (_, parameters, place) => {
  expect(placeIn(parameters)).toBe(place);
});

test.each(['header', 'query', 'cookie'] as const)(
  'parameterLocation %s goes before what the API declares',
  (parameterLocation) => {
    const requestParameters = new Unknown('Ref Parameters');
    expect(findTokenPlace({ parameter: 'token', parameterLocation }, { requestParameters })).toEqual({
      location: parameterLocation,
      name: 'token',
    });
  },
);

test('a token comes after Bearer in the header Authorization only, however it is written', () => {
  const names = ['Authorization', 'AUTHORIZATION', 'X-Authorization', 'Authorization2'];
  const bearers = names.filter((name) => isAuthorization({ location: 'header', name }));
  expect(bearers).toEqual(['Authorization', 'AUTHORIZATION']);
  expect(isAuthorization({ location: 'query', name: 'Authorization' })).toBe(false);
});

import { type ClientReach, findDoubt, findWay } from '../../lib/model';
import type { BackendName } from '../../lib/plugin';
import { Unknown } from '../../lib/template';

const unknown = new Unknown('Ref X');
type Mapping = ClientReach['mapping'];

/** What callers can set where ServiceParametersMap alone hands on, but for what is given. */
const reach = (mapping: Partial<Mapping> = {}, more: Partial<ClientReach> = {}): ClientReach => ({
  headers: [],
  unreadBody: undefined,
  ...more,
  mapping: {
    requestMode: 'MAPPING',
    requestParameters: [],
    serviceParameters: [],
    serviceParametersMap: [],
    ...mapping,
  },
});

const USER: BackendName = { location: 'header', name: 'X-User' };
const asked = { location: 'HEAD', name: 'x-user' };
const from = (requestParameterName: string, serviceParameterName: string) => ({
  requestParameterName,
  serviceParameterName,
});

test.each<[string, ClientReach, string | undefined]>([
  ['nothing that is handed on', reach(), undefined],
  ['a parameter of that name', reach({ requestParameters: [asked] }), 'the request parameter x-user'],
  ['a parameter of another name', reach({ requestParameters: [{ ...asked, name: 'X-Other' }] }), undefined],
  ['a parameter elsewhere', reach({ requestParameters: [{ ...asked, location: 'QUERY' }] }), undefined],
  [
    'a parameter that is mapped to it',
    reach({
      requestParameters: [
        { location: 'QUERY', name: 'other' },
        { location: 'QUERY', name: 'user' },
      ],
      serviceParameters: [{ location: 'HEAD', name: 'X-User' }],
      serviceParametersMap: [from('other', 'X-Other'), from('user', 'X-User')],
    }),
    'the request parameter user',
  ],
  [
    'a constant that is mapped to it',
    reach({
      requestParameters: [{ location: 'QUERY', name: 'user' }],
      serviceParameters: [{ location: 'HEAD', name: 'X-User' }],
      serviceParametersMap: [from('constant', 'X-User')],
    }),
    undefined,
  ],
  [
    'a parameter that is mapped to it by a second entry',
    reach({
      requestParameters: [{ location: 'QUERY', name: 'user' }],
      serviceParameters: [
        { location: 'HEAD', name: 'X-User' },
        { location: 'HEAD', name: 'x-user' },
      ],
      serviceParametersMap: [from('constant', 'X-User'), from('user', 'x-user')],
    }),
    'the request parameter user',
  ],
  [
    'a parameter of that name which is called otherwise at the backend',
    reach({
      requestParameters: [asked],
      serviceParameters: [{ location: 'HEAD', name: 'X-Other' }],
      serviceParametersMap: [from('x-user', 'X-Other')],
    }),
    undefined,
  ],
  [
    'a parameter of which something is not known',
    reach({
      requestParameters: [{ location: 'QUERY', name: unknown }],
      serviceParameters: [{ location: 'HEAD', name: 'X-User' }],
      serviceParametersMap: [from('user', 'X-User')],
    }),
    undefined,
  ],
  ['request parameters that are not known', reach({ requestParameters: unknown }), undefined],
  [
    'service parameters that are not known',
    reach({ requestParameters: [asked], serviceParameters: unknown }),
    undefined,
  ],
  [
    'a map that is not known',
    reach({ requestParameters: [asked], serviceParametersMap: unknown }),
    undefined,
  ],
  ['a header that the group hands on', reach({}, { headers: ['x-user'] }), "the group's PassthroughHeaders"],
  ['PASSTHROUGH', reach({ requestMode: 'PASSTHROUGH' }), 'RequestMode PASSTHROUGH'],
])('the way of a caller to the header X-User with %s', (_, given, way) => {
  expect(findWay(USER, given)).toBe(way);
});

test('a body that is not read is a way to any field of a form, and PASSTHROUGH none to the path', () => {
  const field: BackendName = { location: 'formData', name: 'user' };
  expect(findWay(field, reach({}, { unreadBody: 'the body' }))).toBe('the body');
  expect(findWay(field, reach({}, { unreadBody: unknown }))).toBeUndefined();
  expect(findWay({ location: 'path', name: 'user' }, reach({ requestMode: 'PASSTHROUGH' }))).toBeUndefined();
});

const MAPPED = 'what its parameters are mapped to is Ref X';
test.each<[string, ClientReach, string | undefined]>([
  ['nothing unknown', reach({ requestParameters: [asked] }), undefined],
  ['the mode', reach({ requestMode: unknown }), 'RequestMode is Ref X'],
  ['the headers', reach({}, { headers: unknown }), 'which headers the group hands on is not known: Ref X'],
  ['the body, which is not asked about', reach({}, { unreadBody: unknown }), undefined],
  ['all request parameters', reach({ requestParameters: unknown }), MAPPED],
  ['the name of one', reach({ requestParameters: [asked, { ...asked, name: unknown }] }), MAPPED],
  ['the place of one', reach({ requestParameters: [{ ...asked, location: unknown }] }), MAPPED],
  ['all service parameters', reach({ serviceParameters: unknown }), MAPPED],
  ['one service parameter', reach({ serviceParameters: [{ ...asked, name: unknown }] }), MAPPED],
  ['the whole map', reach({ serviceParametersMap: unknown }), MAPPED],
  [
    'one end of the map',
    reach({ serviceParametersMap: [{ ...from('a', 'b'), requestParameterName: unknown }] }),
    MAPPED,
  ],
  [
    'the other end',
    reach({ serviceParametersMap: [{ ...from('a', 'b'), serviceParameterName: unknown }] }),
    MAPPED,
  ],
])('what is doubtful about the header X-User where this is unknown: %s', (_, given, doubt) => {
  expect(findDoubt(USER, given)).toBe(doubt);
});

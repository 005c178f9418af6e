import type { GatewayModel } from '../../model';
import { oncePer } from '../../once-per';
import type { OpenApiDocument } from '../document';
import { type CompareOptions, compareGateway } from './compare-gateway';
import type { Difference, DifferenceKind } from './comparison';

/** What a kind of difference means. It has the members of a rule, so that it is reported, counted and waived as one. */
export interface ComparisonRule {
  readonly id: DifferenceKind;
  readonly title: string;
  readonly why: string;
  readonly remediation: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly source: string;
  readonly grade: 'doc';
  readonly bad: string;
  readonly good: string;
  readonly check: (model: GatewayModel) => Iterable<Difference>;
}

type Words = Pick<ComparisonRule, 'title' | 'why' | 'remediation' | 'severity' | 'bad' | 'good'>;

const SOURCE = 'https://spec.openapis.org/oas/v3.1.1.html';

const KINDS: Readonly<Record<DifferenceKind, Words>> = {
  'openapi-security-weaker': {
    title: 'The gateway demands less of callers than its document says.',
    why: 'Who reads the document takes the operation for protected, and it is not.',
    remediation:
      'Bind the plug-in that the security scheme stands for, or say in the document that nothing is demanded.',
    severity: 'error',
    bad: 'security: [{ oauth: [] }] # and no jwtAuth plug-in is bound\n',
    good: 'security: [{ oauth: [] }] # and a jwtAuth plug-in is bound\n',
  },
  'openapi-security-different': {
    title: 'The gateway demands something else of callers than its document says.',
    why: 'Callers who do what the document says are refused, and those who get in are not whom it names.',
    remediation:
      'Give the document a security scheme for what the gateway demands, or bind the plug-in for what it declares.',
    severity: 'error',
    bad: 'oauth: { type: oauth2 } # and the token is read from the header X-Token\n',
    good: 'token: { type: apiKey, in: header, name: X-Token }\n',
  },
  'openapi-security-stronger': {
    title: 'The gateway demands more of callers than its document says.',
    why: 'Callers who do what the document says are refused.',
    remediation: 'Say in the document what the gateway demands, or take the lock away that nobody wanted.',
    severity: 'warning',
    bad: 'security: [] # and a jwtAuth plug-in is bound\n',
    good: 'security: [{ oauth: [] }] # and a jwtAuth plug-in is bound\n',
  },
  'openapi-scope-not-demanded': {
    title: 'The document demands scopes that the gateway does not look at.',
    why: 'A token without the scope gets in, unless the backend looks at it.',
    remediation:
      'Demand the scope by an accessControl plug-in that reads the claim, or check it in the backend.',
    severity: 'error',
    bad: "security: [{ oauth: ['orders:write'] }] # and no accessControl plug-in is bound\n",
    good: "security: [{ oauth: ['orders:write'] }] # and an accessControl plug-in reads Token:scope\n",
  },
  'openapi-operation-missing': {
    title: 'An operation of the document is no published route of the gateway.',
    why: 'Whoever calls it gets 404.',
    remediation: 'Declare and publish the API in every stage, or take the operation out of the document.',
    severity: 'error',
    bad: '/orders: { get: {} } # and no API GET /orders is published\n',
    good: '/orders: { get: {} } # and the API GET /orders is published\n',
  },
  'openapi-operation-undocumented': {
    title: 'A published route of the gateway is not in the document.',
    why: 'Nobody who reviews the document knows that it is there.',
    remediation: 'Add the operation to the document, or take the API out of the gateway.',
    severity: 'warning',
    bad: '/orders: { get: {} } # and the API DELETE /orders is published, too\n',
    good: '/orders: { get: {}, delete: {} }\n',
  },
  'openapi-parameter-looser': {
    title: 'The gateway lets values through that the document rules out.',
    why: 'The backend gets what the document says it never gets.',
    remediation: 'Give the request parameter of the API the check that the document has.',
    severity: 'warning',
    bad: 'schema: { type: integer, maximum: 100 } # and the API has no MaxValue\n',
    good: 'schema: { type: integer, maximum: 100 } # and MaxValue is 100\n',
  },
  'openapi-parameter-tighter': {
    title: 'The gateway refuses values that the document allows.',
    why: 'Callers who do what the document says are refused.',
    remediation: 'Take the check from the request parameter of the API, or add it to the document.',
    severity: 'warning',
    bad: 'required: false # and the API says Required: REQUIRED\n',
    good: 'required: true # and the API says Required: REQUIRED\n',
  },
  'openapi-parameter-dropped': {
    title: 'A parameter of the document is none of the API.',
    why: 'In the mode MAPPING the gateway drops what is not declared: the backend never gets it.',
    remediation: 'Declare the request parameter at the API.',
    severity: 'warning',
    bad: 'parameters: [{ in: query, name: limit }] # and the API declares no limit\n',
    good: 'parameters: [{ in: query, name: limit }] # and the API declares it\n',
  },
  'openapi-parameter-undocumented': {
    title: 'A parameter of the API is not in the document.',
    why: 'Callers do not know of it.',
    remediation: 'Add the parameter to the document.',
    severity: 'note',
    bad: 'parameters: [] # and the API declares the query parameter limit\n',
    good: 'parameters: [{ in: query, name: limit }]\n',
  },
  'openapi-not-kept': {
    title: 'The document says something that a gateway cannot keep.',
    why: 'Whoever relies on it has to check it in the backend.',
    remediation: 'Check it in the backend.',
    severity: 'note',
    bad: 'parameters: [{ in: cookie, name: session }]\n',
    good: 'parameters: [{ in: header, name: X-Session }]\n',
  },
};

/** The kinds of differences as rules over the gateway that a document is compared with. */
export function comparisonRules(
  document: OpenApiDocument,
  options: CompareOptions = {},
): readonly ComparisonRule[] {
  const differencesIn = oncePer((model: GatewayModel) => compareGateway(document, model, options));
  return Object.entries(KINDS).map(([id, words]) => ({
    ...words,
    id: id as DifferenceKind,
    source: SOURCE,
    grade: 'doc',
    check: (model) => differencesIn(model).filter(({ kind }) => kind === id),
  }));
}

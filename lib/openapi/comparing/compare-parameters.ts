import { apiDefinitionOf, type RequestParameter } from '../../model';
import { isUnknown, type Maybe } from '../../template';
import type { ApiOperation, OperationParameter } from '../operation';
import { fails, open, type PublishedRoute, type Statement } from './comparison';

/** What a document says of parameters, against what the gateway checks. */
export function compareParameters(operation: ApiOperation, published: PublishedRoute): Statement[] {
  const declared = operation.settings.parameters ?? [];
  const { bodyFormat, requestMode, requestParameters } = apiDefinitionOf(published.api);
  if (isUnknown(requestMode))
    return [open('openapi-parameter-looser', `the request mode is ${requestMode.expression}`)];
  if (requestMode === 'PASSTHROUGH') {
    const checked = declared.filter(({ location }) => location !== 'PATH').map(({ name }) => name);
    if (checked.length === 0) return [];
    return [
      fails(
        'openapi-parameter-looser',
        `nothing of ${checked.join(', ')} is checked: the mode is PASSTHROUGH`,
      ),
    ];
  }
  if (isUnknown(requestParameters))
    return [open('openapi-parameter-looser', `the parameters are ${requestParameters.expression}`)];
  const unknown = requestParameters.flatMap(({ location, name }) => [name, location]).find(isUnknown);
  // It may be any of those that the document has.
  if (unknown !== undefined)
    return [open('openapi-parameter-looser', `a parameter is ${unknown.expression} at the gateway`)];
  const own = new Map(requestParameters.map((each) => [keyOf(each), each]));
  const pairs = declared.map((each) => ({
    declared: each,
    actual: own.get(keyOfDeclared(each, operation, published)),
  }));
  const known = new Set(pairs.map(({ actual }) => actual));
  const isStream = isUnknown(bodyFormat) || bodyFormat === 'STREAM';
  const streamed = pairs.filter(
    (pair) => isStream && pair.actual === undefined && pair.declared.location === 'BODY',
  );
  return [
    ...streamed.map(({ declared: { name } }) =>
      isUnknown(bodyFormat)
        ? open('openapi-parameter-looser', `the body format is ${bodyFormat.expression}`, name)
        : fails('openapi-parameter-looser', 'the body is a stream, in which no field is checked', name),
    ),
    ...pairs.filter((pair) => !streamed.includes(pair)).flatMap((pair) => comparePair(pair)),
    ...requestParameters.filter((each) => !known.has(each) && each.location !== 'PATH').map(undocumented),
  ];
}

function keyOf({ location, name }: Pick<RequestParameter, 'location' | 'name'>): string {
  // Header names do not differ by case (RFC 9110 section 5.1).
  return `${location} ${location === 'HEAD' ? String(name).toLowerCase() : name}`;
}

/** A path parameter is known by its place in the path: both sides may call it differently. */
function keyOfDeclared(
  { location, name }: OperationParameter,
  { route }: ApiOperation,
  { api }: PublishedRoute,
): string {
  const other =
    location === 'PATH' && api.route?.signature === route.signature
      ? api.route.parameters[route.parameters.indexOf(name)]
      : undefined;
  return keyOf({ location, name: other ?? name });
}

function undocumented({ name, required }: RequestParameter): Statement {
  const label = isUnknown(name) ? name.expression : name;
  if (required === 'REQUIRED')
    return fails(
      'openapi-parameter-tighter',
      'the gateway demands it, and the document does not have it',
      label,
    );
  return isUnknown(required)
    ? open('openapi-parameter-tighter', `whether the gateway demands it is ${required.expression}`, label)
    : fails(
        'openapi-parameter-undocumented',
        'the gateway takes it, and the document does not have it',
        label,
      );
}

interface Pair {
  readonly declared: OperationParameter;
  readonly actual: RequestParameter | undefined;
}

function comparePair({ actual, declared }: Pair): Statement[] {
  const { location, name } = declared;
  if (actual === undefined) {
    // A path parameter needs no declaration to get through, but none of its checks is made.
    return location === 'PATH'
      ? [fails('openapi-parameter-looser', 'the gateway does not check it', name)]
      : [
          fails(
            'openapi-parameter-dropped',
            'the gateway does not take it, and the backend never gets it',
            name,
          ),
        ];
  }
  const found = [
    ...compareRequired(declared, actual),
    ...compareTypes(declared, actual),
    ...compareEnums(declared, actual),
    ...comparePatterns(declared, actual),
    ...BOUNDS.flatMap((bound) => compareBound(bound, { actual, declared })),
  ];
  return found.map((each) => ({ ...each, parameter: name }));
}

const looser = (message: string) => fails('openapi-parameter-looser', message);
const tighter = (message: string) => fails('openapi-parameter-tighter', message);
const unread = (what: string, expression: string) =>
  open('openapi-parameter-looser', `${what} is ${expression} at the gateway`);

function compareRequired(
  { location, required = location === 'PATH' }: OperationParameter,
  actual: RequestParameter,
): Statement[] {
  if (isUnknown(actual.required)) return [unread('Required', actual.required.expression)];
  const isDemanded = actual.required === 'REQUIRED';
  if (isDemanded === required) return [];
  return isDemanded
    ? [tighter('the gateway demands it, in the document it may be left out')]
    : [looser('the document demands it, at the gateway it may be left out')];
}

/** What each type takes, the narrowest first; Boolean stands apart. */
const NUMBERS: readonly string[] = ['Int', 'Long', 'Float', 'Double', 'String'];

function compareTypes({ type = 'String' }: OperationParameter, actual: RequestParameter): Statement[] {
  if (isUnknown(actual.type)) return [unread('the type', actual.type.expression)];
  if (actual.type === type) return [];
  const message = `it is a ${type} in the document, a ${actual.type} at the gateway`;
  const isWider =
    actual.type === 'String' || (type !== 'Boolean' && NUMBERS.indexOf(actual.type) > NUMBERS.indexOf(type));
  return [isWider ? looser(message) : tighter(message)];
}

function compareEnums({ enumValue }: OperationParameter, actual: RequestParameter): Statement[] {
  if (isUnknown(actual.enumValue)) return [unread('the list of values', actual.enumValue.expression)];
  const values = actual.enumValue?.split(',').map((each) => each.trim());
  if (values === undefined)
    return enumValue === undefined ? [] : [looser('the gateway takes any value, the document lists some')];
  if (enumValue === undefined) return [tighter('the gateway takes some values only, the document any')];
  const more = values.filter((each) => !enumValue.includes(each));
  const less = enumValue.filter((each) => !values.includes(each));
  return [
    ...(more.length === 0 ? [] : [looser(`the gateway takes ${more.join(', ')}, too`)]),
    ...(less.length === 0 ? [] : [tighter(`the gateway does not take ${less.join(', ')}`)]),
  ];
}

function comparePatterns(
  { regularExpression: wanted }: OperationParameter,
  actual: RequestParameter,
): Statement[] {
  const pattern = actual.regularExpression;
  if (isUnknown(pattern)) return [unread('the pattern', pattern.expression)];
  if (pattern === wanted) return [];
  if (pattern === undefined) return [looser(`the gateway has no pattern, the document has ${wanted}`)];
  if (wanted === undefined) return [tighter(`the gateway has the pattern ${pattern}, the document has none`)];
  return [
    open(
      'openapi-parameter-looser',
      `the patterns ${wanted} and ${pattern} differ: which takes more is not judged`,
    ),
  ];
}

interface Bound {
  readonly name: 'minLength' | 'maxLength' | 'minValue' | 'maxValue';
  /** 1 where a larger one takes less. */
  readonly sign: 1 | -1;
}

const BOUNDS: readonly Bound[] = [
  { name: 'minLength', sign: 1 },
  { name: 'maxLength', sign: -1 },
  { name: 'minValue', sign: 1 },
  { name: 'maxValue', sign: -1 },
];

function compareBound(
  { name, sign }: Bound,
  { actual, declared }: { readonly actual: RequestParameter; readonly declared: OperationParameter },
): Statement[] {
  const [written, wanted]: [Maybe<string> | undefined, number | undefined] = [actual[name], declared[name]];
  if (isUnknown(written)) return [unread(name, written.expression)];
  const got = written === undefined ? undefined : Number(written);
  if (Number.isNaN(got)) return [unread(name, JSON.stringify(written))];
  if (got === wanted) return [];
  const message = `${name} is ${wanted ?? 'not given'} in the document, ${got ?? 'not given'} at the gateway`;
  const isLooser = got === undefined || (wanted !== undefined && (got - wanted) * sign < 0);
  return [isLooser ? looser(message) : tighter(message)];
}

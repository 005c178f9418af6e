import { apiDefinitionOf, basePathOf, type GatewayRoute, type RequestParameter } from '../model';
import { type Route, WILDCARD } from '../route';
import { isUnknown, type Maybe } from '../template';

/** The name and value of one header line. */
export type HeaderLine = readonly [name: string, value: string];

/** A request to a route, without a token and without a host. */
export interface RequestDraft {
  readonly method: string;
  /** With the base path of the group, percent-encoded. */
  readonly path: string;
  readonly query: readonly HeaderLine[];
  readonly headers: readonly HeaderLine[];
  readonly body: string | undefined;
}

/** Why no request can be made. */
interface NoRequest {
  readonly why: string;
}

/** How requests are filled in. */
export interface DraftOptions {
  /** Values of parameters by name, which win over made-up ones. */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * Whether POST, PUT, PATCH, DELETE and the like are sent. A gateway that lets a bad token in then does the work.
   * @default false
   */
  readonly unsafeMethods?: boolean;
}

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const UNSENDABLE: readonly string[] = ['TRACE', 'CONNECT'];

/** A request to a route with every parameter that it wants, or why there is none. */
export function draftRequest(route: GatewayRoute, options: DraftOptions = {}): RequestDraft | NoRequest {
  if (route.route === undefined) return { why: route.problem ?? 'its method and path are unknown' };
  const method = route.route.method === 'ANY' ? 'GET' : route.route.method;
  if (UNSENDABLE.includes(method)) return { why: `${method} is no method to try` };
  if (!SAFE.includes(method) && options.unsafeMethods !== true)
    return { why: `${method} may change something (--unsafe-methods sends it)` };
  const { requestParameters } = apiDefinitionOf(route);
  if (isUnknown(requestParameters)) return { why: `its parameters are ${requestParameters.expression}` };
  const base = basePathOf(route);
  if (isUnknown(base)) return { why: `the base path of its group is ${base.expression}` };
  const values = new Values(requestParameters, options.parameters ?? {});
  const path = base + pathOf(route.route, values);
  const draft = { method, path, ...parametersOf(values, method) };
  return values.missing === undefined
    ? draft
    : { why: `no value for its parameter ${values.missing} is known (--param gives one)` };
}

/** The values of the parameters of one route; remembers which one has none. */
class Values {
  missing: string | undefined;

  constructor(
    readonly declared: readonly RequestParameter[],
    readonly given: Readonly<Record<string, string>>,
  ) {}

  of(name: string, location: string): string {
    const own = Object.hasOwn(this.given, name) ? this.given[name] : undefined;
    const declared = this.declared.find((each) => each.name === name && each.location === location);
    const value = own ?? (declared === undefined ? 'probe' : findSampleValue(declared));
    this.missing ??= value === undefined ? name : undefined;
    return value ?? '';
  }

  /** The parameters of this place that a request has to have, or that the user gave. */
  at(location: string): HeaderLine[] {
    return this.declared.flatMap((each): HeaderLine[] => {
      if (each.location !== location || isUnknown(each.name)) return [];
      const wanted = each.required === 'REQUIRED' || Object.hasOwn(this.given, each.name);
      return wanted ? [[each.name, this.of(each.name, location)]] : [];
    });
  }
}

function pathOf(route: Route, values: Values): string {
  const segments = route.segments.map((pieces) =>
    pieces
      .map((piece) => {
        if ('parameter' in piece) return encodeURIComponent(values.of(piece.parameter, 'PATH'));
        return piece.literal === WILDCARD ? 'probe' : piece.literal;
      })
      .join(''),
  );
  return `/${segments.join('/')}`;
}

function parametersOf(values: Values, method: string): Pick<RequestDraft, 'query' | 'headers' | 'body'> {
  const form = method === 'GET' || method === 'HEAD' ? [] : values.at('BODY');
  const type: HeaderLine[] = form.length === 0 ? [] : [['content-type', 'application/x-www-form-urlencoded']];
  return {
    query: values.at('QUERY'),
    headers: [...values.at('HEAD'), ...type],
    body: form.length === 0 ? undefined : formOf(form),
  };
}

function formOf(lines: readonly HeaderLine[]): string {
  const form = new URLSearchParams();
  for (const [name, value] of lines) form.append(name, value);
  return form.toString();
}

/** Texts that many patterns take. Short, because a pattern from a template may take for ever on a long one. */
const TEXTS = ['probe', '1', 'a', 'A1', '0001', '10000001', '2026-01-01', 'a@b.example'];
const LONGEST = 12;

/** Numbers that many ranges take. */
const NUMBERS = ['1', '0', '10', '100', '1000'];

/** A value that a parameter takes as far as the template tells; `undefined` when none was found. */
export function findSampleValue(parameter: RequestParameter): string | undefined {
  return candidatesFor(parameter).find((candidate) => takes(parameter, candidate));
}

function candidatesFor(parameter: RequestParameter): readonly string[] {
  const { defaultValue, minLength, minValue, maxValue, type } = parameter;
  const given = [defaultValue, minValue, maxValue].flatMap((value) => known(value) ?? []);
  const enumerated = choicesOf(parameter) ?? [];
  if (type === 'Boolean') return [...enumerated, ...given, 'true'];
  if (isNumeric(type)) return [...enumerated, ...given, ...NUMBERS];
  const length = Math.min(numberIn(minLength) ?? 0, 1_000);
  return [...enumerated, ...given, ...TEXTS, 'a'.repeat(length), '1'.repeat(length)];
}

function takes(parameter: RequestParameter, candidate: string): boolean {
  const { maxLength, maxValue, minLength, minValue, type } = parameter;
  const choices = choicesOf(parameter);
  if (choices !== undefined && !choices.includes(candidate)) return false;
  const isFit = isNumeric(type)
    ? isWithin(numberIn(candidate), minValue, maxValue)
    : isWithin(candidate.length, minLength, maxLength);
  if (!isFit) return false;
  return candidate !== '' && matches(candidate, known(parameter.regularExpression));
}

function matches(candidate: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  if (candidate.length > LONGEST) return false;
  try {
    return new RegExp(pattern).test(candidate);
  } catch {
    // The service's patterns are not JavaScript's: what cannot be read forbids nothing here.
    return true;
  }
}

function choicesOf({ enumValue }: RequestParameter): readonly string[] | undefined {
  const written = known(enumValue);
  return written === undefined || written === '' ? undefined : written.split(',').map((each) => each.trim());
}

function isWithin(
  value: number | undefined,
  least: Maybe<string> | undefined,
  most: Maybe<string> | undefined,
): boolean {
  const from = numberIn(least) ?? Number.NEGATIVE_INFINITY;
  const to = numberIn(most) ?? Number.POSITIVE_INFINITY;
  return value !== undefined && value >= from && value <= to;
}

function isNumeric(type: Maybe<string>): boolean {
  return type === 'Int' || type === 'Long' || type === 'Float' || type === 'Double';
}

function numberIn(value: Maybe<string> | undefined): number | undefined {
  const text = known(value);
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

function known(value: Maybe<string> | undefined): string | undefined {
  return isUnknown(value) ? undefined : value;
}

import { API } from '../facts';
import { location } from './members';
import {
  checkProps,
  flag,
  listOf,
  literal,
  type MembersOf,
  number,
  objectOf,
  oneOf,
  security,
  text,
} from './props';

/** Where a request parameter stands, in the service's words (`HEAD` is a header). */
export type ParameterLocation = (typeof API.parameterLocations.value)[number];

/** The type a request parameter is checked against. */
export type ParameterType = (typeof API.requestParameterTypes.value)[number];

/** The name and place under which the backend receives a parameter. */
export interface ServiceParameter {
  readonly name: string;
  readonly location: ParameterLocation;
}

/** The checks of a request parameter, and its name at the backend. */
export interface RequestParameterOptions {
  /** @default 'String' */
  readonly type?: ParameterType;
  /** @default - true for a path parameter, false for all others */
  readonly required?: boolean;
  /** Used when the caller sends none; not for a required parameter. */
  readonly defaultValue?: string;
  /** Characters, for a String. */
  readonly minLength?: number;
  /** Characters, for a String. */
  readonly maxLength?: number;
  /** For a number. */
  readonly minValue?: number;
  /** For a number. */
  readonly maxValue?: number;
  /** The only values that are accepted; none may hold a comma. */
  readonly enumValue?: readonly string[];
  /** A regular expression for a String, in the service's own syntax. */
  readonly regularExpression?: string;
  /** A JSON Schema for a String that holds JSON. */
  readonly jsonSchema?: string;
  readonly description?: string;
  readonly demoValue?: string;
  /** @default - the same name and place as in the request */
  readonly service?: ServiceParameter;
}

/** One parameter of a request. Path parameters need none: the route declares them. */
export interface RequestParameter extends RequestParameterOptions {
  readonly name: string;
  readonly location: ParameterLocation;
}

const at =
  (location: ParameterLocation) =>
  (name: string, options: RequestParameterOptions = {}): RequestParameter => {
    checkProps<RequestParameterOptions>(options, REQUEST_PARAMETER_OPTIONS, {
      place: `RequestParameter ${name}`,
    });
    return { ...options, name, location };
  };

/**
 * The places a request parameter can stand.
 *
 * @example
 * orders.addApi('GET /orders', {
 *   parameters: [RequestParameter.query('page', { type: 'Int', defaultValue: '1', minValue: 1 })],
 * });
 */
export const RequestParameter = {
  /** Checks for a path parameter that the route declares. */
  path: at('PATH'),
  query: at('QUERY'),
  header: at('HEAD'),
  /** A field of a form (`body: 'FORM'`). */
  body: at('BODY'),
};

const SERVICE_PARAMETER: MembersOf<ServiceParameter> = { name: literal, location };

const REQUEST_PARAMETER_OPTIONS: MembersOf<RequestParameterOptions> = {
  type: oneOf(API.requestParameterTypes.value),
  required: security(flag),
  defaultValue: text,
  minLength: security(number),
  maxLength: security(number),
  minValue: security(number),
  maxValue: security(number),
  enumValue: security(listOf(text)),
  regularExpression: security(text),
  jsonSchema: security(text),
  description: text,
  demoValue: text,
  service: objectOf(SERVICE_PARAMETER),
};

export const REQUEST_PARAMETER: MembersOf<RequestParameter> = {
  ...REQUEST_PARAMETER_OPTIONS,
  name: literal,
  location,
};

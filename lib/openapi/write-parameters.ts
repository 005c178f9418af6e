import { API } from '../facts';
import { definedMembers, type JsonObject, type JsonValue } from '../json';
import type { ApiDefinition, RequestParameter } from '../model';
import { findLocation } from '../plugin';
import type { Route } from '../route';
import { isUnknown, type Maybe } from '../template';

type Lose = (message: string) => void;

/** The parameters of an API as OpenAPI has them; what is unknown is left out and told. */
export function parametersOf(definition: ApiDefinition, route: Route, lose: Lose): JsonObject[] {
  const declared = knownParameters(definition, lose);
  const inPath = declared.filter(({ location }) => location === 'PATH');
  const silent = route.parameters.filter((name) => !inPath.some((each) => each.name === name));
  return [
    ...silent.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...declared.flatMap((each) => {
      const place = findLocation(String(each.location));
      if (
        place === undefined ||
        place === 'formData' ||
        (place === 'path' && !route.parameters.includes(String(each.name)))
      )
        return [];
      const isRequired = place === 'path' || each.required === 'REQUIRED';
      return [
        {
          name: String(each.name),
          in: place,
          ...(isRequired ? { required: true } : {}),
          schema: schemaOf(each, lose),
        },
      ];
    }),
  ];
}

/** The body of an API, for the methods that have one. */
export function bodyOf(definition: ApiDefinition, route: Route, lose: Lose): JsonObject | undefined {
  const { bodyFormat } = definition;
  const hasBody = (API.methodsWithBody.value as readonly string[]).includes(route.method);
  if (isUnknown(bodyFormat)) lose(`the body is left out: BodyFormat is ${bodyFormat.expression}`);
  if (isUnknown(bodyFormat) || (!hasBody && bodyFormat === undefined)) return undefined;
  if (bodyFormat !== 'FORM') return { content: { '*/*': {} } };
  const fields = knownParameters(definition, () => {}).filter(({ location }) => location === 'BODY');
  const required = fields.filter((each) => each.required === 'REQUIRED').map(({ name }) => String(name));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields.map((each) => [String(each.name), schemaOf(each, lose)])),
    ...(required.length === 0 ? {} : { required }),
  };
  return { content: { 'application/x-www-form-urlencoded': { schema } } };
}

function knownParameters({ requestParameters }: ApiDefinition, lose: Lose): readonly RequestParameter[] {
  if (isUnknown(requestParameters)) {
    lose(`the parameters are left out: they are ${requestParameters.expression}`);
    return [];
  }
  return requestParameters.filter(({ location, name }) => {
    const unknown = [name, location].find(isUnknown);
    if (unknown !== undefined) lose(`a parameter is left out: it is ${unknown.expression}`);
    return unknown === undefined;
  });
}

const TYPES: Readonly<Record<string, JsonObject>> = {
  String: { type: 'string' },
  Int: { type: 'integer', format: 'int32' },
  Long: { type: 'integer', format: 'int64' },
  Float: { type: 'number', format: 'float' },
  Double: { type: 'number', format: 'double' },
  Boolean: { type: 'boolean' },
};

function schemaOf(parameter: RequestParameter, lose: Lose): JsonObject {
  const type = isUnknown(parameter.type) ? undefined : TYPES[parameter.type];
  const isText = type === undefined || type.type === 'string';
  for (const what of ['required', 'type'] as const)
    known(parameter[what], `${what} of ${String(parameter.name)}`, lose);
  const value = (name: keyof RequestParameter): string | undefined =>
    known(parameter[name], `${name} of ${String(parameter.name)}`, lose);
  const number = (name: keyof RequestParameter): number | undefined => {
    const text = value(name);
    const read = text === undefined ? undefined : Number(text);
    if (read === undefined || Number.isFinite(read)) return read;
    lose(`${name} of ${String(parameter.name)} is left out: it is no number`);
    return undefined;
  };
  const typed = (text: string): JsonValue => {
    if (type?.type === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
    return isText || text.trim() === '' || !Number.isFinite(Number(text)) ? text : Number(text);
  };
  const [values, preset] = [value('enumValue'), value('defaultValue')];
  return definedMembers({
    ...(type ?? { type: 'string' }),
    minLength: isText ? number('minLength') : undefined,
    maxLength: isText ? number('maxLength') : undefined,
    pattern: isText ? value('regularExpression') : undefined,
    minimum: isText ? undefined : number('minValue'),
    maximum: isText ? undefined : number('maxValue'),
    enum: values?.split(',').map((each) => typed(each.trim())),
    default: preset === undefined ? undefined : typed(preset),
  });
}

function known(value: Maybe<string> | undefined, what: string, lose: Lose): string | undefined {
  if (!isUnknown(value)) return value;
  lose(`${what} is left out: it is ${value.expression}`);
  return undefined;
}

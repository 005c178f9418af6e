import type { Problem } from '../errors';
import { API } from '../facts';
import type { Route } from '../route';
import type { DocumentNode } from './node';
import type { ApiSettings, OperationParameter } from './operation';
import { readField } from './read-parameters';

/** The body of an operation as the gateway has it, and what it cannot keep of it. */
interface BodyReading extends Pick<ApiSettings, 'body'> {
  /** The fields of a form. */
  readonly fields: readonly OperationParameter[];
  readonly losses: readonly Problem[];
}

const FORM = 'application/x-www-form-urlencoded';
const NOTHING: BodyReading = { fields: [], losses: [] };

interface Body {
  readonly node: DocumentNode;
  readonly mediaTypes: readonly string[];
  /** Reads the fields of a form. */
  readonly fieldsOf: () => Omit<BodyReading, 'body'>;
}

/** Reads the `requestBody` of 3.x. */
export function readRequestBody(operation: DocumentNode, route: Route): BodyReading {
  const node = operation.member('requestBody');
  if (node === undefined) return NOTHING;
  const content = node.member('content')?.members() ?? [];
  const mediaTypes = content.map(({ name }) => plainType(name));
  const form = content.find(({ name }) => plainType(name) === FORM);
  return bodyOf({ node, mediaTypes, fieldsOf: () => fieldsOfSchema(form?.member('schema')) }, route);
}

/** Reads the parameters of 2.0 that stand in the body: one `body`, or the fields of a form. */
export function readSwaggerBody(
  operation: DocumentNode,
  nodes: readonly DocumentNode[],
  { consumes, route }: { readonly consumes: DocumentNode | undefined; readonly route: Route },
): BodyReading {
  const fields = nodes.filter((each) => each.text('in') === 'formData');
  const node = fields[0] ?? nodes.find((each) => each.text('in') === 'body');
  if (node === undefined) return NOTHING;
  const written =
    (operation.member('consumes') ?? consumes)?.items().map(({ value }) => plainType(String(value))) ?? [];
  const hasFile = fields.some((each) => each.text('type') === 'file');
  // A document says `consumes` for all of its operations: what decides about a form is that it has fields.
  const types = fields.length === 0 ? written.filter((type) => type !== FORM) : formTypes(written, hasFile);
  const read = fields.map((each) =>
    readField({ node: each, name: each.requiredText('name'), location: 'BODY', schema: each }),
  );
  return bodyOf({ node, mediaTypes: types, fieldsOf: () => collected(read) }, route);
}

function formTypes(written: readonly string[], hasFile: boolean): readonly string[] {
  if (hasFile) return ['multipart/form-data'];
  const forms = written.filter((type) => type === FORM || type.startsWith('multipart/'));
  return forms.length === 0 ? [FORM] : forms;
}

function plainType(name: string): string {
  return (name.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** A form where it is nothing else; everything else passes as it is. */
function bodyOf({ fieldsOf, mediaTypes, node }: Body, route: Route): BodyReading {
  const takesBody = API.methodsThatMayHaveBody.value.includes(route.method);
  const lost = (message: string): BodyReading['losses'] => [{ path: node.pointer, message }];
  if (!takesBody) return { fields: [], losses: lost(`is left out: ${route.method} requests have no body`) };
  const types = [...new Set(mediaTypes)].sort();
  if (types.length === 1 && types[0] === FORM) return { body: 'FORM', ...fieldsOf() };
  const isMultipart = types.some((type) => type.startsWith('multipart/'));
  // Any type at all is what the gateway takes.
  const isPlainJson =
    types.length === 0 ||
    types.includes('*/*') ||
    (types.length === 1 && /^application\/(?:[\w.-]+\+)?json$/.test(types[0] ?? ''));
  if (isMultipart)
    return {
      body: 'STREAM',
      fields: [],
      losses: lost('fields of a multipart body are not checked: it passes as it is'),
    };
  if (isPlainJson) return { body: 'STREAM', fields: [], losses: [] };
  const message = `content type ${types.join(', ')} is not checked: a body of any type passes as it is`;
  return { body: 'STREAM', fields: [], losses: lost(message) };
}

function fieldsOfSchema(schema: DocumentNode | undefined): Omit<BodyReading, 'body'> {
  if (schema === undefined) return NOTHING;
  const composed = ['allOf', 'oneOf', 'anyOf'].find((name) => schema.member(name) !== undefined);
  if (composed !== undefined)
    return {
      fields: [],
      losses: [
        {
          path: `${schema.pointer}/${composed}`,
          message: 'fields are left out: only plain properties are read',
        },
      ],
    };
  const required = new Set(
    schema
      .member('required')
      ?.items()
      .map(({ value }) => String(value)) ?? [],
  );
  const read = Object.keys(schema.member('properties')?.object() ?? {}).flatMap((name) => {
    const node = schema.member('properties')?.member(name);
    // What only answers have is never sent.
    if (node === undefined || node.flag('readOnly') === true) return [];
    return [readField({ node, name, location: 'BODY', schema: node, required: required.has(name) })];
  });
  return collected(read);
}

function collected(read: readonly ReturnType<typeof readField>[]): Omit<BodyReading, 'body'> {
  return {
    fields: read.flatMap(({ parameter }) => (parameter === undefined ? [] : [parameter])),
    losses: read.flatMap(({ losses }) => losses),
  };
}

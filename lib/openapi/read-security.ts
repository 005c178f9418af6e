import type { DocumentNode } from './node';
import type { DeclaredSecurity, RequiredScheme, SecurityAlternative, SecurityScheme } from './operation';

/** What the operations of a document may ask for. */
export interface SecurityContext {
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** The requirements that hold where an operation has none of its own. */
  readonly common: DocumentNode | undefined;
}

/** Reads the schemes of a document, and the requirements that its operations share. */
export function readSecurityContext(root: DocumentNode): SecurityContext {
  const declared = root.member('components')?.member('securitySchemes') ?? root.member('securityDefinitions');
  const names = Object.keys(declared?.object() ?? {});
  const schemes = names.map((name) => [name, schemeOf(name, declared?.member(name) ?? root)] as const);
  return { schemes: new Map(schemes), common: root.member('security') };
}

/** Reads the requirements of one operation. */
export function readSecurity(
  operation: DocumentNode,
  context: SecurityContext,
): Omit<DeclaredSecurity, 'app'> {
  const node = operation.member('security') ?? context.common;
  if (node === undefined) return { pointer: operation.pointer, alternatives: [] };
  const alternatives = node.items().map((each) => alternativeOf(each, context));
  const byText = new Map(alternatives.map((each) => [textOf(each), each]));
  const sorted = [...byText].sort(([a], [b]) => (a < b ? -1 : 1));
  return { pointer: node.pointer, alternatives: sorted.map(([, alternative]) => alternative) };
}

function textOf(alternative: SecurityAlternative): string {
  return JSON.stringify(alternative.map(({ scheme, scopes }) => [scheme.name, scopes]));
}

function alternativeOf(node: DocumentNode, { schemes }: SecurityContext): SecurityAlternative {
  return Object.keys(node.object())
    .sort()
    .map((name): RequiredScheme => {
      const scheme = schemes.get(name);
      if (scheme === undefined)
        throw node.refusal(`asks for the security scheme ${JSON.stringify(name)}, which is not declared`);
      const scopes =
        node
          .member(name)
          ?.items()
          .map(({ value }) => String(value)) ?? [];
      return { scheme, scopes: [...new Set(scopes)].sort() };
    });
}

function schemeOf(name: string, node: DocumentNode): SecurityScheme {
  const type = node.requiredText('type');
  switch (type) {
    case 'basic':
      return { name, kind: 'basic', words: 'http basic' };
    case 'http':
      return httpScheme(name, node.requiredText('scheme').toLowerCase());
    case 'apiKey':
      return keyScheme(name, node);
    case 'oauth2':
    case 'openIdConnect':
      return { name, kind: 'token', words: type };
    case 'mutualTLS':
      return { name, kind: 'other', words: type };
    default:
      throw node.refusal(`has the type ${JSON.stringify(type)}, which is no type of a security scheme`);
  }
}

function httpScheme(name: string, scheme: string): SecurityScheme {
  const kind = scheme === 'bearer' ? 'token' : scheme === 'basic' ? 'basic' : 'other';
  return { name, kind, words: `http ${scheme}` };
}

const PLACES = ['header', 'query', 'cookie'] as const;

function keyScheme(name: string, node: DocumentNode): SecurityScheme {
  const written = node.requiredText('in');
  const location = PLACES.find((each) => each === written);
  if (location === undefined)
    throw node.refusal(`has in: ${JSON.stringify(written)}; allowed: ${PLACES.join(', ')}`);
  const place = { location, name: node.requiredText('name') };
  return { name, kind: 'apiKey', place, words: `apiKey in ${location} ${place.name}` };
}

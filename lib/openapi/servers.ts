import type { DocumentNode } from './node';

/** The base paths of an operation's servers, each once, without a final slash; `''` where nothing is said. */
export function basePathsOf(
  operation: DocumentNode,
  pathItem: DocumentNode,
  root: DocumentNode,
): readonly string[] {
  const swagger = root.text('basePath');
  if (swagger !== undefined) return [trimmed(swagger)];
  const servers = [operation, pathItem, root]
    .map((node) => node.member('servers'))
    .find((node) => node !== undefined);
  const paths = servers?.items().map(basePathOf) ?? [];
  return paths.length === 0 ? [''] : [...new Set(paths)].sort();
}

function basePathOf(server: DocumentNode): string {
  const url = server.requiredText('url').replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = server.member('variables')?.member(name);
    if (variable === undefined)
      throw server.refusal(`has the variable ${name} in its url, which is not declared`);
    return variable.requiredText('default');
  });
  const path = url.replace(/^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return trimmed(path === '' || path.startsWith('/') ? path : `/${path.replace(/^\.\//, '')}`);
}

function trimmed(path: string): string {
  // The look-behind finds the first slash of a run at once, however many there are.
  return path.replace(/(?<!\/)\/+$/, '');
}

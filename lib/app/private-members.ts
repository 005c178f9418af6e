import { GatewayError, type Problem } from '../errors';
import { findPrivateKeysInTemplate, type PrivatePart } from '../plugin';
import { readEither } from '../template';
import { stepInto } from './json-member';

/** Where a template holds private keys: paths and names of members, never a value. */
export function findPrivateMembers(template: unknown): Problem[] {
  return findPrivateKeysInTemplate(template, { read: readYaml }).flatMap(({ parts, path }) => {
    const words = parts === 'too deep' ? ['more levels than are looked through'] : parts.map(wordsOf);
    const place = path.reduce<string>(stepInto, '$');
    return words.map((what) => ({ path: place, message: `holds ${what}` }));
  });
}

function wordsOf({ path, what }: PrivatePart): string {
  if (what === 'pem') return 'a private key in PEM form';
  return path ?? 'private members of a key';
}

/** What PluginData says in YAML; of a text that is none, its words tell. */
function readYaml(text: string): unknown {
  try {
    return readEither(text, 'PluginData').value;
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return undefined;
    throw error;
  }
}

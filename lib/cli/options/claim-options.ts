import { GatewayError } from '../../errors';
import { parseJsonIfAny } from '../../json';
import type { Claims } from '../../token';

/** A claim as it is written on the command line. */
interface WrittenClaim {
  readonly name: string;
  readonly value: string;
}

/** One more `--claim name=text`: the value is a string. */
export function collectClaim(written: string, earlier: Claims = {}): Claims {
  const { name, value } = splitClaim(written, '--claim', 'role=admin');
  return addClaim(earlier, name, value, '--claim');
}

/** One more `--json-claim name=<json>`: the value is what the JSON says. */
export function collectJsonClaim(written: string, earlier: Claims = {}): Claims {
  const { name, value } = splitClaim(written, '--json-claim', `'roles=["admin"]'`);
  return addClaim(earlier, name, parseJson(name, value), '--json-claim');
}

/** All claims of both options together; a claim that both give is refused. */
export function mergeClaims(strings: Claims = {}, json: Claims = {}): Claims {
  return Object.entries(json).reduce(
    (claims, [name, value]) => addClaim(claims, name, value, '--json-claim'),
    strings,
  );
}

function splitClaim(written: string, place: string, example: string): WrittenClaim {
  const at = written.indexOf('=');
  if (at < 1) {
    throw new GatewayError('usage', `'${written}' is not name=value`, {
      place,
      hint: `write ${place} ${example}`,
    });
  }
  return { name: written.slice(0, at), value: written.slice(at + 1) };
}

// Entries, not members: a claim may be called __proto__.
function addClaim(claims: Claims, name: string, value: Claims[string], place: string): Claims {
  if (Object.hasOwn(claims, name)) {
    throw new GatewayError('token-claims-invalid', `the claim '${name}' is given twice`, { place });
  }
  return Object.fromEntries([...Object.entries(claims), [name, value]]);
}

function parseJson(name: string, value: string): Claims[string] {
  const read = parseJsonIfAny(value);
  if (read !== undefined) return read;
  throw new GatewayError('usage', `the value of '${name}' is not JSON`, {
    place: '--json-claim',
    hint: `a plain text goes into --claim ${name}=…`,
  });
}

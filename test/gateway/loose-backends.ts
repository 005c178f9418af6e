/**
 * How backends read names, each written from its own habits and not from ours. PHP:
 * https://www.php.net/manual/en/language.variables.external.php; CGI: RFC 3875, section 4.1.18; qs: the parser of
 * Express; servlets: Jakarta Servlet 6.0, section 3.1.
 */

/** What reached a backend. */
export interface Reached {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** The values that some backend finds in a header of a name. */
export function headerValuesOf({ headers }: Reached, name: string): string[] {
  const variable = (text: string) => `HTTP_${text.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
  return headers.filter(([each]) => variable(each) === variable(name)).map(([, value]) => value);
}

/** The values that some backend finds in the query, or in a form that it can read, under a name. */
export function parameterValuesOf({ body, headers, url }: Reached, name: string): string[] {
  const types = headers.filter(([each]) => /^content.type$/i.test(each)).map(([, value]) => value);
  const texts = [
    url.split('?').slice(1).join('?'),
    ...(types.some((type) => /form/i.test(type)) ? [body] : []),
  ];
  return texts
    .flatMap((text) => [...pairs(text), ...parts(text)])
    .flatMap(([each, value]) => (readings(each).some((reading) => reading === plain(name)) ? [value] : []));
}

function pairs(text: string): [string, string][] {
  const split = (separator: RegExp) =>
    text.split(separator).map((pair): [string, string] => {
      const [name = '', ...value] = pair.split('=');
      return [unescaped(name), unescaped(value.join('='))];
    });
  return [...split(/&/), ...split(/[&;]/)];
}

/** Of `multipart/form-data`. */
function parts(text: string): [string, string][] {
  const found = text.matchAll(/name="?([^"\r\n]*)"?\r\n\r\n([^\r\n]*)/g);
  return [...found].map(([, name = '', value = '']) => [name, value]);
}

/** As PHP and Perl do it: what is no encoding stays. */
function unescaped(text: string): string {
  const bytes = text
    .replace(/\+/g, ' ')
    .replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

function readings(name: string): string[] {
  const php = name.replace(/^ +/, '').split('\0')[0] ?? '';
  const [root = ''] = php.split('[');
  const qs = name.replace(/^\[([^\]]*)\].*/, '$1');
  return [php, /\[.*\]/.test(php) ? root : php, qs.split(/[.[]/)[0] ?? '', name.trim()].map(plain);
}

/** Without case, and with the underscore that PHP has for what no variable may hold. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[ .[\]~+'-]/g, '_');
}

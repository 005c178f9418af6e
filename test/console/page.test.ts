import { createHash } from 'node:crypto';
import { openConsole, request } from './open-console';

const { page } = openConsole();

async function openPage(): Promise<{ html: string; policy: ReadonlyMap<string, string> }> {
  const answer = await page(request('/__gateway/'));
  const [, written = ''] = answer?.headers.find(([name]) => name === 'Content-Security-Policy') ?? [];
  const directives = written.split('; ').map((directive) => {
    const [name = '', ...values] = directive.split(' ');
    return [name, values.join(' ')] as const;
  });
  return { html: String(answer?.body), policy: new Map(directives) };
}

test('the policy lets nothing run but what is in the page', async () => {
  const { html, policy } = await openPage();
  const hashesOf = (tag: string) =>
    [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(
      ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    );
  expect(Object.fromEntries(policy)).toEqual({
    'default-src': "'none'",
    'script-src': hashesOf('script').join(' '),
    'style-src': hashesOf('style').join(' '),
    'img-src': 'data:',
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  });
  expect([hashesOf('script').length, hashesOf('style').length]).toEqual([1, 1]);
});

test('the page is the same whatever is served, and asks for nothing else', async () => {
  const { html } = await openPage();
  const other = await openConsole({ signer: undefined }).page(request('/__gateway/?a=<script>'));
  expect(other?.body).toBe(html);
  const addresses = [...html.matchAll(/\b(?:src|href|action)="([^"]*)"/g)].map(([, address = '']) => address);
  expect(addresses.filter((address) => !/^(?:#[a-z]+$|data:image\/svg\+xml,)/.test(address))).toEqual([]);
  expect(html).not.toMatch(/url\(|@import|https?:\/\/(?!www\.w3\.org\/)/);
});

test('no text becomes markup, and nothing is written into storage', async () => {
  const { html } = await openPage();
  expect(html).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Storage|\.cookie\b/);
  expect(html).not.toMatch(/\son[a-z]+=|\sstyle=/);
});

test('every field has a label', async () => {
  const { html } = await openPage();
  const [body = ''] = html.split('<script>');
  const fields = [...body.matchAll(/<(?:input|select|textarea)\b[^>]*\bid="([^"]+)"/g)].map(([, id]) => id);
  const labelled = fields.filter(
    (id) => body.includes(`<label for="${id}"`) || new RegExp(`<label[^>]*><input[^>]*id="${id}"`).test(body),
  );
  expect(fields.length).toBeGreaterThan(10);
  expect(labelled).toEqual(fields);
});

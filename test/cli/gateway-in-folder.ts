import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CliIo } from '../../lib/cli';
import { addCloudNative } from '../../lib/cloud-native';
import { createGateway } from '../../lib/gateway';
import { readGateway } from '../../lib/model';
import type { ProbeRequest } from '../../lib/probe';

/**
 * Sends to a gateway that serves `deployed.yaml` of a folder, or its `template.yaml`, with an echo in place of backends.
 * At `new.test` that is `new.yaml`. Nobody answers at `down.test`, and `other.test` is no gateway.
 */
export function sendToFolder(folder: string, now: () => number): CliIo['send'] {
  let count = 0;
  return async (request) => {
    const { hostname } = new URL(request.url);
    if (hostname === 'down.test') throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    if (hostname === 'other.test') return { status: 404, headers: [['Server', 'a web server']] };
    const deployed = join(folder, hostname === 'new.test' ? 'new.yaml' : 'deployed.yaml');
    const gateway = createGateway(
      addCloudNative(readGateway(existsSync(deployed) ? deployed : join(folder, 'template.yaml'))),
      {
        now,
        fetch: () => Promise.reject(new Error('no network in tests')),
        mock: true,
        randomId: () => `id-${++count}`,
      },
    );
    const { body, headers, status } = await gateway.handle(gatewayRequest(request));
    return { status, headers, ...(typeof body === 'string' ? { words: body } : {}) };
  };
}

export function gatewayRequest({ body, headers, method, url }: ProbeRequest) {
  const { host, pathname, protocol, search } = new URL(url);
  return {
    method,
    protocol: protocol === 'https:' ? ('https' as const) : ('http' as const),
    host,
    target: pathname + search,
    headers,
    body: body === undefined ? undefined : bytesOf(body),
    clientAddress: '127.0.0.1',
  };
}

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

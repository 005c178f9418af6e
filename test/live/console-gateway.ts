import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cloud, recordIn } from './recorded-gateway';

type Plugins = Cloud['plugins'];

/** The gateway of `docs/from-the-console.md`: two APIs that want a token, and one that was forgotten. */
const cloudOf = (plugins: Plugins): Cloud => ({
  groups: [
    {
      id: '3f2a9c5e',
      members: {
        groupName: 'shop',
        customDomains: {
          domainItem: [
            {
              domainName: 'api.example.com',
              domainBindingStatus: 'BINDING',
              domainCNAMEStatus: 'RESOLVED',
            },
          ],
        },
      },
      apis: [
        { id: '9a41', method: 'GET', path: '/orders/[orderId]', stages: ['RELEASE'] },
        { id: '9a42', method: 'POST', path: '/orders', stages: ['RELEASE'] },
        { id: '9a43', method: 'GET', path: '/export', stages: ['RELEASE'] },
      ],
    },
  ],
  plugins,
});

/** Records the gateway of the page in the folder of its project, as it is before and after the deployment. */
export function recordConsole(folder: string): void {
  const [jwk] = JSON.parse(readFileSync(join(folder, 'keys/customers.jwks.json'), 'utf8')).keys;
  const jwtAuth = JSON.stringify({ parameter: 'Authorization', parameterLocation: 'header', jwk });
  const rule = (claim: string, value: string) => ({
    name: claim,
    condition: `$${claim} = '${value}'`,
    ifFalse: 'DENY',
  });
  const accessControl = JSON.stringify({
    parameters: { iss: 'Token:iss', aud: 'Token:aud' },
    rules: [rule('iss', 'https://login.example.com'), rule('aud', 'orders')],
  });
  const byHand = { id: 'c77b', type: 'jwtAuth', data: jwtAuth, apis: ['9a41 RELEASE', '9a42 RELEASE'] };
  const before = [byHand];
  const after = [
    byHand,
    { id: 'd11e', type: 'jwtAuth', data: jwtAuth, apis: ['9a43 RELEASE'] },
    { id: 'd12e', type: 'accessControl', data: accessControl, apis: ['9a43 RELEASE'] },
  ];
  recordIn(join(folder, 'before'), cloudOf(before));
  recordIn(join(folder, 'after'), cloudOf(after));
}

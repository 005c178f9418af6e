import * as ros from '@alicloud/ros-cdk-core';
import { GatewayApp } from '../../lib/app';
import {
  ApiGroup,
  type ApiGroupProps,
  Backend,
  JwtAuthorization,
  Layout,
  TokenSource,
} from '../../lib/constructs';
import { type GatewayModel, parseTemplate } from '../../lib/model';
import { createScratch, readFiles } from '../app/scratch';
import { KEYS } from '../constructs/template';

/** The routes of so many resources of an ordinary API: five each. */
export function routesOf(resources: number): string[] {
  return Array.from({ length: resources }, (_, n) => `/v1/resource${n}`).flatMap((path) => [
    `GET ${path}`,
    `POST ${path}`,
    `GET ${path}/export`,
    `GET ${path}/summary`,
    `GET ${path}/[id]`,
  ]);
}

/** The text of the template with one group of protected routes on a domain, as a guarded app writes it. */
export function textOfRoutes(routes: readonly string[], props: Partial<ApiGroupProps> = {}): string {
  const app = new GatewayApp({ outdir: createScratch(), treeMetadata: false });
  const stack = new ros.Stack(app, 'shop');
  const customers = new JwtAuthorization(stack, 'Customers', { keys: KEYS, token: TokenSource.bearer() });
  const orders = new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE'],
    backend: Backend.http('https://orders.internal.example.com'),
    defaultAuthorization: customers,
    layout: Layout.nested(),
    ...props,
  });
  orders.addCustomDomain('api.example.com');
  for (const route of routes) orders.addApi(route);
  app.synth();
  return readFiles(app.outdir)['shop.template.json'] ?? '';
}

export function modelOfText(text: string): GatewayModel {
  return parseTemplate(text, 'shop.template.json');
}

/** Every resource of a template and of those nested in it, by its path of logical ids. */
export function resourcesIn(template: { Resources: Resources }, prefix = ''): Record<string, Resource> {
  return Object.fromEntries(
    Object.entries(template.Resources).flatMap(([id, resource]) => {
      const { TemplateBody, ...others } = resource.Properties;
      const own: [string, Resource] = [`${prefix}${id}`, { ...resource, Properties: others }];
      const nested = TemplateBody as { Resources: Resources } | undefined;
      return nested === undefined ? [own] : [own, ...Object.entries(resourcesIn(nested, `${prefix}${id}/`))];
    }),
  );
}

type Resources = Readonly<Record<string, Resource>>;

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

/** The paths of what one template has and the other has not, or has otherwise. */
export function differencesOf(before: string, after: string): string[] {
  const [old, young] = [before, after].map((text) => resourcesIn(JSON.parse(text)));
  const ids = new Set([...Object.keys(old ?? {}), ...Object.keys(young ?? {})]);
  return [...ids].filter((id) => JSON.stringify(old?.[id]) !== JSON.stringify(young?.[id])).sort();
}

import * as ros from '@alicloud/ros-cdk-core';
import { ApiGroup, Backend, JwtAuthorization, Layout, PublicKeySet, TokenSource } from '../lib';
import { GatewayApp } from '../lib/app';
import type { Stack } from './gateway-by-hand';

/** The same routes with this library, each stack's in itself. */
export function synthesizeFlat(outdir: string, stacks: readonly Stack[]): void {
  synthesize(outdir, stacks, Layout.flat());
}

/** The same routes with this library, in nested stacks. */
export function synthesizeNested(outdir: string, stacks: readonly Stack[]): void {
  synthesize(outdir, stacks, Layout.nested());
}

function synthesize(outdir: string, stacks: readonly Stack[], layout: Layout): void {
  const app = new GatewayApp({ outdir });
  for (const stack of stacks) write(app, stack, layout);
  app.synth();
}

function write(app: ros.App, { groupName, jwk, name, paths }: Stack, layout: Layout): void {
  const stack = new ros.Stack(app, name);
  const keys = PublicKeySet.parse({ keys: [jwk] });
  const customers = new JwtAuthorization(stack, 'Customers', { keys, token: TokenSource.bearer() });
  const orders = new ApiGroup(stack, 'Orders', {
    groupName,
    stages: ['RELEASE'],
    backend: Backend.http('https://orders.internal.example.com'),
    defaultAuthorization: customers,
    layout,
  });
  for (const path of paths) orders.addApi(`GET ${path}/[itemId]`);
}

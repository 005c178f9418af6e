// For `SAMPLE=8 npm run mutate`: one function of eight is changed, so that a score is had in an hour. Which ones is told
// by their names, and so the same in every run.

import { createHash } from 'node:crypto';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const SAMPLE = Number(process.env.SAMPLE ?? 1);

function isLeftOut(path) {
  if (!isOutermostFunction(path)) return false;
  const { end, start } = path.node.loc;
  const name = `${path.node.id?.name ?? path.node.key?.name ?? path.parent.id?.name} ${end.line - start.line}`;
  return createHash('sha256').update(name).digest().readUInt32BE() % SAMPLE !== 0;
}

/** A function that stands in no other one: those inside are of the same sample. */
function isOutermostFunction(path) {
  return path.isFunction() && path.findParent((each) => each.isFunction()) === null;
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'sample', {
    shouldIgnore: (path) => (isLeftOut(path) ? `no part of one of ${SAMPLE}` : undefined),
  }),
];

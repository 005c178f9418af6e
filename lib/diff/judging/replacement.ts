import { EXPOSURES, type ExposureFact, type Fact, findProperties, type PropertyFact } from '../../facts';
import type { Exposure } from '../change';
import type { Difference } from '../comparing/comparison';
import { exposureOf } from './exposures';

/** How ROS carries out what the differences are made of, where that is not in place. */
export function replacementOf(differences: readonly Difference[]): string | undefined {
  for (const difference of differences) {
    const words = wordsFor(difference);
    if (words !== undefined) return words;
  }
  return undefined;
}

/** What happens while ROS deletes a resource of a type and creates it again. */
const WINDOWS: Readonly<Record<string, Fact<ExposureFact>>> = {
  'ALIYUN::ApiGateway::Api': EXPOSURES.replacedApi,
  'ALIYUN::ApiGateway::CustomDomain': EXPOSURES.replacedDomain,
  'ALIYUN::ApiGateway::Deployment': EXPOSURES.replacedDeployment,
  'ALIYUN::ApiGateway::Group': EXPOSURES.replacedApi,
  'ALIYUN::ApiGateway::Plugin': EXPOSURES.replacedPlugin,
  'ALIYUN::ApiGateway::PluginAttachment': EXPOSURES.replacedBinding,
};

/** What happens meanwhile where ROS cannot make a change in place. */
export function exposureOfReplacement(differences: readonly Difference[]): Exposure | undefined {
  const replaced = differences.find((each) => wordsFor(each) !== undefined);
  return replaced === undefined ? undefined : exposureOfType(replaced.type);
}

/** What happens while a resource of a type is made again. */
export function exposureOfType(type: string): Exposure | undefined {
  const window = Object.hasOwn(WINDOWS, type) ? WINDOWS[type] : undefined;
  return window && exposureOf(window);
}

function wordsFor({ isSwap, path, sides, type }: Difference): string | undefined {
  const { after, before } = sides;
  if (before === undefined || after === undefined || isSwap) return undefined;
  // Under another logical id it is another resource: resource-renamed tells that, once.
  if (before.id !== after.id) return undefined;
  const [section, ...names] = path;
  const property = section === 'Properties' ? fixedIn(type, names) : undefined;
  if (property === undefined) return undefined;
  return `ROS cannot change ${property} in place: it deletes ${before.id} and creates it again, and only with ReplacementOption Enabled; otherwise the update fails`;
}

/** The property on the way to a value that ROS cannot update. */
function fixedIn(type: string, names: readonly string[]): string | undefined {
  let facts = findProperties(type);
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] ?? '';
    const fact: PropertyFact | undefined = facts?.[name];
    if (fact === undefined) return undefined;
    if (fact.updatable === false) return name;
    facts = findProperties(`${type}.${fact.itemType ?? fact.type}`);
    // An item of a list stands under its name.
    if (fact.type === 'List') at += 1;
  }
  return undefined;
}

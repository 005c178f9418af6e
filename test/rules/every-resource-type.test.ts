import { parseTemplate } from '../../lib/model';
import { renderRoutes } from '../../lib/report';
import { checkGateway, RULES } from '../../lib/rules';
import { propertyAgainstSpecification } from '../../lib/rules/property-against-specification';
import {
  VENDOR_SPECIFICATION,
  type VendorProperty,
  type VendorTypes,
} from '../fixtures/vendor-specification';

const { PropertyTypes: NESTED, ResourceTypes: RESOURCES } = VENDOR_SPECIFICATION;
const TYPES = Object.keys(RESOURCES).filter((type) => type.startsWith('ALIYUN::ApiGateway::'));

/** Properties as the tables ask for them: all of them, or the required ones only. */
function propertiesOf(owner: string, types: VendorTypes, all: boolean): Record<string, unknown> {
  const entries = Object.entries(types[owner]?.Properties ?? {}).filter(([, spec]) => all || spec.Required);
  return Object.fromEntries(entries.map(([name, spec]) => [name, sampleOf(owner, spec, all)]));
}

function sampleOf(owner: string, spec: VendorProperty, all: boolean): unknown {
  const nested = (name: string) => propertiesOf(`${owner.split('.')[0]}.${name}`, NESTED, all);
  if (spec.Type === 'List') return [spec.ItemType === undefined ? 'an-id' : nested(spec.ItemType)];
  if (spec.Type === 'Map') return { name: 'value' };
  if (spec.Type !== undefined) return nested(spec.Type);
  const [first] = spec.Constraints?.flatMap(({ AllowedValues = [] }) => AllowedValues) ?? [];
  if (first !== undefined) return first;
  const least = spec.Constraints?.map(({ Range }) => Range?.Min).find((min) => min !== undefined) ?? 1;
  if (spec.PrimitiveType === 'Boolean') return true;
  return spec.PrimitiveType === 'String' ? 'some_text' : least;
}

const templateOf = (all: boolean): string =>
  JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: Object.fromEntries(
      TYPES.map((Type) => [Type.split('::')[2], { Type, Properties: propertiesOf(Type, RESOURCES, all) }]),
    ),
  });

test.each([
  ['all properties', true],
  ['the required ones only', false],
])("a resource of every type of the vendor's tables, with %s, is read, shown and checked", (_which, all) => {
  const gateway = parseTemplate(templateOf(all), 'every-type.json');
  expect(TYPES.length).toBeGreaterThan(12);
  expect(gateway.stacks[0]?.resources.size ?? 0).toBe(TYPES.length);
  expect(gateway.routes).toHaveLength(1);
  for (const format of ['text', 'markdown', 'json'] as const) {
    expect(renderRoutes(gateway, { format })).toContain('GET');
  }
  expect(checkGateway(gateway, RULES).verdicts.size).toBe(RULES.length);
});

test("what is written from the vendor's tables is not against them", () => {
  const { failures } = checkGateway(parseTemplate(templateOf(true), 'every-type.json'), [
    propertyAgainstSpecification,
  ]);
  expect(failures.map(({ message, subject }) => `${subject}: ${message}`)).toEqual([]);
});

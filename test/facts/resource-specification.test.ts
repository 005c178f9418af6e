import { findProperties, RESOURCE_SPECIFICATION } from '../../lib/facts';
import { types } from '../../lib/facts/vendor-specification.json';
import {
  type VendorBounds,
  type VendorConstraint,
  type VendorProperty,
  type VendorTypes,
  VENDOR_SPECIFICATION as vendor,
} from '../fixtures/vendor-specification';

/** What checks need of a property, in our words. */
function factOf(property: VendorProperty): object {
  const one = Object.assign({}, ...(property.Constraints ?? [])) as VendorConstraint;
  const facts = {
    type: property.PrimitiveType ?? property.Type,
    itemType: property.ItemType,
    required: property.Required || undefined,
    updatable: property.UpdateAllowed ? undefined : false,
    allowed: one.AllowedValues,
    length: one.Length && boundsOf(one.Length),
    range: one.Range && boundsOf(one.Range),
  };
  return JSON.parse(JSON.stringify(facts));
}

const boundsOf = ({ Max: max, Min: min }: VendorBounds): object => ({ min, max });

test("the table agrees with the vendor's specification in every type and property", () => {
  const all = { ...vendor.ResourceTypes, ...vendor.PropertyTypes } as unknown as VendorTypes;
  const expected = Object.entries(all)
    .filter(([name]) => name.startsWith('ALIYUN::ApiGateway::'))
    .map(([name, { Properties }]) => [
      name,
      Object.fromEntries(Object.entries(Properties).map(([property, spec]) => [property, factOf(spec)])),
    ]);
  expect(types).toEqual(Object.fromEntries(expected));
});

test('what the newer package has stands beside what the specification has', () => {
  expect(findProperties('ALIYUN::ApiGateway::Group')).toMatchObject({
    BasePath: { type: 'String' },
    GroupName: { type: 'String', required: true },
  });
  expect(findProperties('ALIYUN::ApiGateway::Api')?.ResultSample).toEqual({ type: 'String' });
  expect(findProperties('ALIYUN::ApiGateway::Backend.Tags')?.Key).toEqual({ type: 'String', required: true });
  expect(findProperties('ALIYUN::ApiGateway::Gateway')).toBe(undefined);
});

test('every type that a property names is in the table', () => {
  const built = ['String', 'Boolean', 'Integer', 'Number', 'List', 'Map'];
  const named = [...RESOURCE_SPECIFICATION.value].flatMap(([name, facts]) =>
    Object.values(facts).flatMap(({ itemType, type }) =>
      [type, itemType]
        .filter((each) => each !== undefined && !built.includes(each))
        .map((each) => `${name.split('.')[0]}.${each}`),
    ),
  );
  expect(named.filter((name) => findProperties(name) === undefined)).toEqual([]);
});

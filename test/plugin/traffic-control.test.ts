import { trafficControl } from '../../lib/plugin';
import { refusal } from './refusal';

test('limits are written in the order of the service, specials last', () => {
  const rendered = trafficControl.render({
    specials: [{ policies: [{ value: 50, key: 10123123 }], type: 'APP' }],
    appDefault: 10,
    userDefault: 20,
    apiDefault: 100,
    unit: 'MINUTE',
  });
  expect(rendered).toBe(`{
  "unit": "MINUTE",
  "apiDefault": 100,
  "userDefault": 20,
  "appDefault": 10,
  "specials": [
    {
      "type": "APP",
      "policies": [
        {
          "key": 10123123,
          "value": 50
        }
      ]
    }
  ]
}`);
});

test('a user may not have more than the API, nor an app more than its user', () => {
  const limits = { unit: 'SECOND', apiDefault: 10, userDefault: 11, appDefault: 12 };
  expect(refusal(() => trafficControl.parse(limits))).toEqual([
    'plugin-data-invalid',
    '$.userDefault must not be above apiDefault (10), got 11',
    '$.appDefault must not be above userDefault (11), got 12',
  ]);
  expect(trafficControl.parse({ ...limits, userDefault: 10, appDefault: 10 })).toMatchObject({
    appDefault: 10,
  });
});

test('everything that is wrong is told at once, in lists too', () => {
  const document = {
    unit: 'WEEK',
    apiDefault: 1.5,
    specials: [{ type: 'APP', policies: [{ value: '1' }] }, 7],
  };
  expect(refusal(() => trafficControl.parse(document))).toEqual([
    'plugin-data-invalid',
    '$.unit must be one of SECOND, MINUTE, HOUR, DAY, got "WEEK"',
    '$.apiDefault must be a whole number of at least 0, got 1.5',
    '$.specials[0].policies[0].key is missing: it must be an id (a non-empty string or a whole number)',
    '$.specials[0].policies[0].value must be a whole number of at least 0, got "1"',
    '$.specials[1] must be an object, got 7',
  ]);
});

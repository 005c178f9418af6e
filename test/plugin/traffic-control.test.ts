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

test.each<[object, string[]]>([
  [{ apiDefault: 0 }, []],
  [{ apiDefault: 10, userDefault: 10 }, []],
  [{ apiDefault: 10, appDefault: 10 }, []],
  [{ apiDefault: 10, appDefault: 11 }, ['$.appDefault must not be above apiDefault (10), got 11']],
  [
    { apiDefault: 10, userDefault: 5, appDefault: 11 },
    ['$.appDefault must not be above userDefault (5), got 11'],
  ],
  [{ userDefault: 5 }, ['$.apiDefault is missing: it must be a whole number of at least 0']],
  [{ apiDefault: -1 }, ['$.apiDefault must be a whole number of at least 0, got -1']],
])('of the limits %j is told what is wrong', (limits, problems) => {
  const told = refusal(() => trafficControl.parse({ unit: 'DAY', ...limits }));
  expect(told).toEqual(problems.length === 0 ? [] : ['plugin-data-invalid', ...problems]);
});

test('the unit is a second, a minute, an hour or a day, and a limit may be of an app or a user', () => {
  for (const unit of ['SECOND', 'MINUTE', 'HOUR', 'DAY'] as const) {
    const specials = (['APP', 'USER'] as const).map((type) => ({ type, policies: [{ key: 'a', value: 0 }] }));
    const model = { unit, apiDefault: 1, specials };
    expect(trafficControl.parse(trafficControl.render(model))).toEqual(model);
  }
});

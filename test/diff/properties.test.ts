import fc from 'fast-check';
import { stringify } from 'yaml';
import { CHANGE_KINDS, type Change, diffGateways } from '../../lib/diff';
import type { JsonValue } from '../../lib/json';
import { parseTemplate } from '../../lib/model';
import { modelOf } from '../rules/check-template';
import { type Resources, template } from '../rules/gateway-template';
import { CASES } from './cases';
import { lineOf } from './diff-template';

/** Resources of any two cases, so that changes of many kinds come together. */
const resources = fc
  .array(fc.constantFrom(...CASES.flatMap(({ after, before }) => [before, after])), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts): Resources => Object.assign({}, ...parts));

const changesOf = (base: object, head: object): readonly Change[] =>
  diffGateways(modelOf(base), modelOf(head)).changes;

test('a gateway does not differ from itself', () => {
  fc.assert(
    fc.property(resources, (each) => {
      expect(changesOf(template(each), template(each)).map(lineOf)).toEqual([]);
    }),
  );
});

test('order, formatting, and whether it is JSON or YAML, is no difference', () => {
  fc.assert(
    fc.property(resources, (each) => {
      const given = { ROSTemplateFormatVersion: '2015-09-01', ...template(each) };
      const json = parseTemplate(JSON.stringify(given), 'a.json');
      const yaml = parseTemplate(stringify(turned(given), { version: '1.1' }), 'b.yaml');
      expect(diffGateways(json, yaml).changes.map(lineOf)).toEqual([]);
    }),
  );
});

/** The same value with the members of its objects the other way round. */
function turned(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  );
}

const KINDS = new Map(CHANGE_KINDS.map((kind) => [kind.id, kind]));
const OPPOSITE = { weaker: 'stronger', stronger: 'weaker', neutral: 'neutral', unknown: 'unknown' } as const;

/** `route-added weaker`; without a posture where the kind claims none for the way back. */
function told(change: Change): string {
  return isOneWay(change) ? change.kind : `${change.kind} ${change.posture.verdict}`;
}

function mirrored(change: Change): string {
  const mirror = KINDS.get(change.kind)?.mirror ?? '';
  return isOneWay(change) ? mirror : `${mirror} ${OPPOSITE[change.posture.verdict]}`;
}

/** A route that came or went has the opposite way back, unless another route takes its requests. */
function isOneWay({ kind, message }: Change): boolean {
  if (/^(?:route-(?:added|removed)|stage-(?:un)?published)$/.test(kind))
    return message.includes(' requests ');
  return KINDS.get(kind)?.asymmetry !== undefined;
}

test('the way back is the mirror of the way there', () => {
  fc.assert(
    fc.property(resources, resources, (before, after) => {
      const there = changesOf(template(before), template(after));
      const back = changesOf(template(after), template(before));
      expect(back.map(told).sort()).toEqual(there.map(mirrored).sort());
    }),
    { numRuns: 120 },
  );
});

type Path = readonly (string | number)[];

/** Every place in a value. */
function placesIn(value: JsonValue, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => placesIn(member, [...path, name]))];
}

/** The value with something else at a place; `undefined` takes it away. */
function edited(value: JsonValue, path: Path, by: JsonValue | undefined): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return by ?? null;
  const copy: Record<string, JsonValue> = { ...(value as Record<string, JsonValue>) };
  const member = rest.length === 0 ? by : edited(copy[step] ?? null, rest, by);
  if (member === undefined) delete copy[step];
  else copy[step] = member;
  return Array.isArray(value) ? Object.values(copy) : copy;
}

const anything = fc.oneof(
  fc.constantFrom<JsonValue>(
    'other',
    7,
    { Ref: 'Shop' },
    { Ref: 'Parameter' },
    ['x'],
    { odd: 'thing' },
    null,
  ),
);

test('nothing vanishes: whatever is edited, something is told', () => {
  fc.assert(
    fc.property(resources, fc.nat(), fc.option(anything, { nil: undefined }), (each, at, by) => {
      const given = template(each) as { readonly [name: string]: JsonValue };
      const places = placesIn(given).filter((path) => path.length > 2);
      const place = places[at % places.length] ?? [];
      const after = edited(given, place, by);
      if (canonicalText(after) === canonicalText(given)) return;
      expect({ place, changes: changesOf(given, after as object).length }).not.toEqual({ place, changes: 0 });
    }),
    { numRuns: 400 },
  );
});

/** The text of a value in which lists whose order says nothing are sorted. */
function canonicalText(value: JsonValue): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

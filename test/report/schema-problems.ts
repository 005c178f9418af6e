type Schema = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why a document does not match a schema; knows the words of JSON Schema that our schemas use, and no others. */
export function schemaProblems(value: unknown, schema: Schema, root: Schema = schema, path = '$'): string[] {
  const problems: string[] = [];
  const inner = (each: unknown, next: unknown, at: string) => schemaProblems(each, next as Schema, root, at);
  const rules: Readonly<Record<string, (rule: never) => void>> = {
    $ref: (ref: string) =>
      problems.push(...inner(value, (root.$defs as Schema)[ref.replace('#/$defs/', '')], path)),
    const: (only: unknown) => value === only || problems.push(`${path} is not ${only}`),
    enum: (words: unknown[]) => words.includes(value) || problems.push(`${path} is none of ${words}`),
    type: (type: string) => typeOf(value).includes(type) || problems.push(`${path} is no ${type}`),
    minimum: (least: number) => Number(value) >= least || problems.push(`${path} is below ${least}`),
    minItems: (least: number) =>
      (value as unknown[]).length >= least || problems.push(`${path} is too short`),
    pattern: (text: string) =>
      new RegExp(text, 'u').test(String(value)) || problems.push(`${path} is not like ${text}`),
    required: (names: string[]) =>
      problems.push(
        ...names
          .filter((name) => !isObject(value) || !(name in value))
          .map((name) => `${path}.${name} is missing`),
      ),
    items: (next: Schema) =>
      Array.isArray(value) &&
      problems.push(...value.flatMap((each, i) => inner(each, next, `${path}[${i}]`))),
    anyOf: (choices: Schema[]) =>
      choices.some((next) => inner(value, next, path).length === 0) ||
      problems.push(`${path} is none of the choices`),
    properties: (next: Readonly<Record<string, Schema>>) => {
      if (!isObject(value)) return;
      for (const [name, each] of Object.entries(value)) {
        if (name in next) problems.push(...inner(each, next[name], `${path}.${name}`));
        else if (!('additionalProperties' in schema)) problems.push(`${path}.${name} is not described`);
      }
    },
    additionalProperties: (next: Schema) =>
      isObject(value) &&
      problems.push(...Object.entries(value).flatMap(([name, each]) => inner(each, next, `${path}.${name}`))),
    $schema: () => {},
    $defs: () => {},
    title: () => {},
    description: () => {},
  };
  for (const [word, rule] of Object.entries(schema)) {
    const apply = rules[word];
    if (apply === undefined)
      throw new Error(`the schema has the word ${word}, which this test does not know`);
    apply(rule as never);
  }
  return problems;
}

function typeOf(value: unknown): string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  return Number.isInteger(value) ? ['number', 'integer'] : [typeof value];
}

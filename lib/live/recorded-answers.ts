import { join } from 'node:path';
import { GatewayError } from '../errors';
import { isJsonObject, type JsonValue, memberOf } from '../json';
import {
  Origin,
  type RecordedItem,
  readDocument,
  readTextIfAny,
  type TemplateFiles,
  type TemplateProblem,
} from '../template';
import { type CallName, RECORDED_CALLS } from './calls';

/** All pages of a list. */
export interface RecordedList {
  readonly items: readonly RecordedItem[];
  /** Why items may be missing; `undefined` where all of them were recorded. */
  readonly missing: string | undefined;
}

/** The answers in a directory. What is not there, or is no answer, is missing: never an empty list. */
export class RecordedAnswers {
  readonly #directory: string;
  readonly #files: TemplateFiles;
  readonly #problems: TemplateProblem[] = [];

  constructor(directory: string, files: TemplateFiles) {
    this.#directory = directory;
    this.#files = files;
  }

  /** What could not be read so far. */
  get problems(): readonly TemplateProblem[] {
    return this.#problems;
  }

  /** The recording as a whole, for what stands in no answer. */
  get whole(): RecordedItem {
    return { value: {}, origin: this.#startOf('') };
  }

  /** The answer of a call that answers with one thing; `undefined` where it was not recorded. */
  one(call: CallName, name: string): RecordedItem | undefined {
    const answer = this.#read(call, `${name}.json`);
    if (answer === undefined) this.report(`${name}.json`, `${call} was not recorded`);
    return answer;
  }

  /** All pages of a list. */
  list(call: CallName, name: string): RecordedList {
    const items: RecordedItem[] = [];
    for (let page = 1; ; page += 1) {
      const file = `${name}-${page}.json`;
      const answer = this.#read(call, file);
      if (answer === undefined)
        return this.#incomplete(items, file, `page ${page} of ${call} was not recorded`);
      const found = itemsOf(answer, call);
      items.push(...found);
      const total = memberOf(answer.value, 'TotalCount');
      if (typeof total !== 'number')
        return this.#incomplete(items, file, `${call} does not say how many there are`);
      if (items.length >= total) return { items, missing: undefined };
      if (found.length === 0)
        return this.#incomplete(items, file, `${call} has ${total} items, and ${items.length} were recorded`);
    }
  }

  /** Notes that something could not be read. */
  report(file: string, message: string): void {
    this.#problems.push({ origin: this.#startOf(file), message });
  }

  #startOf(file: string): Origin {
    return Origin.of({ file: join(this.#directory, file), positionOf: () => START });
  }

  /** Notes that something is missing where there should be more. */
  reportAt(origin: Origin, message: string): void {
    this.#problems.push({ origin, message });
  }

  #incomplete(items: readonly RecordedItem[], file: string, missing: string): RecordedList {
    this.report(file, missing);
    return { items, missing };
  }

  #read(call: CallName, file: string): RecordedItem | undefined {
    const path = join(this.#directory, file);
    try {
      const text = readTextIfAny(this.#files, path);
      if (text === undefined) return undefined;
      const document = readDocument(text, path);
      const lacks = lackOf(call, document.value);
      if (lacks === undefined && isJsonObject(document.value))
        return { value: document.value, origin: Origin.of(document) };
      this.report(file, `is no answer of ${call}: it has no ${lacks}`);
    } catch (error) {
      if (!GatewayError.isGatewayError(error)) throw error;
      this.report(file, error.message);
    }
    return undefined;
  }
}

const START = { line: 1, column: 1 } as const;

/** A member that an answer of the call must have and this one has not. */
export function lackOf(call: CallName, value: JsonValue): string | undefined {
  return RECORDED_CALLS[call].requires.find((name) => memberOf(value, name) === undefined);
}

function itemsOf({ origin, value }: RecordedItem, call: CallName): RecordedItem[] {
  const { items } = RECORDED_CALLS[call];
  if (items === undefined) return [];
  const [list, item] = items;
  return listOf(memberOf(memberOf(value, list), item)).flatMap((each, at) =>
    isJsonObject(each) ? [{ value: each, origin: origin.at(list, item, at) }] : [],
  );
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

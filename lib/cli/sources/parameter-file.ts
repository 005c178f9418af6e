import { GatewayError } from '../../errors';
import { isJsonObject, type JsonValue, memberOf } from '../../json';
import { nodeFiles, Origin, readDocument, readText, type Step, type WrittenValue } from '../../template';

/**
 * The values of parameters in a file of JSON or YAML: names with their values, or the list of `ParameterKey` and
 * `ParameterValue` that ROS takes. Messages quote no value, which may be a secret.
 *
 * @throws GatewayError `file-unreadable`, `template-invalid` for what is no JSON or YAML, `usage` for any other form
 */
export function readParameterFile(path: string): ReadonlyMap<string, WrittenValue> {
  const document = readDocument(readText(nodeFiles, path), path);
  const placeOf = (...steps: readonly Step[]) => `${Origin.of(document, steps)}`;
  const values = new Map<string, WrittenValue>();
  const add = (name: string, value: JsonValue, place: string) => {
    if (values.has(name)) throw refused(`the parameter '${name}' is given twice`, place);
    if (value === null) throw refused(`the parameter '${name}' has no value`, place);
    values.set(name, { value, place });
  };
  const { value: written } = document;
  if (isJsonObject(written)) {
    for (const [name, value] of Object.entries(written)) add(name, value, placeOf(name));
    return values;
  }
  if (!Array.isArray(written)) throw refused('is neither names with values nor a list', placeOf());
  (written as readonly JsonValue[]).forEach((entry, index) => {
    const [name, value] = [memberOf(entry, 'ParameterKey'), memberOf(entry, 'ParameterValue')];
    if (typeof name !== 'string' || value === undefined)
      throw refused('is no object with a ParameterKey and a ParameterValue', placeOf(index));
    add(name, value, placeOf(index, 'ParameterValue'));
  });
  return values;
}

function refused(text: string, place: string): GatewayError {
  return new GatewayError('usage', text, {
    place,
    hint: 'write Stage: RELEASE, or - ParameterKey: Stage with ParameterValue: RELEASE',
  });
}

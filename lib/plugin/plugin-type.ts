import { GatewayError, type Problem } from '../errors';
import type { JsonObject, JsonValue } from '../json';
import { Cursor, type Shape } from '../shape';
import { readPluginData, renderPluginData } from './plugin-data';

/** A plug-in type whose PluginData we know: its model, read from data and written as data. */
export interface PluginType<Type extends string, Model> {
  /** The `PluginType` of the resource: `jwtAuth`. */
  readonly type: Type;

  /**
   * The model of PluginData, from an object or JSON text.
   *
   * @param place the file or construct the data stands in, for the message
   * @throws GatewayError `plugin-data-invalid` with all problems and their JSON paths, `key-set-private` for a
   *   private key anywhere in the data, `plugin-data-too-large` for text above 50 KB
   */
  parse(input: unknown, place?: string): Model;

  /**
   * The PluginData of a model: JSON with an indent of two spaces, keys in an order of our own, so that the same
   * model always makes the same text. `parse(render(model))` equals the model.
   *
   * @throws GatewayError as `parse`; `plugin-data-too-large` above 50 KB
   */
  render(model: Model, place?: string): string;

  /**
   * What is let through but should be looked at, with JSON paths into the PluginData.
   *
   * @throws GatewayError `plugin-data-invalid` or `key-set-private` for a model that `render` refuses too
   */
  warnings(model: Model): readonly Problem[];

  /**
   * What `parse` would refuse of data that somebody else wrote, and what may be a mistake in writing: a key that this
   * library does not know, a place that the service does not document. Never throws for what the data holds, and does
   * not look for private keys.
   */
  inspect(data: JsonValue): PluginDataInspection;
}

/** What is wrong, or perhaps wrong, with the data of a plug-in, with JSON paths into it. */
export interface PluginDataInspection {
  readonly problems: readonly Problem[];
  readonly doubts: readonly Problem[];
}

/** The plug-in type whose PluginData has the shape. */
export function pluginType<Type extends string, Model>(
  type: Type,
  shape: Shape<Model>,
): PluginType<Type, Model> {
  function read(input: unknown, place: string | undefined): { model: Model; notes: readonly Problem[] } {
    const root = Cursor.atRoot();
    const model = shape.read(readPluginData(input, place), root);
    if (model === undefined || root.problems.length > 0) throw invalid(type, root, place);
    return { model, notes: root.notes };
  }

  function write(model: Model, place: string | undefined): JsonValue {
    const root = Cursor.atRoot();
    const data = shape.write(model, root);
    if (root.problems.length > 0) throw invalid(type, root, place);
    return data;
  }

  return {
    type,
    parse: (input, place) => read(input, place).model,
    render(model, place) {
      // What was read back is checked, and its keys stand in a fixed order.
      const checked = read(write(model, place), place).model;
      return renderPluginData(write(checked, place) as JsonObject, place);
    },
    warnings: (model) => read(write(model, undefined), undefined).notes,
    inspect(data) {
      const root = Cursor.atRoot();
      shape.read(data, root);
      return root;
    },
  };
}

function invalid(type: string, { problems }: Cursor, place: string | undefined): GatewayError {
  return new GatewayError('plugin-data-invalid', `not the data of a ${type} plug-in`, { place, problems });
}

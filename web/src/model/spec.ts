/** An indicator or a strategy with its parameters, `sma(20)`, `rsi(14,30,70,trigger=exit)`, `obv`. */
export interface Spec {
  readonly name: string;
  readonly args: readonly string[];
}

const SHAPE = /^([a-z][a-z0-9_]*)(?:\(([^()]*)\))?$/;

export function parseSpec(text: string): Spec | undefined {
  const match = SHAPE.exec(text.trim());
  if (match === null) {
    return undefined;
  }
  const args = (match[2] ?? '').split(',').map((arg) => arg.trim());
  return { name: match[1] ?? '', args: args.filter((arg) => arg !== '') };
}

export function writeSpec(spec: Spec): string {
  return spec.args.length === 0 ? spec.name : `${spec.name}(${spec.args.join(',')})`;
}

/** `sma(20),macd(12,26,9)` at the commas outside of parentheses. */
export function splitSpecs(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => parseSpec(part) !== undefined);
}

/** One parameter of an indicator or strategy, as the server's catalogue tells it. */
export interface Parameter {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Not empty where one of a few words is chosen. */
  readonly choices: readonly string[];
  readonly defaultValue: string;
}

/** The values of all parameters by name, defaults where the spec is silent. */
export function argumentsOf(spec: Spec, parameters: readonly Parameter[]): Record<string, string> {
  const values = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.defaultValue]));
  spec.args.forEach((arg, position) => {
    const [name, value] = arg.split('=', 2);
    const target = value === undefined ? parameters[position]?.name : name;
    if (target !== undefined) {
      values[target] = value ?? arg;
    }
  });
  return values;
}

/** A spec that says all numbers, and choices where they are not the default. */
export function specOf(name: string, parameters: readonly Parameter[], values: Readonly<Record<string, string>>): Spec {
  const args: string[] = [];
  for (const parameter of parameters) {
    const value = values[parameter.name] ?? parameter.defaultValue;
    if (parameter.choices.length === 0) {
      args.push(value);
    } else if (value !== parameter.defaultValue) {
      args.push(`${parameter.name}=${value}`);
    }
  }
  return { name, args };
}

/** What is wrong with a value, or nothing. */
export function problemOf(parameter: Parameter, text: string): string | undefined {
  if (parameter.choices.length > 0) {
    return parameter.choices.includes(text) ? undefined : `one of ${parameter.choices.join(', ')}`;
  }
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    return 'a number';
  }
  const below = parameter.minimum !== undefined && value < parameter.minimum;
  const above = parameter.maximum !== undefined && value > parameter.maximum;
  return below || above ? `from ${parameter.minimum ?? '−∞'} to ${parameter.maximum ?? '∞'}` : undefined;
}

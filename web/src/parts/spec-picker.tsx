import type { VNode } from 'preact';
import { argumentsOf, parseSpec, problemOf, specOf, writeSpec, type Parameter } from '../model/spec';

export interface PickableKind {
  readonly name: string;
  readonly spec: string;
  readonly title: string;
  readonly group: string;
  readonly parameters: readonly Parameter[];
}

interface SpecPickerProps {
  readonly label: string;
  readonly kinds: readonly PickableKind[];
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
  /** What to say beside a chosen one. */
  readonly noteOf?: (spec: string) => string | undefined;
}

/** Chooses indicators or strategies and their parameters, within the ranges that the server tells. */
export function SpecPicker({ label, kinds, chosen, change, noteOf }: SpecPickerProps): VNode {
  const groups = [...new Set(kinds.map((kind) => kind.group))];
  const replace = (index: number, spec: string) => change(chosen.map((current, at) => (at === index ? spec : current)));
  return (
    <fieldset class="specs">
      <legend>{label}</legend>
      {chosen.length === 0 ? <p class="muted">None chosen.</p> : null}
      {chosen.map((text, index) => (
        <ChosenSpec
          key={index} text={text} kind={kinds.find((kind) => kind.name === parseSpec(text)?.name)} note={noteOf?.(text)}
          change={(spec) => replace(index, spec)} remove={() => change(chosen.filter((_, at) => at !== index))}
        />
      ))}
      {groups.map((group) => (
        <div key={group} class="spec-group">
          <span class="muted">{group}</span>
          {kinds.filter((kind) => kind.group === group).map((kind) => (
            <button key={kind.name} type="button" title={kind.title} disabled={chosen.includes(kind.spec)} onClick={() => change([...chosen, kind.spec])}>+ {kind.name}</button>
          ))}
        </div>
      ))}
    </fieldset>
  );
}

interface ChosenSpecProps {
  readonly text: string;
  readonly kind: PickableKind | undefined;
  readonly note: string | undefined;
  readonly change: (spec: string) => void;
  readonly remove: () => void;
}

function ChosenSpec({ text, kind, note, change, remove }: ChosenSpecProps): VNode {
  const spec = parseSpec(text);
  const values = spec === undefined || kind === undefined ? {} : argumentsOf(spec, kind.parameters);
  const set = (parameter: Parameter, value: string) => {
    if (kind !== undefined) {
      change(writeSpec(specOf(kind.name, kind.parameters, { ...values, [parameter.name]: value.replace(/[(),=]/g, '') })));
    }
  };
  return (
    <div class="spec" data-spec={text}>
      <div class="spec-head">
        <strong>{kind?.title ?? text}</strong> <code>{text}</code>
        <span class="grow" />
        <button class="icon quiet" type="button" aria-label={`Remove ${text}`} onClick={remove}>×</button>
      </div>
      {note === undefined ? null : <small class="muted">{note}</small>}
      <div class="spec-fields">
        {kind?.parameters.map((parameter) => (
          <ParameterField key={parameter.name} parameter={parameter} value={values[parameter.name] ?? ''} change={(value) => set(parameter, value)} />
        ))}
      </div>
    </div>
  );
}

function ParameterField({ parameter, value, change }: { parameter: Parameter; value: string; change: (value: string) => void }): VNode {
  const problem = problemOf(parameter, value);
  const range = parameter.minimum === undefined ? '' : `${parameter.minimum} to ${parameter.maximum ?? '∞'} ${parameter.unit}`;
  return (
    <label class="field" title={parameter.meaning}>
      <span>{parameter.name}</span>
      {parameter.choices.length > 0 ? (
        <select value={value} onChange={(event) => change(event.currentTarget.value)}>
          {parameter.choices.map((choice) => <option key={choice} value={choice}>{choice}</option>)}
        </select>
      ) : (
        <input type="text" inputMode="decimal" value={value} aria-invalid={problem !== undefined} onInput={(event) => change(event.currentTarget.value.trim())} />
      )}
      <small class={problem === undefined ? '' : 'danger'}>{problem === undefined ? range : `expected ${problem}`}</small>
    </label>
  );
}

/** Whether all parameters of all chosen specs are within their ranges. */
export function areValid(chosen: readonly string[], kinds: readonly PickableKind[]): boolean {
  return chosen.every((text) => {
    const spec = parseSpec(text);
    const kind = kinds.find((candidate) => candidate.name === spec?.name);
    if (spec === undefined || kind === undefined) return false;
    const values = argumentsOf(spec, kind.parameters);
    return kind.parameters.every((parameter) => problemOf(parameter, values[parameter.name] ?? '') === undefined);
  });
}

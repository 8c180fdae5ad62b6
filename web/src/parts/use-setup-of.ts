import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../client/problem';
import { fetchSetup } from '../client/setups';
import { chartPath, type ChartRoute } from '../model/route';
import { useApp } from './app-context';
import { navigate } from './navigation';

/** Why a setup's indicators and strategies are not shown. */
export interface MissingSetup {
  readonly problem: Problem;
  readonly retry: (() => void) | undefined;
}

/** An address with nothing but `?setup=` gets that setup's indicators and strategies, unless it is left before. */
export function useSetupOf(route: ChartRoute): MissingSetup | undefined {
  const app = useApp();
  const [missing, setMissing] = useState<Problem>();
  const [round, setRound] = useState(0);
  const { setup, symbol } = route;
  const isChosen = route.indicators.length > 0 || route.strategies.length > 0;
  useEffect(() => setMissing(undefined), [symbol]);
  useEffect(() => {
    if (setup === undefined || isChosen) return undefined;
    let isLeft = false;
    const unlessLeft = <T>(action: (value: T) => void) => (value: T) => {
      if (!isLeft) action(value);
    };
    fetchSetup(app.http, setup).then(
      unlessLeft(({ indicators, strategies }) => {
        setMissing(undefined);
        navigate(chartPath({ ...route, indicators, strategies }), 'replace');
      }),
      unlessLeft((thrown: unknown) => {
        const problem = Problem.from(thrown);
        setMissing(problem.status === 404 ? new Problem(404, `There is no setup ${setup} any more`, 'The chart is shown without it.') : problem);
        if (problem.status === 404) navigate(chartPath({ ...route, setup: undefined }), 'replace');
      }),
    );
    return () => {
      isLeft = true;
    };
  }, [setup, symbol, round]);
  if (missing === undefined) {
    return undefined;
  }
  return { problem: missing, retry: setup === undefined ? undefined : () => setRound(round + 1) };
}

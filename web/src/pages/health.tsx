import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { fetchBackfills, fetchHealth, fetchStats, type Backfill, type Health, type MonthQuality, type SeriesStats } from '../client/operations';
import { age, shortDateTime } from '../format/times';
import { newChartPath } from '../model/route';
import { TIMEFRAMES, type Timeframe } from '../model/timeframe';
import { useApp } from '../parts/app-context';
import { FreshnessBadge } from '../parts/market';
import { Empty, Loading, ProblemNote } from '../parts/notes';
import { UnlessBackfill } from '../parts/running-backfill';
import { TimesIn, useTableZone } from '../parts/table-zone';
import { useLoaded, useNow } from '../parts/use-loaded';

const REFRESH_MILLIS = 10_000;

/** The parts of the system, how fresh each symbol's candles are, and the runs that loaded them. */
export function HealthPage(): VNode {
  const app = useApp();
  const health = useLoaded(() => fetchHealth(app.http), [], { everyMillis: REFRESH_MILLIS });
  const backfills = useLoaded(() => fetchBackfills(app.http), [], { everyMillis: REFRESH_MILLIS });
  const now = useNow(5_000);
  return (
    <main class="page">
      <div class="page-head"><h1>Health</h1><TimesIn />{health.value === undefined ? null : <span class={`badge ${health.value.isOk ? 'live' : 'offline'}`}>{health.value.isOk ? 'all parts work' : 'degraded'}</span>}</div>
      <ProblemNote problem={health.problem} retry={health.reload} />
      {health.value === undefined ? <Loading /> : <Parts health={health.value} now={now} />}
      <Freshness now={now} />
      <section class="section">
        <h2>Backfills</h2>
        <ProblemNote problem={backfills.problem} />
        <div class="panel table-scroll">{backfills.value?.length === 0 ? <Empty title="No runs yet">Load history: <code>./candlemill backfill --help</code></Empty> : <Runs runs={backfills.value ?? []} />}</div>
      </section>
    </main>
  );
}

function Parts({ health, now }: { health: Health; now: number }): VNode {
  const rejected = Object.entries(health.rejectedLastDay);
  const { database, kafka, jobs } = health;
  const zone = useTableZone();
  return (
    <div class="facts">
      <Fact title="Server" value={health.version} detail={`for ${age(now - health.startedAt)}, ${health.clients} live ${health.clients === 1 ? 'client' : 'clients'}`} look="live" state="running" />
      <Fact title="Postgres" value={database.schemaVersion === undefined ? '–' : `schema ${database.schemaVersion}`} detail={database.message} look={database.state === 'ok' ? 'live' : 'offline'} state={database.state} />
      <Fact
        title="Kafka" value={kafka.lastRecordAt === undefined ? 'no record yet' : `last record ${shortDateTime(kafka.lastRecordAt, zone, now)}`} detail={kafka.message}
        look={kafka.state === 'ok' ? 'live' : kafka.state === 'off' ? 'closed' : 'offline'} state={kafka.state}
      />
      {jobs.length === 0 ? <Fact title="Jobs" value="none runs" detail="./candlemill live" look="closed" state="idle" /> : jobs.map((job) => (
        <Fact key={job.jobId} title={`Job ${job.name}`} value={job.holder} detail={`${job.jobId}, for ${age(now - job.acquiredAt)}`} look="live" state="writing" />
      ))}
      <Fact
        title="Rejected within a day" value={String(rejected.reduce((sum, [, count]) => sum + count, 0))} detail={rejected.map(([kind, count]) => `${kind} ${count}`).join(', ')}
        look={rejected.length === 0 ? 'live' : 'stale'} state={rejected.length === 0 ? 'none' : 'look'}
      />
    </div>
  );
}

interface FactProps {
  readonly title: string;
  readonly value: string;
  readonly detail: string;
  readonly look: string;
  readonly state: string;
}

function Fact({ title, value, detail, look, state }: FactProps): VNode {
  return (
    <section class="panel fact">
      <div class="row"><span class="muted grow">{title}</span><span class={`badge ${look}`}>{state}</span></div>
      <strong>{value}</strong>
      <span class="muted">{detail}</span>
    </section>
  );
}

function Freshness({ now }: { now: number }): VNode {
  const app = useApp();
  const [timeframe, setTimeframe] = useState<Timeframe | undefined>('1h');
  const [pages, setPages] = useState<readonly (string | undefined)[]>([undefined]);
  const after = pages.at(-1);
  const stats = useLoaded(() => fetchStats(app.http, timeframe, after), [timeframe, after], { everyMillis: REFRESH_MILLIS });
  const next = stats.value?.nextAfter;
  const choose = (text: string) => {
    setPages([undefined]);
    setTimeframe(TIMEFRAMES.find((candidate) => candidate === text));
  };
  return (
    <section class="section">
      <div class="page-head"><h2 class="grow">Candles</h2>
        <label class="row">Timeframe <select value={timeframe ?? ''} onChange={(event) => choose(event.currentTarget.value)}><option value="">all</option>{TIMEFRAMES.map((option) => <option key={option}>{option}</option>)}</select></label>
      </div>
      <ProblemNote problem={stats.problem} />
      <div class="panel table-scroll">
        {stats.value?.series.length === 0 ? <Empty title="No candles yet"><UnlessBackfill>Everything at once: <code>./candlemill demo</code></UnlessBackfill></Empty> : (
          <table class="freshness stacks">
            <thead><tr><th>Symbol</th><th>Timeframe</th><th>Newest candle closed</th><th class="number">Lag</th><th>Bars</th>{timeframe === undefined ? null : <><th>This month</th><th class="number">Gaps</th></>}<th>Data</th></tr></thead>
            <tbody>{stats.value?.series.map((series) => <SeriesRow key={series.symbol + series.timeframe} series={series} now={now} withMonth={timeframe !== undefined} />)}</tbody>
          </table>
        )}
        {timeframe === undefined ? <p class="more muted">Choose a timeframe to see how complete each symbol’s month is.</p> : null}
        <div class="more row">
          {pages.length > 1 ? <button type="button" onClick={() => setPages(pages.slice(0, -1))}>Back</button> : null}
          {next === undefined ? null : <button type="button" onClick={() => setPages([...pages, next])}>Further symbols</button>}
        </div>
      </div>
    </section>
  );
}

function SeriesRow({ series, now, withMonth }: { series: SeriesStats; now: number; withMonth: boolean }): VNode {
  return (
    <tr>
      <td><a class="symbol" href={newChartPath(series.symbol, series.timeframe)}>{series.symbol}</a></td>
      <td>{series.timeframe}</td>
      <td class="nowrap" data-label="closed">{shortDateTime(series.lastCloseTime, useTableZone(), now)}</td>
      <td class="number" data-label="lag">{series.lagSeconds < 0 ? '–' : age(series.lagSeconds * 1000)}</td>
      <td>{series.isComplete ? 'complete' : <span class="tag incomplete">incomplete</span>}</td>
      {withMonth ? <><MonthCell quality={series.quality} /><GapsCell quality={series.quality} /></> : null}
      <td><FreshnessBadge freshness={series.freshness} now={now} /></td>
    </tr>
  );
}

function MonthCell({ quality }: { quality: MonthQuality | undefined }): VNode {
  if (quality === undefined) {
    return <td title="Nothing is stored of this month" data-label="month">–</td>;
  }
  const title = `since ${quality.month}: ${quality.incomplete} incomplete candles, ${quality.revised} revised`;
  return <td title={title} data-label="month">{quality.percentComplete === undefined ? '–' : `${quality.percentComplete} % of bars`}</td>;
}

function GapsCell({ quality }: { quality: MonthQuality | undefined }): VNode {
  return <td class="number" data-label="gaps" title="Candles of this month that the calendar has and that are not stored">{quality?.missing ?? '–'}</td>;
}

function Runs({ runs }: { runs: readonly Backfill[] }): VNode {
  const zone = useTableZone();
  return (
    <table class="runs stacks">
      <thead><tr><th>Started</th><th>Run</th><th>Status</th><th class="number">Bars in</th><th class="number">Accepted</th><th class="number">Duplicate</th><th class="number">Late</th><th class="number">Rejected</th><th class="number">Candles</th><th class="number">Revised</th></tr></thead>
      <tbody>
        {runs.map(({ id, status, startedAt, counts, message }) => (
          <tr key={id} title={message ?? ''}>
            <td class="nowrap">{shortDateTime(startedAt, zone)}</td><td><code>{id}</code></td>
            <td><span class={`badge ${status === 'failed' ? 'offline' : status === 'running' ? 'live' : 'closed'}`}>{status}</span></td>
            {(['bars_in', 'accepted', 'duplicate', 'late', 'rejected', 'candles', 'revised'] as const).map((name) => <td key={name} class="number" data-label={name.replace('_', ' ')}>{counts[name].toLocaleString('en-US')}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { HistogramSeries, LineSeries, LineStyle, type IChartApi, type ISeriesApi, type SeriesType } from 'lightweight-charts';
import { isGap, type ChartItem } from '../model/candle';
import { isOverlay, type ChosenIndicator } from '../model/indicator';
import { lineColor, type Palette } from './palette';
import { lineData, signedData } from './series-data';

/** Levels that traders look for, by indicator. */
const LEVELS: Readonly<Record<string, readonly number[]>> = {
  rsi: [70, 30],
  stochastic: [80, 20],
  stochrsi: [80, 20],
  mfi: [80, 20],
  williams_r: [-20, -80],
  cci: [100, -100],
  adx: [25],
};

interface DrawnColumn {
  readonly column: string;
  readonly color: string;
  readonly series: ISeriesApi<SeriesType>;
  readonly isHistogram: boolean;
}

/** The lines of one indicator on a chart, over the candles or in a pane of their own. */
export class IndicatorSeries {
  private readonly drawn: DrawnColumn[];

  constructor(
    private readonly chart: IChartApi,
    readonly indicator: ChosenIndicator,
    /** 0: over the candles. */
    readonly pane: number,
    firstColor: number,
    private readonly palette: Palette,
  ) {
    this.drawn = indicator.columns.map((column, index) => this.draw(column, lineColor(palette, firstColor + index)));
    this.addLevels();
  }

  setData(items: readonly ChartItem[]): void {
    for (const drawn of this.drawn) {
      if (drawn.isHistogram) {
        drawn.series.setData(items.map((item) => signedData(item, drawn.column, this.palette)));
      } else {
        drawn.series.setData(items.map((item, index) => lineData(item, drawn.column, endsAt(items, index, drawn.column))));
      }
    }
  }

  update(item: ChartItem): void {
    for (const drawn of this.drawn) {
      drawn.series.update(drawn.isHistogram ? signedData(item, drawn.column, this.palette) : lineData(item, drawn.column, false));
    }
  }

  colors(): readonly string[] {
    return this.drawn.map((drawn) => drawn.color);
  }

  remove(): void {
    this.drawn.forEach((drawn) => this.chart.removeSeries(drawn.series));
  }

  private draw(column: string, color: string): DrawnColumn {
    const isHistogram = column.includes('histogram');
    const quiet = { priceLineVisible: false, lastValueVisible: false };
    const scale = this.pane === 0 ? {} : { priceFormat: { type: 'price', precision: 2, minMove: 0.01 } as const };
    const series = isHistogram
      ? this.chart.addSeries(HistogramSeries, { ...quiet, ...scale, base: 0 }, this.pane)
      : this.chart.addSeries(LineSeries, { ...quiet, ...scale, ...this.lineStyle(column), color, crosshairMarkerVisible: false }, this.pane);
    return { column, color, series, isHistogram };
  }

  /** The middle of a band is dashed; parabolic SAR is points. */
  private lineStyle(column: string): { lineWidth: 1 | 2; lineStyle: LineStyle; lineVisible?: boolean; pointMarkersVisible?: boolean } {
    if (this.indicator.kind.name === 'psar') {
      return { lineWidth: 1, lineStyle: LineStyle.Solid, lineVisible: false, pointMarkersVisible: true };
    }
    const isMiddle = column.includes('_middle');
    return { lineWidth: this.indicator.columns.length > 2 ? 1 : 2, lineStyle: isMiddle ? LineStyle.Dashed : LineStyle.Solid };
  }

  private addLevels(): void {
    const first = this.drawn[0];
    if (isOverlay(this.indicator.kind) || first === undefined) {
      return;
    }
    for (const price of LEVELS[this.indicator.kind.name] ?? []) {
      first.series.createPriceLine({ price, color: this.palette.muted, lineWidth: 1, lineStyle: LineStyle.Dotted, axisLabelVisible: true, title: '' });
    }
  }
}

/** Whether a line stops there: before a gap, and before values that are not loaded yet. The last candle waits for its own. */
function endsAt(items: readonly ChartItem[], index: number, column: string): boolean {
  const next = items[index + 1];
  return next !== undefined && (isGap(next) || (index + 2 < items.length && next.values[column] === undefined));
}

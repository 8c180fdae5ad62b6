import {
  CandlestickSeries, createChartEx, createSeriesMarkers, CrosshairMode, HistogramSeries,
  type IChartApi, type ISeriesApi, type ISeriesMarkersPluginApi, type MouseEventParams, type TickMarkType, type Time,
} from 'lightweight-charts';
import { priceDecimals } from '../format/numbers';
import type { Zones } from '../format/times';
import { isGap, type ChartItem } from '../model/candle';
import type { CandleStore, Change } from '../model/candle-store';
import { isOverlay, type ChosenIndicator } from '../model/indicator';
import type { Signal } from '../model/signal';
import type { Timeframe } from '../model/timeframe';
import { AxisLabels } from './axis-labels';
import { IndicatorSeries } from './indicator-series';
import { faded, type Palette } from './palette';
import { RetractedMarks } from './retracted-marks';
import { candleData, gapData, timeOf, volumeData } from './series-data';
import { labelledSignals } from './signal-labels';
import { signalMarkers } from './signal-markers';
import { ZonedTimeScale } from './zoned-time-scale';

/** An indicator as a legend names it: where its pane is and which colours its values have. */
export interface DrawnIndicator {
  readonly indicator: ChosenIndicator;
  readonly pane: number;
  readonly colors: readonly string[];
}

export interface ChartEvents {
  /** Candles to the left are running out. */
  readonly older: () => void;
  /** The candle under the crosshair; nothing when it left. */
  readonly pointed: (item: ChartItem | undefined) => void;
  readonly signalClicked: (id: string) => void;
  /** Where the panes begin, in pixels from the top; whether the newest and the oldest candle are in view. */
  readonly moved: (view: { panes: readonly number[]; atEnd: boolean; atStart: boolean }) => void;
}

/** Candles that are left on the left side when older ones are asked for. */
const PREFETCH = 50;
/** No signal has a text when more candles than this are in view. */
const TEXT_UNTIL = 160;
/** Pixels that a signal's text takes. */
const TEXT_WIDTH = 110;
const NARROW = 500;
/** Empty candles at the right side. */
const RIGHT_OFFSET = 6;
const VISIBLE_AT_FIRST = 120;

/** A chart of one symbol and timeframe: it draws what the store holds. Times on it are UTC seconds. */
export class ChartView {
  private readonly timeScale = new ZonedTimeScale();
  private readonly chart: IChartApi;
  private readonly candles: ISeriesApi<'Candlestick'>;
  private readonly gaps: ISeriesApi<'Histogram'>;
  private readonly markers: ISeriesMarkersPluginApi<Time>;
  private readonly retracted: RetractedMarks;
  private volumes: ISeriesApi<'Histogram'> | undefined;
  private indicators: IndicatorSeries[] = [];
  private signals: readonly Signal[] = [];
  /** Open times of signals whose candle is not here yet. */
  private awaited: ReadonlySet<number> = new Set();
  private textsApart = Infinity;
  private isShown = false;

  constructor(
    private readonly container: HTMLElement,
    private readonly store: CandleStore,
    private readonly timeframe: Timeframe,
    private readonly events: ChartEvents,
    private palette: Palette,
  ) {
    // The logo would bring a style element, which the CSP forbids: the page attributes under the chart.
    this.chart = createChartEx<Time, ZonedTimeScale>(container, this.timeScale, {
      autoSize: true,
      layout: { attributionLogo: false, fontSize: 11, fontFamily: getComputedStyle(container).fontFamily },
      localization: { locale: 'en-US', dateFormat: 'dd MMM yyyy' },
      crosshair: { mode: CrosshairMode.Normal },
      rightPriceScale: { borderVisible: false },
      timeScale: { borderVisible: false, timeVisible: true, rightOffset: RIGHT_OFFSET, minBarSpacing: 0.4 },
    });
    this.gaps = this.chart.addSeries(HistogramSeries, {
      priceScaleId: 'gaps', priceLineVisible: false, lastValueVisible: false,
      autoscaleInfoProvider: () => ({ priceRange: { minValue: 0, maxValue: 1 } }),
    });
    this.gaps.priceScale().applyOptions({ scaleMargins: { top: 0, bottom: 0 } });
    this.candles = this.chart.addSeries(CandlestickSeries);
    // On a narrow screen the legend takes the upper part.
    const top = container.clientWidth < NARROW ? 0.3 : 0.12;
    this.candles.priceScale().applyOptions({ scaleMargins: { top, bottom: 0.08 } });
    this.markers = createSeriesMarkers(this.candles, []);
    this.retracted = new RetractedMarks(store);
    this.candles.attachPrimitive(this.retracted);
    this.chart.timeScale().subscribeVisibleLogicalRangeChange(() => this.viewChanged());
    this.chart.subscribeCrosshairMove((param) => this.crosshairMoved(param));
    this.chart.subscribeClick((param) => this.clicked(param));
    this.setPalette(palette);
  }

  destroy(): void {
    this.chart.remove();
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    const line = { color: palette.gridLine };
    this.chart.applyOptions({
      layout: { background: { color: palette.surface }, textColor: palette.muted, panes: { separatorColor: palette.border, separatorHoverColor: faded(palette.muted, 0.3) } },
      grid: { vertLines: line, horzLines: line },
      crosshair: { vertLine: { color: palette.muted, labelBackgroundColor: '#3d4a5a' }, horzLine: { color: palette.muted, labelBackgroundColor: '#3d4a5a' } },
    });
    const { rising, falling } = palette;
    this.candles.applyOptions({
      upColor: rising, downColor: falling, borderUpColor: rising, borderDownColor: falling, wickUpColor: rising, wickDownColor: falling,
    });
    this.setIndicators(this.indicators.map((series) => series.indicator), this.volumes !== undefined);
    this.drawSignals();
  }

  setZones(zones: Zones): void {
    const labels = new AxisLabels(this.timeframe, zones, (openTime) => {
      const item = this.store.at(openTime);
      return item === undefined || isGap(item) ? undefined : item.closeTime;
    });
    this.chart.applyOptions({
      localization: { locale: 'en-US', timeFormatter: (time: Time) => labels.crosshair(time) },
      timeScale: { tickMarkFormatter: (time: Time, type: TickMarkType) => labels.tick(time, type) },
    });
    this.timeScale.axisTime = (openTime) => labels.axisTime(openTime);
    this.weighAnew();
  }

  /** The library weighs again what follows the first point that changed: one comes before all, and goes. */
  private weighAnew(): void {
    const items = this.store.all();
    const first = items[0];
    if (first !== undefined) {
      const gaps = gapData(items, this.palette);
      this.gaps.setData([{ time: timeOf(first.openTime - 1000) }, ...gaps]);
      this.gaps.setData(gaps);
    }
  }

  /** Overlays on the candles; each other indicator, and the volume, in a pane of its own. */
  setIndicators(chosen: readonly ChosenIndicator[], withVolume: boolean): void {
    this.indicators.forEach((series) => series.remove());
    if (this.volumes !== undefined) {
      this.chart.removeSeries(this.volumes);
    }
    let pane = 0;
    this.volumes = withVolume ? this.addVolume((pane += 1)) : undefined;
    let color = 0;
    this.indicators = chosen.map((indicator) => {
      const isOver = isOverlay(indicator.kind);
      const series = new IndicatorSeries(this.chart, indicator, isOver ? 0 : (pane += 1), isOver ? color : 0, this.palette);
      color += isOver ? indicator.columns.length : 0;
      return series;
    });
    this.chart.panes().forEach((api, index) => api.setStretchFactor(index === 0 ? 5 : index === 1 && withVolume ? 0.9 : 1.5));
    this.draw('all');
    requestAnimationFrame(() => this.viewChanged());
  }

  drawnIndicators(): DrawnIndicator[] {
    return this.indicators.map((series) => ({ indicator: series.indicator, pane: series.pane, colors: series.colors() }));
  }

  draw(change: Change): void {
    const items = this.store.all();
    const last = items.at(-1);
    if (last === undefined || change === 'none') {
      return;
    }
    this.colorPrice();
    if (change === 'last') {
      this.candles.update(candleData(last, this.palette));
      this.volumes?.update(volumeData(last, this.palette));
      this.indicators.forEach((series) => series.update(last));
      if (this.awaited.has(last.openTime)) this.drawSignals();
      return;
    }
    this.candles.setData(items.map((item) => candleData(item, this.palette)));
    this.volumes?.setData(items.map((item) => volumeData(item, this.palette)));
    this.gaps.setData(gapData(items, this.palette));
    this.indicators.forEach((series) => series.setData(items));
    this.drawSignals();
    this.beginView();
  }

  /** The library writes the price in black or white on this colour; a candle's would leave either too pale. */
  private colorPrice(): void {
    const last = this.store.last();
    const { positive, negative } = this.palette;
    const priceLineColor = last === undefined || last.close >= last.open ? positive : negative;
    if (this.candles.options().priceLineColor !== priceLineColor) this.candles.applyOptions({ priceLineColor });
  }

  setSignals(signals: readonly Signal[]): void {
    this.signals = signals;
    this.drawSignals();
  }

  /** Points at the candle that holds a time, for a chart beside that is pointed at. */
  pointAt(time: number | undefined): void {
    const candle = time === undefined ? undefined : this.store.containing(time);
    // Without a candle in view there is no height to point at, and the library throws.
    if (candle === undefined || this.candles.priceToCoordinate(candle.close) === null) {
      this.chart.clearCrosshairPosition();
    } else {
      this.chart.setCrosshairPosition(candle.close, timeOf(candle.openTime), this.candles);
    }
  }

  toNewest(): void {
    this.chart.timeScale().scrollToPosition(RIGHT_OFFSET, false);
  }

  /** Moves by a share of what is in view; negative to the left. */
  scroll(share: number): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (range !== null) {
      const by = (range.to - range.from) * share;
      this.chart.timeScale().setVisibleLogicalRange({ from: range.from + by, to: range.to + by });
    }
  }

  private addVolume(pane: number): ISeriesApi<'Histogram'> {
    const options = { priceFormat: { type: 'volume' }, priceLineVisible: false, lastValueVisible: false } as const;
    return this.chart.addSeries(HistogramSeries, options, pane);
  }

  private beginView(): void {
    const last = this.store.last();
    if (this.isShown || last === undefined) {
      return;
    }
    this.isShown = true;
    performance.mark('candles-drawn');
    const decimals = priceDecimals(last.close);
    this.candles.applyOptions({ priceFormat: { type: 'price', precision: decimals, minMove: 10 ** -decimals } });
    const count = this.store.all().length;
    this.chart.timeScale().setVisibleLogicalRange({ from: count - this.candlesAtFirst(), to: count + 5 });
  }

  private candlesAtFirst(): number {
    return Math.min(VISIBLE_AT_FIRST, Math.max(30, Math.floor(this.container.clientWidth / 8)));
  }

  private drawSignals(): void {
    // A marker needs a candle: where the chart begins with a gap, the library throws at one in it.
    const hasCandle = (signal: Signal) => {
      const item = this.store.at(signal.openTime);
      return item !== undefined && !isGap(item);
    };
    const known = this.signals.filter(hasCandle);
    this.awaited = new Set(this.signals.filter((signal) => !hasCandle(signal)).map((signal) => signal.openTime));
    this.container.dataset['signals'] = String(known.length);
    const labelled = Number.isFinite(this.textsApart)
      ? labelledSignals(known, (openTime) => this.store.indexOf(openTime), this.textsApart)
      : new Set<string>();
    this.markers.setMarkers(signalMarkers(known, this.palette, labelled));
    this.retracted.show(known.filter((signal) => signal.status === 'RETRACTED'), this.palette.muted, labelled);
  }

  private viewChanged(): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (range === null) {
      return;
    }
    if (range.from < PREFETCH) {
      this.events.older();
    }
    const inView = range.to - range.from;
    const textsApart = inView > TEXT_UNTIL ? Infinity : Math.ceil((TEXT_WIDTH * inView) / this.container.clientWidth);
    if (textsApart !== this.textsApart) {
      this.textsApart = textsApart;
      this.drawSignals();
    }
    const top = this.container.getBoundingClientRect().top;
    const panes = this.chart.panes().map((pane) => (pane.getHTMLElement()?.getBoundingClientRect().top ?? top) - top);
    this.events.moved({ panes, atEnd: range.to >= this.store.all().length - 1, atStart: range.from < 2 });
  }

  private crosshairMoved(param: MouseEventParams): void {
    const isOver = param.point !== undefined && param.time !== undefined;
    this.events.pointed(isOver ? this.store.at((param.time as number) * 1000) : undefined);
  }

  private clicked(param: MouseEventParams): void {
    const id = param.hoveredInfo?.objectId;
    if (typeof id === 'string' && this.signals.some((signal) => signal.id === id)) {
      this.events.signalClicked(id);
    }
  }
}

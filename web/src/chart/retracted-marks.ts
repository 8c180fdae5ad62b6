import type {
  IPrimitivePaneRenderer, IPrimitivePaneView, ISeriesPrimitive, PrimitiveHoveredItem, SeriesAttachedParameter,
} from 'lightweight-charts';
import { isGap } from '../model/candle';
import type { CandleStore } from '../model/candle-store';
import type { Signal } from '../model/signal';
import { timeOf } from './series-data';
import { markerText } from './signal-markers';

interface Mark {
  readonly signal: Signal;
  readonly x: number;
  readonly y: number;
}

/** Pixels between a candle and the middle of its mark, and half the height of an arrow. */
const DISTANCE = 16;
const HALF = 5;

/** Retracted signals: hollow grey arrows that are struck through as their text is, which the chart's own markers cannot be. */
export class RetractedMarks implements ISeriesPrimitive {
  private attachedTo: SeriesAttachedParameter | undefined;
  private signals: readonly Signal[] = [];
  private color = '';
  private labelled: ReadonlySet<string> = new Set();
  private readonly view: IPrimitivePaneView = { zOrder: () => 'top', renderer: () => this.renderer };
  private readonly renderer: IPrimitivePaneRenderer = {
    draw: (target) => target.useMediaCoordinateSpace(({ context }) => this.marks().forEach((mark) => this.draw(context, mark))),
  };

  constructor(private readonly store: CandleStore) {}

  attached(parameter: SeriesAttachedParameter): void {
    this.attachedTo = parameter;
  }

  detached(): void {
    this.attachedTo = undefined;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return [this.view];
  }

  show(signals: readonly Signal[], color: string, labelled: ReadonlySet<string>): void {
    this.signals = signals;
    this.color = color;
    this.labelled = labelled;
    this.attachedTo?.requestUpdate();
  }

  hitTest(x: number, y: number): PrimitiveHoveredItem | null {
    const hit = this.marks().find((mark) => Math.abs(mark.x - x) <= 2 * HALF && Math.abs(mark.y - y) <= 2 * HALF);
    return hit === undefined ? null : { externalId: hit.signal.id, zOrder: 'top', cursorStyle: 'pointer' };
  }

  /** Below a candle for BUY, above for SELL, as far as they are in view. */
  private marks(): Mark[] {
    const attached = this.attachedTo;
    if (attached === undefined) {
      return [];
    }
    return this.signals.flatMap((signal) => {
      const candle = this.store.at(signal.openTime);
      const x = attached.chart.timeScale().timeToCoordinate(timeOf(signal.openTime));
      if (candle === undefined || isGap(candle) || x === null) return [];
      const y = attached.series.priceToCoordinate(signal.type === 'BUY' ? candle.low : candle.high);
      return y === null ? [] : [{ signal, x, y: signal.type === 'BUY' ? y + DISTANCE : y - DISTANCE }];
    });
  }

  private draw(context: CanvasRenderingContext2D, { signal, x, y }: Mark): void {
    const up = signal.type === 'BUY' ? 1 : -1;
    context.fillStyle = this.color;
    context.strokeStyle = this.color;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x, y - up * HALF);
    context.lineTo(x + HALF, y + up * HALF);
    context.lineTo(x - HALF, y + up * HALF);
    context.closePath();
    context.moveTo(x - HALF - 3, y);
    context.lineTo(x + HALF + 3, y);
    context.stroke();
    if (this.labelled.has(signal.id)) {
      this.drawText(context, markerText(signal), x, y + up * 3 * HALF);
    }
  }

  private drawText(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
    const { fontFamily } = this.attachedTo?.chart.options().layout ?? { fontFamily: 'sans-serif' };
    context.font = `11px ${fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(text, x, y);
    const half = context.measureText(text).width / 2 + 2;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x - half, Math.round(y) + 0.5);
    context.lineTo(x + half, Math.round(y) + 0.5);
    context.stroke();
  }
}

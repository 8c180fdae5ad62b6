package dev.candlemill.candle;

import dev.candlemill.bar.LateBar;
import dev.candlemill.signal.Signal;

/** For turns that only look: what comes out is out already. */
enum SilentOutput implements SymbolFold.Output {
    INSTANCE;

    @Override
    public void candles(CandlePage page) {}

    @Override
    public void late(LateBar bar) {}

    @Override
    public void snapshot(FoldSnapshot snapshot) {}

    @Override
    public void signal(Signal signal) {}

    @Override
    public void failed(StoppedStrategy failure) {}
}

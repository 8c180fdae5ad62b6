package dev.candlemill.bar;

import static java.util.Objects.requireNonNull;

/**
 * A bar that its provider has not closed yet: for charts, never part of a candle, nor counted.
 *
 * @param page holds it as its only bar
 */
public record FormingBar(BarPage page) implements SymbolEvent {

    public FormingBar {
        requireNonNull(page, "page is null");
    }

    @Override
    public String symbol() {
        return page.symbol();
    }
}

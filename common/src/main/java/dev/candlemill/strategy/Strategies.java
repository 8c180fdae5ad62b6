package dev.candlemill.strategy;

/** All strategies by name. */
public final class Strategies {
    private Strategies() {}

    public static Strategies load(ClassLoader loader) {
        return new Strategies();
    }
}

package dev.candlemill.indicator;

import dev.candlemill.spec.Spec;
import java.util.List;

/** What an indicator says of itself; the formula is its subclass's. */
abstract class Formula implements Indicator {

    private final Profile profile;

    Formula(Profile profile) {
        this.profile = profile;
    }

    @Override
    public final Spec spec() {
        return profile.spec();
    }

    @Override
    public final List<String> valueNames() {
        return profile.valueNames();
    }

    @Override
    public final int lookback(Field field) {
        return profile.lookback(field);
    }

    @Override
    public final int stateSize() {
        return profile.stateSize();
    }

    @Override
    public final int definedAfter() {
        return profile.lengths().definedAfter();
    }

    @Override
    public final int usableAfter() {
        return profile.lengths().usableAfter();
    }

    @Override
    public final int stableAfter() {
        return profile.lengths().stableAfter();
    }

    @Override
    public final String toString() {
        return spec().toString();
    }
}

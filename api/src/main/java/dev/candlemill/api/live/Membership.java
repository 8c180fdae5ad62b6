package dev.candlemill.api.live;

import dev.candlemill.api.Database;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which series belong to favourites and setups, as the tables said last.
 *
 * @param setups their series by id, in the order of the timeframes
 */
record Membership(Set<String> favorites, Map<String, Set<String>> setups) {

    static final Membership NONE = new Membership(Set.of(), Map.of());

    private static final String FAVORITES = "SELECT symbol FROM favorites ORDER BY added_at";
    private static final String SETUPS = "SELECT id, symbol, timeframes FROM trading_setups";

    static Membership read(Database database) {
        List<String> favorites = database.list(FAVORITES, Map.of(), row -> row.text("symbol"));
        Map<String, Set<String>> setups =
                database
                        .list(
                                SETUPS,
                                Map.of(),
                                row ->
                                        Map.entry(
                                                row.text("id"),
                                                series(
                                                        row.text("symbol"),
                                                        row.texts("timeframes"))))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Membership(new LinkedHashSet<>(favorites), setups);
    }

    private static Set<String> series(String symbol, List<String> timeframes) {
        Set<String> series = new LinkedHashSet<>();
        timeframes.forEach(timeframe -> series.add(symbol + "|" + timeframe));
        return series;
    }

    /** What a channel is about. */
    Set<String> series(ChannelName name) {
        return switch (name.kind()) {
            case MARKET -> Set.of(name.subject() + "|" + name.timeframe());
            case SETUP -> setups.getOrDefault(name.subject(), Set.of());
            case FAVORITES -> {
                Set<String> series = new LinkedHashSet<>();
                favorites.forEach(symbol -> series.add(symbol + "|" + name.timeframe()));
                yield series;
            }
            case SIGNALS -> Set.of();
        };
    }

    /** Whether a channel carries an event. */
    boolean carries(ChannelName name, LiveEvent event) {
        boolean isSignal = event.kind() == LiveEvent.Kind.SIGNAL;
        return switch (name.kind()) {
            case MARKET ->
                    event.symbol().equals(name.subject())
                            && event.timeframe().equals(name.timeframe());
            case SETUP ->
                    isSignal
                            ? event.setup().equals(name.subject())
                            : series(name).contains(event.series());
            case FAVORITES ->
                    event.timeframe().equals(name.timeframe())
                            && favorites.contains(event.symbol());
            case SIGNALS -> isSignal;
        };
    }
}

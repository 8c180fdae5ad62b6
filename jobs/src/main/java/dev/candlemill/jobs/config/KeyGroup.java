package dev.candlemill.jobs.config;

import java.util.ArrayList;
import java.util.List;

/** Keys that belong together, under a heading for people. */
public final class KeyGroup {

    private final String title;
    private final List<ConfigKey<?>> keys = new ArrayList<>();

    KeyGroup(String title) {
        this.title = title;
    }

    <T> ConfigKey<T> add(ConfigKey<T> key) {
        keys.add(key);
        return key;
    }

    public String title() {
        return title;
    }

    public List<ConfigKey<?>> keys() {
        return List.copyOf(keys);
    }
}

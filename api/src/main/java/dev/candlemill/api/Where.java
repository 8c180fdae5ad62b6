package dev.candlemill.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions of a query, with their parameters by name: no value ever becomes part of the text. */
public final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** A condition that names one parameter, where there is a value for it. */
    public Where and(String condition, String name, Optional<?> value) {
        value.ifPresent(
                present -> {
                    conditions.add(condition);
                    parameters.put(name, present);
                });
        return this;
    }

    public Where and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** A parameter of another part of the query. */
    public Where with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** {@code " WHERE ..."}, or nothing. */
    public String text() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    public Map<String, Object> parameters() {
        return parameters;
    }
}

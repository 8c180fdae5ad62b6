package dev.candlemill.api;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of one row by name. */
public record Columns(ResultSet row) {

    public String text(String name) throws SQLException {
        return String.valueOf(row.getString(name));
    }

    public @Nullable String optionalText(String name) throws SQLException {
        return row.getString(name);
    }

    public Instant time(String name) throws SQLException {
        return row.getObject(name, OffsetDateTime.class).toInstant();
    }

    public @Nullable Instant optionalTime(String name) throws SQLException {
        OffsetDateTime time = row.getObject(name, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public boolean flag(String name) throws SQLException {
        return row.getBoolean(name);
    }

    public int integer(String name) throws SQLException {
        return row.getInt(name);
    }

    public long whole(String name) throws SQLException {
        return row.getLong(name);
    }

    public double number(String name) throws SQLException {
        return row.getDouble(name);
    }

    public @Nullable Double optionalNumber(String name) throws SQLException {
        double value = row.getDouble(name);
        return row.wasNull() ? null : value;
    }

    public List<String> texts(String name) throws SQLException {
        Array array = row.getArray(name);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}

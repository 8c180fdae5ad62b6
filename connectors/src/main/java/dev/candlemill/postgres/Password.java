package dev.candlemill.postgres;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a password comes from. It travels to the task managers as a reference and is looked up
 * there, when a connection is opened; nothing prints it.
 */
@FunctionalInterface
public interface Password extends Serializable {

    /** The password itself; empty for none. */
    String reveal() throws IOException;

    static Password none() {
        return new Reference("");
    }

    /** A reference, {@code ${env:NAME}} or {@code ${file:/path}}, or the password itself. */
    static Password of(String text) {
        return new Reference(text);
    }

    /** A class rather than a record: its text must not show in {@link #toString}. */
    final class Reference implements Password {

        private static final long serialVersionUID = 1;
        private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");

        private final String text;

        private Reference(String text) {
            this.text = text;
        }

        @Override
        public String reveal() throws IOException {
            Matcher reference = FORM.matcher(text);
            if (!reference.matches()) {
                return text;
            }
            String name = reference.group(2);
            return reference.group(1).equals("env") ? variable(name) : content(Path.of(name));
        }

        @Override
        public String toString() {
            return "******";
        }

        private static String variable(String name) throws IOException {
            String value = System.getenv(name);
            if (value == null) {
                throw new IOException(
                        "the Postgres password refers to the environment variable "
                                + name
                                + ", which is not set here");
            }
            return value;
        }

        private static String content(Path file) throws IOException {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new IOException(
                        "the Postgres password refers to " + file + ", which cannot be read", e);
            }
        }
    }
}

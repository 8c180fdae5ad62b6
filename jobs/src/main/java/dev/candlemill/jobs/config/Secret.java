package dev.candlemill.jobs.config;

import dev.candlemill.postgres.Password;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that nothing prints. References ({@code ${env:NAME}}, {@code ${file:/path}}) stay
 * references until {@link #reveal}, so that a job graph need not carry the value.
 */
public final class Secret implements Serializable {

    private static final long serialVersionUID = 1;

    static final String MASK = "******";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    /** Credentials that somebody wrote into an address, against the rules. */
    private static final Pattern IN_ADDRESS =
            Pattern.compile("(?i)((?:password|secret|token)=)[^&\\s]*|(://)[^/@\\s]*(?=@)");

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** A text that is no secret, without credentials that it may still hold. */
    static String masked(String text) {
        return IN_ADDRESS.matcher(text).replaceAll("$1$2" + Matcher.quoteReplacement(MASK));
    }

    /** For the connection that resolves it: a reference stays one on the way there. */
    public Password toPassword() {
        return Password.of(text);
    }

    boolean isReference() {
        return REFERENCE.matcher(text).matches();
    }

    /**
     * The value itself, where it is needed.
     *
     * @throws IllegalStateException if a referenced variable is not set
     * @throws UncheckedIOException if a referenced file cannot be read
     */
    public String reveal() {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            return text;
        }
        String name = reference.group(2);
        return reference.group(1).equals("env") ? variable(name) : content(Path.of(name));
    }

    @Override
    public String toString() {
        return MASK;
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(
                    "a secret refers to the environment variable " + name + ", which is not set");
        }
        return value;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "a secret refers to " + file + ", which cannot be read", e);
        }
    }
}

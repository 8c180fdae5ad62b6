package dev.candlemill.bar;

/**
 * Names and reasons that people write and others read: what stands there is what is seen. Nothing
 * in them is invisible, breaks the line or turns the direction of what follows.
 */
public final class PlainText {

    /** For messages, after a number of characters. */
    public static final String EXPECTED = "none of them a control or invisible";

    private PlainText() {}

    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(PlainText::isPlain);
    }

    /** Whether a character may be shown as it is. */
    public static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}

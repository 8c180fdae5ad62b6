package dev.candlemill.csv;

/**
 * Text cells: one line each, and never read as a formula. Text that begins with {@code = + - @}
 * gets an apostrophe in front, which {@link #unprotect} takes away.
 */
final class CsvText {

    private CsvText() {}

    /**
     * The text with every control character as {@code ?}, so that a line feed always ends a row.
     */
    static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return replaceControls(text);
            }
        }
        return text;
    }

    /** The cell of a text: printable, protected, quoted where RFC 4180 asks for it. */
    static String cell(String text) {
        String printable = printable(text);
        boolean startsWithTab = !text.isEmpty() && text.charAt(0) == '\t';
        String shown = startsWithTab || startsFormula(printable) ? "'" + printable : printable;
        return needsQuotes(shown) ? '"' + shown.replace("\"", "\"\"") + '"' : shown;
    }

    /** The text of an unquoted cell. */
    static String unprotect(String cell) {
        return cell.startsWith("'") && startsFormula(cell) ? cell.substring(1) : cell;
    }

    /** Apostrophes in front do not count, so that the protection can be taken away again. */
    private static boolean startsFormula(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) == '\'') {
            i++;
        }
        return i < text.length() && "=+-@".indexOf(text.charAt(i)) >= 0;
    }

    private static boolean needsQuotes(String text) {
        return text.indexOf(',') >= 0
                || text.indexOf('"') >= 0
                || text.startsWith(" ")
                || text.endsWith(" ");
    }

    private static String replaceControls(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(Character.isISOControl(c) ? '?' : c);
        }
        return clean.toString();
    }
}

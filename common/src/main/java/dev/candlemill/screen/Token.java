package dev.candlemill.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word, number or sign of a condition. */
record Token(Kind kind, String text, int position) {

    enum Kind {
        NUMBER,
        WORD,
        SIGN,
        END
    }

    private static final Pattern NEXT =
            Pattern.compile(
                    "(?<number>(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
                            + "|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
                            + "|(?<sign><=|>=|<>|!=|==|[-+*/()<>=])");

    static List<Token> all(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher next = NEXT.matcher(text);
        int at = 0;
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                tokens.add(new Token(Kind.END, "", at));
                return tokens;
            }
            if (!next.find(at) || next.start() != at) {
                throw new ScreenException(
                        at,
                        "expected a number, a column, a sign or a parenthesis, found '"
                                + text.substring(at, text.offsetByCodePoints(at, 1))
                                + "'");
            }
            tokens.add(of(next));
            at = next.end();
        }
    }

    private static Token of(Matcher next) {
        Kind kind =
                next.group("number") != null
                        ? Kind.NUMBER
                        : next.group("word") != null ? Kind.WORD : Kind.SIGN;
        return new Token(kind, next.group(), next.start());
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    String found() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}

package org.bytestill.text.python;

import java.util.Iterator;
import java.util.PrimitiveIterator;

/** Texts by Unicode code points, as Python counts characters. */
final class CodePoints {
    private CodePoints() {}

    static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    static Iterator<Object> iterate(String text) {
        PrimitiveIterator.OfInt each = text.codePoints().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public Object next() {
                return Character.toString(each.nextInt());
            }
        };
    }

    /** The character at an index, from the end if negative. */
    static String at(String text, Object index) {
        Meter.count(text);
        int length = count(text);
        int place = PySequence.place(index, length, "string");
        return Character.toString(text.codePointAt(text.offsetByCodePoints(0, place)));
    }

    static String slice(String text, Slice slice) {
        Meter.count(text);
        Slice.Bounds bounds = slice.bounds(count(text));
        if (bounds.step() == 1) {
            int from = bounds.count() == 0 ? 0 : text.offsetByCodePoints(0, (int) bounds.first());
            return text.substring(from, text.offsetByCodePoints(from, bounds.count()));
        }
        int[] points = text.codePoints().toArray();
        int[] taken = slice.indices(points.length).map(i -> points[i]).toArray();
        return new String(taken, 0, taken.length);
    }

    static String reversed(String text) {
        return slice(text, new Slice(None.NONE, None.NONE, -1L));
    }

    /** The first characters of a text, or all of it. */
    static String first(String text, int count) {
        return count >= text.length() || count >= count(text) ? text : text.substring(0, text.offsetByCodePoints(0, count));
    }

    /** Order by code points; Java's order of UTF-16 units puts surrogates below U+E000. */
    static int compare(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean xPair = Character.isSurrogate(x);
                boolean yPair = Character.isSurrogate(y);
                return xPair == yPair ? Character.compare(x, y) : xPair ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    /** {@code str.isspace} of one character: white space and the separators of files, groups, records and units. */
    static boolean isSpace(int point) {
        return point == ' ' || point >= '\t' && point <= '\r' || point >= 0x1C && point <= 0x1F || point == 0x85 || point == 0xA0
                || point > 0xA0 && Character.isSpaceChar(point);
    }
}

package org.bytestill.onpolicy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytestill.util.Texts;

/**
 * Watches the texts that a student writes in training for the ways in which on-policy training fails: they grow, are no longer ended, or
 * repeat themselves (method.md F22). The last 64 texts are compared with the first 64. Each warning comes once, until it has passed.
 */
final class RolloutAlarm {
    /** What can be wrong. */
    enum Kind {
        /** Texts are half as long again as at the start. */
        LONGER,
        /** More than a fifth is cut at the limit, twice as many as at the start. */
        CUT,
        /** More than a fifth ends in a loop, twice as many as at the start. */
        LOOPS,
        /** A fifth more of the runs of four tokens is a repetition. */
        REPETITION
    }

    private static final Texts TEXTS = Texts.inFiles("onpolicy");
    private static final double WINDOW = 64;
    private static final int LEAST_UPDATES = 5;
    private static final double LONGER = 1.5;
    private static final double SHARE = 0.2;
    private static final double TIMES = 2;

    private final Deque<RolloutStats> recent = new ArrayDeque<>();
    private final Set<Kind> raised = EnumSet.noneOf(Kind.class);
    private RolloutStats first = RolloutStats.NONE;
    private int updates;

    /** Takes the texts of an update; what has just become wrong. */
    List<Kind> take(RolloutStats update) {
        updates++;
        if (first.texts() < WINDOW || updates <= LEAST_UPDATES) {
            first = first.plus(update);
            return List.of();
        }
        recent.addLast(update);
        while (recentTexts() - recent.getFirst().texts() >= WINDOW) {
            recent.removeFirst();
        }
        return recentTexts() < WINDOW ? List.of() : news();
    }

    private double recentTexts() {
        return recent().texts();
    }

    /** The last texts together. */
    RolloutStats recent() {
        return recent.stream().reduce(RolloutStats.NONE, RolloutStats::plus);
    }

    /** The first texts together. */
    RolloutStats first() {
        return first;
    }

    private List<Kind> news() {
        List<Kind> news = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (!isWrong(kind)) {
                raised.remove(kind);
            } else if (raised.add(kind)) {
                news.add(kind);
            }
        }
        return news;
    }

    private boolean isWrong(Kind kind) {
        RolloutStats now = recent();
        return switch (kind) {
            case LONGER -> now.meanBytes() > LONGER * first.meanBytes();
            case CUT -> isMore(now.cutShare(), first.cutShare());
            case LOOPS -> isMore(now.loopShare(), first.loopShare());
            case REPETITION -> now.meanRepetition() > first.meanRepetition() + SHARE;
        };
    }

    private static boolean isMore(double now, double before) {
        return now > SHARE && now > TIMES * before;
    }

    /** What a kind means, with its figures. */
    String sentence(Kind kind) {
        RolloutStats now = recent();
        return switch (kind) {
            case LONGER -> TEXTS.get("alarm.longer", number(first.meanBytes()), number(now.meanBytes()));
            case CUT -> TEXTS.get("alarm.cut", percent(first.cutShare()), percent(now.cutShare()));
            case LOOPS -> TEXTS.get("alarm.loops", percent(first.loopShare()), percent(now.loopShare()));
            case REPETITION -> TEXTS.get("alarm.repetition", percent(first.meanRepetition()), percent(now.meanRepetition()));
        };
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }
}

package org.bytestill.ui.tryit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What was said in a chat before the prompt: with each that answers its own. */
final class Talk {
    private final Map<Voice, ObservableList<String>> earlier = new EnumMap<>(Voice.class);
    /** What the user said last; null if nothing was, or the text was to be continued. */
    private @Nullable String asked;

    Talk() {
        for (Voice voice : Voice.values()) {
            earlier.put(voice, FXCollections.observableArrayList());
        }
    }

    /** What the user and one that answers said by turns, the user first; empty unless a chat goes on. */
    ObservableList<String> earlier(Voice voice) {
        return earlier.get(voice);
    }

    /** The same with what the user says now. */
    List<String> turns(Voice voice, String prompt) {
        return Stream.concat(earlier.get(voice).stream(), Stream.of(prompt)).toList();
    }

    /**
     * The user says something: what was answered last becomes part of what was said.
     *
     * @param answer what was answered; null of who failed to, of whom there is no turn then
     */
    void goOn(String prompt, Function<Voice, @Nullable String> answer) {
        if (asked != null) {
            for (Voice voice : Voice.values()) {
                String answered = answer.apply(voice);
                if (answered != null) {
                    earlier.get(voice).addAll(asked, answered);
                }
            }
        }
        asked = prompt;
    }

    void forget() {
        earlier.values().forEach(ObservableList::clear);
        asked = null;
    }
}

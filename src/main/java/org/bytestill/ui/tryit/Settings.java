package org.bytestill.ui.tryit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.bytestill.problem.UserError;
import org.bytestill.util.Texts;

/** The settings of generation, as they were typed. */
final class Settings {
    private final Texts texts = Texts.of("tryit");
    private final Map<Field, StringProperty> values = new EnumMap<>(Field.class);

    Settings() {
        for (Field field : Field.values()) {
            values.put(field, new SimpleStringProperty(this, field.key(), field.first()));
        }
    }

    StringProperty property(Field field) {
        return values.get(field);
    }

    String text(Field field) {
        return values.get(field).get().strip();
    }

    /** @throws UserError naming the setting if it is no whole number */
    int count(Field field) {
        try {
            return Integer.parseInt(text(field));
        } catch (NumberFormatException e) {
            throw UserError.badInput("%s", texts.get("wrong.count", texts.get("field." + field.key()), text(field)));
        }
    }

    /** @throws UserError naming the setting if it is no whole number */
    long seed() {
        try {
            return Long.parseLong(text(Field.SEED));
        } catch (NumberFormatException e) {
            throw UserError.badInput("%s", texts.get("wrong.count", texts.get("field." + Field.SEED.key()), text(Field.SEED)));
        }
    }

    /** @throws UserError naming the setting if it is no number */
    double number(Field field) {
        try {
            return Double.parseDouble(text(field));
        } catch (NumberFormatException e) {
            throw UserError.badInput("%s", texts.get("wrong.number", texts.get("field." + field.key()), text(field)));
        }
    }

    /**
     * @param together whether settings count that are only of a text that is written together
     * @throws UserError naming the first setting that is no number
     */
    void check(boolean together) {
        for (Field field : Field.values()) {
            if (field.isOfTogether() && !together) {
                continue;
            }
            switch (field) {
                case LENGTH, TOP_K, BYTES -> count(field);
                case TEMPERATURE, TOP_P, MIN_P, PENALTY, WEIGHT -> number(field);
                case SEED -> seed();
                case STOPS -> stops();
            }
        }
    }

    /** The stop strings: parts between bars, in which \n is a line end and \t a tab. */
    List<String> stops() {
        return Stream.of(values.get(Field.STOPS).get().split("\\|")).map(stop -> stop.replace("\\n", "\n").replace("\\t", "\t"))
                .filter(stop -> !stop.isEmpty()).toList();
    }
}

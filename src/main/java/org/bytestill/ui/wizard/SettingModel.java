package org.bytestill.ui.wizard;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.problem.Problem;

/** State of one form field for a key of {@code run.yaml}: its text, the origin of its value, its problems. */
public final class SettingModel {
    /** Where a value comes from. */
    public enum Origin {
        /** The default value: nothing was entered. */
        DEFAULT,
        /** The chosen preset or the imported file. */
        PRESET,
        /** Found by the program for this machine. */
        TUNED,
        /** Typed or picked here. */
        CHANGED,
        /** A value that has no default, such as the name of a model's folder. */
        REQUIRED
    }

    private final String key;
    private final String label;
    private final String help;
    private final List<String> choices;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyObjectWrapper<Origin> origin = new ReadOnlyObjectWrapper<>(this, "origin", Origin.DEFAULT);
    private final ReadOnlyStringWrapper price = new ReadOnlyStringWrapper(this, "price", "");
    private final ReadOnlyStringWrapper resetText = new ReadOnlyStringWrapper(this, "resetText", "");
    private final ReadOnlyStringWrapper unusedBecause = new ReadOnlyStringWrapper(this, "unusedBecause", "");
    private final ReadOnlyBooleanWrapper measured = new ReadOnlyBooleanWrapper(this, "measured", false);
    private final ReadOnlyBooleanWrapper belongs = new ReadOnlyBooleanWrapper(this, "belongs", true);
    private final ObservableList<Problem> problems = FXCollections.observableArrayList();
    // One wrapper for good: listeners of a wrapper that nobody holds are collected with it.
    private final ObservableList<Problem> shownProblems = FXCollections.unmodifiableObservableList(problems);
    private boolean touched;

    SettingModel(String key, String label, String help, List<String> choices) {
        this.key = key;
        this.label = label;
        this.help = help;
        this.choices = List.copyOf(choices);
    }

    /** Its path in {@code run.yaml}. */
    public String key() {
        return key;
    }

    /** A few words beside the field. */
    public String label() {
        return label;
    }

    /** One sentence, with the unit. */
    public String help() {
        return help;
    }

    /** The words to choose from; empty if it is not a choice. */
    public List<String> choices() {
        return choices;
    }

    /** What stands in the field, right or wrong. */
    public StringProperty textProperty() {
        return text;
    }

    public ReadOnlyObjectProperty<Origin> originProperty() {
        return origin.getReadOnlyProperty();
    }

    /** What this value costs more or less than the one a reset would bring; empty while not known. */
    public ReadOnlyStringProperty priceProperty() {
        return price.getReadOnlyProperty();
    }

    /** What a reset would write. */
    public ReadOnlyStringProperty resetTextProperty() {
        return resetText.getReadOnlyProperty();
    }

    /** Why the value plays no role now; empty if it does. */
    public ReadOnlyStringProperty unusedBecauseProperty() {
        return unusedBecause.getReadOnlyProperty();
    }

    /** Whether the estimates were measured with this value, by a dry run on this machine, and it matters to them. */
    public ReadOnlyBooleanProperty measuredProperty() {
        return measured.getReadOnlyProperty();
    }

    /** False while it belongs to an objective that is not chosen: it is not asked for. */
    public ReadOnlyBooleanProperty belongsProperty() {
        return belongs.getReadOnlyProperty();
    }

    /** What is to be shown under the field. */
    public ObservableList<Problem> problems() {
        return shownProblems;
    }

    /** Back to the preset's value, or the default. */
    public void reset() {
        text.set(resetText.get());
    }

    void setOrigin(Origin value, String whatResetBrings) {
        origin.set(value);
        resetText.set(whatResetBrings);
    }

    void setPrice(String value) {
        price.set(value);
    }

    void setUnusedBecause(String reason) {
        unusedBecause.set(reason);
    }

    void setMeasured(boolean value) {
        measured.set(value);
    }

    void setBelongs(boolean value) {
        belongs.set(value);
    }

    void setProblems(List<Problem> found) {
        if (!problems.equals(found)) {
            problems.setAll(found);
        }
    }

    /** True once a person changed the field: its problems are shown from then on. */
    boolean isTouched() {
        return touched;
    }

    void touch() {
        touched = true;
    }
}

package org.bytestill.ui.inspector;

import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.ConverterSettings.Method;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.state.ByteNames;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** How tokens are read as bytes: a method, the beam with K and epsilon, behind a button that says what is chosen. */
final class ConverterMenu {
    private final InspectorViewModel model;
    private final Texts texts;
    private final MenuButton button = Ui.id(Ui.style(new MenuButton(), "model-menu"), "inspector-converter");
    private final SegmentedButton method;
    private final TextField width = Ui.id(Ui.style(new TextField("10"), "num"), "inspector-width");
    private final TextField threshold = Ui.id(Ui.style(new TextField("0.01"), "num"), "inspector-threshold");
    private final Label problem = Ui.wrap("", "c11", "danger");
    private boolean applying;

    ConverterMenu(InspectorViewModel model, ConverterErrorModel error, Texts texts) {
        this.model = model;
        this.texts = texts;
        method = Ui.segments(0,
                Stream.of(Method.values()).map(each -> texts.get(each == Method.BEAM ? "converter.beam" : "converter.short." + each.name()
                        .toLowerCase(Locale.ROOT))).toArray(String[]::new));
        method.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> apply());
        width.textProperty().addListener((observable, before, now) -> apply());
        threshold.textProperty().addListener((observable, before, now) -> apply());
        VBox form = Ui.pad(Ui.column(8, method,
                Ui.row(8, Ui.size(Ui.text(texts.get("converter.width"), "c12"), 120, 28), Ui.size(width, 88, 28)),
                Ui.row(8, Ui.size(Ui.text(texts.get("converter.threshold"), "c12"), 120, 28), Ui.size(threshold, 88, 28)),
                Ui.size(Ui.wrap(texts.get("converter.about"), "c11", "muted"), 220, -1), problem, Ui.rule(), errorOf(error)), 8, 8, 8, 8);
        Ui.show(problem, false);
        CustomMenuItem item = new CustomMenuItem(form, false);
        item.getStyleClass().add("form-item");
        button.getItems().add(item);
        model.converterProperty().addListener((observable, before, now) -> follow(now));
        name();
    }

    /** Whether the converter's error is measured, and what came of it. */
    private VBox errorOf(ConverterErrorModel error) {
        CheckBox measured = Ui.id(Ui.style(new CheckBox(texts.get("error.measure")), "c12"), "inspector-measure-error");
        measured.selectedProperty().bindBidirectional(error.wishedProperty());
        Label found = Ui.id(Ui.size(Ui.wrap("", "c11", "muted"), 220, -1), "inspector-error-found");
        Runnable write = () -> found.setText(words(error.stateProperty().get()));
        error.stateProperty().addListener((observable, before, now) -> write.run());
        write.run();
        return Ui.column(4, measured, found);
    }

    private String words(ConverterErrorModel.State state) {
        ConverterError known = state.error();
        return switch (state.phase()) {
            case OFF, FAILED ->
                    texts.get("error.about", ConverterError.REFERENCE.width(), Scales.threshold(ConverterError.REFERENCE.threshold()),
                            ConverterError.USUAL_ROWS_PER_BYTE);
            case WAITING -> texts.get("error.waiting");
            case IS_REFERENCE -> texts.get("error.reference");
            case WORKING -> texts.get("error.working", Format.count(state.done()), Format.count(state.total()));
            case HERE -> texts.get("error.found", Format.probability(known.meanBits()), Format.probability(known.largestBits()),
                    Format.fixed(known.rowsPerByte(), 1));
        };
    }

    MenuButton button() {
        return button;
    }

    /** Keys and links choose a reading too: the form says what is chosen, not what was last typed in it. */
    private void follow(ConverterSettings settings) {
        name();
        if (applying) {
            return;
        }
        applying = true;
        method.getButtons().get(settings.method().ordinal()).setSelected(true);
        if (settings.isBeam()) {
            width.setText(Integer.toString(settings.width()));
            threshold.setText(Double.toString(settings.threshold()));
        }
        disableUnused();
        Ui.show(problem, false);
        applying = false;
    }

    private Method chosen() {
        return Stream.of(Method.values()).filter(each -> method.getButtons().get(each.ordinal()).isSelected()).findFirst().orElseThrow();
    }

    private void disableUnused() {
        width.setDisable(chosen() != Method.BEAM);
        threshold.setDisable(chosen() != Method.BEAM);
    }

    private void apply() {
        if (applying || method.getButtons().stream().noneMatch(ToggleButton::isSelected)) {
            return;
        }
        applying = true;
        disableUnused();
        try {
            model.converterProperty().set(chosen() != Method.BEAM ? ConverterSettings.of(chosen(), false)
                    : ConverterSettings.beam(Integer.parseInt(width.getText().strip()), Double.parseDouble(threshold.getText().strip())));
            Ui.show(problem, false);
        } catch (UserError e) {
            say(e.getMessage());
        } catch (NumberFormatException e) { // half typed
            say(texts.get("converter.number"));
        } finally {
            applying = false;
        }
    }

    private void say(String sentence) {
        problem.setText(sentence);
        Ui.show(problem, true);
    }

    private void name() {
        String name = ByteNames.reading(model.converterProperty().get());
        button.setText(name);
        button.setAccessibleText(texts.get("converter") + ": " + name);
    }
}

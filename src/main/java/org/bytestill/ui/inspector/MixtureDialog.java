package org.bytestill.ui.inspector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.bytestill.bytes.Mixture;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.ModelChoice;
import org.bytestill.ui.inspector.state.RunModels;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;

/** Asks which models are mixed byte by byte, and how: at least two of those that are known, or of others from elsewhere. */
final class MixtureDialog {
    private static final double WIDTH = 480;
    private static final double MODELS_HEIGHT = 200;
    private static final int FEWEST = 2;

    private final Texts texts;
    private final FilePicker files;
    private final List<ModelChoice> models = new ArrayList<>();
    private final List<CheckBox> boxes = new ArrayList<>();
    private final VBox list = Ui.id(Ui.pad(Ui.column(6), 8, 8, 8, 8), "mixture-models");
    private final SegmentedButton kind;
    private final Label meaning = Ui.id(Ui.wrap("", "c12", "muted"), "mixture-meaning");
    private final Label tokens = Ui.id(Ui.wrap("", "c12", "muted"), "mixture-tokens");
    private final ButtonType mix;
    private final Dialog<ButtonType> dialog = new Dialog<>();

    /**
     * @param known models to choose from, each one alone
     * @param now   what is chosen now, one model or several; may be null
     */
    MixtureDialog(List<ModelChoice> known, @Nullable ModelChoice now, FilePicker files, Texts texts) {
        this.texts = texts;
        this.files = files;
        kind = Ui.id(Ui.segments(now == null ? 0 : now.mixture().ordinal(), texts.get("mixture.arithmetic"), texts.get("mixture.geometric"),
                texts.get("mixture.entropy")), "mixture-kind");
        mix = new ButtonType(texts.get("mixture.mix"), ButtonBar.ButtonData.OK_DONE);
        dialog.setTitle(texts.get("mixture.title"));
        dialog.getDialogPane().setContent(content());
        dialog.getDialogPane().getButtonTypes().addAll(mix, new ButtonType(texts.get("cancel"), ButtonBar.ButtonData.CANCEL_CLOSE));
        mixButton().getStyleClass().add("accent");
        mixButton().setId("mixture-mix");
        List<ModelChoice> chosen = now == null ? List.of() : now.each();
        known.forEach(model -> add(model, chosen.contains(model)));
        kind.getToggleGroup().selectedToggleProperty().addListener((observable, before, after) -> refresh());
        refresh();
    }

    /** Shows the question and returns at once; {@code answered} hears the mixture, unless the person gives it up. */
    void ask(Window owner, Consumer<ModelChoice> answered) {
        Dialogs.over(owner, dialog);
        dialog.setOnHidden(event -> {
            if (dialog.getResult() == mix) {
                answered.accept(ModelChoice.mixture(chosen(), mixture()));
            }
        });
        dialog.show();
    }

    private VBox content() {
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MODELS_HEIGHT);
        String title = texts.get("model.choose", texts.get("teacher"));
        Path home = Path.of(System.getProperty("user.home"));
        HBox others = Ui.row(8,
                Ui.id(Ui.button(texts.get("model.folder"), null, () -> addFrom(files.folder(title, home)), "small"), "mixture-folder"),
                Ui.id(Ui.button(texts.get("model.gguf"), null, () -> addFrom(files.gguf(title, home)), "small"), "mixture-gguf"));
        HBox how = Ui.style(Ui.row(8, Ui.text(texts.get("mixture.how"), "c12", "muted"), kind), "small-seg");
        how.setAlignment(Pos.CENTER_LEFT);
        return Ui.size(Ui.column(10, Ui.wrap(texts.get("mixture.about"), "muted"), scroll, others, how, meaning, tokens), WIDTH, -1);
    }

    private Node mixButton() {
        return dialog.getDialogPane().lookupButton(mix);
    }

    private void addFrom(Optional<Path> picked) {
        picked.ifPresent(path -> {
            ModelChoice model = new ModelChoice(RunModels.nameOf(path), path, -1);
            int known = models.indexOf(model);
            if (known < 0) {
                add(model, true);
            } else {
                boxes.get(known).setSelected(true);
            }
            refresh();
            Dialogs.refit(dialog);
        });
    }

    private void add(ModelChoice model, boolean chosen) {
        CheckBox box = Ui.style(new CheckBox(model.name()), "c12");
        box.setMnemonicParsing(false); // a name may have an underscore
        Ui.explain(box, model.folder().toString());
        box.setSelected(chosen);
        box.selectedProperty().addListener((observable, before, now) -> refresh());
        models.add(model);
        boxes.add(box);
        list.getChildren().add(box);
    }

    private List<ModelChoice> chosen() {
        List<ModelChoice> chosen = new ArrayList<>();
        for (int model = 0; model < models.size(); model++) {
            if (boxes.get(model).isSelected()) {
                chosen.add(models.get(model));
            }
        }
        return chosen;
    }

    private Mixture mixture() {
        return Mixture.values()[(int) kind.getToggleGroup().getSelectedToggle().getUserData()];
    }

    private void refresh() {
        List<ModelChoice> chosen = chosen();
        mixButton().setDisable(chosen.size() < FEWEST);
        if (kind.getToggleGroup().getSelectedToggle() != null) {
            meaning.setText(texts.get("mixture.meaning." + mixture().word()));
        }
        tokens.setText(chosen.size() < FEWEST ? texts.get("mixture.few") : texts.get("mixture.tokens", chosen.get(0).name()));
    }
}

package org.bytestill.ui.wizard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.bytestill.run.RunFolder;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** How other computers read the text with the teacher before the run starts: the commands, and what they have brought. */
final class ElsewherePane extends VBox {
    private static final int COMPUTERS = 4;
    private static final int MOST_COMPUTERS = 1000;

    private final WizardViewModel model;
    private final Texts texts;
    private final TextField computers = Ui.id(new TextField(Integer.toString(COMPUTERS)), "elsewhere-computers");
    private final SegmentedButton ways;
    private final Label about = Ui.wrap("", "c12", "muted");
    private final CommandBox lines;
    private final Label there = Ui.id(Ui.wrap("", "c12"), "elsewhere-there");
    private final VBox details;

    ElsewherePane(WizardContext context) {
        model = context.model();
        texts = context.texts();
        ways = Ui.id(Ui.segments(0, Stream.of(ConversionCommands.Way.values()).map(way -> texts.get(way.key())).toArray(String[]::new)),
                "elsewhere-ways");
        lines = new CommandBox(texts, "elsewhere-commands", "elsewhere-copy");
        computers.setPrefColumnCount(4);
        Label number = Ui.text(texts.get("elsewhere.computers"), "c12");
        number.setLabelFor(computers);
        details = Ui.column(8, Ui.row(12, ways, number, computers), about, lines);
        Hyperlink link = Ui.id(Ui.link(texts.get("elsewhere.show"), this::openOrClose, "c12"), "elsewhere");
        Ui.show(details, false);
        Label title = Ui.style(new Label(texts.get("section.elsewhere")), "section");
        title.setMaxWidth(Double.MAX_VALUE);
        setSpacing(8);
        getStyleClass().add("elsewhere");
        getChildren().addAll(title, there, link, details);
        ways.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> show());
        computers.textProperty().addListener((observable, before, now) -> show());
        model.revisionProperty().addListener((observable, before, now) -> show());
        show();
    }

    /** What opens at the end of the page is scrolled to. */
    private void openOrClose() {
        Ui.show(details, !details.isVisible());
        for (Node at = this; details.isVisible() && at != null; at = at.getParent()) {
            if (at instanceof ScrollPane scroll) {
                Platform.runLater(() -> scroll.setVvalue(scroll.getVmax()));
            }
        }
    }

    private void show() {
        ConversionCommands.Way way = way();
        OptionalInt number = number();
        Optional<ConversionCommands> commands = model.conversionCommands(number.orElse(1));
        Ui.show(this, commands.isPresent());
        about.setText(texts.get(way.key() + ".about"));
        computers.setDisable(way == ConversionCommands.Way.SPARK);
        computers.getStyleClass().remove("bad");
        if (number.isEmpty()) {
            computers.getStyleClass().add("bad");
        }
        if (number.isEmpty()) {
            lines.refuse(texts.get("elsewhere.number", MOST_COMPUTERS));
        } else {
            lines.show(commands.map(known -> known.of(way)).orElse(""));
        }
        Path rows = new RunFolder(model.runFolder()).teacherBytes();
        Ui.show(there, Files.exists(rows.resolve("manifest.json")));
        there.setText(texts.get("elsewhere.there", rows.toString()));
    }

    private ConversionCommands.Way way() {
        return ConversionCommands.Way.values()[(int) ways.getToggleGroup().getSelectedToggle().getUserData()];
    }

    /** Empty while the field holds no number of computers. */
    private OptionalInt number() {
        String typed = computers.getText().strip();
        return typed.matches("[1-9]\\d{0,3}") && Integer.parseInt(typed) <= MOST_COMPUTERS ? OptionalInt.of(Integer.parseInt(typed))
                : OptionalInt.empty();
    }
}

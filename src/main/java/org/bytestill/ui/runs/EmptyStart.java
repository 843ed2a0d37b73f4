package org.bytestill.ui.runs;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.engine.machine.Machine;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The first start: the idea in one drawing, one sentence, the sample run with its price, what this machine is. */
final class EmptyStart extends HBox {
    private static final int[] TEACHER_CUTS = {0, 5, 11, 14, 16, 20, 21};
    private static final int[] STUDENT_CUTS = {0, 5, 7, 10, 11, 14, 16, 20, 21};
    /** From the sample text: the cuts are those of the sample models. */
    private static final String DRAWN = " such brawn in a man.";
    private static final double LEGEND_WIDTH = 96;
    private static final double ROOMY = 1200;

    private final Texts texts = Texts.of("runs");
    private final RunsViewModel model;
    private final Label price = Ui.wrap(texts.get("empty.price.asking"), "c12", "muted");
    private final VBox machine = Ui.column(0);
    private boolean priceAsked;

    EmptyStart(RunsViewModel model, Theme theme, RunsActions actions) {
        this.model = model;
        setId("empty-start");
        CanvasPicture art = new CanvasPicture(theme, 620, 120, texts.get("empty.art"), this::draw);
        art.setMinHeight(120);
        art.setFocusTraversable(false);
        boolean sample = model.sample().isThere();
        Button start = big(texts.get("sample"), "mdi2p-play", () -> model.startSample(actions::show), "accent");
        start.setId("start-sample");
        start.disableProperty().bind(model.busyProperty());
        Button fresh = big(texts.get("new"), "mdi2p-plus", actions::newRun, sample ? new String[0] : new String[] {"accent"});
        HBox buttons = Ui.row(12, fresh, big(texts.get("open"), "mdi2f-folder-outline", actions::openFolder));
        if (sample) {
            buttons.getChildren().add(0, start);
        } else {
            price.setText(texts.get("empty.noSample"));
        }
        HBox drop = Ui.row(8, Ui.icon("mdi2t-tray-arrow-down", "faint"), Ui.text(texts.get("empty.drop"), "c12", "muted"));
        VBox left = Ui.column(0, art, Ui.pad(Ui.text(texts.get("empty.title"), "semi", "c20"), 24, 0, 8, 0),
                Ui.wrap(texts.get("empty.text"), "muted"), Ui.pad(buttons, 24, 0, 8, 0), price, Ui.pad(drop, 24, 0, 0, 0));
        VBox steps = Ui.column(0,
                fact("mdi2n-numeric-1-circle-outline", "fg", texts.get("shows.convert"), texts.get("shows.convert.text")),
                fact("mdi2n-numeric-2-circle-outline", "fg", texts.get("shows.train"), texts.get("shows.train.text")),
                fact("mdi2n-numeric-3-circle-outline", "fg", texts.get("shows.inspect"), texts.get("shows.inspect.text")),
                fact("mdi2n-numeric-4-circle-outline", "fg", texts.get("shows.export"), texts.get("shows.export.text")));
        VBox shows = Ui.panel(texts.get("shows.title"), null, Ui.pad(steps, 0, 12, 8, 12));
        VBox right = Ui.column(16, shows, Ui.panel(texts.get("machine.title"), null, Ui.pad(machine, 0, 12, 8, 12)));
        getChildren().addAll(left, right);
        setAlignment(Pos.CENTER);
        setFillHeight(false);
        widthProperty().addListener((observable, before, now) -> fit(left, right, now.doubleValue() >= ROOMY));
        fit(left, right, true);
        model.machineProperty().addListener(change -> tellMachine());
        tellMachine();
        visibleProperty().addListener(change -> askPrice());
        askPrice();
    }

    private void fit(VBox left, VBox right, boolean roomy) {
        setSpacing(roomy ? 64 : 32);
        Ui.size(left, roomy ? 640 : 560, -1);
        Ui.size(right, roomy ? 400 : 360, -1);
        setPadding(new Insets(16, 16, roomy ? 48 : 16, 16));
    }

    private Button big(String text, String icon, Runnable action, String... styles) {
        return Ui.size(Ui.button(text, icon, action, styles), -1, 40);
    }

    private static Node fact(String icon, String color, String name, String what) {
        HBox row = Ui.row(8, Ui.icon(icon, color), Ui.size(Ui.text(name, "c12", "med"), 128, -1), Ui.grow(Ui.wrap(what, "c12", "muted")));
        row.setMinHeight(32);
        return Ui.pad(row, 4, 0, 4, 0);
    }

    private void askPrice() {
        if (isVisible() && !priceAsked && model.sample().isThere()) {
            priceAsked = true;
            model.askSamplePrice(this::tellPrice, thrown -> price.setText(texts.get("empty.price.unknown", FailureText.of(thrown))));
        }
    }

    private void tellPrice(Estimate estimate) {
        String low = Format.span(estimate.convertSecondsLow() + estimate.trainSecondsLow());
        String high = Format.span(estimate.convertSecondsHigh() + estimate.trainSecondsHigh());
        price.setText(
                texts.get("empty.price", Format.count(estimate.updates()), low.equals(high) ? low : texts.get("price.span", low, high),
                        Format.size(estimate.diskBytes())));
    }

    private void tellMachine() {
        Machine found = model.machineProperty().get();
        if (found == null) {
            machine.getChildren().setAll(Ui.text(texts.get("machine.asking"), "c12", "muted"));
            return;
        }
        String memory = texts.get("machine.memory.text", Format.memory(found.memoryBytes()), Format.memory(found.freeMemoryBytes()));
        machine.getChildren().setAll(fact("mdi2c-check", "accent", texts.get("machine.device"), found.device()),
                fact("mdi2c-check", "accent", texts.get("machine.memory"), memory),
                fact("mdi2c-check", "accent", texts.get("machine.engine"), texts.get("machine.engine.text", found.libtorch())),
                fact("mdi2c-check", "accent", texts.get("machine.folder"), model.runsFolder().toString()));
        for (String note : found.notes()) {
            // The first sentence says what, the others what could be done; those wait in the tooltip.
            String first = note.replaceFirst("(?s)(?<=[.!?])\\s.*", "");
            Node fact = fact("mdi2i-information-outline", "faint", texts.get("machine.note"), first);
            Tooltip.install(fact, Ui.tooltip(note));
            machine.getChildren().add(fact);
        }
    }

    /** The same bytes, cut in two ways. */
    private void draw(Painter pen, double width, double height) {
        String text = DRAWN;
        double cell = Math.floor((width - LEGEND_WIDTH) / text.length());
        for (int index = 0; index < text.length(); index++) {
            boolean space = text.charAt(index) == ' ';
            double middle = index * cell + cell / 2;
            if (space) {
                // JetBrains Mono has no sign for a space.
                pen.text("␣", middle, 20, Typeface.UI, 15, ThemeColor.FAINT, Align.CENTER);
            } else {
                pen.text(text.substring(index, index + 1), middle, 20, Typeface.MONO_MEDIUM, 15, ThemeColor.FG, Align.CENTER);
            }
            pen.text(String.format("%02X", (int) text.charAt(index)), middle, 44, Typeface.MONO, 11, ThemeColor.FAINT, Align.CENTER);
        }
        for (int token = 1; token < TEACHER_CUTS.length; token++) {
            pen.fill(ThemeColor.TEACHER, TEACHER_CUTS[token - 1] * cell + 1, 64, (TEACHER_CUTS[token] - TEACHER_CUTS[token - 1]) * cell - 2,
                    20);
        }
        for (int token = 1; token < STUDENT_CUTS.length; token++) {
            pen.bar(Side.STUDENT, STUDENT_CUTS[token - 1] * cell + 1, 92, (STUDENT_CUTS[token] - STUDENT_CUTS[token - 1]) * cell - 2, 20);
        }
        double legend = text.length() * cell + 14;
        pen.mark(Side.TEACHER, legend, 74, 8).text(texts.get("teacher"), legend + 10, 74, Typeface.UI, 11, ThemeColor.MUTED, Align.LEFT);
        pen.mark(Side.STUDENT, legend, 102, 8).text(texts.get("student"), legend + 10, 102, Typeface.UI, 11, ThemeColor.MUTED, Align.LEFT);
    }
}

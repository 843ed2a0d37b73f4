package org.bytestill.ui.inspector.ribbon;

import java.util.OptionalDouble;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.ByteNames;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.InspectorViewModel.Phase;
import org.bytestill.ui.inspector.state.InspectorViewModel.Status;
import org.bytestill.ui.inspector.state.LongText;
import org.bytestill.ui.inspector.state.LongTextScan;
import org.bytestill.ui.inspector.state.TimeLeft;
import org.bytestill.util.Texts;

/** The head above the ribbon: the text in figures, for a moment what was just done, how far the work is, the scale of KL. */
public final class RibbonHead extends HBox {
    /** Seconds; less is over before it is read. */
    private static final double LEAST_TOLD = 2;

    private final InspectorViewModel model;
    private final ConverterErrorModel error;
    private final LongTextScan scan;
    private final Texts texts;
    private final Label notice = Ui.id(Ui.value("", "c11", "accent"), "inspector-notice");
    private final PauseTransition noticeEnds = new PauseTransition(Duration.seconds(6));
    private final Label facts = Ui.value("", "c11", "muted");
    private final Label progress = Ui.id(Ui.text("", "c12"), "inspector-progress");
    private final TimeLeft timeLeft = new TimeLeft(System::nanoTime);
    private final HBox state;

    public RibbonHead(InspectorViewModel model, ConverterErrorModel error, LongTextScan scan, Theme theme, Texts texts) {
        super(16);
        this.model = model;
        this.error = error;
        this.scan = scan;
        this.texts = texts;
        setAlignment(Pos.CENTER_LEFT);
        Ui.style(this, "head");
        facts.setMaxWidth(Double.MAX_VALUE);
        notice.setMaxWidth(Double.MAX_VALUE);
        // The same button throughout: one that is exchanged under the mouse cannot be pressed.
        state = Ui.row(8, Ui.icon("mdi2p-progress-clock", "accent"), progress,
                Ui.id(Ui.button(texts.get("cancel"), null, this::cancel, "small"), "inspector-cancel"));
        getChildren().addAll(Ui.text(texts.get("ribbon"), "semi", "c12"), Ui.grow(new StackPane(facts, notice)), state, scale(theme));
        model.noticeProperty().addListener((observable, before, now) -> showNotice(now));
        Ui.whenAny(this::showStatus, model.statusProperty(), error.stateProperty(), scan.wishedProperty(), scan.knownProperty());
        noticeEnds.setOnFinished(event -> model.say(""));
        showStatus();
    }

    private CanvasPicture scale(Theme theme) {
        CanvasPicture scale = new CanvasPicture(theme, 208, 24, texts.get("heat.summary"), (pen, width, height) -> {
            for (int step = 0; step < 72; step++) {
                pen.fill(pen.tokens().heat(step / 71.0), 88 + step, 8, 1, 8);
            }
            pen.box(ThemeColor.LINE_STRONG, 87, 7, 74, 10, 1);
            pen.text(texts.get("heat.low"), 82, 12, Typeface.UI, 11, ThemeColor.MUTED, Align.RIGHT);
            pen.text(texts.get("heat.high"), 166, 12, Typeface.UI, 11, ThemeColor.MUTED, Align.LEFT);
        });
        scale.setFocusTraversable(false);
        Tooltip.install(scale, Ui.tooltip(texts.get("heat.summary")));
        return Ui.size(scale, 208, 24);
    }

    private boolean isAnalysing() {
        return model.statusProperty().get().phase() == Phase.WORKING;
    }

    private void cancel() {
        if (isAnalysing()) {
            model.cancel();
        } else if (error.stateProperty().get().phase() == ConverterErrorModel.Phase.WORKING) {
            error.wishedProperty().set(false);
        } else {
            scan.wishedProperty().set(false);
        }
    }

    /** In place of the facts, for a moment. */
    private void showNotice(String sentence) {
        notice.setText(sentence);
        facts.setVisible(sentence.isEmpty());
        noticeEnds.playFromStart();
    }

    private void showStatus() {
        Status status = model.statusProperty().get();
        ConverterErrorModel.State measured = error.stateProperty().get();
        Analysis analysis = model.analysisProperty().get();
        if (!isAnalysing() && measured.phase() != ConverterErrorModel.Phase.WORKING) {
            timeLeft.forget();
        }
        facts.setText(analysis == null || status.phase() == Phase.FAILED ? "" : ByteNames.facts(analysis));
        boolean isMeasuring = measured.phase() == ConverterErrorModel.Phase.WORKING;
        Ui.show(state, isAnalysing() || isMeasuring || scan.wishedProperty().get());
        if (isAnalysing()) {
            progress.setText(besideRun(status.total() == 0 || status.done() == 0 ? texts.get("working.loading")
                    : withTimeLeft(ofText(status.done(), status.total()), status.done(), status.total())));
        } else if (scan.wishedProperty().get() && !isMeasuring) {
            progress.setText(texts.get("scan.working", Format.count(scan.knownProperty().get()),
                    Format.count(analysis == null ? 0 : analysis.wholeLength())));
        } else {
            String known = texts.get("error.working", Format.count(measured.done()), Format.count(measured.total()));
            progress.setText(isMeasuring ? besideRun(withTimeLeft(known, measured.done(), measured.total())) : known);
        }
    }

    /** Both models read every byte; a person thinks of the text. */
    private String ofText(long done, long total) {
        LongText.Piece piece = model.pieceProperty().get();
        long bytes = Math.min(total, piece == null ? model.textProperty().get().length : piece.end() - piece.start());
        return texts.get("working", Format.count(done * bytes / total), Format.count(bytes));
    }

    private String besideRun(String known) {
        return model.isBesideRun() ? texts.get("working.beside", known) : known;
    }

    private String withTimeLeft(String known, long done, long total) {
        OptionalDouble seconds = timeLeft.seconds(done, total);
        return seconds.isEmpty() || seconds.getAsDouble() < LEAST_TOLD ? known
                : texts.get("working.left", known, Format.span(seconds.getAsDouble()));
    }
}

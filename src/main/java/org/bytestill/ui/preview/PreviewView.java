package org.bytestill.ui.preview;

import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.bytestill.engine.preview.PreviewDocument;
import org.bytestill.engine.preview.PreviewReport;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The documents at the left, how teacher and student read the chosen one beside them, counts above, notes below. */
final class PreviewView extends VBox {
    private static final double LIST_WIDTH = 240;
    private static final double NOTES_HEIGHT = 72;
    private static final double LEGEND_TEXT = 11;

    private final PreviewViewModel model;
    private final Texts texts;
    private final Consumer<String> goTo;
    private final ListView<PreviewDocument> list = Ui.id(new ListView<>(), "preview-documents");
    private final ReadingPane teacher;
    private final ReadingPane student;
    private final FactsRow facts;
    private final Label counted = Ui.id(Ui.text("", "c12", "muted"), "preview-counted");
    private final Hyperlink countAll;
    private final Button cancel;
    private final VBox problems = Ui.id(Ui.column(4), "preview-problem");
    private final VBox notes = Ui.id(Ui.column(2), "preview-notes");
    private final ScrollPane notesScroll = new ScrollPane(notes);

    /** @param goTo closes the preview and brings a field of the run's set-up to the front, by its key */
    PreviewView(PreviewViewModel model, Theme theme, Texts texts, Consumer<String> goTo) {
        super(12);
        this.model = model;
        this.texts = texts;
        this.goTo = goTo;
        teacher = new ReadingPane(theme, Side.TEACHER, texts);
        student = new ReadingPane(theme, Side.STUDENT, texts);
        facts = new FactsRow(texts);
        countAll = Ui.id(Ui.link(texts.get("count.all"), model::countAll, "c12"), "preview-count-all");
        cancel = Ui.id(Ui.button(texts.get("cancel"), null, model::cancel, "small"), "preview-cancel");
        fillList();
        notesScroll.setFitToWidth(true);
        notesScroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        notesScroll.setMaxHeight(NOTES_HEIGHT);
        notesScroll.setMinHeight(0);
        HBox title = Ui.row(12, Ui.text(texts.get("title"), "semi", "c20"), counted, countAll, cancel, Ui.space(), legend(theme));
        getChildren().addAll(title, facts, problems, Ui.grow(documents()), notesScroll);
        // Later: the list hears of its first document after this does.
        model.documents().addListener((Observable change) -> Platform.runLater(this::chooseFirst));
        Ui.whenAny(this::refresh, model.reportProperty(), model.failureProperty(), model.runningProperty(), model.progressProperty());
        refresh();
    }

    private void fillList() {
        list.setItems(model.documents());
        list.setCellFactory(made -> new DocumentCell(texts));
        list.setAccessibleText(texts.get("documents"));
        list.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> {
            teacher.show(now);
            student.show(now);
        });
        Ui.size(list, LIST_WIDTH, 0);
    }

    private HBox documents() {
        HBox readings = Ui.halves(8, model.hasTeacher() ? teacher : noTeacher(), student);
        HBox.setHgrow(readings, Priority.ALWAYS);
        return new HBox(8, list, readings);
    }

    /** In the place of the teacher's reading: why it is empty, and the way out. */
    private VBox noTeacher() {
        VBox words = Ui.id(Ui.pad(Ui.column(8, Ui.wrap(texts.get("noTeacher"), "muted", "c12"),
                Ui.link(texts.get("goTo.teacher"), () -> goTo.accept("teacher"), "c12")), 0, 12, 12, 12), "preview-no-teacher");
        return Ui.panel(texts.get("teacher"), null, words);
    }

    /** Puts the keyboard to the documents. */
    void focusDocuments() {
        list.requestFocus();
    }

    private void chooseFirst() {
        if (list.getSelectionModel().getSelectedItem() == null && !model.documents().isEmpty()) {
            list.getSelectionModel().select(0);
        }
    }

    private void refresh() {
        PreviewReport report = model.reportProperty().get();
        boolean running = model.runningProperty().get();
        facts.show(report);
        teacher.show(report);
        student.show(report);
        counted.setText(running ? texts.get("reading", Format.percent(model.progressProperty().get(), 0)) : inWords(report));
        Ui.show(cancel, running);
        Ui.show(countAll, !running && report != null && !report.isWhole());
        showProblems();
        List<String> sentences = report == null ? List.of() : report.notes();
        notes.getChildren().setAll(sentences.stream().map(note -> Ui.wrap(note, "c12", "muted")).toList());
        Ui.show(notesScroll, !sentences.isEmpty());
        list.setPlaceholder(placeholder(running, report));
    }

    private String inWords(PreviewReport report) {
        return report == null ? "" : report.isWhole() ? texts.get("counted.whole")
                : texts.get("counted.part", Format.size(PreviewViewModel.FIRST_BYTES));
    }

    private StackPane placeholder(boolean running, PreviewReport report) {
        String key = running ? "list.reading" : report == null ? "list.nothing" : "list.none";
        return Ui.pad(new StackPane(Ui.wrap(texts.get(key), "c12", "muted")), 12, 12, 12, 12);
    }

    /** What must be chosen first, or what went wrong. */
    private void showProblems() {
        problems.getChildren().clear();
        model.missing().ifPresent(key -> {
            Label words = Ui.wrap(texts.get("missing." + key), "c12");
            Hyperlink link = Ui.id(Ui.link(texts.get("goTo." + key), () -> goTo.accept(key), "c12"), "preview-go");
            problems.getChildren().add(Ui.note("plain", Ui.row(12, words, link)));
        });
        if (!model.failureProperty().get().isEmpty()) {
            problems.getChildren().add(Ui.note("danger", Ui.id(Ui.wrap(model.failureProperty().get(), "c12"), "preview-failure")));
        }
        Ui.show(problems, !problems.getChildren().isEmpty());
    }

    private CanvasPicture legend(Theme theme) {
        CanvasPicture legend = new CanvasPicture(theme, 300, ChipPainter.HEIGHT, texts.get("legend"), this::drawLegend);
        legend.setFocusTraversable(false);
        return Ui.size(legend, 300, ChipPainter.HEIGHT);
    }

    private void drawLegend(Painter pen, double width, double height) {
        ChipPainter ofTeacher = new ChipPainter(Side.TEACHER);
        ChipPainter ofStudent = new ChipPainter(Side.STUDENT);
        double x = 0;
        ofTeacher.paint(pen, x, 0, 24, false, false);
        x = word(pen, texts.get("legend.token"), x + 30);
        ofTeacher.paint(pen, x, 0, 30, true, false);
        x = word(pen, texts.get("legend.special"), x + 36);
        ofTeacher.paint(pen, x, 0, 24, false, true);
        ofStudent.paint(pen, x + 28, 0, 24, false, true);
        word(pen, texts.get("legend.supervised"), x + 58);
    }

    private static double word(Painter pen, String word, double x) {
        pen.text(word, x, ChipPainter.HEIGHT / 2, Typeface.UI, LEGEND_TEXT, ThemeColor.MUTED, Painter.Align.LEFT);
        return x + Typeface.UI.width(word, LEGEND_TEXT) + 16;
    }
}

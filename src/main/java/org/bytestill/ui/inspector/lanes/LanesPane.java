package org.bytestill.ui.inspector.lanes;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.bytestill.bytes.PathLog.LivePath;
import org.bytestill.bytes.TokenChain;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.ModelStyle;
import org.bytestill.ui.inspector.flow.FlowWords;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.PanelPart;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The panel of covering lanes: live tokenizations around the cursor, drawn as lanes or listed in a table. */
public final class LanesPane extends StackPane {
    private static final int TOKENS_NAMED = 4;
    /** Between the names, the tools and the ends of a panel's head. */
    private static final double HEAD_GAPS = 12 + 8 + 8 + 12;

    private final InspectorViewModel model;
    private final FlowModel flow;
    private final FlowWords words;
    private final Texts texts = Texts.of("flow");
    private final LanesPicture lanes;
    private final TableView<LivePath> table = Ui.id(Ui.style(new TableView<>(), "dense"), "inspector-paths");
    private final HBox tools;
    private final CanvasPicture legend;
    private boolean waiting;

    public LanesPane(InspectorViewModel model, FlowModel flow, FlowWords words, Glyphs glyphs, Theme theme) {
        this.model = model;
        this.flow = flow;
        this.words = words;
        lanes = new LanesPicture(model, flow, words, glyphs, theme);
        table.setAccessibleText(texts.get("paths.about"));
        table.setPlaceholder(Ui.text(texts.get("paths.none"), "c12", "muted"));
        column("path", 190, path -> path.chain().end(), this::lastTokens);
        column("unfinished", 90, path -> -path.chain().end(), path -> words.token(
                Arrays.copyOfRange(text(), path.chain().end(), model.cursorProperty().get())));
        column("share", 70, path -> -path.share(), path -> Format.probability(path.share()));
        column("canonical", 70, path -> path.chain().isCanonical() ? 0 : 1, path -> texts.get(path.chain().isCanonical() ? "yes" : "no"));
        column("fate", 150, path -> path.fate().ordinal(), path -> texts.get("fate." + path.fate().name().toLowerCase(Locale.ROOT)));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.setVisible(false);
        setMinHeight(0);
        getChildren().addAll(lanes.pic(), table);
        legend = legend(theme);
        tools = Ui.row(8, legend, choice());
        for (Observable cause : List.of(model.cursorProperty(), model.analysisProperty(), flow.sideProperty(), flow.litProperty())) {
            cause.addListener(change -> refreshSoon());
        }
        flow.sideProperty().addListener(change -> legend.redraw());
        widthProperty().addListener(change -> fitLegend());
        visibleProperty().addListener(change -> {
            refreshSoon();
            fitLegend();
        });
        refresh();
    }

    public PanelPart part() {
        return new PanelPart(texts.get("lanes"), texts.get("lanes.short"), tools, this);
    }

    private byte[] text() {
        return model.analysisProperty().get().inspection().text();
    }

    private void column(String key, double width, ToDoubleFunction<LivePath> order, Function<LivePath, String> name) {
        TableColumn<LivePath, LivePath> column = new TableColumn<>(texts.get("column." + key));
        column.setPrefWidth(width);
        column.getStyleClass().add("left-aligned");
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator(Comparator.comparingDouble(order));
        column.setCellFactory(any -> new TableCell<>() {
            {
                setAlignment(Pos.CENTER_LEFT);
            }

            @Override
            protected void updateItem(LivePath path, boolean empty) {
                super.updateItem(path, empty);
                setText(empty || path == null ? null : name.apply(path));
            }
        });
        table.getColumns().add(column);
    }

    /** The last tokens of a path, each in bars. */
    private String lastTokens(LivePath path) {
        StringBuilder names = new StringBuilder();
        TokenChain chain = path.chain();
        for (int token = 0; token < TOKENS_NAMED && chain.before() != null; token++) {
            names.insert(0, words.token(Arrays.copyOfRange(text(), chain.before().end(), chain.end())) + "|");
            chain = chain.before();
        }
        return (chain.before() == null ? "|" : "…|") + names;
    }

    private HBox choice() {
        SegmentedButton choice = Ui.id(Ui.segments(0, texts.get("lanes.picture"), texts.get("lanes.table")), "lanes-choice");
        choice.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                boolean asTable = (int) ((ToggleButton) now).getUserData() == 1;
                table.setVisible(asTable);
                lanes.pic().setVisible(!asTable);
                refresh();
            }
        });
        return Ui.style(Ui.row(0, choice), "small-seg");
    }

    private CanvasPicture legend(Theme theme) {
        CanvasPicture picture = new CanvasPicture(theme, 372, 24, texts.get("lanes.legend"), (pen, width, height) -> {
            ModelStyle dress = new ModelStyle(flow.sideProperty().get());
            pen.fill(dress.full(), 8, 9, 22, 6).fill(ThemeColor.FG, 30, 6, 3, 12).text(texts.get("legend.ends"), 40, 12, Typeface.UI, 11,
                    ThemeColor.MUTED, Align.LEFT);
            pen.line(ThemeColor.FG, 1.5, 116, 8, 124, 16).line(ThemeColor.FG, 1.5, 116, 16, 124, 8)
                    .text(texts.get("legend.fates"), 132, 12, Typeface.UI, 11, ThemeColor.MUTED, Align.LEFT);
        });
        picture.setFocusTraversable(false);
        return Ui.size(picture, 372, 24);
    }

    /** It stands in the head beside the names of the panes, and gives way to what can be pressed. */
    private void fitLegend() {
        Ui.show(legend, true);
        Node names = tabs() == null ? null : tabs().lookup(".small-seg");
        Ui.show(legend, (names == null ? 0 : names.minWidth(-1)) + tools.minWidth(-1) + HEAD_GAPS <= getWidth());
    }

    /** Of whose parts this is one; null before that. */
    private Parent tabs() {
        return getParent() == null ? null : getParent().getParent();
    }

    private void refreshSoon() {
        if (!waiting) {
            waiting = true;
            Platform.runLater(() -> {
                waiting = false;
                refresh();
            });
        }
    }

    private void refresh() {
        Analysis analysis = model.analysisProperty().get();
        List<LivePath> paths = analysis == null ? List.of() : flow.rows().paths().at(model.cursorProperty().get());
        if (isVisible()) {
            if (table.isVisible()) {
                table.getItems().setAll(paths);
                table.sort();
            } else {
                lanes.refresh();
            }
        }
        lanes.pic()
                .setSummary(analysis == null ? texts.get("empty") : texts.get("lanes.summary", paths.size(), model.cursorProperty().get(),
                        paths.stream().max(Comparator.comparingDouble(LivePath::share))
                                .map(path -> lastTokens(path) + " " + Format.probability(path.share())).orElse(texts.get("paths.none"))));
    }
}

package org.bytestill.ui.inspector.flow;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.FlowModel.Picture;
import org.bytestill.ui.inspector.state.FlowModel.State;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.PanelPart;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The mass flow at the cursor in one of its pictures, the token that is lit in words, and the ledger. */
public final class MassFlowPane extends VBox {
    private final InspectorViewModel model;
    private final FlowModel flow;
    private final FlowWords words;
    private final Texts texts = Texts.of("flow");
    private final Map<Picture, FlowPicture> pictures = new EnumMap<>(Picture.class);
    private final LedgerPane ledger;
    private final Label line = Ui.id(Ui.value("", "c11", "muted"), "flow-line");
    private final HBox tools;
    private boolean waiting;

    /** @param fork branches the text with the chosen byte */
    public MassFlowPane(InspectorViewModel model, FlowModel flow, ConverterErrorModel error, FlowWords words, Theme theme, Runnable fork) {
        this.model = model;
        this.flow = flow;
        this.words = words;
        pictures.put(Picture.ICICLE, new Icicle(model, flow, words, theme, fork));
        pictures.put(Picture.SANKEY, new Sankey(model, flow, words, theme, fork));
        pictures.put(Picture.TABLE, new FlowTable(model, flow, words));
        pictures.put(Picture.MAP, new ByteMap(model, flow, words, theme, fork));
        ledger = new LedgerPane(model, flow, error, theme);
        StackPane place = new StackPane();
        place.setMinHeight(0);
        pictures.values().forEach(picture -> {
            picture.node().setMinHeight(0);
            place.getChildren().add(picture.node());
        });
        line.setMinHeight(18);
        line.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(Ui.grow(place), Ui.pad(new VBox(line), 0, 12, 0, 12));
        tools = Ui.row(8, side(), pictureChoice());
        for (Observable cause : List.of(model.cursorProperty(), model.analysisProperty(), flow.stateProperty(), flow.pictureProperty(),
                flow.byMassProperty(), flow.sideProperty(), model.chosenByteProperty())) {
            cause.addListener(change -> refreshSoon());
        }
        place.heightProperty().addListener(change -> refreshSoon());
        place.widthProperty().addListener(change -> refreshSoon());
        flow.litProperty().addListener(change -> {
            seen().refresh();
            showLine();
        });
        refresh();
    }

    public PanelPart part() {
        return new PanelPart(texts.get("title"), texts.get("title"), tools, this);
    }

    public PanelPart ledgerPart() {
        return new PanelPart(texts.get("ledger.title"), texts.get("ledger.title"), null, ledger);
    }

    private HBox side() {
        SegmentedButton side = Ui.id(Ui.segments(0, texts.get("teacher"), texts.get("student")), "flow-side");
        side.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                flow.sideProperty().set(Side.values()[(int) ((ToggleButton) now).getUserData()]);
            }
        });
        flow.sideProperty().addListener((observable, before, now) -> side.getButtons().get(now.ordinal()).setSelected(true));
        return Ui.style(Ui.row(0, side), "small-seg");
    }

    private HBox pictureChoice() {
        SegmentedButton choice = Ui.id(Ui.segments(0, "1", "2", "3", "4"), "flow-picture");
        for (Picture picture : Picture.values()) {
            ToggleButton button = choice.getButtons().get(picture.ordinal());
            Ui.explain(button, texts.get("picture." + picture.ordinal()));
            button.setAccessibleText(texts.get("picture." + picture.ordinal()));
        }
        choice.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                flow.pictureProperty().set(Picture.values()[(int) ((ToggleButton) now).getUserData()]);
            }
        });
        flow.pictureProperty().addListener((observable, before, now) -> choice.getButtons().get(now.ordinal()).setSelected(true));
        widthProperty().addListener((observable, before, now) -> {
            for (Picture picture : Picture.values()) {
                String number = Integer.toString(picture.ordinal() + 1);
                choice.getButtons().get(picture.ordinal())
                        .setText(now.doubleValue() < 560 ? number : number + " " + texts.get("picture." + picture.ordinal()));
            }
        });
        return Ui.style(Ui.row(0, choice), "small-seg");
    }

    private FlowPicture seen() {
        return pictures.get(flow.pictureProperty().get());
    }

    /** Cursor, rows and tokens change together: what follows from them is drawn once, in the next pulse. */
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
        pictures.forEach((picture, view) -> view.node().setVisible(picture == flow.pictureProperty().get()));
        seen().refresh();
        ledger.show(model.analysisProperty().get() == null ? new int[0] : seen().shownBytes());
        showLine();
    }

    private void showLine() {
        State state = flow.stateProperty().get();
        HighlightedToken lit = flow.litProperty().get();
        MassFlow.Token token = lit == null || state.flow() == null ? null
                : lit.among(flow.sideProperty().get(), state.flow(), state.byShare()).stream().findFirst().orElse(null);
        if (token != null) {
            line.setText(words.readOut(state.flow(), token));
        } else if (lit != null) {
            line.setText(words.readOut(lit));
        } else if (state.flow() != null) {
            double folded = state.flow().bytes().stream().mapToDouble(MassFlow.Node::allFoldedMass).sum();
            line.setText(
                    texts.get("line", state.byShare().size(), state.flow().bytes().stream().mapToInt(MassFlow.Node::allFoldedTokens).sum(),
                            Format.probability(folded)));
        } else {
            line.setText(model.analysisProperty().get() == null ? "" : words.whyNoTokens(state));
        }
    }
}

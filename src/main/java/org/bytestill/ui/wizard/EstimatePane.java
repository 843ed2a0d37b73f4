package org.bytestill.ui.wizard;

import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.plan.MemoryPart;
import org.bytestill.engine.plan.MemoryParts;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Quantity;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** What the run will cost in memory, time, work and disk, at the right of every step. */
final class EstimatePane extends VBox {
    /** Above this share of the memory it is tight. */
    private static final double TIGHT = 0.75;
    private static final double BAR_HEIGHT = 18;
    private static final double ROW_HEIGHT = 52;
    private static final double GAP = 12;
    private static final double SWATCH = 10;
    private static final double FIGURE = 60;

    private final WizardViewModel model;
    private final Texts texts;
    private final Texts parts = Texts.of("estimate");
    private final Theme theme;
    private final CanvasPicture memory;
    private final Node findings;
    private final VBox tune;
    private Optional<Estimate> estimate = Optional.empty();

    /** @param findings of the dry run, shown above what it measures */
    EstimatePane(WizardContext context, Node findings) {
        this.findings = findings;
        model = context.model();
        texts = context.texts();
        theme = context.theme();
        getStyleClass().add("wizard-estimate");
        Label tuned = Ui.id(Ui.wrap("", "c11", "muted"), "tuned");
        tuned.textProperty().bind(model.tunedProperty());
        tuned.textProperty().addListener((observable, before, now) -> Ui.show(tuned, !now.isEmpty()));
        Ui.show(tuned, !tuned.getText().isEmpty());
        Hyperlink link = Ui.id(Ui.link(texts.get("tune"), model::tune, "c12"), "tune");
        Ui.explain(link, texts.get("tune.about"));
        tune = Ui.pad(Ui.column(2, link, tuned), 4, 0, 0, 0);
        memory = Ui.id(new CanvasPicture(theme, 328, 2 * ROW_HEIGHT - 8, texts.get("estimate.summary.none"), this::drawMemory),
                "estimate-memory");
        Ui.size(memory, 0, 2 * ROW_HEIGHT - 8);
        model.findingsProperty().addListener((observable, before, now) -> show());
        show();
    }

    private void show() {
        estimate = model.findingsProperty().get().estimate();
        getChildren().setAll(Ui.row(8, Ui.text(texts.get("estimate"), "semi", "c15"), Ui.space(),
                Ui.id(Ui.text(origin(), "c11", "muted"), "estimate-origin")),
                findings, head("estimate.memory", texts.get("estimate.memory.note")), memory);
        estimate.ifPresent(now -> getChildren().addAll(legend(now), tune));
        if (estimate.isPresent()) {
            showFacts(estimate.get());
        } else {
            getChildren().addAll(head("estimate.time", ""), Ui.text(texts.get("estimate.unknown"), "med"),
                    Ui.wrap(texts.get("estimate.unknown.about"), "c12", "muted"));
        }
        memory.setSummary(summary());
        memory.redraw();
    }

    private String origin() {
        return estimate.map(Estimate::basis).map(basis -> texts.get(
                "estimate.origin." + basis.origin().name().toLowerCase(Locale.ROOT), basis.runs())).orElse("");
    }

    /** Each part with its ground and its bytes in both phases. */
    private Node legend(Estimate now) {
        Set<MemoryPart> shown = EnumSet.noneOf(MemoryPart.class);
        shown.addAll(now.convertMemory().bytes().keySet());
        shown.addAll(now.trainMemory().bytes().keySet());
        VBox rows = Ui.id(Ui.column(0), "estimate-parts");
        boolean converts = !now.convertMemory().equals(MemoryParts.NONE);
        if (converts) {
            rows.getChildren().add(Ui.row(4, Ui.space(), cell(texts.get("estimate.convert"), "muted"),
                    cell(texts.get("estimate.train"), "muted")));
        }
        for (MemoryPart part : shown) {
            String name = parts.get("part." + part.word());
            CanvasPicture swatch = new CanvasPicture(theme, SWATCH, SWATCH, name,
                    (pen, width, height) -> MemoryBar.swatch(pen, part, 0, 0, width, height));
            Ui.size(swatch, SWATCH, SWATCH);
            swatch.setMaxSize(SWATCH, SWATCH);
            swatch.setFocusTraversable(false);
            HBox row = Ui.row(4, swatch, Ui.text(name, "c11", "muted"), Ui.space());
            if (converts) {
                row.getChildren().add(figure(now.convertMemory().of(part)));
            }
            row.getChildren().add(figure(now.trainMemory().of(part)));
            row.setMinHeight(16);
            rows.getChildren().add(row);
        }
        return Ui.pad(rows, 4, 0, 0, 0);
    }

    private static Node figure(long bytes) {
        return cell(bytes == 0 ? Format.NOTHING : Format.memory(bytes).toString(), "mono");
    }

    private static Label cell(String text, String style) {
        Label label = Ui.text(text, style, "c11");
        label.setPrefSize(FIGURE, 16);
        label.setAlignment(Pos.CENTER_RIGHT);
        return label;
    }

    private void showFacts(Estimate now) {
        double low = now.convertSecondsLow() + now.trainSecondsLow();
        double high = now.convertSecondsHigh() + now.trainSecondsHigh();
        double middle = (low + high) / 2;
        String end = Format.clock(ZonedDateTime.now().plusSeconds((long) middle));
        getChildren().addAll(head("estimate.time", ""),
                Ui.text(texts.get("estimate.about", Format.span(middle)), "semi", "c20"),
                Ui.wrap(texts.get("estimate.range", Format.span(low), Format.span(high), end), "c12", "muted"));
        if (now.teacherParameters() > 0) {
            getChildren().add(fact("estimate.convert",
                    new Quantity(Format.span((now.convertSecondsLow() + now.convertSecondsHigh()) / 2), "")));
        }
        getChildren().addAll(fact("estimate.train", new Quantity(Format.span((now.trainSecondsLow() + now.trainSecondsHigh()) / 2), "")),
                head("estimate.work", ""),
                fact("estimate.text", Format.size(now.trainBytes())),
                fact("estimate.updates", new Quantity(Format.count(now.updates()), "")),
                fact("estimate.bytes", Format.size(now.bytesPerUpdate())),
                fact("estimate.passes", new Quantity(Format.fixed(now.passes(), 1), texts.get("estimate.times"))));
        if (now.teacherParameters() > 0) {
            getChildren().add(fact("estimate.parameters.teacher", millions(now.teacherParameters())));
        }
        getChildren().addAll(fact("estimate.parameters.student", millions(now.studentParameters())),
                fact("estimate.parameters.trained", millions(now.trainedParameters())),
                head("estimate.disk", texts.get("estimate.free", Format.size(now.freeDiskBytes()))),
                fact("estimate.run", Format.size(now.diskBytes())));
    }

    private Quantity millions(long parameters) {
        return new Quantity(Format.fixed(parameters / 1e6, 1), texts.get("estimate.million"));
    }

    private Node fact(String key, Quantity quantity) {
        return Ui.fact(texts.get(key), quantity);
    }

    private Node head(String key, String right) {
        HBox words = Ui.row(8, Ui.text(texts.get(key), "med", "c12"), Ui.space(), Ui.text(right, "c11", "muted"));
        return new VBox(4, Ui.pad(new VBox(Ui.rule()), 12, 0, 8, 0), words);
    }

    private String summary() {
        return estimate.map(now -> texts.get("estimate.summary", Format.memory(now.convertMemoryBytes()),
                Format.memory(now.availableMemoryBytes()),
                texts.get(verdict(now.convertMemoryBytes(), now)), Format.memory(now.trainMemoryBytes()),
                texts.get(verdict(now.trainMemoryBytes(), now))))
                .orElse(texts.get("estimate.summary.none"));
    }

    private static String verdict(long needed, Estimate estimate) {
        double share = needed / (double) estimate.availableMemoryBytes();
        return share <= TIGHT ? "estimate.fits" : share <= 1 ? "estimate.tight" : "estimate.large";
    }

    private void drawMemory(Painter pen, double width, double height) {
        boolean converts = estimate.map(now -> !now.convertMemory().equals(MemoryParts.NONE)).orElse(true);
        if (converts) {
            drawBar(pen, 0, width, "estimate.convert", estimate.map(Estimate::convertMemory));
        }
        drawBar(pen, converts ? ROW_HEIGHT : 0, width, "estimate.train", estimate.map(Estimate::trainMemory));
    }

    /** The unit once, if it is the same. */
    private String figures(Quantity needed, Quantity available) {
        return texts.get("estimate.of", needed.unit().equals(available.unit()) ? needed.figure() : needed, available);
    }

    private double textWidth(String key, String verdict, String figures) {
        return Typeface.UI.width(texts.get(key), 12) + GAP + Typeface.MEDIUM.width(texts.get(verdict), 12) + GAP
                + Typeface.MONO.width(figures, 12);
    }

    private void drawBar(Painter pen, double top, double width, String key, Optional<MemoryParts> needed) {
        double barTop = top + 22;
        pen.text(texts.get(key), 0, top + 12, Typeface.UI, 12, ThemeColor.MUTED, Align.LEFT);
        if (needed.isEmpty()) {
            MemoryBar.draw(pen, MemoryParts.NONE, 1, 0, barTop, width, BAR_HEIGHT);
            pen.text(Format.NOTHING, width, top + 12, Typeface.MONO, 12, ThemeColor.FG, Align.RIGHT);
            return;
        }
        long available = estimate.get().availableMemoryBytes();
        long total = needed.get().total();
        String verdict = verdict(total, estimate.get());
        ThemeColor ink = switch (verdict) {
            case "estimate.fits" -> ThemeColor.ACCENT;
            case "estimate.tight" -> ThemeColor.WARN;
            default -> ThemeColor.DANGER;
        };
        String figures = figures(Format.memory(total), Format.memory(available));
        if (textWidth(key, verdict, figures) > width) {
            figures = Format.memory(total).toString();
        }
        pen.text(figures, width, top + 12, Typeface.MONO, 12, ThemeColor.FG, Align.RIGHT);
        pen.text(texts.get(verdict), width - Typeface.MONO.width(figures, 12) - GAP, top + 12, Typeface.MEDIUM, 12, ink, Align.RIGHT);
        MemoryBar.draw(pen, needed.get(), available, 0, barTop, width, BAR_HEIGHT);
        pen.vertical(ThemeColor.FG, width * TIGHT, barTop - 3, barTop + BAR_HEIGHT + 3);
    }
}
